"""The folders of a theme and of those it extends, read in one go, and what is made of them without templates."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from digest.content.frontmatter import Mistake, Node, parse_yaml
from digest.errors import DigestError, Problem, did_you_mean
from digest.messages import PLURAL_FORMS, Messages, fault, fields
from digest.text import digest

DEFAULT = "default"
MAX_FILE = 4_000_000
"""The largest file of a theme, in bytes: a font or a picture, never a film."""

_KEYS = ("name", "description", "extends", "options", "pages", "indexes", "home")
_OPTION_KEYS = ("type", "choices", "default", "description")
_TYPES = ("text", "choice", "flag")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_URL = re.compile(r"""url\(\s*(["']?)([^"')]*)\1\s*\)""")


class Asset(msgspec.Struct, frozen=True):
    """A file of a theme that pages load."""

    source: bytes
    """What is published: CSS minified, and with the published names of the assets it loads."""
    digest: str
    output: str
    """Its path in the site; it holds the digest, so that it may be cached for ever."""


class Folder(msgspec.Struct, frozen=True):
    """One theme's own files."""

    name: str
    data: dict[str, bytes]
    """By path below the theme's folder, with forward slashes."""
    meta: dict[str, Node]
    """The values of theme.yaml."""

    def path(self, file: str) -> str:
        """As a Problem names it."""
        return f"themes/{self.name}/{file}"

    def files(self, under: str) -> Iterator[tuple[str, bytes]]:
        """Paths below `under` (which ends in a slash), and contents, in order."""
        for path in sorted(self.data):
            if path.startswith(under):
                yield path[len(under) :], self.data[path]

    def text(self, key: str) -> str:
        """The value of a key of theme.yaml; "" when it is absent or no text."""
        value = self.meta[key].value if key in self.meta else ""
        return value if isinstance(value, str) else ""


class Template(msgspec.Struct, frozen=True):
    """The source of a template."""

    path: str
    """Its file, relative to the site's folder."""
    source: str


class Checked(msgspec.Struct, frozen=True):
    """What Jinja says of a theme's templates; depends on nothing but their sources."""

    closures: dict[str, str]
    """For each template, the digest of all templates it can reach, itself included."""
    shows: dict[str, tuple[str, ...] | None]
    """For each template, the fields of `page` that these can reach; None for all."""
    problems: tuple[Problem, ...]
    keys: tuple[tuple[str, bool, str, int], ...]
    """Each message key a template names: key, whether it is counted, file, line."""


# --------------------------------------------------------------------------------------------------------- reading


def read_chain(site_dir: Path, name: str) -> tuple[list[Folder], list[Problem]]:
    """The theme `name` and those it extends, the parent first. The default theme stands in for one that is missing."""
    chain: list[Folder] = []
    problems: list[Problem] = []
    wanted_by = Problem(path="site.yaml", key="theme", code="theme-missing", message="no theme is named")
    if not name:
        problems.append(wanted_by)
    wanted = name or DEFAULT
    while wanted:
        if wanted in [folder.name for folder in chain]:
            names = " → ".join([f.name for f in chain] + [wanted])
            problems.append(_problem(wanted_by, "theme-cycle", f"the themes extend each other: {names}"))
            break
        root = _root(site_dir, wanted)
        if root is None:
            message = f"there is no theme “{wanted}” in themes/"
            problems.append(_problem(wanted_by, "theme-missing", message, did_you_mean(wanted, _known(site_dir))))
            wanted = "" if any(folder.name == DEFAULT for folder in chain) or wanted == DEFAULT else DEFAULT
            continue
        folder, found = _read(root, wanted)
        problems += found
        chain.append(folder)
        wanted = folder.text("extends")
        node = folder.meta.get("extends")
        wanted_by = Problem(
            path=folder.path("theme.yaml"), line=node.line if node else 0, code="theme-missing", message=""
        )
    if not chain:
        raise DigestError("the default theme is missing from the package", "install digest again")
    return chain[::-1], problems


def _problem(at: Problem, code: str, message: str, hint: str = "") -> Problem:
    return msgspec.structs.replace(at, code=code, message=message, hint=hint)


def shipped() -> Path:
    """The folder of the default theme: inside the package in a wheel, beside it in a source checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "themes" / DEFAULT
    return inside if inside.is_dir() else package.parent / "themes" / DEFAULT


def _root(site_dir: Path, name: str) -> Path | None:
    if not _NAME.fullmatch(name):
        return None
    own = site_dir / "themes" / name
    if own.is_dir():
        return own
    return shipped() if name == DEFAULT and shipped().is_dir() else None


def _known(site_dir: Path) -> list[str]:
    folder = site_dir / "themes"
    return [DEFAULT, *(sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else ())]


def _read(root: Path, name: str) -> tuple[Folder, list[Problem]]:
    """All files of a theme's folder. Links are refused: they would make the site depend on files outside of it."""
    folder = Folder(name, {}, {})
    problems: list[Problem] = []
    pending = [(root, "")]
    if root.is_symlink():
        pending = []
        problems.append(_link(f"themes/{name}"))
    while pending:
        directory, prefix = pending.pop()
        for entry in sorted(directory.iterdir(), key=lambda p: p.name):
            path = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                problems.append(_link(folder.path(path)))
            elif entry.is_dir():
                pending.append((entry, path + "/"))
            elif not entry.is_file() or entry.stat().st_size > MAX_FILE:
                message = f"this is no ordinary file of at most {MAX_FILE // 1_000_000} MB"
                problems.append(Problem(path=folder.path(path), code="theme-file", message=message))
            else:
                folder.data[path] = entry.read_bytes()
    folder.meta.update(_mapping(folder, "theme.yaml", problems))
    problems += unknown(folder.path("theme.yaml"), folder.meta, _KEYS)
    return folder, problems


def _link(path: str) -> Problem:
    return Problem(
        path=path, code="theme-link", message="a theme may hold no symbolic links", hint="copy what it leads to"
    )


def _mapping(folder: Folder, file: str, problems: list[Problem]) -> dict[str, Node]:
    """The values of a YAML file, {} where it is missing or broken."""
    path = folder.path(file)
    try:
        text = folder.data.get(file, b"").decode("utf-8")
    except UnicodeDecodeError:
        problems.append(Problem(path=path, code="theme-encoding", message="the file is not UTF-8"))
        return {}
    node, mistakes = parse_yaml(text)
    problems += [_from_mistake(path, mistake) for mistake in mistakes]
    if node is None or not isinstance(node.value, dict):
        return {}
    return {key: entry.node for key, entry in node.value.items()}


def _from_mistake(path: str, m: Mistake) -> Problem:
    at = Problem(path=path, line=m.line, column=m.column, length=m.length, code=m.code, message=m.message)
    return msgspec.structs.replace(at, hint=m.hint)


def unknown(path: str, values: Mapping[str, Node], known: tuple[str, ...]) -> list[Problem]:
    """The keys of a mapping that are none of the known ones."""
    return [
        Problem(
            path=path,
            line=entry.line,
            code="unknown-key",
            message=f"unknown key “{key}”",
            hint=did_you_mean(key, known),
        )
        for key, entry in values.items()
        if key not in known
    ]


# --------------------------------------------------------------------------------------------------------- options


def made_options(folders: list[Folder], chosen: Mapping[str, str]) -> tuple[dict[str, str], list[Problem]]:
    """Each option's value: what the site chose, else the default of the theme nearest to it."""
    problems: list[Problem] = []
    declared: dict[str, dict[str, Node]] = {}
    values: dict[str, str] = {}
    for folder in folders:
        path = folder.path("theme.yaml")
        node = folder.meta.get("options")
        entries = node.value if node and isinstance(node.value, dict) else {}
        for name, entry in entries.items():
            if not isinstance(entry.node.value, dict):
                message = f"the option “{name}” must be a mapping of {', '.join(_OPTION_KEYS)}"
                problems.append(Problem(path=path, line=entry.line, code="theme-option", message=message))
                continue
            own = {key: value.node for key, value in entry.node.value.items()}
            problems += unknown(path, own, _OPTION_KEYS)
            declared[name] = {**declared.get(name, {}), **own}
            values[name] = _plain(declared[name].get("default"))
            if wrong := _wrong(name, values[name], declared[name]):
                problems.append(Problem(path=path, line=entry.line, code="theme-option", message=wrong))
    for name, value in chosen.items():
        wrong = _wrong(name, value, declared[name]) if name in declared else f"the theme has no option “{name}”"
        if wrong:
            hint = "" if name in declared else did_you_mean(name, declared)
            problems.append(Problem(path="site.yaml", code="theme-option", message=wrong, hint=hint))
        else:
            values[name] = value
    return values, problems


def _plain(node: Node | None) -> str:
    return node.value if node and isinstance(node.value, str) else ""


def _wrong(name: str, value: str, declared: Mapping[str, Node]) -> str:
    """Why `value` is none for the option, or ""."""
    kind = _plain(declared.get("type")) or "text"
    if kind not in _TYPES:
        return f"the option “{name}” has the type “{kind}”; expected {', '.join(_TYPES)}"
    listed = declared["choices"].value if "choices" in declared else []
    choices = ["yes", "no"] if kind == "flag" else [_plain(n) for n in listed if isinstance(n, Node)]
    if kind != "text" and value not in choices:
        return f"the option “{name}” is “{value}”; expected {', '.join(choices)}"
    return ""


# -------------------------------------------------------------------------------------------------------- messages


def made_messages(folders: list[Folder], language: str, used: set[str]) -> tuple[Messages, list[Problem]]:
    """The catalogue for `language`: English, then its nearest relatives, then itself; within each the parent first.

    Below all of them lies the default theme's, also for a theme that does not extend it: titles, links and dates are
    worded before a template sees them. `used` are the keys that templates name. A key that neither they nor the
    English messages know is a warning.
    """
    problems: list[Problem] = []
    folders = folders if any(f.name == DEFAULT for f in folders) else [*_first(), *folders]
    table: dict[str, str] = {}
    known = set(used)
    parts = language.split("-")
    tags = ["en"] + [tag for tag in ("-".join(parts[: n + 1]) for n in range(len(parts))) if tag != "en"]
    for tag in tags:
        for folder in folders:
            file = f"messages/{tag}.yaml"
            for key, node in _mapping(folder, file, problems).items():
                problem = _message_problem(key, node, table, known if tag != "en" else None)
                if problem:
                    problems.append(msgspec.structs.replace(problem, path=folder.path(file), line=node.line))
                if isinstance(node.value, str) and (problem is None or problem.severity == "warning"):
                    table[key] = node.value
        if tag == "en":
            known |= {_stem(key) for key in table}
    return Messages(language, table), problems


def _first() -> list[Folder]:
    """The default theme, for its messages."""
    return [_read(shipped(), DEFAULT)[0]] if shipped().is_dir() else []


def _stem(key: str) -> str:
    stem, _, form = key.rpartition(".")
    return stem if form in PLURAL_FORMS else key


def _message_problem(key: str, node: Node, table: Mapping[str, str], known: set[str] | None) -> Problem | None:
    """What is wrong with one message; `table` holds the patterns it stands in for."""
    if not isinstance(node.value, str):
        message = f"the message “{key}” must be text, found {node.form()}"
        return Problem(path="", code="message-invalid", message=message)
    if wrong := fault(node.value):
        return Problem(path="", code="message-invalid", message=f"the message “{key}” cannot be used: {wrong}")
    model = table.get(key) or table.get(f"{_stem(key)}.other")
    extra = fields(node.value) - fields(model) - {"count"} if model is not None else set()
    if extra:
        return Problem(
            path="",
            code="message-invalid",
            message=f"the message “{key}” has no field {{{min(extra)}}}",
            hint=f"it may hold: {', '.join(sorted(fields(model or '')))}",
        )
    if known is not None and _stem(key) not in known:
        return Problem(
            path="",
            code="message-unknown",
            message=f"no template uses the message “{key}”",
            hint=did_you_mean(key, known),
            severity="warning",
        )
    return None


# ---------------------------------------------------------------------------------------------------------- assets


def made_assets(folders: list[Folder]) -> tuple[dict[str, Asset], list[Problem]]:
    """The assets as they are published, by path below assets/; the theme nearest to the site counts."""
    files: dict[str, tuple[Folder, bytes]] = {}
    for folder in folders:
        files |= {path: (folder, data) for path, data in folder.files("assets/")}
    assets: dict[str, Asset] = {}
    problems: list[Problem] = []
    # Style sheets come last: they hold the published names of the others.
    for path in sorted(files, key=lambda p: (p.endswith(".css"), p)):
        folder, data = files[path]
        if path.endswith(".css"):
            data, found = _style(path, data, assets, folder.path(f"assets/{path}"))
            problems += found
        mark = digest(data)
        stem, suffix = posixpath.splitext(path)
        assets[path] = Asset(data, mark, f"assets/{stem}.{mark[:8]}{suffix}")
    return assets, problems


def _style(path: str, data: bytes, assets: Mapping[str, Asset], shown: str) -> tuple[bytes, list[Problem]]:
    """A style sheet, minified, whose `url()`s lead to the published assets."""
    from rcssmin import cssmin

    problems: list[Problem] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data, [Problem(path=shown, code="theme-encoding", message="the style sheet is not UTF-8")]
    here = posixpath.dirname(path)

    def published(match: re.Match[str]) -> str:
        target = match[2]
        if target.startswith(("data:", "#")):
            return match[0]
        asset = assets.get(posixpath.normpath(posixpath.join(here, target)))
        if asset is None:
            line = text.count("\n", 0, match.start()) + 1
            message = f"the style sheet loads “{target}”, which is no asset of the theme"
            hint = "put it into assets/"
            problems.append(Problem(path=shown, line=line, code="theme-asset", message=message, hint=hint))
            return match[0]
        up = "../" * len(PurePosixPath(here).parts)
        return f'url("{up}{asset.output.removeprefix("assets/")}")'

    text = _URL.sub(published, text)
    return str(cssmin(text)).encode(), problems
