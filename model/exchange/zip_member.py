"""One member of a zip, read within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_CHUNK = 1 << 16


def read_member(archive: ZipFile, info: ZipInfo, limit: int) -> bytes | None:
    """Return the bytes of one member, read in pieces; None where they are more than the limit.

    What a zip says of its sizes is not believed. Raises what `zipfile` raises over a damaged one.
    """
    held = bytearray()
    with archive.open(info) as member:
        while piece := member.read(_CHUNK):
            held += piece
            if len(held) > limit:
                return None
    return bytes(held)
