"""Every page and dialog of the program, one after the other, each with something in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain

from PySide6.QtCore import QBuffer, QIODevice, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from model.assessment import ActionState, PlanEntry, Voice
from model.authoring import copy_of, question_of, with_question
from model.content.loader import questionnaire_path
from model.content.shelf import draft_path, read_record, write_draft
from model.errors import InputError
from model.fieldwork import Evidence, EvidenceKind, Interview, Observation
from model.improvement import Horizon
from model.paths import own_questionnaires
from model.provider_reply import ProviderReply, Replies
from model.responsibility import Allocation
from model.schema import Fault
from model.storage.evidence import EvidenceFolder
from model.workshop import EntryState
from ui import dialogs
from ui.evidence_pages import EvidencePages
from ui.main_window import SMALLEST
from ui.pages.evidence_dialog import EvidenceDialog
from ui.pages.form_dialog import FormDialog
from ui.pages.import_dialog import ImportDialog
from ui.pages.incidents_tab import IncidentsTab
from ui.pages.keys_dialog import KeysDialog
from ui.pages.not_applicable_dialog import NotApplicableDialog
from ui.pages.plan_tab import PlanTab
from ui.pages.replies_dialog import RepliesDialog
from ui.presenters.merge_presenter import Arrival, LocalCopy, MergePresenter
from ui.presenters.plan_editing import ACCEPT, FIELDS
from ui.presenters.replies_presenter import RepliesPresenter

SMALL = SMALLEST
STEPS = (
    "home",
    "setup",
    "division",
    "questions",
    "review",
    "results",
    "plan",
    "agreement",
    "printing",
    "learn",
)
INCIDENT = "ransomware"
LADDER, BOXES = "OS.8-Q1", "NW.1-Q1"
GROUPS_DUTY = "network.security_groups"
COPY = "my-own"
"""Id of the questionnaire that is written."""

INTERVIEW = Interview(
    id="i1", name="Li Wei", role="IT", held_on=date(2026, 11, 20), sample="3 of 12 hosts"
)
OBSERVATION = Observation(
    id="o1",
    question_id=LADDER,
    issue="Two administrators without a second factor",
    effect="One leaked password opens the console",
    recommendation="Make it a rule",
    owner="Li Wei",
    due=date(2026, 12, 31),
)
LINK = Evidence(
    id="e1",
    kind=EvidenceKind.LINK,
    title="The rule on second factors",
    content="https://intranet.example.com/rules/second-factor",
    questions=(LADDER,),
)
TEXT = Evidence(
    id="e2",
    kind=EvidenceKind.TEXT,
    title="Said on the phone",
    content="The administrator read the list of accounts out.\n" * 20,
    questions=(LADDER, BOXES),
)

SEED = 4711
"""Of the quiz form that is shown."""

WORDS = "What is asked about may have a long name that goes on. "

FAULTS = tuple(
    Fault(path=("questions", number, "why", language), key="error.field.empty", details={})
    for number in range(8)
    for language in ("zh", "en")
)
"""More to repair than the page has lines for."""


def settle(turns=12):
    for _ in range(turns):
        QApplication.processEvents()


def shown(root, *kinds):
    """Return the parts of some kinds that are on screen."""
    return [w for kind in kinds for w in root.findChildren(kind) if w.isVisible()]


def every_look(window):
    """Show one page or dialog after the other; yield its name once it is laid out."""
    settle()
    yield "welcome", window
    yield from _dialog("keys", KeysDialog(window.catalog, window))
    window.open_sample()
    pages = window.session_pages
    window.show_step("division")
    _work_out(pages.division)
    within = {
        "home": lambda: _home(window),
        "division": lambda: _division(pages.division, window),
        "questions": lambda: _questions(pages, window),
        "review": lambda: chain(_review(pages, window), _exchange(pages, window)),
        "results": lambda: _results(pages, window, "alone"),
        "plan": lambda: _plan(pages, window),
        "agreement": lambda: _agreement(pages, window),
        "learn": lambda: _learn(window),
    }
    for step in STEPS:
        window.show_step(step)
        settle()
        yield step, window
        if step in within:
            yield from within[step]()
    yield from quiz_looks(window)
    yield from _rounds(pages, window)
    pages = window.session_pages
    yield from _signed(pages, window)
    yield from authoring_looks(window)
    window.start_new()
    settle()
    yield "setup, new", window


def quiz_looks(window):
    """Show the start of the quiz, a plain question, one of each kind, and the result."""
    window.show_step("learn")
    pages = window.learn_pages
    pages.page.show_tab("quiz")
    quiz = pages.quiz
    for name, number in (("wrong number", "no number"), ("start", f"A-{SEED}")):
        quiz.type_number(number)
        settle()
        yield f"quiz, {name}", window
    quiz.tell_at_once(is_wanted=True)
    quiz.begin()
    told = set()
    while True:
        item = quiz.sitting.item
        kind = "story" if item.incident else "option" if item.option else "plain"
        if kind not in told:
            told.add(kind)
            settle()
            yield f"quiz, {kind}", window
            quiz.answer("provider")
            quiz.move(1)
            settle()
            yield f"quiz, {kind} told", window
        if quiz.sitting.at == len(quiz.sitting.items) - 1:
            break
        quiz.answer(("us", "both", "other")[quiz.sitting.at % 3])
        quiz.move(1)
        quiz.move(1)
    settle()
    yield "quiz, last question", window
    quiz.finish()
    for view in ("result", "key"):
        quiz.look_at(view)
        settle()
        yield f"quiz, {view}", window
    quiz.to_start()
    quiz.type_number(f"B-{SEED}")
    quiz.begin()
    quiz.answer("both")
    quiz.finish()
    settle()
    yield "quiz, both forms", window
    quiz.to_start()
    settle()
    yield "quiz, start again", window


def authoring_looks(window):
    """Show the list of questionnaires, a draft of a built-in one, and a trial of it."""
    folder = own_questionnaires(window._store.folder)
    write_draft(draft_path(folder, COPY), _copy())
    window.show_step("questionnaires")
    pages = window.authoring_pages
    pages.show_list()
    settle()
    yield "questionnaires", window
    pages._shelf.choose_entry(COPY, EntryState.DRAFT)
    pages.edit()
    yield from _draft(pages, window, "authoring, head")
    pages.show_part(BOXES)
    pages.findChild(QPushButton, "field.actions.open").setChecked(True)
    yield from _draft(pages, window, f"authoring, {BOXES}")
    pages.findChild(QPushButton, "authoring.preview").click()
    settle()
    yield "preview", window
    pages.show_list()


def _draft(pages, window, name):
    """Show a part of the draft once it was checked."""
    pages._editor._due.stop()
    pages._writer.show_faults(pages._writer.top, FAULTS)
    settle()
    yield name, window


@cache
def _copy():
    top = copy_of(read_record(questionnaire_path("oscar-2020")), COPY)
    boxes = question_of(top, BOXES)
    return with_question(top, {**boxes, "why": {"zh": "", "en": ""}})


def _home(window):
    """Show what went wrong over the page, and a search that finds nothing."""
    search = window._home_page.findChild(QLineEdit)
    search.setText("a word that nobody wrote")
    window.report_error(InputError("handover.ask.missing"))
    settle(30)
    yield "home, nothing found", window
    window.forget_message()
    search.clear()
    settle()


def _work_out(division):
    """Work out what every option would mean, as idle time does."""
    while division._presenters["agree"].prepare():
        pass


def _division(division, window):
    """Show every tab of the division, and the forms of the ledger."""
    page = division.page
    _work_out(division)
    for name in page.names:
        page.show_tab(name)
        settle()
        yield f"division, {name}", window
    division.show_responsibility(GROUPS_DUTY)
    settle()
    yield "division, a duty", window
    for name in ("contract", "handoff", "override"):
        form = division._ledger.form(name, GROUPS_DUTY)
        yield from _dialog(f"division, {name}", FormDialog(form, page))
    page.show_tab(page.names[0])


def _questions(pages, window):
    for question in (LADDER, BOXES):
        pages.question_presenter.open(question)
        settle()
        yield f"questions, {question}", window
        pages.question_presenter.choose_number(1)
        settle()
        yield f"questions, {question} saved", window
    page = pages.page("questions")
    pages.question_presenter.open(LADDER)
    yield from _dialog("questions, dialog", NotApplicableDialog(page._card, page))
    pages.session.speak_as(Voice.AUDITOR)
    settle()
    yield "questions, auditor", window
    pages.session.speak_as(Voice.CUSTOMER)


def _review(pages, window):
    """Show every tab with something in it, and the dialogs behind the lists."""
    page, session = pages.page("review"), pages.session
    session.keep_interview(INTERVIEW)
    session.keep_observation(OBSERVATION)
    session.interview = INTERVIEW.id
    session.speak_as(Voice.AUDITOR)
    session.does_not_apply(LADDER, "The provider looks after it")
    session.note(LADDER, "Seen in the console, with the administrator")
    session.speak_as(Voice.CUSTOMER)
    for proof in (LINK, TEXT, _picture(window)):
        session.keep_evidence(proof)
    run = pages._presenters["review"]
    evidence = run._presenters["evidence"]
    for name in page.names:
        page.show_tab(name)
        settle()
        if name == "evidence":
            yield from _evidence(evidence, window)
        yield f"review, {name}", window
    for name, form in (
        ("interview", run._interviews.form(INTERVIEW.id)),
        ("observation", run._observations.form(OBSERVATION.id)),
        ("file", evidence.presenter.form("e3")),
        ("link", evidence.presenter.form("", EvidenceKind.LINK)),
        ("refused", evidence.presenter.form("e2", EvidenceKind.TEXT, {}, "What is it?")),
        ("sign", run._signoff.sign_form()),
        ("round", run._signoff.round_form()),
    ):
        yield from _dialog(f"review, {name} dialog", FormDialog(form, page))


def _picture(window):
    """Return a picture as evidence, kept in the workspace."""
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(0x808080)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    kept = EvidenceFolder(window._store.folder).add_bytes(bytes(buffer.data().data()), "a.png")
    questions = (LADDER,)
    return replace(
        LINK,
        id="e3",
        kind=EvidenceKind.FILE,
        title=kept.title,
        content="",
        sha256=kept.sha256,
        size=kept.size,
        questions=questions,
    )


def _evidence(run, window):
    """Show each kind of evidence in the preview."""
    for key in ("e1", "e2", "e3"):
        run.page.choose(key)
        run.wait()
        settle()
        yield f"review, evidence {key}", window


def _exchange(pages, window):
    """Show what asks before a package leaves or comes in, and the evidence of one question."""
    flow, session = window.exchange, pages.session
    yield from _dialog("hand out", FormDialog(flow._form(session.assessment), window))
    yield from _dialog("passphrase", FormDialog(flow._passphrase_form(), window))
    yield from _dialog("import", _import(session, window))
    say = window.catalog.text
    dialog = EvidenceDialog(say("evidence.dialog.title"), say("evidence.close"), window)
    report = window.report_error
    at = (session, window._store.folder, window.catalog, report, dialog.page, LADDER)
    run = EvidencePages(*at)
    run.refresh()
    run.wait()
    yield from _dialog("questions, evidence", dialog)


def _import(session, window):
    """Return the preview of a copy that differs in many answers from the one that is here."""
    mine = session.assessment
    others = {
        key: replace(answer, note=f"{answer.note} – and something else")
        for key, answer in mine.answers.items()
    }
    arrival = Arrival(
        assessment=replace(mine, answers=others),
        questionnaire=session.questionnaire,
        matrix=session.matrix,
        created="2026-11-20",
        evidence_count=3,
    )
    dialog = ImportDialog(window)
    here = LocalCopy(id=session.id, assessment=mine)
    presenter = MergePresenter(arrival, (here,), window.catalog, dialog)
    presenter.refresh()
    presenter.choose_target(session.id)
    return dialog


def _results(pages, window, name):
    """Show every tab of the results once the other rounds are read."""
    page = pages.page("results")
    for tab in page.names:
        page.show_tab(tab)
        while pages.is_reading:
            settle(1)
        settle()
        yield f"results, {tab}, {name}", window
    page.show_tab("results")


def _rounds(pages, window):
    """Begin a second round: answers wait to be confirmed, and the tabs have two to show."""
    done = PlanEntry(action_id=f"{LADDER}-A1", state=ActionState.DONE)
    pages.session.decide(done)
    pages.open_next_round(WORDS)
    settle()
    pages = window.session_pages
    pages.question_presenter.open(LADDER)
    window.show_step("questions")
    settle()
    yield "questions, carried over", window
    for level in ("questions", "duties"):
        window.show_step("results")
        pages._results._compare.use_level(level)
        yield from _results(pages, window, f"two rounds, {level}")


def _agreement(pages, window):
    """Show what both sign, the questions for the provider, and a reply before it is kept."""
    page, run = pages.page("agreement"), pages._presenters["agreement"]
    for name in page.names:
        page.show_tab(name)
        settle()
        yield f"agreement, {name}", window
    yield from _dialog("agreement, form", FormDialog(run._presenter.form(), page))
    reply = ProviderReply(
        question_id="iam.service.activity_log/unsettled",
        holder=Allocation.PROVIDER,
        written=f"Service agreement, section 7. {WORDS}",
        person="Zhao Lei",
    )
    replies = Replies(
        origin="another", replies=(reply,), unanswered=3, faults=(InputError("error.final"),)
    )
    dialog = RepliesDialog(window)
    RepliesPresenter(replies, pages.session, window.catalog, dialog).refresh()
    yield from _dialog("agreement, replies", dialog)
    page.show_tab("document")


def _learn(window):
    """Show every tab to learn from, and an incident under its own division and a default."""
    page = window.learn_pages.page
    for name in page.names:
        page.show_tab(name)
        settle()
        yield f"learn, {name}", window
    page.show_tab("incidents")
    tab = page.findChild(IncidentsTab)
    tab.choose(INCIDENT)
    settle()
    yield "learn, an incident", window
    page.findChild(QPushButton, "incident-basis.iaas").click()
    settle()
    yield "learn, an incident by default", window
    page.findChild(QPushButton, "incident-basis.own").click()
    tab.findChild(QLineEdit, "incident-find").setText("a word that nobody wrote")
    settle()
    yield "learn, no incident found", window
    tab.findChild(QLineEdit, "incident-find").clear()
    page.show_tab(page.names[0])


def _signed(pages, window):
    """Show every tab of a final assessment, which cannot be changed, and a question of it."""
    pages.session.person = "Wang Fang"
    pages.session.sign_off()
    window.show_step("review")
    page = pages.page("review")
    for name in page.names:
        page.show_tab(name)
        settle()
        yield f"review, {name}, final", window
    window.show_step("questions")
    settle()
    yield "questions, final", window


def _plan(pages, window):
    """Show every tab with long decisions, the details of each kind of them, and the forms."""
    page, run, session = pages.page("plan"), pages.plan, pages.session
    first, second, third, fourth = (action.id for action in session.plan.ranked[:4])
    long = PlanEntry(action_id=first, owner=WORDS[:60], cost=WORDS[:60], note=WORDS * 30)
    session.decide(replace(long, due=date(2026, 1, 31), state=ActionState.DOING))
    session.decide(PlanEntry(action_id=second, state=ActionState.DONE))
    accepted = PlanEntry(action_id=third, state=ActionState.ACCEPTED)
    session.decide(replace(accepted, reason=WORDS, approver="Wang Fang"))
    session.decide(replace(accepted, action_id=fourth))
    tab = page.findChild(PlanTab)
    for name in page.names:
        page.show_tab(name)
        run.refresh()
        while tab.is_building:
            settle(1)
        if name == "list":
            for action_id in (first, second, third, fourth):
                tab.show_details(action_id)
        if name == "whatif":
            run.try_horizon(Horizon.DAYS_30)
        settle()
        yield f"plan, {name}", window
    for name in (*FIELDS, ACCEPT):
        form = run._editing.form(name, (first, second))
        yield from _dialog(f"plan, {name} dialog", FormDialog(form, page))
    page.show_tab("list")


def _dialog(name, dialog):
    dialog.show()
    settle()
    yield name, dialog
    dialog.close()
    dialog.deleteLater()
    settle(1)


def every_question(window, look):
    """Have the program's own questions asked, one after the other; `look` is given each."""
    say = window.catalog.text
    names = (("a", WORDS * 2), ("b", "B"))
    asked = {
        "delete": lambda: dialogs.confirm(window, WORDS, WORDS, say("home.delete.yes"), "No"),
        "move": lambda: dialogs.confirm_long(
            window, WORDS, "\n".join([WORDS] * 60), say("moving.yes"), say("moving.no")
        ),
        "line": lambda: dialogs.ask_line(
            window, say("questions.go_to.title"), say("questions.go_to.text"), ""
        ),
        "one of": lambda: dialogs.ask_one_of(
            window, say("evidence.attach"), say("evidence.attach.text"), names
        ),
    }
    for name, ask in asked.items():
        QTimer.singleShot(0, lambda name=name: _look_and_close(name, look))
        ask()


def _look_and_close(name, look):
    dialog = QApplication.activeModalWidget()
    try:
        settle()
        look(name, dialog)
    finally:
        dialog.reject()
