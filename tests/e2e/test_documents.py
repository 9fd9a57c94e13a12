"""Everybody's report as documents: asked for without scripts, watched, taken, each a PDF."""

import zipfile

import pytest

from tests.e2e.conftest import picture
from tests.e2e.test_accessibility import check, check_sizes

pytestmark = pytest.mark.browser


def test_a_batch_is_asked_for_watched_and_taken_without_scripts(visit, tmp_path):
    with visit("hr", scripts=False) as page:
        page.goto("/reports")
        page.locator("details.take", has_text="All reports").locator("summary").click()
        page.get_by_role("link", name="All reports as PDF, of everybody").click()
        page.get_by_role("button", name="Make 30 reports").click()
        page.wait_for_url("**/reports/documents/*")
        batch = page.url
        picture(page, "documents-running")
        page.get_by_role("link", name="Take the ZIP file").wait_for(timeout=120_000)
        assert page.inner_text("h1") == "30 reports are ready."
        picture(page, "documents-ready")
        with page.expect_download() as download:
            page.get_by_role("link", name="Take the ZIP file").click()
        file = tmp_path / "reports.zip"
        download.value.save_as(file)
        assert download.value.suggested_filename.startswith("demo-reports-")
    with zipfile.ZipFile(file) as archive:
        assert len(archive.namelist()) == 30
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    with visit("hr") as page:
        page.goto(batch)
        assert check_sizes(page) == []
        page.goto("/reports/documents")
        assert check(page, page.url) == []
        page.goto(batch)
        page.get_by_role("button", name="Delete them now").click()
        page.get_by_role("heading", name="Stopped: nothing is kept.").wait_for()
        assert check(page, page.url) == []
