"""A document as one HTML file, as parsers, browsers and screen readers find it."""

from __future__ import annotations

import html
import re
from dataclasses import asdict
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model.agreement import agreement_document
from model.document import (
    Chart,
    ChartKind,
    Column,
    Document,
    Edition,
    Fields,
    Heading,
    Measure,
    Paragraph,
    Row,
    RowLook,
    Steps,
    Table,
    printed,
    same,
)
from model.errors import OutputError
from model.exports.plan_document import plan_document
from model.language import Language, LocalizedText
from model.library import content, load_sample, report_of
from model.progress import Cancelled, Progress
from model.reporting.document_html import POLICY, write_html
from model.reporting.html_parts import inline, plain
from model.reporting.html_style import style_sheet
from model.reporting.palette import NIGHT, PAPER
from tests.model.agreement_samples import OSCAR, half_settled
from tests.model.reporting.html_pages import all_of, parsed, text_of, texts_with_language
from tests.model.reporting.samples import (
    audited,
    empty_report,
    full_report,
    report_on,
    sealed,
    small_report,
)

HAN = re.compile(r"[\u3400-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,}){3,}")
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<b onclick="x()">bold</b> & <img src="https://x.example/a.png"> &lt; ]]> </style>{var}'


def plan_of(data):
    return plan_document(data)


def sample(language):
    held = load_sample(language)
    return report_of(*content(held.questionnaire_id, held.questionnaire_version), held)


DOCUMENTS = {
    "small": plan_of(small_report()),
    "saas": plan_of(small_report("saas")),
    "empty": plan_of(empty_report()),
    "full": plan_of(full_report()),
    "audited": plan_of(report_on(sealed(audited()))),
    "sample-zh": plan_of(sample(Language.ZH)),
    "sample-en": plan_of(sample(Language.EN)),
    "agreement": agreement_document(*OSCAR, half_settled()),
}
EVERY_DOCUMENT = pytest.mark.parametrize("name", DOCUMENTS)
EVERY_EDITION = pytest.mark.parametrize("edition", list(Edition))


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every document in every edition: its path and its tree."""
    folder = tmp_path_factory.mktemp("html")
    found = {}
    for name, document in DOCUMENTS.items():
        for edition in Edition:
            path = folder / f"{name}.{edition}.html"
            write_html(document, edition, path)
            found[name, edition] = path, parsed(path)
    return found


def document_of(*blocks):
    text = same("x")
    return Document(
        title=text, about=text, foot=text, page_of=same("{page}"), program=text, blocks=blocks
    )


def written(document, tmp_path, edition=Edition.EN):
    path = tmp_path / "a.html"
    write_html(document, edition, path)
    return parsed(path)


# --- one file that fetches nothing -----------------------------------------------------------


@EVERY_DOCUMENT
@EVERY_EDITION
def test_nothing_runs_and_nothing_is_fetched(pages, name, edition):
    path, tree = pages[name, edition]
    raw = path.read_text(encoding="utf-8").lower()
    names = {key for each in tree.iter() for key in each.attrib}
    links = [a.get("href") for a in all_of(tree, "a")]

    assert not re.search(r"https?:|url\(|@import|\bsrc=|javascript:|rgb\(", raw)
    assert not all_of(tree, "script", "link", "iframe", "object", "embed", "img", "form", "base")
    assert not {key for key in names if isinstance(key, str) and key.startswith("on")}
    assert all(link.startswith("#") for link in links)
    policies = [m.get("content") for m in all_of(tree, "meta") if m.get("http-equiv")]
    assert policies == [POLICY]
    assert "default-src 'none'" in POLICY


@EVERY_DOCUMENT
def test_the_same_document_gives_the_same_bytes(pages, tmp_path, name):
    path, _ = pages[name, Edition.EN]
    again = tmp_path / "again.html"
    write_html(DOCUMENTS[name], Edition.EN, again)

    assert again.read_bytes() == path.read_bytes()


# --- structure -------------------------------------------------------------------------------


@EVERY_DOCUMENT
@EVERY_EDITION
def test_language_title_and_landmarks_are_there_once(pages, name, edition):
    _, tree = pages[name, edition]
    title = printed(DOCUMENTS[name].title, edition)[0]

    assert tree.get("lang") == ("en" if edition is Edition.EN else "zh-CN")
    assert title in text_of(all_of(tree, "title")[0])
    for landmark in ("header", "nav", "main", "footer", "h1"):
        assert len(all_of(tree, landmark)) == 1, landmark
    first = all_of(tree, "a")[0]
    assert first.get("href") == f"#{all_of(tree, 'main')[0].get('id')}"
    assert text_of(first)


@EVERY_DOCUMENT
@EVERY_EDITION
def test_headings_leave_no_level_out_and_ids_are_unique(pages, name, edition):
    _, tree = pages[name, edition]
    levels = [int(h.tag[1]) for h in all_of(tree, "h1", "h2", "h3", "h4", "h5", "h6")]
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    wanted = [f"#{i}" for i in ids]

    first = all_of(all_of(tree, "main")[0], "h2", "h3", "h4")[0]

    assert (levels[0], first.tag) == (1, "h2")
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert len(ids) == len(set(ids))
    for link in all_of(tree, "a"):
        assert link.get("href") in wanted
    for each in tree.iter():
        for key in ("aria-labelledby", "aria-describedby"):
            assert set((each.get(key) or "").split()) <= set(ids)


@EVERY_DOCUMENT
@EVERY_EDITION
def test_the_contents_lead_to_every_section(pages, name, edition):
    _, tree = pages[name, edition]
    listed = [text_of(a) for a in all_of(all_of(tree, "nav")[0], "a")]
    main = all_of(tree, "main")[0]

    assert listed == [text_of(h) for h in all_of(main, "h2", "h3")]
    assert len(listed) == len(
        [b for b in DOCUMENTS[name].blocks if isinstance(b, Heading) and b.level <= 2]
    )


@EVERY_DOCUMENT
@EVERY_EDITION
def test_tables_have_a_caption_and_heads_with_their_scope(pages, name, edition):
    _, tree = pages[name, edition]
    tables = all_of(tree, "table")

    assert tables
    for table in tables:
        caption, *_ = all_of(table, "caption")
        assert text_of(caption).strip()
        assert table.get("aria-labelledby") == caption.get("id")
        columns = len(all_of(all_of(table, "thead")[0], "th", "td"))
        for row in all_of(table, "tr"):
            cells = [c for c in row if c.tag in ("th", "td")]
            assert sum(int(c.get("colspan", 1)) for c in cells) == columns
            assert row.get("role") == "row"
            assert all(cell.get("role") for cell in cells)
    scopes = {th.get("scope") for th in all_of(tree, "th")}
    assert scopes <= {"col", "row", "rowgroup"}
    assert all(text_of(th).strip() for th in all_of(tree, "th") if th.get("scope") != "row")


@EVERY_DOCUMENT
@EVERY_EDITION
def test_fields_are_definition_lists_and_a_missing_value_says_so(pages, name, edition):
    _, tree = pages[name, edition]

    lists = all_of(tree, "dl")
    fields = [b for b in DOCUMENTS[name].blocks if isinstance(b, Fields)]
    assert len(lists) >= len(fields)
    for each in lists:
        for pair in each:
            assert [part.tag for part in pair] == ["dt", "dd"]
            assert all(text_of(part).strip() for part in pair)


@EVERY_DOCUMENT
@pytest.mark.parametrize("edition", [Edition.ZH, Edition.EN])
def test_what_is_in_the_other_language_says_so(pages, name, edition):
    _, tree = pages[name, edition]
    for text, language in texts_with_language(tree, ""):
        if language == "en":
            assert not HAN.search(text), text
        else:
            assert not LATIN.search(text), text


def test_both_languages_are_told_apart(tmp_path):
    text = LocalizedText(zh="责任", en="Duty")
    tree = written(document_of(Paragraph(text=text)), tmp_path, Edition.BOTH)
    said = {(t.strip(), lang) for t, lang in texts_with_language(tree, "") if t.strip()}

    assert {("责任", "zh-CN"), ("Duty", "en")} <= said


# --- charts ----------------------------------------------------------------------------------


@EVERY_DOCUMENT
def test_a_chart_has_title_and_description_and_its_table_says_the_same(pages, name):
    _, tree = pages[name, Edition.EN]
    charts = [b for b in DOCUMENTS[name].blocks if isinstance(b, Chart)]
    figures = all_of(tree, "figure")

    assert len(figures) == len(charts)
    for figure, chart in zip(figures, charts, strict=True):
        pictures = [each for each in figure.iter() if each.tag == f"{SVG}svg"]
        assert [(d.get("class"), "hidden" in d.attrib) for d in figure] == [
            ("wide", False),
            ("narrow", True),
        ]
        for picture in pictures:
            names = picture.get("aria-labelledby").split()
            said = [text_of(e) for e in picture.iter() if e.get("id") in names]
            assert said == [chart.title.en, chart.says.en]
            assert picture.get("role") == "img"
    for chart in (c for c in charts if c.kind is ChartKind.BARS):
        drawn = {text_of(e) for figure in figures for e in figure.iter() if e.tag == f"{SVG}text"}
        shown = [row.cells[1][0].en for row in chart.table.rows]
        assert set(shown) <= drawn


# --- colours ---------------------------------------------------------------------------------


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [PAPER, NIGHT], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(palette):
    sheet = style_sheet()
    used = set(re.findall(r"(?<![-\w])color: var\(--(\w+)\)", sheet))
    grounds = set(re.findall(r"background: var\(--(\w+)\)", sheet))

    assert used == {"ink", "muted", "accent"}
    assert grounds == {"paper", "wash"}
    for text in used:
        for ground in grounds:
            assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5
    assert contrast(palette.accent, palette.wash) >= 3  # a bar on its track


def test_every_colour_of_the_page_follows_light_and_dark(pages):
    sheet = style_sheet()
    for palette in (PAPER, NIGHT):
        assert f"--paper: {palette.paper};" in sheet
    rules = re.sub(r":root \{[^}]*\}", "", sheet)
    assert not re.search(r"#[0-9a-f]{3,8}\b", rules)
    assert sheet.count("{") == sheet.count("}")
    path, _ = pages["sample-zh", Edition.ZH]
    drawing = "".join(re.findall("<svg.*?</svg>", path.read_text(encoding="utf-8"), re.DOTALL))
    assert set(re.findall(r"(?:fill|stroke): ([^;]+);", drawing)) <= {
        "none",
        *(f"var(--{name}, {colour})" for name, colour in asdict(PAPER).items()),
    }


TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "main", "nav", "footer"),
    *("h1", "h2", "p", "ul", "ol", "li", "section", "dl", "div", "dt", "dd", "span", "figure"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    *(f"{SVG}{name}" for name in ("svg", "title", "desc", "g", "rect", "path", "text")),
}


# --- texts -----------------------------------------------------------------------------------


@EVERY_DOCUMENT
@EVERY_EDITION
def test_every_text_of_the_document_is_there(pages, name, edition):
    _, tree = pages[name, edition]
    text = text_of(all_of(tree, "main")[0])

    for block in DOCUMENTS[name].blocks:
        for each in texts_of(block):
            for words in printed(each, edition):
                assert plain(words) in text


def texts_of(block):
    if isinstance(block, Heading | Paragraph):
        return [block.text]
    if isinstance(block, Steps):
        return block.items
    if isinstance(block, Fields):
        values = [texts_of(v) if isinstance(v, Steps) else v for _, v in block.pairs]
        return [*(n for n, _ in block.pairs), *(t for v in values for t in v)]
    if isinstance(block, Chart):
        return texts_of(block.table)
    if isinstance(block, Table):
        cells = [text for row in block.rows for cell in row.cells for text in cell]
        return [*(c.title for c in block.columns), *cells]
    return [*texts_of(block.left), *texts_of(block.right)]


@given(st.text(), st.sampled_from(list(Language)))
@example(HOSTILE, Language.EN)
@example(HOSTILE, Language.ZH)
@example("a\x00b\x1b\ufdd0\uffff\U0001fffe\ud800\u202e", Language.EN)
@example("三个 English words here 和 3 个", Language.ZH)
@settings(max_examples=200)
def test_no_text_becomes_markup(tmp_path_factory, text, language):
    typed = same(text)
    table = Table(
        columns=(Column(title=typed, width=6), Column(title=typed, width=6)),
        rows=(
            Row(cells=((typed,), (typed, typed)), look=RowLook.OPEN),
            Row(cells=((typed,),), look=RowLook.WIDE),
        ),
        caption=typed,
    )
    measure = Measure(name=typed, value=Fraction(1), low=Fraction(0), high=Fraction(9))
    blocks = (
        Heading(text=typed),
        Paragraph(text=typed),
        Steps(items=(typed,)),
        Fields(pairs=((typed, (typed,)),)),
        Chart(kind=ChartKind.BARS, title=typed, says=typed, measures=(measure,), table=table),
    )
    edition = Edition(language.value)
    document = Document(
        title=typed, about=typed, foot=typed, page_of=typed, program=typed, blocks=blocks
    )
    tree = written(document, tmp_path_factory.mktemp("html"), edition)
    own = plain(text)

    for name in ("h1", "dt", "caption"):
        assert text_of(all_of(tree, name)[0]) == own
    assert text_of(all_of(all_of(tree, "main")[0], "p")[0]) == own if own else True
    assert text_of(all_of(all_of(tree, "ol")[0], "li")[0]) == own
    assert {each.tag for each in tree.iter() if isinstance(each.tag, str)} <= TAGS


@given(st.text(), st.sampled_from(list(Language)))
@settings(max_examples=200)
def test_marking_languages_changes_no_letter(text, language):
    without = re.sub(r'<span lang="[-\w]+">|</span>', "", inline(text, language))
    assert html.unescape(without) == plain(text)


# --- writing ---------------------------------------------------------------------------------


def test_progress_is_told_and_a_cancelled_file_is_not_there(tmp_path):
    told = []
    write_html(DOCUMENTS["small"], Edition.EN, tmp_path / "a.html", Progress(tell=told.append))

    assert told == sorted(told)
    assert told[-1] == 1
    path = tmp_path / "b.html"
    path.write_text("older")
    with pytest.raises(Cancelled):
        write_html(DOCUMENTS["small"], Edition.EN, path, Progress(is_stopped=lambda: len(told) > 5))
    assert path.read_text() == "older"


def test_where_nothing_can_be_written_nothing_is_left(tmp_path):
    with pytest.raises(OutputError):
        write_html(DOCUMENTS["small"], Edition.EN, tmp_path / "missing" / "a.html")

    assert list(tmp_path.iterdir()) == []
