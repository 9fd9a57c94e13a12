"""Playing a drill: alone, thrown away at will, nothing lost, nothing twice."""

from datetime import timedelta

import pytest

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.drills.actions import purge_runs
from squad.drills.models import DrillRun
from squad.pairings.models import Pairing
from squad.pairings.rules.states import PairingState

NEXT, SAVE, END = ("do", "next"), ("do", "save"), ("do", "end")
PLAY = "drills.play_drill"
COFFEE = "Half an hour for a coffee: a complaint"


@pytest.fixture
def begin(pairing, mentee):
    """Start a drill as the mentee does; the page on which it is played."""

    def begun(code="coffee"):
        first = mentee.get("drills.start_drill", pairing_id=pairing.id, code=code)
        return mentee.follow(first.submit(f"/pairings/{pairing.id}/drills/{code}", status=303))

    return begun


@pytest.fixture
def the_run(rows):
    """The one run that there is."""

    def found():
        [run] = rows(DrillRun)
        return run

    return found


def press(page, button, *, status=303, **fields):
    return page.submit(page.by_id("play"), button=button, status=status, **fields)


def away(page, pairing, run):
    return page.visitor.post("drills.throw_away", pairing_id=pairing.id, run_id=run.id)


def test_home_and_a_milestone_lead_to_drills_and_the_situation_stands_first(pairing, mentee, rows):
    page = mentee.get("home.show_home")
    listed = mentee.get_path(page.links()["Choose a drill"])
    assert COFFEE in listed.links()
    milestone = mentee.get("coaching.show_milestone", pairing_id=pairing.id, code="care-3b")
    for_it = mentee.get_path(milestone.links()["Practise it in a drill"])
    assert COFFEE in for_it.links()
    assert "Forty messages, four that matter" not in for_it.links()
    assert "10 min, can show it" in for_it.text
    first = mentee.get_path(for_it.links()[COFFEE])
    assert "You run the Tournelle coffee shops" in first.text
    assert "Can show: Facing a complaint" in first.text
    assert "Good practice for: " in first.text
    assert "Nothing leaves the app. Only you see this, unless you keep it." in first.text
    assert "no mention of any employee" not in first.text, "the rubric comes afterwards"
    assert rows(DrillRun) == []


def test_the_sheet_has_all_of_a_drill_and_nothing_of_a_run(pairing, mentor, mentee, make):
    run = make.drill_run(pairing, state="ended", words="Rien que pour moi")
    listed = mentor.get("drills.list_drills", pairing_id=pairing.id)
    sheet = mentor.get_path(listed.links()[f"sheet to print, {COFFEE}"])
    for part in ("You run the Tournelle", "I want a name", "no mention of any employee"):
        assert part in sheet.text
    assert "Rien que pour moi" not in sheet.text
    own = mentee.get("drills.list_drills", pairing_id=pairing.id)
    assert not [text for text in own.links() if "to print" in text], "the four come afterwards"
    back = mentee.get(PLAY, pairing_id=pairing.id, run_id=run)
    assert mentee.get_path(back.links()["The sheet of this drill, to print"]).h1 == COFFEE
    mentor.get("drills.show_sheet", pairing_id=pairing.id, code="nothing", status=404)


def test_messages_arrive_one_minute_after_the_other_and_answers_stay(begin, mentee, the_run):
    page = begin()
    assert "Thirty minutes for one espresso" in page.text
    assert "I want a name" not in page.text
    assert "no mention of any employee" not in page.text
    page = mentee.follow(press(page, NEXT, words_reply="Vous avez raison."))
    assert "I want a name" in page.text
    assert "Do I send the young man home" not in page.text
    assert "Vous avez raison." in mentee.get_path(page.response.request.path).html
    for _ in range(6):
        page = mentee.follow(press(page, NEXT))
    assert "when is this over?" in page.text
    assert "Next messages" not in page.text
    back = mentee.follow(press(page, END, words_shop="Racontez-moi"))
    assert "no mention of any employee" in back.text
    assert "Racontez-moi" in back.text
    assert "It happened, in Canada" in back.text
    assert the_run().state == "ended"


def test_a_double_tap_on_next_brings_one_minute(begin, mentee, the_run):
    page = begin()
    for _ in range(2):
        press(page, NEXT, words_reply="Un")
    assert (the_run().minute, the_run().version) == (1, 2)


def test_begun_twice_it_is_one_run_and_again_is_one_tap(begin, pairing, mentee, the_run):
    begin()
    page = begin()
    first = the_run().id
    press(page, SAVE, words_reply="Premier essai")
    again = {"instead_of": first}
    one = mentee.post("drills.start_drill", again, pairing_id=pairing.id, code="coffee")
    two = mentee.post("drills.start_drill", again, pairing_id=pairing.id, code="coffee")
    assert one.location == two.location
    assert the_run().id != first
    assert the_run().answers == ""
    started = mentee.get("drills.start_drill", pairing_id=pairing.id, code="coffee")
    assert "Go on" in started.links()


def test_one_tap_stops_it_and_nothing_is_left(begin, pairing, mentee, rows, the_run):
    page = begin()
    press(page, SAVE, words_reply="Rien de ceci")
    run = the_run()
    session.expunge(run)
    button = next(b for b in page.tree.iter("button") if (b.get("formaction") or ""))
    assert button.get("formaction").endswith(f"/runs/{run.id}/throw-away")
    stopped = mentee.follow(away(page, pairing, run))
    assert "Stopped. Nothing of it is left." in stopped.text
    assert rows(DrillRun) == []
    away(page, pairing, run)
    press(page, SAVE, status=404, words_reply="Trop tard")
    mentee.get(PLAY, pairing_id=pairing.id, run_id=run.id, status=404)


def test_two_windows_lose_nothing(begin, pairing, mentee, the_run):
    one = begin()
    two = mentee.get_path(one.response.request.path)
    press(one, SAVE, words_reply="La première fenêtre")
    both = press(two, SAVE, status=409, words_reply="La deuxième fenêtre")
    assert "La première fenêtre" in both.text
    assert "La deuxième fenêtre" in both.text
    kept = mentee.follow(both.submit(status=303))
    assert "La deuxième fenêtre" in kept.html
    press(two, NEXT, words_reply="La deuxième fenêtre")
    assert (the_run().version, the_run().minute) == (3, 1)


def test_what_comes_after_keeping_is_shown_and_not_kept(begin, pairing, mentee, the_run):
    page = begin()
    press(page, END, words_reply="Merci")
    mentee.post("drills.keep_run", pairing_id=pairing.id, run_id=the_run().id)
    both = press(page, SAVE, status=409, words_reply="Après coup")
    assert "Après coup" in both.text
    assert "Keep what I wrote instead" not in both.text
    said = mentee.follow(away(page, pairing, the_run()))
    assert "You kept this one already" in said.text
    assert the_run().state == "kept"


def test_messages_are_sorted_and_the_key_comes_afterwards(begin, mentee):
    page = begin("columns")
    assert len(list(page.tree.iter("select"))) == 6
    assert "In the key" not in page.text
    page = mentee.follow(press(page, NEXT, sorted_6="joke", sorted_1="nonsense"))
    [kept] = [v for n, v in page.fields(page.by_id("play")) if n == "sorted_6"]
    assert kept == "joke"
    back = mentee.follow(press(page, END))
    assert "Sorted as: A joke" in back.text
    assert "In the key: A false rumour." in back.text
    assert back.text.count("In the key") == 4


def test_the_cases_of_a_sample_set_bring_their_reasons(begin, mentee):
    back = mentee.follow(press(begin("fakes"), END, sorted_1="genuine"))
    assert "Sorted as: Genuine In the key: False. The address" in back.text


def test_two_riders_are_marked_as_speaking_the_other_language(begin, mentee, pairing):
    page = begin("line")
    for _ in range(5):
        page = mentee.follow(press(page, NEXT))
    assert [e.get("lang") for e in page.tree.iter("p") if e.get("lang")] == ["fr", "fr"]
    mentee.language = "fr"
    page = mentee.get_path(page.response.request.path)
    assert [e.get("lang") for e in page.tree.iter("p") if e.get("lang")] in (
        ["en", "en"],
        ["fr"] * 2,
    )


def test_what_is_too_long_stays_on_the_page(begin, the_run):
    page = press(begin(), SAVE, status=422, words_reply="x" * 4001)
    assert "Keep it within 4000 characters (1 too many)." in page.text
    assert the_run().answers == ""


@pytest.mark.parametrize("fields", [{"version": "x"}, {"minute": "-3"}, {"minute": "999999"}])
def test_odd_values_end_on_a_page(begin, mentee, fields):
    page = press(begin(), NEXT, status=None, words_reply="Oui", **fields)
    assert page.status in {303, 409}


def test_an_odd_tick_is_no_tick(begin, pairing, mentee, the_run):
    back = mentee.follow(press(begin(), END))
    assert "sight_1" not in back.text
    assert back.errors == []
    run = the_run().id
    mentee.post("drills.keep_run", {"sight_1": "9"}, pairing_id=pairing.id, run_id=run)
    assert the_run().own == ",,,"


def test_a_drill_that_is_none_does_not_exist(pairing, mentee):
    mentee.get("drills.start_drill", pairing_id=pairing.id, code="tea", status=404)


def test_after_the_end_of_a_pairing_none_is_begun(pairing, mentee, rows):
    with unit_of_work():
        session.get(Pairing, pairing.id).state = PairingState.COMPLETED
    page = mentee.get("drills.start_drill", pairing_id=pairing.id, code="coffee")
    assert "This pairing is not under way" in page.text
    refused = mentee.post("drills.start_drill", pairing_id=pairing.id, code="coffee")
    assert "no drill can be begun" in mentee.follow(refused).text
    assert rows(DrillRun) == []


def test_what_is_left_alone_goes_and_what_was_kept_stays(pairing, make, now, rows):
    make.drill_run(pairing, "bike")
    make.drill_run(pairing, "fakes", state="ended")
    make.drill_run(pairing, state="kept")
    now.shift(timedelta(days=13, hours=23))
    with unit_of_work():
        purge_runs()
    assert len(rows(DrillRun)) == 3
    now.shift(timedelta(hours=1))
    with unit_of_work():
        purge_runs()
    assert [run.state for run in rows(DrillRun)] == ["kept"]


def test_the_list_costs_the_same_with_many_runs(pairing, make, mentee, statements):
    def cost():
        with statements() as sent:
            mentee.get("drills.list_drills", pairing_id=pairing.id)
        return len(sent)

    cost()
    before = cost()
    for code in ("coffee", "fakes", "safety"):
        for _ in range(4):
            make.drill_run(pairing, code, state="kept")
    assert cost() == before <= 8
