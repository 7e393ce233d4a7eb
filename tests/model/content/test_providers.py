"""What providers offer: the built-in file, what is unknown, and broken files."""

from __future__ import annotations

import pytest

from model.content.checks import check_file
from model.content.loader import PROVIDERS_FILE, load_providers, questionnaire_ids
from model.i18n import Catalog
from model.language import Language
from model.library import provider_features
from model.paths import QUESTIONNAIRES
from model.wording import KNOWN_PROVIDERS, offer_text

GOOD = """id: provider-features
version: 1.0.0
providers:
  - id: aliyun
    as_of: "2020-07"
    source: {zh: "附录1", en: "appendix 1"}
    features:
      CA.1: {zh: "虚拟 MFA", en: "Virtual MFA"}
"""


def test_the_built_in_file_is_sound():
    assert check_file(QUESTIONNAIRES / PROVIDERS_FILE).faults == ()


def test_every_provider_of_the_set_up_page_is_in_it():
    assert set(load_providers()) == set(KNOWN_PROVIDERS)


def test_it_is_no_questionnaire():
    assert "providers" not in questionnaire_ids()


def test_a_provider_typed_by_hand_offers_nothing_known():
    assert provider_features("My own cloud") is None


@pytest.mark.parametrize("language", list(Language))
def test_a_feature_is_told_with_its_date_and_source(language):
    said = offer_text("CA.1", load_providers()["aliyun"], Catalog(language))

    assert "MFA" in said
    assert "2020-07" in said
    assert load_providers()["aliyun"].source.in_(language) in said


@pytest.mark.parametrize("language", list(Language))
def test_a_duty_without_feature_is_said_to_be_unknown(language):
    catalog = Catalog(language)

    said = offer_text("ZZ.9", load_providers()["aliyun"], catalog)

    assert said == catalog.text("word.offer.unknown")


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("CA.1:", "CA.9:", 8, "error.content.no_duty"),
        ("id: aliyun", "id: nobody", 4, "error.field.one_of"),
        ('as_of: "2020-07"', "as_of: 2020", 5, "error.field.type"),
        ('zh: "虚拟 MFA", ', "", 8, "error.field.missing"),
        ("features:", "feature:", 7, "error.field.unknown"),
    ],
)
def test_a_broken_file_is_refused_at_its_line(tmp_path, old, new, line, key):
    path = tmp_path / "providers.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")

    faults = check_file(path).faults

    found = [(fault.details["line"], fault.details["what"].key) for fault in faults]
    assert (line, key) in found


def test_a_provider_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "providers.yaml"
    again = GOOD[GOOD.index("  - id: aliyun") :]
    path.write_text(GOOD + again, encoding="utf-8")

    (fault,) = check_file(path).faults

    assert fault.details["what"].key == "error.content.provider_twice"
    assert fault.details["line"] == 9
