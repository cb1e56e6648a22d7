"""The default theme holds for every view, and a theme of one's own changes what it says and nothing else."""

from __future__ import annotations

import ast
import gzip
import pickle
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import html5lib
import msgspec
import pytest
from jinja2 import nodes

from digest.dates import WORDS, parse
from digest.errors import Problem
from digest.messages import PLURAL_FORMS, PYTHON_PREFIXES
from digest.render import jinja
from digest.render.sources import shipped
from digest.render.theme import TEMPLATES, Renderer, Theme, ThemeError, load_theme
from digest.site import views
from digest.site.views import PageView
from tests.unit.render import samples

ROOT = Path(__file__).parents[3]

VIEWS: dict[str, type[PageView]] = {
    (kind.__doc__ or "").split(":")[0].split(";")[0].strip(): kind for kind in PageView.__subclasses__()
}
"""Each template and the view it shows, as the views themselves say."""


@pytest.fixture(scope="module")
def theme() -> Theme:
    made, problems = load_theme(Path("nowhere"), "default", "en")
    assert problems == []
    return made


def renderer(theme: Theme, language: str = "en", full: bool = True) -> Renderer:
    assets = {name: f"/base/{asset.output}" for name, asset in theme.assets.items()}
    return Renderer(theme, samples.site(assets, theme.options, full, language))


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / "themes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def codes(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(p.path, p.line, p.code) for p in problems]


# --------------------------------------------------------------------------------------------- the fields of the views


def test_every_template_has_its_view() -> None:
    assert set(VIEWS) == set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("full", [True, False], ids=["full", "minimal"])
@pytest.mark.parametrize("choice", range(len(samples.DATES)))
def test_every_view_renders_with_all_and_with_nothing(theme: Theme, template: str, full: bool, choice: int) -> None:
    page = samples.sample(VIEWS[template], full, choice)
    ours = renderer(theme, full=full)
    made = ours.render(template, page)
    assert made.startswith(b"<!doctype html>\n")
    assert made.endswith(b"</html>\n")
    assert b"\r" not in made
    assert ours.render(template, page) == made


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_name_only_fields_that_their_view_has(theme: Theme, template: str) -> None:
    known = set(get_type_hints(VIEWS[template]))
    assert fields_of(theme, template, "page") <= known
    for name in theme.templates:
        assert fields_of(theme, name, "site") <= set(get_type_hints(views.SiteView))
        if name.startswith("base"):
            assert fields_of(theme, name, "page") <= set(get_type_hints(PageView))


def fields_of(theme: Theme, template: str, variable: str) -> set[str]:
    """The fields of a variable that a template's own source names, in branches that no sample takes too."""
    tree = jinja._bare().parse(theme.templates[template].source)
    found = tree.find_all(nodes.Getattr)
    return {n.attr for n in found if isinstance(n.node, nodes.Name) and n.node.name == variable}


def test_text_is_shown_as_text(theme: Theme) -> None:
    for template, kind in VIEWS.items():
        tree = parsed(renderer(theme).render(template, samples.sample(kind, True)))
        assert samples.HOSTILE in "".join(tree.itertext())
        assert not [e for e in tree.iter() if e.tag in ("style", "iframe")]
        scripts = [(e.get("src") or "", e.text) for e in tree.iter("script")]
        assert all(src.startswith("/base/assets/search.") and not text for src, text in scripts)
        assert len(scripts) == (template == "search.html")
        assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on") or name == "style"]


# ------------------------------------------------------------------------------------------------------- good documents


def parsed(page: bytes) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page, transport_encoding="utf-8")


def pages(theme: Theme, language: str = "en") -> Iterator[tuple[str, Any]]:
    for template, kind in VIEWS.items():
        for full in (True, False):
            for choice in (0, 1):
                page = samples.sample(kind, full, choice)
                yield f"{template} {full} {choice}", parsed(renderer(theme, language, full).render(template, page))


def test_pages_have_one_h1_and_headings_that_skip_no_level(theme: Theme) -> None:
    for name, tree in pages(theme):
        levels = [int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and re.fullmatch("h[1-6]", e.tag)]
        assert levels.count(1) == 1, name
        assert levels[0] == 1, name
        assert all(b <= a + 1 for a, b in pairwise(levels)), (name, levels)


def test_pages_have_landmarks_a_skip_link_and_no_id_twice(theme: Theme) -> None:
    for name, tree in pages(theme):
        tags = Counter(e.tag for e in tree.iter() if isinstance(e.tag, str))
        assert tags["main"] == tags["title"] == 1, name
        ids = Counter(e.get("id") for e in tree.iter() if e.get("id"))
        assert max(ids.values()) == 1, name
        within = [e.get("href")[1:] for e in tree.iter("a") if (e.get("href") or "").startswith("#")]
        assert within[0] == "_main"
        assert {i for i in within if not i.startswith("/")} <= set(ids) | {"base/"}, name
        assert all(nav.get("aria-label") for nav in tree.iter("nav")), name


def test_pages_ask_nobody_else_for_anything(theme: Theme) -> None:
    for name, tree in pages(theme):
        loads = [e.get("href") for e in tree.iter("link") if e.get("rel") in ("stylesheet", "icon")]
        loads += [e.get("src") for e in tree.iter() if e.get("src")]
        assert all(address.startswith("/base/assets/") for address in loads), name
        (policy,) = [m.get("content") for m in tree.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
        # The one page with a script may run the search's WebAssembly, and nothing that is put together as text.
        allowed = "'wasm-unsafe-eval'" if name.startswith("search.html") else ""
        assert ("script-src" in policy) == bool(allowed), name
        assert "default-src 'none'" in policy and "unsafe" not in policy.replace(allowed or "-", ""), name


def test_words_of_other_languages_say_so(theme: Theme) -> None:
    page = samples.sample(views.ArticleView, True)
    page = msgspec.structs.replace(page, language="ar", direction="rtl", body="نص", shown="excerpt")
    tree = parsed(renderer(theme).render("article.html", page))
    assert (tree.find(".").get("lang"), tree.find(".").get("dir")) == ("en", "ltr")
    (heading,) = tree.iter("h1")
    assert (heading.get("lang"), heading.get("dir")) == ("ar", "rtl")
    (excerpt,) = [e for e in tree.iter("blockquote") if "excerpt" in (e.get("class") or "")]
    assert (excerpt.get("lang"), excerpt.get("dir")) == ("ar", "rtl")


def by_year() -> Any:
    """A timeline with everything that its list by years may have."""
    return msgspec.structs.replace(samples.sample(views.TimelineView, True), overview=None, reported=None)


def test_from_right_to_left_the_strip_is_mirrored(theme: Theme) -> None:
    page = by_year()
    at = [
        r.get("x")
        for r in parsed(renderer(theme).render("timeline.html", page)).iter("{http://www.w3.org/2000/svg}rect")
    ]
    mirrored = parsed(renderer(theme, "ar").render("timeline.html", page))
    assert [r.get("x") for r in mirrored.iter("{http://www.w3.org/2000/svg}rect")] != at
    assert mirrored.find(".").get("dir") == "rtl"


def test_a_timeline_is_lists_by_year_with_report_time_apart(theme: Theme) -> None:
    page = by_year()
    tree = parsed(renderer(theme).render("timeline.html", page))
    lists = [e for e in tree.iter("ol") if e.get("class") == "events"]
    assert len(lists) == len(page.timeline.years) + 1
    event = next(iter(lists[0]))
    assert event.get("id") == page.timeline.years[0].events[0].id
    assert [p.get("class") for p in event.findall("p")] == ["when", "who", "reported"]


def test_pending_events_say_in_words_what_they_wait_for(theme: Theme) -> None:
    waiting = msgspec.structs.replace(samples.sample(views.EventItem, False), said="on Wednesday", pending=True)
    line = msgspec.structs.replace(samples.sample(views.Timeline, False), undated=(waiting,))
    page = msgspec.structs.replace(samples.sample(views.TimelineView, False), timeline=line)
    shown = "".join(parsed(renderer(theme).render("timeline.html", page)).itertext())
    assert "“on Wednesday”, waiting for the article’s date" in shown


def test_a_strip_draws_every_label_and_says_for_how_many_events_a_mark_stands(theme: Theme) -> None:
    one, many = (msgspec.structs.replace(samples.sample(views.Mark, True, 1), count=n, title="Talks") for n in (1, 6))
    made = by_year()
    strip = msgspec.structs.replace(made.timeline.strip, marks=(one, many))  # type: ignore[type-var]
    page = msgspec.structs.replace(made, timeline=msgspec.structs.replace(made.timeline, strip=strip))
    tree = parsed(renderer(theme).render("timeline.html", page))
    svg = "{http://www.w3.org/2000/svg}"
    (picture,) = tree.iter(f"{svg}svg")
    assert [t.text for t in picture.findall(f"{svg}a/{svg}title")] == ["Talks, August 2017", "6 events, August 2017"]
    assert [t.text for t in picture.findall(f"{svg}a/{svg}text")] == ["6"]
    assert len(picture.findall(f"{svg}g/{svg}text")) == len(strip.ticks)


def test_what_stands_between_events_is_said_in_words(theme: Theme) -> None:
    def aside(before: int, era: str, count: int = 0, unit: Any = "day") -> views.Aside:
        return views.Aside(before=before, era=era, when=parse("2020-02/2020-08"), count=count, unit=unit)

    asides = (aside(0, "The <long> winter"), aside(1, "", 7, "month"), aside(2, "", 1, "year"))
    year = msgspec.structs.replace(samples.sample(views.Year, True), asides=asides)
    line = msgspec.structs.replace(samples.sample(views.Timeline, True), years=(year,), maybe=(year.events[1].id,))
    tree = parsed(renderer(theme).render("timeline.html", msgspec.structs.replace(by_year(), timeline=line)))
    items = [" ".join("".join(li.itertext()).split()) for li in tree.find(".//ol[@class='events']")]  # type: ignore
    assert items[0] == "Era: The <long> winter February–August 2020"
    assert items[2] == "Nothing recorded for 7 months February–August 2020"
    assert items[4] == "Nothing recorded for 1 year February–August 2020"
    assert "may lie outside" not in items[1] and "may lie outside" in items[3]


@pytest.mark.parametrize(
    ("lag", "words"),
    [
        (None, "Reported by"),
        (views.Lag(kind="same"), "Reported the same day by"),
        (views.Lag(kind="after", count=3), "Reported 3 days later by"),
        (views.Lag(kind="after", exact=False, count=1, unit="year"), "Reported at least 1 year later by"),
        (views.Lag(kind="before", count=2, unit="month"), "Reported 2 months ahead by"),
        (views.Lag(kind="before", exact=False, count=2), "Reported at least 2 days ahead by"),
        (views.Lag(kind="during"), "Reported while it went on, by"),
        (views.Lag(kind="unknown"), "how soon is not known"),
    ],
)
def test_a_report_day_says_how_long_after(theme: Theme, lag: views.Lag | None, words: str) -> None:
    known = msgspec.structs.replace(samples.sample(views.Known, True), href="", lag=lag)
    (item,) = [li for li in report_day(theme, news=(known,)) if li.get("id") == known.event.id]
    reported = "".join(item.find("p[@class='reported']").itertext())
    assert words in reported and known.reports[0].source.label in reported  # type: ignore[union-attr]


@pytest.mark.parametrize(("again", "words"), [(True, "reported again by"), (False, "also reported by")])
def test_what_was_reported_before_is_no_news_again(theme: Theme, again: bool, words: str) -> None:
    known = msgspec.structs.replace(samples.sample(views.Known, True), href="#e1", again=again)
    (item,) = [li for li in report_day(theme, also=(known,)) if li.get("class") == "again"]
    assert words in "".join(item.itertext()) and item.find("a").get("href") == "#e1"
    assert not item.get("id")


def report_day(theme: Theme, **day: Any) -> list[Any]:
    """The items of a page with one report day."""
    made = views.ReportDay(**{"when": parse("2017-08-08"), "news": (), "also": (), **day})
    year = views.ReportYear(label="2017", anchor="_year-2017", days=(made,))
    line = views.Reported(count=1, years=(year,), undated=(), unreported=(), strip=None)
    page = msgspec.structs.replace(by_year(), timeline=None, reported=line)
    return list(parsed(renderer(theme).render("timeline.html", page)).iter("li"))


@pytest.mark.parametrize("chosen", ["happened", "reported"])
def test_the_two_clocks_say_which_is_read(theme: Theme, chosen: Any) -> None:
    clocks = (views.Link(label="happened", href="/base/t/"), views.Link(label="reported", href="/base/t/r/"))
    for href, mark in (("/base/t/" if chosen == "happened" else "/base/t/r/", "page"), ("/base/t/2024/", "true")):
        page = msgspec.structs.replace(by_year(), clocks=clocks, clock=chosen, href=href)
        nav: Any = parsed(renderer(theme).render("timeline.html", page)).find(".//nav[@class='clocks']")
        assert {a.text: a.get("aria-current") for a in nav.iter("a")} == {
            name: mark if name == chosen else None for name in ("happened", "reported")
        }


def test_home_shows_of_events_only_what_when_and_where(theme: Theme) -> None:
    page = samples.sample(views.HomeView, True)
    tree = parsed(renderer(theme).render("home.html", page))
    (events,) = [e for e in tree.iter("ol") if "events" in (e.get("class") or "")]
    for item, event in zip(events, page.events, strict=True):
        assert [p.get("class") for p in item.iter("p")] == ["when", "who"]
        assert item.find("h3/a").get("href") == event.reports[0].href
        assert "".join(item.find("p[@class='who']").itertext()) == f"at {event.place.label}"  # type: ignore[union-attr]


def test_what_an_entity_said_stands_first_under_its_label_and_once(theme: Theme) -> None:
    def passage(before: str, name: str = "", after: str = "", role: str = "named") -> views.Passage:
        return views.Passage(before=before, name=name, after=after, role=role, language="en", direction="ltr")

    item = msgspec.structs.replace(
        samples.sample(views.MentionItem, True),
        passages=(
            passage("“The quay is ours.”", role="speaker"),
            passage("“We paid.”", role="speaker"),
            passage("“The quay is ours,” ", "Brask", " said."),
            passage("", "Brask", " left."),
        ),
        more=2,
    )
    page = msgspec.structs.replace(samples.sample(views.EntityView, False), mentions=(item,))
    tree = parsed(renderer(theme).render("entity.html", page))
    (mention,) = [e for e in tree.iter("li") if e.get("class") == "card mention"]
    said = [(e.tag, "".join(e.itertext())) for e in list(mention)[2:]]
    assert said == [
        ("p", "Quoted here"),
        ("blockquote", "“The quay is ours.”"),
        ("blockquote", "“We paid.”"),
        ("blockquote", "Brask left."),
        ("p", "2 more sentences here."),
    ]


# ------------------------------------------------------------------------------------------------------------ messages


def named_keys(theme: Theme) -> set[str]:
    """Every key that a template of the theme names."""
    return {key for key, *_ in jinja.check(theme.templates).keys}


def stem(key: str) -> str:
    head, _, form = key.rpartition(".")
    return head if form in PLURAL_FORMS else key


def test_every_key_is_used_and_every_used_key_is_there(theme: Theme) -> None:
    there = {stem(key) for key in theme.messages.table}
    used = named_keys(theme)
    assert used - there == set()
    assert {key for key in there - used if not key.startswith(PYTHON_PREFIXES)} == set()


def test_no_template_makes_up_a_key(theme: Theme) -> None:
    for name, template in theme.templates.items():
        for node in jinja._bare().parse(template.source).find_all(nodes.Filter):
            if node.name == "message":
                chosen = node.node
                parts = [chosen.expr1, chosen.expr2] if isinstance(chosen, nodes.CondExpr) else [chosen]
                assert all(isinstance(part, nodes.Const) for part in parts), (name, node.lineno)


def test_every_key_that_python_names_is_there(theme: Theme) -> None:
    there = {*theme.messages.table, *map(stem, theme.messages.table)}
    for path in sorted((ROOT / "digest").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("text", "count")
            ):
                key = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
                if isinstance(key, str) and key.startswith(PYTHON_PREFIXES):
                    assert key in there, (path.name, key)
    assert set(WORDS) <= there
    # Python joins these from the names of folders and lists.
    for name in ("people", "organizations", "places", "things", "stories", "editions", "tags", "sources", "archive"):
        assert f"nav.{name}" in there


def test_no_visible_words_stand_in_templates(theme: Theme) -> None:
    for name, template in theme.templates.items():
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.source, flags=re.DOTALL)
        texts = re.findall(r">([^<>]*)<", bare)
        assert not [t for t in texts if re.search(r"[A-Za-z]{2,}", t)], name
        assert not re.findall(r'(?:aria-label|title|alt)="[^"]*[A-Za-z]', bare), name


# -------------------------------------------------------------------------------------------------------------- colours


def tokens(css: str) -> dict[str, dict[str, dict[str, str]]]:
    """Each accent's colours in light and in dark, as the style sheet's first two groups of tokens say."""
    light, dark = css.split("@media (prefers-color-scheme: dark)", 1)
    dark = dark.split("/* ----", 1)[0]
    schemes: dict[str, dict[str, dict[str, str]]] = {}
    for scheme, text in (("light", light), ("dark", dark)):
        ground = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", re.search(r":root \{.*?\}", text, re.DOTALL)[0]))  # type: ignore[index]
        accents = dict(re.findall(r'\[data-accent="(\w+)"\] \{ --accent: (#[0-9a-f]{6}); \}', text))
        schemes[scheme] = {"blue": ground, **{name: {**ground, "accent": value} for name, value in accents.items()}}
    return schemes


def contrast(a: str, b: str) -> float:
    """WCAG 2.2's contrast ratio of two colours (w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def style() -> str:
    return (shipped() / "assets" / "style.css").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", ["blue", "red", "green", "plum", "ink"])
def test_colours_have_the_contrast_of_level_aa(scheme: str, accent: str) -> None:
    colours = tokens(style())[scheme][accent]
    for ground in ("paper", "tint"):
        for ink in ("ink", "soft", "accent"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["ink"], colours["mark"]) >= 4.5


def test_every_accent_on_offer_is_in_the_style_sheet() -> None:
    offered = re.search(r"choices: \[(blue.*?)\]", (shipped() / "theme.yaml").read_text("utf-8"))
    assert offered and set(offered[1].split(", ")) == set(tokens(style())["light"]) == set(tokens(style())["dark"])


def test_the_style_sheet_is_small_and_loads_nothing(theme: Theme) -> None:
    css = theme.assets["style.css"].source
    assert len(gzip.compress(css, 9)) <= 12_000
    assert not re.search(rb"@import|url\(|https?:|expression|!ie", css)
    assert [name for name in theme.assets if name.endswith(".js")] == ["search.js"]
    assert len(gzip.compress(theme.assets["search.js"].source, 9)) <= 3_000
    for wanted in (b"@media print", b"prefers-reduced-motion", b"forced-colors", b"break-inside:avoid"):
        assert wanted in css
    assert not re.search(rb"[;{](margin|padding|border)-(left|right)|[;{](left|right):|text-align:(left|right)", css)


# ---------------------------------------------------------------------------------------------- a theme of one's own


def test_a_child_overrides_one_template_one_block_one_asset_and_some_messages(tmp_path: Path, theme: Theme) -> None:
    site = write(tmp_path, {
        "mine/theme.yaml": "name: mine\nextends: default\noptions:\n  accent: {default: green}\n",
        "mine/templates/page.html": "<!doctype html>\n<p>{{ page.title }}{{ site.options.accent }}</p>\n</html>",
        "mine/templates/404.html": '{% extends "default/404.html" %}{% block main %}{{ super() }}<p>o</p>{%endblock%}',
        "mine/assets/own.css": "p  {  color : red }",
        "mine/messages/en.yaml": "missing.text: Nothing here.\n",
    })  # fmt: skip
    child, problems = load_theme(site, "mine", "en")
    assert problems == []
    page = renderer(child).render("page.html", samples.sample(views.ProseView, False))
    assert b"</script>" not in page and page.count(b"<p>") == 1 and b"green" in page
    missing = renderer(child).render("404.html", samples.sample(views.NotFoundView, True)).decode()
    assert "Nothing here." in missing and "<p>o</p>" in missing and "<nav" in missing
    assert child.assets["own.css"].source == b"p{color:red}"
    assert child.assets["style.css"] == theme.assets["style.css"]
    same = [name for name in TEMPLATES if child.closure(name) == theme.closure(name)]
    assert set(TEMPLATES) - set(same) == {"page.html", "404.html"}
    assert child.fingerprint != theme.fingerprint


def test_a_base_overridden_reaches_every_page(tmp_path: Path, theme: Theme) -> None:
    base = '{% extends "default/base.html" %}{% block head %}<meta name="x" content="own">{% endblock %}'
    site = write(tmp_path, {"mine/theme.yaml": "extends: default", "mine/templates/base.html": base})
    child, problems = load_theme(site, "mine", "en")
    assert problems == []
    assert all(child.closure(name) != theme.closure(name) for name in TEMPLATES)
    assert b'content="own"' in renderer(child).render("page.html", samples.sample(views.ProseView, True))


def test_mistakes_are_problems_with_file_and_line_and_a_theme_still_comes(tmp_path: Path) -> None:
    site = write(tmp_path, {
        "mine/theme.yaml": "name: mine\nextend: default\n",
        "mine/templates/home.html": "<p>\n{% if %}\n",
        "mine/templates/tag.html": "\n\n{{ page.title | shout }}",
        "mine/templates/story.html": "{% include page.title %}",
        "mine/templates/page.html": '{% extends "none.html" %}',
        "mine/templates/index.html": '{% extends "index.html" %}',
        "mine/templates/edition.html": '{{ "no.key" | message }}\n{{ "no.count" | message(count=1) }}',
        "mine/templates/source.html": "{% autoescape false %}{{ page.title }}{% endautoescape %}",
        "mine/templates/archive.html": "{{ page.title | safe }}",
        "mine/templates/entity.html": b"\xff\xfe",
        "mine/templates/parts/x.html": "",
    })  # fmt: skip
    made, problems = load_theme(site, "mine", "en")
    found = codes(problems)
    for wanted in [
        ("themes/mine/theme.yaml", 2, "unknown-key"),
        ("themes/mine/templates/home.html", 2, "template-syntax"),
        ("themes/mine/templates/tag.html", 3, "template-syntax"),
        ("themes/mine/templates/story.html", 1, "template-dynamic"),
        ("themes/mine/templates/page.html", 1, "template-missing"),
        ("themes/mine/templates/index.html", 0, "template-cycle"),
        ("themes/mine/templates/edition.html", 1, "message-missing"),
        ("themes/mine/templates/edition.html", 2, "message-missing"),
        ("themes/mine/templates/source.html", 1, "template-unescaped"),
        ("themes/mine/templates/archive.html", 1, "template-syntax"),
        ("themes/mine/templates/entity.html", 0, "theme-encoding"),
        ("themes/mine/templates/parts/x.html", 0, "theme-file"),
        ("themes/mine/templates", 0, "template-missing"),
    ]:
        assert wanted in found, wanted
    assert "did you mean “extends”?" in [p.hint for p in problems]
    assert made.closure("home.html")


def test_a_template_that_fails_says_where(tmp_path: Path) -> None:
    own = '{% extends "default/page.html" %}\n{% block main %}\n<p>\n{{ page.titel }}\n{% endblock %}'
    site = write(tmp_path, {"mine/theme.yaml": "extends: default", "mine/templates/page.html": own})
    child, problems = load_theme(site, "mine", "en")
    assert problems == []
    with pytest.raises(ThemeError) as caught:
        renderer(child).render("page.html", samples.sample(views.ProseView, True))
    problem = caught.value.problem
    assert (problem.path, problem.line, problem.code) == ("themes/mine/templates/page.html", 4, "template-fails")
    assert "the ProseView has no attribute 'titel'" in problem.message
    from_a_worker = pickle.loads(pickle.dumps(caught.value))
    assert (from_a_worker.problem, from_a_worker.message) == (problem, caught.value.message)


# ---------------------------------------------------------------------------------------------------- closures and memo


def test_a_closure_sees_every_template_it_reaches_and_no_other(tmp_path: Path) -> None:
    files = {
        "mine/theme.yaml": "extends: default",
        "mine/templates/page.html": '{% include "_a.html" %}{% include "_later.html" ignore missing %}',
        "mine/templates/_a.html": '{% import "_b.html" as b %}{{ b }}',
        "mine/templates/_b.html": "b",
        "mine/templates/_c.html": "c",
    }
    before = load_theme(write(tmp_path, files), "mine", "en")[0]
    assert load_theme(tmp_path, "mine", "en")[0] == before
    for name, text, changed in [("_b", "B", True), ("_c", "C", False), ("_later", "later", True)]:
        write(tmp_path, {f"mine/templates/{name}.html": text})
        after = load_theme(tmp_path, "mine", "en")[0]
        assert (after.closure("page.html") != before.closure("page.html")) == changed
        assert after.closure("home.html") == before.closure("home.html")
        before = after


def test_what_jinja_found_can_be_remembered(tmp_path: Path) -> None:
    site = write(tmp_path, {"mine/theme.yaml": "extends: default", "mine/templates/page.html": "{% if %}"})
    memo: dict[str, bytes] = {}
    first = load_theme(site, "mine", "en", memo=memo)
    assert load_theme(site, "mine", "en", memo=memo) == first == load_theme(site, "mine", "en")
    for key in memo:
        memo[key] = b"damaged"
    assert load_theme(site, "mine", "en", memo=memo) == first
    write(site, {"mine/templates/page.html": "{{ page.title }}"})
    assert load_theme(site, "mine", "en", memo=memo) == load_theme(site, "mine", "en") != first


def test_loading_with_a_memo_loads_neither_jinja_nor_babel() -> None:
    program = """
import sys
from pathlib import Path
from digest.render.theme import load_theme
memo = {}
load_theme(Path("nowhere"), "default", "en", memo=memo)
heavy = {"jinja2", "babel", "markdown_it", "nh3"}
for name in [n for n in sys.modules if n.split(".")[0] in heavy or n == "digest.render.jinja"]:
    del sys.modules[name]
load_theme(Path("nowhere"), "default", "en", memo=memo)
assert not heavy & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
