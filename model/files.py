"""Files written whole or not at all, and files from outside read within bounds."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_TROUBLE = {
    errno.ENOSPC: "error.disk_full",
    errno.EDQUOT: "error.disk_full",
    errno.EFBIG: "error.disk_full",
    errno.EROFS: "error.read_only",
    errno.EACCES: "error.read_only",
    errno.EPERM: "error.read_only",
    errno.ENOENT: "error.no_folder",
    errno.ENOTDIR: "error.no_folder",
    errno.EISDIR: "error.is_folder",
}


@contextlib.contextmanager
def trouble_as_output_error(path: Path) -> Iterator[None]:
    """Turn trouble with disk or folder into OutputError that names the file."""
    try:
        yield
    except OSError as error:
        key = _TROUBLE.get(error.errno or 0, "error.cannot_write")
        raise OutputError(key, file=str(path)) from error


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place, bring it to disk, then rename it into place.

    Args:
        path: where the file shall be; an older one there is replaced.
        write: writes the whole file to the path it is given.

    Raises:
        OutputError: nothing was written, and what was there before is still there.
    """
    with trouble_as_output_error(path):
        beside = _whole_beside(path, write)
        try:
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none.

    Args:
        contents: by their places; older files there are replaced.

    Raises:
        OutputError: nothing was written, and what was there before is still there.
    """
    old: list[Path] = []
    with contextlib.ExitStack() as undo:
        staged = {path: _staged(path, content, undo) for path, content in contents.items()}
        for path, beside in staged.items():
            with trouble_as_output_error(path):
                if path.exists():
                    old.append(_set_aside(path))
                    undo.callback(old[-1].replace, path)
                    beside.replace(path)
                else:
                    beside.replace(path)
                    undo.callback(path.unlink, missing_ok=True)
        undo.pop_all()
    for each in old:
        each.unlink(missing_ok=True)


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the bytes of a file from outside.

    Args:
        path: the file.
        limit: the most bytes it may have.

    Raises:
        InputError: it does not exist, cannot be read, is no file, or is larger.
    """
    name = str(path)
    try:
        if path.is_dir():
            raise InputError("error.is_folder", file=name)
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        raise InputError("error.no_file", file=name) from None
    except (OSError, ValueError):
        raise InputError("error.cannot_read", file=name) from None
    if len(raw) > limit:
        raise InputError("error.too_large", file=name, limit=limit // 1_000_000)
    return raw


def _staged(path: Path, content: bytes, undo: contextlib.ExitStack) -> Path:
    """Write a file beside its place, to be taken away again when something fails."""
    with trouble_as_output_error(path):
        beside = _whole_beside(path, lambda file: _fill(file, content))
    undo.callback(beside.unlink, missing_ok=True)
    return beside


def _fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _set_aside(path: Path) -> Path:
    """Move an older file out of the way, and return where it is."""
    aside = _empty_beside(path, ".old")
    try:
        return path.replace(aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _whole_beside(path: Path, write: Callable[[Path], None]) -> Path:
    """Write a file beside its place and bring it to disk; it is removed when that fails."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    beside = _empty_beside(path, ".part")
    try:
        write(beside)
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_umask())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _empty_beside(path: Path, suffix: str) -> Path:
    import tempfile  # noqa: PLC0415  slow to import; the first page writes nothing

    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=suffix, dir=path.parent)
    os.close(handle)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
