"""Everything that knows Jinja: templates checked before they are used, the environment, its filters.

The environment offers templates no function and no source of change: Jinja's globals are removed, and of its filters
those that choose at random, unescape, or write attributes from keys. A value that is missing is a mistake, not "".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.compiler import generate
from markupsafe import Markup, escape
from msgspec import structs

from digest.dates import When, display
from digest.errors import Problem
from digest.messages import Messages, _locale
from digest.render.markdown import to_html
from digest.render.reach import Outline, fields
from digest.render.sources import Checked, Template
from digest.site.views import Run, SiteView
from digest.text import digest

REMOVED = ("random", "safe", "xmlattr", "pprint")
"""Jinja's filters that templates do not get."""

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def _bare(kind: type[Environment] = Environment) -> Environment:
    bare = kind(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    bare.globals.clear()
    for name in REMOVED:
        del bare.filters[name]
    return bare


def environment(
    templates: Mapping[str, Template], messages: Messages, site: SiteView, kind: type[Environment] = Environment
) -> Environment:
    """The world of a theme's templates. `site` is a global, so that macros of other files see it too."""
    made = _bare(kind)

    def source(name: str) -> tuple[str, str, None] | None:
        found = templates.get(name)
        return (found.source, found.path, None) if found else None

    made.loader = FunctionLoader(source)
    made.globals["site"] = site
    made.filters.update(filters(messages, site.home))
    return made


# --------------------------------------------------------------------------------------------------------- filters


def filters(messages: Messages, base_path: str) -> dict[str, Callable[..., str]]:
    """The filters a theme has beside Jinja's own: pure, and few.

    message    a key of the catalogue -> its words; `count=` chooses the plural form, other values fill its fields
    date       a When -> words; `clock=false` leaves out the time of day
    time       a When -> <time>, or <span> where HTML has no form for the value
    markdown   Markdown -> sanitised markup
    runs       a Text -> markup with its links
    language   a language tag -> the language's name in the interface's language
    territory  a country code -> the country's name in the interface's language
    number     a whole number as the interface's language writes it
    host       an address -> its host, for people
    """
    words: dict[When, str] = {}
    elements: dict[tuple[When, bool], Markup] = {}

    def date(when: When, clock: bool = True) -> str:
        shown = when if clock else without_clock(when)
        if shown not in words:
            words[shown] = display(shown, messages.language, messages.table)
        return words[shown]

    def time(when: When, clock: bool = True) -> Markup:
        if (when, clock) not in elements:
            opening = f'<time datetime="{when.iso}">' if when.iso else '<span class="period">'
            closing = "</time>" if when.iso else "</span>"
            elements[when, clock] = Markup(f"{opening}{escape(date(when, clock))}{closing}")
        return elements[when, clock]

    def markdown(text: str) -> Markup:
        return Markup(to_html(text, base_path))

    return {
        "message": _message(messages), "date": date, "time": time, "markdown": markdown, "runs": runs, "host": host,
        "number": messages.number,
        "language": lambda tag: language_name(tag, messages.language),
        "territory": lambda code: territory_name(code, messages.language),
    }  # fmt: skip


def _message(messages: Messages) -> Callable[..., str]:
    """The filter `message` of one catalogue."""
    patterns: dict[tuple[str, int], str] = {}
    escaped: dict[str, str] = {}

    def message(key: str, count: int | None = None, **values: object) -> str:
        if count is None and not values:
            return messages.table[key]
        if count is None:
            pattern = messages.table[key]
        else:
            if (key, count) not in patterns:
                patterns[key, count] = messages.plural(key, count)
            pattern, values["count"] = patterns[key, count], messages.number(count)
        if any(type(value) is Markup for value in values.values()):
            # Values that hold markup keep it; the pattern and all others are escaped.
            if pattern not in escaped:
                escaped[pattern] = str(escape(pattern))
            return Markup(escaped[pattern].format_map({name: str(escape(value)) for name, value in values.items()}))
        return pattern.format_map(values)

    return message


def without_clock(when: When) -> When:
    """The days of a date, without its times of day."""
    start, end = (p and structs.replace(p, minute=None, second=None, offset=None) for p in (when.start, when.end))
    return structs.replace(when, start=start, end=end)


def runs(text: Iterable[Run]) -> Markup:
    """A sentence with its links."""
    pieces = (f'<a href="{escape(r.href)}">{escape(r.text)}</a>' if r.href else escape(r.text) for r in text)
    return Markup("".join(pieces))


def host(url: str) -> str:
    """The host of an address without "www.", or the address itself where it has none."""
    try:
        name = urlsplit(url).hostname or url
    except ValueError:
        return url
    return name.removeprefix("www.")


def language_name(tag: str, interface: str) -> str:
    """ "ar" -> "Arabic"; the tag itself where CLDR has no name."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name(_locale(interface))
    except (UnknownLocaleError, ValueError):
        name = _locale(interface).languages.get(tag.partition("-")[0].lower())
    return name or tag


def territory_name(code: str, interface: str) -> str:
    """ "PH" -> "Philippines"; the code itself where CLDR has no name."""
    name = _locale(interface).territories.get(code.upper())
    return str(name) if name else code


# ---------------------------------------------------------------------------------------------------------- checks


@lru_cache(maxsize=8)
def checked_once(templates: tuple[tuple[str, Template], ...]) -> Checked:
    """As `check`; a process that builds twice, as `serve` and the tests do, reads the same templates once."""
    return check(dict(templates))


def check(templates: Mapping[str, Template]) -> Checked:
    """What can be known of templates before they render: their closures, their mistakes, the messages they name."""
    bare = _bare()
    bare.filters.update(filters(Messages("en", {}), "/"))
    problems: list[Problem] = []
    parsed = {template: _parsed(bare, template, problems) for template in dict.fromkeys(templates.values())}
    outlines = {template: Outline(tree) for template, tree in parsed.items()}
    reached: dict[str, set[str]] = {}
    keys: list[tuple[str, bool, str, int]] = []
    for name, template in templates.items():
        tree = parsed[template]
        reached[name] = _references(tree, template, templates, problems)
        keys += _keys(tree, template)
        problems += _forbidden(tree, template)
    closures, shows = {}, {}
    for name in templates:
        names = _closure(name, reached)
        if names is None:
            message = f"the template {name} reaches itself by extends, include or import"
            problems.append(
                Problem(
                    path=templates[name].path,
                    code="template-cycle",
                    message=message,
                    hint="a theme's own template is named as in default/article.html",
                )
            )
            names = {name}
        closures[name] = digest("\0".join(f"{n}\0{digest(templates[n].source)}" for n in sorted(names)))
        shown = fields([outlines[templates[n]] for n in sorted(names)])
        shows[name] = None if shown is None else tuple(sorted(shown))
    problems += _unknown(bare, parsed)
    return Checked(closures, shows, tuple(sorted(set(problems))), tuple(sorted(set(keys))))


def _parsed(bare: Environment, template: Template, problems: list[Problem]) -> nodes.Template:
    """The tree of a template; an empty one for what cannot be read."""
    try:
        return bare.parse(template.source)
    except TemplateSyntaxError as error:
        problems.append(_unreadable(template, error))
        return nodes.Template([], lineno=1)


def _unknown(bare: Environment, parsed: Mapping[Template, nodes.Template]) -> Iterator[Problem]:
    """What parsing does not find: unknown filters and tests. Jinja changes the trees while it looks."""
    for template, tree in parsed.items():
        try:
            generate(tree, bare, None, template.path)
        except TemplateSyntaxError as error:
            yield _unreadable(template, error)


def _unreadable(template: Template, error: TemplateSyntaxError) -> Problem:
    message = f"the template cannot be read: {error.message}"
    return Problem(path=template.path, line=error.lineno, code="template-syntax", message=message)


def _references(
    tree: nodes.Template, template: Template, known: Mapping[str, Template], problems: list[Problem]
) -> set[str]:
    """The templates that a template names; a name that is not written out is refused, since nobody could know it."""
    names = set()
    for node in tree.find_all(_REFERENCES):
        target = node.template  # type: ignore[attr-defined]  # each of the four has it
        if not isinstance(target, nodes.Const) or not isinstance(target.value, str):
            message = "a template must be named by one plain text in quotes"
            problems.append(Problem(path=template.path, line=node.lineno, code="template-dynamic", message=message))
        elif target.value in known:
            names.add(target.value)
        elif not getattr(node, "ignore_missing", False):
            message = f"there is no template {target.value}"
            problems.append(Problem(path=template.path, line=node.lineno, code="template-missing", message=message))
    return names


def _forbidden(tree: nodes.Template, template: Template) -> list[Problem]:
    message = "escaping cannot be switched off"
    return [
        Problem(path=template.path, line=node.lineno, code="template-unescaped", message=message)
        for node in tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier, nodes.MarkSafe))
    ]


def _keys(tree: nodes.Template, template: Template) -> list[tuple[str, bool, str, int]]:
    """Each message key that is written out, also where one of two is chosen."""
    found = []
    for node in tree.find_all(nodes.Filter):
        if node.name == "message" and node.node is not None:
            chosen = node.node
            keys = [chosen.expr1, chosen.expr2] if isinstance(chosen, nodes.CondExpr) else [chosen]
            counted = any(k.key == "count" for k in node.kwargs)
            found += [(k.value, counted, template.path, node.lineno) for k in keys if isinstance(k, nodes.Const)]
    return found


def _closure(name: str, reached: Mapping[str, set[str]]) -> set[str] | None:
    """Everything that `name` reaches, itself included; None when it reaches itself."""
    found: set[str] = set()
    pending = list(reached[name])
    while pending:
        other = pending.pop()
        if other not in found:
            found.add(other)
            pending += reached[other]
    return None if name in found else found | {name}


# ---------------------------------------------------------------------------------------------------------- faults


def fault(error: Exception, templates: Mapping[str, Template], template: str) -> Problem | None:
    """Where in a template an error arose, as a Problem; None when no template had a part in it."""
    paths = {t.path for t in templates.values()}
    path, line = "", 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in paths:
            path, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, TemplateSyntaxError):
        path, line = error.filename or path, error.lineno
    if not path and not isinstance(error, TemplateError):
        return None
    what = re.sub(r"'digest\.[\w.]*?(\w+) object'", r"the \1", str(error)) or type(error).__name__
    message = f"the template fails for {template}: {what}"
    return Problem(path=path or f"themes/{template}", line=line, code="template-fails", message=message)
