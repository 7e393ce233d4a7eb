"""Writing a questionnaire: every change as a new record, ids given once and never again.

A record is what a questionnaire file holds (docs/authoring.md). Nothing here checks it; that
is `validate` (model/content/checks.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

Record = dict[str, Any]
Path = tuple[str | int, ...]

FIRST_VERSION = "1.0.0"
_LADDER = (0, 25, 50, 75, 100)


def copy_of(top: Record, questionnaire_id: str) -> Record:
    """Return a questionnaire under another id, not released yet."""
    return {**top, "id": questionnaire_id, "version": FIRST_VERSION}


def value_at(record: object, path: Path) -> Any:  # noqa: ANN401  a record holds anything
    """Return what stands at a place; None where nothing does."""
    for step in path:
        if isinstance(record, dict):
            record = record.get(step)
        elif isinstance(record, list) and isinstance(step, int) and step < len(record):
            record = record[step]
        else:
            return None
    return record


def with_value(record: Any, path: Path, value: object) -> Any:  # noqa: ANN401  as above
    """Return a record with another value at a place; None takes the field, or the item, away."""
    step, rest = path[0], path[1:]
    if isinstance(record, list) and isinstance(step, int):
        inner = with_value(record[step], rest, value) if rest else value
        middle = [] if inner is None else [inner]
        return [*record[:step], *middle, *record[step + 1 :]]
    known = dict(record)
    new = with_value(known.get(str(step), {}), rest, value) if rest else value
    if new is None:
        known.pop(str(step), None)
    else:
        known[str(step)] = new
    return known


def with_item(question: Record, path: Path, taken: Collection[str] = ()) -> Record:
    """Return a question with one more empty item in the list at a place.

    Args:
        question: the question.
        path: the list.
        taken: ids that an action can no longer get (`retired` of the questionnaire).
    """
    items = value_at(question, path) or []
    changed: Record = with_value(question, path, [*items, _blank(question, str(path[-1]), taken)])
    return changed


def without_item(question: Record, path: Path) -> Record:
    """Return a question without the item at a place."""
    changed: Record = with_value(question, path, None)
    return changed


def question_of(top: Record, question_id: str) -> Record | None:
    """Return a question; None where there is none."""
    return next((q for q in top["questions"] if q.get("id") == question_id), None)


def with_kind(question: Record, kind: str) -> Record:
    """Return a question of another kind, without what only the other kinds have."""
    is_list = kind == "CHK"
    actions = [_of_kind(action, is_list=is_list) for action in question["actions"]]
    changed = {**question, "kind": kind, "actions": actions}
    if not is_list:
        changed.pop("critical_boxes", None)
    return changed


def with_question(top: Record, question: Record) -> Record:
    """Return the questionnaire with one question as it is now."""
    same = question["id"]
    return {**top, "questions": [question if q["id"] == same else q for q in top["questions"]]}


def add_question(top: Record, duty_id: str, code: str, place: Record) -> tuple[Record, str]:
    """Return the questionnaire with an empty question about a duty, and its id.

    Args:
        top: the questionnaire.
        duty_id: what the question is about.
        code: the stem of its id, such as "CA.1".
        place: table and row of the paper.
    """
    question_id = f"{code}-Q{_next_number(top, f'{code}-Q')}"
    is_first = all(q["responsibility"] != duty_id for q in top["questions"])
    question = {
        "id": question_id,
        "responsibility": duty_id,
        "kind": "L5",
        "lead": is_first,
        "weight": 1,
        "critical": False,
        "text": _both(),
        "why": _both(),
        "check": _both(),
        "choices": [{"id": str(v), "value": v, "text": _both()} for v in _LADDER],
        "evidence": {"ask": _both(), "look": _both()},
        "na_reasons": [],
        "actions": [_action(f"{question_id}-A1", "100")],
        "references": [],
        "source": place,
    }
    return {**top, "questions": [*top["questions"], question]}, question_id


def duplicate(top: Record, question: Record) -> tuple[Record, str]:
    """Return the questionnaire with a copy of one of its questions, and the copy's id."""
    code = question["id"].rpartition("-Q")[0]
    question_id = f"{code}-Q{_next_number(top, f'{code}-Q')}"
    new_ids = {a["id"]: f"{question_id}-A{n}" for n, a in enumerate(question["actions"], start=1)}
    actions = [
        {**a, "id": new_ids[a["id"]], "requires": [new_ids.get(r, r) for r in a["requires"]]}
        for a in question["actions"]
    ]
    copied = {**question, "id": question_id, "lead": False, "actions": actions}
    at = top["questions"].index(question) + 1
    questions = [*top["questions"][:at], copied, *top["questions"][at:]]
    return {**top, "questions": questions}, question_id


def retire(top: Record, question_id: str) -> Record:
    """Return the questionnaire without a question; its id is kept, so that none gets it again."""
    kept = [q for q in top["questions"] if q["id"] != question_id]
    return remember({**top, "questions": kept}, question_id)


def remember(top: Record, used_id: str) -> Record:
    """Return the questionnaire with an id that no question or action gets again."""
    return {**top, "retired": [*top.get("retired", []), used_id]}


def remember_all(top: Record, given: Collection[str]) -> Record:
    """Return the questionnaire with every id of other versions that it does not use itself."""
    own = {q["id"] for q in top["questions"]}
    own |= {action["id"] for q in top["questions"] for action in q["actions"]}
    gone = sorted({*top.get("retired", []), *given} - own)
    return {**top, "retired": gone} if gone else top


def _next_number(top: Record, start: str) -> int:
    used = [*(q["id"] for q in top["questions"]), *top.get("retired", [])]
    numbers = [key.removeprefix(start) for key in used if key.startswith(start)]
    return max((int(n) for n in numbers if n.isdigit()), default=0) + 1


def _blank(question: Record, name: str, taken: Collection[str]) -> object:
    """Return an empty item of a list of a question."""
    if name == "choices":
        return _choice(question)
    if name == "actions":
        start = f"{question['id']}-A"
        used = [*(a["id"] for a in question["actions"]), *taken]
        numbers = [key.removeprefix(start) for key in used if key.startswith(start)]
        last = max((int(n) for n in numbers if n.isdigit()), default=0)
        action = _action(f"{question['id']}-A{last + 1}", "100")
        return _of_kind(action, is_list=question["kind"] == "CHK")
    if name == "references":
        return {"framework": "CSA CCM", "edition": "4.0", "id": "", "confidence": "judged"}
    return _both()


def _choice(question: Record) -> Record:
    used = {choice["id"] for choice in question["choices"]}
    ids = map(str, range(1, 100) if question["kind"] == "CHK" else (*_LADDER, *range(1, 100)))
    free = next(each for each in ids if each not in used)
    is_step = question["kind"] != "CHK" and int(free) in _LADDER
    return {"id": free, "value": int(free) if is_step else 0, "text": _both()}


def _action(action_id: str, to: str) -> Record:
    return {
        "id": action_id,
        "level": 1,
        "to": to,
        "title": _both(),
        "steps": [_both()],
        "effort": 1,
        "cost": "none",
        "effect": _both(),
        "needs_provider": False,
        "requires": [],
    }


def _of_kind(action: Record, *, is_list: bool) -> Record:
    """Return an action with the target of its kind: boxes to tick, or a step to reach."""
    left = {name: value for name, value in action.items() if name not in ("to", "boxes")}
    target = {"boxes": action.get("boxes", [])} if is_list else {"to": action.get("to", "100")}
    return {**left, **target}


def _both() -> Record:
    return {"zh": "", "en": ""}
