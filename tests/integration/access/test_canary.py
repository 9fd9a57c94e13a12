"""A canary word in every pair-class column is found in no answer to anyone outside the pair."""

import json

import pytest
from sqlalchemy import Table, inspect, select, text

import squad.models  # noqa: F401  fills the metadata
from squad.access.classes import CLASSES, DataClass
from squad.coaching.models import Draft, Rating, RetentionAnswer, SecondLook, SecondLookAnswer
from squad.coaching.rules.ratings import Moment
from squad.db.base import Base
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.extensions import db
from squad.files.models import WaitingUpload
from squad.framework.rules.fluency import Side
from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from squad.notify.kinds import Told, all_kinds
from squad.pairings.models import AgreementSetAside, AgreementVersion
from squad.web.cli import list_endpoints
from tests.integration.access.matrix import MATRIX
from tests.integration.access.world import World
from tests.support.documents import Document

CANARY = "Kanarienvogel"
# What one of the two writes to the coordinator: read by its author, Eve, and by Cleo.
CALLED = "Nachtigall"
# What a mentor keeps for themself: read by its author, Mia, alone.
OWN = "Zaunschlüpfer"
VERSION = json.dumps(
    {"note": CANARY, "links": CANARY, "steps": [], "medium": None, "notice": None,
     "reason": None, "starts_at": None}
)  # fmt: skip
# What an uploader typed is theirs: these are read by one person alone, and tested with imports.
OWN_UPLOADS = {"waiting_uploads.file_name", "waiting_uploads.content"}
PAIR = sorted(
    name for name, c in CLASSES.items() if c is DataClass.PAIR and name not in OWN_UPLOADS
)
# Whoever is asked for a second look reads what is shown for it, and what they wrote themself.
ASKED = {("coaching.show_second_look", "m"), ("coaching.list_second_looks", "m")}


@pytest.fixture
def sung(app, make):
    """A world in which every pair-class column holds the canary."""
    world = World(app, make)
    with unit_of_work():
        session.execute(WaitingUpload.__table__.delete())
        session.add(
            Draft(
                person_id=world.people["M"].id, pairing_id=world.ids["pairing"],
                fields="[]", saved_at=clock.now(),
            )
        )  # fmt: skip
        make_answer(world)
        session.add(
            Rating(
                pairing_id=world.ids["pairing"], moment=Moment.START, side=Side.MENTEE, number=1,
                area=Area.PURPOSE, level="1", words="x", happened_on=clock.today("UTC"),
                known_at=clock.now(),
            )
        )  # fmt: skip
        session.add(
            RetentionAnswer(
                pairing_id=world.ids["pairing"], milestone_code="purpose-1a", number=1, said="x",
                happened_on=clock.today("UTC"), known_at=clock.now(),
            )
        )  # fmt: skip
        session.add(
            SecondLookAnswer(
                second_look_id=world.ids["look"], number=1, verdict="alone", words="x",
                happened_on=clock.today("UTC"), known_at=clock.now(),
            )
        )  # fmt: skip
        version = session.scalars(select(AgreementVersion.id)).one()
        session.add(
            AgreementSetAside(
                agreement_version_id=version, milestone_code="presence-2b", reason="x"
            )
        )
        models = {m.local_table.name: m.class_ for m in Base.registry.mappers
                  if isinstance(m.local_table, Table)}  # fmt: skip
        for name in PAIR:
            table, column = name.split(".")
            value = f'[["note", "{CANARY}"]]' if name == "drafts.fields" else CANARY
            value = (
                f'{{"words": {{"reply": "{CANARY}"}}}}' if name == "drill_runs.answers" else value
            )
            value = CANARY.encode() if name == "backing_parts.content" else value
            value = VERSION if name == "coaching_session_versions.words" else value
            session.execute(models[table].__table__.update().values({column: value}))
        session.execute(models["concerns"].__table__.update().values(words=CALLED))
        session.execute(models["lessons"].__table__.update().values(words=OWN))
    return world


def make_answer(world):
    from squad.coaching.models import Answer
    from squad.framework.rules.fluency import AnswerKind

    session.add(
        Answer(
            observation_id=world.ids["observation"], sequence=1, kind=AnswerKind.LOOK_AGAIN,
            happened_on=clock.today("UTC"), known_at=clock.now(), words="",
        )
    )  # fmt: skip


def test_the_canary_sits_in_every_pair_class_column(sung):
    models = {m.local_table.name: m.class_ for m in Base.registry.mappers}
    for name in PAIR:
        table, column = name.split(".")
        attribute = inspect(models[table]).attrs[column].class_attribute
        found = session.scalars(select(attribute)).all()
        assert any(CANARY in str(value) for value in found if value), f"{name} holds no canary"


def words_of(answer):
    """What can be read in an answer, a document's pages too."""
    if answer.mimetype == "application/pdf":
        return Document(answer.get_data()).text
    return answer.get_data().decode("utf-8", "replace")


def test_nobody_outside_the_pair_hears_it(sung, log_lines):
    methods = {row["endpoint"]: row["methods"] for row in list_endpoints()}
    heard = []
    for endpoint in MATRIX:
        if "GET" not in methods[endpoint]:
            continue
        for who in "NSmeHhCcABD":
            visitor = sung.visitor(who)
            path = visitor.url(endpoint, **sung.arguments(endpoint))
            if (endpoint, who) in ASKED:
                continue
            words = words_of(visitor.get_path(path, status=None).response)
            if (
                CANARY in words
                or OWN in words
                or (CALLED in words and not _coordinates(who, endpoint))
            ):
                heard.append(f"{endpoint} {who}")
    assert not heard
    assert log_lines()
    assert CANARY not in "".join(log_lines())
    assert CALLED not in "".join(log_lines())
    assert OWN not in "".join(log_lines())


def _coordinates(who, endpoint):
    """Cleo reads it on the pairing's page, whichever step shows it."""
    return who == "C" and endpoint.startswith("pairings.")


def test_what_a_mentor_keeps_for_themself_is_read_by_that_mentor_alone(sung):
    methods = {row["endpoint"]: row["methods"] for row in list_endpoints()}
    heard = set()
    for endpoint in MATRIX:
        if "GET" in methods[endpoint] and endpoint.startswith(("mentoring.", "pairings.", "home.")):
            for who in "ME":
                visitor = sung.visitor(who)
                path = visitor.url(endpoint, **sung.arguments(endpoint))
                if OWN in words_of(visitor.get_path(path, status=None).response):
                    heard.add((endpoint, who))
    assert heard == {("mentoring.show_record", "M"), ("mentoring.edit_lesson", "M")}


def test_what_is_said_to_the_coordinator_is_never_heard_by_the_other_one(sung):
    methods = {row["endpoint"]: row["methods"] for row in list_endpoints()}
    heard = set()
    for endpoint in MATRIX:
        if "GET" in methods[endpoint] and endpoint.startswith(("pairings.", "home.")):
            for who in "ME":
                visitor = sung.visitor(who)
                path = visitor.url(endpoint, **sung.arguments(endpoint))
                if CALLED in words_of(visitor.get_path(path, status=None).response):
                    heard.add((endpoint, who))
    assert heard == {("pairings.raise_concern", "E")}
    page = sung.visitor("C").get("pairings.show_pairing", pairing_id=sung.ids["pairing"])
    assert CALLED in page.text


def test_no_mail_and_no_notice_says_it(sung):
    """Every kind, to everybody: whoever it is not for gets none."""
    ids = sung.ids
    params = {
        "pairing": ids["pairing"], "number": 1, "to": "active", "programme": ids["programme"],
        "count": 1, "on": "2026-10-31", "link": 1,
        "offer": ids["offer"], "session": ids["planned"], "version": 1,
        "mentee": ids["mentee"], "about": "2026-10-31", "voice": "sponsor", "notes": ids["before"],
    }  # fmt: skip
    said = {}
    for kind in all_kinds():
        for who, person in sung.people.items():
            words = kind.author([Told(1, person.id, kind.code, params)])
            assert CANARY not in repr(words)
            if words:
                said.setdefault(kind.code, set()).add(who)
    pair = {kind.code for kind in all_kinds()} - {
        "enrolled", "rules_broken", "called", "invitation", "reset", "monthly_report",
        "times_offered", "times_lapsed", "delegate_named", "old_notes_asked", "old_notes_opened",
    }  # fmt: skip
    assert (said["old_notes_asked"], said["times_lapsed"]) == ({"E"}, {"M"})
    assert (said["times_offered"], said["delegate_named"]) == ({"M", "E", "D"}, {"D"})
    heard_by = {code: said[code] for code in pair}
    assert all(who == {"M", "E"} for who in heard_by.values()), heard_by


def test_the_pair_does_hear_it(sung):
    page = sung.visitor("E").get("coaching.show_session", **sung.arguments("coaching.show_session"))
    assert CANARY in page.html
    assert CANARY in sung.visitor("M").get(
        "coaching.log_session", **sung.arguments("coaching.log_session")
    ).html  # fmt: skip
    assert sung.visitor("E").get(
        "coaching.send_backing", **sung.arguments("coaching.send_backing")
    ).html == CANARY  # fmt: skip


def test_the_one_asked_for_a_look_hears_what_is_shown_and_then_their_own_words(sung):
    """Open: the words shared for it. Answered: their own alone, whatever was shared."""
    looker, arguments = sung.visitor("m"), sung.arguments("coaching.show_second_look")
    with unit_of_work():
        session.execute(SecondLookAnswer.__table__.delete())
    assert looker.get("coaching.show_second_look", **arguments).html.count(CANARY) == 2
    with unit_of_work():
        session.add(
            SecondLookAnswer(
                second_look_id=sung.ids["look"], number=1, verdict="alone", words="What I saw",
                happened_on=clock.today("UTC"), known_at=clock.now(),
            )
        )  # fmt: skip
        session.execute(SecondLook.__table__.update().values(state="answered"))
    for page in (
        looker.get("coaching.show_second_look", **arguments),
        looker.get("coaching.list_second_looks"),
        looker.get("home.show_home"),
    ):
        assert CANARY not in page.html
        assert "Eve Mentee" not in page.html
    for who in "ME":
        page = sung.visitor(who).get(
            "coaching.show_milestone", **sung.arguments("coaching.show_milestone")
        )
        assert "What I saw" in page.text


def test_the_database_itself_holds_only_ciphertext(sung, app):
    session.rollback()
    for table in Base.metadata.sorted_tables:
        rows = session.execute(text(f'SELECT * FROM "{table.name}"')).all()
        assert CANARY not in repr(rows), table.name
        assert CALLED not in repr(rows), table.name
        assert OWN not in repr(rows), table.name
    session.rollback()
    if db.engine.dialect.name == "sqlite":
        file = app.config["SETTINGS"].data_dir / "squad.sqlite3"
        for part in file.parent.glob("squad.sqlite3*"):
            assert CANARY.encode() not in part.read_bytes()


def test_reports_on_the_command_line_are_silent_about_it(sung, app):
    runner = app.test_cli_runner()
    from squad.reports.cli import report

    email = sung.people["E"].email
    for arguments in (["cohort", sung.ids["code_of_programme"]], ["mentee", email]):
        for format_ in ("json", "csv"):
            done = runner.invoke(report, [*arguments, "--format", format_])
            assert done.exit_code == 0, done.output
            assert CANARY not in done.output
        done = runner.invoke(report, [*arguments, "--format", "pdf"])
        assert CANARY not in Document(done.stdout_bytes).text
