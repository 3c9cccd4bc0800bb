"""A function of the renderer, replaced wherever it is known by name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any


def replace(original: Callable[..., Any], better: Callable[..., Any]) -> None:
    """Put `better` in the place of `original` in every module of the renderer."""
    modules = [one for name, one in sys.modules.items() if name.split(".")[0] == "weasyprint"]
    for module in modules:
        for name, value in list(vars(module).items()):
            if value is original:
                setattr(module, name, better)
