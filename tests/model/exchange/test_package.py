import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.errors import InputError
from model.exchange import package as module
from model.exchange.package import Package, from_bytes, is_locked, is_package, to_bytes

texts = st.none() | st.binary(max_size=40)
evidence = st.lists(st.binary(max_size=40), max_size=3).map(
    lambda files: {sha256(raw).hexdigest(): raw for raw in files}
)
packages = st.builds(
    Package,
    assessment=st.binary(max_size=60),
    questionnaire=texts,
    base=texts,
    evidence=evidence,
    about=st.fixed_dictionaries({"language": st.sampled_from(("zh", "en"))}),
)
SMALL = Package(assessment=b"{}", evidence={sha256(b"x").hexdigest(): b"x"})


def refused(raw, passphrase=""):
    with pytest.raises(InputError) as caught:
        from_bytes(raw, "a.shoulder", passphrase)
    return caught.value.key.removeprefix("error.")


def repacked(raw, change):
    """Return a package whose members were changed by hand."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(members):
            archive.writestr(name, content)
    return held.getvalue()


def with_manifest(raw, **changes):
    def change(members):
        for name, content in members:
            is_it = name == "manifest.json"
            yield name, json.dumps({**json.loads(content), **changes}) if is_it else content

    return repacked(raw, change)


@settings(deadline=None)
@given(packages)
def test_a_package_reads_back_equal_and_its_bytes_are_always_the_same(package):
    raw = to_bytes(package)

    assert from_bytes(raw, "a.shoulder") == package
    assert to_bytes(package) == raw
    assert is_package(raw)
    assert not is_locked(raw, "a.shoulder")


def test_a_locked_package_opens_with_its_passphrase_alone():
    raw = to_bytes(SMALL, "开门 sesame")

    assert is_locked(raw, "a.shoulder")
    assert from_bytes(raw, "a.shoulder", "开门 sesame") == SMALL
    assert refused(raw) == "package.passphrase"
    assert refused(raw, "other") == "package.wrong_passphrase"


def test_a_locked_package_tells_nothing_outside():
    raw = to_bytes(replace(SMALL, about={"questionnaire": {"id": "secret"}}), "p")

    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.namelist() == ["manifest.json", "content.bin"]
        assert set(json.loads(archive.read("manifest.json"))) == {
            "format",
            "version",
            "encryption",
        }


@pytest.mark.parametrize("changes", [{"n": 2**30}, {"n": 2}, {"salt": "AA=="}, {"nonce": 7}])
def test_parameters_that_cost_or_weaken_are_refused(changes):
    raw = to_bytes(SMALL, "p")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        box = json.loads(archive.read("manifest.json"))["encryption"]

    assert refused(with_manifest(raw, encryption={**box, **changes}), "p") == "package.not_package"


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/passwd", "evidence/x", "a.txt", "evidence\\" + "a" * 64]
)
def test_a_member_of_another_name_is_refused(name):
    assert refused(repacked(to_bytes(SMALL), lambda m: [*m, (name, b"")])) == "package.member"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused():
    raw = repacked(to_bytes(SMALL), lambda m: [*m, m[-1]])

    assert refused(raw) == "package.not_package"


def test_a_member_that_was_changed_added_or_removed_is_refused():
    raw = to_bytes(SMALL)

    changed = repacked(raw, lambda m: [(n, c if n != "assessment.json" else b"[]") for n, c in m])
    assert refused(changed) == "package.changed"
    assert refused(repacked(raw, lambda m: [*m, ("base.json", b"{}")])) == "package.changed"
    assert refused(repacked(raw, lambda m: m[:-1])) == "package.changed"


def test_evidence_under_a_wrong_hash_is_refused():
    assert refused(to_bytes(replace(SMALL, evidence={"a" * 64: b"x"}))) == "package.changed"


def test_a_newer_package_is_refused_politely():
    assert refused(with_manifest(to_bytes(SMALL), version=2)) == "newer_format"


def test_more_than_the_limit_is_never_unpacked(monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 1000)
    raw = to_bytes(replace(SMALL, assessment=b"0" * 5000))

    assert len(raw) < 1000
    assert refused(raw) == "too_large"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_damage_is_refused_or_harmless(data):
    raw = bytearray(to_bytes(SMALL))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))

    try:
        read = from_bytes(bytes(raw), "a.shoulder")
    except InputError:
        return
    assert (read.assessment, read.evidence) == (SMALL.assessment, SMALL.evidence)
