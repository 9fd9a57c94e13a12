"""Every figure against the oracle, today and on days gone by; stored and replayed agree."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from squad.db.base import Base
from squad.db.session import session
from squad.privacy.check import find_differences
from squad.reports.contract import report_json
from squad.reports.queries.cohort import Ask, load_cohort
from squad.reports.queries.programmes import find_by_code
from squad.reports.queries.report import load_report
from squad.reports.shapes import Reader
from tests.oracle import TABLES, Oracle
from tests.support.replayed import whole_json

AGO = (0, 1, 8, 9, 14, 15, 20, 29, 30, 41, 59, 65, 79, 88, 95, 100)
COUNTED = ("headline_stage", "target_met", "target", "headline_in_target", "areas")


def read_world():
    """The tables that the oracle reads, as they are stored."""
    return {
        name: [dict(row._mapping) for row in session.execute(select(Base.metadata.tables[name]))]
        for name in TABLES
    }


def cohort_of(code="spring", as_of=None, reader=Reader.OPERATOR):
    return load_cohort(find_by_code(code), reader, Ask(as_of=as_of, size=None))


def test_every_mentee_counts_as_the_oracle_counts(story, today):
    world, card = read_world(), find_by_code("spring")
    for person in story.people.values():
        oracle = Oracle(world, person.id, story.programme.id)
        for ago in AGO:
            day = today - timedelta(days=ago)
            report = report_json(load_report(card, person.id, Reader.OPERATOR, as_of=day))
            expected = oracle.report_as_of(day)
            assert {name: report[name] for name in COUNTED} == expected, (person.name, ago)
            started = today - timedelta(days=100)
            assert report["trajectory"] == oracle.trajectory(started, day), (person.name, ago)


def test_a_cohort_is_the_sum_of_its_mentees_on_every_day(story, today):
    card = find_by_code("spring")
    for ago in AGO:
        day = today - timedelta(days=ago)
        cohort = whole_json(cohort_of(as_of=day))
        alone = [
            report_json(load_report(card, person.id, Reader.OPERATOR, as_of=day))
            for person in story.people.values()
        ]
        for report in alone:
            for alone_has in ("trajectory", "trace", "brought", "archived_on", "retention"):
                del report[alone_has]
        assert cohort["rows"] == sorted(alone, key=lambda r: r["mentee"]["name"])
        assert cohort["mentees"] == 6
        assert cohort["target"]["held"] == sum(r["target"]["held"] for r in alone)
        assert cohort["target"]["total"] == sum(r["target"]["total"] for r in alone)
        assert cohort["headline_stages"]["1"] == sum(r["headline_stage"] == 1 for r in alone)
        assert cohort["sessions"]["minutes"] == sum(r["sessions"]["minutes"] for r in alone)


def test_today_stored_is_today_replayed_tomorrow(story, today):
    stored = cohort_of()
    with time_machine.travel(f"{today + timedelta(days=1)}T12:00+00:00", tick=False):
        replayed = cohort_of(as_of=today)
    assert whole_json(replayed) == whole_json(stored)
    assert replayed.rows == stored.rows
    assert replayed.months == stored.months


def test_areas_add_up_to_the_target(story):
    for row in whole_json(cohort_of())["rows"]:
        for name in ("held", "total"):
            assert sum(area[name] for area in row["areas"]) == row["target"][name]


def test_hand_counted_figures_of_today(story):
    cohort = whole_json(cohort_of())
    rows = {row["mentee"]["name"].split()[0]: row for row in cohort["rows"]}
    assert cohort["headline_stages"] == {"0": 5, "1": 1, "2": 0, "3": 0}
    assert rows["Ada"]["target"] == {
        "held": 1, "to_confirm": 2, "to_refresh": 0, "at_start": 1, "set_aside": 0, "total": 17,
    }  # fmt: skip
    assert rows["Bea"]["target"]["set_aside"] == 1
    assert rows["Bea"]["target"]["total"] == 16
    assert (rows["Cyr"]["target_met"], rows["Cyr"]["headline_in_target"]) == (True, False)
    assert rows["Dan"]["target"]["held"] == 3
    assert rows["Dan"]["sessions"] == {
        "held": 1, "minutes": 60, "last": rows["Dan"]["sessions"]["last"],
    }  # fmt: skip
    assert rows["Fay"]["target"]["total"] == 0
    assert rows["Fay"]["target_met"] is False
    assert cohort["targets_met"] == 1
    assert cohort["sessions"] == {
        "held": 5, "cancelled": {"mentee": 1, "mentor": 0, "other": 0}, "missed": 1,
        "minutes": 30 + 45 * 3 + 60, "other_minutes": 0,
    }  # fmt: skip


def test_silence_stops_for_closed_days_quiet_periods_and_pauses(story):
    for_all = {m.person.name.split()[0]: m for m in cohort_of().rows}
    coordinator = {m.person.name.split()[0]: m for m in cohort_of(reader=Reader.COORDINATOR).rows}
    # Ada: 60 days since her last session. Cyr: 66, of which 21 quiet: lists do not tell of those,
    # but they count for when a silence begins.
    assert for_all["Ada"].days_silent == coordinator["Ada"].days_silent == 60
    assert for_all["Cyr"].days_silent == coordinator["Cyr"].days_silent == 66
    assert coordinator["Cyr"].silent
    assert for_all["Cyr"].silent is None
    # Fay: accepted 100 days ago, 11 of them closed.
    assert coordinator["Fay"].days_silent == 89
    assert coordinator["Eve"].days_silent is None
    assert not coordinator["Bea"].silent
    totals = cohort_of().totals
    assert (totals.amber, totals.red) == (0, 3)


def test_what_is_known_later_changes_no_earlier_report(story, make, today):
    day = today - timedelta(days=30)
    before = whole_json(cohort_of(as_of=day))
    make.said(story.pairings["Ada"], "publishing-1a", on=today, confirmed_on=today)
    make.sitting(story.pairings["Ada"], day - timedelta(days=3), known_on=today)
    assert whole_json(cohort_of(as_of=day)) == before


def test_figures_changed_later_change_no_earlier_report(story, make, today, visitor_of):
    yesterday, tomorrow = today - timedelta(days=1), today + timedelta(days=1)
    days = [story.programme.starts_on, today - timedelta(days=60), yesterday]
    fay, card = story.people["Fay"].id, find_by_code("spring")

    def past():
        card = find_by_code("spring")
        reports = [load_report(card, fay, Reader.COORDINATOR, as_of=day) for day in days]
        return (
            [whole_json(cohort_of(as_of=day)) for day in days],
            [replace(report, today=today) for report in reports],
        )

    before, stored = past(), whole_json(cohort_of())
    coordinator = visitor_of(make.coordinator(story.programme))
    page = coordinator.get("programmes.edit_programme", programme_id=story.programme.id)
    page.submit(
        overdue_amber_days="90", overdue_red_days="99", closing_offer_days="120",
        planned_sessions="9", minutes="60", cadence_days="14", status=303,
    )  # fmt: skip
    assert past() == before
    changed = whole_json(cohort_of())
    assert changed["silent"] != stored["silent"]
    assert load_report(find_by_code("spring"), fay, Reader.HR).programme.planned_sessions == 9
    with time_machine.travel(f"{tomorrow}T12:00+00:00", tick=False):
        assert whole_json(cohort_of(as_of=today)) == changed
        assert past() == before
    assert find_by_code("spring").limits != card.limits
    assert list(find_differences()) == []


def test_a_session_voided_later_counts_in_the_report_of_before(story, today):
    def held_by(ago):
        rows = cohort_of(as_of=today - timedelta(days=ago)).rows
        return next(r.sessions.held for r in rows if r.person.name == "Dan Mentee")

    assert [held_by(ago) for ago in (80, 79, 21, 20, 9)] == [0, 1, 1, 0, 1]


def test_before_the_first_acceptance_there_is_nobody(story, today):
    day = today - timedelta(days=101)
    cohort = whole_json(cohort_of(as_of=day))
    assert (cohort["mentees"], cohort["rows"]) == (0, [])
    card = find_by_code("spring")
    assert load_report(card, story.people["Ada"].id, Reader.OPERATOR, as_of=day) is None


def test_month_ends_show_each_rung_as_it_was(story, today):
    months = cohort_of().months
    assert months[-1].on == today
    assert [sum(m.ladder) for m in months] == [6] * len(months)
    confirmed = today - timedelta(days=30)
    assert [m.ladder[1] for m in months] == [int(m.on >= confirmed) for m in months]


@pytest.mark.parametrize("people", [4, 5])
def test_totals_by_side_need_five_people(make, people):
    programme = make.programme("small")
    for n in range(people):
        make.pairing(programme, make.person(), make.person(f"Mentee {n}"))
    sessions = whole_json(cohort_of("small"))["sessions"]
    assert (sessions["cancelled"] is None, sessions["missed"] is None) == (people < 5,) * 2


def test_rows_hold_no_more_than_the_contract_names(story):
    row = whole_json(cohort_of())["rows"][0]
    assert set(row) == {
        "mentee", "programme", "as_of", "state", "headline_stage", "target_met", "target",
        "headline_in_target", "headline_reach", "areas", "sessions", "days_silent",
    }  # fmt: skip


def test_one_person_alone_has_the_row_of_the_list(story):
    card = find_by_code("spring")
    person = story.people["Bea"]
    ask = Ask()
    alone = load_cohort(
        card, Reader.OPERATOR, replace(ask, filters=replace(ask.filters, only=person.id))
    )
    assert [row.person.id for row in alone.rows] == [person.id]
    assert alone.rows[0] in cohort_of().rows
