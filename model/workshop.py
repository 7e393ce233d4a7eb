"""The questionnaires of a workspace as their author works on them: copy, change, release.

Built-in questionnaires are read-only. A released version never changes: an assessment keeps
the one it was answered with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from model import authoring
from model.content import shelf
from model.content.checks import record_faults
from model.content.loader import questionnaire_from, questionnaire_ids, questionnaire_path
from model.errors import AppError, ContentError, InputError
from model.library import content
from model.versions import Changes, bumped, changes

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from model.questionnaire import Questionnaire
    from model.schema import Fault

Record = dict[str, Any]
_ID = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")


class EntryState(StrEnum):
    """What can be done with a questionnaire: copied only, used too, or written."""

    BUILT_IN = "built_in"
    RELEASED = "released"
    DRAFT = "draft"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list of questionnaires.

    Attributes:
        version: of a draft, the version it started from.
        title: None where the file cannot be read.
        error: why it cannot be used; None where it can.
    """

    id: str
    version: str
    state: EntryState
    title: dict[str, str] | None
    count: int
    error: AppError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a release would be.

    Attributes:
        top: the record with its new version.
        old: the newest released version; None for the first.
        changes: what is different from it; None for the first.
    """

    top: Record
    old: Questionnaire | None
    new: Questionnaire
    changes: Changes | None


class Workshop:
    """The shelf of one workspace, and the draft that is open."""

    def __init__(self, own: Path) -> None:
        self._own = own
        self._written: dict[Path, tuple[int, int]] = {}

    @property
    def folder(self) -> Path:
        """Return the folder of the workspace's questionnaires."""
        return self._own

    def entries(self) -> tuple[Entry, ...]:
        """Return built-in questionnaires, then released versions, newest first, then drafts."""
        found = [self._built_in(key) for key in questionnaire_ids()]
        for key, versions in shelf.releases(self._own).items():
            found += [self._released(key, version) for version in reversed(versions)]
        return (*found, *(self._draft(key) for key in shelf.drafts(self._own)))

    def copy(self, entry: Entry, questionnaire_id: str) -> None:
        """Start a draft under a new id.

        Raises:
            InputError: the id has another form, or is taken.
            OutputError: it could not be saved.
        """
        if not _ID.fullmatch(questionnaire_id):
            raise InputError("error.authoring.id", found=questionnaire_id, allowed="my-own-2026")
        if questionnaire_id in self._taken():
            raise InputError("error.authoring.taken", found=questionnaire_id)
        top = authoring.copy_of(self.record(entry), questionnaire_id)
        self.save(top)

    def begin(self, entry: Entry) -> None:
        """Start a draft from a released version, unless there is one already.

        Raises:
            AppError: it cannot be read, or not be saved.
        """
        if not shelf.draft_path(self._own, entry.id).exists():
            self.save(authoring.remember_all(self.record(entry), self._given(entry.id)))

    def open(self, questionnaire_id: str) -> Record:
        """Return the draft as it was saved last; InputError where it cannot be read."""
        path = shelf.draft_path(self._own, questionnaire_id)
        return shelf.read_draft(path, is_own=self._written.get(path) == shelf.stamp(path))

    def save(self, top: Record) -> None:
        """Save a draft; OutputError: what was saved before is still there."""
        path = shelf.draft_path(self._own, top["id"])
        shelf.write_draft(path, top)
        self._written[path] = shelf.stamp(path)

    def propose(self, top: Record) -> Proposal:
        """Return what a sound draft would be released as; the version rises by what changed."""
        versions = shelf.releases(self._own).get(top["id"])
        if versions is None:
            first = {**top, "version": authoring.FIRST_VERSION}
            return Proposal(top=first, old=None, new=built(first), changes=None)
        old = content(top["id"], versions[-1], self._own)[1]
        found = changes(old, built(top))
        version = bumped(old.version, found.bump)
        raised = {**top, "version": version}
        return Proposal(top=raised, old=old, new=built(raised), changes=found)

    def release(self, top: Record) -> None:
        """Keep a version for good, read it back, and end its draft.

        Raises:
            OutputError: it could not be written; the draft is still there.
            ContentError: it has a fault, or the version exists already.
        """
        path = shelf.release_path(self._own, top["id"], top["version"])
        if path.exists():
            raise ContentError("error.authoring.released", id=top["id"], version=top["version"])
        shelf.write_release(path, top)
        try:
            shelf.read_released(path)
        except InputError:
            shelf.delete(path)
            raise
        shelf.delete(shelf.draft_path(self._own, top["id"]))

    def add_file(self, path: Path) -> Entry:
        """Take over a questionnaire file from outside, checked before anything is kept.

        Raises:
            InputError: it cannot be read, has a fault, or another one has its id and version.
            OutputError: it could not be kept.
        """
        questionnaire = shelf.read_released(path)
        key, version = questionnaire.id, questionnaire.version
        if key in questionnaire_ids():
            raise InputError("error.authoring.taken", found=key)
        if version in shelf.releases(self._own).get(key, ()):
            raise InputError("error.authoring.released", id=key, version=version)
        shelf.write_release(shelf.release_path(self._own, key, version), shelf.read_record(path))
        return self._released(key, version)

    def export(self, entry: Entry, path: Path) -> None:
        """Write a questionnaire to a file for other people; AppError as in `record`."""
        shelf.write_release(path, self.record(entry))

    def delete(self, entry: Entry, in_use: Collection[tuple[str, str]]) -> None:
        """Delete a draft, or a version that no assessment was answered with.

        Args:
            entry: what to delete.
            in_use: id and version of every questionnaire that an assessment of the workspace
                was answered with.

        Raises:
            InputError: it is in use.
            OutputError: the system does not let it.
        """
        if entry.state is EntryState.DRAFT or not entry.version:
            shelf.delete(shelf.draft_path(self._own, entry.id))
            return
        if (entry.id, entry.version) in in_use:
            raise InputError("error.authoring.in_use", id=entry.id, version=entry.version)
        shelf.delete(shelf.release_path(self._own, entry.id, entry.version))

    def _given(self, questionnaire_id: str) -> set[str]:
        """Return every id that a question or action of any version that can be read ever had."""
        given: set[str] = set()
        for version in shelf.releases(self._own).get(questionnaire_id, ()):
            try:
                found = shelf.read_release(self._own, questionnaire_id, version)
            except InputError:
                continue
            given |= {*found.retired, *found.by_id}
            given |= {action.id for question in found.questions for action in question.actions}
        return given

    def _taken(self) -> set[str]:
        own = (*shelf.releases(self._own), *shelf.drafts(self._own))
        return {*questionnaire_ids(), *own}

    def record(self, entry: Entry) -> Record:
        """Return what a questionnaire holds; AppError where it cannot be read."""
        match entry.state:
            case EntryState.BUILT_IN:
                return shelf.read_record(questionnaire_path(entry.id))
            case EntryState.DRAFT:
                return self.open(entry.id)
        return shelf.read_record(shelf.release_path(self._own, entry.id, entry.version))

    def _built_in(self, key: str) -> Entry:
        return _entry(content(key)[1], EntryState.BUILT_IN)

    def _released(self, key: str, version: str) -> Entry:
        try:
            questionnaire = shelf.read_release(self._own, key, version)
        except InputError as error:
            return _faulty(key, version, error)
        return _entry(questionnaire, EntryState.RELEASED)

    def _draft(self, key: str) -> Entry:
        try:
            top = self.open(key)
        except InputError as error:
            return _faulty(key, "", error)
        return Entry(
            id=key,
            version=top["version"],
            state=EntryState.DRAFT,
            title=top["title"],
            count=len(top["questions"]),
        )


def faults_of(top: Record) -> tuple[Fault, ...]:
    """Return what keeps a draft from being released; empty where it is sound."""
    return record_faults(top)


def built(top: Record) -> Questionnaire:
    """Return a draft as a questionnaire without digest; its texts may be unfinished."""
    return questionnaire_from(top, digest="")


def _entry(questionnaire: Questionnaire, state: EntryState) -> Entry:
    return Entry(
        id=questionnaire.id,
        version=questionnaire.version,
        state=state,
        title=questionnaire.title.both(),
        count=len(questionnaire.questions),
    )


def _faulty(key: str, version: str, error: AppError) -> Entry:
    state = EntryState.FAULTY
    return Entry(id=key, version=version, state=state, title=None, count=0, error=error)
