"""What nobody means well sends to the framework's pages: refused, never a failure."""

import io
import zipfile
from dataclasses import replace

import pytest

from squad.framework.archives import pack, unpack
from tests.integration.framework.test_drafts import coordinator, document_of, draft
from tests.support.uploads import upload

__all__ = ["coordinator", "draft"]


def test_of_very_many_flaws_the_first_are_listed(coordinator, draft):
    files = dict(unpack(pack(document_of(draft))))
    files["areas/care.toml"] += b"[[milestones]]\n" * 60
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    data = packed.getvalue()
    page = upload(coordinator, "framework_drafts.import_draft", data, "f.zip", status=422)
    assert "The first 200 are listed." in page.text
    assert page.text.count("This is missing. Add it.") <= 200


def test_an_invisible_character_is_named_with_its_place(coordinator, draft):
    files = dict(unpack(pack(document_of(draft))))
    care = files["areas/care.toml"].decode()
    files["areas/care.toml"] = care.replace('name.en = "', 'name.en = "\\u0000', 1).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    data = packed.getvalue()
    page = upload(coordinator, "framework_drafts.import_draft", data, "f.zip", status=422)
    assert "An invisible character (U+0000) stands here. Delete it." in page.text
    assert "name.en" in page.text


@pytest.mark.parametrize(
    "name",
    ["samples-²-text-en", "samples-" + "9" * 5000 + "-text-en", "samples-0-material-²-en"],
)
def test_a_position_in_a_list_that_no_page_writes_is_passed_over(coordinator, draft, name):
    code = next(iter(document_of(draft).sample_sets))
    before = document_of(draft)
    page = coordinator.get("framework_drafts.edit_sample_set", draft_id=draft, code=code)
    (form,) = (f for f in page.forms() if f.get("action").endswith(f"samples/{code}"))
    answer = coordinator.client.post(
        form.get("action"), data={**dict(page.fields(form)), name: "x"}
    )
    assert answer.status_code == 303
    assert document_of(draft) == before


def test_a_set_of_more_than_its_form_shows_is_not_imported(coordinator, draft):
    document = document_of(draft)
    code, found = next(iter(document.sample_sets.items()))
    more = replace(found, samples=found.samples[:1] * 31)
    data = pack(replace(document, sample_sets={**document.sample_sets, code: more}))
    page = upload(coordinator, "framework_drafts.import_draft", data, "f.zip", status=422)
    assert "There should be 1 to 30 of these; here are 31." in page.text
