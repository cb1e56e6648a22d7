"""A corpus of made-up news for comparing static site generators; a seed gives the same bytes again. Standard library.

    python corpus.py --n 1000 --out corpus/1000 --layouts digest,hugo,pelican,eleventy

The same articles are written once for each layout, in the form that the generator reads:

  digest     content/articles/YYYY/ID.md, a record in content/entities/ for each entity that one of them lists (which is
             what the others make pages of), and site.yaml
  hugo       content/posts/YYYY/MM/ID.md
  eleventy   src/posts/YYYY/MM/ID.md
  pelican    content/posts/ID.md with "Key: value" lines; its Authors carry the entities

Tags (200) and entities (2,000) are drawn by Zipf's law; entity names, and one alias each, occur in the texts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FUNC = """
    the of and to in a is that for it as was with be by on not he his but at are this have from or had an they
    which one you were her all she there would their we him been has when who will more no if out so said what up
    its about into than them can only other new some could time these two may then do first any my now such like
    our over man me even most made after also did many before must through years where much your way well down
    should because each just those people how too little state good very make world still own see men work long
    get here between both life being under never day same another know while last might us great old year off come
    since against go came right used take three
""".split()  # noqa: SIM905
NEWS = """
    government minister market company report policy election court police school hospital energy climate water
    budget tax trade bank union worker strike vote party leader law bill rights border refugee region city council
    mayor project plan deal agreement talks summit crisis growth inflation price rate export import industry
    factory plant supply demand data privacy software network security attack breach research study scientist
    university vaccine virus patient drug trial health housing rent transport rail road airport flight fuel oil
    gas solar wind nuclear emission forest river flood drought storm fire farm food crop fish wildlife museum film
    music festival book author award match team coach player season league stadium fan investor stock fund bond
    debt loan merger startup platform user account message service customer shop retail brand advert media press
    editor journalist source statement official spokesperson analyst expert witness judge lawyer verdict appeal
    prison sentence charge investigation inquiry committee commission parliament senate treaty sanction army navy
    missile drone ceasefire hostage aid camp village island coast bridge tunnel satellite rocket orbit telescope
""".split()  # noqa: SIM905
ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st str t tr v w z".split()  # noqa: SIM905
NUCLEI = "a ai e ea i ia o ou u y".split()  # noqa: SIM905
CODAS = ["", "l", "m", "n", "nd", "r", "rk", "s", "st", "t", "x", "ck", "ld"]
ACCENTS = {"a": "á", "e": "é", "o": "ö", "u": "ü", "n": "ñ"}
ORGANIZATIONS = (
    "Group", "Holdings", "Institute", "Ministry", "Energy Agency", "Research Council", "Workers Union",
    "National Bank", "Media", "Foundation", "Court of Appeal",
)  # fmt: skip
OUTLETS = [
    f"The {first} {second}"
    for first in ("Northern", "Daily", "Metro", "Global", "Harbour", "Evening", "Valley", "Capital", "Open", "Public")
    for second in ("Courier", "Ledger", "Observer", "Wire", "Review")
]
START, DAYS = dt.datetime(2019, 1, 1, 6, 0), 5 * 365
BASE = "https://news.example.org/"


def slugify(text: str) -> str:
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")


class Zipf:
    """Draws items so that the n-th is drawn in proportion to 1 / n ** s."""

    def __init__(self, items: list[Any], s: float) -> None:
        self.items = items
        self.weights = list(itertools.accumulate(1 / (n + 1) ** s for n in range(len(items))))

    def draw(self, rng: random.Random, count: int) -> list[Any]:
        return rng.choices(self.items, cum_weights=self.weights, k=count)

    def distinct(self, rng: random.Random, count: int) -> list[Any]:
        drawn: list[Any] = []
        while len(drawn) < count:
            item = self.draw(rng, 1)[0]
            if item not in drawn:
                drawn.append(item)
        return drawn


class World:
    """Words, tags and entities; they depend on the seed alone, not on the number of articles."""

    def __init__(self, seed: int, tags: int = 200, entities: int = 2000) -> None:
        self.rng = random.Random(seed)
        words: list[str] = []
        known = set(FUNC) | set(NEWS)
        while len(words) < 5000:
            word = "".join(self.syllable() for _ in range(self.rng.choice((1, 2, 2, 2, 3))))
            if len(word) > 3 and word not in known:
                known.add(word)
                words.append(word)
        self.small, self.content = Zipf(FUNC, 0.9), Zipf(NEWS + words, 0.9)
        terms = [word for word in NEWS if len(word) > 3][:120]
        while len(terms) < tags:
            term = f"{self.rng.choice(NEWS[:150])} {self.rng.choice(NEWS[:150])}"
            if term not in terms:
                terms.append(term)
        self.tags = Zipf(terms[:tags], 1.0)
        self.entities: list[dict[str, str]] = []
        slugs: set[str] = set()
        while len(self.entities) < entities:
            entity = self.entity()
            if entity["slug"] not in slugs and len(entity["slug"]) >= 5:
                slugs.add(entity["slug"])
                self.entities.append(entity)
        self.by_rank = Zipf(self.entities, 0.9)

    def syllable(self) -> str:
        return self.rng.choice(ONSETS) + self.rng.choice(NUCLEI) + self.rng.choice(CODAS)

    def name(self) -> str:
        return (self.syllable() + self.syllable()).capitalize()

    def entity(self) -> dict[str, str]:
        kind = self.rng.random()
        if kind < 0.45:
            group, first, last = "people", self.name(), self.name()
            if self.rng.random() < 0.08:
                last = "".join(ACCENTS.get(c, c) if n == 1 else c for n, c in enumerate(last))
            name, alias = f"{first} {last}", last
        elif kind < 0.8:
            group, first = "organizations", self.name()
            name = f"{first} {self.rng.choice(ORGANIZATIONS)}"
            alias = "".join(word[0] for word in name.split()) + first[1].upper() + self.rng.choice("ABCDEFG")
        else:
            group = "places"
            name = self.name() + self.rng.choice(["", " City", " Province", " Bay", " Valley"])
            alias = name.split()[0] + "ia"
        return {"name": name, "slug": slugify(name), "alias": alias, "group": group}


class Writer:
    """Writes articles from a world, one after another, by one random generator."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.rng = world, random.Random(seed * 1000 + 1)

    def sentence(self, mention: str = "") -> str:
        rng, length = self.rng, self.rng.randint(8, 24)
        words: list[str] = [""] * length
        words[0::2] = self.world.content.draw(rng, (length + 1) // 2)
        words[1::2] = self.world.small.draw(rng, length // 2)
        middle, form = length // 2, rng.random()
        if form < 0.12:
            words[middle] = rng.choice(["3.4%", "$12m", "1,200", "2023", "17", "€40bn", "45-year-old"])
        elif form < 0.2:
            words[middle] = f"“{words[middle]} {words[-1]}”"
        elif form < 0.26:
            words[middle] = f'"{words[middle]} {words[1]}"'
        elif form < 0.32:
            words[middle] += "'s"
        elif form < 0.36:
            words[middle] += " —"
        if length > 14:
            words[length // 3] += ","
        if mention:
            words[rng.randrange(1, length)] = mention
        text = " ".join(words)
        return text[0].upper() + text[1:] + ("." if rng.random() < 0.95 else "?")

    def decorated(self, sentences: list[str], first: bool) -> tuple[list[str], str]:
        """A paragraph's sentences, some with a link, emphasis, a quotation or a list; and a heading before it."""
        rng, form = self.rng, self.rng.random()
        if form < 0.10:
            words = sentences[0].split(" ")
            n = rng.randrange(1, len(words) - 2)
            label = f"{words[n].strip(chr(34))} {words.pop(n + 1).strip(chr(34))}"
            words[n] = f"[{label}](https://example.org/{rng.randrange(10**6)})"
            return [" ".join(words), *sentences[1:]], ""
        if form < 0.17:
            words = sentences[-1].split(" ")
            n = rng.randrange(1, len(words) - 1)
            mark = rng.choice(["*", "**"])
            words[n] = f"{mark}{words[n].strip(',“”—' + chr(34))}{mark}"
            return [*sentences[:-1], " ".join(words)], ""
        if form < 0.19:
            return [f"> {sentences[0]}", *sentences[1:]], ""
        if form < 0.21:
            return ["\n".join(f"- {s}" for s in [*sentences, self.sentence(), self.sentence()])], ""
        if form < 0.23 and not first:
            return sentences, "## " + " ".join(self.world.content.draw(rng, 4)).capitalize()
        return sentences, ""

    def body(self, entities: list[dict[str, str]]) -> str:
        rng = self.rng
        names = [e["name"] for e in entities]
        for entity in entities:
            names += rng.choices([entity["name"], entity["alias"]], k=rng.randint(0, 2))
        if rng.random() < 0.3:
            names.append(self.world.by_rank.draw(rng, 1)[0]["name"])
        names.reverse()
        paragraphs, length = rng.randint(8, 20), rng.randint(300, 700)
        decorated, usual = rng.random() < 0.6, max(1, round(length / paragraphs / 16))
        blocks: list[str] = []
        for n in range(paragraphs):
            count = max(1, usual + rng.choice((-1, 0, 0, 1)))
            sentences = [self.sentence(names.pop() if names and rng.random() < 0.5 else "") for _ in range(count)]
            if decorated:
                sentences, heading = self.decorated(sentences, n == 0)
                blocks += [heading] if heading else []
            blocks.append(" ".join(sentences))
        blocks += [self.sentence(name) for name in reversed(names)]
        return "\n\n".join(blocks) + "\n"

    def article(self, n: int, total: int) -> dict[str, Any]:
        rng, world = self.rng, self.world
        date = START + dt.timedelta(seconds=DAYS * 86400 * n // total + rng.randint(0, 3000))
        title = " ".join(world.content.draw(rng, rng.randint(5, 9))).capitalize()
        if rng.random() < 0.12:
            title = title.replace(" ", ": ", 1)
        entities = world.by_rank.distinct(rng, rng.randint(3, 8))
        slug, outlet = slugify(title)[:60].strip("-") + f"-{n:x}", rng.choice(OUTLETS)
        return {
            "slug": slug,
            "title": title,
            "date": date,
            "tags": world.tags.distinct(rng, rng.randint(3, 5)),
            "entities": entities,
            "outlet": outlet,
            "url": f"https://{slugify(outlet)}.example.com/{date:%Y/%m}/{slug}",
            "author": f"{world.rng.choice(world.entities)['name'].split()[0]} {world.name()}",
            "summary": f"{self.sentence()} {self.sentence()}",
            "body": self.body(entities),
        }


def scalar(text: str) -> str:
    """Text as YAML: plain where that is safe, else in double quotes, as JSON writes them."""
    words = ("yes", "no", "on", "off", "true", "false", "null")
    plain = re.fullmatch(r"[A-Za-z][A-Za-z ]*", text) and text.lower() not in words
    return text if plain else json.dumps(text, ensure_ascii=False)


def hugo(a: dict[str, Any]) -> str:
    lines = ["---", f"title: {scalar(a['title'])}", f"date: {a['date']:%Y-%m-%dT%H:%M:%SZ}", "source:"]
    lines += [f"  name: {scalar(a['outlet'])}", f"  url: {a['url']}", f"author: {scalar(a['author'])}"]
    lines += [f"summary: {scalar(a['summary'])}", "tags:", *(f"  - {scalar(tag)}" for tag in a["tags"])]
    lines += ["entities:", *(f"  - {scalar(e['name'])}" for e in a["entities"]), "---", "", a["body"]]
    return "\n".join(lines)


def digest(a: dict[str, Any]) -> str:
    lines = ["---", "schema: 1", f"title: {scalar(a['title'])}", f"date: {a['date']:%Y-%m-%dT%H:%M:%SZ}", "source:"]
    lines += [f"  name: {scalar(a['outlet'])}", f"url: {a['url']}", f"authors: [{scalar(a['author'])}]"]
    lines += [f"summary: {scalar(a['summary'])}", "tags:", *(f"  - {scalar(tag)}" for tag in a["tags"])]
    lines += ["entities:", *(f"  - {e['slug']}" for e in a["entities"]), "republish: full", "---", "", a["body"]]
    return "\n".join(lines)


def pelican(a: dict[str, Any]) -> str:
    lines = [f"Title: {a['title']}", f"Date: {a['date']:%Y-%m-%d %H:%M}", f"Slug: {a['slug']}"]
    lines += [f"Tags: {', '.join(a['tags'])}", f"Authors: {'; '.join(e['name'] for e in a['entities'])};"]
    lines += [f"Byline: {a['author']}", f"Source: {a['outlet']}", f"Source_url: {a['url']}"]
    return "\n".join([*lines, f"Summary: {a['summary']}", "", a["body"]])


LAYOUTS = {
    "digest": ("content/articles/{date:%Y}/{slug}.md", digest),
    "hugo": ("content/posts/{date:%Y/%m}/{slug}.md", hugo),
    "eleventy": ("src/posts/{date:%Y/%m}/{slug}.md", hugo),
    "pelican": ("content/posts/{slug}.md", pelican),
}


def records(entities: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """What `digest` needs beside the articles: its settings, and a file for each entity."""
    yield "site.yaml", f"title: The Digest\nbase_url: {BASE}\nrepublish: full\n"
    for e in entities:
        text = f"---\nschema: 1\nname: {scalar(e['name'])}\naliases: [{scalar(e['alias'])}]\n---\n"
        yield f"content/entities/{e['group']}/{e['slug']}.md", text


def write(path: Path, text: str, made: set[Path]) -> None:
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layouts", default="digest")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    layouts = options.layouts.split(",")
    world = World(options.seed)
    writer, words = Writer(world, options.seed), 0
    made: set[Path] = set()
    named: set[str] = set()
    for n in range(options.n):
        article = writer.article(n, options.n)
        words += len(article["body"].split())
        named |= {e["slug"] for e in article["entities"]}
        for layout in layouts:
            place, form = LAYOUTS[layout]
            write(options.out / layout / place.format(**article), form(article), made)
    if "digest" in layouts:
        for place, text in records([e for e in world.entities if e["slug"] in named]):
            write(options.out / "digest" / place, text, made)
    print(f"{options.n} articles of {words / options.n:.0f} words, layouts: {', '.join(layouts)}")


if __name__ == "__main__":
    main()
