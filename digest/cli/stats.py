"""`digest stats`."""

from __future__ import annotations

from pathlib import Path

import click

from digest.cli.common import boundary, json_option, print_json, print_lines, print_problems, source_option
from digest.errors import EXIT_CLEAN, EXIT_PROBLEMS, EXIT_USAGE, DigestError, Report, did_you_mean
from digest.text import one_line


@click.command()
@source_option
@click.option("--story", default="", metavar="ID", help="Only the articles of one story.")
@click.option("--drafts", is_flag=True, help="Count articles with status: inbox too.")
@json_option
@boundary
def stats(source: Path, story: str, drafts: bool, as_json: bool) -> int:
    """Where the digest is blind: its shares by outlet, country, language and speaker, for the whole, for each story
    and for each quarter, and what is thin in it.

    Nothing of this is published. Published articles are counted, whether or not they have a date or an outlet.
    """
    from digest.content.load import load
    from digest.link import connect
    from digest.stats import survey, told

    loaded = load(source)
    site, _, _ = connect(loaded.library, loaded.config, drafts)
    if story and story not in site.stories:
        message = f"there is no story with the id “{one_line(story[:80])}”"
        raise DigestError(message, did_you_mean(story[:80], site.stories), EXIT_USAGE)
    report = Report(loaded.problems)
    made = survey(site, loaded.config, story)
    if as_json:
        print_json({"survey": made, "problems": report.problems})
    else:
        print_problems(report)
        print_lines(told.lines(made))
    return EXIT_PROBLEMS if report.errors else EXIT_CLEAN
