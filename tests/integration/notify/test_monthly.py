"""The report each month by mail: to readers who ask, once a month, groups and no names."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import func, select, update

from squad.access.viewer import Role
from squad.accounts.models import Account
from squad.audit.models import AuditEvent, Receipt
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.programmes.models import Programme, RoleGrant
from squad.programmes.rules import ReadingMode
from squad.reports.monthly.actions import tell_of_months
from squad.reports.monthly.models import MonthlyReader
from tests.support.documents import Document


@pytest.fixture
def now(app):
    with time_machine.travel(datetime(2026, 10, 14, 9, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def on(now, work):
    """Have the worker live on some days, twice on each."""

    def go(*days):
        for day in days:
            now.move_to(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC))
            for _slot in range(2):
                with unit_of_work():
                    tell_of_months()
            work()

    return go


@pytest.fixture
def hal(now, make, mailbox):
    """An HR viewer of two programmes read in groups: one of five pairs, one of too few."""
    hal = make.person("Hal Reader", email="hal@example.org")
    make.account(hal)
    for code, pairs in (("spring", 5), ("small", 1)):
        programme = make.programme(code=code, reading_mode=ReadingMode.GROUPS_ONLY)
        make.role(hal, programme, Role.HR_VIEWER)
        for n in range(pairs):
            make.pairing(
                programme, make.person(f"Mentor {n}"), make.person(f"Secretname {n}"),
                agreement=False,
            )  # fmt: skip
    return hal


def press(visitor_of, person, code="spring"):
    visitor = visitor_of(person)
    page = visitor.get("reports.choose_monthly", programme=code)
    return visitor.follow(page.submit())


def test_it_comes_once_a_month_with_the_document(visitor_of, hal, mailbox, on):
    page = visitor_of(hal).get("reports.show_cohort", programme="spring")
    assert "PDF by groups, each month by mail" in page.links()
    assert "You get it by mail" in press(visitor_of, hal).text
    press(visitor_of, hal, "small")
    on("2026-10-15", "2026-10-31")
    assert mailbox.mails == []  # September had ended before anybody asked
    on("2026-11-02", "2026-11-03", "2026-12-01", "2026-12-02")
    assert [mail["To"] for mail in mailbox.mails] == ["hal@example.org"] * 2
    for mail, day in zip(mailbox.mails, ("2026-10-31", "2026-11-30"), strict=True):
        (attached,) = mail.iter_attachments()
        assert attached.get_filename() == f"spring-{day}.pdf"
        assert "Secretname" not in Document(attached.get_content()).text
    exported = select(func.count(AuditEvent.id)).where(AuditEvent.name == "report_exported")
    assert session.scalar(exported) == 2
    assert session.scalar(select(func.count(Receipt.id))) == 0  # nobody is in it
    assert "you can have it" in press(visitor_of, hal).text
    on("2027-01-02")
    assert len(mailbox.mails) == 2


def test_it_stops_with_the_right_to_read_it_or_by_its_link(app, visitor_of, hal, mailbox, on):
    press(visitor_of, hal)
    closed = (
        ("2026-11-02", RoleGrant.removed_at, RoleGrant.granted_at),
        ("2026-12-02", Account.disabled_at, Account.created_at),
    )
    for day, column, at in closed:
        with unit_of_work():
            session.execute(update(column.class_).values({column: at}))
        on(day)
        with unit_of_work():
            session.execute(update(column.class_).values({column: None}))
    assert mailbox.mails == []
    on("2027-01-02")
    stop = mailbox.mails[0]["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"})
    on("2027-02-02")
    assert len(mailbox.mails) == 1
    assert "You get it by mail" in press(visitor_of, hal).text  # asked for again
    on("2027-03-02")
    assert len(mailbox.mails) == 2


def test_asking_for_one_again_does_not_bring_the_others_back(app, visitor_of, hal, mailbox, on):
    press(visitor_of, hal)
    press(visitor_of, hal, "small")
    on("2026-11-02")
    stop = mailbox.mails[0]["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"})
    press(visitor_of, hal)
    page = visitor_of(hal).get("reports.choose_monthly", programme="small")
    assert "you can have it" in page.text


def test_of_an_archived_programme_none_can_be_asked_for(visitor_of, hal):
    with unit_of_work():
        session.execute(update(Programme).values(archived_on=date(2026, 10, 1)))
    visitor = visitor_of(hal)
    refused = visitor.post(
        "reports.choose_monthly", {"wanted": "yes"}, status=409, programme="spring"
    )
    assert "archived" in refused.text
    assert session.scalar(select(func.count()).select_from(MonthlyReader)) == 0
    visitor.post("reports.choose_monthly", {"wanted": "no"}, programme="spring")
