"""What `digest serve` prints."""

from __future__ import annotations

import pytest

from digest.cli.serving import Printer, summary
from digest.errors import Problem
from digest.serve import Built, Serving

WRONG = Problem(path="content/articles/a.md", line=3, code="unknown-key", message="unknown key “titel”", hint="title?")
DOUBT = Problem(path="site.yaml", code="no-base-url", message="no feed", severity="warning")


@pytest.mark.parametrize(
    ("told", "line"),
    [
        (Built(first=True, articles=1, outputs=20, seconds=0.0412), "1 article, 20 files, 41 ms"),
        (Built(first=True, articles=10_412, outputs=14_203, seconds=12.345), "10,412 articles, 14,203 files, 12.3 s"),
        (
            Built(first=True, good=False, seconds=0.001),
            "0 articles, 0 files, 1 ms, nothing can be shown before the errors are mended",
        ),
        (
            Built(paths=("content/articles/x.md",), changed=("a", "b", "c"), seconds=0.041),
            "changed content/articles/x.md: 3 pages, 41 ms",
        ),
        (Built(paths=("a", "b", "c"), changed=("a",), removed=("b",), seconds=1.5), "changed a and 2 more: 1 page, 1 removed, 1,500 ms"),
        (Built(paths=("a",), seconds=0.001), "changed a: no page, 1 ms"),
        (Built(paths=("a",), changed=None, seconds=0.001), "changed a: 1 ms"),
        (Built(paths=("a",), good=False, seconds=0.001), "changed a: the last good site stays, 1 ms"),
        (Built(paths=("\x1b[2J",), seconds=0), "changed \\x1b[2J: no page, 0 ms"),
    ],
)  # fmt: skip
def test_a_build_is_a_line(told: Built, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    Printer().print(told)
    assert capsys.readouterr().out == f"{line}\n"
    assert summary(told).isprintable() or "\x1b" in summary(told)


def test_a_problem_is_told_in_full_once_and_then_counted(capsys: pytest.CaptureFixture[str]) -> None:
    printer = Printer()
    printer.print(Built(first=True, problems=(DOUBT,)))
    assert "no feed" in capsys.readouterr().out
    printer.print(Built(paths=("a",), problems=(WRONG, DOUBT), good=False))
    out, err = capsys.readouterr()
    assert "content/articles/a.md:3: error: unknown key “titel” [unknown-key]\n    title?" in err
    assert "no feed" not in out
    assert "1 problem as before" in out
    printer.print(Built(paths=("a",)))
    assert "problem" not in capsys.readouterr().out
    printer.print(Built(paths=("a",), problems=(WRONG,), good=False))
    assert "titel" in capsys.readouterr().err


def test_what_the_environment_and_we_did_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    Printer().print(
        Built(paths=("a",), error="site.yaml is missing", hint="make one", trace="Traceback:\n  x", good=False)
    )
    assert capsys.readouterr().err == "error: site.yaml is missing\n    make one\n    Traceback:\n      x\n"


def test_where_it_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    Printer().print(Serving(address="http://127.0.0.1:8000/quay/"))
    assert capsys.readouterr().out == "serving http://127.0.0.1:8000/quay/ (Ctrl-C ends)\n"
    Printer().print(Serving(address="http://127.0.0.1:8000/", local=False, watched=False))
    out = capsys.readouterr().out
    assert "each second" in out
    assert "everybody who reaches this machine" in out
