"""What a person reads on the pages: every opening sentence, order, pages of a list, French."""

import base64
import json
from datetime import timedelta

import pytest

from squad.framework.rules.model import Area
from tests.integration.reports.conftest import LISTENER

CONVERSATION = {
    Area.PURPOSE: 1, Area.PRESENCE: 2, Area.LISTENING: 2, Area.PUBLISHING: 1, Area.CONVERSING: 2,
}  # fmt: skip
BROADCAST = (Area.PURPOSE, Area.PRESENCE, Area.PUBLISHING)


@pytest.fixture
def told(make, today, visitor_of):
    """The mentee's own page after some milestones, with a target."""

    def told(*codes, target=CONVERSATION, set_aside=(), language="en", agreed=True):
        programme = make.programme()
        mentee = make.person("Claire Dumas", language=language)
        pairing = make.pairing(programme, make.person("Inès Garnier"), mentee, agreement=False)
        if agreed:
            make.agreement(pairing, target=target, set_aside=set_aside)
        if codes:
            make.said(pairing, *codes, on=today, confirmed_on=today)
        hr = make.hr_viewer(programme, language=language)
        own = visitor_of(mentee).get("reports.show_me")
        theirs = visitor_of(hr, language).get("reports.show_mentee", mentee_id=mentee.id)
        return own, theirs

    return told


@pytest.fixture
def core(make):
    programme = make.programme()
    return lambda *areas, stages=(1,): make.core(programme, *areas, stages=stages)


def test_without_an_agreement_it_comes_first(told):
    own, theirs = told(agreed=False)
    assert (own.h1, theirs.h1) == ("Your agreement comes first.", "No agreement is signed yet.")
    assert "not part of this target" not in own.text
    for page in (own, theirs):
        # No chart, and no word about a target that is not there yet.
        assert page.by_id("months") is None
        assert "outside of the target" not in page.text
        assert "not held yet" in page.text


def test_with_nothing_held_everything_lies_ahead(told):
    own, theirs = told()
    assert own.h1 == "You are at the start. 17 milestones lie ahead."
    assert theirs.h1 == "Claire Dumas is at the start. 17 milestones lie ahead."
    assert "0 milestones held of 17." in own.text


def test_on_the_way_to_the_first_rung(told):
    own, theirs = told("purpose-1a")
    assert own.h1 == "You are finding your bearings. Broadcasting is six milestones away."
    assert theirs.h1.startswith("Claire Dumas is finding their bearings.")


def test_one_milestone_away(told, core):
    own, _ = told(*core(*BROADCAST)[1:])
    assert own.h1.endswith("Broadcasting is one milestone away.")


def test_on_a_rung_with_the_next_one_in_the_target(told, core):
    own, theirs = told(*core(*BROADCAST))
    assert own.h1 == "You broadcast. Conversation is 10 milestones away.".replace("10", "ten")
    assert theirs.h1.startswith("Claire Dumas broadcasts.")
    assert "7 milestones held of 17: 0 at the start, 7 since." in own.text
    assert "10 next." in own.text
    assert "not part of this target" in own.text  # proactive care


def test_the_rung_reached_and_the_target_further_on(told, core):
    target = {**dict.fromkeys(BROADCAST, 1), Area.PURPOSE: 2}
    own, theirs = told(*core(*BROADCAST), target=target)
    assert own.h1 == "You broadcast. Your target is two milestones away."
    assert theirs.h1 == "Claire Dumas broadcasts. The target is two milestones away."


def test_a_listener_whose_target_reaches_no_rung(told, core):
    own, _ = told("purpose-1a", target=LISTENER)
    assert own.h1 == "Your target is six milestones away."
    met, theirs = told(*core(*LISTENER), target=LISTENER)
    assert (met.h1, theirs.h1) == ("Your target is met.", "The target is met.")
    assert "a full success" in met.text


def test_a_target_met_on_a_rung(told, core):
    codes = core(*CONVERSATION) + core(
        *(area for area, stage in CONVERSATION.items() if stage == 2), stages=(2,)
    )
    own, _ = told(*codes)
    assert own.h1 == "You hold conversations. Your target is met."


def test_what_is_set_aside_is_named_and_not_counted(told):
    own, theirs = told("purpose-1a", set_aside=("listening-2b",))
    for page in (own, theirs):
        assert "1 milestone held of 16" in page.text
        assert "not counted: listening-2b." in page.text


def test_in_french(told, core):
    own, theirs = told(*core(*BROADCAST), language="fr")
    assert own.h1 == "Vous publiez. Encore dix jalons pour échanger."
    assert theirs.h1 == "Claire Dumas publie. Encore dix jalons pour échanger."
    assert "7 jalons franchis sur 17 : 0 au départ, 7 depuis." in own.text
    met, _ = told(*core(*LISTENER), target=LISTENER, language="fr")
    assert met.h1 == "Votre objectif est atteint."
    alone, _ = told(agreed=False, language="fr")
    assert alone.h1 == "D’abord, votre charte."


def test_what_awaits_an_answer_can_be_answered_from_the_report(make, today, visitor_of):
    pairing = make.pairing()
    make.said(pairing, "purpose-1a", on=today, words="In the meeting")
    mine = visitor_of(make.mentee_of(pairing))
    page = mine.get("reports.show_me")
    assert "One statement awaits your answer." not in page.text
    assert "Inès Garnier on" in page.text
    form = next(f for f in page.forms() if "/observations/" in f.get("action"))
    page.submit(form, button=("kind", "confirm"), status=303)
    after = mine.get("reports.show_me")
    assert "1 milestone held of 17" in after.text
    assert not [f for f in after.forms() if "/observations/" in (f.get("action") or "")]


def test_a_day_gone_by_says_what_was_known_and_asks_for_no_answer(make, today, visitor_of):
    pairing = make.pairing()
    make.said(pairing, "purpose-1a", on=today - timedelta(days=3))
    mine = visitor_of(make.mentee_of(pairing))
    page = mine.get("reports.show_me", as_of=today - timedelta(days=1))
    assert "Names and functions are today’s." in page.text
    assert page.by_id("answer") is None
    assert page.by_id("next") is None
    unread = mine.get("reports.show_me", as_of="whenever")
    assert "Names and functions are today’s." not in unread.text


def test_somebody_who_is_not_mentored_reads_what_is_held(make, visitor_of):
    page = visitor_of(make.person("Paul Seul")).get("reports.show_me")
    assert page.h1 == "You are not being mentored at present."
    assert "No milestone is held about you" in page.text


def test_two_programmes_can_be_chosen_from(make, today, visitor_of):
    old, new = make.programme("old", starts_on=today - timedelta(days=300)), make.programme("new")
    mentee = make.person("Claire Dumas")
    make.pairing(old, None, mentee, state="completed", since=today - timedelta(days=290))
    make.pairing(new, make.person("Other Mentor"), mentee, state="accepted")
    mine = visitor_of(mentee)
    page = mine.get("reports.show_me")
    assert "Other Mentor" in page.text
    link = page.links()[old.name]
    assert "Inès Garnier" in mine.get_path(link).text
    assert mine.get("reports.show_me", programme="none", status=200).h1.startswith("You are not")


def test_a_programme_that_nobody_has_joined(make, visitor_of):
    page = visitor_of(make.hr_viewer(make.programme())).get("reports.show_cohort")
    assert page.h1 == "Nobody has accepted a pairing yet."
    assert "No report yet" in page.text


def test_counts_on_the_ladder_lead_to_definitions_never_to_names(story, make, visitor_of):
    hr = visitor_of(make.hr_viewer(story.programme))
    links = hr.get("reports.show_cohort").links()
    assert links["1 of 6"] == "/glossary#target-met"
    assert links["3"] == "/glossary#silent"
    page = hr.get("framework.show_glossary")
    for anchor in ("target-met", "held", "sessions", "silent", "ladder", "sides"):
        assert page.by_id(anchor) is not None
    coordinator = visitor_of(make.coordinator(story.programme))
    silent = coordinator.get_path(coordinator.get("reports.show_cohort").links()["3"])
    assert names_of(silent) == ["Mentee, Ada", "Mentee, Cyr", "Mentee, Fay"]
    assert "38" not in silent.links()


def names_of(page):
    people = page.by_id("people")
    if people is None:
        return []
    rows = [[" ".join("".join(c.itertext()).split()) for c in tr] for tr in page.tree.iter("tr")]
    return [row[0] for row in rows if len(row) == 10][1:]


def test_hr_cannot_list_the_silent_alone(story, make, visitor_of):
    page = visitor_of(make.hr_viewer(story.programme)).get("reports.show_cohort", silent=1)
    assert len(names_of(page)) == 6


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("name", "Mentee, Ada", "Mentee, Fay"),
        ("function", "Mentee, Eve", "Mentee, Fay"),
        ("site", "Mentee, Bea", "Mentee, Fay"),
        ("last", "Mentee, Dan", "Mentee, Fay"),
        ("silent", "Mentee, Fay", "Mentee, Eve"),
        ("progress", "Mentee, Ada", "Mentee, Fay"),
        ("headline", "Mentee, Ada", "Mentee, Fay"),
    ],
)
def test_lists_sort_by_what_the_product_allows(story, make, visitor_of, sort, first, last):
    page = visitor_of(make.hr_viewer(story.programme)).get("reports.show_cohort", sort=sort)
    names = names_of(page)
    assert (names[0], names[-1]) == (first, last)


@pytest.mark.parametrize("sort", ["name", "function", "last", "silent"])
def test_pages_of_a_list_show_everybody_once(make, today, visitor_of, sort):
    programme, mentor = make.programme(), make.person("Only Mentor")
    for n in range(45):
        mentee = make.person(f"Number {n:02}", function=f"F{n % 3}")
        pairing = make.pairing(programme, mentor, mentee)
        if n % 2:
            make.sitting(pairing, today - timedelta(days=n % 5))
    hr = visitor_of(make.hr_viewer(programme))
    page, seen = hr.get("reports.show_cohort", sort=sort), []
    while True:
        seen += names_of(page)
        following = page.links().get("Next people")
        if not following:
            break
        page = hr.get_path(following)
    assert len(seen) == len(set(seen)) == 45
    assert "Back to the beginning" in page.links()
    broken = hr.get("reports.show_cohort", sort=sort, after="bm9uc2Vuc2U=")
    assert len(names_of(broken)) == 20


def test_a_page_behind_the_last_row_counts_nobody(story, make, visitor_of):
    """Whoever is counted without a row would not be told of it."""
    hr = visitor_of(make.hr_viewer(story.programme))
    assert "1 of 6 people" in hr.get("reports.show_cohort", q="ada").text
    behind = base64.urlsafe_b64encode(json.dumps(["name", "zzzz", 0]).encode()).decode()
    page = hr.get("reports.show_cohort", q="ada", after=behind)
    assert names_of(page) == []
    assert "0 of 6 people" in page.text


def test_names_are_found_without_accents(story, make, visitor_of):
    make.pairing(story.programme, make.person(), make.person("Hélène Roÿ"))
    hr = visitor_of(make.hr_viewer(story.programme))
    assert names_of(hr.get("reports.show_cohort", q="helene roy")) == ["Roÿ, Hélène"]
    nobody = hr.get("reports.show_cohort", q="zzz")
    assert "Nobody fits." in nobody.text


def test_the_programme_page_in_french(story, make, visitor_of):
    hr = make.hr_viewer(story.programme, language="fr")
    page = visitor_of(hr).get("reports.show_cohort")
    assert page.h1 == "1 personne sur 6 publie, échange ou va plus loin."
    assert "Une personne a atteint l’objectif fixé en binôme\u202f;" in page.text


def test_several_programmes_are_chosen_by_code(story, make, visitor_of):
    hr = make.hr_viewer(story.programme)
    other = make.programme("later", starts_on=story.programme.ends_on)
    from squad.access.viewer import Role

    make.role(hr, other, Role.HR_VIEWER)
    visitor = visitor_of(hr)
    page = visitor.get("reports.show_cohort")
    assert other.name in page.text
    assert story.programme.name in page.links()
    assert "Mentee, Ada" in visitor.get("reports.show_cohort", programme="spring").text
    visitor.get("reports.show_cohort", programme="nowhere", status=404)
