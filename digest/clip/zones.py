"""The time zones that stand behind printed times: "14:05 GMT+8", "14:05+08:00", "4 pm EST"."""

from __future__ import annotations

import re

# Offsets by name: the IANA zones' own data; names that two parts of the world share (CST, IST, BST, PST) give none.
_OFFSETS = {
    "GMT": "+00:00",
    "UTC": "+00:00",
    "Z": "+00:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MDT": "-06:00",
    "PDT": "-07:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "MEZ": "+01:00",
    "MESZ": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "MSK": "+03:00",
    "JST": "+09:00",
    "KST": "+09:00",
    "PHT": "+08:00",
    "SGT": "+08:00",
    "HKT": "+08:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
}
_NAMES = "|".join(sorted([*_OFFSETS, "ET"], key=lambda name: (-len(name), name)))
ZONE = (
    r"(?:(?:GMT|UTC)\s?[+−-]\s?\d\d?(?::?\d\d)?(?!\d)|[+−-]\d\d?:\d\d(?!\d)|[+−-]\d{4}(?!\d)|"
    rf"(?:{_NAMES})\b)"
)
"""The pattern of a zone; an offset is read before the name that it may follow, as in GMT+8."""
_OFFSET = re.compile(r"([+−-])\s?(\d\d?):?(00|15|30|45)?$")
_MOST_HOURS = 14
"""More is no zone but the end of a time span, as in 14:05-15:00."""


def offset_of(zone: str) -> str:
    """The offset "+08:00" that a zone tells; "" for one that is unknown, or none."""
    known = _OFFSETS.get(zone.upper(), "")
    told = None if known else _OFFSET.search(zone)
    if told is None or int(told[2]) > _MOST_HOURS:
        return known
    return f"{told[1].replace('−', '-')}{int(told[2]):02d}:{told[3] or '00'}"
