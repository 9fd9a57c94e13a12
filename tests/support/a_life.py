"""A programme that is lived: its people, each in a browser of their own, its clock and its mail."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.jobs.actions import enqueue
from squad.jobs.worker import Worker
from squad.nudges.models import Nudge
from squad.pairings.models import Pairing
from squad.slices import PERIODS
from tests.factories.accounts import sign_in
from tests.support.letters import Reader
from tests.support.page import Visitor

BEGINS = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PASSWORD = "trois valises vertes"
CANARY = "Kanarienvogel"


class Life:
    """Those who live it, each in a browser of their own, and the clock."""

    def __init__(self, app, make, traveller, mailbox):
        self.app, self.make, self.traveller = app, make, traveller
        self.language = "fr" if app.config["SETTINGS"].database_url.startswith("sqlite") else "en"
        self.mail = Reader(mailbox, self.language, CANARY)
        self.programme = make.programme("lived", starts_on=BEGINS.date(), planned_sessions=3)
        self.admin = make.administrator(language=self.language)
        self.coordinator = make.coordinator(self.programme, language=self.language)
        self.people = {"ada": self.admin, "nadia": self.coordinator}
        for name, level in (("ines", "team"), ("hugo", "team"), ("zoe", "team"),
                            ("claire", "board"), ("paul", "board")):  # fmt: skip
            self.people[name] = make.person(
                f"{name.title()} Person", level=level, language=self.language
            )
        self.emails = {name: person.email for name, person in self.people.items()}
        self.ids = {name: person.id for name, person in self.people.items()}
        self.browsers = {}
        for name in ("ada", "nadia"):
            self.browsers[name] = self._signed_in(name)
        session.rollback()

    def _signed_in(self, name):
        visitor = Visitor(self.app, self.language)
        sign_in(self.app, visitor, session.get_one(type(self.admin), self.ids[name]))
        return visitor

    def by(self, name):
        """Somebody's browser; whoever was away for long signs in again."""
        if name not in self.browsers and name in ("ada", "nadia"):
            self.browsers[name] = self._signed_in(name)
        elif name not in self.browsers:
            visitor = Visitor(self.app, self.language)
            page = visitor.get("accounts.sign_in")
            form = page.forms("/sign-in")[0]
            page.submit(form, email=self.emails[name], password=PASSWORD, status=303)
            self.browsers[name] = visitor
        return self.browsers[name]

    def wait(self, days):
        """Time passes; browsers are closed. Then what a worker does by itself is done.

        Gives what everybody read meanwhile: whether a worker had its slot before or after the days
        passed is not the same on both databases.
        """
        before = self.work()
        self.traveller.shift(days * DAY)
        self.browsers.clear()
        with unit_of_work():  # without a key: PostgreSQL counts slots by its own clock
            for name in PERIODS:
                enqueue(name, {}, by=None)
        after = self.work()
        return {name: before[name] + after[name] for name in after}

    def nudged(self, name):
        """About what somebody was written to because of silence."""
        session.rollback()
        return set(session.scalars(select(Nudge.rule).where(Nudge.person_id == self.ids[name])))

    def work(self):
        """A worker does what is due, and what came by mail is read: {address: subjects}."""
        Worker(self.app).drain()
        told = {name: [] for name in self.emails}
        names = {email: name for name, email in self.emails.items()}
        for address, subject, paths in self.mail.read_new():
            told[names[address]].append(subject)
            for path in paths:
                assert self.by(names[address]).get_path(path, status=None).status in {200, 303}
        return told

    def send(self, who, endpoint, status=303, form=None, **values):
        """Open a page, fill in its form (the one that posts to an address with this end), send."""
        at = {key: values.pop(key) for key in list(values) if key.endswith(("_id", "moment"))}
        if endpoint == "coaching.log_session":
            at = {"pairing": at["pairing_id"]}
        page = self.by(who).get(endpoint, **at)
        if form is None:
            return page.submit(status=status, **values)
        forms = [each for each in page.tree.iter("form") if each.get("method") == "post"]
        which = next(f for f in forms if f.get("action").partition("?")[0].endswith(form))
        return page.submit(which, status=status, **values)

    def pairing(self, mentee):
        """The newest pairing of a mentee."""
        session.rollback()
        session.expire_all()
        return session.scalars(
            select(Pairing)
            .where(Pairing.mentee_id == self.ids[mentee])
            .order_by(Pairing.id.desc())
            .limit(1)
        ).one()

    def mentor(self, mentee):
        """The name of who mentors somebody."""
        mentor_id = self.pairing(mentee).mentor_id
        return next(name for name, id_ in self.ids.items() if id_ == mentor_id)

    def state(self, mentee):
        return self.pairing(mentee).state
