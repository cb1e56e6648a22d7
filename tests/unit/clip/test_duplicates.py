"""Which articles are the same one: by address, by bytes, by words; and which only look like it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.clip.duplicates import address, find, likeness, shingles, words
from digest.dates import parse
from digest.model import Article, Clipping

PARAGRAPHS = (
    "The harbour council of Port Ellery voted on Monday to close the old fish market for two years, after engineers "
    "found that the piles below its eastern hall had rotted further than anybody had thought.",
    "Stallholders will move to a row of sheds behind the customs house, where the council promises running water, "
    "cold rooms and no rent until the end of the following summer.",
    "Mayor Ines Halloran called the decision painful but overdue. Nobody on the council spoke against it, although "
    "three members left the chamber before the names were called.",
    "Among the traders the mood was darker. Customers come for the hall itself, several of them said, and few would "
    "walk the extra half mile in the rain to buy a box of herring.",
    "Work is to begin once the storms are over. A fund for repairs, set aside nine years ago, covers about a third of "
    "the cost; where the rest will be found was left for the budget talks in November.",
)
OTHER = (
    "A ferry with sixty passengers drifted for four hours off Gannet Point before a tug brought it back, the coast "
    "guard said. The engine had failed twice in the same week, and inspectors will now look at the fuel lines.",
    "Children from the island school, who were on their way to a swimming contest, sang to pass the time. One teacher "
    "was treated for a sprained wrist; everybody else went home by bus.",
)
BODY = "\n\n".join(PARAGRAPHS)


def article(ident: str, body: str = "", **fields: Any) -> Article:
    given = {"title": ident.title()} | fields
    return Article(id=ident, path=f"content/articles/{ident}.md", body=body, **given)


def pairs(*articles: Article) -> list[tuple[str, str, str, float]]:
    return [(p.first, p.second, p.kind, p.share) for p in find(articles)]


def every(nth: int, body: str, instead: str = "otherwise") -> str:
    """The text with every nth word changed."""
    parted = [paragraph.split(" ") for paragraph in body.split("\n\n")]
    return "\n\n".join(" ".join(instead if n % nth == nth - 1 else w for n, w in enumerate(p)) for p in parted)


# ------------------------------------------------------------------------------------------------ address and bytes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/news/1", "http://www.paper.example/news/1/"),
        ("https://paper.example/news/1", "https://PAPER.example/news/1?utm_source=mail#top"),
        ("https://paper.example/news?id=1", "https://m.paper.example/news?id=1"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert address(one) == address(other) != ""
    [pair] = find([article("a", url=one), article("b", url=other)])
    assert (pair.first, pair.second, pair.kind, pair.share) == ("a", "b", "same-address", 1.0)
    assert address(one) in pair.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/news/1", "https://paper.example/news/2"),
        ("https://paper.example/news?id=1", "https://paper.example/news?id=2"),
        ("https://paper.example/News", "https://paper.example/news"),
        ("https://paper.example/", "https://paper.example/"),
        ("https://paper.example", "https://www.paper.example/"),
    ],
)
def test_addresses_of_two_pages_and_a_home_page_which_is_nobodys(one: str, other: str) -> None:
    assert pairs(article("a", url=one), article("b", url=other)) == []


def test_the_same_bytes_are_the_plainest_reason() -> None:
    clipping, url = Clipping(sha256="c0ffee"), "https://paper.example/1"
    one, other = article("a", BODY, clipping=clipping, url=url), article("b", BODY, clipping=clipping, url=url)
    assert pairs(one, other) == [("a", "b", "same-bytes", 1.0)]
    assert pairs(article("a", clipping=Clipping()), article("b", clipping=Clipping())) == []


def test_the_earlier_is_the_main_article_then_the_lesser_id_and_the_undated_come_last() -> None:
    url = "https://paper.example/1"
    dated = {"b": "2017-08-09", "c": "2017-08-08", "d": "2017-08-08", "a": None}
    held = [article(i, url=url, date=parse(day) if day else None) for i, day in dated.items()]
    found = [(p.first, p.second) for p in find(held)]
    assert found == [("c", "d"), ("c", "b"), ("c", "a"), ("d", "b"), ("d", "a"), ("b", "a")]


def test_many_with_one_address_are_paired_with_the_first_only() -> None:
    held = [article(f"a{n:03}", url="https://paper.example/live") for n in range(200)]
    assert [(p.first, p.second) for p in find(held)] == [("a000", a.id) for a in held[1:]]


# ------------------------------------------------------------------------------------------------------ near copies


def copy_of(name: str) -> str:
    p = PARAGRAPHS
    return {
        "nothing changed": BODY,
        "every twentieth word": every(20, BODY),
        "every sixth word": every(6, BODY),
        "a byline and the outlet's lines": f"By Ann Other, Staff Writer\n\nPORT ELLERY — {BODY}\n\nSign up for our letter.",
        "a paragraph dropped": "\n\n".join(p[:2] + p[3:]),
        "two swapped": "\n\n".join((p[3], p[1], p[2], p[0], p[4])),
        "cut": " ".join(BODY.split(" ")[:100]),
        "cut, and words changed": every(6, " ".join(BODY.split(" ")[:100])),
        "two paragraphs added": "\n\n".join((OTHER[0], *p, OTHER[1])),
        "other marks": BODY.replace("Halloran", "**Halloran**").replace("’", "'").upper(),
        "links": BODY.replace("Port Ellery", "[[port-ellery|Port Ellery]]").replace(
            "fund", "[fund](https://paper.example/a-long-address/of-a/page.html?with=more)"
        ),
    }[name]


@pytest.mark.parametrize(
    ("change", "least"),
    [
        ("nothing changed", 0.9),
        ("every twentieth word", 0.9),
        ("every sixth word", 0.7),
        ("a byline and the outlet's lines", 0.9),
        ("a paragraph dropped", 0.9),
        ("two swapped", 0.9),
        ("cut", 0.9),
        ("cut, and words changed", 0.7),
        ("two paragraphs added", 0.9),
        ("other marks", 0.9),
        ("links", 0.9),
    ],
)
def test_copies_are_found(change: str, least: float) -> None:
    [pair] = find([article("one", BODY), article("two", copy_of(change))])
    assert (pair.first, pair.second, pair.kind) == ("one", "two", "near-copy")
    assert pair.share >= least and pair.share == round(pair.share, 1)
    assert pair.why


def test_texts_that_differ_are_not_said_to_be_the_same() -> None:
    longer = article("two", f"{BODY}\n\n{OTHER[0]}", title="One")
    [pair] = find([article("one", BODY), longer])
    assert pair.share == 1.0 and pair.why == "nearly all words of one stand in the other"


def test_short_texts_are_alike_by_chance() -> None:
    text = "This report is for subscribers. Please sign in to read on."
    assert pairs(article("a", text, title="Ferry adrift"), article("b", text, title="Market shut for two years")) == []
    assert pairs(article("a", "Corrections."), article("b", "Corrections.")) == []


def test_an_article_that_is_kept_in_the_inbox_counts() -> None:
    assert len(find([article("a", BODY, status="inbox"), article("b", BODY)])) == 1


def test_background_and_quotations_do_not_make_a_copy() -> None:
    background = PARAGRAPHS[1]
    fresh = "\n\n".join((*OTHER, "Divers will look at the hull on Friday, and a second boat is to take over the run."))
    assert pairs(article("a", BODY), article("b", f"{fresh}\n\n{background}")) == []


def test_a_form_filled_in_twice_is_no_copy() -> None:
    form = (
        "Herring closed at {} crowns a box on the exchange, cod at {}, and plaice at {}. Of {} boats {} landed by noon. "
        "Diesel stood at {} a litre, ice at {} a tonne, and the harbour took {} crowns in dues from {} berths."
    )

    def filled(first: int) -> str:
        return form.format(*(first + 37 * n for n in range(9)))

    assert pairs(article("monday", filled(100), title="Prices"), article("tuesday", filled(113), title="Prices")) == []
    edited = filled(100).replace("on the exchange", "in Port Ellery")
    assert len(pairs(article("monday", filled(100)), article("again", edited))) == 1


def test_lines_of_an_outlet_do_not_make_copies() -> None:
    """Briefs of one paragraph, with more standing lines than news: nothing pairs, but a copy of one still does."""
    standing = "\n".join((PARAGRAPHS[1], PARAGRAPHS[4]))

    def news(n: int) -> str:
        return " ".join(f"word{n}x{m}" for m in range(60))

    briefs = [article(f"brief-{n:02}", f"{news(n)}\n{standing}") for n in range(30)]
    assert pairs(*briefs) == []
    copied = article("copy", every(20, news(7)), title="Another headline")
    assert pairs(*briefs, copied) == [("brief-07", "copy", "near-copy", 0.9)]


def test_what_is_printed_everywhere_is_still_found() -> None:
    """Its lines are as common as an outlet's, but there is nothing else in it."""
    held = [article(f"a{n:02}", f"{BODY}\n\nPaper number {n}") for n in range(30)]
    found = find(held)
    assert {p.second for p in found if p.first == "a00"} == {a.id for a in held[1:]}


@pytest.mark.parametrize(
    "text",
    [
        # Scripts without spaces, vowels that are marks, right to left: each in our own words.
        "港口委员会星期一决定关闭旧鱼市场两年，因为工程师发现东厅下面的木桩已经腐烂。摊贩将搬到海关后面的棚子里，那里有自来水和冷藏室。",
        "สภาท่าเรือลงมติเมื่อวันจันทร์ให้ปิดตลาดปลาเก่าเป็นเวลาสองปีหลังจากวิศวกรพบว่าเสาเข็มใต้อาคารด้านตะวันออกผุพังมากกว่าที่คิด",
        "बंदरगाह परिषद ने सोमवार को पुराने मछली बाज़ार को दो साल के लिए बंद करने का फ़ैसला किया क्योंकि इंजीनियरों ने देखा कि लकड़ी के खंभे सड़ चुके हैं",
        "قرر مجلس الميناء يوم الاثنين إغلاق سوق السمك القديم لمدة عامين بعد أن وجد المهندسون أن الأعمدة الخشبية تحت القاعة الشرقية قد تآكلت",
    ],
    ids=["Chinese", "Thai", "Hindi", "Arabic"],
)
def test_every_script_has_copies(text: str) -> None:
    copy = text[: len(text) // 3] + text[len(text) // 3 + 6 :]
    [pair] = find([article("a", text), article("b", copy), article("c", text[::-1])])
    assert (pair.first, pair.second) == ("a", "b")


def test_words_are_what_a_reader_would_call_so() -> None:
    text = "Don’t **stop** — [the news](http://x.example/y) and [[ana-cruz|Ana Cruz]] in हिन्दी"
    assert [w.decode() for w in words(text)] == ["don", "t", "stop", "the", "news", "and", "ana", "cruz", "in", "हिन्दी"]
    assert words("市場を閉鎖") == [w.encode() for w in ("市場を", "場を閉", "を閉鎖")]


# ------------------------------------------------------------------------------------------------------------- laws

VOCABULARY = PARAGRAPHS[0].split()[:16]
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join) | st.text(max_size=80)
ARTICLES = st.lists(
    st.builds(
        lambda body, url, sha, day: {"body": body, "url": url, "clipping": Clipping(sha256=sha), "date": day},
        TEXTS | st.sampled_from([BODY, every(6, BODY), OTHER[0]]),
        st.none() | st.sampled_from(["https://a.example/1", "http://www.a.example/1", "https://a.example/2", "x", ""]),
        st.sampled_from(["", "aa", "bb"]),
        st.none() | st.sampled_from([parse("2017"), parse("2017-08-08"), parse("2017-08-08T18:43+08:00")]),
    ),
    max_size=8,
)


@given(ARTICLES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_any_articles_in_any_order(given: list[dict[str, Any]], rng: Any) -> None:
    held = [article(f"a{n}", **fields) for n, fields in enumerate(given)]
    found = find(held)
    shuffled = list(held)
    rng.shuffle(shuffled)
    assert find(shuffled) == found
    assert find([*held, *held]) == found
    assert all(pair.first != pair.second and 0 < pair.share <= 1 for pair in found)
    assert len({frozenset((p.first, p.second)) for p in found}) == len(found)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    own = shingles(words(text))
    assert likeness(own, own) in (0.0, 1.0)
    assert find([article("a", text)]) == []


@given(st.text(), st.text())
def test_likeness_has_no_direction(one: str, other: str) -> None:
    first, second = shingles(words(one)), shingles(words(other))
    assert 0.0 <= likeness(first, second) <= 1.0
    if len(first) != len(second):
        assert likeness(first, second) == likeness(second, first)


def test_every_run_finds_the_same() -> None:
    """Nothing depends on how Python seeds the hashes of texts."""
    program = (
        "from tests.unit.clip.test_duplicates import *\n"
        "print(find([article(str(n), copy_of('cut') if n % 2 else every(3 + n, BODY)) for n in range(9)]))"
    )

    def run(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert run("1") == run("2") != "[]\n"
