"""Real requests for every cell of the matrix; the matrix and the routes name the same endpoints."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from squad.access.viewer import Role
from squad.accounts.models import SignIn
from squad.coaching.models import CloseCode, NextStep, Observation
from squad.coaching.rules.log import Step
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.files.models import WaitingUpload
from squad.files.waiting import UploadedFile, keep_upload
from squad.framework.rules.fluency import Side
from squad.kernel.clock import clock
from squad.people.models import QuietPeriod
from squad.programmes.models import ClosedPeriod
from squad.web.assets import find_asset
from squad.web.cli import list_endpoints
from tests.integration.access.matrix import EVERYBODY, MATRIX
from tests.support.page import Visitor

PURPOSES = ("roster", "pairings", "sessions")
FILE = b"e-mail;name\nsam@example.org;Sam Stranger\n"


def test_the_matrix_names_every_endpoint(sqlite_app):
    with sqlite_app.app_context():
        assert {row["endpoint"] for row in list_endpoints()} == set(MATRIX)


class World:
    """Two programmes with everybody in them, and the ids that addresses need."""

    def __init__(self, app, make):
        self.app = app
        programme, other = make.programme(), make.programme()
        self.people = {
            "S": make.person("Sam Stranger"),
            "M": make.person("Mia Mentor"),
            "E": make.person("Eve Mentee"),
            "m": make.person("Max Mentor"),
            "e": make.person("Eli Mentee"),
            "H": make.person("Hal Reader"),
            "h": make.person("Hugo Reader"),
            "C": make.person("Cleo Coordinator"),
            "c": make.person("Carl Coordinator"),
            "A": make.administrator("Ada Administrator"),
        }
        people = self.people
        pairing = make.pairing(programme, people["M"], people["E"])
        make.pairing(other, people["m"], people["e"], agreement=False)
        for who, role, where in (
            ("H", Role.HR_VIEWER, programme), ("h", Role.HR_VIEWER, other),
            ("C", Role.COORDINATOR, programme), ("c", Role.COORDINATOR, other),
        ):  # fmt: skip
            make.role(people[who], where, role)
        target = make.person("Tim Target")
        make.account(target)
        logged = make.coaching_session(
            pairing, stated=["presence-1b"], steps=(Step(Side.MENTEE, "a step"),),
            next_at=clock.now() + timedelta(days=9),
        )  # fmt: skip
        self.kinds = {}
        self.ids = self._ids(make.viewer, programme, pairing, logged, target)
        self.visitors = {}
        session.rollback()

    def _ids(self, make_viewer, programme, pairing, logged, target):
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
            session.add_all([quiet, closed])
            uploads = {
                purpose: keep_upload(
                    by=make_viewer(people["C"]), purpose=purpose, file=UploadedFile("a.csv", FILE),
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
        return {
            "programme": programme.id,
            "code_of_programme": programme.code,
            "pairing": pairing.id,
            "logged": logged.id,
            "planned": session.scalar(
                select(type(logged).id).where(type(logged).state == "planned")
            ),
            "step": session.scalar(select(NextStep.id)),
            "observation": session.scalar(select(Observation.id)),
            "code": session.scalar(select(CloseCode.code)),
            "person": target.id,
            "mentee": people["E"].id,
            "quiet": quiet.id,
            "closed": closed.id,
            "uploads": {purpose: upload.id for purpose, upload in uploads.items()},
            "imported": {purpose: upload.id for purpose, upload in imported.items()},
            "framework": programme.framework_version_id,
        }

    def arguments(self, endpoint):
        """What the endpoint's address needs, of the first programme's objects."""
        ids, slice_ = self.ids, endpoint.partition(".")[0]
        special = {
            "static_file": {"digest": find_asset("icon.svg").digest, "name": "icon.svg"},
            "accounts.use_link": {"token": "nothing"},
            "accounts.end_own_sign_in": {"sign_in_id": self._sign_in()},
            "accounts.remove_quiet_period": {"period_id": ids["quiet"]},
            "programmes.remove_closed_period": {
                "programme_id": ids["programme"], "period_id": ids["closed"]},
            "framework.show_opener": {"purpose": "support"},
            "coaching.show_milestone": {"pairing_id": ids["pairing"], "code": "presence-1b"},
            "coaching.log_session": {"pairing": ids["pairing"]},
            "coaching.save_draft": {"pairing": ids["pairing"]},
            "coaching.forget_draft": {"pairing": ids["pairing"]},
            "coaching.close_together": {"code": ids["code"]},
            "coaching.call_off_session": {"coaching_session_id": ids["planned"]},
            "coaching.tick_next_step": {
                "coaching_session_id": ids["logged"], "step_id": ids["step"]},
            "pairings.show_agreement_version": {"pairing_id": ids["pairing"], "number": 1},
            "reports.show_cohort": {"programme": ids["code_of_programme"]},
            "reports.export_cohort": {"programme": ids["code_of_programme"], "format_": "csv"},
            "reports.export_mentee": {"mentee_id": ids["mentee"], "format_": "json"},
        }  # fmt: skip
        if endpoint in special:
            return special[endpoint]
        purpose = {"roster_import": "roster", "pairings_import": "pairings"}.get(slice_, "sessions")
        uploads = "imported" if endpoint.endswith("show_result") else "uploads"
        values = {
            "pairing_id": ids["pairing"],
            "programme_id": ids["programme"],
            "coaching_session_id": ids["logged"],
            "observation_id": ids["observation"],
            "person_id": ids["person"],
            "mentee_id": ids["mentee"],
            "upload_id": ids[uploads][purpose],
        }
        rule = min(self.app.url_map.iter_rules(endpoint), key=lambda r: len(r.arguments))
        return {name: values[name] for name in rule.arguments}

    def _sign_in(self):
        query = select(SignIn.id).join(SignIn.account).where(
            SignIn.account.property.mapper.class_.person_id == self.ids["mentee"]
        )  # fmt: skip
        found = session.scalar(query)
        session.rollback()
        return found

    def visitor(self, who):
        """A browser in which this person is signed in."""
        from tests.factories.accounts import sign_in

        if who not in self.visitors:
            self.visitors[who] = Visitor(self.app)
            if who != "N":
                sign_in(self.app, self.visitors[who], self.people[who])
        return self.visitors[who]


SIGNS = {401: "s", 403: "-", 404: "?"}


def outcome(page):
    if page.status == 303 and page.location.startswith("/sign-in?"):
        return "s"
    assert page.status < 500, page.visitor.mishaps
    return SIGNS.get(page.status, "y")


@pytest.fixture
def world_of(app, make):
    from tests.conftest import _empty

    def build(fresh=False):
        if fresh:
            _empty()
        world = World(app, make)
        world.visitor("E")
        return world

    return build


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_cell_answers_as_the_matrix_says(app, world_of, method):
    world, wrong = world_of(), []
    methods = {row["endpoint"]: row["methods"] for row in list_endpoints()}
    for endpoint, cells in MATRIX.items():
        if method not in methods[endpoint]:
            continue
        for who, expected in zip(EVERYBODY, cells, strict=True):
            visitor = world.visitor(who)
            path = visitor.url(endpoint, **world.arguments(endpoint))
            if method == "GET":
                page = visitor.get_path(path, status=None)
            else:
                page = visitor.post_path(path, _needed(endpoint, world), status=None)
            if outcome(page) != expected:
                wrong.append(f"{method} {endpoint} {who}: {page.status}, matrix says {expected}")
            if method == "POST" and page.status < 400:
                world = world_of(fresh=True)
    assert not wrong, "\n".join(wrong)


def _needed(endpoint, world):
    """What a post must say to be about the first programme's objects at all."""
    return {
        "coaching.save_draft": {"pairing": world.ids["pairing"]},
        "coaching.answer_observation": {"kind": "confirm"},
        "programmes.grant_role": {"person_id": world.ids["person"]},
        "programmes.remove_role": {"person_id": world.ids["person"]},
    }.get(endpoint, {})


def test_nobody_cancels_the_upload_of_another(world_of):
    world = world_of()
    for who, slice_ in (("c", "roster"), ("A", "roster"), ("c", "pairings"), ("M", "sessions")):
        endpoint = f"{slice_}_import.cancel_import"
        world.visitor(who).post(endpoint, **world.arguments(endpoint))
    kept = select(WaitingUpload.purpose).where(WaitingUpload.settled_at.is_(None))
    assert set(session.scalars(kept)) == set(PURPOSES)
