"""Theme folders: what is read, what is refused, and what options, messages and assets become."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from digest.errors import DigestError, Problem
from digest.render import sources
from digest.render.sources import made_assets, made_messages, made_options, read_chain

BARE = {"mine/theme.yaml": ""}


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / "themes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def found(problems: list[Problem]) -> list[tuple[str, int, str]]:
    return [(p.path, p.line, p.code) for p in problems]


# --------------------------------------------------------------------------------------------------------- the chain


def test_the_shipped_theme_is_found_and_a_site_may_have_its_own(tmp_path: Path) -> None:
    folders, problems = read_chain(tmp_path, "default")
    assert [f.name for f in folders] == ["default"] and problems == []
    write(tmp_path, {"default/theme.yaml": "name: own"})
    assert read_chain(tmp_path, "default")[0][0].text("name") == "own"


def test_the_shipped_theme_is_found_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "digest"
    (package / "render").mkdir(parents=True)
    shutil.copytree(sources.shipped(), package / "themes" / "default")
    monkeypatch.setattr(sources, "__file__", str(package / "render" / "sources.py"))
    assert sources.shipped() == package / "themes" / "default"
    shutil.rmtree(package / "themes")
    with pytest.raises(DigestError):
        read_chain(tmp_path, "default")


def test_a_missing_theme_is_a_problem_and_the_default_stands_in(tmp_path: Path) -> None:
    folders, problems = read_chain(write(tmp_path, {"mine/theme.yaml": "extends: mien"}), "mine")
    assert [f.name for f in folders] == ["default", "mine"]
    assert found(problems) == [("themes/mine/theme.yaml", 1, "theme-missing")]
    assert problems[0].hint == "did you mean “mine”?"
    for name in ("gone", "../mine", "", "a/b", ".."):
        folders, problems = read_chain(tmp_path, name)
        assert [f.name for f in folders] == ["default"]
        assert found(problems) == [("site.yaml", 0, "theme-missing")]


def test_themes_that_extend_each_other_are_a_problem(tmp_path: Path) -> None:
    site = write(tmp_path, {"a/theme.yaml": "extends: b", "b/theme.yaml": "name: b\nextends: a"})
    folders, problems = read_chain(site, "a")
    assert [f.name for f in folders] == ["b", "a"]
    assert found(problems) == [("themes/b/theme.yaml", 2, "theme-cycle")]
    assert "a → b → a" in problems[0].message


def test_links_big_files_and_bad_yaml_are_problems(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    site = write(
        tmp_path,
        {"mine/theme.yaml": "a: b: c", "mine/assets/big.bin": b"0" * (sources.MAX_FILE + 1), "mine/.git/x": "x"},
    )
    (site / "themes" / "mine" / "assets" / "link.css").symlink_to(secret)
    (site / "themes" / "mine" / "more").symlink_to(tmp_path)
    folders, problems = read_chain(site, "mine")
    assert sorted(found(problems)) == [
        ("themes/mine/assets/big.bin", 0, "theme-file"),
        ("themes/mine/assets/link.css", 0, "theme-link"),
        ("themes/mine/more", 0, "theme-link"),
        ("themes/mine/theme.yaml", 1, "yaml-syntax"),
    ]
    assert set(folders[0].data) == {"theme.yaml"}


def test_a_theme_that_is_a_link_is_refused(tmp_path: Path) -> None:
    write(tmp_path, BARE)
    (tmp_path / "themes" / "linked").symlink_to(tmp_path / "themes" / "mine")
    folders, problems = read_chain(tmp_path, "linked")
    assert found(problems) == [("themes/linked", 0, "theme-link")]
    assert folders[0].data == {}


# ---------------------------------------------------------------------------------------------------------- options

OPTIONS = """
options:
  accent: {type: choice, choices: [blue, red], default: blue, description: A colour.}
  wide: {type: flag, default: no}
  motto: {default: ""}
"""


def test_options_have_defaults_and_the_site_chooses(tmp_path: Path) -> None:
    folders, _ = read_chain(write(tmp_path, {"mine/theme.yaml": OPTIONS}), "mine")
    assert made_options(folders, {}) == ({"accent": "blue", "wide": "no", "motto": ""}, [])
    values, problems = made_options(folders, {"accent": "red", "motto": "x"})
    assert (values, problems) == ({"accent": "red", "wide": "no", "motto": "x"}, [])


def test_a_child_changes_a_default_and_keeps_the_rest(tmp_path: Path) -> None:
    child = "extends: mine\noptions:\n  accent: {default: red}\n"
    folders, problems = read_chain(write(tmp_path, {"mine/theme.yaml": OPTIONS, "child/theme.yaml": child}), "child")
    assert problems == []
    assert made_options(folders, {})[0]["accent"] == "red"


def test_wrong_options_are_problems(tmp_path: Path) -> None:
    bad = "options:\n  a: {type: colour}\n  b: {type: flag, default: maybe}\n  c: x\n  d: {defualt: x}\n"
    folders, _ = read_chain(write(tmp_path, {"mine/theme.yaml": bad}), "mine")
    values, problems = made_options(folders, {"e": "x", "b": "perhaps"})
    assert found(problems) == [
        ("themes/mine/theme.yaml", 2, "theme-option"),
        ("themes/mine/theme.yaml", 3, "theme-option"),
        ("themes/mine/theme.yaml", 4, "theme-option"),
        ("themes/mine/theme.yaml", 5, "unknown-key"),
        ("site.yaml", 0, "theme-option"),
        ("site.yaml", 0, "theme-option"),
    ]
    assert "e" not in values


# --------------------------------------------------------------------------------------------------------- messages


def test_messages_go_from_english_to_the_language_and_from_parent_to_child(tmp_path: Path) -> None:
    site = write(
        tmp_path,
        {
            "mine/theme.yaml": "",
            "mine/messages/en.yaml": 'a: A\nb: B\nc: C\nd: "D {name}"\n',
            "mine/messages/pt.yaml": "b: B pt\nc: C pt\n",
            "mine/messages/pt-BR.yaml": "c: C br\n",
            "child/theme.yaml": "extends: mine",
            "child/messages/en.yaml": "a: A child\nb: B child\n",
        },
    )
    folders, _ = read_chain(site, "child")
    messages, problems = made_messages(folders, "pt-BR", set())
    assert problems == []
    assert messages.language == "pt-BR"
    own = {"a": "A child", "b": "B pt", "c": "C br", "d": "D {name}"}
    default, _ = read_chain(site, "default")
    assert messages.table == made_messages(default, "en", set())[0].table | own  # which it does not extend
    assert made_messages(folders, "en", set())[0].table["b"] == "B child"


def test_wrong_messages_are_problems_and_change_nothing(tmp_path: Path) -> None:
    site = write(
        tmp_path,
        {
            "mine/theme.yaml": "",
            "mine/messages/en.yaml": 'a: "A {name}"\nn.one: "{count} n"\nn.other: "{count} n"\nb: "{0}"\nc: [x]\n',
            "mine/messages/de.yaml": 'a: "A {nmae}"\nn.few: "{count} Dinge"\nx: X\n',
        },
    )
    folders, _ = read_chain(site, "mine")
    messages, problems = made_messages(folders, "de", set())
    assert [(p.path.rpartition("/")[2], p.line, p.code, p.severity) for p in problems] == [
        ("en.yaml", 4, "message-invalid", "error"),
        ("en.yaml", 5, "message-invalid", "error"),
        ("de.yaml", 1, "message-invalid", "error"),
        ("de.yaml", 3, "message-unknown", "warning"),
    ]
    assert messages.table["a"] == "A {name}"
    assert "b" not in messages.table


def test_a_key_that_a_template_uses_needs_no_english(tmp_path: Path) -> None:
    site = write(tmp_path, {"mine/theme.yaml": "", "mine/messages/de.yaml": "own: Eigenes\n"})
    folders, _ = read_chain(site, "mine")
    assert made_messages(folders, "de", {"own"}) == made_messages(folders, "de", {"own", "x"})
    assert made_messages(folders, "de", {"own"})[1] == []


# ----------------------------------------------------------------------------------------------------------- assets


def test_assets_carry_their_digest_and_style_sheets_follow(tmp_path: Path) -> None:
    site = write(
        tmp_path,
        {
            "mine/theme.yaml": "",
            "mine/assets/css/style.css": "@font-face { src: url( '../font.woff2' ) }\na { mask: url(data:,x), url(#y)}",
            "mine/assets/font.woff2": b"font",
        },
    )
    folders, _ = read_chain(site, "mine")
    assets, problems = made_assets(folders)
    assert problems == []
    font, style = assets["font.woff2"], assets["css/style.css"]
    assert font.output == f"assets/font.{font.digest[:8]}.woff2"
    assert style.output == f"assets/css/style.{style.digest[:8]}.css"
    assert f'url("../font.{font.digest[:8]}.woff2")'.encode() in style.source
    assert b"url(data:,x),url(#y)" in style.source

    write(tmp_path, {"mine/assets/font.woff2": b"other"})
    changed, _ = made_assets(read_chain(site, "mine")[0])
    assert changed["css/style.css"].output != style.output


def test_a_style_sheet_that_loads_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    css = "a { color: red }\nb { background: url(https://elsewhere.example/x.png) }\nc { background: url(gone.png) }"
    folders, _ = read_chain(
        write(tmp_path, {"mine/theme.yaml": "", "mine/assets/s.css": css, "mine/assets/t.css": b"\xff"}), "mine"
    )
    _, problems = made_assets(folders)
    assert found(problems) == [
        ("themes/mine/assets/s.css", 2, "theme-asset"),
        ("themes/mine/assets/s.css", 3, "theme-asset"),
        ("themes/mine/assets/t.css", 0, "theme-encoding"),
    ]
