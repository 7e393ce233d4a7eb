"""The comparison of models in print."""

import pytest

from model.comparing import compare
from model.comparison_document import comparison_document
from model.content.learning import load_models
from model.content.loader import load_matrix
from model.division import divide
from model.document import Edition, RowLook, Table
from model.language import Language
from model.reporting.documents import write_document
from model.responsibility import ServiceModel

MATRIX = load_matrix()
SHELF = load_models()


def made(model="paas", service="", **more):
    chosen = ServiceModel(model)
    lines = compare(MATRIX, SHELF, chosen, **more)
    return comparison_document(MATRIX, SHELF, chosen, lines, service), lines


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("model", list(ServiceModel))
def test_every_line_is_printed_under_its_category_and_marked_where_models_differ(model):
    document, lines = made(model)

    rows = [row for row in tables(document)[0].rows if row.look is not RowLook.BAND]
    assert len(rows) == len(lines)
    marked = [row.look is RowLook.OPEN for row in rows]
    assert marked == [line.disagrees for line in lines]


@pytest.mark.parametrize("language", list(Language))
def test_every_difference_is_explained(language):
    document, lines = made()

    told = [t.in_(language) for row in tables(document)[1].rows for t in row.cells[1]]
    assert len(told) == sum(len(line.disagreeing) for line in lines)
    for line in lines:
        for cell in line.disagreeing:
            if cell.row.note is not None and line.responsibility is not None:
                assert any(cell.row.note.in_(language) in each for each in told)


def test_every_model_shown_names_its_edition():
    document, _ = made(chosen=["aws", "csa"])

    names = [row.cells[0][0].en for row in tables(document)[-1].rows]
    assert names == [SHELF.by_id["aws"].name.en, SHELF.by_id["csa"].name.en]


def test_an_open_service_has_a_column_of_its_own():
    division = divide(MATRIX, ServiceModel.PAAS, {}, {})
    document, _ = made(service="Shop", division=division)

    table = tables(document)[0]
    assert [c.title.en for c in table.columns][2] == "Shop"
    assert sum(c.width for c in table.columns) == pytest.approx(12)


def test_it_can_be_printed_in_both_languages(tmp_path):
    write_document(made()[0], Edition.ZH, tmp_path / "a.pdf")
    write_document(made()[0], Edition.EN, tmp_path / "a.docx")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.docx", "a.pdf"]


def test_every_model_shown_is_printed_in_its_own_layers_too():
    document, _ = made(chosen=["azure-2026"])

    own = tables(document)[2]
    assert [c.title.en for c in own.columns][1:] == ["On-premises", "IaaS", "PaaS", "SaaS"]
    assert len(own.rows) == 10
