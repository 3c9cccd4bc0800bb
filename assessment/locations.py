"""Where the questionnaires and the report templates are: beside the package, or inside it."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def questionnaires_folder() -> Path:
    """The folder that holds one folder for each questionnaire."""
    return _data_folder("questionnaires")


def reports_folder() -> Path:
    """The folder that holds one folder of templates for each kind of report."""
    return _data_folder("reports")


def example_data_folder() -> Path:
    """The folder of the written examples, one file a questionnaire and period."""
    return _PACKAGE / "example_data"


def _data_folder(name: str) -> Path:
    # A wheel carries the folder inside the package; a checkout has it beside the package.
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
