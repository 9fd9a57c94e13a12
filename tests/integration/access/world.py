"""The world of the matrix: two programmes with everybody in them, and what addresses need."""

from datetime import timedelta
from functools import cache

from sqlalchemy import select, update

from squad.access.viewer import Role
from squad.accounts.models import Account, SignIn
from squad.accounts.passwords import passwords
from squad.coaching.calendar.models import OfferedTime, OwnCalendar, TimeOffer
from squad.coaching.calendar.queries.entries import hash_of
from squad.coaching.models import Brought, CloseCode, NextStep, Observation, SecondLook
from squad.coaching.rules.log import Step
from squad.coaching.rules.ratings import Moment
from squad.db.once import FormKey
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.files.models import WaitingUpload
from squad.files.waiting import UploadedFile, keep_upload
from squad.framework.drafts.actions import change_draft, copy_version
from squad.framework.queries import get_document
from squad.framework.rules.document.editing import without_milestone
from squad.framework.rules.document.entries import Part, Place, stamp_of
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.kernel.ids import new_key
from squad.mentoring.models import Lesson
from squad.notify.models import Notice
from squad.notify.signing import stop_links
from squad.pairings.calls.models import Concern
from squad.pairings.delegates.models import Delegation
from squad.pairings.models import AgreementPurpose
from squad.people.models import QuietPeriod
from squad.programmes.models import ClosedPeriod
from squad.web.assets import find_asset
from tests.factories.accounts import sign_in
from tests.support.frameworks import newer_version
from tests.support.page import Visitor
from tests.support.snapshots import Snapshot

PURPOSES = ("roster", "pairings", "sessions")
PASSWORD = "trois valises vertes"
FEED = "an address that nobody can guess"
STRANGER = "sam.stranger@example.org"


@cache
def _password_hash():
    return passwords.hash(PASSWORD)


def make_draft(viewer, version_id):
    """A draft of the framework in which something has changed."""
    with unit_of_work():
        draft_id = copy_version(by=viewer, version_id=version_id, form=FormKey(new_key(), "x"))
        place = Place(Part.MILESTONES, "presence-3c")
        change_draft(
            by=viewer, draft_id=draft_id, place=place,
            stamp=stamp_of(get_document(version_id), place),
            change=lambda document: without_milestone(document, place.code),
        )  # fmt: skip
        return draft_id


class World:
    """Two programmes with everybody in them, and the ids that addresses need."""

    def __init__(self, app, make, *, double=False):
        self.app = app
        programme, other = make.programme(ratings_in_groups=True), make.programme()
        self.people = {
            "S": make.person("Sam Stranger", email=STRANGER),
            "M": make.person("Mia Mentor"),
            "E": make.person("Eve Mentee"),
            "m": make.person("Max Mentor"),
            "e": make.person("Eli Mentee"),
            "H": make.person("Hal Reader"),
            "h": make.person("Hugo Reader"),
            "C": make.person("Cleo Coordinator"),
            "c": make.person("Carl Coordinator"),
            "A": make.administrator("Ada Administrator"),
            "B": make.person("Bea Both"),
            "D": make.person("Dan Delegate"),
        }
        people = self.people
        before = make.pairing(programme, make.person("Odo Former"), people["E"], agreement=False)
        pairing = make.handed_over(before, people["M"])
        make.pairing(other, people["m"], people["e"], agreement=False)
        if double:
            people["Z"] = people["E"]
            make.pairing(other, people["Z"], make.person("Mel Mentored"), agreement=False)
        for who, role, where in (
            ("H", Role.HR_VIEWER, programme), ("h", Role.HR_VIEWER, other),
            ("C", Role.COORDINATOR, programme), ("c", Role.COORDINATOR, other),
            ("B", Role.HR_VIEWER, programme), ("B", Role.COORDINATOR, other),
        ):  # fmt: skip
            make.role(people[who], where, role)
        target, self.newcomer = make.person("Tim Target"), make.person("Nina Newcomer")
        for person in {*people.values(), target} - {people["A"]}:
            make.account(person)
        with unit_of_work():
            session.execute(update(Account).values(password_hash=_password_hash()))
        logged = make.coaching_session(
            pairing, stated=["presence-1b"], steps=(Step(Side.MENTEE, "a step"),),
            next_at=clock.now() + timedelta(days=9),
        )  # fmt: skip
        self.runs = {
            "open": make.drill_run(pairing, "safety"),
            "ended": make.drill_run(pairing, "fakes", state="ended"),
            "kept": make.drill_run(pairing, state="kept"),
            "said": make.drill_run(pairing, state="kept", said=True),
        }
        self.programme = programme
        askable = make.person("Aline Askable")
        make.pairing(programme, askable, make.person("Otto Other"), agreement=False)
        self.ids = self._ids(make, programme, pairing, logged, target, askable, other)
        self.ids["before"] = before.id
        self.visitors = {}
        session.rollback()

    def file_of(self, purpose):
        """What can be imported: of a person, a pairing, a session."""
        code, email = self.programme.code, {who: p.email for who, p in self.people.items()}
        day = (clock.today("UTC") - timedelta(days=1)).isoformat()
        rows = {
            "roster": ["e-mail;name", "new@example.org;Nina New"],
            "pairings": [
                "mentor;mentee;programme;state", f"{email['M']};{email['S']};{code};proposed"],
            "sessions": [
                "date;mentor;mentee;minutes", f"{day};{email['M']};{email['E']};45"],
        }  # fmt: skip
        return ("\n".join(rows[purpose]) + "\n").encode()

    def _ids(self, make, programme, pairing, logged, target, askable, other):
        people = self.people
        with unit_of_work():
            quiet = QuietPeriod(
                person_id=people["E"].id, starts_on=clock.today("UTC"),
                ends_on=clock.today("UTC"), known_at=clock.now(),
            )  # fmt: skip
            closed = ClosedPeriod(
                programme_id=programme.id, starts_on=programme.ends_on,
                ends_on=programme.ends_on, known_at=clock.now(),
            )  # fmt: skip
            look = SecondLook(
                pairing_id=pairing.id, milestone_code="presence-1b", asked_id=people["m"].id,
                happened_on=clock.today("Europe/Paris"), known_at=clock.now(), purposes="support",
            )  # fmt: skip
            brought = Brought(
                pairing_id=pairing.id, moment=Moment.HALF, number=1, answer="partly",
                purpose_id=session.scalars(select(AgreementPurpose.id)).one(), value_now="",
                words="", happened_on=clock.today("UTC"), known_at=clock.now(),
            )  # fmt: skip
            concern = Concern(
                pairing_id=pairing.id, side=Side.MENTEE, words="It is not right",
                said_at=clock.now(),
            )  # fmt: skip
            notice = Notice(
                person_id=people["E"].id, kind="pairing_moved", thing="move:1",
                params={"pairing": pairing.id, "to": "active"}, happened_at=clock.now(),
            )  # fmt: skip
            offer = TimeOffer(
                pairing_id=pairing.id, side=Side.MENTOR, by_id=people["M"].id,
                offered_at=clock.now(),
                times=[OfferedTime(number=1, starts_at=clock.now() + timedelta(days=5))],
            )  # fmt: skip
            address = OwnCalendar(person_id=people["E"].id, token_hash=hash_of(FEED))
            assists = Delegation(
                mentee_id=people["E"].id, delegate_id=people["D"].id, named_at=clock.now()
            )
            session.add_all([quiet, closed, look, brought, concern, notice])
            lesson = Lesson(
                person_id=people["M"].id, programme_id=programme.id, words="I talk too much",
                written_on=clock.today("UTC"),
            )  # fmt: skip
            session.add_all([offer, address, assists, lesson])
            session.merge(logged).huddle = "a group of one by now"
            uploads = {
                purpose: keep_upload(
                    by=make.viewer(people["C"]), purpose=purpose,
                    file=UploadedFile("a.csv", self.file_of(purpose)),
                    programme_id=None if purpose == "roster" else programme.id,
                )
                for purpose in PURPOSES
            }  # fmt: skip
        with unit_of_work():
            imported = {
                purpose: WaitingUpload(
                    person_id=people["C"].id, purpose=purpose, programme_id=programme.id,
                    file_name="a.csv", content="", choices={}, uploaded_at=clock.now(),
                    expires_at=clock.now() + timedelta(hours=1), settled_at=clock.now(),
                    outcome={"created": 1},
                )
                for purpose in PURPOSES
            }  # fmt: skip
            session.add_all(imported.values())
        observation = session.scalars(select(Observation)).one()
        backing = make.backing(observation)
        return {
            "backing": backing.id,
            "programme": programme.id,
            "code_of_programme": programme.code,
            "pairing": pairing.id,
            "logged": logged.id,
            "planned": session.scalar(
                select(type(logged).id).where(type(logged).state == "planned")
            ),
            "step": session.scalar(select(NextStep.id)),
            "look": look.id,
            "concern": concern.id,
            "offer": offer.id,
            "lesson": lesson.id,
            "askable": askable.id,
            "observation": session.scalar(select(Observation.id)),
            "code": session.scalar(select(CloseCode.code)),
            "person": target.id,
            "newcomer": self.newcomer.id,
            "mentor": people["M"].id,
            "mentee": people["E"].id,
            "quiet": quiet.id,
            "closed": closed.id,
            "brought": brought.id,
            "notice": notice.id,
            "purpose": brought.purpose_id,
            "uploads": {purpose: upload.id for purpose, upload in uploads.items()},
            "imported": {purpose: upload.id for purpose, upload in imported.items()},
            "batch": make.batch(programme, people["H"]).id,
            "taken": make.batch(programme, people["H"], of=[people["E"]], state="done").id,
            "enrolment": self._match(make, programme, other, target),
            "view": make.kept_view(programme, people["H"]).id,
            "tip": make.tip(programme.id, people["M"].id).id,
            "framework": programme.framework_version_id,
            "newer": newer_version(programme.framework_version_id),
            "draft": make_draft(make.viewer(people["C"]), programme.framework_version_id),
        }

    def _match(self, make, programme, other, target):
        """M and m are in the pools of their programmes; in the draft, M could be exchanged."""
        make.enrolment(other, self.people["m"])
        make.enrolment(programme, target)
        make.enrolment(programme, self.newcomer, "mentee")
        make.match_draft(programme, (self.people["M"], self.newcomer))
        return make.enrolment(programme, self.people["M"], capacity=2).id

    def arguments(self, endpoint):
        """What the endpoint's address needs, of the first programme's objects."""
        ids, slice_ = self.ids, endpoint.partition(".")[0]
        moving = {"programme_id": ids["programme"], "version_id": ids["newer"]}
        special = {
            "accounts.invite_person": {"person_id": ids["newcomer"]},
            "pairings.share_notes": {"pairing_id": ids["before"]},
            "pairings.propose_pairing": {"programme": ids["programme"]},
            "static_file": {"digest": find_asset("icon.svg").digest, "name": "icon.svg"},
            "accounts.use_link": {"token": "nothing"},
            "notify.stop_mail": {"token": stop_links.token(ids["mentee"], "agreement_to_sign")},
            "calendar.send_feed": {"token": FEED},
            "accounts.end_own_sign_in": {"sign_in_id": self._sign_in()},
            "accounts.remove_quiet_period": {"period_id": ids["quiet"]},
            "programmes.remove_closed_period": {
                "programme_id": ids["programme"], "period_id": ids["closed"]},
            "home.put_first_words_away": {"part": "mentor"},
            "framework.show_opener": {"purpose": "support"},
            "framework.show_guide": {"place": "care-1"},
            "framework_drafts.add_milestone": {
                "draft_id": ids["draft"], "area": "care", "stage": 1},
            "coaching.map_milestones": moving,
            "coaching.move_framework": moving,
            "coaching.show_milestone": {"pairing_id": ids["pairing"], "code": "presence-1b"},
            "coaching.recheck_milestone": {
                "pairing_id": ids["pairing"], "code": "purpose-1a"},
            "coaching.show_kept": {"pairing_id": ids["pairing"], "code": "purpose-1a"},
            "coaching.say_kept": {"pairing_id": ids["pairing"], "code": "purpose-1a"},
            "coaching.rate_fluency": {"pairing_id": ids["pairing"], "moment": "end"},
            "coaching.offer_second_look": {"pairing_id": ids["pairing"], "code": "presence-1b"},
            "coaching.say_brought": {"pairing_id": ids["pairing"], "moment": "end"},
            "coaching.log_session": {"pairing": ids["pairing"]},
            "coaching.save_draft": {"pairing": ids["pairing"]},
            "coaching.forget_draft": {"pairing": ids["pairing"]},
            "coaching.close_together": {"code": ids["code"]},
            "coaching.call_off_session": {"coaching_session_id": ids["planned"]},
            "coaching.tick_next_step": {
                "coaching_session_id": ids["logged"], "step_id": ids["step"]},
            "pairings.show_agreement_version": {"pairing_id": ids["pairing"], "number": 1},
            "reports.show_cohort": {"programme": ids["code_of_programme"]},
            "reports.show_groups": {"programme": ids["code_of_programme"]},
            "reports.compare_programmes": {"programme": ids["code_of_programme"]},
            "reports.export_cohort_document": {"programme": ids["code_of_programme"]},
            "reports.choose_monthly": {"programme": ids["code_of_programme"]},
            "reports.show_ratings": {"programme": ids["code_of_programme"]},
            "reports.export_table": {
                "programme": ids["code_of_programme"], "table": "groups", "format_": "csv"},
            "reports.choose_columns": {"programme": ids["code_of_programme"]},
            "reports.export_cohort": {"programme": ids["code_of_programme"], "format_": "csv"},
            "reports.keep_view": {"programme": ids["code_of_programme"]},
            "reports.ask_documents": {"programme": ids["code_of_programme"]},
            "reports.take_documents": {"batch_id": ids["taken"]},
            "reports.export_mentee": {"mentee_id": ids["mentee"], "format_": "json"},
            "reports.export_mentee_document": {"mentee_id": ids["mentee"]},
            "reports.show_trace": {"mentee_id": ids["mentee"], "figure": "target"},
            "reports.export_trace": {
                "mentee_id": ids["mentee"], "figure": "target", "format_": "csv"},
            "reports.show_hr_trace": {"figure": "target", "programme": ids["code_of_programme"]},
        }  # fmt: skip
        if endpoint in special:
            return special[endpoint]
        if slice_ == "matching" and endpoint.endswith(("_pair", "take_out")):
            return {"programme_id": ids["programme"], "mentee_id": ids["newcomer"]}
        if slice_ == "drills":
            return self._of_drills(endpoint)
        purpose = {"roster_import": "roster", "pairings_import": "pairings"}.get(slice_, "sessions")
        uploads = "imported" if endpoint.endswith("show_result") else "uploads"
        values = {
            "pairing_id": ids["pairing"],
            "programme_id": ids["programme"],
            "coaching_session_id": ids["logged"],
            "observation_id": ids["observation"],
            "backing_id": ids["backing"],
            "look_id": ids["look"],
            "concern_id": ids["concern"],
            "offer_id": ids["offer"],
            "lesson_id": ids["lesson"],
            "person_id": ids["person"],
            "mentee_id": ids["mentee"],
            "version_id": ids["framework"],
            "draft_id": ids["draft"],
            "area": "care",
            "code": "care-1a",
            "brought_id": ids["brought"],
            "batch_id": ids["batch"],
            "view_id": ids["view"],
            "tip_id": ids["tip"],
            "enrolment_id": ids["enrolment"],
            "upload_id": ids[uploads][purpose],
            "notice_id": ids["notice"],
            # what is not there is tried again as quietly as what has been already
            "mail_id": 1,
            "job_id": 1,
        }
        rule = min(self.app.url_map.iter_rules(endpoint), key=lambda r: len(r.arguments))
        return {name: values[name] for name in rule.arguments}

    def _of_drills(self, endpoint):
        one = {"pairing_id": self.ids["pairing"]}
        return {
            "drills.list_drills": one,
            "drills.start_drill": {**one, "code": "coffee"},
            "drills.show_sheet": {**one, "code": "coffee"},
            "drills.play_drill": {**one, "run_id": self.runs["open"]},
            "drills.throw_away": {**one, "run_id": self.runs["open"]},
            "drills.keep_run": {**one, "run_id": self.runs["ended"]},
            "drills.state_milestone": {**one, "run_id": self.runs["said"], "code": "care-3b"},
        }.get(endpoint, {**one, "run_id": self.runs["kept"]})

    def _sign_in(self):
        query = select(SignIn.id).join(SignIn.account).where(
            SignIn.account.property.mapper.class_.person_id == self.ids["mentee"]
        )  # fmt: skip
        found = session.scalar(query)
        session.rollback()
        return found

    def visitor(self, who):
        """A browser in which this person is signed in."""
        if who not in self.visitors:
            self.visitors[who] = Visitor(self.app)
            if who != "N":
                sign_in(self.app, self.visitors[who], self.people[who])
        return self.visitors[who]


class Beginning:
    """A world as it was made, to be put back after somebody did what they may."""

    def __init__(self, world):
        self._world = world
        named = {**world.people, "programme": world.programme, "newcomer": world.newcomer}
        self._ids = {name: (type(thing), thing.id) for name, thing in named.items()}
        self._rows = Snapshot()

    def close(self):
        self._rows.close()

    def put_back(self):
        self._rows.put_back()
        get_document.cache_clear()  # what was stored since had ids that will be given again
        world, named = self._world, self._ids
        found = {name: session.get(*key) for name, key in named.items()}
        session.rollback()
        world.programme, world.newcomer = found.pop("programme"), found.pop("newcomer")
        world.people.update(found)
        world.visitors.clear()
        world.visitor("E")
