"""What the State can give to others: in which policy area, of which kind, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Static, TextArea

from assessment.answers import ASSISTANCES, NOTE_LIMIT, Offer
from assessment.language import _
from assessment.questionnaire import Area, Questionnaire
from assessment.terms import term
from assessment.tui.dialogs.typing import BoundedText, TypingDialog
from assessment.tui.drafts import Draft
from assessment.tui.widgets.ticks import TickBox

_ANY = _("any policy area")


class EditOffer(TypingDialog):
    """Closes with nothing: what is typed is saved on the way."""

    DEFAULT_CSS = """
    EditOffer TextArea { height: 6; }
    EditOffer Horizontal { height: auto; }
    EditOffer .name { width: 12; }
    EditOffer Input { width: 8; }
    EditOffer #title { width: auto; padding: 0 1; }
    EditOffer.-tiny .name, EditOffer.-tiny #title { display: none; }
    """
    HINT = _("Tab goes on, Space ticks. Saved as you type. Esc goes back to the profile.")

    def __init__(
        self,
        questionnaire: Questionnaire,
        offer: Offer,
        *,
        save: Callable[[Offer | None], object],
        draft: Draft | None = None,
    ) -> None:
        super().__init__(save, None if offer == Offer() else offer, draft)
        self._questionnaire = questionnaire
        self._offer = offer

    def compose(self) -> ComposeResult:
        """In words, for which area, of which kind."""
        offer = self._offer
        area = Input(offer.area or "", id="area", max_length=10, placeholder=_("any"), compact=True)
        boxes = [
            TickBox(Content(term(kind)), kind in offer.assistance, id=kind, compact=True)
            for kind in ASSISTANCES
        ]
        yield from self.frame(
            _("What can the State give to others?"),
            BoundedText(offer.text, NOTE_LIMIT),
            _row(_("Policy area"), area, Static(id="title")),
            _row(_("Kind"), *boxes),
        )

    def on_mount(self) -> None:
        """Begin with the words."""
        self._show_area()
        self.query_one(BoundedText).focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Checkbox.Changed)
    def _changed(self) -> None:
        self._show_area()
        self.typed()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_done()

    def _show_area(self) -> None:
        area = self._area
        words = area.title if area else _ANY if not self._letters else _("no policy area yet")
        self.query_one("#title", Static).update(Content(words))

    @property
    def _letters(self) -> str:
        return self.query_one(Input).value.strip().upper()

    @property
    def _area(self) -> Area | None:
        return self._questionnaire.area_by_id.get(self._letters)

    def value(self) -> Offer | None:
        """The offer; None where nothing is said of it."""
        area, before = self._area, self._settled or Offer()
        kept = before.area if self._letters and area is None else None
        offer = Offer(
            area=area.id if area else kept,
            assistance=tuple(k for k in ASSISTANCES if self.query_one(f"#{k}", Checkbox).value),
            text=self.query_one(BoundedText).text.rstrip(),
        )
        return None if offer == Offer() else offer

    def lines(self) -> Mapping[str, str]:
        """What is no policy area."""
        return {"area": self.query_one(Input).value}

    def unrecorded(self) -> str:
        """That the letters are those of no policy area."""
        if not self._letters or self._area is not None:
            return ""
        known = ", ".join(area.id for area in self._questionnaire.areas)
        return _("There is no policy area {letters}. There are {known}.").format(
            letters=self._letters, known=known
        )


def _row(label: str, *parts: Widget) -> Horizontal:
    return Horizontal(Static(Content(label), classes="name"), *parts)
