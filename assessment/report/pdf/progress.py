"""The renderer's steps, in sentences for whoever waits."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from assessment.language import _
from assessment.report.options import Progress


@contextmanager
def reported_to(progress: Progress | None) -> Iterator[None]:
    """Pass the renderer's steps on to whoever waits."""
    logger = logging.getLogger("weasyprint.progress")
    handler = _Listener(progress) if progress is not None else logging.NullHandler()
    if progress is not None:
        logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Listener(logging.Handler):
    """Turns the renderer's log of steps into a share that only grows."""

    STEPS: Mapping[str, tuple[float, str]] = {
        "Step 1": (0.02, _("Reading the report")),
        "Step 3": (0.05, _("Applying the styles")),
        "Step 4": (0.15, _("Preparing the pages")),
        "Step 5": (0.3, _("Laying out the pages")),
        "Step 6": (0.75, _("Drawing the pages")),
        "Step 7": (0.95, _("Finishing the file")),
    }

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._thread = threading.get_ident()
        self._share = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Pass a step on, unless another thread's report logged it."""
        if record.thread != self._thread:
            return
        share, words = self.STEPS.get(record.getMessage()[:6], (0.0, ""))
        if "Page" in record.getMessage():
            share = min(self._share + 0.004, 0.74)
        if words and share > self._share:
            self._share = share
            self._progress(share, words)
