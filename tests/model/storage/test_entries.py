import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.assessment import AssessmentState, CloudService, Round, Status
from model.change import Part
from model.responsibility import ServiceModel
from model.storage.assessments import AssessmentStore
from model.storage.entries import SORTS, EntryQuery
from tests.builders import chosen, make_assessment
from tests.model.storage.crowd import fill
from tests.model.storage.workspace import put

NAMES = ("Li & Co", "li%co", "ＬＩ_CO", "晨光商贸", "晨光 网店", "a\\b", "", "ZOË Ærø", "ОБЛАКО")
PROVIDERS = ("aliyun", "aws", "Cloud_Co", "", "Straße")
WORDS = ("li", "LI", "%", "_", "\\", "晨光", "co", "aws", "阿里云", "x", "ë", "'", "a\\b")
WORDS += ("облако", "STRASSE", "ｃｏ", "ｚｏｅ\u0308", "ær", "光")
BEGAN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    moments = iter(BEGAN + timedelta(minutes=n // 6) for n in range(10_000))
    opened = AssessmentStore.open(tmp_path_factory.mktemp("entries"), lambda: next(moments))
    for number in range(40):
        service = CloudService(
            name=NAMES[number * 2 % 9],
            provider=PROVIDERS[number % 5],
            model=list(ServiceModel)[number % 3],
        )
        questions = [f"CA.{n}-Q1" for n in range(1, 1 + number % 4)]
        opened.create(
            make_assessment(
                organisation=NAMES[number % 9],
                service=service,
                status=Status(state=list(AssessmentState)[number % 4]),
                round=Round(number=1 + number % 3),
                answers={q: chosen(50) for q in questions},
            )
        )
    yield opened
    opened.close()


def small(text):
    """Return a text with its Latin letters small, as the database sorts them."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def alike(text):
    """Return a text as words are looked for: case and width do not count."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def fits(entry, query):
    places = (entry.organisation, entry.service.name, entry.service.provider)
    for word in query.words.split():
        ids = [provider for known, provider in query.providers if known == word]
        stands = any(alike(word) in alike(place) for place in places)
        if not stands and entry.service.provider not in ids:
            return False
    return query.state in (None, entry.state)


KEYS = {
    "organisation": lambda e: small(e.organisation),
    "service": lambda e: small(e.service.name),
    "provider": lambda e: small(e.service.provider),
    "model": lambda e: e.service.model.value,
    "state": lambda e: list(AssessmentState).index(e.state),
    "changed": lambda e: e.updated_at,
}


def expected(entries, query):
    found = sorted((e for e in entries if fits(e, query)), key=lambda e: e.id)
    found.sort(key=KEYS[query.sort], reverse=query.descending)
    end = None if query.limit is None else query.offset + query.limit
    return found[query.offset : end]


queries = st.builds(
    EntryQuery,
    words=st.lists(st.sampled_from(WORDS) | st.sampled_from(NAMES), max_size=3).map(" ".join),
    providers=st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(PROVIDERS)), max_size=3
    ).map(tuple),
    state=st.none() | st.sampled_from(AssessmentState),
    sort=st.sampled_from(SORTS),
    descending=st.booleans(),
    limit=st.none() | st.integers(0, 50),
    offset=st.integers(0, 45),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_the_database_finds_sorts_and_counts_as_python_would(store, query):
    everything = store.entries()
    found = [e for e in everything if fits(e, query)]

    assert store.find(query) == expected(everything, query)
    assert store.count(query) == len(found)
    in_any_state = replace(query, state=None)
    anywhere = [e for e in everything if fits(e, in_any_state)]
    assert store.counts_by_state(query) == {
        state: sum(e.state is state for e in anywhere) for state in AssessmentState
    }


@given(words=st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20))
def test_any_words_can_be_searched_for(store, words):
    query = EntryQuery(words=words, limit=None)

    assert store.find(query) == expected(store.entries(), query)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("zoë", "ZOË Ærø"),
        ("ZOE\u0308 ÆRØ", "ZOË Ærø"),
        ("облако", "ОБЛАКО"),
        ("li_co", "ＬＩ_CO"),
        ("ｌｉ＿", "ＬＩ_CO"),
        ("晨光", "晨光商贸"),
        ("商", "晨光商贸"),
        ("光商贸", "晨光商贸"),
    ],
)
def test_case_and_width_do_not_count_in_any_script(store, words, name):
    found = store.find(EntryQuery(words=words, limit=None))

    assert name in {place for e in found for place in (e.organisation, e.service.name)}
    assert len(found) < 40


def test_a_new_name_is_found_and_the_old_one_is_not(tmp_path):
    opened = AssessmentStore.open(tmp_path, lambda: BEGAN)
    assessment = make_assessment(organisation="Alt")
    assessment_id = opened.create(assessment)
    put(opened, assessment_id, Part.SETUP, replace(assessment.setup, organisation="ÉCLAIR"))

    assert opened.count(EntryQuery(words="éclair")) == 1
    assert opened.count(EntryQuery(words="alt")) == 0
    opened.close()


def test_every_assessment_is_listed_with_its_state_round_and_answers(store):
    entries = store.entries()

    assert len(entries) == 40
    assert [e.updated_at for e in entries] == sorted((e.updated_at for e in entries), reverse=True)
    for entry in entries:
        kept = store.load(entry.id)
        assert (entry.state, entry.round) == (kept.status.state, kept.round.number)
        assert (entry.organisation, entry.service) == (kept.organisation, kept.service)
        assert entry.answered == len(kept.answers)


def test_one_entry_is_found_by_its_id_and_an_unknown_one_is_not(store):
    entry = store.entries()[7]

    assert store.entry(entry.id) == entry
    assert store.entry("nobody") is None


def test_pages_follow_each_other_without_a_gap_in_a_large_workspace(tmp_path):
    fill(tmp_path, 500, answers=1)
    opened = AssessmentStore.open(tmp_path, lambda: BEGAN)
    for sort in SORTS:
        pages = [opened.find(EntryQuery(sort=sort, offset=n)) for n in (0, 200, 400)]
        whole = opened.find(EntryQuery(sort=sort, limit=None))

        assert [len(page) for page in pages] == [200, 200, 100]
        assert [e for page in pages for e in page] == whole
    opened.close()
