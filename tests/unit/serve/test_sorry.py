"""The page that stands in for one of the site's own."""

from __future__ import annotations

import html5lib

from digest.serve.readers import TOLD, Trouble
from digest.serve.sorry import sorry


def test_it_lists_what_is_wrong_as_text() -> None:
    hostile = "<script>alert(1)</script> & \udcff"
    page = sorry("Nothing yet", [Trouble("content/a.md:3:1", hostile, hostile, hostile)])
    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    assert parsed.find(".//script") is None
    assert [item.findtext("code") for item in parsed.iter("li")] == ["content/a.md:3:1"]
    assert "<script>alert(1)</script> & ?" in "".join(parsed.find(".//li").itertext())


def test_of_many_it_tells_how_many_more() -> None:
    page = sorry("Nothing yet", [Trouble("", f"wrong {n}") for n in range(TOLD + 3)]).decode()
    assert page.count("<li>") == TOLD
    assert "And 3 more." in page
