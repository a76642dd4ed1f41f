"""The arrows of the house: who may import whom, and who may touch which library."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Layer of each part; a part may import those below, the words of the bottom layer each other, and the top everything.
LAYERS = {
    "answers": 0, "background": 0, "body": 0, "errors": 0, "everything": 0, "journal": 0, "plan": 0, "points": 0, "private_files": 0, "review": 0,
    "safety": 0, "settings": 0, "sources": 0, "treatment": 0, "weekly": 0, "words": 0,
    "access": 1, "education": 1, "sharing": 1, "stats": 1, "teaching": 1,
    "storage": 2, "charts": 2, "glance": 2, "sample": 2,
    "exchange": 3, "report": 3,
    "server": 4, "ui": 4,
    "main": 5, "__main__": 5, "pages": 5, "app": 5,
}  # fmt: skip
#: These need nothing but Python.
WORDS = (
    "access",
    "answers",
    "background",
    "body",
    "errors",
    "everything",
    "journal",
    "plan",
    "points",
    "review",
    "sources",
    "treatment",
    "weekly",
    "words",
)
#: The pages ask the running copy for its store, its clock and its keys; the server never asks the pages.
SIDE_DOOR = ("ui", "server")
#: A journal is handed to those who write documents of it; they never reach for one.
CLOSED = {("exchange", "storage"), ("report", "storage")}
STREAMLIT = {"ui", "server", "main", "pages", "app"}
OWNERS = {
    "streamlit": STREAMLIT,
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "filelock": {"storage"},
    "pyrage": {"storage"},
    "numpy": {"stats"},
    "scipy": {"stats"},
    "altair": {"charts"},
    "pandas": {"charts"},
    "vl_convert": {"charts", "exchange"},
    "starlette": {"server"},
    "uvicorn": {"server"},
    "brotli": {"server"},
    "itsdangerous": {"server"},
    "platformdirs": {"settings"},
    "icalendar": {"exchange"},
    "segno": {"ui"},
    "typst": {"report"},
    "jinja2": {"report"},
    "yaml": {"education"},
    "argon2": {"sharing"},
}


def part_of(path: Path) -> str:
    inside = path.relative_to(ROOT)
    if inside.parts[0] == "acujournal":
        return inside.parts[1].removesuffix(".py")
    return inside.parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def may_import(part: str, other: str) -> bool:
    is_below = LAYERS[other] < LAYERS[part] and (part, other) not in CLOSED
    return is_below or part == other or LAYERS[part] in (0, 5) or (part, other) == SIDE_DOOR


FILES = sorted(
    path
    for path in [*ROOT.glob("acujournal/**/*.py"), *ROOT.glob("pages/*.py"), ROOT / "app.py"]
    if path.relative_to(ROOT) != Path("acujournal/__init__.py")
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_part_imports_only_what_lies_below_it(path: Path) -> None:
    part = part_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top == "acujournal":
            other = rest.split(".")[0]
            if other in LAYERS:
                assert may_import(part, other), f"{part} must not import {other}"
        elif top in OWNERS:
            assert part in OWNERS[top], f"{part} must not import {top}"


def test_every_part_has_a_layer() -> None:
    assert {part_of(path) for path in FILES} - {"__init__"} <= set(LAYERS)


def test_the_words_of_the_journal_need_no_library() -> None:
    for name in WORDS:
        outside = {n.split(".")[0] for n in imports_of(ROOT / "acujournal" / f"{name}.py")} - {"acujournal"}
        assert outside <= {
            "__future__",
            "unicodedata",
            "csv",
            "functools",
            "importlib",
            "json",
            "pathlib",
            "re",
            "types",
            "collections",
            "dataclasses",
            "datetime",
            "enum",
            "typing",
            "zoneinfo",
        }
