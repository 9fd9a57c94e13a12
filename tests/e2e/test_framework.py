"""The framework edited in the app and published: new programmes use it, the running one not."""

import re

import pytest

from tests.e2e.conftest import picture
from tests.e2e.installation import installed
from tests.e2e.test_accessibility import check_sizes

pytestmark = pytest.mark.browser
WORDING = "Two steps to sign in, as our guide says"


@pytest.fixture
def company(browser, tmp_path):
    """Pages of the coordinator of a running programme, of its mentor, of the administrator."""

    def world(make):
        programme = make.programme("running")
        coordinator = make.coordinator(programme)
        mentor = make.mentor_of(make.pairing(programme))
        people = {"coordinator": coordinator, "mentor": mentor}
        return people | {"administrator": make.administrator()}, programme.id

    with installed(browser, tmp_path, world) as found:
        yield found[0]


def edit_and_publish(page):
    """On a phone, without scripts: a copy, a milestone, the company's rules, what changes."""
    page.goto("/programmes")
    page.click("main a:has-text('Edition')")
    page.click("a:has-text('The framework, version')")
    page.click("main button:has-text('Edit a copy')")
    draft = page.url
    page.click("a[href$='/milestones/presence-1b']")
    page.fill("[name='short-en']", WORDING)
    page.fill("[name='short-fr']", "Deux étapes : l'usage de notre guide")
    page.fill("[name='text-fr']", "Fait en deux étapes")
    page.click("button:has-text('Save in the draft')")
    assert "1 thing here is to mend" in page.inner_text("main")
    page.click("main .note a:has-text('Text, French')")
    page.fill("[name='text-fr']", "A activé deux étapes")
    page.click("button:has-text('Save in the draft')")
    page.click("a[href$='/samples/presence-2b']")
    for language, title in (("en", "Our guide"), ("fr", "Notre guide")):
        page.fill(f"[name='rules-title-{language}']", title)
        page.fill(f"[name='rules-address-{language}']", "https://intranet.example/guide")
    page.click("button:has-text('Save in the draft')")
    page.goto(f"{draft}/changes")
    assert WORDING in page.inner_text("ins >> nth=0") or WORDING in page.inner_text("main")
    picture(page, "framework-changes")
    page.click("button:has-text('Publish this version')")
    return page.inner_text("main")


def test_an_own_edition_is_for_new_programmes(company, browser):
    with company("coordinator", scripts=False) as page:
        shown = edit_and_publish(page)
        assert WORDING in shown
        version = re.search(r"version (\d{4}\.\d+\.1)", shown)[1]
    with company("administrator", scripts=False, width=1280) as page:
        page.goto("/programmes/new")
        assert version in page.inner_text("#framework_version_id option >> nth=0")
        page.fill("[name=name]", "Second edition")
        page.fill("[name=code]", "second")
        page.click("button:has-text('Create the programme')")
        page.goto("/programmes")
        page.click("main a:has-text('Second edition')")
        assert f"version {version}" in page.inner_text("main")
        page.goto("/programmes")
        page.click("main a:has-text('Edition'):not(:has-text('Second'))")
        assert f"version {version.rpartition('.')[0]}" in page.inner_text("main")
        assert version not in page.inner_text("main")
    with company("mentor", scripts=False) as page:
        page.goto("/framework")
        assert WORDING not in page.inner_text("main")


def test_pages_of_a_draft_with_flaws_are_accessible(company):
    with company("coordinator", width=1280) as page:
        page.goto("/framework/drafts")
        page.click("main button:has-text('Edit a copy')")
        draft = page.url
        page.goto(f"{draft}/milestones/presence-1b")
        page.fill("[name='text-fr']", "")
        page.fill("[name='refresh_days']", "")
        page.click("button:has-text('Save in the draft')")
        assert page.query_selector("[aria-invalid=true]")
        problems = check_sizes(page)
        page.fill("[name='refresh_days']", "9")
        page.click("button:has-text('Save in the draft')")
        for path in (page.url, draft, f"{draft}/changes", f"{draft}/areas/care/1/new"):
            page.goto(path)
            problems += check_sizes(page)
    assert problems == []
