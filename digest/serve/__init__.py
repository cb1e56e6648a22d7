"""`digest serve`: the site on this machine, made anew at each save, and the reader's browser with it.

    changes, watch      files that were saved -> one set of paths for each save
    site, tree          the site in memory: the build's own pages, made when they are asked for
    hosts, replies      which requests are answered, and how
    inserted            what a page gets beside its own bytes: a script
    readers, app        the streams that tell browsers of changes; the application
    session, binding    the two threads; the socket

Nothing is written, neither pages nor caches: the site's folder stays as it is, and `public/` is `digest build`'s.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec

from digest.serve.session import Built, Serving, Session, Tell, Told
from digest.work import processors

__all__ = ["Built", "Serving", "Settings", "Tell", "Told", "serve"]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a server is asked to do."""

    source: Path
    """The site's folder."""
    host: str = "127.0.0.1"
    port: int = 8000
    """0: any that is free."""
    drafts: bool = False
    """Whether articles with status: inbox are shown too."""


def serve(settings: Settings, tell: Tell) -> None:
    """Serve a site until the program is interrupted; KeyboardInterrupt then.

    DigestError for what only the environment can mend: no site, a port that is taken. `tell` is called from two
    threads, never at once.
    """
    from digest.serve.binding import bound
    from digest.serve.server import answering
    from digest.serve.site import Served
    from digest.serve.watch import watching

    with bound(settings.host, settings.port) as listener:
        session = Session(Served(settings.source, settings.drafts), tell)
        session.begin(processors())
        with watching(settings.source, session.changes) as watched:
            asyncio.run(answering(session, listener, settings.host, watched, tell))
