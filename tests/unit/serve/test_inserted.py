"""What a page gets beside its own bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.serve.inserted import inserted

SCRIPT = b'<script src="/.digest/reload.js" data-version="v"></script>\n'


@pytest.mark.parametrize(
    ("policy", "widened"),
    [
        (
            b"default-src 'none'; style-src 'self'",
            b"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'",
        ),
        (
            b"default-src 'none'; script-src 'self'; connect-src https://a.example;",
            b"default-src 'none'; script-src 'self'; connect-src https://a.example 'self'",
        ),
        (b"Default-Src 'self' https:; SCRIPT-SRC 'none'", b"Default-Src 'self' https:; script-src 'self'; connect-src https: 'self'"),
        (b"img-src 'self'", b"img-src 'self'"),
        (b"", b""),
    ],
)  # fmt: skip
def test_a_policy_allows_our_script_and_its_stream_beside_its_own(policy: bytes, widened: bytes) -> None:
    page = b'<head><meta http-equiv="Content-Security-Policy" content="%s"></head><body>x</body>'
    assert inserted(page % policy, "v") == (page % widened).replace(b"</body>", SCRIPT + b"</body>")


def test_a_policy_may_stand_between_single_quotes_in_any_order_and_with_references() -> None:
    page = (
        b"<meta content='default-src &#39;none&#39; https:; img-src &quot;' http-equiv=content-security-policy><body>"
    )
    told = b"default-src 'none' https:; img-src &quot;; script-src https: 'self'; connect-src https: 'self'"
    assert b'<meta content="' + told + b'" http-equiv=content-security-policy>' in inserted(page, "v")


def test_other_metas_and_what_the_text_quotes_stay() -> None:
    text = b'<p>&lt;meta http-equiv="Content-Security-Policy" content="default-src \'none\'"&gt;</p>'
    page = b'<head><meta name="description" content="default-src"></head><body>' + text + b"</body>"
    assert inserted(page, "v") == page.replace(b"</body>", SCRIPT + b"</body>")


def test_the_script_stands_at_the_end_of_the_last_body() -> None:
    assert inserted(b"<body>a</body>b</BODY >\n", "v") == b"<body>a</body>b" + SCRIPT + b"</BODY >\n"
    assert inserted(b"<body>a", "v") == b"<body>a" + SCRIPT
    assert inserted(b"", "v") == SCRIPT


def test_the_version_cannot_break_out() -> None:
    assert b'data-version="&quot;&gt;&lt;script&gt;"' in inserted(b"", '"><script>')


@given(st.binary())
def test_any_bytes_stay_and_get_one_script(page: bytes) -> None:
    made = inserted(page, "v")
    assert made.count(SCRIPT) == page.count(SCRIPT) + 1
    if b"<meta" not in page.lower():
        assert made.replace(SCRIPT, b"") == page.replace(SCRIPT, b"")
