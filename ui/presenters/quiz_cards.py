"""What the quiz shows: the start, one question, the result."""

from __future__ import annotations

from dataclasses import dataclass

Choice = tuple[str, str]
"""Id and words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizStartCard:
    """What the quiz is, and which form is begun.

    Attributes:
        number: of the form, as typed where it is wrong.
        problem: what is wrong with the number; empty for nothing.
        go_on, begin, result: words of the buttons; empty for none.
        comparison: headings and lines of both forms side by side; empty until both are done.
        remark: what to know when comparing; may be empty.
    """

    words: dict[str, str]
    text: str
    forms: tuple[Choice, ...]
    form: str
    number: str
    problem: str
    tells_at_once: bool
    go_on: str
    begin: str
    result: str
    comparison: tuple[tuple[str, ...], ...]
    remark: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizAnswerLine:
    """One question with its answer.

    Attributes:
        tone: of the verdict: good, warning, danger or plain.
        question: line by line.
        why: what explains the right answer, line by line, the place in the paper last.
    """

    title: str
    verdict: str
    tone: str
    question: tuple[str, ...]
    own: str
    right: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizQuestionCard:
    """One question.

    Attributes:
        answers: id, words and meaning of each answer.
        chosen: id of the answer given; empty for none.
        is_locked: its answer was shown, and stays.
        told: the answer, where it is shown at once; None before.
        story: title and text of an incident; empty for a plain question.
    """

    words: dict[str, str]
    id: str
    position: str
    done_text: str
    count: int
    done: int
    category: str
    setting: str
    story: tuple[str, ...]
    duty: str
    definition: str
    agreed: str
    asked: str
    answers: tuple[tuple[str, str, str], ...]
    chosen: str
    sureness: tuple[Choice, ...]
    sure: str
    is_locked: bool
    told: QuizAnswerLine | None
    is_first: bool
    is_last: bool
    next: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizErrorLine:
    """One error in the result.

    Attributes:
        duty_id, model: where to look it up.
        question_id: of the open assessment; empty for none.
    """

    title: str
    text: str
    agreed: str
    duty_id: str
    model: str
    question_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizResultCard:
    """The result of a form.

    Attributes:
        value: the index from 0 to 100; None where nothing was answered.
        confident: name of each category with its lines.
    """

    words: dict[str, str]
    title: str
    views: tuple[Choice, ...]
    view: str
    index: str
    value: float | None
    counts: str
    left_out: str
    dangerous_title: str
    dangerous_text: str
    dangerous: tuple[QuizErrorLine, ...]
    confident_title: str
    confident_text: str
    confident: tuple[tuple[str, tuple[QuizErrorLine, ...]], ...]
    comparison: tuple[tuple[str, ...], ...]
    remark: str
    answers: tuple[QuizAnswerLine, ...]
    source: str
