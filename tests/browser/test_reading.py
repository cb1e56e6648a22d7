"""A reader's way through the published example, in a real Chromium: with and without JavaScript, phone and desktop."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import chromium

pytestmark = pytest.mark.browser

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

PAGES = """
    articles/bell-of-the-halcyon/ articles/who-owns-quay-4/ people/ people/maren-tolliver/
    people/maren-tolliver/timeline/ stories/ stories/quay-4-question/ tags/
    tags/transport/ sources/ editions/2024-w42/ archive/ archive/2025/03/ timeline/
    timeline/reported/ about/ 404.html quotes/ quotes/maren-tolliver/
"""


@pytest.fixture(scope="module")
def address(port_ellery: Path) -> Iterator[str]:
    """The example under its base path on a server of our own."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(port_ellery)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/digest/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium() or "/usr/bin/chromium", args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(params=[320, 1280], ids=["phone", "desktop"])
def page(browser: Any, address: str, scripted: bool, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A fresh page. Whatever it asks of another host, and whatever it complains of, fails the test."""
    # A page that fades into the next is cut short by a reader as quick as this one, and Chromium complains of it.
    size = {"width": request.param, "height": 800}
    context = browser.new_context(viewport=size, java_script_enabled=scripted, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith(address) else complaints.append(f"asks for {r.url}"))
    yield opened
    context.close()
    assert not complaints


def test_from_home_to_an_entity_to_its_timeline_and_back(page: Any, address: str) -> None:
    page.goto(address)
    assert page.title()
    page.locator("main a[href*='/articles/']").first.click()
    assert "/articles/" in page.url
    page.locator("main a[href*='/people/']").first.click()
    assert "/people/" in page.url
    entity, name = page.url, page.locator("h1").inner_text()
    page.locator("a[href$='/timeline/'][href*='/people/']").first.click()
    assert page.url.startswith(entity)
    assert page.url.endswith("/timeline/")
    assert name in page.locator("h1").inner_text()
    assert page.locator("ol > li time").count() > 0
    page.locator("nav a", has_text=name).click()
    assert page.url == entity
    page.locator(f"a[href='{address[address.index('/digest') :]}']").first.click()
    assert page.url == address


def test_from_what_happened_to_what_was_known_and_back(page: Any, address: str) -> None:
    page.goto(address + "timeline/")
    clocks = page.locator("nav.clocks a")
    assert clocks.count() == 2
    assert [clocks.nth(n).get_attribute("aria-current") for n in (0, 1)] == ["page", None]
    clocks.nth(1).click()
    assert page.url == address + "timeline/reported/"
    assert page.locator(".days > .day time").count() > 5
    page.locator("nav.clocks a").first.click()
    assert page.url == address + "timeline/"


def test_an_event_has_an_address_of_its_own(page: Any, address: str) -> None:
    page.goto(address + "timeline/")
    anchor = page.locator("ol > li a[href^='#']").first
    anchor.click()
    assert page.url.startswith(address + "timeline/#")
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1


@pytest.mark.parametrize("path", ["", *PAGES.split()])
def test_no_page_scrolls_sideways(page: Any, address: str, path: str) -> None:
    page.goto(address + path)
    # The protocol answers this without scripts in the page.
    metrics = page.context.new_cdp_session(page).send("Page.getLayoutMetrics")
    assert metrics["cssContentSize"]["width"] <= metrics["cssLayoutViewport"]["clientWidth"]


def test_the_skip_link_is_the_first_thing_a_keyboard_meets(page: Any, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "#" in page.url


def test_right_to_left_text_says_so(page: Any, address: str) -> None:
    page.goto(address + "articles/bell-of-the-halcyon/")
    assert page.locator("h1[dir='rtl'], h1 [dir='rtl'], [dir='rtl'] h1").count() == 1
