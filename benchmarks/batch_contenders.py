"""The ways to score a folder that `benchmarks/batch.py` runs in turn, each in a process of its own.

.venv/bin/python benchmarks/batch_contenders.py WAY FOLDER OUT

`floor` only reads and decodes. `duckdb` and `pandas` validate nothing and refuse no duplicate key;
they compute every figure of every group, as somebody would who loads the files into them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

FIGURES = ("score", "low", "high", "coverage", "target", "reviewed")


def floor(folder: Path, out: Path) -> None:
    """Read and `orjson.loads`, nothing else."""
    import orjson

    files = 0
    for path in sorted(folder.rglob("*.json")):
        with open(path, "rb") as stream:  # noqa: PTH123 - the quickest way
            orjson.loads(stream.read())
        files += 1
    out.write_text(f"{files}\n")


def questions() -> list[dict[str, Any]]:
    from assessment.store import read_questionnaire

    return [
        {
            "question": question.id,
            "area": question.area_id,
            "weight": question.weight,
            "goal": question.target,
            "when": list(question.when),
            "groups": [
                "overall",
                question.area_id,
                *(f"OP{number}" for number in question.paragraphs),
                *question.functions,
            ],
        }
        for question in read_questionnaire().questions
    ]


DUCKDB = """
CREATE TABLE files AS SELECT filename AS file, answers, profile.conditions AS conditions
  FROM read_json($pattern, format = 'unstructured', filename = true, maximum_object_size = 16777216,
  columns = {answers: 'MAP(VARCHAR, STRUCT(status VARCHAR, level TINYINT, target TINYINT,
    reviewed_level TINYINT))', profile: 'STRUCT(conditions MAP(VARCHAR, BOOLEAN))'});
CREATE TABLE entries AS SELECT file, e.key AS question, e.value AS a
  FROM (SELECT file, unnest(map_entries(answers)) AS e FROM files);
CREATE TABLE standing AS SELECT f.file, q.question, q.weight AS w,
    coalesce(a.status, CASE WHEN len("when") > 0
      AND len(list_filter("when", lambda one : conditions[one] = false)) = len("when")
      THEN 'not_applicable' ELSE 'unanswered' END) AS status,
    a.level AS level, coalesce(a.target, q.goal) AS target,
    a.reviewed_level AS given
  FROM files f CROSS JOIN questions q LEFT JOIN entries e USING (file, question);
CREATE TABLE sums AS SELECT file, g.name, sum(w) FILTER (status <> 'not_applicable') AS a,
    sum(w) FILTER (status = 'answered') AS b, sum(w * 25 * level) AS points,
    sum(w * 25 * target) FILTER (status <> 'not_applicable') AS goals,
    sum(w * 25 * coalesce(given, level)) FILTER (status = 'answered') AS checked,
    count(given) FILTER (status = 'answered') AS reviews
  FROM standing JOIN members g USING (question) GROUP BY file, g.name;
CREATE TABLE figures AS SELECT file, name, points / b AS score, coalesce(points, 0) / a AS low,
    (coalesce(points, 0) + 100 * (a - coalesce(b, 0))) / a AS high, coalesce(b, 0) / a AS coverage,
    goals / a AS target, CASE WHEN reviews > 0 THEN checked / b END AS reviewed FROM sums;
CREATE TABLE overall AS SELECT file, avg(score) AS score, avg(low) AS low, avg(high) AS high,
    avg(target) AS target, avg(coalesce(reviewed, score)) AS reviewed
  FROM figures WHERE name IN (SELECT area FROM questions) GROUP BY file;
UPDATE figures SET score = o.score, low = o.low, high = o.high, target = o.target,
    reviewed = CASE WHEN figures.reviewed IS NOT NULL THEN o.reviewed END
  FROM overall o WHERE figures.file = o.file AND figures.name = 'overall';
COPY (PIVOT figures ON name USING first(score) AS score, first(low) AS low, first(high) AS high,
    first(coverage) AS coverage, first(target) AS target, first(reviewed) AS reviewed
  GROUP BY file ORDER BY file) TO '{out}' (HEADER);
"""


def duckdb(folder: Path, out: Path, threads: int = 1) -> None:
    """Everything in SQL, one thread, as one process of ours has."""
    import duckdb as library

    base = library.connect(config={"threads": threads, "preserve_insertion_order": False})
    base.execute(
        "CREATE TABLE questions (question VARCHAR, area VARCHAR, weight BIGINT, goal BIGINT, "
        '"when" VARCHAR[]); CREATE TABLE members (question VARCHAR, name VARCHAR)'
    )
    for question in questions():
        values = [question[name] for name in ("question", "area", "weight", "goal", "when")]
        base.execute("INSERT INTO questions VALUES (?, ?, ?, ?, ?)", values)
        base.executemany(
            "INSERT INTO members VALUES (?, ?)",
            [(question["question"], name) for name in question["groups"]],
        )
    read, *rest = DUCKDB.replace("{out}", str(out)).strip().split(";\n")
    base.execute(read, {"pattern": f"{folder}/**/*.json"})
    for statement in rest:
        base.execute(statement)


def pandas(folder: Path, out: Path) -> None:
    """`orjson.loads` and one table of answers, grouped and divided."""
    import pandas as library

    asked = questions()
    standing = library.DataFrame(
        _answers(sorted(folder.rglob("*.json")), asked),
        columns=["file", "question", "status", "level", "target", "given"],
    )
    facts = library.DataFrame([(item["question"], item["weight"]) for item in asked])
    weights = dict(zip(facts[0], facts[1], strict=True))
    standing["w"] = standing["question"].map(weights)
    _weigh(standing)
    members = library.DataFrame(
        [(item["question"], name) for item in asked for name in item["groups"]],
        columns=["question", "name"],
    )
    sums = _sums(standing, members)
    figures = _figures(sums)
    areas = list(dict.fromkeys(item["area"] for item in asked))
    _overall(figures, areas)
    wide = figures.unstack("name")
    wide.columns = [f"{name}_{figure}" for figure, name in wide.columns]
    wide.to_csv(out)


def _answers(paths: list[Path], asked: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    import orjson

    rows = []
    for path in paths:
        document = orjson.loads(path.read_bytes())
        answers, conditions = document["answers"], document["profile"]["conditions"]
        for item in asked:
            entry = answers.get(item["question"])
            if entry is None:
                out = item["when"] and all(conditions.get(name) is False for name in item["when"])
                entry = {"status": "not_applicable" if out else "unanswered"}
            rows.append(
                (
                    str(path),
                    item["question"],
                    entry["status"],
                    entry.get("level"),
                    entry.get("target", item["goal"]),
                    entry.get("reviewed_level"),
                )
            )
    return rows


def _weigh(standing: Any) -> None:
    answered = standing["status"] == "answered"
    applies = standing["status"] != "not_applicable"
    w = standing["w"]
    standing["a"] = w * applies
    standing["b"] = w * answered
    standing["points"] = (w * 25 * standing["level"]).where(answered, 0)
    standing["goals"] = w * 25 * standing["target"] * applies
    checked = standing["given"].fillna(standing["level"])
    standing["checked"] = (w * 25 * checked).where(answered, 0)
    standing["reviews"] = standing["given"].notna() & answered


def _sums(standing: Any, members: Any) -> Any:
    columns = ["a", "b", "points", "goals", "checked", "reviews"]
    joined = standing[["file", "question", *columns]].merge(members, on="question")
    return joined.groupby(["file", "name"], sort=True)[columns].sum()


def _figures(sums: Any) -> Any:
    import pandas as library

    a, b = sums["a"].where(sums["a"] > 0), sums["b"].where(sums["b"] > 0)
    return library.DataFrame(
        {
            "score": sums["points"] / b,
            "low": sums["points"] / a,
            "high": (sums["points"] + 100 * (sums["a"] - sums["b"])) / a,
            "coverage": sums["b"] / a,
            "target": sums["goals"] / a,
            "reviewed": (sums["checked"] / b).where(sums["reviews"] > 0),
        }
    )


def _overall(figures: Any, areas: list[str]) -> None:
    table = figures[figures.index.get_level_values("name").isin(areas)].copy()
    has = figures.xs("overall", level="name")["reviewed"].notna()
    table["reviewed"] = table["reviewed"].fillna(table["score"])
    means = table.groupby("file").mean()
    means["reviewed"] = means["reviewed"].where(has)
    for name in ("score", "low", "high", "target", "reviewed"):
        figures.loc[(slice(None), "overall"), name] = means[name].to_numpy()


def main() -> None:
    way, folder, out = sys.argv[1:4]
    ways = {"floor": floor, "duckdb": duckdb, "pandas": pandas}
    ways[way](Path(folder), Path(out))


if __name__ == "__main__":
    main()
