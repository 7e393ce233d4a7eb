from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import AppError, InputError, StorageError
from model.storage import evidence
from model.storage.evidence import EvidenceFolder, FileState, file_title

RAW = b"second factor: on\n"


@pytest.fixture
def folder(tmp_path):
    return EvidenceFolder(tmp_path / "workspace")


@pytest.fixture
def proof(tmp_path):
    path = tmp_path / "mfa.txt"
    path.write_bytes(RAW)
    return path


def kept_files(tmp_path):
    return [p for p in (tmp_path / "workspace" / "evidence").rglob("*") if p.is_file()]


def test_a_file_is_kept_under_its_hash(folder, proof, tmp_path):
    kept = folder.add(proof)

    assert kept.sha256 == hashlib.sha256(RAW).hexdigest()
    assert (kept.title, kept.size) == ("mfa.txt", len(RAW))
    place = tmp_path / "workspace" / "evidence" / kept.sha256[:2] / kept.sha256
    assert folder.path_of(kept.sha256) == place
    assert place.read_bytes() == RAW
    assert proof.read_bytes() == RAW
    assert folder.state(kept.sha256) is FileState.PRESENT


def test_the_same_content_twice_is_one_file(folder, proof, tmp_path):
    other = tmp_path / "copy.log"
    other.write_bytes(RAW)

    assert folder.add(proof).sha256 == folder.add(other).sha256
    assert folder.add_bytes(RAW, "third").size == len(RAW)
    assert len(kept_files(tmp_path)) == 1


def test_an_altered_byte_is_seen(folder, proof):
    sha256 = folder.add(proof).sha256
    folder.path_of(sha256).write_bytes(RAW.replace(b"on", b"no"))

    assert folder.state(sha256) is FileState.ALTERED
    with pytest.raises(StorageError, match="altered"):
        folder.read(sha256)


def test_a_missing_file_is_seen(folder, proof):
    sha256 = folder.add(proof).sha256
    folder.path_of(sha256).unlink()

    assert folder.state(sha256) is FileState.MISSING
    with pytest.raises(StorageError, match="missing"):
        folder.read(sha256)


def test_an_altered_file_is_mended_by_adding_it_again(folder, proof):
    sha256 = folder.add(proof).sha256
    folder.path_of(sha256).write_bytes(b"other")

    folder.add(proof)

    assert folder.state(sha256) is FileState.PRESENT


def test_a_copy_is_written_out_only_if_it_is_the_same(folder, proof, tmp_path):
    sha256 = folder.add(proof).sha256
    target = tmp_path / "out.txt"
    folder.copy_out(sha256, target)
    assert target.read_bytes() == RAW

    folder.path_of(sha256).write_bytes(b"other")
    with pytest.raises(StorageError, match="altered"):
        folder.copy_out(sha256, target)
    assert target.read_bytes() == RAW
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mfa.txt", "out.txt", "workspace"]


@pytest.mark.parametrize("raw", [b"", b"x" * 11])
def test_an_empty_or_too_large_file_leaves_nothing(folder, tmp_path, monkeypatch, raw):
    monkeypatch.setattr(evidence, "LARGEST", 10)

    with pytest.raises(InputError, match=r"empty|too_large"):
        folder.add_bytes(raw, "x")

    assert kept_files(tmp_path) == []


def test_a_file_of_just_the_limit_is_kept(folder, monkeypatch):
    monkeypatch.setattr(evidence, "LARGEST", 10)

    assert folder.add_bytes(b"x" * 10, "x").size == 10


def test_a_folder_a_pipe_and_nothing_are_refused(folder, tmp_path, catalog):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with a name")
    os.mkfifo(tmp_path / "pipe")
    for name, key in ((".", "folder"), ("pipe", "device"), ("none", "no_file")):
        with pytest.raises(InputError, match=key) as caught:
            folder.add(tmp_path / name)
        assert catalog.explain(caught.value)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "a" * 63, "a" * 64 + "\n"])
def test_what_is_no_hash_never_becomes_a_path(folder, name):
    with pytest.raises(StorageError):
        folder.path_of(name)
    assert folder.state(name) is FileState.MISSING


def test_a_workspace_without_room_is_told(tmp_path, catalog):
    (tmp_path / "workspace").write_text("no folder", encoding="utf-8")

    with pytest.raises(AppError) as caught:
        EvidenceFolder(tmp_path / "workspace").add_bytes(RAW, "x")

    assert catalog.explain(caught.value)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mfa.png", "mfa.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\li\\登录.PDF", "登录.PDF"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("..", "_"),
        ("", "_"),
        ("nul.txt", "_nul.txt"),
        ('what<>:"|?*.txt', "what_______.txt"),
        (".profile", "profile"),
    ],
)
def test_a_hostile_name_becomes_a_clean_title(name, title):
    assert file_title(name) == title


@given(st.text(max_size=400))
def test_a_title_is_always_one_safe_name(name):
    title = file_title(name)

    assert title
    assert len(title) <= 120
    assert len(title.encode()) <= 200
    assert Path(title).name == title
    assert title not in {".", ".."}
    assert file_title(title) == title


def test_a_long_name_keeps_its_ending():
    assert file_title("长" * 300 + ".pdf").endswith(".pdf")
