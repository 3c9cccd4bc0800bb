"""The example of scoring under Dask, run as it stands in the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from assessment import score_many
from assessment.questionnaire import Questionnaire
from batch.corpus import write

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
EXAMPLE = ROOT / "docs" / "dask_example.py"


def test_the_example_scores_a_folder_as_the_library_does(
    tmp_path: Path, questionnaire: Questionnaire
):
    write(tmp_path, questionnaire, 12)
    (tmp_path / "broken.json").write_bytes(b"{")
    done = subprocess.run(
        [sys.executable, EXAMPLE, tmp_path], capture_output=True, text=True, check=True
    )
    found = [item.scorecard for item in score_many([tmp_path]) if item.scorecard]
    scores = [item.overall.score for item in found if item.overall.score is not None]
    said = re.fullmatch(r"(\d+) of (\d+) files have a score; the mean is (.*)\n", done.stdout)
    assert said
    assert int(said[1]) == len(scores) > 0
    assert int(said[2]) == 13
    assert said[3] == f"{sum(scores) / len(scores):.1f}"


def test_readme_and_guide_show_the_same_lines():
    code = (ROOT / "docs" / "batch.md").read_text()
    shown = re.findall(r"```python\n(import dask\.bag.*?)```", README.read_text(), re.DOTALL)
    assert len(shown) == 1
    assert shown[0] in code
