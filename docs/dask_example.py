"""Score a folder of answer files under Dask: each part of the list is scored where Dask sends it.

python docs/dask_example.py FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dask.bag

from assessment import score_many


def rows(paths: Iterable[str]) -> list[dict[str, Any]]:
    """The row of every file in one part of the list, with its error where it cannot be scored."""
    return [result.row for result in score_many(paths)]


def main(folder: str) -> None:
    """Print how many files were scored, and the mean of their overall scores."""
    paths = sorted(str(path) for path in Path(folder).rglob("*.json"))
    table = dask.bag.from_sequence(paths, partition_size=1000).map_partitions(rows)
    scores = table.pluck("overall_score").filter(lambda score: score is not None)
    number, mean = dask.compute(scores.count(), scores.mean())
    sys.stdout.write(f"{number} of {len(paths)} files have a score; the mean is {mean:.1f}\n")


if __name__ == "__main__":
    main(sys.argv[1])
