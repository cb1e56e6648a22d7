"""Jinja's compiler with shorter paths for what templates do most: read a field, escape a value, call a macro.

What it compiles gives the same text as plain Jinja or fails: a field is read as an attribute and nothing else, so that
a mapping's key read with a dot fails here. `Renderer` lets plain Jinja do what fails here, and so also tell why.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import partial
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup
from markupsafe import escape as plain_escape

marked = partial(str.__new__, Markup)
"""A text as markup, without the questions that `Markup` asks first."""

_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(plain_escape(text)))
"""What `markupsafe.escape` makes markup of, where this release of it has that function."""


def escape(value: Any) -> str:
    """As `markupsafe.escape`, but a plain text for a plain text: where pieces are joined, both are the same."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else str(plain_escape(value))


class QuickMacro(Macro):
    """A macro that is called with values by place without more ado."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        plain = not (self.catch_kwargs or self.catch_varargs or self.caller)
        count = len(self.arguments)
        self._absent = [(missing,) * (count - given) for given in range(count + 1)] if plain else []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = len(args)
        if kwargs or given >= len(self._absent) or (given and type(args[0]) is EvalContext):
            return super().__call__(*args, **kwargs)
        return marked(self._func(*args, *self._absent[given]))


MAPPINGS = ("assets", "options")
"""The fields of `SiteView` that are mappings, whose keys templates may name with a dot."""


class _Generator(CodeGenerator):
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        key = isinstance(node.node, nodes.Getattr) and node.node.attr in MAPPINGS
        if key or not node.attr.isascii() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if not isinstance(node.arg, nodes.Const):
            super().visit_Getitem(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f"[{node.arg.value!r}]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        simple = not (node.dyn_args or node.dyn_kwargs or forward_caller)
        simple = simple and all(k.key.isascii() and not iskeyword(k.key) for k in node.kwargs)
        if not simple:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None or frame.require_output_check or len(node.nodes) < 2:
            super().visit_Output(node, frame)
            return
        # One step of the generators that a page passes through, in place of one for each piece.
        together = frame.copy()
        together.buffer = self.temporary_identifier()
        self.writeline(f"{together.buffer} = []")
        super().visit_Output(node, together)
        self.writeline(f"yield concat({together.buffer})")


class QuickEnvironment(Environment):
    """An environment whose templates take the short paths; escaping is always on."""

    code_generator_class = _Generator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of a name, which always means the same one here."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = super().get_template(name, parent)
        return self._known[name]

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        generated = super()._generate(source, name, filename, defer_init)
        first, _, rest = generated.partition("\n")
        own = f"; from {__name__} import escape, QuickMacro as Macro" if first.startswith("from jinja2") else ""
        return f"{first}{own}\n{rest}"
