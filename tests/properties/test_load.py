"""Loading: no bytes, in whatever file, keep the rest of a site from being read or raise an exception."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.content.load import load, load_ledger
from digest.errors import DigestError
from digest.link import connect
from digest.stats import survey, told
from tests.support import write

PLACES = st.sampled_from(
    [
        "site.yaml", "content/answers.yaml", "content/ledger.jsonl", "content/articles/2017/2017-08-08-x.md", "content/x.md",
        "content/entities/people/x.md", "content/entities/x.md", "content/sources/x.md", "content/tags/a/b.md",
        "content/stories/x.md", "content/editions/x.md", "content/events/x.md", "content/pages/x.md", "content/a.png",
        "content/articles/x.txt", "content/what/x.md",
    ]
)  # fmt: skip
LINES = st.sampled_from(
    [
        *("---", "title: T", "title: [a", "name: N", "name: {x: y}", "date: 2017-08-08", "date: 2017-99", "number: 1"),
        *("number: x", "period: 2017", "headline: H", "schema: 2", "tags: [a, b/c]", "tags: {a}", "part_of: x"),
        *(
            "aliases: [{name: x, case: maybe}]",
            "prefer: {N: x, N: y}",
            "entities: [x, x]",
            "cut: ['(']",
            "time_zone: Mars",
        ),
        *("events: [{headline: H, when: on Monday}, {event: x}]", "quotes: [{text: t, speaker: x}]", "status: inbox"),
        *("source: {name: N, url: 'http://[::1'}", "answers: [{kind: k, text: t, verdict: accept}]", "story: x"),
        *("cites: [x, y]", "developments: [{text: T, cites: [x]}, {date: 2017, text: T}]", "editions: weeks"),
        *("&a b", "*a", "!x y", "[[x]] N [[y|z]]", "```", "# N", "url: https://a.example/", "articles: [x]"),
        *("\u2028", "\0", "é e\u0301", "\t", ""),
    ]
)
FILES = st.one_of(
    st.binary(max_size=200),
    st.lists(LINES, max_size=10).map(lambda lines: "\n".join(lines).encode()),
    st.lists(LINES, max_size=8).map(lambda lines: ("---\n" + "\n".join(lines) + "\n---\nN [[x]]\n").encode()),
    st.lists(LINES, max_size=5).map(
        lambda lines: b"\xef\xbb\xbf---\r\n" + "\r\n".join(lines).encode() + b"\r\n---\r\n"
    ),
    st.sampled_from([b"\xff\xfe-\0", b"\x89PNG\r\n\x1a\n", b"GIF8", b'{"path":"a","since":"b"}\n{']),
)


@settings(max_examples=250, deadline=None)
@given(st.dictionaries(PLACES, FILES, max_size=5))
def test_no_site_raises_an_exception(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), {"site.yaml": "title: T\n", "content/pages/p.md": "---\ntitle: P\n---\n", **files})
        try:
            loaded = load(folder)
        except DigestError as error:
            assert "site.yaml" in files or error.hint
            return
        entries, damaged = load_ledger(folder)
        site, problems, ambiguous = connect(loaded.library, loaded.config, drafts=True)
        assert "p" in loaded.library.pages
        for problem in [*loaded.problems, *problems, *damaged]:
            assert problem.path == "" or (folder / problem.path).exists()
            assert problem.message
        read = {record.path for shelf in (site.library.articles, site.library.entities) for record in shelf.values()}
        blamed = {problem.path for problem in loaded.problems}
        for path in files:
            if path.startswith(("content/articles/2", "content/entities")):
                assert path in read | blamed, "a file was dropped in silence"
        assert len(entries) <= 50 and len(ambiguous) <= 50
        assert list(told.lines(survey(site, loaded.config)))
