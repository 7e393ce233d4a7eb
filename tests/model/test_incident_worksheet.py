"""The worksheet of an incident: what it says, and that it is no verdict."""

import pytest

from model.content.learning import load_incidents
from model.content.loader import load_matrix
from model.division import divide
from model.document import Edition, Fields, Paragraph, Table
from model.i18n import Catalog
from model.incident_worksheet import About, incident_worksheet
from model.language import Language
from model.reporting.documents import write_document
from model.responsibility import ServiceModel

MATRIX = load_matrix()
SHELF = load_incidents()


def made(kind, model="iaas", **more):
    division = divide(MATRIX, ServiceModel(model), {}, {})
    return incident_worksheet(SHELF.by_id[kind], division, SHELF.source, **more)


def texts(document, language):
    """Return every text of a document in one language."""
    found = []
    for block in document.blocks:
        if isinstance(block, Table):
            found += [line for row in block.rows for cell in row.cells for line in cell]
        elif isinstance(block, Fields):
            found += [line for _, lines in block.pairs for line in lines]
        elif isinstance(block, Paragraph):
            found.append(block.text)
    return [text.in_(language) for text in found]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", sorted(SHELF.by_id))
def test_it_says_everything_of_the_incident_and_that_it_is_no_verdict(kind, language):
    incident = SHELF.by_id[kind]

    said = texts(made(kind), language)

    wanted = [incident.story, *incident.before, *incident.during, *incident.after]
    wanted += [e.what for e in incident.evidence] + [n.who for n in incident.notices]
    assert {text.in_(language) for text in wanted} <= set(said)
    verdict = Catalog(language).text("learn.incident.no_verdict")
    assert said.count(verdict) == 2
    assert SHELF.source.in_(language) in said


def test_what_nobody_agreed_is_an_open_point():
    said = texts(made("ransomware"), Language.EN)

    assert any("Host backup" in line and "nobody agreed" in line for line in said)


def test_what_the_paper_gives_to_nobody_is_an_open_point_where_it_is_true():
    incident = next(i for i in SHELF.incidents if i.unheld and "iaas" not in i.unheld.models)
    model = incident.unheld.models[0]

    assert incident.unheld.text.en in texts(made(incident.id, model), Language.EN)
    assert incident.unheld.text.en not in texts(made(incident.id, "iaas"), Language.EN)


def test_an_open_service_is_named():
    about = About(service="Shop <b>", organisation="晨光", is_own=True)
    said = texts(made("ddos", about=about), Language.ZH)

    assert "Shop <b>" in said
    assert "晨光" in said


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.docx"])
def test_it_can_be_printed(tmp_path, name):
    path = tmp_path / name

    write_document(made("ransomware"), Edition.ZH, path)

    assert path.stat().st_size > 5000
