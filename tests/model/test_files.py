"""Files are written whole or not at all, and read within bounds."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from model.errors import InputError, OutputError
from model.files import read_bounded, trouble_as_output_error, write_together, write_whole


def writer(content=b"new"):
    return lambda path: path.write_bytes(content)


def half_written(error):
    def write(path):
        path.write_bytes(b"ne")
        raise error

    return write


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    return path


def test_a_new_file_is_written(tmp_path):
    path = tmp_path / "plan.pdf"

    write_whole(path, writer())

    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_an_old_file_is_replaced(old):
    write_whole(old, writer())

    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


def test_a_name_in_chinese_is_written(tmp_path):
    path = tmp_path / ("改进计划" * 12 + ".pdf")

    write_whole(path, writer())

    assert path.read_bytes() == b"new"


def test_the_old_file_stands_until_the_new_one_is_whole(old):
    def write(path):
        assert path != old
        assert path.parent == old.parent
        assert old.read_bytes() == b"old"
        path.write_bytes(b"new")

    write_whole(old, write)

    assert old.read_bytes() == b"new"


def test_the_writer_may_replace_the_file_it_is_given(old):
    def write(path):
        path.unlink()
        path.write_bytes(b"new")

    write_whole(old, write)

    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (errno.ENOSPC, "error.disk_full"),
        (errno.EDQUOT, "error.disk_full"),
        (errno.EFBIG, "error.disk_full"),
        (errno.EROFS, "error.read_only"),
        (errno.EACCES, "error.read_only"),
        (errno.EPERM, "error.read_only"),
        (errno.EIO, "error.cannot_write"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(old, code, key):
    with pytest.raises(OutputError) as caught:
        write_whole(old, half_written(OSError(code, os.strerror(code))))

    assert caught.value.key == key
    assert caught.value.details == {"file": str(old)}
    assert caught.value.exit_code == 1
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt()])
def test_a_bug_or_a_stop_passes_through_and_leaves_the_old_file(old, error):
    with pytest.raises(type(error)) as caught:
        write_whole(old, half_written(error))

    assert caught.value is error
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def full_disk(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace")])
def test_a_disk_that_is_full_at_the_last_step_leaves_the_old_file(old, monkeypatch, owner, step):
    monkeypatch.setattr(owner, step, full_disk)

    with pytest.raises(OutputError) as caught:
        write_whole(old, writer())

    assert caught.value.key == "error.disk_full"
    assert old.read_bytes() == b"old"
    assert list(old.parent.iterdir()) == [old]


def test_a_file_is_on_disk_before_it_takes_its_place(old, monkeypatch):
    steps = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda fd: (steps.append("sync"), sync(fd)))
    monkeypatch.setattr(Path, "replace", lambda a, b: (steps.append("replace"), replace(a, b)))

    write_whole(old, writer())

    assert steps == ["sync", "replace"]


def test_a_missing_folder_is_named_and_not_made(tmp_path):
    path = tmp_path / "missing" / "plan.pdf"

    with pytest.raises(OutputError) as caught:
        write_whole(path, writer())

    assert caught.value.key == "error.no_folder"
    assert caught.value.details == {"file": str(path)}
    assert not path.parent.exists()


def test_a_file_in_place_of_the_folder_is_a_missing_folder(old):
    with pytest.raises(OutputError) as caught:
        write_whole(old / "plan.pdf", writer())

    assert caught.value.key == "error.no_folder"
    assert old.read_bytes() == b"old"


def test_a_folder_is_not_overwritten(tmp_path):
    folder = tmp_path / "plan.pdf"
    folder.mkdir()

    with pytest.raises(OutputError) as caught:
        write_whole(folder, writer())

    assert caught.value.key == "error.is_folder"
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_others_may_read_a_file_as_far_as_the_user_allows_it(tmp_path, mask):
    before = os.umask(mask)
    try:
        write_whole(tmp_path / "plan.pdf", writer())
    finally:
        found = os.umask(before)

    assert stat.S_IMODE((tmp_path / "plan.pdf").stat().st_mode) == 0o666 & ~mask
    assert found == mask


def test_trouble_names_its_cause():
    cause = OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OutputError) as caught, trouble_as_output_error(Path("plan.pdf")):
        raise cause

    assert caught.value.__cause__ is cause


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_a_file_up_to_the_limit_is_read(tmp_path, size):
    path = tmp_path / "shop.json"
    path.write_bytes(b"x" * size)

    assert read_bounded(path, limit=10) == b"x" * size


def test_a_larger_file_is_refused_with_its_limit_in_megabytes(tmp_path):
    path = tmp_path / "shop.json"
    path.write_bytes(b"x" * 2_000_001)

    with pytest.raises(InputError) as caught:
        read_bounded(path, limit=2_000_000)

    assert caught.value.key == "error.too_large"
    assert caught.value.details == {"file": str(path), "limit": 2}
    assert caught.value.exit_code == 2


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_file_without_an_end_is_refused():
    with pytest.raises(InputError) as caught:
        read_bounded(Path("/dev/zero"), limit=1_000_000)

    assert caught.value.key == "error.too_large"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("missing.json", "error.no_file"),
        ("missing/shop.json", "error.no_file"),
        ("folder", "error.is_folder"),
        ("file.json/shop.json", "error.cannot_read"),
        ("x" * 300, "error.cannot_read"),
        ("null\0.json", "error.cannot_read"),
    ],
)
def test_what_is_no_readable_file_is_an_input_error(tmp_path, name, key):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.json").write_bytes(b"{}")

    with pytest.raises(InputError) as caught:
        read_bounded(tmp_path / name, limit=10)

    assert caught.value.key == key
    assert caught.value.details == {"file": str(tmp_path / name)}


def test_a_file_that_may_not_be_read_is_an_input_error(tmp_path, monkeypatch):
    path = tmp_path / "shop.json"
    path.write_bytes(b"{}")

    def forbidden(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)

    with pytest.raises(InputError) as caught:
        read_bounded(path, limit=10)

    assert caught.value.key == "error.cannot_read"


def test_a_name_too_long_for_the_disk_is_an_output_error(tmp_path):
    with pytest.raises(OutputError):
        write_whole(tmp_path / ("x" * 300), lambda path: path.write_bytes(b"new"))


class TestTogether:
    def test_all_files_are_written_and_old_ones_replaced(self, old):
        beside = old.with_name("results.json")

        write_together({old: b"new", beside: b"more"})

        assert (old.read_bytes(), beside.read_bytes()) == (b"new", b"more")
        assert sorted(old.parent.iterdir()) == [old, beside]

    @pytest.mark.parametrize("is_there", [True, False])
    def test_none_is_written_where_one_cannot_be(self, old, is_there):
        folder = old.with_name("results.json")
        folder.mkdir()
        if not is_there:
            old.unlink()

        with pytest.raises(OutputError):
            write_together({old: b"new", folder: b"more"})

        assert sorted(old.parent.iterdir()) == ([old, folder] if is_there else [folder])
        assert not is_there or old.read_bytes() == b"old"

    @pytest.mark.parametrize("fails_at", range(1, 6))
    def test_all_come_back_where_a_rename_fails(self, old, monkeypatch, fails_at):
        fresh, last = old.with_name("fresh.json"), old.with_name("last.json")
        last.write_bytes(b"last")
        real, calls = Path.replace, []

        def replace(path, target):
            calls.append(path)
            if len(calls) == fails_at:
                raise OSError(errno.EIO, "broken")
            return real(path, target)

        monkeypatch.setattr(Path, "replace", replace)
        with pytest.raises(OutputError):
            write_together({old: b"1", fresh: b"2", last: b"3"})

        assert (old.read_bytes(), last.read_bytes()) == (b"old", b"last")
        assert sorted(old.parent.iterdir()) == [last, old]
