"""Home: for each role the one true sentence, what waits, and where to go."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from squad.coaching.models import Observation
from squad.coaching.rules.log import Step
from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.framework.queries import get_framework
from squad.framework.rules.fluency import Side
from squad.pairings.actions import end_pairing

TUESDAY = datetime(2026, 12, 1, 7, 20, tzinfo=UTC)  # 8:20 in Paris
DAY = timedelta(days=1)
CANARY = "canary-in-words"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def programme(make):
    return make.programme()


@pytest.fixture
def pairing(make, programme):
    return make.pairing(programme)


@pytest.fixture
def mentor(make, pairing, visitor_of):
    return visitor_of(make.mentor_of(pairing))


@pytest.fixture
def mentee(make, pairing, visitor_of):
    return visitor_of(make.mentee_of(pairing))


def test_signed_out_one_signs_in(visitor):
    page = visitor.get("home.show_home", status=303)
    assert page.location.startswith("/sign-in")


def test_a_mentor_reads_whom_they_see_next_and_logs_from_there(make, pairing, mentor):
    make.planned_session(pairing, TUESDAY + timedelta(minutes=10))
    page = mentor.get("home.show_home")
    assert page.h1 == "Claire, today at 8:30."
    assert "45 minutes, your first session" in page.text
    assert page.links()["Log the session"] == f"/sessions/new?pairing={pairing.id}"


@pytest.mark.parametrize(
    ("days", "opening"),
    [(1, "Claire, tomorrow at 8:20."), (3, "Claire, Friday 4 December at 8:20.")],
)
def test_the_day_is_said_as_one_says_it(make, pairing, mentor, days, opening):
    make.planned_session(pairing, TUESDAY + days * DAY)
    assert mentor.get("home.show_home").h1 == opening


def test_a_planned_session_that_nobody_logged_stays_first(make, pairing, visitor_of, now):
    make.planned_session(pairing, TUESDAY + timedelta(minutes=10))
    now.shift(DAY)
    page = visitor_of(make.mentor_of(pairing)).get("home.show_home")
    assert page.h1 == "Claire, yesterday at 8:30."
    assert "What became of it?" in page.text


def test_in_french(make, programme, visitor_of):
    person = make.person("Inès Garnier", language="fr")
    pairing = make.pairing(programme, person)
    make.planned_session(pairing, TUESDAY + timedelta(minutes=10))
    page = visitor_of(person).get("home.show_home")
    assert page.h1 == "Claire, aujourd’hui à 8 h 30."


def test_what_to_bring_is_of_both(make, pairing, mentor):
    steps = (Step(Side.MENTOR, "Bring three claims", None), Step(Side.MENTEE, "Bring it", None))
    make.coaching_session(pairing, steps=steps)
    page = mentor.get("home.show_home")
    assert "Bring three claims You said so on 1 December" in page.text
    assert "Bring it Claire’s next step, of 1 December" in page.text


def test_one_milestone_is_closed_and_not_several(make, pairing, mentor):
    make.coaching_session(pairing, stated=["purpose-1b"])
    assert "Close it together when you meet" in mentor.get("home.show_home").links()


def test_what_awaits_the_mentees_yes_leads_to_closing_together(make, pairing, mentor, mentee):
    logged = make.coaching_session(pairing, stated=["purpose-1b", "presence-1a"])
    page = mentor.get("home.show_home")
    assert "Claire has two milestones to confirm." in page.text
    close = page.links()["Close them together when you meet"]
    assert close == f"/sessions/{logged.id}/saved"
    assert "Answer" not in page.links()
    page = mentee.get("home.show_home")
    assert "Inès states two milestones. You say whether it is right." in page.text
    assert page.links()["Answer"] == "/me#answer"
    assert page.links()["Home 2 waiting for you"] == "/"


def test_what_is_to_be_looked_at_again_stands_on_both_homes(make, pairing, mentor, mentee):
    make.coaching_session(pairing, stated=["purpose-1b", "presence-1a"])
    first = session.scalars(select(Observation.id).order_by(Observation.id)).first()
    make.answers(pairing, first, kind="look_again")
    for visitor, name in ((mentor, "Claire"), (mentee, "Inès")):
        links = visitor.get("home.show_home").links()
        there = links[f"To look at again, with {name}: one milestone."]
        assert there == f"/pairings/{pairing.id}/milestones"


def test_the_head_counts_what_waits_on_every_page(make, pairing, mentee, mentor):
    make.coaching_session(pairing, stated=["purpose-1b"])
    links = mentee.get("framework.show_framework").links()
    assert links["Home 1 waiting for you"] == "/"
    assert "Home" in mentor.get("framework.show_framework").links()


def test_others_stand_by_name_each_with_a_log(make, programme, pairing, mentor):
    make.planned_session(pairing, TUESDAY + DAY)
    mentor_person = make.mentor_of(pairing)
    for name in ("Abel Roy", "Zoé Marin"):
        make.pairing(programme, mentor_person, make.person(name))
    page = mentor.get("home.show_home")
    assert page.text.index("Zoé Marin") < page.text.index("Abel Roy")
    assert "Log the session with Abel" in page.links()


def test_of_many_people_those_seen_next_are_shown_and_the_rest_is_a_step_away(
    make, programme, pairing, mentor
):
    make.planned_session(pairing, TUESDAY + DAY)
    mentor_person = make.mentor_of(pairing)
    for number in range(12):
        make.pairing(programme, mentor_person, make.person(f"Ann Abel{number:02}"))
    soon = make.pairing(programme, mentor_person, make.person("Zoé Zuber"))
    make.planned_session(soon, TUESDAY + 2 * DAY)
    page = mentor.get("home.show_home")
    assert page.links()["All my pairings"] == "/pairings"
    assert page.text.index("Zoé Zuber") < page.text.index("Ann Abel00")
    assert "Ann Abel06" in page.text
    assert "Ann Abel07" not in page.text


def test_the_plan_of_the_next_session_is_one_step_away_once_agreed(
    make, programme, pairing, mentor, visitor_of
):
    plan = mentor.get("home.show_home").links()["Prepare the next session"]
    assert mentor.get_path(plan).h1 == "Customer relations and support"
    accepted = make.pairing(programme, make.person(), make.person(), state="accepted")
    page = visitor_of(make.mentor_of(accepted)).get("home.show_home")
    assert "Prepare the next session" not in page.links()
    assert "Write it together" in page.links()


def test_a_mentee_reads_where_they_stand_and_moves_the_next_session(make, pairing, mentee):
    make.planned_session(pairing, TUESDAY + 2 * DAY)
    page = mentee.get("home.show_home")
    assert page.h1.startswith("You are at the start.")
    assert page.links()["All my progress"] == "/me"
    assert "Inès, Thursday 3 December at 8:20." in page.text
    assert page.links()["Move it"] == f"/pairings/{pairing.id}/plan"
    assert "What comes next" in page.text


def test_a_proposal_waits_for_both(make, programme, visitor_of):
    proposed = make.pairing(programme, state="proposed")
    for person, said in (
        (make.mentor_of(proposed), "Claire Dumas is proposed to you as a mentee."),
        (make.mentee_of(proposed), "Inès Garnier is proposed to you as your mentor."),
    ):
        page = visitor_of(person).get("home.show_home")
        assert page.h1 == "A pairing is proposed to you."
        assert said in page.text
        assert page.links()["Read it and answer"] == f"/pairings/{proposed.id}"
        assert "Home 1 waiting for you" in page.links()


def test_an_agreement_waits_to_be_written_then_signed(make, programme, visitor_of):
    accepted = make.pairing(programme, state="accepted")
    mentee = visitor_of(make.mentee_of(accepted))
    page = mentee.get("home.show_home")
    assert page.h1 == "Your agreement comes first."
    assert page.links()["Write it together"] == f"/pairings/{accepted.id}/agreement/edit"
    make.agreement(accepted, signed=("mentor",))
    page = mentee.get("home.show_home")
    assert page.links()["Read and sign it"] == f"/pairings/{accepted.id}/agreement"
    page = visitor_of(make.mentor_of(accepted)).get("home.show_home")
    assert "Waiting for you" not in page.text


def test_a_coordinator_reads_who_is_silent_and_who_waits(make, programme, pairing, visitor_of):
    make.pairing(programme, mentee=make.person("Robert Kinsella"), state="proposed")
    make.pairing(programme, mentee=make.person("Denis Faucher"), state="accepted")
    page = visitor_of(make.coordinator(programme)).get("home.show_home")
    assert page.h1 == "Two pairs need you today."
    assert (
        "Claire Dumas, with Inès Garnier 28 days No session yet since both accepted."
        " Long past what was agreed. Write" in page.text
    )
    assert "Inès Garnier for Robert Kinsella Open until 8 December. Write to the two" in page.text
    assert "Long past what was agreed. Their agreement is not signed." in page.text
    assert page.text.count("Denis Faucher, with") == 1
    assert "Agreements to be signed" not in page.text
    assert "Cannot sign in yet" in page.text


def test_a_coordinator_is_asked_whether_to_close_a_pairing_long_silent(make, visitor_of):
    programme = make.programme(starts_on=TUESDAY.date() - 90 * DAY, closing_offer_days=60)
    ended = {}
    for name, days in (("Claire Dumas", 64), ("Robert Kinsella", 60), ("Denis Faucher", 59)):
        since = TUESDAY.date() - days * DAY
        made = make.pairing(programme, mentee=make.person(name), since=since)
        ended[name] = f"/pairings/{made.id}/end"
    page = visitor_of(make.coordinator(programme)).get("home.show_home")
    assert "Write to the two Claire Dumas, Close it? Claire Dumas" in page.text
    assert (
        "Denis Faucher, with Inès Garnier 59 days No session yet since both accepted."
        " Long past what was agreed." in page.text
    )
    asked = {href for href in page.links().values() if href.endswith("/end")}
    assert asked == {ended["Claire Dumas"], ended["Robert Kinsella"]}
    assert page.links()["Close it? Claire Dumas"] == ended["Claire Dumas"]


def test_a_coordinator_without_pairings_reads_how_to_begin(make, programme, visitor_of):
    page = visitor_of(make.coordinator(programme)).get("home.show_home")
    assert page.h1 == "Everything is ready to begin."
    assert "No pairing yet" in page.text
    links, at = page.links(), f"/programmes/{programme.id}"
    assert links["Propose a pairing"] == f"/pairings/new?programme={programme.id}"
    assert links["Import pairings"] == f"{at}/pairings/import"
    assert links["Set the programme"] == f"{at}/edit"
    assert "Silent pairings" not in page.text
    assert links["Report"] == "/reports"
    assert links["Programme"] == at


def test_home_leads_with_the_programme_that_runs_and_names_it(make, programme, visitor_of):
    over = make.programme(starts_on=TUESDAY.date() - 400 * DAY)
    ahead = make.programme(starts_on=TUESDAY.date() + 10 * DAY)
    person = make.coordinator(over)
    for each in (ahead, programme):
        make.role(person, each, "coordinator")
        make.pairing(each)
    page = visitor_of(person).get("home.show_home")
    assert page.h1 == "One pair needs you today."
    assert page.text.index(f"1 December, {programme.name}") < page.text.index(page.h1)
    heads = ["".join(h.itertext()).strip() for h in page.tree.iter("h2")]
    assert heads[1] == programme.name
    assert page.text.count("Silent pairings") == 1
    for each in (over, ahead):
        assert page.links()[each.name] == f"/reports?programme={each.code}"
    assert page.text.count("Other programmes") == 1
    assert page.links()["Programmes"] == "/programmes"


def test_a_programme_in_which_nothing_waits_has_no_empty_sections(make, programme, visitor_of):
    person = make.coordinator(programme)
    met = make.pairing(programme, person, make.person("Odile Petit"))
    make.coaching_session(met)
    for one in (make.mentee_of(met), person):
        make.account(one)
    page = visitor_of(person).get("home.show_home")
    assert "Nobody needs you today." in page.text
    assert "Silent pairings" not in page.text


def test_a_coordinator_reads_no_word_of_the_pair(make, programme, pairing, visitor_of):
    make.agreement(pairing, number=2, place=CANARY, purposes=(("support", CANARY, CANARY),))
    make.coaching_session(pairing, note=CANARY, steps=(Step(Side.MENTOR, CANARY, None),))
    hr, coordinator = make.hr_viewer(programme), make.coordinator(programme)
    for person in (hr, coordinator, make.administrator()):
        assert CANARY not in visitor_of(person).get("home.show_home").html
    assert CANARY in visitor_of(make.mentor_of(pairing)).get("home.show_home").html


def test_another_pairs_words_stay_away_from_a_mentor(make, programme, pairing, visitor_of):
    make.coaching_session(pairing, steps=(Step(Side.MENTOR, CANARY, None),))
    other = make.pairing(programme, make.person("Hugo Perrin"), make.person("Nadia Aubry"))
    assert CANARY not in visitor_of(make.mentor_of(other)).get("home.show_home").html


def test_hr_goes_to_the_report(make, programme, pairing, visitor_of):
    page = visitor_of(make.hr_viewer(programme)).get("home.show_home")
    assert page.links()["Open the report"] == f"/reports?programme={programme.code}"
    assert page.h1 == "1 person is at the start of the ladder."
    assert "Pairing under way 1" in page.text
    assert "Silent pairing 1" in page.text
    assert "Target met 0 of 1" in page.text
    assert "Claire" not in page.text


def test_an_administrator_begins_and_then_invites(make, visitor_of):
    visitor = visitor_of(make.administrator())
    page = visitor.get("home.show_home")
    assert page.h1 == "Everything is ready to begin."
    assert page.links()["Create the first programme, and name its coordinator"] == "/programmes"
    make.programme()
    make.account(make.person(), accepted_at=None)
    page = visitor.get("home.show_home")
    assert page.h1 == "One person has not accepted the invitation yet."
    assert page.links()["See their links"] == "/admin/invitations"


def test_somebody_without_a_role_is_welcome(make, visitor_of):
    page = visitor_of(make.person()).get("home.show_home")
    assert page.h1 == "Welcome."
    assert "nothing waits for you here" in page.text
    assert page.links()["Read the milestones"] == "/framework"


@pytest.mark.parametrize("days", [3, 40])
def test_after_the_end_one_finds_what_was_reached(make, programme, visitor_of, days):
    ended_on = TUESDAY.date() - days * DAY
    over = make.pairing(programme, state="completed", ended_on=ended_on)
    page = visitor_of(make.mentee_of(over)).get("home.show_home")
    assert page.h1 == "Your pairing is over."
    assert page.links()["All my progress"] == "/me"
    page = visitor_of(make.mentor_of(over)).get("home.show_home")
    assert page.links()["All my pairings"] == "/pairings"
    assert "Log the session" not in page.links()


def test_what_was_stated_can_be_answered_for_a_while_after_the_end(make, pairing, visitor_of, now):
    make.coaching_session(pairing, stated=["purpose-1b"])
    with unit_of_work():
        end_pairing(pairing_id=pairing.id, reason=None, by=make.viewer(make.mentor_of(pairing)))
    page = visitor_of(make.mentee_of(pairing)).get("home.show_home")
    assert "Inès states one milestone." in page.text
    now.shift(15 * DAY)
    page = visitor_of(make.mentee_of(pairing)).get("home.show_home")
    assert "Inès states" not in page.text


def test_several_roles_stand_in_one_page(make, programme, pairing, visitor_of):
    person = make.mentee_of(pairing)
    make.pairing(programme, person, make.person("Odile Petit"))
    make.role(person, programme, "coordinator")
    page = visitor_of(person).get("home.show_home")
    assert page.h1 == "Odile, no date yet."
    assert "My own progress" in page.text
    assert "Silent pairings" in page.text
    labels = list(page.links())
    assert len(labels) == len(set(labels))


def test_the_coordinator_is_named_with_a_mail(make, programme, pairing, mentor):
    person = make.coordinator(programme, name="Samira Benali")
    for endpoint in ("home.show_home", "home.show_help"):
        assert mentor.get(endpoint).links()["Samira Benali"] == f"mailto:{person.email}"


@pytest.mark.parametrize("count", [2, 5, 40])
def test_a_mentors_home_costs_the_same_with_many_mentees(
    make, programme, pairing, mentor, statements, count
):
    make.coordinator(programme)
    person = make.mentor_of(pairing)
    for _ in range(count - 1):
        make.pairing(programme, person, make.person())
    make.coaching_session(
        pairing, stated=["purpose-1b"], steps=(Step(Side.MENTOR, "Bring it", None),)
    )
    with statements() as sent:
        mentor.get("home.show_home")
    assert len(sent) <= 14, "\n".join(sent)


def test_the_head_costs_one_statement_at_most(make, pairing, mentor, visitor_of, statements):
    with statements() as sent:
        visitor_of(make.person()).get("home.show_readers")
    without = len(sent)
    with statements() as sent:
        mentor.get("home.show_readers")
    assert len(sent) <= without + 1


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize(("role", "ceiling"), [("coordinator", 12), ("hr_viewer", 6)])
def test_a_staff_home_costs_the_same_with_many_programmes(
    make, visitor_of, statements, role, ceiling, count
):
    person = make.person()
    for _ in range(count):
        programme = make.programme()
        make.pairing(programme)
        make.role(person, programme, role)
    visitor = visitor_of(person)
    with statements() as sent:
        visitor.get("home.show_home")
    assert len(sent) == ceiling, "\n".join(sent)


@pytest.mark.parametrize("count", [1, 20])
def test_a_mentees_home_costs_the_same_with_many_statements(
    make, programme, pairing, mentee, statements, count
):
    make.coordinator(programme)
    framework = get_framework(programme.framework_version_id)
    codes = list(framework.milestones)[:count]
    make.coaching_session(
        pairing, stated=codes, steps=(Step(Side.MENTOR, "Bring it", None),) * min(count, 5)
    )
    make.planned_session(pairing, TUESDAY + 2 * DAY)
    with statements() as sent:
        mentee.get("home.show_home")
    assert len(sent) == 19, "\n".join(sent)
