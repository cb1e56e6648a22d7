"""What nobody expects, on the pages: years outside every calendar, and an article that names five thousand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from digest.content.load import load
from digest.link import connect
from digest.review import questions
from digest.site.plan import Render
from tests.support import SITE, article, publish, write
from tests.unit.site.made import article as report
from tests.unit.site.made import entity, event, make

ADA = "---\nname: Ada Alder\npositions:\n- {title: Consul, since: -0043, until: Y10000}\n---\n"
YEARS = {"0000": "1 BC", "-0043": "44 BC", "-0044": "45 BC", "-0043-03-15": "15 March 44 BC", "Y10000": "10000",
         "Y-12000~": "about 12001 BC", "-0043/Y10000": "44 BC", "9999-12-31": "31 December 9999"}  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_a_year_outside_the_calendar_is_shown_as_what_it_is(year: str, tmp_path: Path) -> None:
    told = f"[{{headline: Ada Alder sails, id: sails, date: {year}}}, {{headline: Ada Alder rests, when: on Monday}}]"
    said = f"[{{text: It is late and it is cold., speaker: ada, date: {year}}}]"
    files = {
        "site.yaml": SITE + f"eras: [{{name: Late, period: {year}}}]\n",
        "content/entities/people/ada.md": ADA,
        "content/articles/a.md": article("Ada sails", "Ada Alder sails.", date=year, events=told, quotes=said),
        "content/articles/b.md": article(
            "Ada sails on", "Ada Alder sails.", date="2020-01-01", events="[{event: trip}]"
        ),
        "content/events/trip.md": f"---\nheadline: Ada Alder trips\ndate: {year}\nentities: [ada]\n---\n",
        "content/editions/e.md": f"---\nperiod: {year}\n---\n",
        "content/timelines/t.md": f"---\ntitle: All\nentities: [ada]\nperiod: {year}\n---\n",
    }
    site = write(tmp_path, files)
    result = publish(site, jobs=1)
    assert [p.message for p in result.problems if p.severity == "error"] == []
    for page in ("timeline/index.html", "people/ada/index.html", "articles/a/index.html", "quotes/ada/index.html"):
        text = re.sub(r"<[^>]+>", "", (site / "public" / page).read_text("utf-8"))
        assert YEARS[year] in text.replace("\xa0", " ").replace("\u202f", " "), page
    loaded = load(site)
    assert questions(connect(loaded.library, loaded.config)[0]) is not None


def test_an_article_that_names_five_thousand() -> None:
    names = [f"First{n} Last{n}er" for n in range(5_000)]
    people = [entity(f"p{n}", name) for n, name in enumerate(names)]
    met = event("Everybody meets", id="meet", date="2020-01-01", entities=tuple(p.id for p in people))
    body = "\n\n".join(f"So {name} spoke." for name in names)
    made = make(*people, report("a", body, date="2020-01-02", events=(met,)))
    assert made.problems == [] and questions(made.site) == []
    shown = made.view("articles/a/")
    assert [len(section.entries) for section in shown.entities] == [5_000]
    assert shown.body.count("/sub/people/p") == 5_000
    [whole] = made.view("timeline/").timeline.years
    assert len(whole.events[0].entities) == 5_000
    assert isinstance(made.outputs["people/p7/index.html"].content, Render)
    assert made.view("people/p7/").mentions
