"""Moving a running programme to another version: what counts, when, and what stays as it was."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from squad.coaching.actions.moving import move_framework
from squad.coaching.models import Attainment, Observation, Span
from squad.coaching.rules.moving import MoveProblem, suggested, write_mapping
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, RepeatedFormError, StaleVersionError
from squad.kernel.ids import new_key
from squad.pairings.models import PairingSummary
from squad.people.models import Person
from squad.privacy.check import find_differences
from squad.privacy.dump import dump_tables
from squad.programmes.models import FrameworkMove, Programme
from squad.reports.contract import report_json
from squad.reports.queries.programmes import find_by_code
from squad.reports.queries.report import load_report
from squad.reports.shapes import Reader
from tests import oracle
from tests.support.frameworks import newer_version

FIRST_DAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
SAID = ("purpose-1a", "purpose-1b", "presence-1b")


def confirm(make, pairing, *codes):
    ids = session.scalars(select(Observation.id).where(Observation.milestone_code.in_(codes))).all()
    session.rollback()
    make.answers(pairing, *ids)


@pytest.fixture
def lived(make):
    """A pairing with three milestones, two of them confirmed, since the first day."""
    with time_machine.travel(FIRST_DAY):
        pairing = make.pairing()
        make.coaching_session(pairing, stated=SAID)
        confirm(make, pairing, *SAID[:2])
    return pairing


def move(make, programme_id, to, *, by=None, key=None, version=None, **mapped):
    coordinator = by or make.viewer(make.coordinator(session.get_one(Programme, programme_id)))
    programme = session.get_one(Programme, programme_id)
    mapping = suggested(get_framework(programme.framework_version_id), get_framework(to))
    version = version or programme.version
    session.rollback()
    with unit_of_work():
        move_framework(
            programme_id=programme_id,
            version=version,
            to_version_id=to,
            mapping=write_mapping({**mapping, **mapped.get("mapped", {})}),
            by=coordinator,
            form=FormKey(key or new_key(), "as it was sent"),
        )


def report(programme_code, mentee_id, as_of=None):
    card = find_by_code(programme_code)
    found = report_json(load_report(card, mentee_id, Reader.OPERATOR, as_of=as_of))
    session.rollback()
    return found


def known(pairing):
    programme = session.get_one(Programme, pairing.programme_id)
    return programme.id, programme.code, pairing.mentee_id, programme.framework_version_id


def test_a_past_report_stays_and_the_new_version_counts_from_then(make, lived, tmp_path):
    programme_id, code, mentee_id, version_id = known(lived)
    newer = newer_version(version_id)
    before_day = FIRST_DAY.date() + timedelta(days=3)
    with time_machine.travel(FIRST_DAY + timedelta(days=9)):
        before = report(code, mentee_id, as_of=before_day)
        assert before["target"]["held"] == 2
        move(make, programme_id, newer, mapped={"purpose-1a": "purpose-1z", "purpose-1b": None})

        assert report(code, mentee_id, as_of=before_day) == before
        after = report(code, mentee_id)
        assert after["target"]["held"] == 1
        assert list(find_differences()) == []
        held = session.scalars(select(Attainment.milestone_code).where(Attainment.held)).all()
        assert held == ["purpose-1z"]
        spans = session.execute(select(Span.subject, Span.to_at).order_by(Span.subject)).all()
        open_spans = [row.subject for row in spans if row.to_at is None]
        assert open_spans == ["purpose-1z"]

        dict(dump_tables(tmp_path))
        counted = oracle.Oracle(oracle.read_dump(tmp_path), mentee_id, programme_id)
        for day, found in ((before_day, before), (clock.today("Europe/Paris"), after)):
            expected = counted.report_as_of(day)
            assert {name: found[name] for name in expected} == expected
        start = date.fromisoformat(after["trajectory"][0]["on"])
        assert after["trajectory"] == counted.trajectory(start, clock.today("Europe/Paris"))


def test_what_is_said_after_a_move_is_said_in_the_new_codes(make, lived):
    programme_id, code, mentee_id, version_id = known(lived)
    newer = newer_version(version_id)
    with time_machine.travel(FIRST_DAY + timedelta(days=9)):
        move(make, programme_id, newer, mapped={"purpose-1a": None})
        held = report(code, mentee_id)["target"]["held"]
        pairing = session.merge(lived)
        make.coaching_session(pairing, stated=["purpose-1z"])
        confirm(make, pairing, "purpose-1z")
        assert report(code, mentee_id)["target"]["held"] == held + 1
        assert list(find_differences()) == []


def waiting():
    session.rollback()
    session.expire_all()
    return session.scalars(select(PairingSummary.to_confirm)).one()


def test_nobody_is_asked_about_what_counts_no_more_and_it_can_be_answered(make, lived, visitor_of):
    programme_id, _code, mentee_id, version_id = known(lived)
    newer = newer_version(version_id)
    with time_machine.travel(FIRST_DAY + timedelta(days=9)):
        make.coaching_session(session.merge(lived), stated=["listening-1a"])
        assert waiting() == 2
        move(make, programme_id, newer, mapped={"presence-1b": None})
        assert waiting() == 1
        mentee = visitor_of(session.get_one(Person, mentee_id))
        assert "1 waiting for you" in mentee.get("home.show_home").text
        kept = select(Observation.id).where(Observation.milestone_code == "presence-1b")
        observation_id = session.scalars(kept).one()
        session.rollback()
        for kind in ("confirm", "undo"):
            sent = {"kind": kind}
            mentee.post("coaching.answer_observation", sent, observation_id=observation_id)
            assert waiting() == 1
        assert list(find_differences()) == []


def test_the_pages_of_a_pair_hold_after_a_move(make, lived, visitor_of):
    programme_id, _code, mentee_id, version_id = known(lived)
    newer = newer_version(version_id)
    with time_machine.travel(FIRST_DAY + timedelta(days=9)):
        move(make, programme_id, newer, mapped={"presence-1b": None})
        mentee = visitor_of(session.get_one(Person, mentee_id))
        for endpoint in ("coaching.list_milestones", "coaching.show_path", "coaching.list_rechecks",
                         "coaching.list_sessions", "pairings.show_pairing"):  # fmt: skip
            mentee.get(endpoint, pairing_id=lived.id)
        mentee.get("coaching.show_milestone", pairing_id=lived.id, code="purpose-1z")
        session_id = session.scalar(select(Observation.coaching_session_id))
        session.rollback()
        mentee.get("coaching.show_session", coaching_session_id=session_id)
        mentee.get("reports.show_mentee", mentee_id=mentee_id)
        old = mentee.get("coaching.show_milestone", pairing_id=lived.id, code="purpose-1a",
                         status=302)  # fmt: skip
        assert old.location.endswith("/milestones")


def test_the_same_form_twice_is_one_move(make, lived):
    programme_id, _code, _mentee_id, version_id = known(lived)
    newer = newer_version(version_id)
    by = make.viewer(make.coordinator(session.get_one(Programme, programme_id)))
    move(make, programme_id, newer, by=by, key="one")
    with pytest.raises(RepeatedFormError):
        move(make, programme_id, newer, by=by, key="one")
    assert session.scalar(select(func.count()).select_from(FrameworkMove)) == 1


def test_a_stale_form_and_a_mapping_that_says_not_all_are_refused(make, lived):
    programme_id, _code, _mentee_id, version_id = known(lived)
    newer = newer_version(version_id)
    by = make.viewer(make.coordinator(session.get_one(Programme, programme_id)))
    with pytest.raises(StaleVersionError):
        move(make, programme_id, newer, by=by, version=99)
    with pytest.raises(DomainError) as refused:
        move(make, programme_id, newer, by=by, mapped={"care-1a": "care-9z"})
    assert refused.value.code == MoveProblem.MAPPING
    with pytest.raises(DomainError) as refused:
        move(make, programme_id, version_id, by=by)
    assert refused.value.code == MoveProblem.SAME_VERSION
