from __future__ import annotations

import re
import time

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget

from model.assessment import AssessmentState, Status
from model.fieldwork import Evidence, EvidenceKind
from model.settings import Theme
from model.storage.evidence import EvidenceFolder, FileState
from tests.ui.pages.helpers import WORDS, heard, labels_with, settle, taken_for_markup
from tests.ui.presenters.fakes import CATALOGS, EN, LEAD, make_session
from ui import dialogs, evidence_pages
from ui.app import make_app
from ui.evidence_pages import EvidencePages
from ui.pages import evidence_page
from ui.pages.evidence_dialog import EvidenceDialog
from ui.pages.evidence_page import PICTURE
from ui.pages.waiting_dialog import WaitingDialog
from ui.theme import apply_theme
from ui.widgets.picture import badge, read_picture, thumbnail


@pytest.fixture(scope="module")
def program(qapp):
    return make_app()


@pytest.fixture
def desk(qtbot, program, tmp_path):
    apply_theme(program, Theme.LIGHT, 100)
    return open_desk(qtbot, tmp_path)


def open_desk(qtbot, tmp_path, question_id="", catalog=EN, **changes):
    session = make_session(**changes)
    errors = []
    pages = EvidencePages(session, tmp_path / "w", catalog, errors.append, question_id=question_id)
    pages.session, pages.errors = session, errors
    qtbot.addWidget(pages.page)
    pages.page.resize(880, 620)
    pages.page.show()
    pages.refresh()
    done(pages)
    return pages


def done(pages):
    pages.wait()
    settle()


def picture(width=40, height=30, kind="PNG"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)
    return bytes(buffer.data().data())


def drop(page, *urls):
    data = QMimeData()
    data.setUrls(list(urls))
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    entered.ignore()
    page.dragEnterEvent(entered)
    if entered.isAccepted():
        page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    return entered.isAccepted()


def kept_of(pages):
    return list(pages.session.assessment.evidence.values())


def press(pages, name):
    pages.page.findChild(QPushButton, f"evidence-{name}").click()
    done(pages)


def preview(pages):
    page = pages.page
    return page._text.text() if page._text.isVisible() else page._content.toPlainText()


def add(pages, tmp_path, name, raw):
    path = tmp_path / name
    path.write_bytes(raw)
    assert drop(pages.page, QUrl.fromLocalFile(str(path)))
    done(pages)
    return kept_of(pages)[-1]


def test_a_dropped_file_is_kept_and_listed(desk, tmp_path):
    kept = add(desk, tmp_path, "mfa.txt", b"second factor: on")

    assert (kept.title, kept.size) == ("mfa.txt", 17)
    assert desk.page.current_id() == kept.id
    assert EvidenceFolder(tmp_path / "w").state(kept.sha256) is FileState.PRESENT
    assert preview(desk) == "second factor: on"


def test_a_dropped_address_is_not_taken_for_a_file(desk):
    assert not drop(desk.page, QUrl("https://a.cn/x"))
    assert kept_of(desk) == []


def test_nothing_is_dropped_on_a_final_assessment(qtbot, program, tmp_path):
    pages = open_desk(qtbot, tmp_path, status=Status(state=AssessmentState.FINAL))
    told = heard(pages.page.files_dropped)

    assert not drop(pages.page, QUrl.fromLocalFile(str(tmp_path)))
    assert told == []
    assert not pages.page.findChild(QPushButton, "evidence-add_files").isEnabled()


def test_a_picture_is_drawn_and_named(desk, tmp_path):
    add(desk, tmp_path, "a.png", picture())

    shown = desk.page._picture
    assert shown.isVisible()
    assert shown.pixmap().size() == QSize(40, 30)
    told = QAccessible.queryAccessibleInterface(shown)
    assert told.text(QAccessible.Text.Name) == "Picture: a.png"


@pytest.mark.parametrize("raw", [b"no picture", picture()[:60], b"<svg xmlns='x'/>"])
def test_a_damaged_picture_is_refused_with_a_sentence(desk, tmp_path, raw):
    add(desk, tmp_path, "a.png", raw)

    assert preview(desk) == EN.text("evidence.preview.bad_picture")
    assert desk.errors == []


def test_a_huge_picture_is_not_even_read():
    raw = bytearray(picture())
    raw[16:24] = (60_000).to_bytes(4, "big") * 2

    assert read_picture(bytes(raw), PICTURE) is None


@pytest.mark.parametrize("kind", ["PNG", "JPG", "BMP", "WEBP"])
def test_a_large_picture_is_scaled_to_its_room(kind):
    image = read_picture(picture(2000, 1000, kind), QSize(480, 240))

    assert image.size() == QSize(480, 240)


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (4000, 1), (1, 4000), (3000, 3000)])
def test_a_thumbnail_is_a_square_whatever_the_picture(qtbot, program, size):
    on = QWidget()
    qtbot.addWidget(on)
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)

    drawn = thumbnail(image, 40, on).pixmap(QSize(40, 40)).toImage()

    assert drawn.size() == QSize(40, 40)
    assert drawn.pixelColor(20, 20).red() > drawn.pixelColor(20, 20).blue()


@pytest.mark.parametrize("text", ["", "×", "PNG", "WWWW", "文件"])
def test_a_badge_keeps_its_letters_inside_its_frame(qtbot, program, text):
    on = QWidget()
    qtbot.addWidget(on)

    drawn = badge(text, 40, on).pixmap(QSize(40, 40)).toImage()

    empty = badge("", 40, on).pixmap(QSize(40, 40)).toImage()
    inside = [
        drawn.pixel(x, y) != empty.pixel(x, y) for x in range(40) for y in (0, 1, 2, 37, 38, 39)
    ]
    inside += [drawn.pixel(x, y) != empty.pixel(x, y) for x in (0, 1, 2, 37, 38) for y in range(40)]
    assert not any(inside)
    assert (drawn != empty) is bool(text)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("中文".encode("gb18030"), "中文"),
        (b"a\x00b", EN.text("evidence.preview.bad_text")),
        ("长".encode() * 9000, "长" * 2000),
        ("a\u202eb".encode(), "ab"),
        (WORDS.encode(), WORDS),
    ],
    ids=["gb18030", "binary", "long", "reordering", "markup"],
)
def test_a_text_shows_its_beginning_as_plain_text(desk, tmp_path, raw, shown):
    add(desk, tmp_path, "a.txt", raw)

    assert preview(desk) == shown
    assert taken_for_markup(desk.page) == []


@pytest.mark.parametrize(("state", "act"), [("altered", None), ("missing", "remove")])
def test_a_file_that_changed_is_shown_as_such_on_opening(desk, tmp_path, monkeypatch, state, act):
    kept = add(desk, tmp_path, "a.pdf", b"%PDF")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    place = EvidenceFolder(tmp_path / "w").path_of(kept.sha256)
    place.unlink() if act else place.write_bytes(b"%PDX")

    press(desk, "open")
    done(desk)

    assert opened == []
    assert [error.key for error in desk.errors] == [f"evidence.error.{state}"]
    texts = desk.presenter._row(kept).texts
    assert EN.text(f"evidence.state.{state}") in texts[2]
    assert not desk.page.findChild(QPushButton, "evidence-open").isEnabled()


def test_a_document_is_opened_as_a_copy_under_its_own_name(desk, tmp_path, monkeypatch):
    add(desk, tmp_path, "合同.pdf", b"%PDF")
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)

    press(desk, "open")

    (url,) = opened
    assert url.isLocalFile()
    assert url.fileName() == "合同.pdf"
    assert str(tmp_path / "w") not in url.toLocalFile()
    with open(url.toLocalFile(), "rb") as file:  # noqa: PTH123
        assert file.read() == b"%PDF"


def test_a_program_can_only_be_saved(desk, tmp_path, monkeypatch):
    add(desk, tmp_path, "a.exe", b"MZ")
    target = tmp_path / "out.exe"
    monkeypatch.setattr(dialogs, "ask_save_path", lambda *_: target)
    assert not desk.page.findChild(QPushButton, "evidence-open").isEnabled()

    press(desk, "save")

    assert target.read_bytes() == b"MZ"


@pytest.mark.parametrize("content", ["https://a.cn/x", "file:///etc/passwd", "javascript:alert(1)"])
def test_only_web_addresses_reach_the_desktop(qtbot, program, tmp_path, monkeypatch, content):
    link = Evidence(id="e1", kind=EvidenceKind.LINK, title="x", content=content)
    opened = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )
    pages = open_desk(qtbot, tmp_path, evidence={"e1": link})

    press(pages, "open")
    pages._open("e1")

    assert set(opened) == ({content} if content.startswith("https") else set())


def test_the_dialog_lists_only_its_question_and_can_be_left_while_files_are_added(
    qtbot, program, tmp_path, monkeypatch
):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    session, parent = make_session(), QWidget()
    qtbot.addWidget(parent)

    def drop_and_leave(dialog):
        drop(dialog.page, QUrl.fromLocalFile(str(path)))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(EvidenceDialog, "exec", drop_and_leave)
    evidence_pages.ask_for_evidence(session, tmp_path / "w", EN, parent, LEAD)

    (kept,) = session.assessment.evidence.values()
    assert kept.questions == (LEAD,)


def test_a_list_stays_scrolled_while_its_files_are_checked(qtbot, program, tmp_path):
    many = {
        f"e{n:02}": Evidence(
            id=f"e{n:02}", kind=EvidenceKind.FILE, title=f"{n:02}.pdf", sha256=f"{n:02}" * 32
        )
        for n in range(40)
    }
    pages = open_desk(qtbot, tmp_path, evidence=many)
    pages.page.choose("e30")
    settle()
    bar = pages.page._table.verticalScrollBar()
    before = bar.value()
    assert before > 0

    pages.presenter.checked({"30" * 32: FileState.ALTERED})
    settle()

    assert bar.value() == before
    assert pages.page.current_id() == "e30"


def icons(pages):
    """Return what is drawn before each row, by its id: its size, and the colour in its middle."""
    found = {}
    for row_id in pages.page._row_of:
        image = pages.page._icon_of(row_id).pixmap(pages.page._table.iconSize()).toImage()
        found[row_id] = image.size(), image.pixelColor(image.rect().center())
    return found


def test_pictures_are_drawn_in_the_list_and_all_else_has_a_badge(qtbot, desk, tmp_path):
    red = add(desk, tmp_path, "a.png", picture(400, 30))
    bad = add(desk, tmp_path, "b.png", b"no picture")
    document = add(desk, tmp_path, "c.pdf", picture())

    qtbot.waitUntil(lambda: {red.sha256, bad.sha256} <= desk.page._thumbnails.keys())

    drawn = icons(desk)
    assert drawn[red.id][1] == Qt.GlobalColor.red
    assert Qt.GlobalColor.red not in (drawn[bad.id][1], drawn[document.id][1])
    assert document.sha256 not in desk.page._thumbnails
    side = desk.page._table.iconSize()
    assert [size for size, _ in drawn.values()] == [side] * 3
    rows = desk.page._rows
    assert not rows.index(0, 0).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert rows.index(0, 1).data(Qt.ItemDataRole.DecorationRole) is None


def test_a_picture_that_was_damaged_is_drawn_once_its_file_is_added_again(qtbot, desk, tmp_path):
    kept = add(desk, tmp_path, "a.png", picture())
    place = EvidenceFolder(tmp_path / "w").path_of(kept.sha256)
    place.write_bytes(b"x")
    desk.page._thumbnails.clear()
    desk.page._table.viewport().update()
    qtbot.waitUntil(lambda: desk.page._thumbnails == {kept.sha256: None})

    add(desk, tmp_path, "a.png", picture())

    qtbot.waitUntil(lambda: desk.page._thumbnails.get(kept.sha256) is not None)


def many_pictures(count):
    return {
        f"e{n:03}": Evidence(
            id=f"e{n:03}", kind=EvidenceKind.FILE, title=f"{n:03}.png", sha256=f"{n:064x}"
        )
        for n in range(count)
    }


def test_only_pictures_on_screen_are_read_and_few_of_them_kept(
    qtbot, program, tmp_path, monkeypatch
):
    monkeypatch.setattr(evidence_page, "_KEPT", 20)
    monkeypatch.setattr(EvidenceFolder, "state", lambda *_: FileState.PRESENT)
    wanted = []
    pages = open_desk(qtbot, tmp_path, evidence=many_pictures(300))
    pages.page.thumbnails_wanted.connect(lambda hashes, _side: wanted.extend(hashes))
    qtbot.waitUntil(lambda: not pages._thumbnails.is_busy and bool(pages.page._thumbnails))
    assert len(pages.page._thumbnails) < 20

    pages.page.choose("e250")
    last = f"{250:064x}"
    qtbot.waitUntil(lambda: last in pages.page._thumbnails)

    assert len(wanted) < 60
    assert f"{120:064x}" not in wanted
    assert len(pages.page._thumbnails) <= 20


def test_a_list_of_a_thousand_measures_only_what_is_on_screen(qtbot, program, tmp_path):
    pages = open_desk(qtbot, tmp_path, evidence=many_pictures(1000))

    pages.presenter.checked({f"{n:064x}": FileState.ALTERED for n in range(1000)})
    settle()

    assert 0 < len(pages.page._table._fitted) < 60


@pytest.fixture
def slow(monkeypatch):
    """Let every copy of a file take its time."""
    add_at_once = EvidenceFolder.add

    def add_slowly(folder, path):
        time.sleep(0.1)
        return add_at_once(folder, path)

    monkeypatch.setattr(EvidenceFolder, "add", add_slowly)


def urls_of(folder, count):
    for number in range(count):
        (folder / f"{number}.txt").write_bytes(b"%d" % number)
    return [QUrl.fromLocalFile(str(folder / f"{n}.txt")) for n in range(count)]


def test_closing_waits_until_every_file_is_in_the_list(desk, tmp_path, slow):
    drop(desk.page, *urls_of(tmp_path, 3))
    said = []
    QTimer.singleShot(50, lambda: said.extend(labels_with(waiting(), "file 1 of 3")))

    desk.close()

    assert len(said) == 1
    assert sorted(each.title for each in kept_of(desk)) == ["0.txt", "1.txt", "2.txt"]
    assert desk.errors == []


def test_one_who_does_not_wait_keeps_the_files_that_were_whole(desk, tmp_path, slow):
    drop(desk.page, *urls_of(tmp_path, 30))
    button = "waiting.stop"
    QTimer.singleShot(250, lambda: waiting().findChild(QPushButton, button).click())
    begun = time.monotonic()

    desk.close()

    assert time.monotonic() - begun < 2
    whole = [each.title for each in kept_of(desk)]
    assert 1 <= len(whole) < 30
    assert sorted(whole) == sorted(f"{n}.txt" for n in range(len(whole)))


def test_escape_does_not_give_up_files(qtbot, desk, tmp_path, slow):
    drop(desk.page, *urls_of(tmp_path, 2))
    QTimer.singleShot(50, lambda: qtbot.keyClick(waiting(), Qt.Key.Key_Escape))

    desk.close()

    assert len(kept_of(desk)) == 2


def waiting():
    (dialog,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WaitingDialog)]
    return dialog


# --- looks -----------------------------------------------------------------------------------


def pieces():
    fields = {"collected_by": "王小明", "questions": (LEAD,)}
    long = "多因素认证配置截图与导出的用户列表（控制台）second-factor-settings.pdf"
    return {
        "e1": Evidence(
            id="e1", kind=EvidenceKind.FILE, title=long, sha256="ab" * 32, size=2_300_000, **fields
        ),
        "e2": Evidence(id="e2", kind=EvidenceKind.TEXT, title="Note", content="seen", **fields),
    }


def cut_off(root):
    faults = []
    for made in root.findChildren(QLabel):
        if made.isVisible() and made.text():
            needs = made.heightForWidth(made.width()) if made.wordWrap() else 0
            words = re.findall(r"[!-~]+|\S", made.text())
            widest = max(made.fontMetrics().horizontalAdvance(word) for word in words)
            if needs > made.height() or widest > made.contentsRect().width():
                faults.append(made.text())
    for made in root.findChildren(QPushButton):
        hint = made.sizeHint()
        if made.isVisible() and (hint.width() > made.width() or hint.height() > made.height() + 1):
            faults.append(made.text())
    return faults


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("catalog", CATALOGS.values(), ids=CATALOGS)
@pytest.mark.parametrize("question_id", ["", LEAD], ids=["page", "dialog"])
def test_nothing_is_clipped_and_all_is_named(qtbot, program, tmp_path, size, catalog, question_id):
    apply_theme(program, Theme.LIGHT, size)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(880, 620)
    dialog = EvidenceDialog(catalog.text("evidence.dialog.title"), "x", window)
    errors = []
    session = make_session(evidence=pieces())
    pages = EvidencePages(session, tmp_path / "w", catalog, errors.append, dialog.page, question_id)
    dialog.show()
    pages.refresh()
    done(pages)

    assert cut_off(dialog) == []
    controls = [
        w
        for w in dialog.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()
    ]
    assert len(controls) > 5
    for made in controls:
        told = QAccessible.queryAccessibleInterface(made)
        assert told.text(QAccessible.Text.Name).strip(), made.objectName()
    apply_theme(program, Theme.LIGHT, 100)
