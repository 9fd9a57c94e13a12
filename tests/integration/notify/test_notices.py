"""Notices and mail of what becomes of pairings; the page of notices; which mail one wants."""

import pytest
from flask_babel import force_locale, gettext
from sqlalchemy import func, select, update

from squad.access.viewer import Role
from squad.accounts.models import Account
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from squad.notify.kinds import all_kinds
from squad.notify.models import Mail, MailRefusal, Notice
from squad.notify.rules import MailState
from squad.pairings import actions
from squad.pairings.actions.telling import tell_of_broken_rules
from squad.pairings.models import Pairing
from squad.people.actions import deactivate_person
from squad.people.models import Person
from tests.support.mail import parts_of


@pytest.fixture
def cast(make):
    """A programme with its coordinator, a mentor and a mentee who may be paired."""
    programme = make.programme(name="Spring")
    people = {
        "C": make.person("Cleo Coordinator", email="c@example.org"),
        "M": make.person("Mia Mentor", email="m@example.org"),
        "E": make.person("Eve Mentee", email="e@example.org", language="fr"),
    }
    make.role(people["C"], programme, Role.COORDINATOR)
    return programme, people


@pytest.fixture
def propose(make, cast):
    programme, people = cast

    def go():
        with unit_of_work():
            return actions.propose_pairing(
                programme_id=programme.id, mentor_id=people["M"].id, mentee_id=people["E"].id,
                acknowledged=True, by=make.viewer(people["C"]), form=FormKey(new_key(), "x"),
            ).id  # fmt: skip

    return go


def act(make, person, action, pairing_id, **values):
    with unit_of_work():
        return action(pairing_id=pairing_id, by=make.viewer(person), **values)


def subjects(mailbox, address):
    return [mail["Subject"] for mail in mailbox.to(address)]


def unread(person):
    session.rollback()
    query = select(Notice.kind).where(Notice.person_id == person.id, Notice.read_at.is_(None))
    return list(session.scalars(query.order_by(Notice.id)))


def test_a_pairing_is_told_from_proposal_to_end(make, cast, propose, mailbox, work):
    _programme, people = cast
    mia, eve, cleo = people["M"], people["E"], people["C"]
    pairing_id = propose()
    work()
    assert subjects(mailbox, "m@example.org") == ["A proposal awaits your answer"]
    words, html = parts_of(mailbox.to("m@example.org")[0])
    assert "proposes that you mentor Eve Mentee" in words
    assert f"http://localhost/pairings/{pairing_id}" in html
    with force_locale("fr"):
        assert subjects(mailbox, "e@example.org") == [gettext("A proposal awaits your answer")]
    act(make, mia, actions.accept_pairing, pairing_id)
    assert (unread(mia), unread(eve)) == ([], ["pairing_proposed"])
    act(make, eve, actions.accept_pairing, pairing_id)
    assert (unread(mia), unread(eve)) == (["pairing_accepted"], [])
    make.agreement(session.get_one(Pairing, pairing_id), signed=())
    act(make, mia, actions.sign_agreement, pairing_id, number=1)
    assert unread(eve) == ["agreement_to_sign"]
    act(make, eve, actions.sign_agreement, pairing_id, number=1)
    assert unread(eve) == []
    assert unread(mia) == ["pairing_accepted", "agreement_in_force"]
    act(make, cleo, actions.pause_pairing, pairing_id)
    act(make, cleo, actions.resume_pairing, pairing_id)
    act(make, mia, actions.end_pairing, pairing_id, reason=None)
    assert unread(eve) == ["pairing_moved"] * 3
    work()
    # What was over before it left is not mailed: accepted, then paused for a moment.
    assert subjects(mailbox, "m@example.org")[1:] == []
    assert len(mailbox.to("e@example.org")) == 2
    assert unread(cleo) == []


@pytest.mark.parametrize("who", ["M", "E", "C"])
def test_a_closed_proposal_reads_alike_whoever_closed_it(
    make, cast, propose, mailbox, work, visitor_of, who
):
    _programme, people = cast
    pairing_id = propose()
    close = actions.withdraw_pairing if who == "C" else actions.decline_pairing
    act(make, people[who], close, pairing_id)
    work()
    told = {"M", "E"} - {who}
    for each in told:
        with force_locale(people[each].language):
            assert subjects(mailbox, people[each].email) == [gettext("A proposal is closed")]
        page = visitor_of(people[each], "en").get("notify.list_notices")
        other = people["E" if each == "M" else "M"].name
        with force_locale(people[each].language):
            line = gettext("The proposal with %(other)s is closed.", other=other)
        assert page.text.count(line) == 1
    assert len(mailbox.mails) == len(told)


def test_coordinators_hear_of_a_roster_that_breaks_rules(make, cast, mailbox, work, visitor_of):
    programme, people = cast
    boss = make.person("Bo Boss")
    for n in range(2):
        pair = [make.person(f"{side} {n}") for side in ("Mentor", "Mentee")]
        make.pairing(programme, *pair)
        with unit_of_work():
            ids = [person.id for person in pair]
            table = type(boss).__table__
            session.execute(table.update().where(table.c.id.in_(ids)).values(manager_id=boss.id))
    with unit_of_work():
        deactivate_person(person_id=boss.id, by=make.viewer(people["C"]))
    work()
    (mail,) = mailbox.to("c@example.org")
    assert "Spring: 2 pairings break a rule" in parts_of(mail)[0]
    visitor = visitor_of(people["C"])
    page = visitor.get("notify.list_notices")
    opened = visitor.follow(page.submit(f"/notices/{newest(people['C'])}/open"))
    assert "breaks a rule" in opened.text


def told(make, person, pairing, times, before=0):
    now = clock.now()
    with unit_of_work():
        for n in range(before, before + times):
            session.add(
                Notice(
                    person_id=person.id, kind="pairing_moved", thing=f"move:{n}", happened_at=now,
                    params={"pairing": pairing.id, "to": "active"},
                )
            )  # fmt: skip


def test_the_page_costs_the_same_for_many_and_one_goes_on_from_it(
    make, cast, visitor_of, statements
):
    _programme, people = cast
    pairing = make.pairing(cast[0], people["M"], people["E"])
    mia = visitor_of(people["M"])
    assert "Nothing yet" in mia.get("notify.list_notices").text
    costs = []
    for times, before in ((1, 0), (24, 1)):
        told(make, people["M"], pairing, times, before)
        with statements() as sent:
            page = mia.get("notify.list_notices")
        costs.append(len(sent))
    assert costs[0] == costs[1] <= 9
    assert "25 unread notices." in page.text
    assert "25 waiting for you" in mia.get("home.show_home").text
    assert "Notices" in mia.get_path(page.links()["Next page"]).h1
    opened = mia.follow(page.submit(f"/notices/{newest(people['M'])}/open"))
    assert "Eve Mentee" in opened.text
    assert len(unread(people["M"])) == 24
    told(make, people["M"], pairing, 1, 30)  # it came after the page was shown
    mia.follow(page.submit("/notices/read"))
    assert len(unread(people["M"])) == 1
    eve = visitor_of(people["E"])
    eve.post("notify.open_notice", notice_id=newest(people["M"]), status=404)
    for odd in ("9999", "", "x", str(2**70)):
        eve.post("notify.read_all_notices", {"up_to": odd})
    assert len(unread(people["M"])) == 1


def newest(person):
    return session.scalar(select(func.max(Notice.id)).where(Notice.person_id == person.id))


def test_one_chooses_mail_kind_by_kind(make, cast, propose, mailbox, work, visitor_of):
    _programme, people = cast
    eve = visitor_of(people["E"], "en")
    page = eve.get("notify.choose_mail")
    kinds = [k for k in all_kinds() if k.optional and k.role is None and not k.asked_for]
    shown = [value for name, value in page.fields(page.main_form()) if name == "kind"]
    assert shown == [kind.code for kind in kinds]  # a coordinator's are a coordinator's
    kept = [code for code in shown if code != "pairing_proposed"]
    eve.follow(page.submit(kind=kept))
    propose()
    work()
    assert mailbox.to("e@example.org") == []
    assert len(mailbox.to("m@example.org")) == 1
    assert unread(people["E"]) == ["pairing_proposed"]
    assert session.scalars(select(Mail.state).order_by(Mail.state)).all() == [
        MailState.DROPPED, MailState.SENT,
    ]  # fmt: skip
    page.submit(kind=shown)
    assert session.scalar(select(func.count()).select_from(MailRefusal)) == 0


def test_without_a_mail_server_notices_come_and_pages_say_so(make, cast, propose, visitor_of):
    _programme, people = cast
    propose()
    assert session.scalar(select(func.count(Mail.id))) == 0
    mia = visitor_of(people["M"])
    assert "This installation sends no mail" in mia.get("accounts.edit_settings").text
    assert "This installation sends no mail" in mia.get("notify.choose_mail").text
    assert unread(people["E"]) == ["pairing_proposed"]


@pytest.mark.parametrize(
    "gone", [(Person, {"active": False}), (Account, {"disabled_at": Account.created_at})]
)
def test_whoever_may_not_come_in_any_more_is_not_written_to(
    make, cast, propose, mailbox, work, gone
):
    _programme, people = cast
    for person in people.values():
        make.account(person)
    propose()
    with unit_of_work():
        tell_of_broken_rules(session.scalars(select(Pairing.id)).all())
    assert session.scalar(select(func.count(Mail.id))) == 3
    with unit_of_work():
        session.execute(update(gone[0]).values(gone[1]))
    work()
    assert mailbox.mails == []
