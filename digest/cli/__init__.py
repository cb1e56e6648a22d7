"""The command line: a command parses, calls one function, prints one report, returns 0, 1 or 2. Nothing else prints."""

from __future__ import annotations

import click

from digest import __version__
from digest.cli.building import build, explain
from digest.cli.importing import import_
from digest.cli.reviewing import review, schema
from digest.cli.serving import serve
from digest.cli.stats import stats


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="digest")
def main() -> None:
    """Turn news clippings into a linked website with timelines.

    A site is a folder with site.yaml and content/. Exit codes: 0 clean, 1 problems, 2 wrong usage.
    """


for _command in (import_, review, stats, build, serve, explain, schema):
    main.add_command(_command)
