"""The properties of docs/scoring.md, over whole assessments drawn at random."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from model.assessment import AgreedOption, AnswerState, EvidenceLevel
from model.content.loader import load_matrix
from model.division import DutyState
from model.evaluation import Grade, evaluate, grade_of
from model.facts import Depth
from model.paths import QUESTIONNAIRES
from model.questionnaire import QuestionKind
from tests.builders import (
    DRAWN_DUTIES,
    DRAWN_OPTIONS,
    NOT_APPLICABLE,
    RESPONSIBILITY,
    UNKNOWN,
    by_duty,
    chosen,
    drawn_cases,
    make_assessment,
    make_boxes,
    make_extension,
    make_override,
    make_question,
    make_questionnaire,
    possible_choices,
    with_answer,
)

properties = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def score(questionnaire, assessment, matrix=None):
    return evaluate(matrix or load_matrix(), questionnaire, assessment)


def shares(evaluation):
    """Every number in which the customer's work counts."""
    return {
        "share": evaluation.share,
        "verified": evaluation.verified,
        "orphan_share": evaluation.orphan_share,
        "beyond": evaluation.beyond,
        "categories": evaluation.categories,
        "critical_gaps": set(evaluation.critical_gaps),
        "orphans": set(evaluation.orphans),
    }


def numbers(evaluation):
    return {
        **shares(evaluation),
        "grade": evaluation.grade,
        "completeness": evaluation.completeness,
        "clarity": evaluation.clarity,
    }


def assert_never_lower(before, after):
    assert (after.value is None) == (before.value is None)
    for field in ("value", "low", "high"):
        was, is_now = getattr(before, field), getattr(after, field)
        assert was is None or is_now >= was


@properties
@given(drawn_cases())
def test_every_number_lies_between_0_and_100(case):
    evaluation = score(*case)

    ranges = [evaluation.share, evaluation.beyond, *evaluation.categories.values()]
    found = [v for r in ranges for v in (r.value, r.low, r.high)]
    found += [evaluation.verified, evaluation.completeness, evaluation.clarity]
    found += [evaluation.orphan_share]
    found += [d.result.value for d in evaluation.duties if d.result]
    assert all(0 <= v <= 100 for v in found if v is not None)


@properties
@given(drawn_cases(), st.data())
def test_raising_an_answer_never_lowers_the_share(case, data):
    questionnaire, assessment = case
    answered = [
        q for q in questionnaire.questions if assessment.answers[q.id].state is AnswerState.CHOSEN
    ]
    assume(answered)
    question = data.draw(st.sampled_from(answered))
    answer = assessment.answers[question.id]
    picked = data.draw(st.sampled_from(possible_choices(question)))
    if question.kind is QuestionKind.CHK:
        picked = tuple(sorted({*picked, *answer.choices}))
    assume(question.value_of(picked) >= question.value_of(answer.choices))
    raised = replace(
        assessment,
        answers={**assessment.answers, question.id: replace(answer, choices=picked)},
    )

    before, after = score(questionnaire, assessment), score(questionnaire, raised)

    assert_never_lower(before.share, after.share)
    assert_never_lower(before.beyond, after.beyond)
    assert (after.verified or 0) >= (before.verified or 0)
    assert set(after.critical_gaps) <= set(before.critical_gaps)


@properties
@given(drawn_cases(), st.data())
def test_raising_known_by_of_an_agreed_option_never_lowers_share_or_clarity(case, data):
    questionnaire, assessment = case
    negotiation = data.draw(st.sampled_from(sorted(DRAWN_OPTIONS)))
    option = data.draw(st.sampled_from(DRAWN_OPTIONS[negotiation]))
    low, high = sorted(data.draw(st.tuples(*2 * [st.sampled_from((0, 50, 75, 100))])))

    def known(value):
        agreed = AgreedOption(
            negotiation_id=negotiation,
            option=option,
            known_by=value,
            evidence=EvidenceLevel.E1,
        )
        return score(
            questionnaire,
            replace(assessment, agreed={**assessment.agreed, negotiation: agreed}),
        )

    before, after = known(low), known(high)

    assert_never_lower(before.share, after.share)
    assert (after.verified or 0) >= (before.verified or 0)
    assert after.clarity >= before.clarity


@properties
@given(drawn_cases(), st.data())
def test_raising_known_by_of_an_override_never_lowers_share_or_clarity(case, data):
    questionnaire, assessment = case
    code = data.draw(st.sampled_from(("NW.1", "DA.3", "OS.7", "SA.4")))
    low, high = sorted(data.draw(st.tuples(*2 * [st.sampled_from((0, 50, 75, 100))])))

    def known(value):
        override = make_override(code, "provider", value)
        overrides = {**assessment.overrides, **by_duty(override)}
        return score(questionnaire, replace(assessment, overrides=overrides))

    before, after = known(low), known(high)

    assert_never_lower(before.share, after.share)
    assert after.clarity >= before.clarity


@properties
@given(drawn_cases(), st.sampled_from(DRAWN_DUTIES), st.integers(1, 3), st.booleans())
def test_one_more_question_that_does_not_apply_changes_no_share(case, duty, weight, is_critical):
    questionnaire, assessment = case
    extra = make_question(f"{duty}-Q9", weight=weight, critical=is_critical, lead=True)
    longer = replace(questionnaire, questions=(*questionnaire.questions, extra))

    after = score(longer, with_answer(assessment, extra.id, NOT_APPLICABLE))

    assert shares(after) == shares(score(questionnaire, assessment))


@properties
@given(drawn_cases(), st.sampled_from(DRAWN_DUTIES))
def test_a_duty_none_of_whose_questions_apply_equals_its_absence(case, duty):
    questionnaire, assessment = case
    inside = [q for q in questionnaire.questions if q.id.startswith(f"{duty}-")]
    without = replace(
        questionnaire, questions=tuple(q for q in questionnaire.questions if q not in inside)
    )
    for question in inside:
        assessment = with_answer(assessment, question.id, NOT_APPLICABLE)

    present, absent = score(questionnaire, assessment), score(without, assessment)

    assert shares(present) == shares(absent)
    state = next((d.state for d in present.duties if d.duty.code == duty), DutyState.OUT)
    if state is DutyState.OUT:
        assert numbers(present) == numbers(absent)


@pytest.mark.parametrize("code", ["NW.1", "CA.1", "DA.3"])
@properties
@given(case=drawn_cases())
def test_a_duty_that_does_not_apply_equals_one_that_does_not_exist(code, case):
    questionnaire, assessment = case
    away = by_duty(make_override(code, "absent"))
    assessment = replace(assessment, claims={})
    gone = replace(assessment, overrides={**assessment.overrides, **away})
    kept = {k: v for k, v in assessment.overrides.items() if k != RESPONSIBILITY[code]}
    void = replace(assessment, overrides=kept)
    for question in questionnaire.questions:
        if question.id.startswith(f"{code}-"):
            void = with_answer(void, question.id, NOT_APPLICABLE)

    assert shares(score(questionnaire, void)) == shares(score(questionnaire, gone))


@properties
@given(drawn_cases(), st.randoms(use_true_random=False))
def test_the_order_of_questions_duties_and_answers_does_not_matter(case, random):
    questionnaire, assessment = case

    def shuffled(values):
        values = list(values)
        random.shuffle(values)
        return values

    matrix = load_matrix()
    mixed_matrix = replace(matrix, responsibilities=tuple(shuffled(matrix.responsibilities)))
    mixed = replace(questionnaire, questions=tuple(shuffled(questionnaire.questions)))
    other = replace(
        assessment,
        answers=dict(shuffled(assessment.answers.items())),
        agreed=dict(shuffled(assessment.agreed.items())),
        overrides=dict(shuffled(assessment.overrides.items())),
    )

    before, after = score(questionnaire, assessment), score(mixed, other, mixed_matrix)

    assert numbers(after) == numbers(before)
    assert {d.duty.id: d for d in after.duties} == {d.duty.id: d for d in before.duties}


@properties
@given(drawn_cases(), st.data())
def test_do_not_know_never_beats_an_answer(case, data):
    questionnaire, assessment = case
    assume(questionnaire.questions)
    question = data.draw(st.sampled_from(questionnaire.questions))
    answer = chosen(*data.draw(st.sampled_from(possible_choices(question))))

    known = score(questionnaire, with_answer(assessment, question.id, answer))
    unknown = score(questionnaire, with_answer(assessment, question.id, UNKNOWN))

    assert_never_lower(unknown.share, known.share)
    assert_never_lower(unknown.beyond, known.beyond)
    assert set(known.critical_gaps) <= set(unknown.critical_gaps)


@properties
@given(drawn_cases(), st.data())
def test_finding_out_who_holds_a_duty_never_hurts(case, data):
    questionnaire, assessment = case
    assessment = replace(assessment, claims={})  # where a source speaks, it is known already
    negotiation = data.draw(st.sampled_from(sorted(DRAWN_OPTIONS)))

    def agreed_on(option, known_by=None):
        settled = AgreedOption(negotiation_id=negotiation, option=option, known_by=known_by)
        agreed = {**assessment.agreed, negotiation: settled}
        return score(questionnaire, replace(assessment, agreed=agreed)).share.value

    unsettled = agreed_on(None)
    known_by = data.draw(st.sampled_from((None, 0, 50, 75, 100)))
    for option in DRAWN_OPTIONS[negotiation]:
        settled = agreed_on(option, known_by)
        assert settled is None or settled >= unsettled


@properties
@given(drawn_cases())
def test_verified_never_exceeds_the_share(case):
    evaluation = score(*case)

    if evaluation.share.value is None:
        assert evaluation.verified is None
    else:
        assert evaluation.verified <= evaluation.share.value


@properties
@given(drawn_cases())
def test_verified_equals_the_share_where_everything_is_proved(case):
    questionnaire, assessment = case
    proved = replace(
        assessment,
        claims={key: replace(c, evidence="e1", place="§") for key, c in assessment.claims.items()},
        **{
            part: {
                key: replace(value, evidence=EvidenceLevel.E2)
                for key, value in getattr(assessment, part).items()
            }
            for part in ("answers", "agreed", "overrides")
        },
    )

    evaluation = score(questionnaire, proved)

    assert evaluation.verified == evaluation.share.value


@pytest.mark.parametrize(
    ("evidence", "verified"), [("E0", 0), ("E1", 100), ("E2", 100), ("E3", 100)]
)
def test_a_hand_over_that_is_only_stated_is_not_verified(evidence, verified):
    level = EvidenceLevel(evidence)
    given_away = AgreedOption(negotiation_id="table2.3", option="b", known_by=100, evidence=level)
    by_option = replace(make_assessment(), agreed={"table2.3": given_away})
    override = make_override("NW.1", "provider", 100, evidence=level)
    by_override = make_assessment(overrides=by_duty(override))

    for assessment in (by_option, by_override):
        evaluation = score(make_questionnaire(), assessment)
        assert evaluation.share.value == 100
        assert evaluation.verified == verified


@pytest.mark.parametrize(("evidence", "verified"), [("E0", 0), ("E1", 75), ("E2", 75), ("E3", 75)])
def test_an_answer_that_is_only_stated_is_not_verified(evidence, verified):
    questionnaire = make_questionnaire(make_question("CA.1-Q1"))
    answers = {"CA.1-Q1": chosen(75, evidence=evidence)}

    evaluation = score(questionnaire, make_assessment(answers=answers))

    assert (evaluation.share.value, evaluation.verified) == (75, verified)


@properties
@given(drawn_cases())
def test_the_share_lies_within_its_range(case):
    evaluation = score(*case)

    for found in (evaluation.share, evaluation.beyond, *evaluation.categories.values()):
        if found.value is not None:
            assert found.low <= found.value <= found.high
        if found.low is not None:
            assert found.low <= found.high


@properties
@given(drawn_cases())
def test_the_range_is_a_point_where_nothing_is_open(case):
    questionnaire, assessment = case
    for question in questionnaire.questions:
        if assessment.answers[question.id].state is AnswerState.OPEN:
            assessment = with_answer(assessment, question.id, UNKNOWN)
    nobody = {
        n.id: AgreedOption(negotiation_id=n.id, option=None) for n in load_matrix().negotiations
    }
    settled = {k: a for k, a in assessment.agreed.items() if a.known_by is not None}
    overrides = {k: o for k, o in assessment.overrides.items() if o.known_by is not None}
    assessment = replace(assessment, agreed={**nobody, **settled}, overrides=overrides)

    evaluation = score(questionnaire, assessment)

    share = evaluation.share
    assert share.low == share.value == share.high
    assert evaluation.completeness in (None, 100)


@properties
@given(drawn_cases(), st.data())
def test_closing_an_open_question_stays_within_the_range(case, data):
    questionnaire, assessment = case
    still_open = [
        q for q in questionnaire.questions if assessment.answers[q.id].state is AnswerState.OPEN
    ]
    assume(still_open)
    question = data.draw(st.sampled_from(still_open))
    answer = chosen(*data.draw(st.sampled_from(possible_choices(question))))

    before = score(questionnaire, assessment).share
    after = score(questionnaire, with_answer(assessment, question.id, answer)).share

    assert before.low is None or before.low <= after.low
    assert before.high is None or after.high <= before.high


@properties
@given(drawn_cases())
def test_the_categories_add_up_to_the_share_exactly(case):
    evaluation = score(*case)

    counted = [c for c in evaluation.categories.values() if c.value is not None]
    assert sum(c.units for c in counted) == evaluation.share.units
    if evaluation.share.value is not None:
        units = evaluation.share.units
        assert sum(Fraction(c.units, units) * c.value for c in counted) == evaluation.share.value


@properties
@given(drawn_cases(), st.sampled_from(DRAWN_DUTIES), st.integers(2, 7))
def test_multiplying_all_weights_of_one_duty_changes_nothing(case, duty, factor):
    questionnaire, assessment = case
    heavier = replace(
        questionnaire,
        questions=tuple(
            replace(q, weight=q.weight * factor) if q.id.startswith(f"{duty}-") else q
            for q in questionnaire.questions
        ),
    )

    assert shares(score(heavier, assessment)) == shares(score(questionnaire, assessment))


@properties
@given(drawn_cases(), st.integers(2, 7))
def test_multiplying_all_importances_changes_nothing(case, factor):
    questionnaire, assessment = case
    matrix = load_matrix()
    heavier = replace(
        matrix,
        responsibilities=tuple(
            replace(r, importance=r.importance * factor) for r in matrix.responsibilities
        ),
    )

    before, after = score(questionnaire, assessment), score(questionnaire, assessment, heavier)

    assert after.share == replace(before.share, units=before.share.units * factor)
    for number in ("verified", "grade", "completeness", "clarity", "orphan_share"):
        assert getattr(after, number) == getattr(before, number)


@properties
@given(drawn_cases())
def test_critical_gaps_cap_the_grade_and_never_the_number(case):
    evaluation = score(*case)

    gaps = len(evaluation.critical_gaps)
    allowed = [Grade.A, Grade.B, Grade.C, Grade.D] if not gaps else [Grade.C, Grade.D]
    assert evaluation.grade in (None, *(allowed if gaps < 3 else [Grade.D]))
    counted = [d.result for d in evaluation.of_paper if d.result]
    earned = sum(r.units * r.value for r in counted)
    assert evaluation.share.value == (
        Fraction(earned) / sum(r.units for r in counted) if counted else None
    )


@properties
@given(drawn_cases())
def test_every_duty_can_be_repeated_on_paper_from_its_lines(case):
    for duty in score(*case).duties:
        if duty.state is not DutyState.HELD:
            continue
        counted = [line for line in duty.lines if line.value is not None]
        mean = Fraction(
            sum(line.question.weight * line.value for line in counted),
            sum(line.question.weight for line in counted),
        )
        assert duty.uncapped == mean
        assert duty.result.value == (min(mean, Fraction(40)) if duty.critical_gaps else mean)
        assert duty.result.units == 4 * duty.duty.importance


@properties
@given(drawn_cases())
def test_a_duty_beyond_the_paper_never_enters_the_share(case):
    questionnaire, assessment = case
    only_paper = replace(questionnaire, extensions=())

    before, after = score(questionnaire, assessment), score(only_paper, assessment)

    assert after.beyond.low is None
    left_out = {"beyond": None}
    assert {**numbers(after), **left_out} == {**numbers(before), **left_out}


@properties
@given(drawn_cases())
def test_answers_to_questions_not_asked_change_nothing_and_are_named(case):
    questionnaire, assessment = case
    evaluation = score(questionnaire, assessment)
    asked = {q.id for q in evaluation.asked}
    kept = {k: v for k, v in assessment.answers.items() if k in asked}

    assert numbers(score(questionnaire, replace(assessment, answers=kept))) == numbers(evaluation)
    assert evaluation.ignored == tuple(sorted(set(assessment.answers) - asked))


# The rule once more, as a person works it out on paper: plain tables, no class of the model.

_FILE = yaml.safe_load((QUESTIONNAIRES / "oscar-2020.matrix.yaml").read_text(encoding="utf-8"))
_ROWS = _FILE["responsibilities"]
_OPTIONS = {
    (n["id"], o["id"]): o["allocation"] for n in _FILE["negotiations"] for o in n["options"]
}
_HOLDER = {"customer": "us", "shared": "us", "negotiable": "nobody", "absent": "none"}


def _sources(row, model, assessment):
    """What each source says of a row, the strongest first: name, word, and what was said."""
    claims = {c.source.value: c for c in assessment.claims.values()}
    claims = {k: c for k, c in claims.items() if c.responsibility_id == row["id"]}
    option = assessment.agreed.get(row.get("negotiation", {}).get(model))
    for name in ("contract", "agreed", "provider_document", "practice"):
        if name in claims:
            yield name, claims[name].allocation.value, claims[name]
        elif name == "agreed" and option is not None and option.option:
            yield name, _OPTIONS[option.negotiation_id, option.option], option


def _unclear(row, model, assessment):
    """Two texts differ, or what is done differs from the strongest text."""
    if row["id"] in assessment.overrides:
        return False
    words = {name: word for name, word, _ in _sources(row, model, assessment)}
    done = words.pop("practice", None)
    written = list(words.values())
    if not written:
        return False
    is_double = (written[0], done) == ("provider", "customer")
    return len(set(written)) > 1 or (done is not None and done != written[0] and not is_double)


def _known(name, source, *, only_proved):
    """How the customer knows by one source."""
    if name in ("override", "agreed"):
        is_bare = only_proved and source.evidence == "E0" and source.known_by is not None
        return 0 if is_bare else source.known_by
    if only_proved and not source.place:
        return 0
    return {"contract": 100, "provider_document": 50}.get(name) or (75 if source.place else 0)


def _counted(row, model, assessment):
    """What counts of what was said of a row, the strongest first: name, word, source."""
    override = assessment.overrides.get(row["id"])
    said = [("override", override.allocation.value, override)] if override else []
    default = row["allocation"][model]
    for name, word, source in _sources(row, model, assessment):
        if name != "practice" or source.place or word != default:
            said.append((name, word, source))
    return said


def _settled(row, model, assessment, *, only_proved):
    """Who holds a row, how the customer knows, and whether somebody said so."""
    default = row["allocation"][model]
    negotiation = row.get("negotiation", {}).get(model)
    counted = _counted(row, model, assessment)
    if not counted and negotiation:
        return ("nobody" if negotiation in assessment.agreed else "not asked"), None, "nothing"
    who_said, word, _ = counted[0] if counted else ("paper", default, None)
    same = [(name, source) for name, claimed, source in counted if claimed == word]
    known = [_known(name, source, only_proved=only_proved) for name, source in same]
    known_by = max((k for k in known if k is not None), default=None)
    if word != "provider":
        return _HOLDER[word], known_by, who_said
    return ("theirs" if default == "provider" else "handed"), known_by, who_said


def _entries(row, questionnaire, assessment, *, only_proved):
    """One dictionary a question asked: w, v, gap, and whether it counts."""
    for q in questionnaire.questions:
        if q.responsibility_id != row["id"]:
            continue
        if assessment.depth is Depth.EXPRESS and not q.lead:
            continue
        if any(assessment.facts.get(fact, True) is False for fact in q.facts):
            continue
        answer = assessment.answers.get(q.id)
        word = answer.state.value if answer else "open"
        ticked = answer.choices if answer else ()
        if word == "chosen" and only_proved and answer.evidence == "E0":
            word, ticked = "unknown", ()
        value = sum(c.value for c in q.choices if c.id in ticked)
        missing = [b for b in q.critical_boxes if b not in ticked]
        yield {
            "w": q.weight,
            "v": value,
            "gap": q.critical and (value == 0 or bool(missing)),
            "critical": q.critical,
            "word": word,
        }


def _worth(entries, when_open=None):
    """R of one duty; open questions are left out, or take a value."""
    rows = []
    for e in entries:
        if e["word"] in ("chosen", "unknown"):
            rows.append((e["w"], e["v"], e["gap"]))
        elif e["word"] == "open" and when_open is not None:
            rows.append((e["w"], when_open, e["critical"] and when_open == 0))
    if not rows:
        return None
    mean = Fraction(sum(w * v for w, v, _ in rows), sum(w for w, _, _ in rows))
    return min(mean, Fraction(40)) if any(gap for _, _, gap in rows) else mean


def _line_on_paper(row, holder, known_by, entries):
    """(U, R), (U, low), (U, high), state of one duty; None for what does not count."""
    units = 4 * row.get("importance", 1)
    if holder == "us":
        low = _worth(entries, when_open=0)
        if low is None:
            return None
        value = _worth(entries)
        return (
            None if value is None else (units, value),
            (units, low),
            (units, _worth(entries, when_open=100)),
        )
    if holder == "nobody" or (holder == "handed" and known_by == 0):
        return ((units, 0),) * 3
    if holder == "handed" and known_by is not None:
        return ((row.get("importance", 1), known_by),) * 3
    return None, (units, 0), (units, 100)


def _done(holder, known_by, entries, *, is_negotiable):
    """The part of a duty that has been settled or answered."""
    parts = [(e["w"], e["word"] != "open") for e in entries]
    if is_negotiable or holder in ("handed", "nobody"):
        pending = holder == "not asked" or (holder == "handed" and known_by is None)
        parts.append((3, not pending))
    if not parts:
        return None
    return Fraction(sum(w for w, is_done in parts if is_done), sum(w for w, _ in parts))


def _clear(holder, known_by, who_said):
    if holder in ("nobody", "not asked"):
        return 0
    if known_by is not None:
        return known_by
    return 25 if who_said != "override" and holder != "handed" else 0


def _mean(pairs):
    pairs = [p for p in pairs if p is not None]
    units = sum(u for u, _ in pairs)
    return Fraction(sum(u * r for u, r in pairs)) / units if units else None


def on_paper(questionnaire, assessment, *, only_proved=False):
    """Every number of one assessment, from the matrix file and the rule alone."""
    model = assessment.service.model.value
    lines, done, clear, orphaned = [], [], [], []
    for row in _ROWS:
        if row["allocation"][model] == "absent":
            continue
        holder, known_by, who_said = _settled(row, model, assessment, only_proved=only_proved)
        is_unclear = _unclear(row, model, assessment)
        clarity = 0 if is_unclear else _clear(holder, known_by, who_said)
        clear.append((row.get("importance", 1), clarity))
        if holder in ("theirs", "none") or model in row.get("asked_with", {}):
            continue
        entries = []
        if holder in ("us", "nobody", "not asked"):
            entries = list(_entries(row, questionnaire, assessment, only_proved=only_proved))
        line = _line_on_paper(row, holder, known_by, entries)
        if line is None:
            continue
        lines.append(line)
        if line[0] is not None:
            is_orphan = holder == "nobody" or (holder == "handed" and known_by == 0)
            orphaned.append((line[0][0], 100 if is_orphan else 0))
        is_negotiable = model in row.get("negotiation", {})
        part = _done(holder, known_by, entries, is_negotiable=is_negotiable)
        if part is not None:
            done.append((line[1][0], 100 * part))
    return {
        "share": _mean(line[0] for line in lines),
        "low": _mean(line[1] for line in lines),
        "high": _mean(line[2] for line in lines),
        "completeness": _mean(done),
        "clarity": _mean(clear),
        "orphan_share": _mean(orphaned),
    }


@settings(properties, max_examples=120)
@given(drawn_cases())
def test_every_number_is_the_one_worked_out_on_paper(case):
    evaluation = score(*case)

    assert on_paper(*case) == {
        "share": evaluation.share.value,
        "low": evaluation.share.low,
        "high": evaluation.share.high,
        "completeness": evaluation.completeness,
        "clarity": evaluation.clarity,
        "orphan_share": evaluation.orphan_share,
    }
    assert on_paper(*case, only_proved=True)["share"] == evaluation.verified


# Boundaries of the grade.


@pytest.mark.parametrize(
    ("share", "gaps", "has_orphan", "grade"),
    [
        (0, 0, False, "D"),
        (Fraction(4999, 100), 0, False, "D"),
        (50, 0, False, "C"),
        (Fraction(6999, 100), 0, False, "C"),
        (70, 0, False, "B"),
        (Fraction(8499, 100), 0, False, "B"),
        (85, 0, False, "A"),
        (100, 0, False, "A"),
        (85, 0, True, "B"),
        (100, 0, True, "B"),
        (100, 1, False, "C"),
        (100, 2, False, "C"),
        (100, 3, False, "D"),
        (100, 4, True, "D"),
        (60, 1, True, "C"),
        (49, 1, False, "D"),
    ],
)
def test_the_grade_follows_share_critical_gaps_and_orphans(share, gaps, has_orphan, grade):
    assert grade_of(Fraction(share), gaps, has_orphan=has_orphan) is Grade(grade)


def five_questions(answered, **changes):
    """Five questions of one duty in SaaS, and nothing else that counts."""
    questions = [make_question(f"DA.3-Q{n}", **changes) for n in range(1, 6)]
    assessment = make_assessment(
        "saas",
        answers={q.id: chosen(100) for q in questions[:answered]},
        overrides=by_duty(
            make_override("DA.2", "absent", 100), make_override("CA.2", "absent", 100)
        ),
    )
    return make_questionnaire(*questions), assessment


@pytest.mark.parametrize(
    ("answered", "completeness", "grade"), [(3, 60, None), (4, 80, Grade.A), (5, 100, Grade.A)]
)
def test_there_is_no_grade_below_80_percent_completeness(answered, completeness, grade):
    evaluation = score(*five_questions(answered))

    assert evaluation.completeness == completeness
    assert evaluation.grade is grade
    assert evaluation.share.value == 100


def test_there_is_no_grade_while_a_critical_question_is_open():
    evaluation = score(*five_questions(4, critical=True))

    assert evaluation.completeness == 80
    assert evaluation.grade is None


def test_an_open_critical_question_beyond_the_paper_does_not_hold_back_the_grade():
    questionnaire, assessment = five_questions(5)
    longer = replace(
        questionnaire,
        questions=(*questionnaire.questions, make_question("X.BAK-Q1", critical=True)),
        extensions=(make_extension("X.BAK"),),
    )

    assert score(longer, assessment).grade is Grade.A


def test_there_is_no_grade_and_no_share_where_nothing_counts():
    evaluation = score(*five_questions(0))

    assert evaluation.share.value is None
    assert evaluation.verified is None
    assert evaluation.grade is None
    assert evaluation.orphan_share is None


# Critical gaps, question by question.


@pytest.mark.parametrize(
    ("ticked", "is_gap"),
    [((), True), ((1,), True), ((1, 2), True), ((2, 3), False), ((1, 2, 3), False)],
)
def test_a_critical_box_left_open_is_a_critical_gap(ticked, is_gap):
    boxes = make_boxes("CA.1-Q1", (40, 40, 20), critical=True, critical_boxes=("2", "3"))

    evaluation = score(
        make_questionnaire(boxes), make_assessment(answers={"CA.1-Q1": chosen(*ticked)})
    )

    assert evaluation.critical_gaps == (("CA.1-Q1",) if is_gap else ())


@pytest.mark.parametrize(
    ("answer", "is_gap"),
    [
        (chosen(0), True),
        (UNKNOWN, True),
        (chosen(25), False),
        (NOT_APPLICABLE, False),
        ({"state": AnswerState.OPEN}, False),
    ],
)
def test_a_critical_question_at_nothing_or_not_known_is_a_critical_gap(answer, is_gap):
    critical = make_question("CA.1-Q1", critical=True)

    evaluation = score(make_questionnaire(critical), make_assessment(answers={"CA.1-Q1": answer}))

    assert evaluation.critical_gaps == (("CA.1-Q1",) if is_gap else ())


def test_a_gap_caps_its_duty_at_40_and_says_so():
    questionnaire = make_questionnaire(
        make_question("CA.1-Q1", critical=True), make_question("CA.1-Q2", weight=3)
    )
    answers = {"CA.1-Q1": chosen(0), "CA.1-Q2": chosen(100)}

    evaluation = score(questionnaire, make_assessment(answers=answers))

    (duty,) = [d for d in evaluation.duties if d.duty.code == "CA.1"]
    assert (duty.uncapped, duty.result.value, duty.is_capped) == (75, 40, True)


def test_a_gap_below_40_caps_nothing():
    questionnaire = make_questionnaire(make_question("CA.1-Q1", critical=True))

    evaluation = score(questionnaire, make_assessment(answers={"CA.1-Q1": chosen(0)}))

    (duty,) = [d for d in evaluation.duties if d.duty.code == "CA.1"]
    assert duty.critical_gaps == ("CA.1-Q1",)
    assert not duty.is_capped


@pytest.mark.parametrize(("option", "known_by"), [(None, None), ("b", 0), ("b", 100)])
def test_a_duty_that_the_customer_does_not_hold_has_no_critical_gap(option, known_by):
    questionnaire = make_questionnaire(make_question("OS.8-Q1", critical=True))

    evaluation = score(
        questionnaire,
        make_assessment(answers={"OS.8-Q1": chosen(0)}, agreed={"table2.3": (option, known_by)}),
    )

    assert evaluation.critical_gaps == ()


def test_an_answer_of_do_not_know_is_not_open():
    questionnaire = make_questionnaire(make_question("CA.1-Q1"), make_question("CA.1-Q2"))

    evaluation = score(questionnaire, make_assessment(answers={"CA.1-Q1": UNKNOWN}))

    assert evaluation.open_count == 1
    assert [q.id for q in evaluation.asked] == ["CA.1-Q1", "CA.1-Q2"]
