"""How each output of a prepared site is fingerprinted, made, and compared with what is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from digest.build import fingerprint, search
from digest.build.claim import MARKER, marker
from digest.build.execute import each
from digest.build.fingerprint import code_identity
from digest.build.manifest import digest_bytes
from digest.build.output import environment
from digest.build.prepare import Prepared
from digest.errors import Problem
from digest.render.theme import Renderer
from digest.site.plan import WRITERS, Copy, Render, Serialize


class Maker:
    """Knows how to fingerprint and how to make each output of a prepared site."""

    index = search.Index()
    """The search index that is published with them."""

    def __init__(self, source: Path, ready: Prepared, jobs: int = 1, store: Path = Path()) -> None:
        self.source, self.theme, self.marker, self.jobs = source, ready.theme, marker(ready.config.title), jobs
        self.store = store
        self.outputs = {o.path: o for o in ready.plan.outputs}
        self.surroundings = fingerprint.joined(
            fingerprint.of_view(ready.plan.site_view), ready.theme.messages.digest, code_identity()
        )
        self.renderer = Renderer(ready.theme, ready.plan.site_view)

    def wanted(self) -> dict[str, bytes]:
        """The whole tree, as path -> setting, the marker with it."""
        closures = {o.content.template for o in self.outputs.values() if isinstance(o.content, Render)}
        known = {name: self.theme.closure(name) for name in closures}
        settings = {MARKER: digest_bytes(self.marker)}
        for path, output in self.outputs.items():
            closure = known[output.content.template] if isinstance(output.content, Render) else ""
            settings[path] = fingerprint.of_setting(output, closure, self.surroundings)
        return {**settings, **self.index.files}

    def shapes(self) -> dict[str, str]:
        """What makes each output: a template, a writer, or a copy."""
        names = {MARKER: "copy"}
        for path, output in self.outputs.items():
            match output.content:
                case Render(template=template):
                    names[path] = template
                case Serialize(form=form):
                    names[path] = form
                case Copy():
                    names[path] = "copy"
        return names

    def fingerprints(self, paths: Sequence[str]) -> Iterator[bytes]:
        """The digests of the views that these outputs are made from."""
        return each(self.fingerprint, paths, self.jobs)

    def fingerprint(self, path: str) -> bytes:
        """The digest of the view that an output is made from; b"" for one that has none."""
        content = self.outputs[path].content if path in self.outputs else None
        return fingerprint.of_view(content.view()) if isinstance(content, Render | Serialize) else b""

    def make(self, path: str) -> tuple[bytes, bytes]:
        """The digest of the view of an output, and its bytes."""
        if path == MARKER:
            return b"", self.marker
        if path in self.index.files:
            return b"", search.content(self.store, self.index, path)
        match self.outputs[path].content:
            case Render(template=template, view=view):
                page = view()
                return fingerprint.of_view(page), self.renderer.render(template, page)
            case Serialize(form=form, view=view):
                shown = view()
                return fingerprint.of_view(shown), WRITERS[form](shown)
            case Copy(source=source):
                kind, _, name = source.partition("/")
                if kind == "theme":
                    return b"", self.theme.assets[name].source
                with environment(f"read {source}"):
                    return b"", (self.source / source).read_bytes()

    def drift(self, output: Path) -> list[Problem]:
        """Every published file that is not what a clean build makes: none, or a bug of ours."""
        paths = [*self.outputs]

        def same(path: str) -> bool:
            try:
                return (output / path).read_bytes() == self.make(path)[1]
            except OSError:
                return False

        return [
            Problem(
                path=f"{output.name}/{path}",
                code="drift",
                message="the published file differs from a clean build",
                hint="the next build makes every page anew; if it happens again, please report it: a fault of digest",
            )
            for path, whole in zip(paths, each(same, paths, self.jobs), strict=True)
            if not whole
        ]
