"""Factories of reports beside the others, and a programme whose story covers every case."""

from datetime import timedelta

import pytest

from squad.framework.rules.model import Area
from squad.kernel.clock import clock
from tests.factories.reports import noon

LISTENER = {Area.PURPOSE: 1, Area.PRESENCE: 1, Area.LISTENING: 1}


@pytest.fixture
def today(app):
    return clock.today("Europe/Paris")


@pytest.fixture
def story(make, today):
    """Six people: at the start, broadcasting, listener-only, re-matched, paused, not signed."""
    return tell(make, today)


def tell(make, today, **programme_values):
    began = today - timedelta(days=100)
    ago = lambda days: today - timedelta(days=days)  # noqa: E731
    programme = make.programme("spring", starts_on=began, **programme_values)
    make.closed_period(programme, ago(80), ago(70))
    people = {
        name: make.person(f"{name} Mentee", function=function, site=site, language=language)
        for name, function, site, language in (
            ("Ada", "Sales", "Paris", "en"),
            ("Bea", "Sales", "Lyon", "fr"),
            ("Cyr", "Legal", "Paris", "fr"),
            ("Dan", "Legal", "Lyon", "en"),
            ("Eve", "Finance", "Paris", "fr-CA"),
            ("Fay", "", "", "en"),
        )
    }
    mentors = {name: make.person(f"{name} Mentor") for name in people}
    first = make.core(programme, Area.PURPOSE, Area.PRESENCE, Area.PUBLISHING)

    def pair(name, **values):
        return make.pairing(programme, mentors[name], people[name], since=began, **values)

    ada = pair("Ada")
    make.said(ada, "purpose-1a", on=ago(90), confirmed_on=ago(88), before=True)
    make.said(ada, "presence-1a", "presence-2b", on=ago(5))
    make.said(ada, "presence-1b", on=ago(60), confirmed_on=ago(50), answer="look_again")
    make.sitting(ada, ago(60), minutes=30)
    make.sitting(ada, ago(40), state="cancelled", cancelled_by="mentee")

    bea = pair("Bea", agreement=False)
    make.agreement(bea, signed_at=noon(ago(95)), set_aside=("listening-2b",))
    make.said(bea, *first, on=ago(60), confirmed_on=ago(30))
    make.sitting(bea, ago(20))
    make.sitting(bea, ago(10))
    make.sitting(bea, today + timedelta(days=5), state="planned", known_on=ago(10))

    cyr = pair("Cyr", agreement=False)
    make.agreement(cyr, signed_at=noon(ago(95)), target=LISTENER)
    codes = make.core(programme, *LISTENER)
    make.said(cyr, *codes, on=ago(70), confirmed_on=ago(65), side="mentee")
    make.sitting(cyr, ago(66))
    make.quiet(people["Cyr"], ago(50), ago(30))

    dan = pair("Dan", state="ended", ended_on=ago(40))
    make.said(dan, "purpose-1a", "purpose-1b", on=ago(80), confirmed_on=ago(79))
    make.said(dan, "presence-1a", on=ago(41))
    gone = make.sitting(dan, ago(79))
    make.sitting(dan, ago(60), state="missed")
    make.void(gone, ago(20))
    again = make.pairing(programme, mentors["Ada"], people["Dan"], since=ago(15))
    make.said(again, "presence-1a", on=ago(9), confirmed_on=ago(8))
    make.sitting(again, ago(9), minutes=60)

    eve = pair("Eve", state="paused")
    make.said(eve, "purpose-1a", on=ago(95), confirmed_on=ago(94))
    fay = pair("Fay", state="accepted")
    make.pairing(programme, mentors["Bea"], make.person("Gus Waiting"), state="proposed")
    return Story(programme, people, mentors, {"Ada": ada, "Bea": bea, "Cyr": cyr, "Fay": fay})


class Story:
    def __init__(self, programme, people, mentors, pairings):
        self.programme = programme
        self.people = people
        self.mentors = mentors
        self.pairings = pairings
