"""Which fields of `page` the templates of a closure can reach, told from their syntax. Pure.

The answer may name too many fields, never too few: what cannot be followed reaches all. Followed are `page.title` and
`page["title"]`; `page` under another name (`{% set it = page %}`); and `page` handed to a macro, where the parameter's
name is followed through the macro's body. A name is followed wherever it stands, whatever it is bound to there. Any
other use of the whole value (shown, compared, filtered, put in a list, handed to `caller`) reaches every field.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from jinja2 import nodes

PAGE = "page"

_ANYWHERE = ""
"""The scope of names that are followed everywhere."""


class _Use(NamedTuple):
    """A name that is read, and the two nodes around it, the nearer one first."""

    name: nodes.Name
    parent: nodes.Node
    above: nodes.Node | None
    scopes: tuple[str, ...]
    """`_ANYWHERE`, and the macros in whose bodies it stands."""


class Outline:
    """The names of one template: what is read, called, imported and bound."""

    def __init__(self, tree: nodes.Template) -> None:
        self.uses: dict[str, list[_Use]] = {}
        for use in _uses(tree):
            self.uses.setdefault(use.name.name, []).append(use)
        self.macros = list(tree.find_all(nodes.Macro))
        imports, named = list(tree.find_all(nodes.Import)), list(tree.find_all(nodes.FromImport))
        self.modules = {node.target for node in imports}
        contexts = [node.with_context for node in imports] + [node.with_context for node in named]
        self.called = {(macro.name, macro.name) for macro in self.macros}
        """Names that a macro may be called by, with that of the macro."""
        for node in named:
            self.called |= {name if isinstance(name, tuple) else (name, name) for name in node.names}
        self.with_context = any(contexts)
        self.bound = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}


class _Everything(Exception):
    """A use of the whole value that cannot be followed."""


class _Closure:
    """The outlines of templates that reach one another, together."""

    def __init__(self, outlines: Collection[Outline]) -> None:
        self.outlines = outlines
        self.macros: dict[str, list[nodes.Macro]] = {}
        bound = set().union(*(outline.bound for outline in outlines))
        self.modules = set().union(*(outline.modules for outline in outlines)) - bound
        self.called: dict[str, set[str]] = {}
        for outline in outlines:
            for macro in outline.macros:
                self.macros.setdefault(macro.name, []).append(macro)
            for original, own in outline.called:
                if own not in bound:
                    self.called.setdefault(own, set()).add(original)
        self.with_context = any(outline.with_context for outline in outlines)

    def uses(self, name: str) -> Iterator[_Use]:
        for outline in self.outlines:
            yield from outline.uses.get(name, ())

    def callee(self, call: nodes.Call) -> list[nodes.Macro]:
        """The macros that a call may mean; _Everything when it may mean something else."""
        names: set[str] = set()
        match call.node:
            case nodes.Name(name=own):
                names = self.called.get(own, set())
            case nodes.Getattr(node=nodes.Name(name=module), attr=attribute) if module in self.modules:
                names = {attribute}
        if not names or not names <= self.macros.keys() or call.dyn_args is not None or call.dyn_kwargs is not None:
            raise _Everything
        return [macro for name in names for macro in self.macros[name]]


def fields(outlines: Collection[Outline]) -> frozenset[str] | None:
    """The fields of `page` that templates which reach one another can show; None for all."""
    closure = _Closure(outlines)
    found: set[str] = set()
    followed: set[tuple[str, str]] = {(_ANYWHERE, PAGE)}
    pending = [(_ANYWHERE, PAGE)]
    try:
        while pending:
            scope, name = pending.pop()
            for use in closure.uses(name):
                if scope in use.scopes:
                    new = set(_followed(use, closure, found.add)) - followed
                    followed |= new
                    pending += new
    except _Everything:
        return None
    return frozenset(found)


def _followed(use: _Use, closure: _Closure, reach: Callable[[str], None]) -> Iterator[tuple[str, str]]:
    """The names under which one use hands the value on; what it reads of it goes to `reach`."""
    match use.parent:
        case nodes.Getattr(attr=attribute):
            reach(attribute)
        case nodes.Getitem(node=node, arg=nodes.Const(value=str(key))) if node is use.name:
            reach(key)
        case nodes.Assign(target=nodes.Name(name=other), node=node) if node is use.name and not closure.with_context:
            yield _ANYWHERE, other  # templates imported with context could hand it on as a part of theirs
        case nodes.Call(args=arguments) as call if (place := _place(use.name, arguments)) is not None:
            for macro in closure.callee(call):
                if place >= len(macro.args):
                    raise _Everything  # it goes to the macro's varargs, or the call fails
                yield macro.name, macro.args[place].name
        case nodes.Keyword(key=key) if isinstance(use.above, nodes.Call):
            for macro in closure.callee(use.above):
                if key not in [argument.name for argument in macro.args]:
                    raise _Everything
                yield macro.name, key
        case nodes.If(test=test) | nodes.CondExpr(test=test) if test is use.name:
            pass  # a view is always true
        case _:
            raise _Everything


def _place(name: nodes.Name, arguments: Collection[nodes.Expr]) -> int | None:
    return next((n for n, argument in enumerate(arguments) if argument is name), None)


def _uses(tree: nodes.Template) -> Iterator[_Use]:
    """Every name that is read in a template."""
    pending: list[tuple[nodes.Node, nodes.Node | None, nodes.Node | None, tuple[str, ...]]]
    pending = [(tree, None, None, (_ANYWHERE,))]
    while pending:
        node, parent, above, scopes = pending.pop()
        if isinstance(node, nodes.Name) and node.ctx == "load" and parent is not None:
            yield _Use(node, parent, above, scopes)
        inner = (*scopes, node.name) if isinstance(node, nodes.Macro) else scopes
        pending += [(child, node, parent, inner) for child in node.iter_child_nodes()]
