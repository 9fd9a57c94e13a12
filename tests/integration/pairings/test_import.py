"""Importing pairings: each in its state, with every step that led there."""

import json
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import selectinload

from squad.access.viewer import Role
from squad.coaching.models import Progress
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.kernel.clock import clock
from squad.kernel.dates import at_local
from squad.notify.models import Notice
from squad.pairings.models import AgreementVersion, Pairing, PairingSummary, PairingTransition
from squad.pairings.rules.states import PairingState
from squad.people.models import Person
from squad.privacy.check import find_differences
from squad.programmes.models import Programme, RoleGrant
from tests.support.commands import squad
from tests.support.uploads import can_confirm, confirm, upload

CHOOSE = "pairings_import.choose_file"
STARTED = "2026-09-01"
P = PairingState


@pytest.fixture(autouse=True)
def now():
    """1 December 2026, three in the afternoon."""
    with time_machine.travel(datetime(2026, 12, 1, 14, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme(make):
    return make.programme(code="demo", starts_on=date(2026, 8, 1))


@pytest.fixture
def people(make):
    """Boss over three people, boss of another line over two mentors."""
    boss, other = make.person("Big Boss", email="boss@x.org"), make.person("Other Boss")
    for name in ("ana", "ben", "leo", "ines", "hugo"):
        manager = other if name in {"ines", "hugo"} else boss
        make.person(f"{name.title()} Martin", email=f"{name}@x.org", manager_id=manager.id)


@pytest.fixture
def coordinator(make, programme, people, visitor_of):
    return visitor_of(make.coordinator(programme))


def table(*rows, headers="mentor,mentee,state,started,ended,purposes"):
    return "\r\n".join([headers, *rows]).encode()


ACTIVE = table(f"ines@x.org,ana@x.org,active,{STARTED},,support|peers")


@pytest.fixture
def bring(coordinator, programme):
    """Upload into the programme; the preview."""

    def bring(data, name="pairings.csv"):
        sent = upload(coordinator, CHOOSE, data, name, programme_id=programme.id)
        return coordinator.follow(sent)

    return bring


def stored():
    session.rollback()
    return session.scalars(select(Pairing).order_by(Pairing.id)).all()


def steps(pairing):
    query = select(PairingTransition).where(PairingTransition.pairing_id == pairing.id)
    rows = session.scalars(query.order_by(PairingTransition.id)).all()
    return [(row.from_state, row.to_state, row.happened_on.isoformat()) for row in rows]


def noon(day):
    return at_local(date.fromisoformat(day), time(12), "Europe/Paris")


def test_a_pairing_comes_with_its_steps_its_summary_and_its_agreement(bring, coordinator):
    preview = bring(ACTIVE)
    assert "Ines Martin with Ana Martin" in preview.text
    assert "demo, Active, from 1 September 2026" in preview.text
    assert stored() == []
    done = coordinator.follow(confirm(preview))
    assert done.h1 == "The pairings are imported"
    (pairing,) = stored()
    assert (pairing.state, pairing.accepted_on.isoformat(), pairing.imported) == (
        P.ACTIVE,
        STARTED,
        True,
    )
    assert pairing.mentor_accepted_at == pairing.mentee_accepted_at == noon(STARTED)
    assert steps(pairing) == [
        (None, P.PROPOSED, STARTED),
        (P.PROPOSED, P.ACCEPTED, STARTED),
        (P.ACCEPTED, P.ACTIVE, STARTED),
    ]
    assert session.scalar(select(PairingSummary)).pairing_id == pairing.id
    version = session.scalar(
        select(AgreementVersion).options(selectinload(AgreementVersion.purposes))
    )
    assert (version.number, version.in_force_at, version.imported) == (1, noon(STARTED), True)
    assert (version.target_presence, version.target_care) == (2, None)
    assert version.networks == "community,internal,public"
    assert [(p.kind, p.sign_of_success) for p in version.purposes] == [
        ("support", ""),
        ("peers", ""),
    ]


def test_reports_are_right_at_once_and_the_reading_mode_is_fixed(bring, coordinator, programme):
    coordinator.follow(confirm(bring(ACTIVE)))
    session.rollback()
    progress = session.scalar(select(Progress))
    assert progress.total > 10
    assert progress.held == 0
    assert session.get(Programme, programme.id).first_accepted_at is not None
    assert list(find_differences()) == []


@pytest.mark.parametrize(
    ("row", "path", "agreements"),
    [
        ("proposed,,,", [P.PROPOSED], 0),
        (f"accepted,{STARTED},,", [P.PROPOSED, P.ACCEPTED], 0),
        (f"paused,{STARTED},,peers", [P.PROPOSED, P.ACCEPTED, P.ACTIVE, P.PAUSED], 1),
        (
            f"completed,{STARTED},2026-10-01,peers",
            [P.PROPOSED, P.ACCEPTED, P.ACTIVE, P.COMPLETED],
            1,
        ),
        (f"ended,{STARTED},2026-10-01,peers", [P.PROPOSED, P.ACCEPTED, P.ACTIVE, P.ENDED], 1),
        ("declined,,2026-10-01,", [P.PROPOSED, P.DECLINED], 0),
        ("expired,2026-09-01,2026-10-01,", [P.PROPOSED, P.EXPIRED], 0),
        ("withdrawn,,2026-10-01,", [P.PROPOSED, P.WITHDRAWN], 0),
    ],
)
def test_each_state(bring, coordinator, row, path, agreements):
    data = table(f"ines@x.org,ana@x.org,{row}")
    coordinator.follow(confirm(bring(data)))
    (pairing,) = stored()
    assert [to for _from, to, _on in steps(pairing)] == path
    assert session.scalar(select(func.count()).select_from(AgreementVersion)) == agreements
    # Both are told of a proposal that is still to be answered, and of nothing that is history.
    told = session.scalar(select(func.count()).select_from(Notice))
    assert told == (2 if pairing.state is P.PROPOSED else 0)
    if "2026-10-01" in row:
        assert steps(pairing)[-1][2] == "2026-10-01"
        assert pairing.ended_on == date(2026, 10, 1)
    assert list(find_differences()) == []
    again = bring(data)
    assert "Nothing to change." in again.text
    assert not can_confirm(again)


def test_purposes_of_one_that_has_not_begun_are_left_to_the_two(bring, coordinator):
    preview = bring(table(f"ines@x.org,ana@x.org,accepted,{STARTED},,peers"))
    assert "its purposes and target are left for the two to agree" in preview.text
    coordinator.follow(confirm(preview))
    assert session.scalar(select(AgreementVersion)) is None


def test_target_and_networks_of_a_row(bring, coordinator):
    headers = "mentor,mentee,state,started,purposes,networks,purpose,presence,care"
    data = table(f"ines@x.org,ana@x.org,active,{STARTED},support,internal,2,1,3", headers=headers)
    coordinator.follow(confirm(bring(data)))
    version = session.scalar(select(AgreementVersion))
    targets = (version.target_purpose, version.target_presence, version.target_care)
    assert (targets, version.target_listening, version.networks) == ((2, 1, 3), None, "internal")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (f"ben@x.org,ben@x.org,active,{STARTED},,peers", "Nobody can be their own mentor."),
        (f"boss@x.org,ben@x.org,active,{STARTED},,peers", "The mentor is above the mentee"),
        (f"ana@x.org,boss@x.org,active,{STARTED},,peers", "The mentee is the mentor’s own boss"),
        (f"leo@x.org,ben@x.org,active,{STARTED},,peers", "Both report to the same person."),
        (f"hugo@x.org,ana@x.org,active,{STARTED},,peers", "already has a pairing"),
        (f"ines@x.org,ben@x.org,active,{STARTED},,", "Fill in at least one purpose"),
        (f"ines@x.org,ben@x.org,active,{STARTED},,golf", "“golf” is not a kind of purpose."),
        ("ines@x.org,ben@x.org,active,,,peers", "Fill in the day on which both had accepted."),
        ("ines@x.org,ben@x.org,active,2036-01-01,,peers", "Enter a date up to today."),
        (f"ines@x.org,nobody@x.org,active,{STARTED},,peers", "Nobody here is known as"),
        (f"ines@x.org,ben@x.org,dancing,{STARTED},,peers", "“dancing” is not one of the words"),
    ],
)
def test_each_hard_rule_names_its_line_and_a_bad_last_line_leaves_nothing(bring, row, sentence):
    preview = bring(table(f"ines@x.org,ana@x.org,active,{STARTED},,peers", row))
    assert "1 problem: nothing can be imported yet." in preview.text
    assert "Line 3" in preview.text
    assert sentence in preview.text
    assert not can_confirm(preview)
    assert stored() == []


def test_an_inactive_person_may_be_in_history_but_not_in_a_live_pairing(bring, make, coordinator):
    make.person("Gone Martin", email="gone@x.org", active=False)
    live = bring(table(f"ines@x.org,gone@x.org,active,{STARTED},,peers"))
    assert "The mentee is no longer active." in live.text
    over = bring(table(f"ines@x.org,gone@x.org,ended,{STARTED},2026-10-01,peers"))
    coordinator.follow(confirm(over))
    assert len(stored()) == 1


def test_what_is_here_with_other_content_is_kept(bring, coordinator):
    coordinator.follow(confirm(bring(ACTIVE)))
    preview = bring(table(f"ines@x.org,ana@x.org,paused,{STARTED},,support|peers"))
    assert "Already here with other content: what is here is kept" in preview.text
    assert "Nothing to change." in preview.text
    assert stored()[0].state is P.ACTIVE


def test_a_pairing_made_meanwhile_is_shown_and_nothing_is_done(bring, coordinator, make, programme):
    preview = bring(ACTIVE)
    ana = session.scalar(select(Person).where(Person.email == "ana@x.org"))
    hugo = session.scalar(select(Person).where(Person.email == "hugo@x.org"))
    make.pairing(programme, hugo, ana, state="proposed")
    again = confirm(preview, status=409)
    assert "Something has changed here meanwhile." in again.text
    assert "already has a pairing" in again.text
    assert len(stored()) == 1


def test_another_programmes_rows_are_refused(bring, make):
    make.programme(code="other")
    preview = bring(
        table(
            f"ines@x.org,ana@x.org,other,active,{STARTED},peers",
            headers="mentor,mentee,programme,state,started,purposes",
        )
    )
    assert "There is no programme “other” into which you can import." in preview.text


def test_only_the_programmes_coordinator_may(make, programme, people, visitor_of):
    elsewhere = make.coordinator(make.programme(), "Else Where")
    visitor_of(elsewhere).get(CHOOSE, programme_id=programme.id, status=404)
    make.role(elsewhere, programme, Role.HR_VIEWER)
    visitor_of(elsewhere).get(CHOOSE, programme_id=programme.id, status=403)
    visitor_of(make.person()).get(CHOOSE, programme_id=programme.id, status=403)
    visitor_of(make.administrator()).get(CHOOSE, programme_id=programme.id, status=403)


def test_a_role_taken_back_between_preview_and_yes(bring, make, coordinator, programme):
    preview = bring(ACTIVE)
    other = make.programme()
    person_id = session.scalar(text("SELECT person_id FROM role_grants"))
    make.role(session.get(Person, person_id), other, Role.COORDINATOR)
    with unit_of_work():
        session.execute(
            update(RoleGrant)
            .where(RoleGrant.programme_id == programme.id)
            .values(removed_at=clock.now())
        )
    assert confirm(preview, status=403)
    coordinator.get_path(preview.response.request.path, status=403)
    assert stored() == []


def test_started_today_is_known_by_now(bring, coordinator):
    today = clock.today("Europe/Paris").isoformat()
    coordinator.follow(confirm(bring(table(f"ines@x.org,ana@x.org,active,{today},,peers"))))
    assert session.scalar(select(AgreementVersion)).in_force_at <= clock.now()
    assert list(find_differences()) == []


def test_by_command_into_every_programme(app, make, programme, people, tmp_path):
    make.programme(code="other")
    path = tmp_path / "pairings.csv"
    path.write_bytes(
        table(
            f"ines@x.org,ana@x.org,demo,active,{STARTED},peers",
            f"ines@x.org,ana@x.org,other,active,{STARTED},peers",
            headers="mentor,mentee,programme,state,started,purposes",
        )
    )
    tried = squad(app, "pairings", "import", path, "--dry-run")
    assert json.loads(tried.stdout) == {"created": 2, "unchanged": 0, "differing": 0}
    assert stored() == []
    squad(app, "pairings", "import", path)
    assert len(stored()) == 2
    again = squad(app, "pairings", "import", path)
    assert json.loads(again.stdout) == {"created": 0, "unchanged": 2, "differing": 0}


def test_by_command_a_problem_is_one_line(app, programme, people, tmp_path):
    path = tmp_path / "pairings.csv"
    path.write_bytes(table(f"ben@x.org,ana@x.org,active,{STARTED},,peers"))
    result = squad(app, "pairings", "import", path)
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Line 2, column “mentor”: Both report to the same person.")


def test_in_french(make, programme, people, visitor_of):
    visitor = visitor_of(make.coordinator(programme, language="fr"))
    data = table(
        "ines@x.org;ana@x.org;actif;01/09/2026;support",
        headers="Mentor ou mentore;Personne mentorée;État;Début;Buts",
    )
    preview = visitor.follow(upload(visitor, CHOOSE, data, "b.csv", programme_id=programme.id))
    assert "à partir du 1er septembre 2026" in preview.text.replace("\u00a0", " ")
    visitor.follow(confirm(preview))
    assert stored()[0].state is P.ACTIVE


def test_the_example_file_can_be_read(coordinator, programme, bring):
    example = coordinator.get("pairings_import.send_example", programme_id=programme.id)
    preview = bring(example.response.data)
    assert "Nobody here is known as “sam.carter@example.com”" in preview.text
    assert "Columns that are left out" not in preview.text
    assert "is not one of the words" not in preview.text


@pytest.mark.parametrize("written", ["Noémie PETIT", "PETIT Noémie", "PETIT, Noémie"])
def test_a_name_has_either_part_first_and_is_quoted_as_written(bring, make, written):
    make.person("Noémie Petit", list_name="Petit, Noémie")
    row = f'"{written}",ana@x.org,active,{STARTED},,peers'
    assert can_confirm(bring(table(row)))
    make.person("Petit Noémie", list_name="Noémie, Petit")
    if "," not in written:
        preview = bring(table(row))
        assert f"Nobody here is known as “{written}”" in preview.text
        assert not can_confirm(preview)


def test_the_page_says_what_is_needed_when_and_lists_the_kinds_of_purpose(coordinator, programme):
    page = coordinator.get(CHOOSE, programme_id=programme.id)
    for column in ("mentor (needed)", "started (needed once it has begun)"):
        assert column in page.text
    assert "purposes (needed once it has begun)" in page.text
    assert "ended (needed once it is over)" in page.text
    purposes = get_framework(programme.framework_version_id).purposes
    assert len(purposes) == 12
    for code, names in purposes.items():
        assert f"{code} {names['en']}" in page.text


def test_the_commands_help_says_so_too(app, programme):
    words = squad(app, "pairings", "import", "--help").stdout
    assert "Each row needs mentor and mentee; once it has begun started and purposes" in " ".join(
        words.split()
    )
    listed = words.partition("Purposes: ")[2].partition(";")[0]
    codes = list(get_framework(programme.framework_version_id).purposes)
    assert " ".join(listed.split()).split(", ") == codes


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("fr", ";")])
def test_the_example_file_is_in_the_readers_language(
    make, programme, visitor_of, language, separator
):
    for name in ("sam.carter", "helene.roy", "ana.diaz", "lea.martin"):
        make.person(name, email=f"{name}@example.com")
    visitor = visitor_of(make.coordinator(programme, language=language))
    page = visitor.get(CHOOSE, programme_id=programme.id)
    data = visitor.get("pairings_import.send_example", programme_id=programme.id).response.data
    headers = data.decode("utf-8-sig").splitlines()[0].replace('"', "").split(separator)
    for header in headers:
        assert header in page.text
    french = {"mentor ou mentore", "personne mentorée", "état", "début", "palier écoute"}
    english = {"mentor", "mentee", "state", "started", "listening"}
    assert set(headers) >= (french if language == "fr" else english)
    assert not set(headers) & (english if language == "fr" else french)
    preview = visitor.follow(upload(visitor, CHOOSE, data, "x.csv", programme_id=programme.id))
    visitor.follow(confirm(preview))
    assert [pairing.state for pairing in stored()] == [P.ACTIVE, P.ENDED, P.ACCEPTED]


def test_in_french_a_missing_column_is_named_in_french(make, programme, people, visitor_of):
    visitor = visitor_of(make.coordinator(programme, language="fr"))
    data = table("ines@x.org", headers="Mentore")
    preview = visitor.follow(upload(visitor, CHOOSE, data, "b.csv", programme_id=programme.id))
    assert "nommée « personne mentorée »" in preview.text.replace("\u00a0", " ")
    assert "mentee" not in preview.text


def test_many_pairings_read_and_count_as_one_does(bring, make, programme, statements, coordinator):
    def file(first, count):
        rows = []
        for n in range(first, first + count):
            make.person(f"Mentee {n}", email=f"m{n}@x.org")
            rows.append(f"ines@x.org,m{n}@x.org,active,{STARTED},,peers")
        return table(*rows)

    sent = []
    for first, count in ((0, 1), (1, 20)):
        preview = bring(file(first, count))
        with statements() as seen:
            confirm(preview, status=303)
        sent.append(sum(not statement.startswith("INSERT") for statement in seen))
    assert sent[1] == sent[0]


def test_a_proposal_that_nobody_may_answer_any_more_is_no_obstacle(
    bring, coordinator, make, programme
):
    asked = make.person("Old Asked", email="old@x.org")
    ana, ben = session.scalars(
        select(Person).where(Person.email.in_(["ana@x.org", "ben@x.org"])).order_by(Person.email)
    )
    since = date(2026, 10, 1)
    for mentee, last_day in ((ana, date(2026, 11, 30)), (ben, date(2026, 12, 1))):
        make.pairing(programme, asked, mentee, state="proposed", since=since, expires_on=last_day)
    blocked = bring(table(f"ines@x.org,ben@x.org,active,{STARTED},,support"))
    assert "nothing can be imported yet" in blocked.text
    preview = bring(ACTIVE)
    assert [p.state for p in stored()] == [P.PROPOSED, P.PROPOSED]
    coordinator.follow(confirm(preview))
    over, open_, new = stored()
    assert (over.state, over.ended_on, open_.state) == (P.EXPIRED, date(2026, 12, 1), P.PROPOSED)
    assert steps(over)[-1] == (P.PROPOSED, P.EXPIRED, "2026-12-01")
    assert new.state is P.ACTIVE
    assert list(find_differences()) == []
    again = bring(ACTIVE + b"\r\nold@x.org,ana@x.org,proposed,,,")
    assert "Already here with other content" in again.text
    assert not can_confirm(again)
