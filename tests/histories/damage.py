"""What happens behind the back of a build: to published files, to `.digest`, and to the times of files.

None of it may change what the next build publishes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

PRIVATE = ".digest"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


# -------------------------------------------------------------------------------------------------- published files


def clobber(output: Path, random: Random) -> str:
    """Somebody edits what was published."""
    found = [path for path in _files(output) if path.name != ".digest-output"]
    if not found:
        return ""
    path = random.choice(found)
    what = random.choice(sorted(CLOBBERED))
    CLOBBERED[what](path)
    return f"{output.name}/{path.relative_to(output)}: {what}"


def _with_times(path: Path, data: bytes) -> None:
    status = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _replaced(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


def _link(path: Path) -> None:
    """A link to a file of the curator's, which nobody may write through; where there is none, to nothing."""
    sites = [folder / "site.yaml" for folder in path.parents if (folder / "site.yaml").is_file()]
    path.symlink_to(sites[0] if sites else "nowhere")


CLOBBERED: dict[str, Callable[[Path], object]] = {
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"!"),
    "other bytes, same size": lambda path: path.write_bytes(path.read_bytes().swapcase()),
    "other bytes, same size and time": lambda path: _with_times(path, path.read_bytes().swapcase()),
    "empty": lambda path: path.write_bytes(b""),
    "deleted": lambda path: path.unlink(),
    "touched": lambda path: os.utime(path, (1, 1)),
    "replaced with equal bytes": lambda path: (path.with_name("x").write_bytes(path.read_bytes()),
                                               path.with_name("x").replace(path)),
    "a folder": lambda path: _replaced(path, lambda p: (p / "inside").mkdir(parents=True)),
    "a link": lambda path: _replaced(path, _link),
    "a link to nothing": lambda path: _replaced(path, lambda p: p.symlink_to("nowhere")),
    "a foreign file beside it": lambda path: path.with_name("foreign.txt").write_bytes(b"mine"),
    "a foreign folder beside it": lambda path: (path.parent / "foreign" / "folder").mkdir(parents=True, exist_ok=True),
    "its folder deleted": lambda path: shutil.rmtree(path.parent),
    "closed": lambda path: path.chmod(0),
}  # fmt: skip


def remove_output(output: Path, random: Random) -> str:
    if not output.is_dir():
        return ""
    shutil.rmtree(output)
    return f"{output.name}: removed"


# --------------------------------------------------------------------------------------------------------- .digest


def damage_state(site: Path, random: Random) -> str:
    """A file that a build keeps for the next one is damaged, lost, or something else by now."""
    found = [path for path in _files(site / PRIVATE) if "twin" not in path.parts]
    if not found:
        return ""
    path = random.choice(found)
    what = random.choice(sorted(DAMAGED))
    DAMAGED[what](path, random)
    return f"{path.relative_to(site)}: {what}"


def _flip(path: Path, random: Random, many: int) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(many if data else 0):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


DAMAGED: dict[str, Callable[[Path, Random], object]] = {
    "one bit": lambda path, random: _flip(path, random, 1),
    "many bits": lambda path, random: _flip(path, random, 60),
    "half": lambda path, random: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "empty": lambda path, random: path.write_bytes(b""),
    "noise": lambda path, random: path.write_bytes(random.randbytes(random.randrange(5000))),
    "deleted": lambda path, random: path.unlink(),
    "a folder": lambda path, random: _replaced(path, lambda p: (p / "inside").mkdir(parents=True)),
    "a link": lambda path, random: _replaced(path, _link),
    "a link to nothing": lambda path, random: _replaced(path, lambda p: p.symlink_to("nowhere")),
}


def remove_state(site: Path, random: Random) -> str:
    shutil.rmtree(site / PRIVATE, ignore_errors=True)
    return f"{PRIVATE}: removed"


def spoil_twin(site: Path, random: Random) -> str:
    """The tree that will be published next is changed, through a link that it may share with the published one."""
    found = [path for path in _files(site / PRIVATE) if "twin" in path.parts]
    if not found:
        return ""
    path = random.choice(found)
    CLOBBERED[random.choice(("longer", "other bytes, same size", "deleted", "a link"))](path)
    return f"{path.relative_to(site)}: spoiled"


def keep_copy(site: Path, shelf: Path, random: Random) -> str:
    """`.digest` and the published folder are put aside, as a continuous integration does, to come back later."""
    shutil.rmtree(shelf, ignore_errors=True)
    for name in (PRIVATE, "public"):
        if (site / name).is_dir():
            shutil.copytree(site / name, shelf / name, symlinks=True)
    return f"{PRIVATE} and public: put aside"


def bring_back(site: Path, shelf: Path, random: Random) -> str:
    """An older `.digest` comes back, with the published folder of then, with today's, or with none."""
    if not (shelf / PRIVATE).is_dir():
        return ""
    shutil.rmtree(site / PRIVATE, ignore_errors=True)
    shutil.copytree(shelf / PRIVATE, site / PRIVATE, symlinks=True)
    what = random.choice(("today's", "then's", "no"))
    if what != "today's":
        shutil.rmtree(site / "public", ignore_errors=True)
    if what == "then's" and (shelf / "public").is_dir():
        shutil.copytree(shelf / "public", site / "public", symlinks=True)
    return f"an older {PRIVATE}, with {what} public"


# ----------------------------------------------------------------------------------------------------------- times


def times_of(site: Path) -> dict[str, int]:
    """When each file and folder of the site's own was changed, in nanoseconds."""
    return {str(path): os.lstat(path).st_mtime_ns for path in own(site)}


def own(site: Path) -> Iterable[Path]:
    """What of a site's folder is the curator's: site.yaml, content/ and themes/, and everything below."""
    yield site
    for name in ("site.yaml", "content", "themes"):
        if (site / name).exists():
            yield site / name
            yield from sorted((site / name).rglob("*")) if (site / name).is_dir() else ()


def set_times(site: Path, how: str, before: dict[str, int], random: Random) -> None:
    """What was edited gets other times: those it had before, one of long ago, one that is still to come."""
    if how == "now":
        return
    for path in own(site):
        known = before.get(str(path))
        now = os.lstat(path).st_mtime_ns
        if known == now:
            continue
        old = {"kept": known or 10**18, "past": 10**18, "epoch": 0, "future": 4 * 10**18}[how]
        os.utime(path, ns=(old, old), follow_symlinks=False)


def touch(site: Path, random: Random) -> str:
    """Equal bytes, other times; or equal bytes in a new file."""
    found = [path for path in own(site) if path.is_file() and not path.is_symlink()]
    if not found:
        return ""
    path = random.choice(found)
    if random.random() < 0.5:
        os.utime(path, (random.choice((1, 4e9)),) * 2)
    else:
        fresh = path.with_name(path.name + "~")
        fresh.write_bytes(path.read_bytes())
        fresh.replace(path)
    return f"{path.relative_to(site)}: touched"
