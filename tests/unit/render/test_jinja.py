"""What templates can call: a few pure filters, no globals, no way round escaping."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from digest.dates import parse
from digest.messages import Messages
from digest.render import jinja
from digest.render.sources import Template
from digest.site.views import Run
from tests.unit.render import samples

MESSAGES = Messages(
    "en", {"by": "By {names} & co", "n.one": "{count} <one>", "n.other": "{count} <other>", "plain": "a < b"}
)


def shown(source: str, **values: object) -> str:
    environment = jinja.environment({"x": Template("x", source)}, MESSAGES, samples.site({}, {}))
    return environment.get_template("x").render(**values)


def test_no_globals_but_the_site() -> None:
    environment = jinja.environment({}, MESSAGES, samples.site({}, {}))
    assert set(environment.globals) == {"site"}
    for name in ("range", "lipsum", "dict", "cycler", "joiner", "namespace"):
        with pytest.raises(UndefinedError):
            shown(f"{{{{ {name}() }}}}")


def test_filters_that_change_from_run_to_run_or_unescape_are_gone() -> None:
    environment = jinja.environment({}, MESSAGES, samples.site({}, {}))
    assert not {"random", "safe", "xmlattr", "pprint"} & set(environment.filters)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("2017-08-08T18:43+08:00", '<time datetime="2017-08-08T18:43+08:00">8 August 2017, 18:43</time>'),
        ("2017-08", '<time datetime="2017-08">August 2017</time>'),
        ("2017-08~", '<time datetime="2017-08">about August 2017</time>'),
        ("2017-08-07/2017-08-13", '<span class="period">7–13 August 2017</span>'),
        ("199X", '<span class="period">1990s</span>'),
    ],
)
def test_time(text: str, html: str) -> None:
    assert shown("{{ when | time }}", when=parse(text)) == html


def test_time_without_the_clock_keeps_the_machine_form() -> None:
    when = parse("2017-08-08T18:43+08:00")
    assert (
        shown("{{ when | time(clock=false) }}", when=when)
        == '<time datetime="2017-08-08T18:43+08:00">8 August 2017</time>'
    )
    assert shown("{{ when | date(clock=false) }}", when=parse("2017-08-08T18:43/2017-08-09T10:00")) == "8–9 August 2017"


def test_dates_take_the_words_of_the_catalogue() -> None:
    made = jinja.filters(Messages("de", {"date.about": "etwa {date}"}), "/")
    assert made["date"](parse("2017-08~")) == "etwa August 2017"


def test_messages_are_escaped_and_keep_markup_in_their_values() -> None:
    assert shown('{{ "plain" | message }}') == "a &lt; b"
    assert shown('{{ "n" | message(count=1) }}') == "1 &lt;one&gt;"
    assert shown('{{ "n" | message(count=2000) }}') == "2,000 &lt;other&gt;"
    assert shown('{{ "by" | message(names=x) }}', x="<i>{names}") == "By &lt;i&gt;{names} &amp; co"
    assert shown('{{ "by" | message(names=x) }}', x=Markup("<i>{names}</i>")) == "By <i>{names}</i> &amp; co"


def test_runs_are_escaped_and_linked() -> None:
    text = (Run(text="A <b> & "), Run(text='"Ada"', href='/people/"ada"/'), Run(text="."))
    assert shown("{{ text | runs }}", text=text) == (
        'A &lt;b&gt; &amp; <a href="/people/&#34;ada&#34;/">&#34;Ada&#34;</a>.'
    )


def test_markdown_is_sanitised_markup_below_the_base_path() -> None:
    made = shown("{{ text | markdown }}", text="# A\n\n<script>x</script>\n\n[a](/base/b/) [c](/elsewhere/)")
    assert made == '<h2>A</h2>\n\n<p><a href="/base/b/">a</a> c</p>\n'


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.news.example/2017/x?y", "news.example"),
        ("http://news.example:8080/", "news.example"),
        ("https://[::1", "https://[::1"),
        ("", ""),
    ],
)
def test_host(url: str, host: str) -> None:
    assert jinja.host(url) == host


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("ar", "Arabic"),
        ("ar-EG", "Arabic (Egypt)"),
        ("zh-Hant", "Chinese (Traditional)"),
        ("zz", "zz"),
        ("qqq-x", "qqq-x"),
    ],
)
def test_languages_have_names(tag: str, name: str) -> None:
    assert jinja.language_name(tag, "en") == name


def test_names_follow_the_interface() -> None:
    assert jinja.language_name("ar", "de") == "Arabisch"
    assert (jinja.territory_name("PH", "de"), jinja.territory_name("ph", "en"), jinja.territory_name("QQ", "en")) == (
        "Philippinen", "Philippines", "QQ",
    )  # fmt: skip


def test_what_is_missing_is_a_mistake() -> None:
    for source in ("{{ nothing }}", "{{ page.nothing }}", "{% if page.nothing %}{% endif %}"):
        with pytest.raises(UndefinedError):
            shown(source, page=samples.site({}, {}))
