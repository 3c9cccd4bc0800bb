"""The supporting ministries: ticked, or added by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.selection_list import Selection

from assessment.answers import LINE_LIMIT, SUPPORTING_LIMIT
from assessment.language import _
from assessment.text import name_key, one_line
from assessment.tui.autosave import Autosave
from assessment.tui.drafts import OFFERED, Draft
from assessment.tui.widgets.hint import Hint
from assessment.tui.widgets.ticks import TickList

NO_ROOM = _(
    "It is not recorded: {limit} ministries at most support, and the list of the profile has room "
    "for some only."
)


class Supporting(ModalScreen[None]):
    """Closes with nothing: every tick is saved at once, a new name with Enter or Esc."""

    DEFAULT_CSS = "Supporting TickList { height: auto; max-height: 14; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(
        self,
        names: Sequence[str],
        used: Sequence[str],
        usual: Sequence[str],
        *,
        save: Callable[[tuple[str, ...]], bool | None],
        draft: Draft,
    ) -> None:
        super().__init__()
        self._draft = draft
        self._save = save
        self._names = list(names)
        self._all = list(dict.fromkeys([*names, *used, *usual]))

    def compose(self) -> ComposeResult:
        """The known names, and a place for a new one."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Which ministries support?")), classes="title")
            yield TickList[str](*map(self._selection, self._all))
            yield Input(
                self._draft.text,
                placeholder=_("Another one, then Enter"),
                max_length=LINE_LIMIT,
                compact=True,
                select_on_focus=False,
            )
            begun = OFFERED if self._draft.text else ""
            yield Static(Content(begun), id="trouble", classes="trouble")
            hint = _(
                "Space ticks, and it is saved. Tab goes to the place for a new name, Esc back."
            )
            yield Hint(hint)

    def _selection(self, name: str) -> Selection[str]:
        return Selection(Content(name), name, name in self._names)

    def on_mount(self) -> None:
        """Be ready to tick."""
        field = self.query_one(Input)
        self._draft.follow(partial(Autosave, self), lambda: one_line(field.value))
        (field if field.value else self.query_one(TickList)).focus()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._draft.typed()

    @on(TickList.SelectedChanged)
    def _ticked(self) -> None:
        listed = self.query_one(TickList)
        ticked = [name for name in self._all if name in set(listed.selected)]
        new = [name for name in ticked if name not in self._names]
        if not new and len(ticked) == len(self._names):
            return
        if len(ticked) > SUPPORTING_LIMIT or self._save(tuple(ticked)) is False:
            # A tick that stands there and nowhere else would mislead.
            for name in new:
                listed.deselect(name)
            self._show_message(NO_ROOM.format(limit=SUPPORTING_LIMIT))
            return
        self._names = ticked
        self._show_message("")

    def _show_message(self, message: str) -> None:
        self.query_one("#trouble", Static).update(Content(message))

    @on(Input.Submitted)
    def _added(self, event: Input.Submitted) -> None:
        name = one_line(event.value)
        event.input.clear()
        self._draft.keep()
        if not name:
            self.action_back()
        else:
            self._add(name)

    def _add(self, name: str) -> None:
        listed = self.query_one(TickList)
        known = {name_key(item): item for item in self._all}
        if name and name_key(name) not in known:
            self._all.append(name)
            listed.add_option(Selection(Content(name), name, True))
        elif name:
            listed.select(known[name_key(name)])
        self._ticked()

    def keep_typed(self) -> None:
        """Keep the name that is being typed; every tick is recorded."""
        self._draft.keep()

    def action_back(self) -> None:
        """Go back; a name that is being typed is offered again, and nothing else is changed."""
        self._draft.leave()
        self.dismiss(None)
