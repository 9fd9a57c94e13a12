"""Whoever judges two people by the reporting line and whoever changes it follow each other."""

from dataclasses import replace
from threading import Event, Thread

import pytest
from sqlalchemy import select

from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.files.reading import read_table
from squad.pairings.actions import accept_pairing, agreements, proposals, propose_pairing
from squad.pairings.actions import sign_agreement as sign
from squad.pairings.models import PairingSummary
from squad.people.actions import change_person, deactivate_person
from squad.people.imports.actions import Consent, Defaults, import_roster
from squad.people.imports.plans import RosterChoices
from squad.people.models import Person
from squad.people.rules.person import PersonDraft
from squad.privacy.check import find_differences
from tests.integration.people.files import roster

DRAFT_FIELDS = PersonDraft.__dataclass_fields__
A_MOMENT = 1


class Office:
    """A boss of the mentee who is about to work for the mentor, or to leave with them."""

    def __init__(self, make):
        self.make = make
        make.person()  # the first row of people is none of theirs
        self.programme = make.programme()
        self.mentor = make.person()
        under_mentor = make.person(manager_id=self.mentor.id)
        self.boss = make.person()
        self.mentee = make.person(manager_id=self.boss.id)
        self.under_mentor_id, self.boss_id = under_mentor.id, self.boss.id
        self.mentee_id, self.mentor_number = self.mentee.id, self.mentor.employee_id
        self.coordinator = make.viewer(make.coordinator(self.programme))
        self.administrator = replace(make.viewer(make.administrator()), administrator=True)

    def proposing(self):
        ids = self.programme.id, self.mentor.id, self.mentee.id
        return lambda: propose_pairing(
            programme_id=ids[0], mentor_id=ids[1], mentee_id=ids[2], acknowledged=False,
            by=self.coordinator, form=FormKey("k", "h"),
        )  # fmt: skip

    def accepting(self):
        pairing = self.make.pairing(self.programme, self.mentor, self.mentee, state="proposed")
        pairing_id, by = pairing.id, self.make.viewer(self.mentee)
        return lambda: accept_pairing(pairing_id=pairing_id, by=by)

    def signing(self):
        pairing = self.make.pairing(self.programme, self.mentor, self.mentee, state="accepted")
        self.make.agreement(pairing, signed=("mentor",))
        pairing_id, by = pairing.id, self.make.viewer(self.mentee)
        return lambda: sign(pairing_id=pairing_id, number=1, by=by)

    def move_boss(self):
        boss = session.get(Person, self.boss_id)
        draft = PersonDraft(**{name: getattr(boss, name) for name in DRAFT_FIELDS})
        change_person(
            person_id=boss.id, version=boss.version, by=self.administrator,
            draft=replace(draft, manager_id=self.under_mentor_id),
        )  # fmt: skip

    def import_boss_moved(self):
        boss, manager = (session.get(Person, i) for i in (self.boss_id, self.under_mentor_id))
        cells = ((p.employee_id, p.name, p.email, p.function, m) for p, m in (
            (boss, manager.employee_id), (manager, self.mentor_number),
        ))  # fmt: skip
        import_roster(
            by=None, table=read_table(roster(*cells), "roster.csv"), choices=RosterChoices(),
            defaults=Defaults("en", "Europe/Paris"), consent=Consent(),
        )  # fmt: skip

    def send_mentee_away(self):
        deactivate_person(person_id=self.mentee_id, by=self.administrator)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ("move_boss", "match_mentor_above"),
        ("import_boss_moved", "match_mentor_above"),
        ("send_mentee_away", "match_mentee_inactive"),
    ],
)
@pytest.mark.parametrize(
    ("answer", "module", "after_the_check"),
    [
        ("proposing", proposals, "_add"),
        ("accepting", proposals, "note_acceptance"),
        ("signing", agreements, "step"),
    ],
)
def test_a_change_of_the_line_waits_for_who_judges_by_it(
    app, make, monkeypatch, answer, module, after_the_check, change, broken
):
    office = Office(make)
    judge, change = getattr(office, answer)(), getattr(office, change)
    session.rollback()
    judged, go_on, done = Event(), Event(), []
    real = getattr(module, after_the_check)

    def slowly(*args, **kwargs):
        judged.set()
        go_on.wait(10)
        return real(*args, **kwargs)

    monkeypatch.setattr(module, after_the_check, slowly)

    def run(name, act):
        with app.app_context():
            with unit_of_work():
                act()
                session.flush()
                done.append(name)
            session.remove()

    first, second = (
        Thread(target=run, args=("judged", judge)),
        Thread(target=run, args=("changed", change)),
    )
    first.start()
    assert judged.wait(10)
    second.start()
    second.join(A_MOMENT)
    go_on.set()
    first.join()
    second.join()
    assert done == ["judged", "changed"]
    assert session.scalars(select(PairingSummary.broken_rules)).all() == [broken]
    assert list(find_differences()) == []
