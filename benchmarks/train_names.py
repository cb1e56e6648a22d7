"""Learn the weights of `digest.link.suggest` from annotated texts: `train_names.py [--write] WIKIGOLD.jsonl`.

Data: WikiGold (Balasuriya, Ringland, Nothman, Murphy and Curran 2009), as distributed with Babelscape/wikineural, CC BY
4.0: {"doc_id", "text", "spans": [{"start", "end", "type"}]}. Prints the exact span F1 of names, cross-validated by
document (eight folds), for all types and for persons, organizations and places only. `--write` writes weights.json,
learned from all. The weights are of shapes, classes of words and function words; a feature must stand in several
documents, so no text can be read from them.
"""

from __future__ import annotations

import json
import math
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from digest.link import suggest
from digest.link.suggest import lexicon, tagger, tokens

LINES, SHARE = 20, 1.0
"""Lines of a made text, and how many made texts for each real one."""
COMPOSED = 0.2
"""How many organizations and things of made texts are composed of words of their classes."""
FOLDS, EPOCHS, RATE = 8, 12, 0.15
HOLD, HOLD_KINDS = 0.05, 0.1
DOCUMENTS = 3
"""In how many documents a feature must stand."""
TYPES = {"PER": 0, "ORG": 1, "LOC": 2, "MISC": 3}
NEVER = -1e9

Stretch = tuple[list[list[str]], list[int]]


class Text:
    """A text with its features, ready to learn from."""

    def __init__(self, record: dict[str, Any], corpus: tokens.Counts) -> None:
        self.record = record
        self.tokens = tokens.read(record["text"])
        self.own, self.corpus = tokens.count([self.tokens]), corpus
        self.lines = list(tagger.lines(self.tokens, corpus))
        gold = {s["start"]: s for s in record["spans"]}
        labels, kinds = self._labels(gold)
        self.stretches: list[Stretch] = []
        self.names: list[tuple[list[str], int]] = []
        named: list[tuple[tagger.Line, int, int]] = []
        for line in self.lines:
            for first, last in tagger.stretches(line):
                rows = [tagger.word_features(line, at, self.own, corpus) for at in range(first, last)]
                own = labels[line.offset + first : line.offset + last]
                own = [1 if label == 2 and (n == 0 or own[n - 1] == 0) else label for n, label in enumerate(own)]
                self.stretches.append((rows, own))
            for at, label in enumerate(labels[line.offset : line.offset + len(line.words)]):
                if label == 1:
                    end = at + 1
                    while end < len(line.words) and labels[line.offset + end] == 2:
                        end += 1
                    named.append((line, at, end))
        longer = tagger.Longer([line.words[first:last] for line, first, last in named])
        for line, at, end in named:
            row = tagger.name_features(line, at, end, longer.part(line.words[at:end]))
            self.names.append((row, kinds[line.offset + at]))

    def _labels(self, gold: dict[int, Any]) -> tuple[list[int], dict[int, int]]:
        labels, kinds, end = [], {}, -1
        for at, (_word, start) in enumerate(zip(self.tokens.words, self.tokens.starts, strict=True)):
            if start in gold:
                labels.append(1)
                end = gold[start]["end"]
                kinds[at] = TYPES[gold[start]["type"]]
            else:
                labels.append(2 if start < end else 0)
        return labels, kinds


def frequent(texts: list[Text]) -> tuple[set[str], set[str]]:
    words, names = Counter[str](), Counter[str]()
    for text in texts:
        words.update({f for rows, _ in text.stretches for row in rows for f in row})
        names.update({f for row, _ in text.names for f in row})
    return {f for f, n in words.items() if n >= DOCUMENTS}, {f for f, n in names.items() if n >= DOCUMENTS}


def logsum(values: list[float]) -> float:
    top = max(values)
    return top + math.log(sum(math.exp(v - top) for v in values))


class Learner:
    """Stochastic gradient with AdaGrad; weights are pulled to zero."""

    def __init__(self, size: int, hold: float) -> None:
        self.rows: dict[str, list[float]] = defaultdict(lambda: [0.0] * size)
        self.past: dict[str, list[float]] = defaultdict(lambda: [1e-2] * size)
        self.hold = hold

    def move(self, feature: str, gradient: list[float]) -> None:
        row, past = self.rows[feature], self.past[feature]
        for k, slope in enumerate(gradient):
            slope += self.hold * row[k]
            past[k] += slope * slope
            row[k] -= RATE * slope / math.sqrt(past[k])


def learn_words(texts: list[Text], kept: set[str]) -> tuple[dict[str, list[float]], list[list[float]], list[float]]:
    learner = Learner(3, HOLD)
    stretches = [
        ([[f for f in row if f in kept] for row in rows], labels) for t in texts for rows, labels in t.stretches
    ]
    order = random.Random(1)
    for _ in range(EPOCHS):
        order.shuffle(stretches)
        for rows, labels in stretches:
            _step(learner, rows, labels)
    steps = [list(learner.rows[f"step{k}"]) for k in range(3)]
    steps[0][2] = NEVER
    starts = list(learner.rows["start"])
    return {f: r for f, r in learner.rows.items() if f in kept}, steps, starts


def _step(learner: Learner, rows: list[list[str]], labels: list[int]) -> None:
    weights = learner.rows
    score = [[sum(weights[f][k] for f in row) for k in range(3)] for row in rows]
    steps = [list(weights[f"step{k}"]) for k in range(3)]
    steps[0][2] = NEVER
    begin = [weights["start"][0], weights["start"][1], NEVER]
    size = len(rows)
    forth = [[begin[k] + score[0][k] for k in range(3)]]
    for n in range(1, size):
        forth.append([logsum([forth[-1][j] + steps[j][k] for j in range(3)]) + score[n][k] for k in range(3)])
    back = [[0.0] * 3]
    for n in range(size - 1, 0, -1):
        back.append([logsum([steps[j][k] + score[n][k] + back[-1][k] for k in range(3)]) for j in range(3)])
    back.reverse()
    total = logsum(forth[-1])
    slopes = [[0.0] * 3 for _ in range(3)]
    for n in range(size):
        chance = [math.exp(forth[n][k] + back[n][k] - total) for k in range(3)]
        gradient = [chance[k] - (labels[n] == k) for k in range(3)]
        for f in rows[n]:
            learner.move(f, gradient)
        if n == 0:
            learner.move("start", gradient)
        else:
            for j in range(3):
                for k in range(3):
                    slopes[j][k] += math.exp(min(0, forth[n - 1][j] + steps[j][k] + score[n][k] + back[n][k] - total))
            slopes[labels[n - 1]][labels[n]] -= 1
    for j in range(3):
        learner.move(f"step{j}", slopes[j])


def learn_kinds(texts: list[Text], kept: set[str]) -> dict[str, list[float]]:
    learner = Learner(4, HOLD_KINDS)
    names = [([f for f in row if f in kept], kind) for text in texts for row, kind in text.names]
    order = random.Random(1)
    for _ in range(EPOCHS):
        order.shuffle(names)
        for row, kind in names:
            score = [sum(learner.rows[f][k] for f in row) for k in range(4)]
            total = logsum(score)
            gradient = [math.exp(score[k] - total) - (k == kind) for k in range(4)]
            for f in row:
                learner.move(f, gradient)
    return dict(learner.rows)


def learn(texts: list[Text]) -> tagger.Weights:
    kept, kinds = frequent(texts)
    words, steps, starts = learn_words(texts, kept)
    return tagger.Weights(steps, starts, rounded(words), rounded(learn_kinds(texts, kinds)))


def rounded(rows: dict[str, list[float]]) -> dict[str, tuple[float, ...]]:
    small = {f: tuple(round(v, 3) for v in row) for f, row in sorted(rows.items())}
    return {f: row for f, row in small.items() if any(abs(v) >= 0.01 for v in row)}


def use(learned: tagger.Weights) -> None:
    made = tagger.Model(learned)
    tagger.model = lambda: made  # type: ignore[assignment]


def predict(text: Text) -> list[tuple[int, int, int]]:
    """(start, end, type) of the names that the product finds."""
    found = suggest.candidates(text.record["text"], text.corpus)
    return [(c.start, c.end, tagger.KINDS.index(c.kind)) for c in found]


class Newswire:
    """Lines in the manner of news agencies, made from templates and from names of the texts learned from.

    Encyclopedias have no datelines, results and headings in capitals. Slots: P person, S surname, I initial and
    surname, O organization, L place, LU the same in capitals, C country, N its adjective, M anything else.
    """

    def __init__(self, texts: list[Text], seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.names: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            for span in text.record["spans"]:
                if span["text"][:1].isupper():
                    self.names[span["type"]].append(span["text"])
        known = lexicon._classes()
        self.classes = {
            k: sorted(w for w in known if k in known[w] and w.isalpha() and len(w) > 3) for k in "GCLDRMYOH"
        }
        path = Path(__file__).parent / "name_templates.txt"
        self.templates = path.read_text("utf-8").splitlines()

    def text(self, lines: int) -> dict[str, Any]:
        """A text of so many lines with its spans, like a line of the data."""
        body, spans = "", []
        for template in self.random.choices(self.templates, k=lines):
            loud, tight = template[0] == "^", self.random.random() < 0.5
            for piece in re.split(r"(\{\w+\})", template.lstrip("^")):
                said, kind = self._fill(piece[1:-1]) if piece[:1] == "{" else (piece, "")
                said = said.upper() if loud else said
                if tight and not kind:
                    said = re.sub(r" ([.,:)'])", r"\1", said).replace("( ", "(")
                if kind:
                    spans.append({"start": len(body), "end": len(body) + len(said), "type": kind})
                body += said
            body += "\n"
        return {"doc_id": "", "text": body, "spans": spans}

    def _one(self, kind: str) -> str:
        return self.random.choice(self.classes[kind]).capitalize()

    def _fill(self, slot: str) -> tuple[str, str]:
        pick, any_of = self.random.random(), self.random.choice
        person = any_of(self.names["PER"])
        family = person.split()[-1]
        if slot == "n":
            return str(self.random.randint(1, 99)), ""
        if slot in ("day", "month", "role"):
            word = self._one({"day": "Y", "month": "M", "role": "R"}[slot])
            return (word.lower() if slot == "role" else word), ""
        if slot in "SI":
            return (family if slot == "S" else f"{any_of('ABDGJKMPRST')}. {family}"), "PER"
        if slot == "P":
            return (person if pick < 0.4 or " " not in person else f"{self._one('G')} {family}"), "PER"
        if slot in ("L", "LU"):
            name = any_of(self.names["LOC"]) if pick < 0.5 else self._one("L")
            return (name.upper() if slot == "LU" else name), "LOC"
        if slot in "CN":
            return self._one("C" if slot == "C" else "D"), ("LOC" if slot == "C" else "MISC")
        if pick < COMPOSED:
            return self._composed(slot), ("ORG" if slot == "O" else "MISC")
        return any_of(self.names["ORG" if slot == "O" else "MISC"]), ("ORG" if slot == "O" else "MISC")

    def _composed(self, slot: str) -> str:
        """An organization or a thing whose name says what it is."""
        family = self.random.choice(self.names["PER"]).split()[-1]
        where = self.random.choice([self._one("L"), self._one("C"), self._one("D"), family])
        if slot == "M":
            return f"{where} {self._one('H')}"
        head, of = self._one("O"), self.random.choice([self._one("C"), self._one("L"), self._one("O")])
        legal = self.random.choice(
            ["AG", "SA", "NV", "Plc", "Inc", "Corp", "Ltd", "Co", "Group", "GmbH", "Inc.", "Corp."]
        )
        plain = [f"{where} {head}", f"{where} {family} {head}", f"{family} {legal}", f"{where} {family} {legal}"]
        return self.random.choice(
            [*plain, f"{head} of {of}", f"{family} & {of}", f"{where} {self._one('O')} {head} of {of}"]
        )


def with_newswire(texts: list[Text], seed: int = 1) -> list[Text]:
    """The texts and made ones; corpus and text are counted together, as a reader of many texts would."""
    made = Newswire(texts, seed)
    more = [made.text(LINES) for _ in range(round(len(texts) * SHARE))]
    joined = [t.tokens for t in texts] + [tokens.read(r["text"]) for r in more]
    corpus = tokens.count(joined)
    return texts + [Text(r, corpus) for r in more]


class Score:
    def __init__(self, kinds: int) -> None:
        self.kinds, self.right, self.said, self.true, self.typed = kinds, 0, 0, 0, 0

    def add(self, text: Text) -> None:
        said = {s for s in predict(text) if s[2] < self.kinds}
        true = {(s["start"], s["end"], TYPES[s["type"]]) for s in text.record["spans"] if TYPES[s["type"]] < self.kinds}
        self.right += len({s[:2] for s in said} & {s[:2] for s in true})
        self.typed += len(said & true)
        self.said += len(said)
        self.true += len(true)

    def __str__(self) -> str:
        p, r = self.right / self.said, self.right / self.true
        return (
            f"P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.4f} typed F1 {2 * self.typed / (self.said + self.true):.4f}"
        )


def main() -> None:
    paths = [p for p in sys.argv[1:] if not p.startswith("--")]
    records = [json.loads(line) for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    corpus = tokens.count([tokens.read(r["text"]) for r in records])
    texts = [Text(r, corpus) for r in records]
    if "--no-cv" not in sys.argv:
        every, three = Score(4), Score(3)
        for fold in range(FOLDS):
            use(learn(with_newswire([t for n, t in enumerate(texts) if n % FOLDS != fold])))
            for text in texts[fold::FOLDS]:
                every.add(text)
                three.add(text)
        print(f"all types: {every}\nPER, ORG, LOC: {three}")
    if "--write" in sys.argv:
        learned = learn(with_newswire(texts))
        path = Path(tagger.__file__).parent / "weights.json"
        body = {"steps": learned.steps, "starts": learned.starts, "words": learned.words, "kinds": learned.kinds}
        path.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
