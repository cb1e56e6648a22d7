"""site.yaml as a value: what it may say, and what follows from its address."""

from __future__ import annotations

import pytest

from digest.config import SiteConfig
from digest.content import frontmatter, schema


def read(text: str) -> SiteConfig | None:
    node, mistakes = frontmatter.parse_yaml(text)
    assert node is not None and not mistakes
    return schema.convert(node, SiteConfig)[0]


def test_everything_has_a_default() -> None:
    config = read("")
    assert config == SiteConfig()
    assert config is not None and (config.base_path, config.origin) == ("/", "")


@pytest.mark.parametrize(
    "base_url, base_path, origin",
    [
        ("https://example.org", "/", "https://example.org"),
        ("https://example.org/", "/", "https://example.org"),
        ("https://user.example.org/digest", "/digest/", "https://user.example.org"),
        ("http://127.0.0.1:8000/a/b/", "/a/b/", "http://127.0.0.1:8000"),
        ("https://пример.example/д/", "/д/", "https://пример.example"),
    ],
)
def test_the_address_gives_base_path_and_origin(base_url: str, base_path: str, origin: str) -> None:
    config = read(f"base_url: {base_url}")
    assert config is not None
    assert (config.base_path, config.origin) == (base_path, origin)
    assert schema.is_base_url(base_url)


@pytest.mark.parametrize(
    "line",
    [
        "base_url: example.org",
        "base_url: ftp://example.org",
        "base_url: 'http://[::1'",
        'base_url: "https://example.org/\\n"',
        "base_url: javascript:alert(1)",
        "excerpt_words: 0",
        "excerpt_words: many",
        "slugs: latin1",
        "republish: all",
        "language: english!",
        'title: ""',
        "colour: red",
    ],
)
def test_what_is_refused(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    "text", ["", "https://", "http://[::1", "https://a b", "https://example.org/\n", "//example.org"]
)
def test_what_is_no_address(text: str) -> None:
    assert not schema.is_base_url(text)
