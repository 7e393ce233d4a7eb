from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from model.assessment import ActionState, PlanEntry, Schedule, Voice
from model.errors import InputError, OutputError
from model.exchange.office import xml_text
from model.exports.forms import (
    Form,
    check_ending,
    endings,
    files_of,
    offered,
    write_export,
)
from model.exports.plan_table import planned
from model.exports.score_record import score_record
from model.i18n import Catalog
from model.improvement import Horizon
from model.language import Language
from model.progress import Cancelled, Progress
from tests.model.reporting.samples import (
    audited,
    empty_report,
    full_report,
    report_on,
    small_assessment,
    small_report,
)

CATALOGS = {language: Catalog(language) for language in Language}
EN, ZH = CATALOGS[Language.EN], CATALOGS[Language.ZH]
OWN = offered()
DATA = {"empty": empty_report, "half": small_report, "full": full_report}


def written(folder, form, data, catalog=EN):
    path = folder / f"made{endings(form)[0]}"
    write_export(form, data, catalog, path)
    return path.read_bytes()


def rows_of(raw):
    text = raw.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def descriptions(raw):
    """Return every description, read by the letter of RFC 5545."""
    lines = raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    texts = [line.partition(":")[2] for line in lines if line.startswith("DESCRIPTION:")]
    return [re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text) for text in texts]


def event(raw, action_id):
    events = Calendar.from_ical(raw).events
    return next(each for each in events if str(each["UID"]).startswith(f"{action_id}."))


def with_entry(**changes):
    entry = PlanEntry(action_id="NW.1-Q1-A1", **changes)
    return small_report(plan={"NW.1-Q1-A1": entry}, origin="origin-1")


@pytest.mark.parametrize("form", OWN)
@pytest.mark.parametrize("language", Language)
def test_the_same_answers_make_the_same_file(tmp_path, form, language):
    first = written(tmp_path, form, small_report(), CATALOGS[language])

    assert written(tmp_path, form, small_report(), CATALOGS[language]) == first


@pytest.mark.parametrize("form", [form for form in OWN if form is not Form.ICS])
@pytest.mark.parametrize("name", DATA)
def test_whatever_is_there_can_be_written(tmp_path, form, name):
    assert written(tmp_path, form, DATA[name]())


@pytest.mark.parametrize("form", OWN)
def test_a_cancelled_export_leaves_no_file_and_an_older_one_as_it_was(tmp_path, form):
    path = tmp_path / f"plan{endings(form)[0]}"
    asked = []
    write_export(form, small_report(), EN, path, Progress(is_stopped=lambda: asked.append(1)))
    for made in files_of(form, path):
        made.unlink()
    path.write_bytes(b"older")
    assert len(asked) > 2, "it was hardly ever asked whether the work shall end"

    for turn in sorted({0, 1, len(asked) // 2, len(asked) - 1}):
        told = []
        stop_now = Progress(tell=told.append, is_stopped=lambda n=turn, t=told: len(t) >= n)
        with pytest.raises(Cancelled):
            write_export(form, small_report(), EN, path, stop_now)

        assert path.read_bytes() == b"older"
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("form", OWN)
def test_progress_only_grows_and_ends_whole(tmp_path, form):
    told = []

    path = tmp_path / f"plan{endings(form)[0]}"
    write_export(form, small_report(), EN, path, Progress(tell=told.append))

    assert told == sorted(told)
    assert told[-1] == 1


@pytest.mark.parametrize("form", OWN)
def test_where_nothing_can_be_written_nothing_is_left(tmp_path, form):
    with pytest.raises(OutputError):
        write_export(form, small_report(), EN, tmp_path / "gone" / f"x{endings(form)[0]}")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", Form)
def test_a_name_ends_as_its_form_asks_for(form):
    for ending in endings(form):
        check_ending(form, Path(f"plan{ending}"))
        check_ending(form, Path(f"PLAN{ending.upper()}"))
    for wrong in ("plan", "plan.pdf", f"plan{endings(form)[0]}.zip"):
        with pytest.raises(InputError) as caught:
            check_ending(form, Path(wrong))
        assert endings(form)[0] in EN.explain(caught.value)


def test_only_oscal_writes_a_second_file():
    assert files_of(Form.OSCAL, Path("a/plan.json")) == (
        Path("a/plan.json"),
        Path("a/plan.assessment-results.json"),
    )
    assert files_of(Form.JSON, Path("a/plan.json")) == (Path("a/plan.json"),)


def test_what_this_program_makes_is_offered():
    assert offered() == tuple(Form)


class TestCsv:
    @pytest.mark.parametrize("language", Language)
    def test_one_row_an_action_under_headings_in_the_language(self, tmp_path, language):
        catalog, data = CATALOGS[language], small_report()

        raw = written(tmp_path, Form.CSV, data, catalog)

        rows = rows_of(raw)
        title = {key: catalog.text(f"export.plan.{key}") for key in ("id", "rank", "owner", "due")}
        assert raw.startswith(b"\xef\xbb\xbf")
        assert [row[title["id"]] for row in rows] == [a.ranked.id for a in planned(data)]
        for row, action in zip(rows, planned(data), strict=True):
            assert row[title["rank"]] == str(action.ranked.rank)
            assert row[title["owner"]] == action.entry.owner
            due = action.entry.due
            assert row[title["due"]] == (due.isoformat() if due else "")

    def test_lines_end_as_the_standard_says(self, tmp_path):
        raw = written(tmp_path, Form.CSV, small_report())

        assert raw.endswith(b"\r\n")
        assert raw.count(b"\r\n") == len(planned(small_report())) + 1

    @settings(max_examples=60)
    @given(st.text(st.sampled_from("=+-@＝＋－＠\t\r\n\"',; a中\u202e\ufffe\x00"), max_size=20))
    def test_no_cell_of_people_begins_like_a_formula(self, tmp_path_factory, text):
        folder = tmp_path_factory.mktemp("csv")

        row = next(
            row
            for row in rows_of(written(folder, Form.CSV, with_entry(owner=text, note=text)))
            if row["ID"] == "NW.1-Q1-A1"
        )

        for key in ("Owner", "Note"):
            assert not row[key].startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))
            assert row[key].removeprefix("'") == xml_text(text).removeprefix("'")


class TestCalendar:
    def test_it_has_one_entry_for_each_action(self, tmp_path):
        data = small_report(origin="origin-1")

        events = Calendar.from_ical(written(tmp_path, Form.ICS, data)).events

        ids = [f"{action.ranked.id}.origin-1@shoulder" for action in planned(data)]
        assert [str(each["UID"]) for each in events] == ids
        assert all(each["DTSTAMP"].dt.date() == date(2026, 11, 24) for each in events)

    def test_an_entry_takes_the_whole_due_day(self, tmp_path):
        made = event(written(tmp_path, Form.ICS, with_entry(due=date(2026, 12, 20))), "NW.1-Q1-A1")

        assert (made["DTSTART"].dt, made["DTEND"].dt) == (date(2026, 12, 20), date(2026, 12, 21))
        assert not isinstance(made["DTSTART"].dt, datetime)

    def test_without_a_due_date_it_is_the_last_day_of_the_horizon_and_says_so(self, tmp_path):
        data = small_report(plan={}, schedule=Schedule(begins_on=date(2027, 1, 1)))
        action = next(a for a in planned(data) if a.ranked.horizon is Horizon.DAYS_30)

        made = event(written(tmp_path, Form.ICS, data), action.ranked.id)

        assert made["DTSTART"].dt == date(2027, 1, 31)
        assert made["STATUS"] == "TENTATIVE"
        assert "No due date was set" in made["DESCRIPTION"]

    def test_its_id_stays_the_same_when_everything_else_changes(self, tmp_path):
        one = written(tmp_path, Form.ICS, with_entry(due=date(2026, 12, 20), owner="a"))
        two = written(tmp_path, Form.ICS, with_entry(due=date(2027, 2, 2), owner="b"), ZH)

        assert {str(e["UID"]) for e in Calendar.from_ical(one).events} == {
            str(e["UID"]) for e in Calendar.from_ical(two).events
        }

    @pytest.mark.parametrize(
        ("state", "status"),
        [
            (ActionState.OPEN, "CONFIRMED"),
            (ActionState.DOING, "CONFIRMED"),
            (ActionState.DONE, "CANCELLED"),
            (ActionState.ACCEPTED, "CANCELLED"),
        ],
    )
    def test_what_is_settled_disappears_from_a_calendar(self, tmp_path, state, status):
        data = with_entry(due=date(2026, 12, 20), state=state, reason="why", approver="Li")

        made = event(written(tmp_path, Form.ICS, data), "NW.1-Q1-A1")

        assert made["STATUS"] == status
        word = EN.text(f"word.action_state.{state}")
        assert (word in made["SUMMARY"]) == (status == "CANCELLED")
        assert word in made["DESCRIPTION"]

    def test_without_any_date_there_is_no_file(self, tmp_path):
        with pytest.raises(InputError):
            written(tmp_path, Form.ICS, small_report(plan={}, updated_on=None))
        with pytest.raises(InputError):
            written(tmp_path, Form.ICS, full_report())

        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("day", [date.max, date.min])
    def test_the_first_and_last_of_all_days_do_no_harm(self, tmp_path, day):
        data = small_report(
            plan={"NW.1-Q1-A1": PlanEntry(action_id="NW.1-Q1-A1", due=day)},
            schedule=Schedule(begins_on=day),
        )

        assert event(written(tmp_path, Form.ICS, data), "NW.1-Q1-A1")["DTSTART"].dt == day

    @settings(max_examples=60)
    @given(st.text(st.sampled_from('a中文😀;,:\\\n\r"=\u202e BEGIN:VEVENT'), max_size=200))
    def test_lines_are_short_and_words_come_back_as_they_were(self, tmp_path_factory, text):
        folder = tmp_path_factory.mktemp("ics")

        raw = written(folder, Form.ICS, with_entry(due=date(2026, 12, 20), note=text))

        lines = raw.split(b"\r\n")
        assert all(len(line) <= 75 and b"\n" not in line for line in lines)
        for line in lines:
            line.decode("utf-8")  # no character is cut
        assert any(xml_text(text) in told for told in descriptions(raw))
        assert raw.count(b"BEGIN:VEVENT\r\n") == len(planned(small_report()))


class TestJson:
    def test_it_holds_the_numbers_that_score_prints(self, tmp_path):
        data = report_on(audited(), voice=Voice.AUDITOR)

        made = json.loads(written(tmp_path, Form.JSON, data))

        expected = score_record(data.matrix, data.evaluation, "test", Voice.AUDITOR)
        assert made["score"] == json.loads(json.dumps(expected))
        assert (made["format"], made["version"]) == ("shoulder-results", 1)
        assert made["questionnaire"]["sha256"] == data.questionnaire.digest

    def test_it_holds_every_action_with_what_was_decided(self, tmp_path):
        entry = PlanEntry(
            action_id="NW.1-Q1-A1",
            owner="王",
            due=date(2026, 12, 20),
            state=ActionState.ACCEPTED,
            note="n",
            cost="c",
            effort=8,
            reason="r",
            approver="a",
        )
        data = small_report(plan={entry.action_id: entry})

        plan = json.loads(written(tmp_path, Form.JSON, data))["plan"]

        assert [a["id"] for a in plan["actions"]] == [a.id for a in data.plan.ranked]
        assert [a["id"] for a in plan["beyond"]] == [a.id for a in data.plan.beyond]
        told = next(a for a in plan["actions"] if a["id"] == entry.action_id)
        for key in ("owner", "note", "cost", "effort", "reason", "approver"):
            assert told[key] == getattr(entry, key)
        assert (told["due"], told["state"]) == ("2026-12-20", "accepted")
        assert told["title"]["zh"] != told["title"]["en"]

    def test_it_is_the_same_in_either_language(self, tmp_path):
        assert written(tmp_path, Form.JSON, small_report(), EN) == written(
            tmp_path, Form.JSON, small_report(), ZH
        )

    def test_what_is_not_known_is_null(self, tmp_path):
        made = json.loads(written(tmp_path, Form.JSON, empty_report()))

        assert made["updated"] is None
        assert made["plan"]["begins"] is None
        assert made["score"]["share_carried"]["value"] is None


def test_the_voice_decides_about_every_form(tmp_path):
    held = replace(audited(), origin="o")
    claimed, found = (report_on(held, voice=voice) for voice in Voice)

    for form in OWN:
        assert written(tmp_path, form, claimed) != written(tmp_path, form, found), form
    assert small_assessment().findings == {}
