"""The table of rules: each rule has its lines, and sentences that begin like a prompt match none."""

from __future__ import annotations

import pytest

from digest.clip.body.boilerplate import MAX_LINE, RULES, ends_sentence, words
from digest.clip.body.sieve import judge, sort_lines
from digest.clip.draft import Line

PROMPTS = {
    "read-more-address": ["Read more: https://news.example/a/b", "Source: https://news.example/a"],
    "tags-line": ["TAGS: Ferries, Port Varn", "Filed under: Harbour", "Schlagwörter: Hafen, Fähre"],
    "reference-line": [
        "READ: Islands ask for a second boat",
        "ALSO READ: Old line, new boat",
        "Lesen Sie auch: Die Fähre",
    ],
    "advert": [
        "Advertisement",
        "ADVERTISEMENT 2",
        "Story continues below advertisement",
        "- Advertisement -",
        "Anzeige",
        "Article continues after this advertisement",
        "Publicidad",
    ],
    "newsletter-form": [
        "Sign up for our free daily newsletter",
        "Your subscription was successful.",
        "Subscribe",
        "Get the morning briefing delivered to your inbox.",
    ],
    "consent-form": [
        "By signing up, you agree to our Privacy Policy.",
        "I accept the Terms of Service.",
    ],
    "cookie-notice": ["We use cookies on this site.", "Accept all cookies", "Cookie Policy"],
    "copyright": [
        "© 2019 Harbour Media LLC.",
        "Copyright 2020 Harbour Courier",
        "All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.",
    ],
    "share-prompt": [
        "Share",
        "Share this article",
        "Share on Facebook",
        "Click to share on X (Opens in new window)",
        "Facebook Twitter Email LinkedIn",
    ],
    "follow-prompt": [
        "Follow us on Facebook and Instagram",
        "Follow @harbour",
        "Like us on Facebook",
        "Follow Harbour Courier on Google News",
    ],
    "related-heading": ["FEATURED STORIES", "RELATED VIDEO", "MORE FROM PORT VARN", "Most read", "You may also like"],
    "comments": ["View comments", "267 Kommentare", "Leave a comment", "Join the conversation"],
    "account-prompt": ["Log in", "Sign in to continue reading", "Already a subscriber? Log in."],
    "media-control": ["5 min read", "Video loading", "Listen to this article", "00:12 / 03:40"],
    "navigation": [
        "Skip to main content",
        "Back to top",
        "Menu",
        "Home > News > Harbour",
        "Privacy Policy | Contact us",
    ],
    "call-to-act": ["Click here to report an error", "Download our app for more news", "Read more", "Continue reading"],
}

SENTENCES = [
    "Like many voters on Facebook, he said the minister should resign, and soon.",
    "Share prices of the cold store fell by a tenth on the news that day, traders said.",
    "Read more widely and you will find that the same dispute ended another way, he said.",
    "“Sign up for our newsletter,” the poster said, and nobody in the village ever did so.",
    "Advertisement spending by the fish board has doubled since the dispute began, its chair said.",
    "Comments from the north coast were not read out in court, to the regret of its speaker.",
    "Follow the river north for two days and the old ferry landing comes into sight at last.",
    "Home prices on the islands rose by a third in the year after the bridge was opened.",
    "He said: watch this space.",
    "It was all over by noon.",
]


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule, lines in PROMPTS.items() for line in lines])
def test_a_prompt_leaves_by_its_rule(rule: str, line: str) -> None:
    found = sort_lines([Line(1, line)], judge([Line(1, line)]))
    assert not found.kept
    assert [cut.rule for cut in found.cuts] + [moved.rule for moved in found.moved] == [rule]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_stays(line: str) -> None:
    assert [kept.text for kept in sort_lines([Line(1, line)], judge([Line(1, line)])).kept] == [line]


def test_every_rule_has_lines_here() -> None:
    assert {rule.name for rule in RULES} == set(PROMPTS)


def test_no_rule_is_tried_on_a_very_long_line() -> None:
    line = "Share " * MAX_LINE
    assert sort_lines([Line(1, line)], judge([Line(1, line)])).kept


def test_how_a_sentence_ends() -> None:
    assert ends_sentence("He left.”") and ends_sentence("Really?)") and ends_sentence("終わった。")
    assert not ends_sentence("FEATURED STORIES") and not ends_sentence("He said:")
    assert words("It’s a well-known “fact”.") == 4
