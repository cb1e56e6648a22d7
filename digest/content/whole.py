"""A file is written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from digest.errors import DigestError


def replace(file: Path, data: bytes, mode: int = 0) -> None:
    """Write a file, with its folders; it keeps the rights it had, or gets `mode`. DigestError when it cannot be."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(unfinished, "xb") as opened:
                opened.write(data)
            if mode or file.exists():
                os.chmod(unfinished, mode or file.stat().st_mode & 0o777)
            os.replace(unfinished, file)
        except BaseException:
            with suppress(OSError):
                os.unlink(unfinished)
            raise
    except OSError as error:
        hint = "check the folder's permissions and space"
        raise DigestError(f"{file} cannot be written: {error.strerror}", hint) from error
