"""Reports as JSON: plain values, the same figures as the pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from squad.coaching.rules.brought import MOMENTS
from squad.coaching.rules.log import CancelledBy
from squad.coaching.rules.ratings import Moment
from squad.coaching.rules.second_looks import AgreementRate
from squad.framework.rules.fluency import MilestoneState
from squad.reports.brought_rules import SignCounts
from squad.reports.cohort_shapes import Cohort, GroupFigures, Ladder, SessionTotals
from squad.reports.queries.brought import BroughtTotals
from squad.reports.rating_contract import ratings_json
from squad.reports.rating_rules import RatingsInGroups
from squad.reports.report_shapes import BroughtSaid, MenteeReport
from squad.reports.shapes import MenteeFigures
from squad.reports.tracing import Entry, held_entries

SIDES = (CancelledBy.MENTEE, CancelledBy.MENTOR, CancelledBy.OTHER)
TARGET = ("held", "to_confirm", "to_refresh", "at_start", "set_aside", "total")
OF_TOTALS = ("held", "to_refresh", "total")
OF_AREA = ("stage", "target", "held", "total")


def mentee_json(figures: MenteeFigures) -> dict[str, Any]:
    """One person's figures, without their trajectory."""
    counted, person = figures.progress, figures.person
    return {
        "mentee": {
            "name": person.name,
            "email": person.email,
            "function": person.function,
            "site": person.site,
        },
        "programme": figures.programme,
        "as_of": figures.as_of.isoformat(),
        "state": figures.state.value,
        "headline_stage": int(counted.headline),
        "target_met": counted.target_met,
        "target": dict(zip(TARGET, target_counts(figures), strict=True)),
        "headline_in_target": counted.headline_in_target,
        "headline_reach": int(counted.headline_reach),
        "areas": [
            {"area": area.area.value, **{name: getattr(area, name) for name in OF_AREA}}
            for area in counted.areas
        ],
        "sessions": {
            "held": figures.sessions.held,
            "minutes": figures.sessions.minutes,
            "last": _iso(figures.sessions.last),
        },
        "days_silent": figures.days_silent,
    }


def target_counts(figures: MenteeFigures) -> list[int | None]:
    """The counts under TARGET; None stands for what is withheld."""
    counted = figures.progress
    shown: dict[str, int | None] = {name: getattr(counted, name) for name in TARGET}
    return list({**shown, "to_confirm": figures.to_confirm}.values())


def report_json(report: MenteeReport) -> dict[str, Any]:
    """`squad report mentee`: one person's figures, their trajectory, the statements behind them."""
    return {
        **mentee_json(report.figures),
        "brought": [_brought(said) for said in report.brought],
        "archived_on": _iso(report.programme.archived_on),
        "retention": _retention(report),
        "trajectory": [{"on": on.isoformat(), "held": held} for on, held in report.trajectory],
        "trace": [_traced(entry) for entry in held_entries(report)],
    }


def _traced(entry: Entry) -> dict[str, Any]:
    """A milestone held, with what makes it so: of the HR class, whoever takes it along."""
    return {
        "milestone": entry.milestone.code,
        "at_start": entry.attained.at_start,
        "to_refresh": entry.state is MilestoneState.TO_REFRESH,
        "statements": [
            {
                "on": line.observation.happened_on.isoformat(),
                "stated_by": line.observation.stated_by.value,
                "autonomy": line.observation.autonomy.value,
                "evidence": line.observation.evidence.value,
                "drill": line.observation.drill,
                "before": line.observation.before,
                "imported": line.observation.imported,
            }
            for line in entry.lines
            if line.counts
        ],
    }


def _brought(said: BroughtSaid) -> dict[str, Any]:
    return {
        "moment": said.moment.value,
        "on": said.on.isoformat(),
        "purpose": said.kind,
        "answer": said.answer.value,
        "at_start": said.at_start,
        "now": said.now,
        "words": said.words,
    }


def _retention(report: MenteeReport) -> dict[str, Any] | None:
    """What was shown again ninety days after the end; None before anything was."""
    found = report.retention
    if found is None:
        return None
    counts = {"on": found.on.isoformat(), "held": found.again, "total": found.total}
    return {**counts, "no_longer": found.no_longer}


def cohort_json(
    cohort: Cohort,
    ratings: RatingsInGroups | None = None,
    brought: BroughtTotals | None = None,
) -> dict[str, Any]:
    """`squad report cohort` but its rows; None stands for what is withheld."""
    totals = cohort.totals
    return {
        "programme": cohort.programme.code,
        "as_of": cohort.as_of.isoformat(),
        "archived_on": _iso(cohort.programme.archived_on),
        "mentees": cohort.mentees if totals else None,
        "headline_stages": _stages(totals.ladder) if totals else None,
        "target": {name: getattr(totals, name) for name in OF_TOTALS} if totals else None,
        "targets_met": totals.targets_met if totals else None,
        "sessions": _sessions(totals.sessions) if totals else None,
        "silent": {"amber": totals.amber, "red": totals.red} if totals else None,
        "second_looks": _second_looks(cohort.second_looks),
        "groups": [_group(group) for group in cohort.groups],
        "ratings": ratings_json(ratings) if ratings else None,
        "brought": _totals(brought) if brought else None,
    }


def _totals(brought: BroughtTotals) -> dict[str, Any]:
    return {
        "as_of": brought.as_of.isoformat(),
        **_signs(brought.latest),
        "moments": _by_moment(brought.moments),
    }


def _by_moment(moments: Mapping[Moment, SignCounts] | None) -> dict[str, Any] | None:
    """Half-way and the end, each None where it is withheld; None where names are read."""
    if moments is None:
        return None
    return {m.value: _signs(moments[m]) if m in moments else None for m in MOMENTS}


def _signs(counts: SignCounts) -> dict[str, Any]:
    return {
        "mentees": counts.mentees,
        "signs": {answer.value: count for answer, count in counts.signs.items()},
    }


def _stages(ladder: Ladder) -> dict[str, int]:
    return {str(rung): count for rung, count in enumerate(ladder)}


def _second_looks(rate: AgreementRate | None) -> dict[str, int] | None:
    return {"looks": rate.looks, "agreed": rate.agreed} if rate else None


def _sessions(totals: SessionTotals) -> dict[str, Any]:
    cancelled = totals.cancelled
    return {
        "held": totals.held,
        "cancelled": {s.value: cancelled[s] for s in SIDES} if cancelled is not None else None,
        "missed": totals.missed,
        "minutes": totals.minutes,
        "other_minutes": totals.other_minutes,
    }


def _group(group: GroupFigures) -> dict[str, Any]:
    if group.value is None:
        return {"by": group.by.value, "value": None, "suppressed": True}
    return {
        "by": group.by.value,
        "value": group.value,
        "mentees": group.mentees,
        "headline_stages": _stages(group.ladder),
        "targets_met": group.targets_met,
        "held": group.held,
        "total": group.total,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
