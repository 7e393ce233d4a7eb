"""Interviews: whom the answers come from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from model.fieldwork import Interview, Setting
from ui.presenters.base import SessionPresenter
from ui.presenters.differences_presenter import ListView
from ui.presenters.form import Entry, EntryKind, Form, day_of
from ui.presenters.list_card import ListAction, ListCard, add_action, row_actions

if TYPE_CHECKING:
    from collections.abc import Mapping


class InterviewsPresenter(SessionPresenter[ListView]):
    """Lists interviews, keeps what is entered, and says which one goes on."""

    def refresh(self) -> None:
        """Show the list as it stands."""
        if self._session.interview not in self._session.assessment.interviews:
            self._session.interview = ""  # it was taken back
        self._view.show_card(self._card())

    def form(self, interview_id: str = "") -> Form:
        """Return the form of one interview; of a new one for an empty id."""
        say = self._catalog.text
        kept = self._session.assessment.interviews.get(interview_id, Interview(id=""))
        return Form(
            title=say("review.interview.title"),
            words=self._catalog.messages("entry"),
            fields=(
                Entry(key="name", label=say("review.interview.name"), value=kept.name),
                Entry(key="role", label=say("review.interview.role"), value=kept.role),
                Entry(
                    key="held_on",
                    label=say("review.interview.held_on"),
                    kind=EntryKind.DATE,
                    value=kept.held_on.isoformat() if kept.held_on else "",
                ),
                Entry(
                    key="setting",
                    label=say("review.interview.setting"),
                    kind=EntryKind.CHOICE,
                    value=kept.setting.value,
                    choices=tuple((x.value, say(f"review.setting.{x}")) for x in Setting),
                ),
                Entry(
                    key="sample",
                    label=say("review.interview.sample"),
                    kind=EntryKind.TEXT,
                    value=kept.sample,
                ),
            ),
            needs=("name", "role"),
            missing=say("review.interview.missing"),
        )

    def keep(self, interview_id: str, values: Mapping[str, str]) -> None:
        """Keep what was entered."""
        interview = Interview(
            id=interview_id,
            name=values["name"],
            role=values["role"],
            held_on=day_of(values["held_on"]),
            setting=Setting(values["setting"]),
            sample=values["sample"],
        )
        self._try(lambda: self._session.keep_interview(interview))

    def delete(self, interview_id: str) -> bool:
        """Delete one; says whether it is gone."""
        self._try(lambda: self._session.drop_interview(interview_id))
        return interview_id not in self._session.assessment.interviews

    def go_on(self, interview_id: str) -> None:
        """Let answers come from this interview from now on; from none for an empty id."""
        self._session.interview = interview_id
        self.refresh()

    def _card(self) -> ListCard:
        say = self._catalog.text
        assessment = self._session.assessment
        can = not assessment.is_final
        now_on = assessment.interviews.get(self._session.interview)
        said = Counter(
            answer.interview
            for answers in (assessment.answers, assessment.findings)
            for answer in answers.values()
        )
        notice = "" if now_on is None else say("review.interviews.on", who=self._who(now_on))
        return ListCard(
            intro=say("review.interviews.intro"),
            name=say("review.tab.interviews"),
            notice=notice if can else "",
            blocked="" if can else say("review.final"),
            headings=tuple(
                say(f"review.interviews.column.{name}") for name in ("who", "when", "sample")
            ),
            rows=tuple(
                (key, self._row(each, said[key])) for key, each in assessment.interviews.items()
            ),
            nothing=say("review.interviews.none"),
            actions=(
                add_action(say("review.interviews.add"), can=can),
                ListAction(
                    name="go_on",
                    text=say("review.interviews.go_on"),
                    icon="message-square",
                    is_enabled=can,
                ),
                ListAction(
                    name="stop",
                    text=say("review.interviews.stop"),
                    needs_row=False,
                    is_enabled=can and now_on is not None,
                ),
                *row_actions(self._catalog, can=can),
            ),
        )

    def _row(self, interview: Interview, answers: int) -> tuple[str, ...]:
        say = self._catalog.text
        is_on = interview.id == self._session.interview
        mark = say("review.interviews.mark") if is_on else ""
        day = interview.held_on.isoformat() if interview.held_on else say("review.no_date")
        how = say(f"review.setting.{interview.setting}")
        return (
            "\n".join(text for text in (self._who(interview), mark) if text),
            f"{day} · {how}\n{say('review.interviews.answers', count=answers)}",
            interview.sample,
        )

    def _who(self, interview: Interview) -> str:
        return " · ".join(text for text in (interview.name, interview.role) if text)
