"""Texts exist in both languages, and each is an original."""

from __future__ import annotations

import pytest

from model.language import NO_TEXT, Language, LocalizedText

TEXT = LocalizedText(zh="备份", en="Backup")


@pytest.mark.parametrize(("language", "words"), [(Language.ZH, "备份"), (Language.EN, "Backup")])
def test_a_text_is_said_in_the_language_asked_for(language, words):
    assert TEXT.in_(language) == words


def test_a_text_is_named_by_language_in_files():
    assert TEXT.both() == {"zh": "备份", "en": "Backup"}


@pytest.mark.parametrize("language", list(Language))
def test_no_text_is_empty_in_every_language(language):
    assert NO_TEXT.in_(language) == ""


def test_a_language_is_chosen_by_its_short_name():
    assert [Language("zh"), Language("en")] == list(Language)
