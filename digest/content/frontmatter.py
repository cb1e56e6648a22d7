"""Text of a file <-> its front matter and body, with line and column for every value. The only YAML code.

Every scalar is text: YAML's own guesses (`no`, `18:43`, `0123`, `2017-08-08`) never happen; `content.schema` gives a
value its type. Anchors, aliases, tags, duplicate keys and deep nesting are mistakes, so that no file can grow in
memory beyond its size.

What is YAML is what libyaml (0.2.5, in every PyYAML wheel) says. Where only PyYAML's own parser is at hand it is used,
and it is stricter in one place: inside [] and {} it wants quotes around text with a question mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

import msgspec
import yaml

from digest.text import forbidden, nfc, without_forbidden

MAX_DEPTH = 12
FENCE = "---"
_MOST_FORBIDDEN = 20
"""Lines of one text that are named for a forbidden character: a file with more of them is no text."""

_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
# libyaml reads and composes in C; the pure parser is nine times slower and gives the same events.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML counts these two as line ends, no editor does; in front matter either is a space that came with pasted text.
_SEPARATORS = str.maketrans("\u2028\u2029", "  ")


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with a text, before anybody knows which file it came from. Lines and columns count from 1."""

    code: str
    message: str
    line: int = 1
    column: int = 0
    hint: str = ""
    key: str = ""
    length: int = 0
    severity: str = "error"


class Node(msgspec.Struct, frozen=True):
    """One YAML value and where it stands: text, a list of nodes, or a mapping from key text to `Entry`."""

    value: str | list[Node] | dict[str, Entry]
    line: int
    column: int
    plain: bool = False
    """Whether a scalar was written without quotes; a plain empty one means that no value was given."""
    length: int = 0
    """How many code points of its line a scalar takes, quotes included; 0 where it takes several lines."""

    @property
    def absent(self) -> bool:
        return self.plain and self.value == ""

    def form(self) -> str:
        """What a person would call it: text, a list or a mapping."""
        return "text" if isinstance(self.value, str) else "a list" if isinstance(self.value, list) else "a mapping"


class Entry(msgspec.Struct, frozen=True):
    """A value in a mapping, with the place of its key."""

    node: Node
    line: int
    column: int
    length: int = 0


class Document(msgspec.Struct, frozen=True):
    """A file's text taken apart: a mapping node (None where the text holds none), and the body."""

    meta: Node | None
    body: str
    body_line: int
    mistakes: tuple[Mistake, ...] = ()


def parse(text: str) -> Document:
    """Take a Markdown file apart. Never raises: what is wrong stands in `mistakes`."""
    if not text.strip():
        return _bad("empty-file", "the file is empty", hint="give it front matter with a title, or remove it")
    if not text.startswith(FENCE) or text.split("\n", 1)[0].rstrip() != FENCE:
        return _bad(
            "no-front-matter", "the file does not begin with front matter", hint="begin it with a line of three hyphens"
        )
    closing = _CLOSING.search(text, len(FENCE))
    if closing is None:
        return _bad("no-front-matter", "the front matter is never closed", hint="end it with a line of three hyphens")
    meta, mistakes = parse_yaml(text[len(FENCE) : closing.start()])
    rest = text[closing.end() :]
    lead = len(rest) - len(rest.lstrip("\n"))
    body = rest.strip("\n").rstrip()
    body_line = text.count("\n", 0, closing.end()) + 1 + lead
    return Document(meta, nfc(body), body_line, (*mistakes, *_forbidden_in(body, body_line)))


def parse_yaml(text: str) -> tuple[Node | None, tuple[Mistake, ...]]:
    """One YAML mapping whose scalars are all text. An empty text is an empty mapping. Never raises."""
    builder = _Builder()
    builder.mistakes += _forbidden_in(text, 1)
    clean = without_forbidden(text, "\ufffd").translate(_SEPARATORS)
    try:
        for event in yaml.parse(clean, Loader=_LOADER):
            builder.take(event)
            if builder.fatal:
                return None, tuple(builder.mistakes)
    except yaml.MarkedYAMLError as error:
        return None, (*builder.mistakes, _syntax(clean, error))
    except (yaml.YAMLError, ValueError, OverflowError):
        # The pure parser's own, without a place: an escape such as "\UFFFFFFFF".
        return None, (
            *builder.mistakes,
            Mistake("yaml-syntax", "this is not YAML: an escape means no character", hint=_YAML_HINT),
        )
    root = builder.root or Node({}, 1, 1)
    if not isinstance(root.value, dict):
        wrong = Mistake(
            "wrong-type", f"expected a mapping of keys to values, found {root.form()}", root.line, root.column
        )
        return None, (*builder.mistakes, wrong)
    return root, tuple(builder.mistakes)


_YAML_HINT = "put the value in quotes if it holds a colon, a quote, a bracket or begins with a special sign"


def _syntax(text: str, error: yaml.MarkedYAMLError) -> Mistake:
    """Where YAML gave up; for what is opened and never closed, where it was opened."""
    mark, opened = error.problem_mark or error.context_mark, error.context_mark
    if mark is not None and opened is not None and not text[mark.index :].strip():
        mark = opened
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 0)
    return Mistake("yaml-syntax", f"this is not YAML: {error.problem or error.context}", line, column, _YAML_HINT)


def _bad(code: str, message: str, hint: str) -> Document:
    return Document(None, "", 1, (Mistake(code, message, hint=hint),))


def _forbidden_in(text: str, line: int) -> Iterator[Mistake]:
    """The first forbidden character of each line that has one, few of them; `line` is the number of the first line."""
    if not forbidden(text):
        return
    lines = ((n, content) for n, content in enumerate(text.split("\n"), line) if forbidden(content))
    for number, content in islice(lines, _MOST_FORBIDDEN):
        found = forbidden(content)
        yield _forbidden(found, number, content.index(found) + 1, 1)


def _forbidden(character: str, line: int, column: int, length: int) -> Mistake:
    message = f"the character U+{ord(character):04X} may stand in no text"
    return Mistake("forbidden-character", message, line, column, "remove it", length=length)


class _Builder:
    """Builds nodes from parser events without recursion, so that no nesting exhausts the stack."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self.root: Node | None = None
        self.fatal = False
        self._open: list[tuple[Node, list[Node]]] = []

    def take(self, event: yaml.Event) -> None:
        """One more event of the text, in order; `fatal` once no further one is wanted."""
        mark = event.start_mark
        assert mark is not None  # every event that is parsed from text has one
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop("yaml-alias", "anchors and aliases are not allowed", line, column, "write the value out")
        elif isinstance(event, yaml.ScalarEvent):
            if event.tag and not any(event.implicit):
                self._refuse_tag(event.tag, line, column)
            else:
                self._place(self._scalar(event, line, column))
        elif isinstance(event, yaml.CollectionStartEvent):
            if event.tag and not event.implicit:
                self._refuse_tag(event.tag, line, column)
            elif len(self._open) >= MAX_DEPTH:
                self._stop("too-deep", f"nested more than {MAX_DEPTH} levels deep", line, column, "write it flatter")
            elif self._wants_key():
                self._stop("wrong-type", "a key must be text", line, column, "write the key as one word")
            else:
                self._open.append((Node({} if isinstance(event, yaml.MappingStartEvent) else [], line, column), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            node, _ = self._open.pop()
            self._place(node)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._stop("yaml-syntax", "a second YAML document begins here", line, column, "keep one")

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Node:
        end = event.end_mark
        assert end is not None
        length = end.column + 1 - column if end.line + 1 == line else 0
        text = nfc(event.value)
        if event.style in ("|", ">"):
            # The line feed at its end belongs to the notation, not to what the curator wrote.
            text = text.rstrip("\n")
        if found := forbidden(text):
            self.mistakes.append(_forbidden(found, line, column, length))
        return Node(text, line, column, not event.style, length)

    def _refuse_tag(self, tag: str, line: int, column: int) -> None:
        self._stop("yaml-tag", f"the tag {tag} is not allowed", line, column, "every value is plain text")

    def _stop(self, code: str, message: str, line: int, column: int, hint: str) -> None:
        self.mistakes.append(Mistake(code, message, line, column, hint))
        self.fatal = True

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0].value, dict) and not self._open[-1][1]

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = None if node.absent else node
            return
        parent, pending = self._open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            if not pending:
                pending.append(node)
                return
            key = pending.pop()
            assert isinstance(key.value, str)  # `take` refuses every other key
            if key.value in parent.value:
                self._duplicate(key, parent.value[key.value].line)
            else:
                parent.value[key.value] = Entry(node, key.line, key.column, key.length)

    def _duplicate(self, key: Node, first: int) -> None:
        name = str(key.value)
        shown = name if len(name) <= 60 else name[:59] + "…"
        message = f"“{shown}” stands twice, first in line {first}"
        hint = "keep one of the two"
        self.mistakes.append(Mistake("duplicate-key", message, key.line, key.column, hint, name, key.length))


# --------------------------------------------------------------------------------------------------------- writing

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]


_DUMPER: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_DUMPER):  # type: ignore[misc, valid-type]
    """Writes text plain wherever YAML's grammar allows, since the reader makes no guesses about it."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's own name)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _short(value: object) -> bool:
    """Whether a list or mapping reads better on one line."""
    if isinstance(value, Mapping):
        return (
            all(isinstance(v, str) for v in value.values())
            and sum(len(k) + len(str(v)) + 4 for k, v in value.items()) < 90
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return all(isinstance(v, str) for v in value) and sum(len(v) + 2 for v in value) < 90
    return False


# Text of which no emitter need be asked how YAML writes it, as most values are.
_SIGNS = r"0-9A-Za-z\u00c0-\u024f\u0391-\u03c9\u0400-\u045f\u3041-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
_MARKS = r"_.;!'()/+=*~$%’“”‘„«»…–—©€£\-"
_WIDE = rf"{_SIGNS}?,\"\[\]{{}}&@|{_MARKS}"
_PLAIN = re.compile(rf"[{_SIGNS}/(“‘](?:[{_WIDE} ]*(?::(?=\S)[{_WIDE} ]*)*[{_WIDE}])?")
_PLAIN_INSIDE = re.compile(rf"[{_SIGNS}](?:[{_SIGNS}{_MARKS} ]*[{_SIGNS}{_MARKS}])?")
"""Plain between [] and {} too."""
_QUOTED = re.compile(rf"[{_SIGNS}/(“‘\[\"](?:[{_WIDE}: ]*[{_WIDE}:])?")
"""What stands in single quotes where it is not plain."""


def _written(meta: Mapping[str, Plain], indent: str = "") -> str:
    """A block mapping as the emitter would write it; "" where something in it must be left to that."""
    lines = [_entry(key, value, indent) if _is_plain_key(key) else "" for key, value in meta.items()]
    return "".join(lines) if all(lines) else ""


def _entry(key: str, value: Plain, indent: str) -> str:
    if isinstance(value, str):
        scalar = _scalar(value)
        return f"{indent}{key}: {scalar}\n" if scalar else ""
    short = _short(value)
    if isinstance(value, Mapping):
        if not short:
            block = _written(value, f"{indent}  ")
            return f"{indent}{key}:\n{block}" if block else ""
        pairs = [f"{name}: {item}" for name, item in value.items() if _is_plain(name) and _is_plain(str(item))]
        return f"{indent}{key}: {{{', '.join(pairs)}}}\n" if len(pairs) == len(value) else ""
    if short:
        items = [str(item) for item in value if _is_plain(str(item))]
        return f"{indent}{key}: [{', '.join(items)}]\n" if len(items) == len(value) else ""
    items = [_scalar(item) if isinstance(item, str) else "" for item in value]
    return f"{indent}{key}:\n" + "".join([f"{indent}- {item}\n" for item in items]) if all(items) else ""


def _scalar(text: str) -> str:
    """A text as a block mapping's value or a block list's item; "" when the emitter must be asked."""
    # ASCII letters and digits alone, as of a digest or a day, need no pattern.
    if (text.isascii() and text.isalnum()) or _PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'" if _QUOTED.fullmatch(text) else ""


def _is_plain(text: str) -> bool:
    """Whether a text stands plain between [] and {}."""
    return (text.isascii() and text.isalnum()) or _PLAIN_INSIDE.fullmatch(text) is not None


@lru_cache(maxsize=1_024)
def _is_plain_key(key: str) -> bool:
    return len(key) <= 100 and _is_plain(key)


def _represent(dumper: _Dumper, value: Plain, depth: int = 0) -> yaml.Node:
    if isinstance(value, str):
        escaped = not value or "\u2028" in value or "\u2029" in value
        scalar: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"' if escaped else None)
        return scalar
    flow = depth > 0 and _short(value)
    if isinstance(value, Mapping):
        pairs = [(_represent(dumper, k, depth + 1), _represent(dumper, v, depth + 1)) for k, v in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)
    items = [_represent(dumper, v, depth + 1) for v in value]
    return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow)


class _Root(dict[str, Plain]):
    pass


_Dumper.add_representer(_Root, lambda dumper, root: _represent(dumper, root))


def dump(meta: Mapping[str, Plain], body: str) -> str:
    """The text of a file: `parse(dump(meta, body))` gives the same text values and the same (NFC, stripped) body."""
    return f"{FENCE}\n{dump_yaml(meta)}{FENCE}\n{body}\n"


def dump_yaml(meta: Mapping[str, Plain]) -> str:
    """A mapping as lines of YAML, each with a line feed at its end; "" for an empty one."""
    return "".join(_written({key: value}) or _emitted({key: value}) for key, value in meta.items())


def _emitted(meta: Mapping[str, Plain]) -> str:
    text: str = yaml.dump(_Root(meta), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**20)
    return text


def plain(node: Node) -> Plain:
    """The values of a node without their places, for tests and for edits."""
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, list):
        return [plain(n) for n in node.value]
    return {key: plain(entry.node) for key, entry in node.value.items()}
