"""`squad match`: what it prints, and that it stores a draft unless it is told not to."""

import json

from sqlalchemy import func, select

from squad.db.session import session
from squad.db.unit_of_work import unit_of_work
from squad.pairings.matching.cli import match
from squad.pairings.matching.models import MatchPair


def run(app, *arguments):
    done = app.test_cli_runner().invoke(match, [*arguments, "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_pairs_scores_places_and_who_is_left_over(app, make):
    programme = make.programme()
    ines, ole = make.person("Inès Garnier"), make.person("Ole Berg", function="IT", site="Lyon")
    claire, eva = make.person("Claire Dumas"), make.person("Eva Extra", language="fr")
    gone = make.person(active=False)
    make.enrolment(programme, ines, capacity=2, strengths="listening,care", networks="public")
    make.enrolment(programme, ole)
    make.enrolment(programme, claire, "mentee", purposes="competitors", networks="public")
    make.enrolment(programme, eva, "mentee")
    make.enrolment(programme, gone, "mentee")
    make.pairing(programme, ines, make.person(), state="proposed")
    dry = run(app, programme.code, "--dry-run", "--scores")
    score = 8 + 4 + 9  # one strength, one network, the same site
    assert dry == {
        "pairs": [
            {
                "mentor": ines.email, "mentee": claire.email, "score": score, "locked": False,
                "reasons": ["strengths:listening", "networks:public", "same_site"],
            },
        ],
        "unmatched": [
            {"person": eva.email, "role": "mentee", "reasons": ["match_no_language:2"]},
            {"person": gone.email, "role": "mentee", "reasons": ["match_mentee_inactive"]},
            {
                "person": ole.email, "role": "mentor",
                "reasons": ["match_mentees_taken:1", "match_no_language:1"],
            },
        ],
        "capacity": {ines.email: 1, ole.email: 1},
        "scores": [
            {"mentor": ines.email, "mentee": claire.email, "score": score},
            {"mentor": ole.email, "mentee": claire.email, "score": 18},
        ],
    }  # fmt: skip
    assert session.scalars(select(func.count(MatchPair.id))).one() == 0
    stored = run(app, programme.code)
    assert stored == {name: dry[name] for name in ("pairs", "unmatched", "capacity")}
    with unit_of_work():
        session.scalars(select(MatchPair)).one().locked = True
    assert run(app, programme.code)["pairs"] == [{**dry["pairs"][0], "locked": True}]


def test_an_unknown_programme_and_an_empty_pool(app, make):
    done = app.test_cli_runner().invoke(match, ["nowhere"])
    assert done.exit_code == 1
    empty = run(app, make.programme().code, "--scores")
    assert empty == {"pairs": [], "unmatched": [], "capacity": {}, "scores": []}
