"""What is learnt from: the models beside the paper's, and the kinds of incident."""

import pytest

from model.content.learning import INCIDENTS_FILE, MODELS_FILE, load_incidents, load_models
from model.content.loader import extension_ids, load_matrix, questionnaire_ids
from model.content.yaml_file import parsed
from model.responsibility import Allocation
from model.schema import faults
from model.security_models import Holder

MATRIX = load_matrix()
MODELS = load_models()
INCIDENTS = load_incidents()


@pytest.mark.parametrize(
    ("path", "schema"), [(MODELS_FILE, "models"), (INCIDENTS_FILE, "incidents")], ids=str
)
def test_the_files_fit_their_schemas(path, schema):
    assert faults(parsed(path.read_bytes()), schema) == []


def test_they_are_no_questionnaires():
    assert not {"models", "incidents"} & set(questionnaire_ids())


def test_every_model_is_named_once_with_its_edition():
    ids = [model.id for model in MODELS.models]

    assert len(ids) == len(set(ids))
    assert {"aws", "azure-2020", "azure-2026", "google", "csa", "gbt22239", "gbt31167"} <= set(ids)
    for model in MODELS.models:
        assert model.edition.zh
        assert model.edition.en


@pytest.mark.parametrize("model", MODELS.models, ids=lambda m: m.id)
def test_every_cell_stands_in_a_column_and_is_laid_beside_something_that_exists(model):
    columns = {column.id for column in model.columns}
    known = {
        *MATRIX.by_id,
        *(category.id for category in MATRIX.categories),
        *(topic.id for topic in MODELS.topics),
    }
    for row in model.rows:
        assert set(row.holders) <= columns
        assert set(row.unsure) <= columns
        assert set(row.covers) <= known
    assert len({row.id for row in model.rows}) == len(model.rows)


@pytest.mark.parametrize("model", MODELS.models, ids=lambda m: m.id)
def test_no_subject_is_covered_by_two_rows_in_different_ways(model):
    covered = [subject for row in model.rows for subject in row.covers]

    assert len(covered) == len(set(covered)) or model.id == "gbt31167"


@pytest.mark.parametrize("model", MODELS.models, ids=lambda m: m.id)
def test_where_a_model_differs_from_the_paper_it_says_why(model):
    for row in model.rows:
        differs = [
            (subject, column.id)
            for subject in row.covers
            if subject in MATRIX.by_id
            for column in model.columns
            for service in column.models
            if row.holder(column.id) is not Holder.UNSTATED
            and MATRIX.by_id[subject].allocation[service] is not Allocation.ABSENT
            and row.holder(column.id) != MATRIX.by_id[subject].allocation[service].value
        ]
        assert not differs or row.note is not None, differs


def test_there_are_at_least_twenty_kinds_of_incident():
    ids = [incident.id for incident in INCIDENTS.incidents]

    assert len(ids) >= 20
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("incident", INCIDENTS.incidents, ids=lambda i: i.id)
def test_every_duty_of_an_incident_exists_and_one_at_least_where_it_can_happen(incident):
    duties = [duty.responsibility_id for duty in incident.duties]

    assert set(duties) <= set(MATRIX.by_id)
    assert len(duties) == len(set(duties))
    assert set(incident.beyond) <= set(extension_ids())
    for service in incident.models:
        present = {duty.id for duty in MATRIX.present(service)}
        unheld = incident.unheld is not None and service in incident.unheld.models
        assert present & set(duties) or unheld


@pytest.mark.parametrize("incident", INCIDENTS.incidents, ids=lambda i: i.id)
def test_both_languages_are_originals(incident):
    texts = [incident.title, incident.story, *incident.before, *incident.during, *incident.after]
    texts += [t for duty in incident.duties for t in (duty.why,)]
    texts += [t for e in incident.evidence for t in (e.what, e.where)]
    texts += [t for n in incident.notices for t in (n.who, n.when)]
    for text in texts:
        assert any("一" <= c <= "鿿" for c in text.zh), text.zh
        assert not any("一" <= c <= "鿿" for c in text.en), text.en
        assert "’" not in text.en
