"""A whole programme, lived through its pages: from the invitation to the next edition.

In French on one database, in English on the other. Each step is taken by the person whose it is,
in a browser of their own; a worker works after each; every mail is read.
"""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from squad.coaching.models import CloseCode
from squad.db.session import session
from squad.kernel.clock import clock
from squad.nudges.rules import Rule
from squad.pairings.induction.rules import Point
from squad.pairings.rules.states import PairingState
from squad.privacy.check import find_differences
from squad.programmes.models import Programme
from tests.support.a_life import BEGINS, CANARY, DAY, PASSWORD, Life
from tests.support.documents import Document
from tests.support.mail import parts_of, receiving
from tests.support.page import Visitor

AGREED = {
    "purposes-0-kind": "support",
    "purposes-0-sign_of_success": f"{CANARY} sign",
    "purposes-0-value_at_start": f"{CANARY} value",
    "networks": ["public"],
    "communities": CANARY, "place": CANARY, "out_of_bounds": CANARY,
    "ask_before_publishing": CANARY,
}  # fmt: skip


@pytest.fixture
def life(app, make):
    with time_machine.travel(BEGINS, tick=False) as traveller, receiving() as mailbox:
        yield Life(app, make, traveller, mailbox)


def test_a_programme_from_the_invitation_to_the_next_edition(life):
    invite(life)
    fill_the_pool(life)
    propose(life)
    agree(life)
    learn(life)
    meet(life)
    lose_heart(life)
    take_over(life)
    fall_silent(life)
    close(life)
    certify(life)
    archive_and_go_on(life)
    assert list(find_differences()) == []


def invite(life):
    """An administrator invites all; each opens the link of their mail and chooses a password."""
    five = [name for name in life.people if name not in ("ada", "nadia")]
    life.by("ada").post("accounts.invite_people", [("person", life.ids[n]) for n in five])
    told = life.work()
    assert all(len(told[name]) == 1 for name in five)
    for mail in life.mail.mailbox.mails:
        path = re.search(r"http://localhost(/links/\S+)", parts_of(mail)[0])[1]
        Visitor(life.app, life.language).get_path(path).submit(password=PASSWORD, status=303)


def fill_the_pool(life):
    """The coordinator adds both sides; each is told, and answers."""
    at = {"programme_id": life.programme.id}
    for side, level in (("mentor", "team"), ("mentee", "board")):
        page = life.by("nadia").get("matching.add_people", side=side, level=level, **at)
        forms = [f for f in page.tree.iter("form") if (f.get("action") or "").find("/new") > 0]
        form = next(f for f in forms if f.get("method") == "post")
        page.submit(form, everybody="yes", capacity="1", status=303)
    told = life.work()
    for name in ("ines", "hugo", "zoe", "claire", "paul"):
        assert len(told[name]) == 1
        home = life.by(name).get("home.show_home")
        (path,) = {p for p in home.links().values() if p.startswith("/enrolments/")}
        page = life.by(name).get_path(path)
        said = {"strengths": "listening"} if "strengths" in page.html else {"purposes": "support"}
        page.submit(path, networks="public", hours=["tue-morning"], status=303, **said)


def propose(life):
    """Draft and publish; one accepts and is accepted, one mentor declines and another follows."""
    at = {"programme_id": life.programme.id}
    life.send("nadia", "matching.show_matching", form="/matching/run", **at)
    life.send("nadia", "matching.propose_pairs", form="/matching/publish", **at)
    told = life.work()
    assert [len(told[name]) for name in ("claire", "paul")] == [1, 1]
    accept(life, "claire")
    first = life.mentor("paul")
    life.send(first, "pairings.decline_pairing", pairing_id=life.pairing("paul").id)
    assert life.state("paul") is PairingState.DECLINED
    assert len(life.work()["paul"]) == 1
    life.send("nadia", "matching.show_matching", form="/matching/run", **at)
    life.send("nadia", "matching.propose_pairs", form="/matching/publish", **at)
    life.work()
    assert life.mentor("paul") != first
    accept(life, "paul")


def accept(life, mentee, *, told=1):
    pairing_id = life.pairing(mentee).id
    for who in (life.mentor(mentee), mentee):
        life.by(who).post("pairings.accept_pairing", pairing_id=pairing_id)
    assert life.state(mentee) is PairingState.ACCEPTED
    assert len(life.work()[life.mentor(mentee)]) == told


def agree(life):
    """Both pairs write their agreement, and both of each sign it."""
    for mentee in ("claire", "paul"):
        mentor, at = life.mentor(mentee), {"pairing_id": life.pairing(mentee).id}
        life.send(mentor, "pairings.edit_agreement", **at, **AGREED)
        life.send(mentor, "pairings.show_agreement", form="/agreement/sign", **at)
        assert len(life.work()[mentee]) == 1
        life.send(mentee, "pairings.show_agreement", form="/agreement/sign", **at)
        assert life.state(mentee) is PairingState.ACTIVE
        assert len(life.work()[mentor]) == 1


def learn(life):
    """Before the first session each mentor goes through the induction."""
    at = {"programme_id": life.programme.id}
    for mentee in ("claire", "paul"):
        life.send(life.mentor(mentee), "pairings.do_induction", points=list(Point), **at)


def log(life, mentee, *, days_on=None, **values):
    """The mentor logs today's session, with the canary in its note; the next one `days_on`."""
    said = {"note": f"{CANARY} {mentee}", "next_at": "none", **values}
    if days_on:
        day = clock.today("Europe/Paris") + days_on * DAY
        said |= {"next_at": "other", "next_day": day.isoformat(), "next_time": "10:00"}
    at = {"pairing_id": life.pairing(mentee).id}
    return life.send(
        life.mentor(mentee), "coaching.log_session", form="/sessions/new", **at, **said
    )


def meet(life):
    """A first session, how it goes, times to choose from, milestones held, a date in summer."""
    mentor, at = life.mentor("claire"), {"pairing_id": life.pairing("claire").id}
    log(life, "claire")
    for who in (mentor, "claire"):
        life.send(who, "pairings.say_fit", answer="goes_well", **at)
    life.send("claire", "coaching.rate_fluency", moment="start", level_purpose="0", **at)
    days = {f"day_{n}": f"2027-01-{25 + n}" for n in (1, 2, 3)}
    clocks = {f"clock_{n}": "10:00" for n in (1, 2, 3)}
    life.send(mentor, "calendar.offer_times", **at, **days, **clocks)
    assert len(life.work()["claire"]) == 1
    life.send("claire", "calendar.show_times", number="2", **at)
    told = life.work()
    assert (len(told[mentor]), len(told["claire"])) == (1, 1)
    assert_meet(life, "claire", datetime(2027, 1, 27, 9, tzinfo=UTC))
    life.wait(16)
    log(life, "claire", days_on=21, **{"m-purpose-1a": "alone", "m-presence-1b": "alone"})
    life.work()
    assert_meet(
        life, "claire", datetime(2027, 1, 27, 9, tzinfo=UTC), datetime(2027, 2, 17, 9, tzinfo=UTC)
    )
    code = session.scalars(select(CloseCode.code).order_by(CloseCode.id.desc())).first()
    life.by("claire").get("coaching.close_together", code=code).submit(status=303)
    report = life.by("claire").get("reports.export_mentee", mentee_id=life.ids["claire"],
                                   format_="json").response.json  # fmt: skip
    assert report["target"]["held"] == 2
    life.send("claire", "coaching.plan_session", next_day="2027-03-30", next_time="10:00", **at)
    life.work()
    assert_meet(
        life, "claire", datetime(2027, 1, 27, 9, tzinfo=UTC), datetime(2027, 3, 30, 8, tzinfo=UTC)
    )


def assert_meet(life, mentee, *starts):
    """Both calendars say so."""
    for name in (life.mentor(mentee), mentee):
        assert life.mail.calendar_of(life.emails[name]) == list(starts)


def lose_heart(life):
    """The other pair met once; two sessions in a row are called off by the mentee's side."""
    at = {"pairing_id": life.pairing("paul").id}
    log(life, "paul")
    off = {"outcome": "cancelled", "cancelled_by": "mentee", "notice": "same_day"}
    for _ in range(2):
        life.wait(7)
        log(life, "paul", **off)
    assert life.wait(1)["paul"]
    assert Rule.CANCELLED in life.nudged("paul")
    assert Rule.CANCELLED not in life.nudged(life.mentor("paul"))
    life.send(life.mentor("paul"), "pairings.ask_to_stop", **at)
    told = life.work()
    assert (len(told["nadia"]), told["paul"]) == (1, [])


def take_over(life):
    """Ended without fault, and handed to another mentor, who reads the old notes by two yeses."""
    old, former = life.pairing("paul"), life.mentor("paul")
    (third,) = {"ines", "hugo", "zoe"} - {former, life.mentor("claire")}
    to = {f"to_{old.id}": life.emails[third], "reason": "other"}
    life.send("nadia", "pairings.hand_over", pairing_id=old.id, **to)
    assert life.mentor("paul") == third
    life.work()
    for who in (former, "paul"):
        life.send(who, "pairings.share_notes", pairing_id=old.id, answer="yes")
    accept(life, "paul", told=2)  # and that the notes are open
    at = {"pairing_id": life.pairing("paul").id}
    assert f"{CANARY} paul" in life.by(third).get("coaching.list_earlier_notes", **at).text
    life.send(third, "pairings.do_induction", programme_id=life.programme.id, points=list(Point))
    life.send(third, "pairings.edit_agreement", **at, **AGREED)
    for who in (third, "paul"):
        life.send(who, "pairings.show_agreement", form="/agreement/sign", **at)
    log(life, "paul")
    life.work()
    assert life.state("paul") is PairingState.ACTIVE


def fall_silent(life):
    """Nobody logs anything for long: both mentees are nudged, the coordinator reads of both."""
    told = life.wait(54)
    for mentee in ("claire", "paul"):
        assert told[mentee]
        assert Rule.SILENT in life.nudged(mentee)
        assert Rule.SILENT not in life.nudged(life.mentor(mentee))
    home = life.by("nadia").get("home.show_home")
    assert "Claire Person" in home.text
    assert "Paul Person" in home.text


def close(life):
    """The last session, what both see at the end, what it brought; both pairs are completed."""
    mentor, at = life.mentor("claire"), {"pairing_id": life.pairing("claire").id}
    log(life, "claire")
    for who in ("claire", mentor):
        life.send(who, "coaching.rate_fluency", moment="end", level_purpose="1", **at)
    page = life.by("claire").get("coaching.say_brought", moment="end", **at)
    sign = re.search(r'name="answer_([0-9]+)"', page.html)[1]
    page.submit(**{f"answer_{sign}": "reached", f"words_{sign}": CANARY}, status=303)
    for mentee in ("claire", "paul"):
        life.send("nadia", "pairings.complete_pairing", pairing_id=life.pairing(mentee).id)
        assert life.state(mentee) is PairingState.COMPLETED
    told = life.work()
    assert len(told["claire"]) >= 1


def certify(life):
    """A mentor whose pairings are over takes a certificate along, which names no mentee."""
    mentor = life.mentor("claire")
    pdf = life.by(mentor).get(
        "mentoring.send_certificate", programme_id=life.programme.id, show="hours"
    )
    words = Document(pdf.response.data).text
    assert f"{mentor.title()} Person" in words
    assert "Claire" not in words
    assert CANARY not in words


def archive_and_go_on(life):
    """After its time it is archived, and the next one begins with its rules."""
    life.wait(130)
    at = {"programme_id": life.programme.id}
    life.send("nadia", "pairings.archive_programme", form="/archive", **at)
    page = life.by("ada").get("programmes.create_programme", source=life.programme.id)
    page.submit(name="Next", code="next", status=303)
    session.rollback()
    following = session.scalars(select(Programme).where(Programme.code == "next")).one()
    assert following.planned_sessions == 3
    life.by("nadia").get("programmes.show_programme", programme_id=following.id)
    life.work()
