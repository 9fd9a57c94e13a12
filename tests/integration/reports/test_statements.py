"""How many statements a report sends, with one person or two hundred."""

from datetime import timedelta

import pytest

from squad.audit.models import Receipt
from squad.db.session import session
from squad.framework.rules.model import Area

CEILING = 16
DRAWN = 2
"""Statements that the drawings add to the list."""


def fill(make, programme, today, people):
    mentor = make.person("Only Mentor")
    for n in range(people):
        mentee = make.person(f"Mentee Number{n:03}", function=f"F{n % 4}", site=f"S{n % 3}")
        pairing = make.pairing(programme, mentor, mentee)
        if n < 20:
            make.said(pairing, "purpose-1a", on=today, confirmed_on=today)
            make.sitting(pairing, today)


@pytest.mark.parametrize("people", [1, 20, 200])
def test_the_page_of_a_programme_costs_the_same_at_any_size(
    app, make, visitor_of, statements, today, people
):
    programme = make.programme("spring")
    fill(make, programme, today, people)
    hr = visitor_of(make.hr_viewer(programme))
    with statements() as sent:
        page = hr.get("reports.show_cohort")
    assert f"of {people} pe" in page.text
    assert len(sent) <= CEILING, "\n".join(sent)
    assert session.query(Receipt).count() == min(people, 20)


@pytest.mark.parametrize("people", [1, 20])
def test_a_day_gone_by_costs_as_much_for_one_as_for_twenty(
    app, make, visitor_of, statements, today, people
):
    programme = make.programme("spring")
    fill(make, programme, today, people)
    hr = visitor_of(make.hr_viewer(programme))
    hr.get("reports.show_cohort")
    with statements() as sent:
        hr.get("reports.show_cohort", as_of=today - timedelta(days=1))
    assert len(sent) == 13 + DRAWN, "\n".join(sent)
    with statements() as sent:
        hr.get("reports.show_cohort", as_of=today - timedelta(days=1), after="bm8")
    assert len(sent) == 15, "\n".join(sent)


@pytest.mark.parametrize("people", [1, 200])
def test_a_file_of_people_costs_as_much_for_one_as_for_two_hundred(
    app, make, visitor_of, statements, today, people
):
    programme = make.programme("spring")
    fill(make, programme, today, people)
    hr = visitor_of(make.hr_viewer(programme))
    hr.get("reports.show_cohort")
    with statements() as sent:
        hr.get("reports.export_cohort", format_="csv", columns="name")
    assert len(sent) <= 16, "\n".join(sent)


@pytest.mark.parametrize("statements_made", [1, 12])
def test_one_report_costs_as_much_with_many_statements(
    app, make, visitor_of, statements, today, statements_made
):
    programme = make.programme("spring")
    pairing = make.pairing(programme)
    codes = make.core(programme, *Area, stages=(1, 2))
    make.said(pairing, *codes[:statements_made], on=today)
    mentee = visitor_of(make.mentee_of(pairing))
    mentee.get("reports.show_me")
    with statements() as sent:
        page = mentee.get("reports.show_me")
    asked = [form for form in page.forms() if "/observations/" in (form.get("action") or "")]
    assert len(asked) == statements_made
    assert len(sent) == 17, "\n".join(sent)
