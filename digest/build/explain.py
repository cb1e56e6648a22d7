"""Why a page is there, what it is made from, and what the next build would do with it."""

from __future__ import annotations

from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from digest.build import inputs
from digest.build.making import Maker
from digest.build.manifest import read_manifest
from digest.build.output import state_dir
from digest.build.prepare import Options, Prepared, prepare
from digest.build.survey import survey
from digest.config import SiteConfig
from digest.errors import Problem
from digest.site.plan import Output, Render, Serialize
from digest.site.urls import Urls, file_path


def explain(options: Options, address: str) -> tuple[dict[str, str | list[str]], tuple[Problem, ...]]:
    """Why the page at an address is there, what it is made from, and what the next build would do with it.

    `address` is a whole address, a path under the base path, or a site path; "found" is "yes" or "no". With it come
    the site's problems: while one of them is an error, the next build publishes nothing.
    """
    ready = prepare(options)
    outputs = {o.path: o for o in ready.plan.outputs}
    path = _output_path(address, ready.config)
    output = outputs.get(path) or outputs.get(f"{path}/index.html")
    if output is None:
        near = get_close_matches(path, outputs, n=3)
        return {"found": "no", "path": path, "near": near, "held back": _held(ready, path)}, ready.problems
    told: dict[str, str | list[str]] = {
        "found": "yes",
        "path": output.path,
        "why": output.reason,
        "record": output.owner or "none",
    }
    maker = Maker(options.source, ready)
    told |= _made_from(maker, ready, output)
    return {**told, "next build": _next_build(options, maker, output.path, ready.problems)}, ready.problems


def _made_from(maker: Maker, ready: Prepared, output: Output) -> dict[str, str | list[str]]:
    """What a page shows and where that comes from."""
    urls = Urls(ready.config.base_path, ready.config.origin, ready.config.slugs, ready.theme.shape)
    told: dict[str, str | list[str]] = {}
    if isinstance(output.content, Render):
        template = output.content.template
        told |= {"template": template, "template closure": maker.theme.closure(template)}
    if isinstance(output.content, Render | Serialize):
        view = output.content.view()
        told |= {
            "view": type(view).__name__,
            "view fingerprint": maker.fingerprint(output.path).hex(),
            "shows": [name for name in view.__struct_fields__ if getattr(view, name)],
            "links to": inputs.records(view, maker.outputs, urls),
        }
    article = next((a for a in ready.site.articles.values() if a.path == output.owner), None)
    if article:
        told |= {
            "names": inputs.names(ready.site, article),
            "left open": inputs.left_open(article, ready.ambiguous),
            "feeds": inputs.feeds(article, maker.outputs, urls),
        }
    return told


def _held(ready: Prepared, path: str) -> list[str]:
    """Why articles are held back: the one whose page would stand at `path`, or all of them."""
    urls = Urls(ready.config.base_path, slugs=ready.config.slugs)
    articles = ready.site.library.articles
    asked = [
        i
        for i in ready.site.held
        if i in articles and file_path(urls.record(articles[i])).startswith(f"{path.removesuffix('/index.html')}/")
    ]
    return [f"{ident}: {ready.site.held[ident]}" for ident in asked or ready.site.held]


def _next_build(options: Options, maker: Maker, path: str, problems: tuple[Problem, ...]) -> str:
    if any(p.severity == "error" for p in problems):
        return "publishes nothing while there are errors"
    state = state_dir(options.source, options.output)
    found = survey(options.output, read_manifest(state / "manifest"), maker.wanted(), maker.fingerprints)
    return f"makes it: {found.dirty[path]}" if path in found.dirty else "leaves it: same inputs, same file"


def _output_path(address: str, config: SiteConfig) -> str:
    """The output that an address asks for; an address of another site asks for none of ours."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.netloc and f"{parts.scheme}://{parts.netloc}" != config.origin:
        return address
    path, base = unquote(parts.path), config.base_path
    if f"{path}/" == base:
        return file_path("")
    return file_path(path.removeprefix(base) if path.startswith(base) else path.lstrip("/"))
