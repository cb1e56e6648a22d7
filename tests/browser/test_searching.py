"""A reader searches the published example in a real Chromium: by keyboard, by address, on a phone, without script."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from digest.build import pagefind
from tests.browser.test_reading import ARGUMENTS
from tests.conftest import chromium

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(pagefind.program() is None, reason="pagefind-bin has no wheel for this system"),
]


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def web(port_ellery: Path) -> Iterator[str]:
    """The example under its base path."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(port_ellery)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium() or "/usr/bin/chromium", args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture(params=[320, 1280], ids=["phone", "desktop"])
def page(browser: Any, web: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A fresh page. Whatever it asks of another host, and whatever it complains of, fails the test."""
    context = browser.new_context(viewport={"width": request.param, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith(web) else complaints.append(f"asks for {r.url}"))
    opened.goto(web + "digest/")
    yield opened
    context.close()
    assert not complaints


def results(page: Any, at_least: int = 1) -> list[str]:
    """The titles of the results, once there are as many."""
    page.locator(f"#_results > li:nth-child({at_least}) h2 a").wait_for()
    return page.locator("#_results h2 a").all_inner_texts()


def settled(page: Any, found: str) -> None:
    page.locator(".found", has_text=found).wait_for()


def test_from_the_menu_to_an_article_by_a_word_of_its_text(page: Any, web: str) -> None:
    page.get_by_role("link", name="Search").click()
    assert page.url == web + "digest/search/"
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("polis")  # the box waits for the keyboard, and half a word is enough
    results(page)
    item = page.locator("#_results > li", has_text="Three letters inside the bell").first
    assert item.locator("mark").first.inner_text().lower().startswith("polish")
    assert item.locator(".meta bdi").count() == 2  # outlet and date
    item.locator("h2 a").click()
    assert page.url == web + "digest/articles/letters-in-the-bell/"


def test_a_search_has_an_address_and_the_way_back_leads_to_it(page: Any, web: str) -> None:
    page.goto(web + "digest/search/?q=bridge&sort=oldest&year=2025")
    oldest = results(page)
    assert page.get_by_role("searchbox").input_value() == "bridge"
    assert page.get_by_label("Year").input_value() == "2025"
    page.get_by_label("Order").select_option("newest")
    page.wait_for_url("**sort=newest**")
    page.wait_for_function("first => document.querySelector('#_results h2 a').textContent !== first", arg=oldest[0])
    newest = results(page, len(oldest))
    assert (set(newest), newest[0]) == (set(oldest), oldest[-1])
    address = page.url
    page.locator("#_results h2 a").first.click()
    assert "/articles/" in page.url
    page.go_back()
    assert page.url == address
    assert results(page) == newest


def test_all_by_keyboard(page: Any, web: str) -> None:
    page.goto(web + "digest/search/")
    page.get_by_role("searchbox").wait_for()
    page.keyboard.type("bridge")
    page.keyboard.press("Enter")
    results(page, 10)
    assert page.evaluate("document.activeElement.name") == "q"
    page.get_by_role("button", name="Show more").focus()
    page.keyboard.press("Enter")
    results(page, 11)
    assert page.evaluate("document.activeElement.closest('li') === document.querySelector('#_results').children[10]")


def test_choices_narrow_and_need_no_words(page: Any, web: str) -> None:
    page.goto(web + "digest/search/")
    page.get_by_label("Subject").select_option("Wrecks")
    few = results(page)
    assert "Three letters inside the bell may be a ship, or a month" in few
    page.get_by_label("Outlet").select_option(index=1)
    page.wait_for_url("**source=**")
    page.get_by_role("searchbox").fill("xyzzyplugh")
    settled(page, "No article")
    assert page.locator("#_results > li").count() == 0
    page.goto(web + "digest/search/")
    page.get_by_role("searchbox").wait_for()
    assert page.get_by_text("Other ways in").is_visible()


def test_articles_in_other_languages_are_found_and_say_their_direction(page: Any, web: str) -> None:
    page.goto(web + "digest/search/?q=Halcyon")
    page.locator("#_results a[lang='ar']").first.wait_for()
    page.get_by_role("searchbox").fill("جرس")
    settled(page, ": 2")
    links = page.locator("#_results h2 a").all()
    assert {(link.get_attribute("lang"), link.get_attribute("dir")) for link in links} == {("ar", "auto")}


def test_hostile_looking_words_are_shown_as_they_are(page: Any, web: str) -> None:
    page.goto(web + "digest/search/?q=who+owns+quay+4")
    assert any("<Quay 4> & why?" in title for title in results(page))
    page.get_by_role("searchbox").fill("<img src=x onerror=alert(1)>")
    page.locator(".found", has_text=": ").wait_for()
    assert page.locator("#_results img").count() == 0


def test_no_result_scrolls_the_page_sideways(page: Any, web: str) -> None:
    page.goto(web + "digest/search/?q=the")
    results(page, 5)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_everything_has_a_name_and_is_large_enough_to_touch(page: Any, web: str) -> None:
    page.goto(web + "digest/search/?q=bridge")
    results(page, 10)
    fields = page.locator("#_search :is(input, select):visible, #_more button:visible")
    for n in range(fields.count()):
        box = fields.nth(n).bounding_box()
        assert box["height"] >= 44
        name = fields.nth(n).evaluate("e => e.labels?.[0]?.textContent || e.textContent")
        assert name.strip()
    assert page.locator("[role='status']").count() == 1


def test_without_an_index_it_says_so_and_shows_other_ways(browser: Any, web: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/search/index/**", lambda route: route.fulfill(status=404))
    page.goto(web + "digest/search/")
    page.get_by_text("nothing to search in").wait_for()
    assert not page.get_by_role("searchbox").is_visible()
    assert page.locator("#_ways a").count() > 4
    context.close()


def test_without_javascript_it_says_so_and_shows_other_ways(browser: Any, web: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(web + "digest/search/")
    assert page.get_by_text("Searching needs JavaScript").is_visible()
    assert not page.locator("#_search").is_visible()
    page.locator("#_ways a").first.click()
    assert page.url == web + "digest/archive/"
    context.close()
