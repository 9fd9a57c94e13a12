"""`squad roster import FILE`."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from squad.db.unit_of_work import unit_of_work
from squad.files.previews import Question
from squad.files.table import Table
from squad.files.terminal import (
    DRY_RUN,
    FILE,
    open_table,
    refusals_in_words,
    show,
    stop,
    write_summary,
)
from squad.files.values import parse_language, parse_time_zone
from squad.people.imports.actions import Consent, Defaults, counts_of, import_roster
from squad.people.imports.plans import RosterChoices, make_plan
from squad.people.imports.previews import NOBODY, preview_of
from squad.people.imports.queries import keys_of_people, list_names
from squad.people.rules.names import person_key
from squad.people.rules.shapes import RosterPlan


@click.group("roster")
def roster() -> None:
    """The people of the company."""


@roster.command("import")
@FILE
@DRY_RUN
@click.option("--complete", is_flag=True, help="Whoever is not in the file has left.")
@click.option(
    "--same-person", "same", multiple=True, metavar="LINE=E-MAIL|new",
    help="The person on LINE is the one stored under E-MAIL, or somebody new. May be repeated.",
)  # fmt: skip
@click.option(
    "--yes-deactivate", "number", type=int, metavar="N",
    help="Needed where more than one in ten would be deactivated: how many that are.",
)  # fmt: skip
@click.option("--language", default="en", help="Of new people where the file says none.")
@click.option("--time-zone", default="UTC", help="Of new people where the file says none.")
@with_appcontext
def import_(
    file: Path,
    dry_run: bool,
    complete: bool,
    same: tuple[str, ...],
    number: int | None,
    language: str,
    time_zone: str,
) -> None:
    """Import the people in FILE: all of it, or, with any problem, nothing.

    What would be done goes to standard error, figures as JSON to standard output.
    """
    with refusals_in_words():
        table = open_table(file)
        defaults = Defaults(parse_language(language), parse_time_zone(time_zone))
        choices = RosterChoices(complete, _answers(same))
        plan = _shown_plan(table, choices)
        if dry_run:
            write_summary(counts_of(plan))
            return
        if plan.needs_typed_confirmation and number is None:
            stop([_how_to_confirm(len(plan.deactivated))])
        with unit_of_work():
            counts = import_roster(
                by=None,
                table=table,
                choices=choices,
                defaults=defaults,
                consent=Consent(plan.fingerprint, number),
            )
        write_summary(counts)


def _shown_plan(table: Table, choices: RosterChoices) -> RosterPlan:
    """The plan, once shown; stops where it has problems or asks something."""
    planned = make_plan(table, choices, by=None)
    preview = preview_of(planned)
    show(preview)
    if preview.open_questions:
        stop([line for question in preview.open_questions for line in _asked(question)])
    return planned.plan


def _how_to_confirm(number: int) -> str:
    words: str = _(
        "More than one in ten would be deactivated: %(number)s in all. If the file is complete, "
        "run it again with --yes-deactivate %(number)s.",
        number=number,
    )
    return words


def _asked(question: Question) -> list[str]:
    line = question.name.removeprefix("line-")
    people = list_names([int(value) for value, _words in question.options if value != NOBODY])
    answers = [email for _name, email in people.values()] + [NOBODY]
    hints = [f"  --same-person {line}={answer}" for answer in answers]
    return [question.words + " " + _("Answer with one of:"), *hints]


def _answers(given: tuple[str, ...]) -> dict[int, int | None]:
    """LINE=E-MAIL or LINE=new, as line → stored person or None."""
    keys = keys_of_people() if given else {}
    answers: dict[int, int | None] = {}
    for answer in given:
        line, _equals, who = answer.partition("=")
        known = who == NOBODY or person_key(who) in keys
        if not line.isdecimal() or not known:
            raise click.BadParameter(answer, param_hint="--same-person")
        answers[int(line)] = None if who == NOBODY else keys[person_key(who)]
    return answers
