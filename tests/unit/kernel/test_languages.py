"""Which language a tag means, and what is read where a country says nothing itself."""

import pytest

from squad.kernel.languages import READ_IN, first_read, read_language, written_in


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("fr", "fr"), ("fr-CA", "fr-CA"), ("fr_CA", "fr-CA"), ("FR-ca", "fr-CA"), ("fr-BE", "fr"),
        ("en-CA", "en"), ("en_GB", "en"), ("de", None), ("C", None), ("*", None), ("", None),
    ],
)  # fmt: skip
def test_a_tag_means_its_country_or_else_its_language(tag, language):
    assert read_language(tag) == language


def test_the_first_tag_that_means_one_is_read():
    """Who prefers another country's English is not given French because it is named exactly."""
    assert first_read(["de", "en-CA", "fr-CA", "en"]) == "en"
    assert first_read(["fr-BE", "fr-CA"]) == "fr"
    assert first_read(["de"]) is None


def test_every_language_has_texts():
    assert {written_in(language) for language in READ_IN} == {"en", "fr"}
