"""The scoring rule once more, from the listings of the commands and the raw file alone."""

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ASKED_UNDER_CONSOLE = {
    "saas": {
        f"iam.service.{name}"
        for name in (
            "password_policy",
            "credentials",
            "authentication_information",
            "activity_log",
            "users_and_permissions",
        )
    }
}
NEGOTIATED = {
    "iaas": {f"table2.{n}": "ab" for n in range(1, 8)} | {"table2.2": "abc"},
    "paas": {f"table2.{n}": "ab" for n in range(4, 8)},
    "saas": {"table2.4": "ab", "table5.1": "ab"},
}


def one_decimal(value):
    """Return a fraction rounded half up, as JSON shows it."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def random_assessment(seed, questions, model, depth="full"):
    """Make an assessment over the questions that `questions --format json` lists."""
    draw = random.Random(seed)
    agreed = {}
    for negotiation, options in NEGOTIATED[model].items():
        option = draw.choice([*options, None, "not asked"])
        if option == "not asked":
            continue
        agreed[negotiation] = {"option": option}
        if option and draw.random() < 0.7:
            agreed[negotiation]["known_by"] = draw.choice([0, 50, 75, 100])
        if draw.random() < 0.4:
            agreed[negotiation]["evidence"] = draw.choice(["E0", "E1", "E3"])
    answers = {}
    for question in questions:
        answer = _random_answer(draw, question)
        if answer is not None:
            answers[question["id"]] = answer
    return {
        "format": "shoulder-assessment",
        "version": 1,
        "questionnaire": {"id": "oscar-2020", "version": "1.0.0"},
        "service": {"model": model},
        "depth": depth,
        "division": {"agreed": agreed},
        "answers": answers,
    }


def _random_answer(draw, question):
    kind = draw.choices(["chosen", "unknown", "na", "open"], [7, 1, 1, 1])[0]
    ids = [choice["id"] for choice in question["choices"]]
    if kind == "open":
        return None
    if kind == "unknown":
        return {"unknown": True}
    if kind == "na":
        return {"not_applicable": "none here"}
    if question["kind"] == "CHK":
        answer = {"choices": [i for i in ids if draw.random() < 0.6]}
    else:
        answer = {"choice": draw.choice(ids)}
    if draw.random() < 0.5:
        answer["evidence"] = draw.choice(["E1", "E2"])
    return answer


def agreed_words(top):
    """Return what `--agreed` must be given to describe the division of a file."""
    words = []
    for key, said in top["division"]["agreed"].items():
        option = said["option"] or "none"
        known = f":{said['known_by']}" if said["option"] and "known_by" in said else ""
        words += ["--agreed", f"{key}={option}{known}"]
    return words


def score(top, rows, defaults, questions, *, proved=False):
    """Score a file.

    Args:
        top: the file.
        rows: `matrix --format json` with the agreed options of the file.
        defaults: the same without any.
        questions: `questions --format json` with the agreed options of the file.
        proved: take what is only stated as 0.
    """
    model = top["service"]["model"]
    elsewhere = ASKED_UNDER_CONSOLE.get(model, set())
    duties = {}
    clear = weights = 0
    for row, default in zip(rows, defaults, strict=True):
        if row["allocation"] == "absent":
            continue
        said = top["division"]["agreed"].get(row["negotiation"])
        known = said.get("known_by") if said else None
        if proved and said and known is not None and said.get("evidence", "E0") == "E0":
            known = 0
        state = _state(row, default, said, known)
        importance = row["importance"] or 1
        weights += importance
        clarity = 0 if state in ("orphan", "pending") else 25 if known is None else known
        clear += importance * clarity
        if row["id"] in elsewhere or row["code"] is None:
            state = "out"
        asked = [q for q in questions if q["responsibility"] == row["id"]]
        duties[row["id"]] = _duty(row, state, known, asked, top["answers"], proved)
    beyond = [q for q in questions if q["responsibility"].startswith("X.")]
    extensions = [
        _duty(
            {"id": name, "importance": 3, "negotiation": None},
            "held",
            None,
            [q for q in beyond if q["responsibility"] == name],
            top["answers"],
            proved,
        )
        for name in ("X.BAK", "X.IR")
    ]
    return _numbers(duties, extensions, rows, Fraction(clear, weights), questions, top["answers"])


def _state(row, default, said, known):
    if default["allocation"] == "provider":
        return "out"
    if row["allocation"] in ("customer", "shared"):
        return "held"
    if row["allocation"] == "negotiable":
        return "orphan" if said else "pending"
    if known is None:
        return "pending"
    return "handed_over" if known else "orphan"


def _value(question, answer, proved):
    """Return (v or None, gap) of one answer."""
    if answer is None or "not_applicable" in answer:
        return None, False
    if "unknown" in answer or (proved and answer.get("evidence", "E0") == "E0"):
        return 0, question["critical"]
    ticked = answer.get("choices", [answer.get("choice")])
    value = sum(c["value"] for c in question["choices"] if c["id"] in ticked)
    missed = question["kind"] == "CHK" and set(question["critical_boxes"]) - set(ticked)
    return value, question["critical"] and (value == 0 or bool(missed))


def _duty(row, state, known, asked, answers, proved):
    duty = {"state": state, "units": 0, "value": None, "low": None, "high": None, "gaps": []}
    duty["done"] = sum(q["weight"] for q in asked if q["id"] in answers)
    duty["all"] = sum(q["weight"] for q in asked)
    if row["negotiation"]:
        duty["all"] += 3
        duty["done"] += 0 if state == "pending" else 3
    units = 4 * row["importance"] if state != "out" else 0
    if state == "handed_over":
        duty |= {"units": row["importance"], "value": Fraction(known)}
        duty |= {
            "low": (row["importance"], Fraction(known)),
            "high": (row["importance"], Fraction(known)),
        }
    elif state == "orphan":
        duty |= {"units": units, "value": Fraction(0)}
        duty |= {"low": (units, Fraction(0)), "high": (units, Fraction(0))}
    elif state == "pending":
        duty |= {"low": (units, Fraction(0)), "high": (units, Fraction(100))}
    elif state == "held":
        duty |= _held(units, asked, answers, proved)
    return duty


def _held(units, asked, answers, proved):
    def mean(open_value):
        weights = earned = 0
        gap = False
        for question in asked:
            answer = answers.get(question["id"])
            value, is_gap = _value(question, answer, proved)
            if answer is None and open_value is not None:
                value, is_gap = open_value, question["critical"] and open_value == 0
            if value is not None:
                weights += question["weight"]
                earned += question["weight"] * value
                gap = gap or is_gap
        if not weights:
            return None
        exact = Fraction(earned, weights)
        return min(exact, Fraction(40)) if gap else exact

    low = mean(0)
    if low is None:
        return {"state": "out"}
    found = {"low": (units, low), "high": (units, mean(100))}
    value = mean(None)
    if value is None:
        return found | {"state": "pending"}
    gaps = [q["id"] for q in asked if _value(q, answers.get(q["id"]), proved)[1]]
    return found | {"units": units, "value": value, "gaps": gaps}


def _mean(pairs):
    pairs = list(pairs)
    total = sum(units for units, _ in pairs)
    return sum(units * value for units, value in pairs) / total if total else None


def _range(duties):
    return {
        "value": _mean((d["units"], d["value"]) for d in duties if d["value"] is not None),
        "low": _mean(d["low"] for d in duties if d["low"]),
        "high": _mean(d["high"] for d in duties if d["high"]),
        "units": sum(d["units"] for d in duties),
    }


def _numbers(duties, extensions, rows, clarity, questions, answers):
    share = _range(list(duties.values()))
    total = share["units"]
    counted = [d for d in duties.values() if d["low"] and d["all"]]
    units = sum(d["low"][0] for d in counted)
    done = sum(Fraction(d["low"][0] * d["done"], d["all"]) for d in counted)
    completeness = 100 * Fraction(done) / units if units else None
    gaps = {gap for d in duties.values() for gap in d["gaps"]}
    orphans = {name for name, d in duties.items() if d["state"] == "orphan"}
    is_open = any(
        q["critical"] and q["id"] not in answers
        for q in questions
        if not q["responsibility"].startswith("X.")
    )
    return {
        "share": share,
        "completeness": completeness,
        "clarity": clarity,
        "orphan_share": 100 * Fraction(sum(duties[o]["units"] for o in orphans), total)
        if total
        else None,
        "critical_gaps": gaps,
        "orphans": orphans,
        "beyond": _range(extensions)["value"],
        "grade": _grade(share["value"], completeness, len(gaps), bool(orphans), is_open),
        "duties": duties,
        "categories": {
            name: _range(
                [duties[r["id"]] for r in rows if r["category"] == name and r["id"] in duties]
            )
            for name in dict.fromkeys(r["category"] for r in rows)
        },
    }


def _grade(share, completeness, gaps, has_orphan, is_open):
    if share is None or completeness is None or completeness < 80 or is_open:
        return None
    if share < 50 or gaps >= 3:
        return "D"
    if share < 70 or gaps:
        return "C"
    return "A" if share >= 85 and not has_orphan else "B"
