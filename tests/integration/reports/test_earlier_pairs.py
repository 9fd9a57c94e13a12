"""What an earlier pair wrote stays theirs, on a report of a day when it was under way as well."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.coaching.models import Rating
from squad.coaching.rules.ratings import Moment
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.pairings.models import AgreementPurpose, AgreementVersion
from squad.programmes.models import Programme
from tests.factories.reports import noon
from tests.integration.reports.test_brought import say

DAY = timedelta(days=1)
STATED, BROUGHT, SIGN = "Kanarienvogel", "Nur für uns zwei", "Zwei Antworten am Tag"


@pytest.fixture
def first(make, today):
    """A pairing that wrote, rated and ended; its mentee has a new mentor since."""
    programme = make.programme("spring", starts_on=today - 100 * DAY)
    pairing = make.pairing(
        programme, since=today - 90 * DAY, state="ended", ended_on=today - 40 * DAY
    )
    make.said(
        pairing, "purpose-1a", on=today - 80 * DAY, confirmed_on=today - 79 * DAY, words=STATED
    )
    say(pairing, today - 60 * DAY, words=BROUGHT)
    with unit_of_work():
        version = select(AgreementVersion.id).where(AgreementVersion.pairing_id == pairing.id)
        for purpose in session.scalars(
            select(AgreementPurpose).where(AgreementPurpose.agreement_version_id.in_(version))
        ):
            purpose.sign_of_success = SIGN
        for side in Side:
            session.add(
                Rating(
                    pairing_id=pairing.id, moment=Moment.HALF, side=side, number=1,
                    area=Area.PURPOSE, level="3", words="", happened_on=today - 60 * DAY,
                    known_at=noon(today - 60 * DAY),
                )
            )  # fmt: skip
    return pairing


@pytest.fixture
def second(make, first, today):
    """The pairing of the same mentee with the new mentor."""
    programme = session.get_one(Programme, first.programme_id)
    mentee = make.mentee_of(first)
    return make.pairing(programme, make.person("Nora New"), mentee, since=today - 15 * DAY)


def read(visitor, mentee_id, as_of):
    """The texts of the report, of a trace, and of the report as data."""
    asked = {"mentee_id": mentee_id, "as_of": as_of}
    data = visitor.get("reports.export_mentee", format_="json", **asked)
    trace = visitor.get("reports.show_trace", figure="held", **asked)
    return visitor.get("reports.show_mentee", **asked), trace, data.response.get_json()


@pytest.mark.parametrize("ago", [0, 20, 50])
def test_a_new_mentor_reads_no_word_of_the_earlier_pair(second, make, visitor_of, today, ago):
    visitor = visitor_of(make.mentor_of(second))
    as_of = today - ago * DAY if ago else None
    page, trace, data = read(visitor, second.mentee_id, as_of)
    for word in (STATED, BROUGHT, SIGN, "Stage 3: Purpose"):
        assert word not in page.text
        assert word not in trace.text
    assert data["brought"] == []
    assert "stated by an earlier mentor" in trace.text
    assert "stated by you" not in trace.text
    opened = [a.get("href") for a in trace.tree.iter("a") if "/milestones/" in a.get("href", "")]
    assert all(f"/pairings/{second.id}/" in address for address in opened)


def test_the_mentee_still_reads_all_of_it(second, make, visitor_of, today):
    page, trace, _data = read(
        visitor_of(make.mentee_of(second)), second.mentee_id, today - 50 * DAY
    )
    for word in (BROUGHT, SIGN, "Stage 3: Purpose"):
        assert word in page.text
    assert STATED in trace.text
