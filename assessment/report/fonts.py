"""The reports' own type, as part of a style sheet, so that a page carries all it needs."""

from __future__ import annotations

import base64
from functools import cache
from typing import Final

from assessment.locations import reports_folder

FAMILY: Final = "Inter"
WEIGHTS: Final = {400: "Inter-Regular.woff2", 600: "Inter-SemiBold.woff2"}


@cache
def font_faces() -> str:
    """The `@font-face` rules of the family, each font inside as data."""
    return "".join(_face(weight, name) for weight, name in WEIGHTS.items())


def _face(weight: int, name: str) -> str:
    data = base64.b64encode((reports_folder() / "fonts" / name).read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-style: normal; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}\n'
    )
