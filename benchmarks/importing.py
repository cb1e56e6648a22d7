"""How well and how fast `digest import` reads other people's clippings, beside other extractors, in one run.

    python benchmarks/importing.py DATA                     both sets, every extractor that is installed
    python benchmarks/importing.py DATA --set text
    python benchmarks/importing.py DATA --only digest,trafilatura --limit 200

DATA is a folder with `score.py`, `html/` and `text/` (its README says what they are). The extractors are ordinary
packages: pip install trafilatura newspaper4k readability-lxml. CPU seconds are those of the extractor's own process,
start and imports included; scoring does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shlex
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__)
EXTRACTORS = {
    "digest": "digest",
    "trafilatura": "trafilatura",
    "trafilatura-fast": "trafilatura",
    "newspaper4k": "newspaper",
    "readability": "readability",
}
"""Name -> the module that must be installed."""
HTML = ("body_f1", "body_f1_at_least_95", "snippet_f1", "title_match", "date_match", "date_wrong", "author_match")
METRICS = {
    "html": (*HTML, "language_match", "tags_f1", "url_match"),
    "text": (
        "body_f1",
        "body_f1_at_least_95",
        "title_match",
        "date_match",
        "date_wrong",
        "date_invented",
        "author_match",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--set", choices=("html", "text"), help="one of the two sets")
    parser.add_argument("--only", default=",".join(EXTRACTORS), help="names of extractors, comma between")
    parser.add_argument("--limit", type=int, default=0, help="so many clippings of each set")
    asked = parser.parse_args()
    for kind in [asked.set] if asked.set else ["html", "text"]:
        rows = []
        for name in asked.only.split(","):
            if find_spec(EXTRACTORS[name]) is None:
                print(f"{name}: not installed", file=sys.stderr)
            else:
                rows.append((name, measured(name, asked.data, kind, asked.limit)))
        print_table(kind, rows)


def measured(name: str, data: Path, kind: str, limit: int) -> dict[str, float]:
    """The scorer's figures for one extractor, with "per CPU second"."""
    with tempfile.TemporaryDirectory() as folder:
        log, figures = Path(folder) / "cpu", Path(folder) / "figures.json"
        command = [sys.executable, str(HERE), "run", name, str(log), "{outdir}", "{inputs}"]
        score = [sys.executable, str(data / "score.py"), str(data), "--set", kind, "--batch", "100000"]
        score += ["--json", str(figures), "--cmd", " ".join(c if c[0] == "{" else shlex.quote(c) for c in command)]
        score += ["--timeout", "7200", *(["--limit", str(limit)] if limit else [])]
        subprocess.run(score, check=True, stdout=subprocess.DEVNULL)
        found = {key: value for key, (value, _) in json.loads(figures.read_text())["metrics"]["all"].items()}
        clippings, seconds = (float(part) for part in log.read_text().split())
        return {**found, "per CPU second": clippings / seconds}


def print_table(kind: str, rows: list[tuple[str, dict[str, float]]]) -> None:
    columns = [*METRICS[kind], "per CPU second"]
    print(f"\n{kind}\n{'':22}" + "".join(f"{name:>18}" for name, _ in rows))
    for column in columns:
        digits = 0 if column == "per CPU second" else 3
        values = [f"{found[column]:.{digits}f}" if column in found else "-" for _, found in rows]
        print(f"{column:22}" + "".join(f"{value:>18}" for value in values))


# -------------------------------------------------------------------------------------- in the process that is timed


def run(name: str, log: Path, out: Path, inputs: list[str]) -> None:
    """Let an extractor write its Markdown into `out`, then note how many clippings took how many CPU seconds."""
    out.mkdir(parents=True, exist_ok=True)
    if name == "digest":
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parent.parent), *sys.path[1:]])}
        subprocess.run(
            [sys.executable, "-m", "digest", "import", "--output", out, *inputs],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
    else:
        for path in inputs:
            text = Path(path).read_text("utf-8", "replace")
            try:
                values = extracted(name, text if path.endswith((".html", ".htm")) else as_page(text), path)
            except Exception as error:  # other people's code on any page: what it cannot read is an empty output
                print(f"{name}: {path}: {error}", file=sys.stderr)
                continue
            write(out, path, *values)
        used = resource.getrusage(resource.RUSAGE_SELF)
    log.write_text(f"{len(inputs)} {used.ru_utime + used.ru_stime}")


def as_page(text: str) -> str:
    """A raw text as a page of one paragraph a line, which is all that these extractors can read."""
    import html

    lines = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip())
    return f"<html><body><article>{lines}</article></body></html>"


def extracted(name: str, page: str, path: str) -> tuple[str, dict[str, object]]:
    """(body, front matter) as the extractor finds them."""
    if name.startswith("trafilatura"):
        from trafilatura import bare_extraction

        found = bare_extraction(page, with_metadata=True, include_comments=False, fast=name.endswith("fast"))
        if found is None:
            return "", {}
        authors = [author for author in (found.author or "").split("; ") if author]
        values = {"title": found.title, "date": found.date, "authors": authors, "tags": list(found.tags or [])}
        return found.text or "", {**values, "language": found.language, "url": found.url}
    if name == "newspaper4k":
        import newspaper

        article = newspaper.Article("https://news.example/a", language="en", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else ""
        values = {
            "title": article.title,
            "date": date,
            "authors": list(article.authors),
            "tags": sorted(article.tags or ()),
        }
        return article.text, {**values, "language": article.meta_lang, "url": article.canonical_link}
    import lxml.html
    from readability import Document

    document = Document(page)
    summary = lxml.html.fromstring(document.summary())
    blocks = [block.text_content() for block in summary.iter("p", "h2", "h3", "li", "blockquote", "pre")]
    return "\n\n".join(blocks), {"title": document.short_title()}


def write(out: Path, path: str, body: str, values: dict[str, object]) -> None:
    kept = {key: value for key, value in values.items() if value}
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in kept.items()]
    (out / f"{Path(path).stem}.md").write_text("\n".join(["---", *rows, "---", "", body, ""]), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5:])
    else:
        main()
