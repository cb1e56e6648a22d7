#!/usr/bin/env python3
"""Learn `digest/clip/head/weights.json` and `trees.json`: what speaks for a line to be title, date or byline.

    python benchmarks/train_head.py DATA [--write]

DATA is a folder of clippings whose title, date and authors are known: `text/clippings.jsonl.xz` (raw text) and
`html/truth.jsonl` with `html/ID.html` (saved pages, which are dumped to text here in four ways). Each kind of
candidate gets a conditional logit with an L2 penalty, headlines small trees too (`train_titles.py`). Every figure that
is printed comes from weights learned without the site it is measured on (folds by registered domain). The same data
give the same files. Needs numpy, scipy and lightgbm.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import lzma
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import train_titles
from train_titles import Titled

from digest.clip import dateline
from digest.clip import text as plain
from digest.clip.dateline import Day
from digest.clip.decode import decode
from digest.clip.draft import Line, Options
from digest.clip.head import find, people, titles, trees, weigh, when
from digest.clip.head.scan import Scan, scan

FOLDS = 4
PENALTY = {"title": 2.0, "date": 2.0, "author": 2.0}
WEIGHTS = Path(weigh.__file__).parent / "weights.json"
TREES = Path(trees.__file__).parent / "trees.json"
_WAYS = ("blocks", "lines", "glue", "marks")
_DUMP, _OTHER_DUMP = 0.25, 0.1
"""What a dump counts beside a clipping of the data, and when no clipping comes from its set of pages."""
_SKIP = {"script", "style", "noscript", "template", "svg", "iframe", "head", "select", "textarea", "button"}
_BLOCKS = {
    *(
        "p",
        "div",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "table",
        "tr",
        "td",
        "th",
    ),
    *(
        "header",
        "footer",
        "nav",
        "aside",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "form",
        "main",
        "dl",
        "dt",
        "dd",
    ),
    *("hr", "br", "address"),
}
Marks = list[list[str]]


class Text(msgspec.Struct):
    """A clipping and what is known about it."""

    id: str
    mode: str
    fold: int
    lines: list[Line]
    names: list[str]
    seen: Scan
    title: str = ""
    date: str = ""
    authors: frozenset[str] = frozenset()


# ------------------------------------------------------------------------------------------------------------- the data


def load(data: Path) -> tuple[list[Text], list[Titled]]:
    """The texts that everything is learned from and measured on; and all whose title is known, dumped in all ways."""
    with lzma.open(data / "text" / "clippings.jsonl.xz", "rt", encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    texts = [
        _text(row, row["raw_text"], row.get("truth_title"), row.get("truth_date"), row.get("truth_authors"))
        for row in rows
    ]
    titled = [_titled(text, 1.0) for text in texts if text.title]
    known = {row["dataset"] for row in rows}
    for line in (data / "html" / "truth.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        page = data / "html" / f"{row['id']}.html"
        among = row["dataset"] in known - {"np4k"}  # those pages are among the clippings already
        if not page.is_file() or (among and not row.get("title")):
            continue
        for mode, chosen, text in dumps(row["id"], page):
            authors = row.get("authors")
            authors = authors if isinstance(authors, list) or not authors else [authors]
            own = _text({**row, "mode": f"html-{mode}"}, text, row.get("title"), row.get("date"), authors)
            if chosen and not among:
                texts.append(own)
            if own.title:
                titled.append(_titled(own, _DUMP if row["dataset"] in known else _OTHER_DUMP))
    return texts, titled


def _titled(text: Text, weight: float) -> Titled:
    return Titled(text.fold, weight, text.seen, text.names, text.title)


def _text(row: dict[str, Any], raw: str, title: str | None, date: str | None, authors: list[str] | None) -> Text:
    lines, _ = plain.to_lines(raw)
    found = plain.identify(lines, {}, Options())
    seen = scan(lines)
    whole = folded(raw)
    names = people_of(authors or [])
    days = {day.day.isoformat() for own in seen.days.values() for day in own}
    return Text(
        id=row["id"],
        mode=row["mode"],
        fold=int(hashlib.md5(_site(row).encode()).hexdigest(), 16) % FOLDS,
        lines=lines,
        names=plain._site_names(found),
        seen=seen,
        title=folded(title) if title and folded(title) in whole else "",
        date=date[:10] if date and ("html" not in row["mode"] or date[:10] in days) else "",
        authors=names if all(name in whole for name in names) else frozenset(),
    )


def _site(row: dict[str, Any]) -> str:
    """The registered domain, nearly: enough to keep the pages of one site in one fold."""
    if not row.get("url"):
        return re.sub(r"-(?:page|region)$", "", row["id"])
    parts = re.sub(r"^https?://", "", row["url"]).split("/")[0].lower().split(".")
    return ".".join(
        parts[-3:] if len(parts[-1]) == 2 and parts[-2] in ("co", "com", "org", "gov", "net") else parts[-2:]
    )


def dumps(name: str, path: Path) -> Iterator[tuple[str, bool, str]]:
    """The text of a page, whole and of the smallest element that holds heading and paragraphs; each in every way.

    (what was dumped, whether this way is the one that stands for all, the text)
    """
    from lxml import etree
    from lxml import html as lxml_html

    decoded = decode(path.name, path.read_bytes())
    try:
        tree = lxml_html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", getattr(decoded, "text", "")))
    except (ValueError, etree.ParserError):
        return
    body = tree.find(".//body")
    body = tree if body is None else body
    head = tree.find(".//title")
    title = " ".join(head.text_content().split()) if head is not None else ""
    for mode, root in (("page", body), ("region", _region(body))):
        if root is None:
            continue
        chance = int(hashlib.md5(f"{name}{mode}".encode()).hexdigest(), 16)
        for index, way in enumerate(_WAYS):
            text = _dump(root, way)
            begins = (chance // 7 + 3 * (index - chance % 4)) % 10 < 6
            if len(text) >= 300:
                yield mode, index == chance % 4, f"{title}\n{text}" if title and begins else text


def _region(body: Any) -> Any:
    def prose(element: Any) -> int:
        return sum(len(t) for p in element.iter("p") if len(t := p.text_content()) > 80)

    whole, best = prose(body), None
    for heading in body.findall(".//h1"):
        element = heading.getparent()
        while element is not None and element is not body and not (400 < prose(element) > 0.6 * whole):
            element = element.getparent()
        if element is not None and element is not body:
            best = element
    return best


def _dump(root: Any, way: str) -> str:
    gap = "\n\n" if way == "blocks" else "\n"
    blocks = _BLOCKS - {"div"} if way == "glue" else _BLOCKS
    out: list[str] = []

    def walk(element: Any) -> None:
        if not isinstance(element.tag, str) or element.tag in _SKIP:
            return
        block = element.tag in blocks
        out.append(gap if block else "")
        out.append("* " if way == "marks" and element.tag == "li" else "")
        out.append(re.sub(r"\s+", " ", element.text or ""))
        for child in element:
            walk(child)
            out.append(re.sub(r"\s+", " ", child.tail or ""))
        out.append(gap if block else "")

    sys.setrecursionlimit(20_000)
    walk(root)
    return re.sub(r"\n{2,}", gap, re.sub(r"[ \t]*\n[ \t]*", "\n", "".join(out))).strip()


_QUOTES = dict.fromkeys(map(ord, '‘’‚‛“”„‟«»‹›"`´′″「」『』'), "'") | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def folded(text: str) -> str:
    """A text as two that say the same are compared: quotes, dashes, case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFKC", html.unescape(text)).translate(_QUOTES).casefold().split())


def people_of(authors: Sequence[str]) -> frozenset[str]:
    parts = [part for name in authors for part in re.split(r"\s*[;,|/&]\s*|\s+(?:and|und|et|y|e)\s+", folded(name))]
    plain_ = [re.sub(r"^(?:by|von|par|por|di|door|af|av) ", "", part).strip(" .-'") for part in parts]
    return frozenset(part for part in plain_ if part)


# --------------------------------------------------------------------------------------------------------- the learning


class Case(msgspec.Struct):
    """The candidates of one text: the marks of each, and whether it is right."""

    fold: int
    marks: Marks
    right: list[bool]


def learn(cases: Sequence[Case], penalty: float, none: bool) -> dict[str, float]:
    """The weights under which the right candidates (or "none of them") have the largest share."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    names = sorted({mark for case in cases for own in case.marks for mark in own} | ({weigh.NONE} if none else set()))
    column = {name: index for index, name in enumerate(names)}
    rows, columns, groups, right = [], [], [], []
    for group, case in enumerate(case for case in cases if none or any(case.right)):
        own = [*zip(case.marks, case.right, strict=True)] + ([([weigh.NONE], not any(case.right))] if none else [])
        for marks, is_right in own:
            rows += [len(groups)] * len(marks)
            columns += [column[mark] for mark in marks]
            groups.append(group)
            right.append(float(is_right))
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(groups), len(names)))
    group, good, count = np.array(groups), np.array(right), groups[-1] + 1

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        top = np.full(count, -np.inf)
        np.maximum.at(top, group, scores)
        parts = np.exp(scores - top[group])
        whole = np.bincount(group, parts, count)
        mine = np.bincount(group, parts * good, count) + 1e-30
        gradient = matrix.T @ (parts / whole[group] - parts * good / mine[group]) + penalty * weights
        return float(-np.log(mine / whole).sum() + penalty / 2 * (weights @ weights)), gradient

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(value), 2) for name, value in zip(names, found, strict=True) if abs(value) >= 0.02}


def folds(kind: str, cases: Sequence[Case | None]) -> list[dict[str, float]]:
    """The weights for each fold, learned from the others; and last, those learned from all."""
    known = [case for case in cases if case is not None and case.marks]
    none = kind != "title"
    return [learn([c for c in known if c.fold != fold], PENALTY[kind], none) for fold in range(FOLDS)] + [
        learn(known, PENALTY[kind], none)
    ]


def use(kind: str, found: dict[str, float]) -> None:
    weigh._weights()[kind] = found


def title_case(text: Text) -> Case | None:
    if not text.title or titles.repeated(text.seen) is not None:
        return None
    found = titles.possible(text.seen)
    lines = [folded(text.seen.texts[i].lstrip("*• ")) for i in found]
    right = [
        line == text.title or (not i and line.startswith(text.title)) for i, line in zip(found, lines, strict=True)
    ]
    if sum(right) > 1 and not found[0]:
        right[0] = False  # the heading on the page rather than the page's title
    return Case(text.fold, [list(own) for own in titles.marks(text.seen, found)], right)


def date_case(text: Text, title: int) -> Case | None:
    return _days(text, text.seen, title) if text.date else None


def undated_case(text: Text) -> Case | None:
    """A text without the lines that hold its date: none of the other dates is right."""
    seen = text.seen
    left = [line for line, own in zip(seen.lines, seen.texts, strict=True) if not _holds(text, own)]
    if not text.date or not left or len(left) == len(seen.lines):
        return None
    rest = scan(left)
    return _days(text, rest, titles.headline_at(rest))


def _holds(text: Text, line: str) -> bool:
    return any(_is(text, day) for day in [*dateline.days(line), *dateline.short_days(line)])


def _days(text: Text, seen: Scan, title: int) -> Case | None:
    found, changes = when.apart(seen, when.candidates(seen, title))
    right = [_is(text, day) for _, day in found]
    if not any(right) and any(_is(text, day) for _, day in changes):
        return None  # the text only calls it the day of a change
    return Case(text.fold, when.marks(seen, title, found, changes), right)


def _is(text: Text, day: Day) -> bool:
    return text.date in (day.day.isoformat(), day.swapped and day.swapped.isoformat())


def author_case(text: Text, title: int, dated: int | None) -> Case | None:
    if not text.authors:
        return None
    found = people.candidates(text.seen, title, dated)
    groups = [people_of(one.names) for one in found]
    right = [group == text.authors for group in groups]
    if not any(right):
        most = max((len(group) for group in groups if group and group < text.authors), default=0)
        right = [0 < len(group) == most and group < text.authors for group in groups]
    return Case(text.fold, people.marks(text.seen, title, dated, found, text.names), right)


def train(texts: Sequence[Text], titled: Sequence[Titled]) -> tuple[dict[str, dict[str, float]], list[Any]]:
    """All weights, and the headlines' trees; prints what they reach on sites they were not learned from."""
    by: dict[str, list[dict[str, float]]] = {}
    by["title"] = folds("title", [title_case(text) for text in texts])
    headlines = train_titles.train(titled, by["title"], folded)

    def each(kind: str, find_: Callable[[int, Text], Any]) -> list[Any]:
        found = []
        for index, text in enumerate(texts):
            train_titles.use(*headlines[text.fold])
            use(kind, by[kind][text.fold])
            found.append(find_(index, text))
        return found

    tops = each("title", lambda _, text: titles.headline_at(text.seen))
    undated = each("title", lambda _, text: undated_case(text))
    by["date"] = folds("date", [*map(date_case, texts, tops), *undated])
    dated = each("date", lambda i, text: when.likely(when.weighed(text.seen, tops[i])))
    by["author"] = folds("author", [author_case(*own) for own in zip(texts, tops, dated, strict=True)])
    count: Counter[str] = Counter()
    for text in texts:
        train_titles.use(*headlines[text.fold])
        for kind in by:
            use(kind, by[kind][text.fold])
        count.update(_score(text))
    for group in ("page", "region", "html-page", "html-region", "all"):
        print(group, " ".join(f"{k.split(':')[1]} {count[k] / count[n]:.3f}" for k, n in _figures(group, count)))
    return {kind: found[-1] for kind, found in by.items()}, headlines[-1][1]


def _score(text: Text) -> Iterator[str]:
    head = find.find_head(text.lines, text.names)
    for group in (text.mode, *(["all"] if "html" not in text.mode else [])):
        if text.title:
            yield f"{group}:titles"
            yield from [f"{group}:title"] * (folded(head.title) == text.title)
        if text.date:
            yield f"{group}:dates"
            if head.dates:
                same = head.dates[0].value.edtf[:10] == text.date
                yield f"{group}:date" if same else f"{group}:date-wrong"
        if text.authors:
            yield f"{group}:authors"
            mine = people_of(head.authors[0].value) if head.authors else frozenset()
            yield from [f"{group}:author"] * (mine == text.authors)
            yield from [f"{group}:author-wrong"] * (bool(mine) and not mine & text.authors)


def _figures(group: str, count: Counter[str]) -> Iterator[tuple[str, str]]:
    for key, whole in (
        ("title", "titles"),
        ("date", "dates"),
        ("date-wrong", "dates"),
        ("author", "authors"),
        ("author-wrong", "authors"),
    ):
        if count[f"{group}:{whole}"]:
            yield f"{group}:{key}", f"{group}:{whole}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    options = parser.parse_args()
    weights, grown = train(*load(options.data))
    if options.write:
        text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
        TREES.write_text(json.dumps(grown, separators=(",", ":")).replace("],[", "],\n[") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
