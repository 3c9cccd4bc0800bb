"""Which files are taken back: a folder is looked through, and what each would bring is said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.selection_list import Selection
from textual.worker import get_current_worker

from assessment.errors import AssessmentError, OtherVersionError
from assessment.language import _
from assessment.text import clean, count_of, one_line
from assessment.tui.desk.incoming_parts import FoundFile, candidates, look_at, news_of
from assessment.tui.folder import is_file, is_folder, meant
from assessment.tui.session import Session
from assessment.tui.widgets.fitted_table import cut_to_width
from assessment.tui.widgets.hint import Hint
from assessment.tui.widgets.ticks import TickList

_HINT = _("Enter takes what is ticked. Tab goes to the files, Space ticks, Esc goes back.")
LOOKING = _("Looking through the folder ...")
NO_FOLDER = _("There is no such folder or file.")
_NONE = _("No file here is a part that came back. Type another folder, or a file.")


class ChooseParts(ModalScreen[tuple[FoundFile, ...] | None]):
    """Closes with the files to take back, or with None; nothing is taken here."""

    DEFAULT_CSS = """
    ChooseParts .dialog { height: 90%; max-width: 110; }
    ChooseParts TickList { height: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", _("Back")),
        Binding("ctrl+s", "take", _("Take")),
    ]

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session = session
        self._folder = folder
        self._files: Sequence[Path] = ()
        self._found: Sequence[FoundFile] = ()
        self._looking = False

    def compose(self) -> ComposeResult:
        """A place for the folder, its files, and what all of them would bring."""
        with Vertical(classes="dialog"):
            yield Static(Content(_("Take parts back: which files?")), classes="title")
            yield Input(one_line(str(self._folder)), compact=True, select_on_focus=False)
            yield TickList[int]()
            yield Static(id="sums")
            yield Hint(_HINT)

    def on_mount(self) -> None:
        """Look through the folder, and be ready for Enter."""
        self.query_one(Input).focus()
        self._look()

    @on(Input.Changed)
    def _look(self) -> None:
        path = meant(self.query_one(Input).value.strip() or ".")
        self._found, self._files = (), ()
        self.query_one(TickList).clear_options()
        try:
            self._files = files = self._files_in(path)
        except AssessmentError as error:
            self._looking = False
            self._show_message(str(error))
            return
        self._looking = bool(files)
        self._show_message(LOOKING if files else _NONE)
        if files:
            self._look_at(self.app, files)

    def _files_in(self, path: Path) -> Sequence[Path]:
        if is_folder(path):
            return candidates(path, self._session.path)
        if is_file(path):
            return [path]
        raise AssessmentError(NO_FOLDER)

    # Reading twenty workbooks takes seconds: never on the screen's own thread.
    @work(thread=True, exclusive=True, group="parts", description=_("parts that came back"))
    def _look_at(self, app: App[Any], files: Sequence[Path]) -> None:
        session, answers = self._session, self._session.identified
        found = []
        for path in files:
            if get_current_worker().is_cancelled:
                return
            found.append(look_at(session, answers, path))
        app.call_from_thread(self._show, files, found)

    def _show(self, files: Sequence[Path], found: Sequence[FoundFile]) -> None:
        # Another folder may have been typed while the last file of this one was read.
        if files is not self._files or not (self.is_mounted and self.is_attached):
            return
        self._looking, self._found = False, sorted(found, key=_rank)
        alone = len(found) == 1
        width = min(max(cell_len(item.path.name) for item in found), self.size.width // 3)
        self.query_one(TickList).add_options(
            Selection(_line(item, width), index, alone or _is_proposed(item))
            for index, item in enumerate(self._found)
        )
        refused = sum(item.problem is not None for item in found)
        sums = [
            _("{number} with something new").format(
                number=count_of(len(news_of(found)), "{n} file", "{n} files")
            ),
            _("{refused} cannot be taken").format(refused=refused) if refused else "",
        ]
        self._show_message(", ".join(filter(None, sums)) + ".")

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Close with what is ticked."""
        ticked = set(self.query_one(TickList).selected)
        if self._looking:
            self._show_message(
                _("{looking} Enter again when the files are listed.").format(looking=LOOKING)
            )
        elif not ticked:
            self._show_message(
                _NONE if not self._found else _("Nothing is ticked: Tab, then Space at a file.")
            )
        else:
            self.dismiss(tuple(item for n, item in enumerate(self._found) if n in ticked))

    def _show_message(self, sentence: str) -> None:
        self.query_one("#sums", Static).update(Content(clean(sentence)))


def _is_proposed(found_file: FoundFile) -> bool:
    """What is new; and a part that cannot be taken, so that it is said why."""
    return found_file.is_news or (
        found_file.problem is not None
        and (found_file.part is not None or isinstance(found_file.problem, OtherVersionError))
    )


def _rank(found_file: FoundFile) -> int:
    """What is new stands first, then what cannot be taken, then what is known already."""
    return 0 if found_file.is_news else 1 if _is_proposed(found_file) else 2


def _line(found_file: FoundFile, width: int) -> Content:
    short = cut_to_width(one_line(found_file.path.name), width)
    name = f"{short}{' ' * (width - cell_len(short))}  "
    if found_file.is_news:
        return Content.assemble((name, "bold"), found_file.words)
    return Content.assemble(
        name, (found_file.words, "dim" if found_file.problem is None else "italic")
    )
