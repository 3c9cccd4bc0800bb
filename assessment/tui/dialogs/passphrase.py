"""The passphrase of one's own key, asked for once a session, when the first sealed file is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from assessment.errors import LockedKeyError, SealingError
from assessment.language import _
from assessment.store.keys import key_path, unlock
from assessment.text import clean, one_line

T = TypeVar("T")
_HINT = _("It is asked for once a session, and not shown. Enter opens the key, Esc goes back.")
_OPENING = _("Opening the key. This takes a second or two, and longer on a slow machine.")


class Passphrase(ModalScreen[bool]):
    """Closes with whether the key is open."""

    DEFAULT_CSS = """
    Passphrase {
        align: center middle;
        .box {
            width: 100%;
            max-width: 76;
            height: auto;
            padding: 0 1;
            border: solid $primary;
            background: $surface;
        }
        .title { text-style: bold; }
        #hint { height: auto; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(False)", _("Back"))]

    def compose(self) -> ComposeResult:
        """A place to type that shows nothing."""
        with Vertical(classes="box"):
            yield Static(Content(_("The passphrase of your key")), classes="title")
            yield Static(Content(one_line(str(key_path()))), classes="detail")
            yield Input(password=True, id="passphrase")
            yield Static(Content(_HINT), id="hint")

    @on(Input.Submitted, "#passphrase")
    def _typed(self, event: Input.Submitted) -> None:
        event.input.value = ""
        self._show_message(_OPENING)
        # Seen before the key is opened: that is made to take a second or more, and holds up every
        # thread of the program.
        self.call_after_refresh(self._open, event.value)

    def _open(self, passphrase: str) -> None:
        try:
            unlock(passphrase)
        except SealingError as error:
            self._show_message(f"{error.problem} {error.remedy}")
        else:
            self.dismiss(True)

    def _show_message(self, sentence: str) -> None:
        self.query_one("#hint", Static).update(Content(clean(sentence)))


async def with_open_key(app: App[Any], task: Callable[[], T]) -> T:
    """Do what may need one's own key, and ask for its passphrase where it does."""
    try:
        return task()
    except LockedKeyError:
        if not await app.push_screen_wait(Passphrase()):
            raise
    return task()
