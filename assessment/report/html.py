"""Templates and a finished view in, one self-contained HTML page out."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from assessment.assess import Edition
from assessment.errors import ReportError, reason_of
from assessment.language import _, ngettext
from assessment.locations import reports_folder
from assessment.report import drawings
from assessment.report.charts import TIMELINE_CSS
from assessment.report.fonts import font_faces
from assessment.report.options import ReportOptions
from assessment.report.view import Report
from assessment.terms import term, terms
from assessment.text import is_right_to_left, isolate, isolate_quoted, language_is_right_to_left

TemplateSource = tuple[str, str, Callable[[], bool]]
MAIN = "report.html.j2"
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; "
    "form-action 'none'\"/>"
)
"""A browser fetches nothing for the page and runs no script in it, with own templates too."""
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
SHARED: Edition = "full"
"""The edition whose templates the others fall back to."""
LONG_WORD = 60
PIECE = 30
MAX_LINES = 60
"""Of somebody's one text so many lines begin where its writer began them."""
_WHITE_SPACE = re.compile(r"(\s+)")
_UNITS = (
    "points?|of 100|days?|weeks?|months?|years?|pages?|January|February|March|April|May|June|July|"
    "August|September|October|November|December|[A-Z]{3}"
)
_NOT_TO_BREAK = re.compile(rf"(?<=\d) (?=%|(?:{_UNITS})\b)| (?=·)")
_NO_TEXT = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>)", re.DOTALL)
"""What a browser does not show: a script that was changed would not be the one that is allowed."""
_BLANK_LINES = re.compile(r"\n{3,}")
DRAWINGS = (
    drawings.score_bar,
    drawings.band_bar,
    drawings.scale_legend,
    drawings.strip,
    drawings.distribution,
    drawings.swatch,
    drawings.heat,
    drawings.timeline,
    drawings.prerequisites,
)


def render(report: Report, edition: Edition, options: ReportOptions) -> str:
    """The whole report as one HTML page; an error in a template names its file and line."""
    folders = template_folders(edition, options.templates)
    return page(folders, report=report, doc=report.document)


def page(folders: tuple[Path, ...], *, policy: str = POLICY, **shown: Any) -> str:
    """A page made by the main template of the first folder that has one."""
    anywhere = all(folder.is_absolute() for folder in folders)
    environment = _kept_environment(folders) if anywhere else _environment(folders)
    try:
        made = _together(environment.get_template(MAIN).render(**shown))
        return _with_policy(made, policy)
    except TemplateSyntaxError as error:
        location = f"{error.filename or error.name}:{error.lineno}"
        raise _template_error(
            location, (error.message or _("it cannot be read")).rstrip(".")
        ) from error
    except TemplateNotFound as error:
        name = _("there is no template '{name}'").format(name=error.name)
        raise _template_error(_location(error, folders), name) from error
    except RecursionError as error:
        raise _template_error(
            _location(error, folders), _("it calls itself without end")
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise _template_error(_location(error, folders), str(error).rstrip(".")) from error
    except OSError as error:
        raise _template_error(
            str(error.filename), reason_of(error) or _("it cannot be read")
        ) from error


def _together(page: str) -> str:
    """The page with no line ending between a figure and its unit, and none beginning with a dot."""
    parts = _NO_TEXT.split(page)
    parts[::2] = (_NOT_TO_BREAK.sub("\u00a0", part) for part in parts[::2])
    return "".join(parts)


def css_text(text: str) -> Markup:
    """A text as a style sheet prints it: by its code point no letter can end it, whatever it is."""
    return Markup('"' + "".join(f"\\{ord(letter):06x}" for letter in text) + '"')  # noqa: S704


def _with_policy(page: str, policy: str) -> str:
    """The page with its policy before everything that could fetch or run."""
    found = _HEAD.search(page) or _DOCTYPE.match(page)
    at = found.end() if found else 0
    return f"{page[:at]}\n{policy}{page[at:]}"


def template_folders(edition: Edition, own: Path | None) -> tuple[Path, ...]:
    """Where templates are looked for, first place first."""
    ours = reports_folder()
    if own is None:
        return (ours / edition, ours / SHARED)
    if not own.is_dir():
        raise ReportError(
            _("There is no folder of templates here."),
            where=str(own),
            remedy=_("Give the folder that holds your templates, or leave the option out."),
        )
    return (own / edition, own / SHARED, own, ours / edition, ours / SHARED)


class _Inside(FileSystemLoader):
    """Reads text in UTF-8, and nothing that a link leads to outside of the folders."""

    def get_source(self, environment: Environment, template: str) -> TemplateSource:
        """A template's text, its file and whether it is still the same."""
        try:
            found = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError(_("it is not in UTF-8"), line, template) from error
        file = Path(found[1]).resolve()
        if not any(file.is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return found


@lru_cache(maxsize=8)
def _kept_environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    """Kept, since reading all templates takes as long as filling them in.

    A template that was changed meanwhile is read again.
    """
    return _environment(folders)


def _environment(folders: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=_Inside([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext)  # type: ignore[attr-defined]
    for draw in DRAWINGS:
        environment.globals[draw.__name__] = _as_markup(draw)
    environment.filters["soft"] = soft
    environment.filters["user"] = user
    environment.filters["users"] = users
    environment.filters["sentence"] = isolate_quoted
    environment.filters["isolate"] = isolate
    environment.filters["unbroken"] = unbroken
    environment.filters["host"] = host
    environment.filters["direction"] = direction
    environment.filters["css_text"] = css_text
    environment.filters["term"] = term
    environment.filters["terms"] = terms
    environment.globals["style"] = lambda name: _style(environment, name)
    environment.globals["squares"] = drawings.SQUARES
    # Our own rules: the type inside as data, and what the timeline needs.
    environment.globals["own_rules"] = Markup(font_faces() + TIMELINE_CSS)  # noqa: S704
    return environment


def soft(text: str) -> Markup:
    """Somebody's text, in which a very long word may be broken anywhere.

    The renderer's time grows with the square of a word's length, so it gets no such word; and with
    every line, so the lines after the first so many run on, with a stroke between.
    """
    paragraphs = _BLANK_LINES.sub("\n\n", text)
    *lines, rest = paragraphs.split("\n", MAX_LINES)
    paragraphs = "\n".join([*lines, " / ".join(filter(None, rest.split("\n")))])
    pieces = [
        Markup("<wbr/>").join(piece[at : at + PIECE] for at in range(0, len(piece), PIECE))
        if len(piece) > LONG_WORD
        else escape(piece)
        for piece in _WHITE_SPACE.split(paragraphs)
    ]
    return Markup("").join(pieces)


def user(text: str) -> Markup:
    """Somebody's text, set apart from ours: neither moves the other's full stops and numbers."""
    direction = "rtl" if is_right_to_left(text) else "ltr"
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, soft(text)) if text else Markup("")


def users(texts: Iterable[str], between: str = ", ") -> Markup:
    """Several people's texts, each set apart, in one line."""
    return escape(between).join(user(text) for text in texts)


def unbroken(text: str) -> Markup:
    """A few words of ours in which no line ends, such as a range: a line may end after its dash."""
    return Markup('<span class="item">{}</span>').format(text)


def host(link: str) -> str:
    """An address as it is read: without `https://`."""
    return link.removeprefix("https://")


def direction(language: str) -> str:
    """How a language is written, as HTML names it."""
    return "rtl" if language_is_right_to_left(language) else "ltr"


def _as_markup(draw: Callable[..., str]) -> Callable[..., Markup]:
    @wraps(draw)
    def drawn(*arguments: Any, **named: Any) -> Markup:
        # Our own drawing: every text in it is escaped where it is drawn.
        return Markup(draw(*arguments, **named))  # noqa: S704

    return drawn


def _style(environment: ImmutableSandboxedEnvironment, name: str) -> Markup:
    """A style sheet as it is, so that its quotes are not escaped."""
    loader = environment.loader
    if loader is None:
        raise TemplateNotFound(name)
    text = loader.get_source(environment, name)[0]
    return Markup(text.replace("</", "<\\/"))  # noqa: S704


def _location(error: BaseException, folders: tuple[Path, ...]) -> str:
    """The innermost line of a template that an error went through."""
    known = tuple(str(folder) for folder in folders)
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(known)
    ]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else MAIN


def _template_error(location: str, problem: str) -> ReportError:
    return ReportError(
        _("The template has an error: {problem}.").format(problem=problem),
        where=location,
        remedy=_("Correct the template; docs/templates.md says what it can show."),
    )
