"""The house rules, held by a test: layers, one test module for each module, sizes, and what is absent."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from digest.errors import CODES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "digest"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = [
    {"errors", "text", "dates", "standing"},
    {"work"},
    {"messages"},
    {"model"},
    {"config"},
    {"content"},
    {"clip"},
    {"link"},
    {"site"},
    {"render"},
    {"build"},
    {"review", "reports", "stats", "serve"},
    {"cli", "__main__"},
]
"""From the ground up; a room imports from its own layer and those before it in this list, never from those behind."""

TOUCHES_THE_WORLD = {"standing", "work", "content", "clip", "render", "build", "serve", "cli", "__main__"}
"""Rooms that may open files. Everything between takes values and returns values."""

MAX_MODULE, MAX_FUNCTION = 400, 50


def room(path: Path) -> str:
    """The room a module stands in: its folder, or itself at the top of the package."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0].removesuffix(".py")


def level(name: str) -> int:
    return next(n for n, rooms in enumerate(LAYERS) if name in rooms)


def imports(path: Path) -> set[str]:
    """The rooms of the package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        if isinstance(node, ast.ImportFrom) and node.module == "digest":
            names = [f"digest.{alias.name}" for alias in node.names if not alias.name.startswith("_")]
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        found |= {name.split(".")[1] for name in names if name and name.startswith("digest.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_run_downward_only(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        assert not imports(path)
        return
    above = {name for name in imports(path) if level(name) > level(own)}
    assert not above, f"{own} imports from above: {above}"


def test_every_room_has_a_layer() -> None:
    rooms = {room(p) for p in MODULES} - {"__init__"}
    assert rooms == set().union(*LAYERS)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_sizes(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MAX_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= MAX_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_nothing_prints_but_the_command_line(path: Path) -> None:
    if room(path) == "cli":
        return
    calls = [n.func for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    assert not [f for f in calls if isinstance(f, ast.Name) and f.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_the_edges_touch_the_world(path: Path) -> None:
    if room(path) in TOUCHES_THE_WORLD:
        return
    tree = ast.parse(path.read_text("utf-8"))
    modules = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    modules |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    assert not modules & {
        "os",
        "pathlib",
        "subprocess",
        "socket",
        "shutil",
        "time",
        "random",
        "urllib.request",
        "tempfile",
    }
    names = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert "open" not in names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_only_fetching_reaches_the_network(path: Path) -> None:
    # A socket file in the output folder is told by its kind; that is the one other use of the module.
    # The server listens and asks nobody.
    if path.parent in (PACKAGE / "clip" / "fetch", PACKAGE / "serve") or path == PACKAGE / "build" / "output.py":
        return
    tree = ast.parse(path.read_text("utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    assert not names & {"socket", "ssl", "http.client", "urllib.request", "urllib3", "asyncio"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_opens_with_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_every_module_has_its_tests(path: Path) -> None:
    """tests/unit mirrors the package; a package that is one subject behind one face may have one module of tests."""
    inner, unit = path.relative_to(PACKAGE), ROOT / "tests" / "unit"
    if path.name in ("__main__.py", "__init__.py") and inner.parent.name in ("", "content", "site", "render", "body"):
        return
    own = unit / inner.parent / f"test_{path.stem.strip('_')}.py"
    assert own.is_file() or (unit / inner.parent.parent / f"test_{inner.parent.name}.py").is_file()


def test_every_problem_code_is_documented() -> None:
    documented = re.findall(r"^## ([a-z-]+)$", (ROOT / "docs" / "problems.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(CODES)
    assert documented == sorted(documented)


def test_every_problem_code_is_used() -> None:
    text = "".join(p.read_text("utf-8") for p in MODULES if p.name != "errors.py")
    unknown = {
        f"unknown-{kind}" for kind in ("article", "entity", "event", "source", "story")
    }  # made from a kind's name
    assert {code for code in CODES - unknown if f'"{code}"' not in text} == set()
