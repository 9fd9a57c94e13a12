"""Importing the log that was kept in a spreadsheet."""

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import func, select, text

from squad.access.viewer import Role
from squad.coaching.models import (
    Answer,
    Attainment,
    CoachingSession,
    CoachingSessionVersion,
    Observation,
    Progress,
)
from squad.coaching.rules.log import CancelledBy, CoachingState, Medium
from squad.db.session import session
from squad.framework.rules.fluency import AnswerKind, Side
from squad.kernel.dates import at_local
from squad.pairings.models import PairingSummary
from squad.people.models import Person
from squad.privacy.check import find_differences
from tests.support.commands import squad
from tests.support.uploads import address_of, can_confirm, confirm, upload

INTO, OWN = "sessions_import.choose_file", "sessions_import.choose_own_file"
NOW = datetime(2026, 12, 1, 15, 0, tzinfo=ZoneInfo("Europe/Paris"))
SINCE = date(2026, 9, 1)
HEADERS = "date,mentor,mentee,minutes,outcome,medium,cancelled_by,notes,milestones,known_on"
PAIR = "ines@x.org,ana@x.org"
NOTHING = {"created": 0, "unchanged": 0, "differing": 0}


@pytest.fixture
def programme(now, make):
    return make.programme(code="demo", starts_on=SINCE)


@pytest.fixture
def now():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ines(now, make):
    return make.person("Ines Haddad", email="ines@x.org")


@pytest.fixture
def ana(now, make):
    return make.person("Ana Martin", email="ana@x.org")


@pytest.fixture
def pairing(make, programme, ines, ana):
    return make.pairing(programme, ines, ana, since=SINCE)


@pytest.fixture
def mentor(pairing, ines, visitor_of):
    return visitor_of(ines)


@pytest.fixture
def coordinator(make, pairing, programme, visitor_of):
    return visitor_of(make.coordinator(programme))


@pytest.fixture
def into(coordinator, programme):
    """Upload as the coordinator; the preview."""

    def bring(data, name="log.csv"):
        sent = upload(coordinator, INTO, data, name, programme_id=programme.id)
        return coordinator.follow(sent)

    return bring


@pytest.fixture
def own(mentor):
    """Upload as the mentor; the preview."""
    return lambda data, name="log.csv": mentor.follow(upload(mentor, OWN, data, name))


def log(*rows, headers=HEADERS):
    return "\r\n".join([headers, *rows]).encode()


def held(day, milestones="", known="", *, minutes=45, notes="", pair=PAIR):
    return f"{day},{pair},{minutes},held,video,,{notes},{milestones},{known}"


def rows(model):
    session.rollback()
    session.expire_all()
    return session.scalars(select(model).order_by(*model.__table__.primary_key)).all()


def contents(*tables):
    return {t: session.execute(text(f"SELECT * FROM {t} ORDER BY id")).all() for t in tables}


def paris(day, hour, minute=0):
    return at_local(date.fromisoformat(day), time(hour, minute), "Europe/Paris")


HISTORY = log(
    held("2026-09-07", "presence-1a:alone:checked:2026-09-08:before purpose-1b", "2026-09-08"),
    f"2026-09-28,{PAIR},,cancelled,,mentee,,,2026-09-28",
    held("2026-10-05", "listening-1b:together:seen:2026-10-05", "2026-10-05", minutes=60),
)


def test_history_becomes_sessions_statements_and_answers_on_their_days(into, coordinator, pairing):
    preview = into(HISTORY)
    assert "Ines Haddad with Ana Martin line 2" in preview.text
    assert "7 September 2026, Took place, 45 min, 2 milestones" in preview.text
    done = coordinator.follow(confirm(preview))
    assert done.h1 == "The sessions are imported"
    first, second, third = rows(CoachingSession)
    assert (first.state, first.minutes, first.medium) == (CoachingState.HELD, 45, Medium.VIDEO)
    assert (first.known_at, first.logged_at) == (paris("2026-09-08", 12),) * 2
    assert (first.imported, first.import_key) == (True, "2026-09-07#1")
    assert first.logged_by == pairing.mentor_id
    assert (second.state, second.cancelled_by) == (CoachingState.CANCELLED, CancelledBy.MENTEE)
    assert [v.known_at for v in rows(CoachingSessionVersion)] == [
        each.known_at for each in (first, second, third)
    ]
    before, bare, together = rows(Observation)
    assert (before.milestone_code, before.before, before.side) == ("presence-1a", True, Side.MENTOR)
    assert (before.known_at, before.happened_on) == (paris("2026-09-08", 12), date(2026, 9, 7))
    assert (bare.autonomy, bare.evidence, bare.before) == ("alone", "seen", False)
    assert together.autonomy == "together"
    assert {o.imported for o in rows(Observation)} == {True}
    answers = rows(Answer)
    assert [(a.observation_id, a.kind, a.known_at) for a in answers] == [
        (before.id, AnswerKind.CONFIRM, paris("2026-09-08", 12, 1)),
        (together.id, AnswerKind.CONFIRM, paris("2026-10-05", 12, 1)),
    ]
    assert {(a.by_id, a.imported) for a in answers} == {(pairing.mentee_id, True)}


def test_what_follows_is_stored_at_once(into, coordinator):
    coordinator.follow(confirm(into(HISTORY)))
    (summary,) = rows(PairingSummary)
    assert (summary.held_sessions, summary.held_minutes, summary.to_confirm) == (2, 105, 1)
    assert summary.last_held_on == date(2026, 10, 5)
    states = {a.milestone_code: (a.held, a.at_start, a.pending) for a in rows(Attainment)}
    assert states["presence-1a"] == (True, True, False)
    assert states["purpose-1b"] == (False, False, True)
    assert rows(Progress)[0].held == 1
    assert list(find_differences()) == []


def test_a_second_import_changes_nothing(into, coordinator, app):
    coordinator.follow(confirm(into(HISTORY)))
    session.rollback()
    tables = ("coaching_sessions", "coaching_session_versions", "observations", "answers", "spans")
    before = contents(*tables)
    preview = into(HISTORY)
    assert "Nothing to change." in preview.text
    assert not can_confirm(preview)
    session.rollback()
    assert {
        t: session.execute(text(f"SELECT * FROM {t} ORDER BY id")).all() for t in tables
    } == before


def test_the_nth_row_of_a_day_is_the_nth_session(into, coordinator):
    twice = log(held("2026-09-07"), held("2026-09-07", minutes=30))
    coordinator.follow(confirm(into(twice)))
    assert [s.import_key for s in rows(CoachingSession)] == ["2026-09-07#1", "2026-09-07#2"]
    preview = into(log(held("2026-09-07"), held("2026-09-07", minutes=30), held("2026-09-07")))
    coordinator.follow(confirm(preview))
    assert [s.import_key for s in rows(CoachingSession)][2:] == ["2026-09-07#3"]


def test_one_that_was_logged_here_is_the_same_and_one_that_differs_is_kept(
    into, make, mentor, pairing
):
    fields = mentor.get("coaching.log_session", pairing=pairing.id)
    fields.submit(status=303, on="2026-11-30", minutes="45")
    same = into(log("2026-11-30,ines@x.org,ana@x.org,45,held,in_person,,,,"))
    assert "Nothing to change." in same.text
    other = into(log("2026-11-30,ines@x.org,ana@x.org,90,held,in_person,,,,"))
    assert "Already here with other content: what is here is kept" in other.text
    assert not can_confirm(other)


def test_one_that_was_voided_does_not_come_back(into, coordinator, mentor):
    coordinator.follow(confirm(into(log(held("2026-09-07")))))
    (stored,) = rows(CoachingSession)
    page = mentor.get("coaching.void_session", coaching_session_id=stored.id)
    page.submit(status=303)
    assert not can_confirm(into(log(held("2026-09-07"))))
    assert len(rows(CoachingSession)) == 1


def test_without_known_on_it_is_known_from_now_on(into, coordinator):
    today = "2026-12-01"
    coordinator.follow(confirm(into(log(held("2026-09-07", f"presence-1a:alone:seen:{today}")))))
    (stored,), (stated,), (answer,) = rows(CoachingSession), rows(Observation), rows(Answer)
    assert stored.known_at == stated.known_at == NOW
    assert answer.known_at == NOW
    assert list(find_differences()) == []


def test_known_today_before_noon_is_not_known_in_the_future(into, coordinator, now):
    now.shift(timedelta(hours=-6))
    coordinator.follow(
        confirm(into(log(held("2026-12-01", "presence-1a:alone:seen:2026-12-01", "2026-12-01"))))
    )
    assert rows(Observation)[0].known_at == NOW - timedelta(hours=6)
    assert rows(Answer)[0].known_at == NOW - timedelta(hours=6)
    assert rows(Attainment)[0].held
    assert list(find_differences()) == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (held("2026-13-07"), "is not in the calendar"),
        (held("2026-12-24"), "Enter a date up to today."),
        (held("2026-09-14", known="2026-09-13"), "the session’s own day"),
        (held("2026-09-14", known="2026-12-02"), "Enter a date up to today."),
        (held("2026-09-14", minutes=""), "Enter how many minutes it lasted."),
        (held("2026-09-14", minutes=450), "Did you mean 45?"),
        (held("2026-09-14", "dancing-1a"), "dancing-1a is not a milestone of this programme."),
        (held("2026-09-14", "presence-1a:alone"), ""),
        (held("2026-09-14", "presence-1a:maybe:seen"), "cannot be read"),
        (held("2026-09-14", "presence-1a:alone:measured"), "Nothing can be measured yet."),
        (
            held("2026-09-14", "presence-1a:alone:seen:2026-09-14", "2026-09-15"),
            "cannot be confirmed before it was known",
        ),
        (held("2026-09-14", "presence-1a presence-1a"), "is stated twice here"),
        (held("2026-09-14", "presence-1a:together:seen::before"), "needs “alone”"),
        (held("2026-09-14", pair="ana@x.org,ines@x.org"), "You have no pairing of these two here."),
        (held("2026-09-14", pair="who@x.org,ana@x.org"), "Nobody here is known as “who@x.org”"),
        (f"2026-09-14,{PAIR},,missed,,,,presence-1a,", "in a session that took place"),
        (f"2026-09-14,{PAIR},,cancelled,,,,,", "Choose who called it off."),
        (held("2026-08-25", "presence-1a", "2026-08-25"), "from the day of the first agreement on"),
    ],
)
def test_each_problem_names_its_line_and_a_bad_last_line_leaves_nothing(into, row, sentence):
    preview = into(log(held("2026-09-07"), row))
    if not sentence:
        assert can_confirm(preview)
        return
    assert "nothing can be imported yet" in preview.text
    assert "Line 3" in preview.text
    assert sentence in preview.text
    assert not can_confirm(preview)
    assert rows(CoachingSession) == []


def test_without_an_agreement_no_milestone_is_stated(make, programme, visitor_of, ines, ana):
    make.pairing(programme, ines, ana, state="accepted", since=SINCE)
    visitor = visitor_of(make.coordinator(programme))

    def bring(data):
        return visitor.follow(upload(visitor, INTO, data, "log.csv", programme_id=programme.id))

    refused = bring(log(held("2026-09-07", "presence-1a")))
    assert "once you have both signed the agreement" in refused.text
    visitor.follow(confirm(bring(log(held("2026-09-07")))))
    assert len(rows(CoachingSession)) == 1


def test_history_from_before_the_acceptance_may_come(into, coordinator):
    coordinator.follow(confirm(into(log(held("2026-08-20")))))
    assert rows(CoachingSession)[0].held_on == date(2026, 8, 20)


def test_before_only_until_the_second_held_session(into):
    rows_ = [held(f"2026-09-{day}") for day in ("07", "14")]
    preview = into(log(*rows_, held("2026-09-21", "presence-1a:alone:seen::before")))
    assert "could be stated until the second session was logged" in preview.text


CANARY = "Zanzibar canary"


def test_a_mentor_brings_their_own_notes(own, mentor):
    preview = own(log(held("2026-09-07", notes=CANARY)))
    assert CANARY not in preview.html
    mentor.follow(confirm(preview))
    (stored,) = rows(CoachingSession)
    assert stored.note == CANARY
    raw = session.execute(text("SELECT note FROM coaching_sessions")).scalar_one()
    assert "Zanzibar" not in raw


def test_a_coordinators_notes_are_left_out_and_it_is_said(into, coordinator):
    preview = into(log(held("2026-09-07", notes=CANARY)))
    assert "The notes in this file are left out. Each mentor can import their own." in preview.text
    assert CANARY not in preview.html
    coordinator.follow(confirm(preview))
    assert [s.note for s in rows(CoachingSession)] == [""]
    assert CANARY not in json.dumps([v.words for v in rows(CoachingSessionVersion)])


def test_a_name_has_either_part_first(own):
    preview = own(log(held("2026-09-07", pair="HADDAD Ines,MARTIN Ana")))
    assert "Ines Haddad with Ana Martin" in preview.text
    assert can_confirm(preview)


def test_a_mentor_cannot_say_that_something_is_confirmed(own):
    preview = own(log(held("2026-09-07", "presence-1a:alone:seen:2026-12-01")))
    assert "Only the mentee can confirm presence-1a." in preview.text
    assert not can_confirm(preview)


def test_a_mentors_statements_wait_for_the_mentee(own, mentor, visitor_of, ana):
    mentor.follow(confirm(own(log(held("2026-09-07", "presence-1a", "2026-09-07")))))
    assert rows(Answer) == []
    assert rows(PairingSummary)[0].to_confirm == 1
    assert list(find_differences()) == []


def test_a_mentor_reaches_no_other_pairing_and_learns_nobodys_name(own, make, programme):
    hugo = make.person("Hugo Perrin", email="hugo@x.org")
    leo = make.person("Leo Martin", email="leo@x.org")
    make.pairing(programme, hugo, leo, since=SINCE)
    preview = own(
        log(
            held("2026-09-07", pair="hugo@x.org,leo@x.org"),
            held("2026-09-07", pair="ines@x.org,leo@x.org"),
        )
    )
    for line in (2, 3):
        assert f"Line {line}: This row is not of one of your pairings." in preview.text
    assert "Nobody here is known" not in preview.text
    assert "roster" not in preview.text
    assert "Leo Martin" not in preview.text


def test_who_may(make, programme, pairing, visitor_of, mentor, ana):
    mentor.get(OWN)
    mentor.get(INTO, programme_id=programme.id, status=403)
    for person in (ana, make.person(), make.hr_viewer(programme), make.administrator()):
        visitor_of(person).get(OWN, status=403)
        visitor_of(person).get(INTO, programme_id=programme.id, status=403)
    other = make.coordinator(make.programme(), "Other Coordinator")
    visitor_of(other).get(INTO, programme_id=programme.id, status=404)
    visitor_of(other).get(OWN, status=403)


def test_nobody_else_reaches_a_waiting_log(own, make, programme, visitor_of, mentor):
    preview = own(log(held("2026-09-07", notes=CANARY)))
    path = preview.response.request.path
    coordinator = visitor_of(make.coordinator(programme))
    assert "This file is no longer here" in coordinator.get_path(path, status=404).h1
    coordinator.post_path(f"{path}/confirm", {}, status=404)
    assert rows(CoachingSession) == []
    raw = session.execute(text("SELECT * FROM waiting_uploads")).mappings().one()
    assert "Zanzibar" not in str(dict(raw))


def test_a_session_logged_meanwhile_is_not_doubled(own, mentor, pairing):
    preview = own(log(held("2026-11-30")))
    form = mentor.get("coaching.log_session", pairing=pairing.id)
    form.submit(status=303, on="2026-11-30", minutes="45")
    again = confirm(preview, status=409)
    assert "Something has changed here meanwhile." in again.text
    assert len([s for s in rows(CoachingSession) if s.state is CoachingState.HELD]) == 1


def test_a_planned_session_of_a_file_shows_as_the_next_one(into, coordinator):
    coordinator.follow(confirm(into(log(f"2026-12-15,{PAIR},,planned,,,,,"))))
    (stored,) = rows(CoachingSession)
    assert (stored.state, stored.logged_at) == (CoachingState.PLANNED, None)
    assert [p.at for p in rows(PairingSummary)[0].planned] == [paris("2026-12-15", 12)]
    assert list(find_differences()) == []


def test_a_coordinators_import_looks_into_one_programme_only(into, make, programme, ines, ana):
    other = make.programme(code="other", starts_on=SINCE)
    make.pairing(other, ines, ana, since=SINCE)
    assert can_confirm(into(log(held("2026-09-07"))))


def test_the_operator_names_the_programme_where_two_fit(
    app, make, programme, pairing, ines, ana, tmp_path
):
    other = make.programme(code="other", starts_on=SINCE)
    make.pairing(other, ines, ana, since=SINCE)
    path = tmp_path / "log.csv"
    path.write_bytes(log(held("2026-09-07")))
    refused = squad(app, "sessions", "import", path)
    assert refused.exit_code == 1
    assert "These two have several pairings." in refused.stderr
    path.write_bytes(log(held("2026-09-07") + ",other", headers=HEADERS + ",programme"))
    done = squad(app, "sessions", "import", path)
    assert json.loads(done.stdout)["created"] == 1
    assert rows(CoachingSession)[0].pairing_id != pairing.id


def test_by_command_notes_come_only_when_asked_for(app, pairing, tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(log(held("2026-09-07", notes=CANARY)))
    tried = squad(app, "sessions", "import", path, "--dry-run")
    assert "The notes in this file are left out." in tried.stderr
    assert json.loads(tried.stdout) == {
        **NOTHING, "created": 1, "milestones": 0, "confirmed": 0, "notes": 0,
    }  # fmt: skip
    assert rows(CoachingSession) == []
    done = squad(app, "sessions", "import", path, "--with-notes")
    assert json.loads(done.stdout)["notes"] == 1
    assert CANARY not in done.output
    assert rows(CoachingSession)[0].note == CANARY


def test_by_command_notices_stand_after_problems_and_look_like_none(app, pairing, tmp_path):
    path = tmp_path / "log.csv"
    planned = f"2026-12-08,{PAIR},45,planned,,,{CANARY},,"
    path.write_bytes(log(planned, held("2026-09-07", minutes="long")))
    result = squad(app, "sessions", "import", path)
    assert (result.exit_code, result.stdout) == (1, "")
    problem, *notices = result.stderr.splitlines()
    assert problem.startswith("Line 3, column “minutes”: “long” is not a length.")
    assert notices == [
        "Note: The notes in this file are left out. Each mentor can import their own.",
        "Note: Line 2, column “minutes”: This session is only planned: its minutes are left out.",
    ]
    path.write_bytes(log(planned))
    result = squad(app, "sessions", "import", path)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[:2] == notices
    assert [(s.state, s.minutes) for s in rows(CoachingSession)] == [(CoachingState.PLANNED, None)]


def test_by_command_a_bad_last_line_leaves_nothing(app, pairing, tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(log(held("2026-09-07"), held("2026-12-24")))
    result = squad(app, "sessions", "import", path)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Line 3, column “date”: Enter a date up to today.")
    assert rows(CoachingSession) == []


def test_many_sessions_read_as_one_does(into, statements):
    sent = []
    for month, days in (("10", 1), ("11", 20)):
        preview = into(log(*(held(f"2026-{month}-{day:02}") for day in range(1, days + 1))))
        with statements() as seen:
            confirm(preview, status=303)
        sent.append(sum(not statement.startswith("INSERT") for statement in seen))
    assert sent[0] == sent[1]


def test_in_french(make, programme, pairing, visitor_of):
    visitor = visitor_of(make.coordinator(programme, language="fr"))
    data = (
        "Date;Mentore;Mentorée;Durée;État;Jalons\r\n"
        "07/09/2026;ines@x.org;ana@x.org;1 h 15;tenue;presence-1a:seule:vu\r\n"
    ).encode("cp1252")
    preview = visitor.follow(upload(visitor, INTO, data, "s.csv", programme_id=programme.id))
    assert "7 septembre 2026" in preview.text
    visitor.follow(confirm(preview))
    assert rows(CoachingSession)[0].minutes == 75


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("fr", ";")])
@pytest.mark.parametrize("whose", ["own", "programme"])
def test_the_example_file_is_in_the_readers_language(
    make, programme, visitor_of, language, separator, whose
):
    sam = make.person("Sam", email="sam.carter@example.com", language=language)
    helene = make.person("Hélène", email="helene.roy@example.com")
    make.pairing(programme, sam, helene, since=SINCE)
    own = whose == "own"
    visitor = visitor_of(sam if own else make.coordinator(programme, language=language))
    where = {} if own else {"programme_id": programme.id}
    choose = OWN if own else INTO
    page = visitor.get(choose, **where)
    sent = visitor.get(f"sessions_import.send_{'own_' if own else ''}example")
    data = sent.response.data
    headers = data.decode("utf-8-sig").splitlines()[0].replace('"', "").split(separator)
    for header in headers:
        assert header in page.text
    french = {"personne mentorée", "durée en minutes", "issue", "annulée par", "jalons"}
    english = {"mentee", "minutes", "outcome", "cancelled_by", "milestones"}
    assert set(headers) >= (french if language == "fr" else english)
    visitor.follow(confirm(visitor.follow(upload(visitor, choose, data, "x.csv", **where))))
    assert [s.state for s in rows(CoachingSession)] == ["held", "cancelled", "held"]
    assert len(rows(Observation)) == 3


def test_the_example_file_of_a_mentor_can_be_read(own, mentor):
    preview = own(mentor.get("sessions_import.send_own_example").response.data)
    assert "This row is not of one of your pairings." in preview.text
    assert "Columns that are left out" not in preview.text
    assert "cannot be read" not in preview.text


def test_cancel_deletes_the_file(own, mentor):
    preview = own(log(held("2026-09-07")))
    mentor.follow(preview.submit(address_of(preview, "/cancel"), status=303))
    assert session.scalar(text("SELECT count(*) FROM waiting_uploads")) == 0
    assert session.scalar(select(func.count()).select_from(CoachingSession)) == 0


def test_a_mentor_who_also_coordinates_still_reaches_only_their_own(
    make, programme, ines, pairing, visitor_of
):
    make.role(ines, programme, Role.COORDINATOR)
    visitor = visitor_of(session.get(Person, ines.id))
    preview = visitor.follow(
        upload(visitor, OWN, log(held("2026-09-07", "presence-1a:alone:seen:2026-12-01")), "l.csv")
    )
    assert "Only the mentee can confirm presence-1a." in preview.text


BEFORE = held("2026-09-02", "presence-1a:alone:checked::before")
LOGGED = f"2026-11-30,{PAIR},45,held,,,,,"


def test_before_is_refused_once_two_sessions_were_logged_here(own, mentor, make, pairing):
    first = make.coaching_session(pairing, on=date(2026, 11, 5))
    assert can_confirm(own(log(BEFORE)))
    make.coaching_session(pairing, on=date(2026, 11, 12))
    sentence = "could be stated until the second session was logged"
    assert sentence in own(log(BEFORE)).text
    mentor.get("coaching.void_session", coaching_session_id=first.id).submit(status=303)
    assert sentence in own(log(BEFORE)).text


def test_a_first_whole_history_may_say_before_in_its_first_two_rows(own, mentor):
    later = [held("2026-09-28"), held("2026-09-14", "purpose-1a:alone:checked::before")]
    mentor.follow(confirm(own(log(*later, BEFORE, held("2026-10-12")))))
    assert {o.milestone_code for o in rows(Observation) if o.before} == {
        "presence-1a",
        "purpose-1a",
    }


@pytest.fixture
def logged(make, pairing):
    """Logged by hand on the day of the file's row."""
    return make.coaching_session(pairing, on=date(2026, 11, 30))


def test_a_row_that_was_logged_here_stays_so_once_it_is_voided(into, coordinator, mentor, logged):
    coordinator.follow(confirm(into(log(LOGGED, held("2026-09-07")))))
    assert [s.import_key for s in rows(CoachingSession)] == ["2026-11-30#1", "2026-09-07#1"]
    assert [s.version for s in rows(CoachingSession)] == [1, 1]
    mentor.get("coaching.void_session", coaching_session_id=logged.id).submit(status=303)
    assert "Nothing to change." in into(log(LOGGED, held("2026-09-07"))).text


def test_a_row_that_was_logged_here_stays_so_once_its_day_is_corrected(
    app, mentor, logged, tmp_path
):
    path = tmp_path / "log.csv"
    path.write_bytes(log(LOGGED))
    first = json.loads(squad(app, "sessions", "import", path).stdout)
    assert (first["created"], first["unchanged"]) == (0, 1)
    page = mentor.get("coaching.edit_session", coaching_session_id=logged.id)
    page.submit(status=303, on="2026-11-29")
    again = json.loads(squad(app, "sessions", "import", path).stdout)
    assert (again["created"], again["unchanged"]) == (0, 1)
    assert [s.held_on for s in rows(CoachingSession)] == [date(2026, 11, 29)]
    assert list(find_differences()) == []


def test_no_file_confirms_what_had_lapsed(make, programme, ines, ana, app, tmp_path):
    make.pairing(programme, ines, ana, state="ended", since=SINCE, ended_on=date(2026, 9, 20))
    path = tmp_path / "log.csv"
    path.write_bytes(log(held("2026-09-10", "presence-1a:alone:checked:2026-10-05", "2026-09-10")))
    refused = squad(app, "sessions", "import", path)
    assert refused.exit_code == 1
    assert refused.stderr.replace("\u00a0", " ") == (
        "Line 2, column “milestones”: presence-1a could be confirmed until 4 October 2026, 14 days "
        "after the pairing ended. Correct the day of confirmation, or take it out.\n"
    )
    path.write_bytes(log(held("2026-09-10", "presence-1a:alone:checked:2026-10-04", "2026-09-10")))
    assert json.loads(squad(app, "sessions", "import", path).stdout)["confirmed"] == 1


EARLY = "Line 3: This session lies before both accepted the pairing, on 1 September 2026."


def test_a_session_from_before_the_acceptance_is_noticed(into, app, tmp_path):
    data = log(held("2026-09-01"), held("2026-08-31"))
    preview = into(data)
    assert EARLY in preview.text.replace("\u00a0", " ")
    assert can_confirm(preview)
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    said = squad(app, "sessions", "import", path).stderr.replace("\u00a0", " ")
    assert f"Note: {EARLY}" in said.splitlines()


def test_today_is_the_day_of_the_rows_own_programme(app, make, pairing, tmp_path):
    far = make.programme(code="far", starts_on=SINCE, time_zone="Pacific/Kiritimati")
    leo = make.person("Leo Martin", email="leo@x.org")
    make.pairing(far, make.mentor_of(pairing), leo, since=SINCE)
    path = tmp_path / "log.csv"
    path.write_bytes(log(held("2026-12-02", pair="ines@x.org,leo@x.org")))
    assert squad(app, "sessions", "import", path, "--dry-run").exit_code == 0
    path.write_bytes(log(held("2026-12-02")))
    refused = squad(app, "sessions", "import", path)
    assert refused.stderr.startswith("Line 2, column “date”: Enter a date up to today.")
