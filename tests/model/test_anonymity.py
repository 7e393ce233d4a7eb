from dataclasses import replace

from hypothesis import given, settings

from model.anonymity import anonymised
from model.content.loader import load_matrix, load_questionnaire
from model.evaluation import evaluate
from model.exchange.assessment_file import assessment_from, parse, to_file
from tests.builders import drawn_cases
from tests.model.storage.workspace import full_assessment

MATRIX = load_matrix()


@settings(max_examples=60, deadline=None)
@given(drawn_cases())
def test_every_number_stays_as_it_is(case):
    questionnaire, assessment = case

    before = evaluate(MATRIX, questionnaire, assessment)
    after = evaluate(MATRIX, questionnaire, anonymised(assessment, {"aliyun"}))

    for name in ("share", "grade", "completeness", "clarity", "beyond", "categories"):
        assert getattr(after, name) == getattr(before, name)


def test_no_name_text_or_proof_is_left():
    marked = full_assessment()
    marked = replace(
        marked, service=replace(marked.service, name="Laden", provider="Mein Anbieter")
    )

    bare = anonymised(marked, {"aliyun"})
    raw = to_file(bare, load_questionnaire()).decode()

    for word in ("Test & Co", "Laden", "Anbieter", "李", "王", "没有网站", "line one", "§ 4"):
        assert word not in raw
    for word in ("mfa.png", "ab" * 32, "Two administrators", "i1", "new service", "first"):
        assert f'"{word}' not in raw
    for word in ("signed", "写规则", "keeps the gateway", "small", "customer phone", "C-7", "Zhao"):
        assert word not in raw
    assert bare.answers.keys() == marked.answers.keys()
    assert bare.claims.keys() == marked.claims.keys()


def test_a_known_provider_may_stay_and_the_file_can_be_read():
    bare = anonymised(full_assessment(), {"aliyun"})
    questionnaire = load_questionnaire()

    read = assessment_from(parse(to_file(bare, questionnaire), "a"), MATRIX, questionnaire, "a")

    assert read == bare
    assert read.service.provider == "aliyun"
