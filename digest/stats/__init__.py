"""Where a digest is blind: who told how much of it, and what is thin. For the curator alone, never published. Pure.

    survey      a site, or one of its stories, as tables for the whole, for each story and for each quarter
    told.lines  a survey as text of 80 columns

Every published article is counted once in each table, and every quotation once among the speakers; what a clipping
does not say (its outlet, its day) is a row of its own. So the counts of each table add up to its total. There is no
clock: silence is counted from the first clipping to the last, never up to today.
"""

from __future__ import annotations

from digest.config import SiteConfig
from digest.link import oldest_first
from digest.model import Site
from digest.stats.counting import Counter
from digest.stats.periods import NO_DATE, quarter, quarter_order
from digest.stats.thin import thin
from digest.stats.values import Finding, Row, Scope, Survey, Table

__all__ = ["Finding", "Row", "Scope", "Survey", "Table", "survey"]


def survey(site: Site, config: SiteConfig, story: str = "") -> Survey:
    """The tables and thin places of a site, or of the one story with the id `story`. KeyError for an unknown one."""
    chosen = site.stories[story] if story else site.articles
    articles = oldest_first(site.articles[i] for i in chosen)
    counter = Counter(site, config)
    quarters: dict[str, list[str]] = {}
    for article in articles:
        quarters.setdefault(quarter(article.date), []).append(article.id)
    if story:
        whole = counter.scope("story", story, site.library.stories[story].title, [a.id for a in articles])
    else:
        whole = counter.scope("digest", "", config.title, [a.id for a in articles])
    stories = () if story else tuple(site.library.stories.values())
    made = Survey(
        held=sum(not story or site.library.articles[i].story == story for i in site.held),
        undated=len(quarters.get(NO_DATE, ())),
        whole=whole,
        stories=tuple(counter.scope("story", s.id, s.title, site.stories[s.id]) for s in stories),
        quarters=tuple(counter.scope("quarter", q, q, quarters[q]) for q in sorted(quarters, key=quarter_order)),
        thin=(),
    )
    return thin(made, counter)
