"""A function of a library, replaced wherever the library knows it by name."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def replace(library: ModuleType, original: Callable[..., Any], better: Callable[..., Any]) -> None:
    """Put `better` in the place of `original` in every loaded module of a library."""
    prefix = f"{library.__name__}."
    modules = [module for name, module in sys.modules.items() if f"{name}.".startswith(prefix)]
    for module in modules:
        for name, value in list(vars(module).items()):
            if value is original:
                setattr(module, name, better)
