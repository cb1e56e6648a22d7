"""The command `digest`. A build of a site in which nothing has changed is told here, before the command line loads."""

from __future__ import annotations

import os
import sys
import time

from digest import standing

VALUES = {"--source": "source", "--site": "source", "--output": "output", "--base-url": "base_url", "--jobs": "jobs"}
FLAGS = {"--drafts": "drafts", "--strict": "strict", "--json": "as_json"}


def main() -> None:
    """Run the command that the arguments ask for."""
    if not unchanged(sys.argv[1:]):
        from digest.cli import main as run

        run()


def unchanged(arguments: list[str]) -> bool:
    """Whether this was a build with nothing to do; then its report has been printed."""
    begun = time.perf_counter()
    given = plain_build(arguments)
    if given is None:
        return False
    source = given.get("source", ".")
    output = given.get("output") or os.path.join(source, "public")
    report = standing.recall(
        source, output, standing.asked(given.get("base_url", ""), "drafts" in given, "strict" in given)
    )
    if not isinstance(report, dict):
        return False
    if "as_json" in given:
        sys.stdout.write(report["json"])
        return True
    for line, is_error in report["lines"]:
        (sys.stderr if is_error else sys.stdout).write(line + "\n")
    sys.stdout.write(f"{report['counted']}: 0 rendered, {report['outputs']} unchanged, {_since(begun)}\n")
    return True


def _since(begun: float) -> str:
    return f"{time.perf_counter() - begun:.2f} s"


def plain_build(arguments: list[str]) -> dict[str, str] | None:
    """The options of a plain `digest build`; None for every other command, and wherever click must look."""
    if arguments[:1] != ["build"]:
        return None
    given: dict[str, str] = {}
    rest = iter(arguments[1:])
    for word in rest:
        name, equals, value = word.partition("=")
        if word in FLAGS:
            given[FLAGS[word]] = "yes"
        elif name in VALUES and (equals or (value := next(rest, ""))):
            given[VALUES[name]] = value
        else:
            return None
    return given if given.get("jobs", "1").isdecimal() else None


if __name__ == "__main__":
    main()
