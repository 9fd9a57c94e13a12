"""The demo's days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from squad.demo.rules import date_text, dated, monday_of

MONDAY = date(2026, 11, 30)


@given(st.dates(min_value=date(2000, 1, 3), max_value=date(2100, 1, 1)))
def test_a_week_begins_on_its_monday(day):
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta() <= day - monday < timedelta(days=7)


def test_marks_in_a_table_become_days_and_addresses_stay():
    row = "@-7,ines@valcendre.example,presence-1a:alone:checked:@-140:before @0"
    told = date_text(row, MONDAY)
    assert told == (
        "2026-11-23,ines@valcendre.example,presence-1a:alone:checked:2026-07-13:before 2026-11-30"
    )


@pytest.mark.parametrize("text", ["a@b.example", "at @8:30", "@", "@-x"])
def test_other_texts_of_a_story_stay_as_they_are(text):
    assert dated({"a": [text]}, MONDAY) == {"a": [text]}


def test_a_storys_days_become_dates_wherever_they_stand():
    story = {"programme": {"ends": "@+25"}, "planned": [{"on": "@-1"}, 3]}
    assert dated(story, MONDAY) == {
        "programme": {"ends": date(2026, 12, 25)},
        "planned": [{"on": date(2026, 11, 29)}, 3],
    }
