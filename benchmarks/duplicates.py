"""How many copies among many articles `digest.clip.duplicates` finds, how many pairs are none, and what it costs.

    python benchmarks/duplicates.py                        # 10,000 articles of made-up news
    python benchmarks/duplicates.py --seed 2 --count 2000
    python benchmarks/duplicates.py --folder site/content/articles      # copies of your own articles (Markdown)

Copies are made of some of the articles, with a fixed seed:

    light    3-7% of the words changed, dropped or added; another headline; a byline, a dateline and an outlet's lines
             added; of every second one a paragraph dropped
    medium   15-20% of the words changed, dropped or added; another headline; and each with a chance of one half: two
             paragraphs dropped, two swapped, cut after 60%, two of other words added (each a tenth of the text)
    hard     as medium, with all of the four: what is asked for nowhere, to show where it ends

What is no copy and must not be paired: reports of one story by one outlet, which share one or two paragraphs of
background; reports of one speech, which share three quotations; market reports, the same sentences with other numbers
and names; briefs, half of which are their outlet's standing lines. One article in ten has no spaces between words.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from digest.clip.duplicates import Pair, find
from digest.content import frontmatter
from digest.dates import parse
from digest.model import Article

FUNCTION_WORDS = (  # noqa: SIM905
    "the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which "
    "one were all she there would their we him been has when who will more no if out so said what up its about into "
    "than them can only other new some could time these two may then do first any like our over after also did many "
    "before must through back years where much your way well down should because each just those people how too"
).split()
ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh sk st str t tr v w z".split()  # noqa: SIM905
NUCLEI = "a ai e ea i ia o ou u".split()  # noqa: SIM905
CODAS = ["", "l", "m", "n", "nd", "r", "rk", "s", "st", "t", "x", "ck"]

Paragraph = tuple[str, ...]
"""Words with their signs."""


@dataclass(frozen=True)
class Text:
    """An article before it is written out."""

    title: Paragraph
    paragraphs: tuple[Paragraph, ...]
    space: str = " "

    def article(self, ident: str, day: int) -> Article:
        body = "\n\n".join(self.space.join(p) for p in self.paragraphs)
        date = parse(f"20{17 + day // 336 % 8}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}")
        title = self.space.join(self.title) or ident
        return Article(id=ident, path=f"content/articles/{ident}.md", title=title, body=body, date=date)


class Zipf:
    """Words of which the nth is drawn 1/n times as often as the first."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.weights = list(itertools.accumulate(1 / n for n in range(1, len(words) + 1)))

    def draw(self, rng: random.Random, count: int) -> list[str]:
        return rng.choices(self.words, cum_weights=self.weights, k=count)


class World:
    """The vocabulary, the phrases and the standing lines of a made-up press."""

    def __init__(self, rng: random.Random, make: Zipf, function: Zipf, space: str, stop: str) -> None:
        self.rng, self.content, self.function, self.space, self.stop = rng, make, function, space, stop
        self.phrases = Zipf([" ".join(self.words(rng.randint(3, 7))) for _ in range(600)])
        self.lines = [[self.sentence() for _ in range(3)] for _ in range(40)]

    def words(self, count: int, topic: Sequence[str] = ()) -> list[str]:
        rng = self.rng
        found = self.content.draw(rng, (count + 1) // 2)
        if topic:
            found = [rng.choice(topic) if rng.random() < 0.3 else word for word in found]
        mixed = list(itertools.chain.from_iterable(zip(found, self.function.draw(rng, len(found)), strict=True)))
        return mixed[:count]

    def sentence(self, topic: Sequence[str] = ()) -> Paragraph:
        rng = self.rng
        found = self.words(rng.randint(8, 26), topic)
        if rng.random() < 0.5:
            place = rng.randrange(len(found))
            found[place:place] = self.phrases.draw(rng, 1)[0].split()
        if rng.random() < 0.3:
            found[rng.randrange(len(found))] = str(rng.choice((rng.randrange(100), rng.randrange(2000, 2026), 1200)))
        found[0] = found[0].capitalize()
        found[-1] += self.stop
        return tuple(found)

    def paragraph(self, topic: Sequence[str] = (), sentences: int = 0) -> Paragraph:
        count = sentences or self.rng.randint(2, 3)
        return tuple(word for _ in range(count) for word in self.sentence(topic))

    def topic(self) -> list[str]:
        return self.content.draw(self.rng, 20) + self.rng.choices(self.content.words, k=25)

    def text(self, topic: Sequence[str], paragraphs: int = 0) -> Text:
        own = tuple(self.paragraph(topic) for _ in range(paragraphs or self.rng.randint(9, 14)))
        return Text(tuple(self.words(self.rng.randint(5, 10), topic)), own, self.space)

    def with_lines(self, text: Text, outlet: int) -> Text:
        return replace(text, paragraphs=(*text.paragraphs, *self.lines[outlet]))


def worlds(rng: random.Random) -> tuple[World, World, World]:
    """A press with spaces between words, one in Han characters and one in Thai letters (the words mean nothing)."""

    def syllable() -> str:
        return rng.choice(ONSETS) + rng.choice(NUCLEI) + rng.choice(CODAS)

    spaced = list(dict.fromkeys("".join(syllable() for _ in range(rng.choice((1, 2, 2, 3)))) for _ in range(30_000)))
    han = Zipf([chr(0x4E00 + n) for n in rng.sample(range(6000), 3000)])
    wide = list(dict.fromkeys("".join(han.draw(rng, rng.choice((1, 2, 2, 2, 3)))) for _ in range(20_000)))
    thai = [
        "".join(chr(rng.randrange(0x0E01, 0x0E2F)) + rng.choice(("า", "ี", "ุ", "")) for _ in range(2))
        for _ in range(900)
    ]
    long = list(dict.fromkeys("".join(rng.choices(thai, k=rng.choice((1, 1, 2)))) for _ in range(20_000)))
    return (
        World(rng, Zipf(spaced), Zipf(FUNCTION_WORDS), " ", "."),
        World(rng, Zipf(wide), Zipf(wide[:80]), "", "。"),
        World(rng, Zipf(long), Zipf(long[:80]), "", " "),
    )


# -------------------------------------------------------------------------------------------- articles that are none


def stories(world: World, count: int) -> list[Text]:
    """Reports by a few outlets that follow a story each: some share background or quotations, none is a copy."""
    rng, found = world.rng, list[Text]()
    while len(found) < count:
        topic, outlet = world.topic(), rng.randrange(40)
        background = [world.paragraph(topic) for _ in range(rng.randint(1, 2))]
        quotes = [world.sentence(topic) for _ in range(3)]
        for _ in range(rng.choice((1, 1, 2, 3, 6, 10))):
            text = world.text(topic)
            inside = list(text.paragraphs)
            if rng.random() < 0.6:
                inside[-1:] = background
            if rng.random() < 0.3:
                for quote in quotes:
                    inside.insert(rng.randrange(1, len(inside)), quote)
            text = replace(text, paragraphs=tuple(inside))
            found.append(world.with_lines(text, outlet) if rng.random() < 0.3 else text)
    return found[:count]


def markets(world: World, count: int) -> list[Text]:
    """Reports of which all of one kind have the same sentences, with other numbers and names: one word in five."""
    rng, found = world.rng, list[Text]()
    while len(found) < count:
        form = world.text(world.topic(), 5)
        slots = [[rng.random() < 0.2 for _ in p] for p in form.paragraphs]
        names = rng.choices(world.content.words, k=30)
        for _ in range(12):
            filled = tuple(
                tuple(
                    (f"{rng.uniform(1, 9000):,.1f}" if rng.random() < 0.7 else rng.choice(names)) if slot else word
                    for word, slot in zip(paragraph, holes, strict=True)
                )
                for paragraph, holes in zip(form.paragraphs, slots, strict=True)
            )
            found.append(replace(form, paragraphs=filled))
    return found[:count]


def briefs(world: World, count: int) -> list[Text]:
    """One paragraph of news and as many standing lines of the outlet."""
    rng = world.rng
    return [world.with_lines(world.text(world.topic(), 1), rng.randrange(4)) for _ in range(count)]


# ------------------------------------------------------------------------------------------------------------ copies


class Copier:
    """Makes copies; the words that come in are drawn from the same vocabulary as the text's own."""

    def __init__(self, rng: random.Random, others: Sequence[Text], lines: Sequence[Sequence[Paragraph]]) -> None:
        self.rng, self.others, self.lines = rng, others, lines

    def light(self, text: Text) -> Text:
        rng = self.rng
        body = list(self.changed(text, rng.uniform(0.03, 0.07)).paragraphs)
        if rng.random() < 0.5 and len(body) > 4:
            del body[rng.randrange(len(body))]
        byline, dateline = self.foreign(text, 4), self.foreign(text, 2)
        body[0] = (*dateline, "—", *body[0])
        return Text(self.headline(text), (byline, *body, *rng.choice(self.lines)), text.space)

    def medium(self, text: Text, chance: float = 0.5) -> Text:
        rng = self.rng
        body = list(self.changed(text, rng.uniform(0.15, 0.20)).paragraphs)
        if rng.random() < chance and len(body) > 4:
            for _ in range(2):
                del body[rng.randrange(len(body))]
        if rng.random() < chance and len(body) > 2:
            one, other = rng.sample(range(len(body)), 2)
            body[one], body[other] = body[other], body[one]
        if rng.random() < chance and len(body) > 2:
            body = self.cut(body, 0.6)
        if rng.random() < chance:
            length = sum(map(len, text.paragraphs)) // 10
            for _ in range(2):
                body.insert(rng.randrange(len(body) + 1), self.foreign(text, length))
        return Text(self.headline(text), tuple(body), text.space)

    def hard(self, text: Text) -> Text:
        return self.medium(text, 1.0)

    def cut(self, body: list[Paragraph], share: float) -> list[Paragraph]:
        left, kept = int(share * sum(map(len, body))), list[Paragraph]()
        for paragraph in body:
            kept.append(paragraph[:left])
            left -= len(paragraph)
            if left <= 0:
                break
        return kept

    def changed(self, text: Text, share: float) -> Text:
        """Each word with this chance: replaced (three in five), dropped or joined by another (one in five each)."""
        rng = self.rng
        paragraphs = []
        for paragraph in text.paragraphs:
            kept: list[str] = []
            for word in paragraph:
                change = rng.random() / share
                if change >= 0.8:
                    kept.append(word)
                if change < 0.6 or 0.8 <= change < 1:
                    kept += self.foreign(text, 1)
            paragraphs.append(tuple(kept) or paragraph)
        return replace(text, paragraphs=tuple(paragraphs))

    def headline(self, text: Text) -> Paragraph:
        return tuple(word for word in text.title if self.rng.random() < 0.5) + self.foreign(text, 4)

    def foreign(self, text: Text, count: int) -> Paragraph:
        paragraph = self.rng.choice(self.like(text).paragraphs)
        return tuple(self.rng.choices(paragraph, k=count))

    def like(self, text: Text) -> Text:
        while (other := self.rng.choice(self.others)).space != text.space:
            pass
        return other


# ------------------------------------------------------------------------------------------------------- measurement


@dataclass(frozen=True)
class Corpus:
    articles: list[Article]
    copies: dict[str, tuple[str, str]]
    """By the id of a copy: what kind of copy it is, and of which article."""


def made(seed: int, count: int) -> Corpus:
    """`count` articles, three in ten of them copies."""
    rng = random.Random(seed)
    spaced, wide, long = worlds(rng)
    rest = count * 70 // 100
    none = stories(spaced, rest - rest // 20 * 4) + stories(wide, rest // 20) + stories(long, rest // 20)
    none += markets(spaced, rest // 20) + briefs(spaced, rest // 20)
    originals = rng.sample(none, count * 3 // 10)
    kinds = ["light"] * (count * 14 // 100) + ["medium"] * (count * 14 // 100) + ["hard"] * (count * 2 // 100)
    return corpus(rng, none, list(zip(originals, kinds, strict=False)), spaced.lines)


def read(seed: int, folder: Path) -> Corpus:
    """The articles of a folder, and a light, a medium and a hard copy of each that has 100 words or more.

    Of the articles that are copies of each other to begin with, which are shown, only the first takes part.
    """
    rng = random.Random(seed)
    texts = {path.stem: _read(path) for path in sorted(folder.rglob("*.md"))}
    for pair in find([text.article(stem, 0) for stem, text in texts.items()]):
        print(f"among the articles themselves: {pair.first} {pair.second} {pair.why}")
        texts.pop(pair.second, None)
    none = list(texts.values())
    long = [text for text in none if sum(map(len, text.paragraphs)) >= 100]
    lines = [(text.paragraphs[-1][:30],) for text in long]
    return corpus(rng, none, [(text, kind) for kind in ("light", "medium", "hard") for text in long], lines)


def _read(path: Path) -> Text:
    body = frontmatter.parse(path.read_text("utf-8")).body
    spaced = len(body.split()) > len(body) / 14
    paragraphs = [tuple(p.split() if spaced else "".join(p.split())) for p in body.split("\n\n")]
    return Text((path.stem,), tuple(p for p in paragraphs if p), " " if spaced else "")


def corpus(
    rng: random.Random,
    none: list[Text],
    wanted: list[tuple[Text, str]],
    lines: Sequence[Sequence[Paragraph]],
) -> Corpus:
    copier = Copier(rng, none, lines)
    place = {id(text): n for n, text in enumerate(none)}
    articles = [text.article(f"a{n}", rng.randrange(2000)) for n, text in enumerate(none)]
    copies = {}
    for n, (text, kind) in enumerate(wanted):
        articles.append(getattr(copier, kind)(text).article(f"c{n}", rng.randrange(2000)))
        copies[f"c{n}"] = (kind, f"a{place[id(text)]}")
    rng.shuffle(articles)
    return Corpus(articles, copies)


def report(corpus: Corpus, pairs: Sequence[Pair]) -> list[str]:
    """Recall by kind of copy; precision; which share of the words the pairs that are wrong have."""
    found = {frozenset((pair.first, pair.second)) for pair in pairs}
    origin = {ident: of for ident, (_, of) in corpus.copies.items()}
    wrong = [p for p in pairs if origin.get(p.first, p.first) != origin.get(p.second, p.second)]
    made_of, hit = Counter[str](), Counter[str]()
    for ident, (kind, of) in corpus.copies.items():
        made_of[kind] += 1
        hit[kind] += frozenset((ident, of)) in found
    lines = [f"recall, {kind:<8} {hit[kind] / total:.4f}  ({hit[kind]} of {total})" for kind, total in made_of.items()]
    lines.append(
        f"precision         {1 - len(wrong) / max(1, len(pairs)):.4f}  ({len(wrong)} wrong of {len(pairs)} pairs)"
    )
    shares = sorted(Counter(pair.share for pair in wrong).items())
    lines.append("wrong pairs by share: " + (", ".join(f"{share} {n}" for share, n in shares) or "none"))
    return lines + [f"    {pair.first} {pair.second} {pair.why}" for pair in wrong[:10]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="take the articles from here instead of making them")
    given = parser.parse_args()
    corpus = read(given.seed, given.folder) if given.folder else made(given.seed, given.count)
    words = sum(len(article.body.split()) for article in corpus.articles)
    print(f"{len(corpus.articles)} articles, {words / len(corpus.articles):.0f} words each as counted by spaces")
    scale = 1 if sys.platform == "darwin" else 1024
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale, time.process_time()
    pairs = find(corpus.articles)
    used, peak = time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
    print(f"CPU seconds       {used:.2f}  ({used / max(1, len(corpus.articles)) * 1e6:.0f} µs an article)")
    print(f"peak memory       {peak / 2**20:.0f} MiB, of which {before / 2**20:.0f} MiB before the search")
    print("\n".join(report(corpus, pairs)))


if __name__ == "__main__":
    main()
