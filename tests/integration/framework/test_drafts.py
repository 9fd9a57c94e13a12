"""The company's own edition: copied, edited, compared, published, taken along."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from squad.audit.models import AuditEvent
from squad.db.session import session
from squad.framework.archives import pack
from squad.framework.models import FrameworkDraft, FrameworkVersion
from squad.framework.queries import get_document
from squad.framework.rules.document import from_json
from squad.framework.rules.document.editing import with_version
from squad.kernel.languages import LANGUAGES
from squad.programmes.models import Programme
from tests.support.statements import counting
from tests.support.uploads import upload


@pytest.fixture
def coordinator(make, visitor_of):
    return visitor_of(make.coordinator(make.programme()))


@pytest.fixture
def draft(coordinator):
    """The id of a draft of the shipped version."""
    page = coordinator.get("framework.show_framework")
    action = next(f.get("action") for f in page.forms() if f.get("action").endswith("/copy"))
    return int(page.submit(action, status=303).location.rsplit("/", 1)[1])


def document_of(draft_id):
    text = session.scalar(select(FrameworkDraft.document).where(FrameworkDraft.id == draft_id))
    session.rollback()
    return from_json(text)


def edit(visitor, what, draft_id, **typed):
    args = {name: typed.pop(name) for name in ("code", "area", "stage") if name in typed}
    status = typed.pop("status", 303)
    page = visitor.get(f"framework_drafts.{what}", draft_id=draft_id, **args)
    return page.submit(status=status, **{k.replace("__", "-"): v for k, v in typed.items()})


def publish(visitor, draft_id, status=303):
    page = visitor.get("framework_drafts.show_changes", draft_id=draft_id)
    return page.submit(f"/framework/drafts/{draft_id}/publish", status=status)


def events():
    return session.scalars(select(AuditEvent.name).where(AuditEvent.name.like("framework_%"))).all()


def test_a_text_is_changed_in_both_languages_and_set_as_each_asks(coordinator, draft):
    saved = edit(
        coordinator, "edit_milestone", draft, code="care-1b",
        short__en="Somebody's wait", short__fr="L'attente d'une personne ; fin",
    )  # fmt: skip
    assert saved.location.endswith(f"/framework/drafts/{draft}#milestones-care-1b")
    short = document_of(draft).framework.milestones["care-1b"].short
    assert short == {"en": "Somebody’s wait", "fr": "L’attente d’une personne\u202f; fin"}
    page = coordinator.get("framework_drafts.show_changes", draft_id=draft)
    assert "Somebody’s wait" in page.text
    assert list(page.tree.iter("ins"))


def test_a_draft_may_hold_flaws_and_says_where_they_are_mended(coordinator, draft):
    saved = edit(coordinator, "edit_milestone", draft, code="care-1b", text__fr="Fait", evidence=[])
    page = coordinator.follow(saved)
    assert "Begin with “Has” in English, with « A » in French." in page.text
    overview = coordinator.get("framework_drafts.show_draft", draft_id=draft)
    assert "2 things to mend" in overview.text
    links = overview.links()
    assert links["Text, French"] == f"/framework/drafts/{draft}/milestones/care-1b#text-fr"
    assert page.by_id("text-fr") is not None
    changes = coordinator.get("framework_drafts.show_changes", draft_id=draft)
    assert not changes.forms(f"/framework/drafts/{draft}/publish")


def test_published_it_is_a_version_that_a_new_programme_begins_with(
    make, coordinator, draft, visitor_of
):
    running = session.scalar(select(Programme.framework_version_id))
    session.rollback()
    edit(coordinator, "edit_area", draft, area="care", name__en="Care", name__fr="Attention")
    page = coordinator.follow(publish(coordinator, draft))
    assert ".1.1" in page.text or "version" in page.text
    own = session.scalars(select(FrameworkVersion).order_by(FrameworkVersion.id.desc())).first()
    shipped = get_document(running).framework.version
    assert own.code == f"{shipped}.1"
    assert session.scalar(select(func.count()).select_from(FrameworkDraft)) == 0
    assert get_document(own.id).framework.areas["care"].name["en"] == "Care"
    own_id = own.id
    session.rollback()

    admin = visitor_of(make.administrator())
    form = admin.get("programmes.create_programme")
    offered = [o.get("value") for o in form.by_id("framework_version_id").iter("option")]
    assert offered == [str(own_id), str(running)]
    form.submit(status=303, code="next", name="Next", framework_version_id=str(own_id))
    versions = session.scalars(select(Programme.framework_version_id).order_by(Programme.id)).all()
    assert versions == [running, own_id]
    session.rollback()
    # Whoever belongs to the running programme still reads its version.
    assert "Care and action" in coordinator.get("framework.show_framework").text


def test_a_programme_can_begin_with_an_older_version_and_with_no_other(
    make, coordinator, draft, visitor_of
):
    edit(coordinator, "edit_area", draft, area="care", name__en="Care", name__fr="Attention")
    publish(coordinator, draft)
    oldest = session.scalar(select(func.min(FrameworkVersion.id)))
    session.rollback()
    form = visitor_of(make.administrator()).get("programmes.create_programme")
    page = form.submit(status=422, code="next", name="Next", framework_version_id="999")
    assert "Choose one of these." in " ".join(page.errors)
    form.submit(status=303, code="next", name="Next", framework_version_id=str(oldest))
    newest = session.scalars(select(Programme).order_by(Programme.id.desc())).first()
    assert newest.framework_version_id == oldest


def test_two_who_save_the_same_milestone_see_both_texts(make, coordinator, draft, visitor_of):
    other = visitor_of(make.coordinator(make.programme(), "Otto Other"))
    args = {"draft_id": draft, "code": "care-1b"}
    mine, theirs = (v.get("framework_drafts.edit_milestone", **args) for v in (coordinator, other))
    theirs.submit(status=303, **{"short-en": "Their wording", "short-fr": "Leur façon de dire"})
    page = mine.submit(status=409, **{"short-en": "My wording", "short-fr": "Ma façon de dire"})
    assert "Their wording" in page.text
    assert "My wording" in page.text
    page.submit(status=303)
    assert document_of(draft).framework.milestones["care-1b"].short["en"] == "My wording"


def test_two_who_save_different_entries_do_not_meet(make, coordinator, draft, visitor_of):
    other = visitor_of(make.coordinator(make.programme(), "Otto Other"))
    mine = coordinator.get("framework_drafts.edit_milestone", draft_id=draft, code="care-1b")
    edit(other, "edit_milestone", draft, code="care-1a", short__en="Theirs", short__fr="Le leur")
    mine.submit(status=303, **{"short-en": "Mine", "short-fr": "Le mien"})
    milestones = document_of(draft).framework.milestones
    assert [milestones[c].short["en"] for c in ("care-1a", "care-1b")] == ["Theirs", "Mine"]


def test_what_was_typed_for_a_draft_that_is_gone_is_shown(make, coordinator, draft, visitor_of):
    other = visitor_of(make.coordinator(make.programme(), "Otto Other"))
    mine = coordinator.get("framework_drafts.edit_milestone", draft_id=draft, code="care-1b")
    other.get("framework_drafts.discard_draft", draft_id=draft).submit(status=303)
    page = mine.submit(status=404, **{"short-en": "Typed for an hour"})
    assert "Typed for an hour" in page.text
    other.post("framework_drafts.discard_draft", draft_id=draft)
    assert events().count("framework_discarded") == 1


def test_a_new_milestone_gets_a_code_that_no_version_ever_used(coordinator, draft):
    used = [c for c in document_of(draft).framework.milestones if c.startswith("care-1")]
    edit(coordinator, "remove_milestone", draft, code=max(used))
    page = coordinator.get("framework_drafts.add_milestone", draft_id=draft, area="care", stage=1)
    typed = {"text-en": "Has", "text-fr": "A", "short-en": "New", "short-fr": "Neuf"}
    first, second = page.submit(status=303, **typed), page.submit(status=303, **typed)
    assert first.location == second.location
    assert first.location.endswith(f"/care-1{chr(ord(max(used)[-1]) + 1)}")
    found = [c for c in document_of(draft).framework.milestones if c.startswith("care-1")]
    assert len(found) == len(used)
    assert max(used) not in found
    page.submit(status=409, **{**typed, "short-en": "Another"})


def test_a_removed_milestone_takes_its_samples_and_its_mentions_along(coordinator, draft):
    page = coordinator.get("framework_drafts.remove_milestone", draft_id=draft, code="care-1a")
    assert "It leaves these first-session pages" in page.text
    page.submit(status=303)
    document = document_of(draft)
    assert "care-1a" not in document.sample_sets
    assert not [o for o in document.openers.values() if "care-1a" in o.shows]


def test_the_companys_rules_stand_beside_the_key(coordinator, draft):
    edit(
        coordinator, "edit_sample_set", draft, code="care-1a",
        rules__title__en="Our guide", rules__title__fr="Notre guide",
        rules__text__en="Ask first.\nThen answer.", rules__text__fr="L'accord d'abord ; puis...",
        rules__address__en="https://intranet.example/guide",
        rules__address__fr="https://intranet.example/guide",
    )  # fmt: skip
    rules = document_of(draft).sample_sets["care-1a"].rules
    # A company's words stand as it wrote them.
    assert rules.text == {"en": "Ask first.\nThen answer.", "fr": "L'accord d'abord ; puis..."}
    page = coordinator.follow(publish(coordinator, draft))
    assert "Your company’s rules go before this key" in page.text
    assert page.links()["Read them Our guide"] == "https://intranet.example/guide"


def test_an_address_that_a_browser_would_run_is_not_published(coordinator, draft):
    saved = edit(
        coordinator, "edit_sample_set", draft, code="care-1a",
        rules__title__en="Our guide", rules__title__fr="Notre guide",
        rules__address__en="javascript:alert(1)", rules__address__fr="https://a.example\t/b",
    )  # fmt: skip
    page = coordinator.follow(saved)
    assert page.text.count("Write an address that begins with https://") == 1
    assert not coordinator.get("framework_drafts.show_changes", draft_id=draft).forms(
        f"/framework/drafts/{draft}/publish"
    )


def test_samples_and_answers_are_added_and_taken_out(coordinator, draft):
    before = document_of(draft).sample_sets["care-1a"]
    n, choices = len(before.samples), len(before.choices)
    keys = ("text", "reason", "whom")
    emptied = [f"samples-0-{key}-{language}" for key in keys for language in LANGUAGES]
    typed = {
        f"choices-{choices}-label-en": "The press office",
        f"choices-{choices}-label-fr": "La presse",
        f"samples-{n}-text-en": "One more",
        f"samples-{n}-text-fr": "Un de plus",
        f"samples-{n}-answer": "me",
        f"samples-{n}-reason-en": "Why",
        f"samples-{n}-reason-fr": "Car",
        **dict.fromkeys(emptied, ""),
    }
    page = coordinator.get("framework_drafts.edit_sample_set", draft_id=draft, code="care-1a")
    page.submit(status=303, **typed)
    after = document_of(draft).sample_sets["care-1a"]
    assert after.choices[-1].code == "the-press-office"
    assert after.samples[-1].text == {"en": "One more", "fr": "Un de plus"}
    assert after.samples[:-1] == before.samples[1:]


def test_a_milestone_is_given_a_sample_set_and_loses_it_again(coordinator, draft):
    edit(coordinator, "edit_sample_set", draft, code="care-1b", title__en="Six", title__fr="Six")
    assert document_of(draft).framework.milestones["care-1b"].sample_set == "care-1b"
    edit(coordinator, "remove_sample_set", draft, code="care-1b")
    document = document_of(draft)
    assert document.framework.milestones["care-1b"].sample_set is None
    assert "care-1b" not in document.sample_sets


def test_copying_and_publishing_twice_make_one(coordinator, draft):
    page = coordinator.get("framework.show_framework")
    action = next(f.get("action") for f in page.forms() if f.get("action").endswith("/copy"))
    assert page.submit(action, status=303).location == page.submit(action, status=303).location
    edit(coordinator, "edit_area", draft, area="care", name__en="Care", name__fr="Attention")
    page = coordinator.get("framework_drafts.show_changes", draft_id=draft)
    form = f"/framework/drafts/{draft}/publish"
    assert page.submit(form, status=303).location == page.submit(form, status=303).location
    assert session.scalar(select(func.count()).select_from(FrameworkVersion)) == 2
    assert events().count("framework_published") == 1


def test_only_what_was_looked_at_is_published(coordinator, draft):
    edit(coordinator, "edit_area", draft, area="care", name__en="Care", name__fr="Attention")
    page = coordinator.get("framework_drafts.show_changes", draft_id=draft)
    edit(coordinator, "edit_area", draft, area="care", name__en="Caring", name__fr="Attention")
    again = page.submit(f"/framework/drafts/{draft}/publish", status=409)
    assert "Somebody changed the draft meanwhile" in " ".join(again.errors)
    again.submit(f"/framework/drafts/{draft}/publish", status=303)


def test_nothing_changed_is_not_published(coordinator, draft):
    token = {"version": "1", "form_key": "k"}
    page = coordinator.post("framework_drafts.publish_draft", token, draft_id=draft, status=422)
    assert "Nothing differs" in " ".join(page.errors)


def test_an_edition_of_an_edition_counts_on(coordinator, draft):
    edit(coordinator, "edit_area", draft, area="care", name__en="Care", name__fr="Attention")
    publish(coordinator, draft)
    own = session.scalars(select(FrameworkVersion).order_by(FrameworkVersion.id.desc())).first()
    code, own_id = own.code, own.id
    session.rollback()
    page = coordinator.get("framework.show_framework", version_id=own_id)
    again = page.submit(f"/framework/versions/{own_id}/copy", status=303)
    second = int(again.location.rsplit("/", 1)[1])
    edit(coordinator, "edit_area", second, area="care", name__en="Caring", name__fr="Attention")
    publish(coordinator, second)
    codes = session.scalars(select(FrameworkVersion.code).order_by(FrameworkVersion.id)).all()
    assert codes[-1] == code.rsplit(".", 1)[0] + ".2"


def test_a_draft_says_what_is_changed_by_files_alone_and_leads_there(coordinator, draft):
    page = coordinator.get("framework_drafts.show_draft", draft_id=draft)
    assert "Guides, drills and first-session pages They are not edited here." in page.text
    links = page.links()
    assert links["Export (.zip)"] == coordinator.url(
        "framework_drafts.export_draft", draft_id=draft
    )
    assert links["Import files"] == coordinator.url("framework_drafts.import_draft")


def test_exported_and_imported_it_is_the_same(coordinator, draft):
    edit(coordinator, "edit_area", draft, area="care", name__en="Care", name__fr="Attention")
    answer = coordinator.client.get(
        coordinator.url("framework_drafts.export_draft", draft_id=draft)
    )
    assert answer.headers["Content-Disposition"].startswith("attachment")
    page = upload(coordinator, "framework_drafts.import_draft", answer.data, "f.zip")
    assert document_of(int(page.location.rsplit("/", 1)[1])) == document_of(draft)


def test_a_file_with_flaws_is_refused_whole(make, coordinator, draft):
    document = with_version(document_of(draft), "nonsense")
    page = upload(coordinator, "framework_drafts.import_draft", pack(document), "f.zip", status=422)
    assert "framework.toml" in page.text
    assert "“nonsense” is no version" in page.text
    assert session.scalar(select(func.count()).select_from(FrameworkDraft)) == 1


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"../framework.toml": b""}, "leads out of the .zip file"),
        ({"areas/more.toml": b"\xff\xfe"}, "UTF-8"),
        ({"bomb.toml": b"0" * 5_000_000}, "far more than a framework"),
        ({}, "nothing in this .zip file"),
    ],
)
def test_an_archive_that_is_none_is_refused(coordinator, entries, words):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    data = packed.getvalue()
    page = upload(coordinator, "framework_drafts.import_draft", data, "f.zip", status=422)
    assert words in page.text


def test_what_is_no_zip_at_all_is_refused(coordinator):
    page = upload(coordinator, "framework_drafts.import_draft", b"no zip", "f.zip", status=422)
    assert "no .zip file" in page.text


@pytest.mark.parametrize("what", ["show_draft", "show_changes", "edit_area", "edit_milestone"])
def test_pages_cost_a_constant_number_of_statements(app, coordinator, draft, what):
    args = {"edit_area": {"area": "care"}, "edit_milestone": {"code": "care-1a"}}.get(what, {})
    path = coordinator.url(f"framework_drafts.{what}", draft_id=draft, **args)
    with counting(app) as statements:
        coordinator.get_path(path)
    assert len(statements) <= 8
