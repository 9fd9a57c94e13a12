"""The oracle itself: figures counted by hand on a dump small enough to read."""

import json
from datetime import UTC, date, datetime

import pytest

from squad.framework.rules.document import parse, read_folder, to_json
from squad.resources import SEED_DATA
from tests.oracle import TABLES, Oracle, mentees, milestones_of, read_dump

AREAS = ("purpose", "presence", "listening", "publishing", "conversing", "care")
DOCUMENT = {
    "areas": [
        {
            "area": area,
            "milestones": [
                {
                    "code": f"{area}-{place}",
                    "core": True,
                    "evidence": ["seen", "checked"],
                    "drill": False,
                    "refresh_days": 30,
                }
                for place in ("1a", "1b", "2a", "2b", "3a", "3b")
            ],
        }
        for area in AREAS
    ]
}


def _observation(number, code, on, **facts):
    return {
        "id": number,
        "pairing_id": 3,
        "mentee_id": 7,
        "programme_id": 1,
        "milestone_code": code,
        "autonomy": "alone",
        "evidence": "seen",
        "drill": False,
        "happened_on": on,
        "known_at": f"{on}T22:59:59.999999+00:00",
        "side": "mentor",
        "coaching_session_id": None,
        "before": False,
        "corrects_id": None,
        "withdrawn_at": None,
    } | facts


def _answer(observation, on, kind="confirm", sequence=1):
    return {
        "id": observation * 10 + sequence,
        "observation_id": observation,
        "sequence": sequence,
        "kind": kind,
        "known_at": f"{on}T22:59:59.999999Z",
    }


OBSERVATIONS = [
    _observation(1, "purpose-1a", "2027-01-10", before=True),
    _observation(2, "purpose-1b", "2027-01-10"),
    _observation(3, "presence-1a", "2027-01-12", evidence="told"),
    _observation(4, "presence-1b", "2027-01-12", withdrawn_at="2027-01-20T10:00:00+00:00"),
    _observation(5, "presence-1b", "2027-01-15", autonomy="together", corrects_id=2),
    _observation(6, "presence-1a", "2027-01-16"),
    _observation(7, "care-1a", "2027-01-16"),
    _observation(8, "purpose-1a", "2027-01-16", mentee_id=8),
]
ANSWERS = [
    _answer(1, "2027-01-10"),
    _answer(2, "2027-01-10"),
    _answer(3, "2027-01-12"),
    _answer(4, "2027-01-12"),
    _answer(5, "2027-01-18"),
    _answer(5, "2027-01-19", "undo", 2),
    _answer(7, "2027-01-17", "look_again"),
]
SESSIONS = [
    {
        "coaching_session_id": session,
        "pairing_id": 3,
        "number": number,
        "known_at": f"{known}T09:00:00+00:00",
        "state": state,
        "held_on": on,
        "minutes": minutes,
        "voided": voided,
    }
    for session, number, known, state, on, minutes, voided in (
        (1, 1, "2027-01-06", "planned", "2027-01-08", None, False),
        (1, 2, "2027-01-08", "held", "2027-01-08", 40, False),
        (1, 3, "2027-01-09", "held", "2027-01-07", 45, False),
        (2, 1, "2027-01-12", "held", "2027-01-12", 30, False),
        (2, 2, "2027-01-20", "held", "2027-01-12", 30, True),
        (3, 1, "2027-01-14", "missed", "2027-01-14", None, False),
    )
]
REST = {
    "coaching_session_versions": SESSIONS,
    "pairings": [
        {"id": 3, "programme_id": 1, "mentor_id": 2, "mentee_id": 7, "state": "ended"},
        {"id": 4, "programme_id": 1, "mentor_id": 2, "mentee_id": 8, "state": "active"},
    ],
    "pairing_transitions": [
        {
            "pairing_id": 3,
            "to_state": state,
            "happened_on": on,
            "known_at": f"{on}T09:00:00+00:00",
        }
        for state, on in (("active", "2027-01-05"), ("ended", "2027-02-01"))
    ],
    "agreement_versions": [
        {
            "id": number,
            "pairing_id": 3,
            "number": number,
            "in_force_at": signed,
            "target_purpose": 1,
            "target_presence": 1,
            "target_listening": None,
            "target_publishing": publishing,
            "target_conversing": None,
            "target_care": None,
        }
        for number, signed, publishing in (
            (1, "2027-01-08T09:00:00+00:00", None),
            (2, None, 3),
            (3, "2027-01-22T09:00:00+00:00", 1),
        )
    ],
    "agreement_set_asides": [
        {"agreement_version_id": 1, "milestone_code": "purpose-1b"},
        {"agreement_version_id": 1, "milestone_code": "presence-1a"},
        {"agreement_version_id": 3, "milestone_code": "publishing-1b"},
    ],
    "programmes": [
        {
            "id": 1,
            "code": "demo",
            "time_zone": "Europe/Paris",
            "framework_version_id": 9,
            "starts_on": "2027-01-04",
        }
    ],
    "framework_moves": [],
    "framework_versions": [{"id": 9, "code": "2027.1", "document": json.dumps(DOCUMENT)}],
}


@pytest.fixture
def folder(tmp_path):
    tables = {"observations": OBSERVATIONS, "answers": ANSWERS} | REST
    for table in TABLES:
        lines = "".join(f"{json.dumps(row)}\n" for row in tables[table])
        (tmp_path / f"{table}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.fixture
def oracle(folder) -> Oracle:
    return Oracle(read_dump(folder), mentee=7, programme=1)


def test_a_dump_is_read_with_days_and_instants(folder):
    world = read_dump(folder)

    assert world["observations"][0]["happened_on"] == date(2027, 1, 10)
    expected = datetime(2027, 1, 10, 22, 59, 59, 999999, tzinfo=UTC)
    assert world["answers"][0]["known_at"] == expected
    assert mentees(world) == [(7, 1), (8, 1)]


def test_the_frameworks_own_document_is_read_as_the_rules_read_it():
    shipped = parse(read_folder(SEED_DATA / "framework"))

    found = milestones_of(to_json(shipped))
    assert len(found) >= 45
    for code, milestone in shipped.framework.milestones.items():
        assert (
            found[code]
            | {
                "area": milestone.area,
                "stage": milestone.stage,
                "core": milestone.core,
                "evidence": sorted(milestone.evidence),
                "drill": milestone.drill,
                "refresh_days": milestone.refresh_days,
            }
            == found[code]
        )
    assert set(found) == set(shipped.framework.milestones)


def test_a_table_that_is_missing_is_an_error(folder):
    (folder / "answers.jsonl").unlink()

    with pytest.raises(FileNotFoundError):
        read_dump(folder)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (9, []),
        (10, ["purpose-1a", "purpose-1b"]),
        (12, ["presence-1b", "purpose-1a", "purpose-1b"]),
        (18, ["presence-1b", "purpose-1a"]),
        (19, ["presence-1b", "purpose-1a"]),
        (20, ["purpose-1a"]),
    ],
)
def test_what_is_held_day_by_day(oracle, day, held):
    assert sorted(oracle.held(oracle.end_of(date(2027, 1, day)))) == held


def test_the_report_of_a_day(oracle):
    report = oracle.report_as_of(date(2027, 1, 12))

    assert report["target"] == {
        "held": 3,
        "to_confirm": 0,
        "to_refresh": 0,
        "at_start": 1,
        "set_aside": 1,
        "total": 3,
    }
    assert report["target_met"] is True
    assert report["headline_stage"] == 0
    assert report["headline_in_target"] is False
    assert report["areas"][:3] == [
        {"area": "purpose", "stage": 1, "target": 1, "held": 2, "total": 2},
        {"area": "presence", "stage": 1, "target": 1, "held": 1, "total": 1},
        {"area": "listening", "stage": 0, "target": None, "held": 0, "total": 0},
    ]


def test_the_report_after_a_new_agreement_and_an_end(oracle):
    early, late = (oracle.report_as_of(date(2027, 2, day)) for day in (9, 10))

    assert early["target"] | {"total": 5, "set_aside": 1, "held": 1} == early["target"]
    assert (early["target"]["to_confirm"], early["target"]["to_refresh"]) == (1, 0)
    assert (late["target"]["to_confirm"], late["target"]["to_refresh"]) == (1, 1)
    assert early["headline_in_target"] is True
    lapsed = oracle.report_as_of(date(2027, 2, 16))["target"]
    assert (lapsed["to_confirm"], lapsed["held"]) == (0, 1)


def test_one_under_look_again_is_neither_held_nor_to_confirm(oracle):
    day = date(2027, 1, 20)
    at = oracle.end_of(day)

    assert oracle.look_again(at) == {"care-1a"}
    assert oracle.to_confirm(at, day) == {"presence-1a"}


def test_the_trajectory_day_by_day(oracle):
    points = oracle.trajectory(date(2027, 1, 4), date(2027, 1, 31))

    assert [(point["on"][-2:], point["held"]) for point in points] == [
        ("04", 0),
        ("10", 2),
        ("12", 3),
        ("18", 2),
        ("20", 1),
        ("31", 1),
    ]


@pytest.mark.parametrize(
    ("day", "held", "minutes", "last"),
    [
        (7, 0, 0, None),
        (8, 1, 40, "2027-01-08"),
        (9, 1, 45, "2027-01-07"),
        (15, 2, 75, "2027-01-12"),
        (20, 1, 45, "2027-01-07"),
    ],
)
def test_sessions_are_counted_as_they_were_known(oracle, day, held, minutes, last):
    at = oracle.end_of(date(2027, 1, day))

    assert oracle.sessions(at) == {"held": held, "minutes": minutes, "last": last}
    assert oracle.has_begun(at) is False


def test_nobody_elses_statements_count(folder):
    other = Oracle(read_dump(folder), mentee=8, programme=1)
    day = date(2027, 1, 20)

    assert other.to_confirm(other.end_of(day), day) == {"purpose-1a"}
    assert other.report_as_of(day)["target"]["total"] == 0
