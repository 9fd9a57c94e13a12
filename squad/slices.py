"""Every slice's blueprint, and what flows upward between slices: the one place that knows all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import click
from flask import Blueprint, Flask, Request

from squad.access.viewer import Viewer
from squad.accounts.actions.accounts import end_sign_ins_of_inactive, revoke_links_of_renamed
from squad.accounts.actions.links import purge_links
from squad.accounts.actions.sign_ins import purge_sign_ins, touch_sign_in
from squad.accounts.cli import AT_INIT, init
from squad.accounts.queries.accounts import find_ways_in
from squad.accounts.queries.sign_ins import find_signed_in
from squad.accounts.rules.lifetimes import is_due_for_touch
from squad.accounts.sign_in_cookie import hash_of_request
from squad.accounts.urls import blueprint as accounts
from squad.accounts.urls import configure_accounts
from squad.bench.cli import bench
from squad.coaching.actions.closing import purge_codes
from squad.coaching.calendar.lapsing import close_lapsed
from squad.coaching.calendar.telling import call_off_what_is_ahead
from squad.coaching.calendar.urls import blueprint as calendar
from squad.coaching.imports.cli import sessions as sessions_command
from squad.coaching.imports.urls import blueprint as sessions_import
from squad.coaching.queries.held import list_held_codes
from squad.coaching.queries.ratings import list_open_ratings_of
from squad.coaching.signals import restore_standing, restore_standings, share_taken_back
from squad.coaching.urls import blueprint as coaching
from squad.coaching.urls import configure_coaching
from squad.db.once import purge_sent_forms
from squad.db.settling import use_settlers
from squad.db.unit_of_work import record_after, unit_of_work
from squad.demo.cli import demo
from squad.drills.actions import purge_runs
from squad.drills.urls import blueprint as drills
from squad.files.waiting import purge_expired
from squad.framework.actions import load_shipped
from squad.framework.drafts.urls import blueprint as framework_drafts
from squad.framework.messages import as_written, localized, state_label
from squad.framework.queries import list_versions
from squad.framework.signals import use_own_version
from squad.framework.urls import blueprint as framework
from squad.home.navigation import navigation_links
from squad.home.urls import blueprint as home
from squad.jobs.actions import purge_jobs
from squad.jobs.cli import worker
from squad.jobs.handlers import Handler, Run, use_handlers
from squad.jobs.rules import Outcome
from squad.kernel.clock import clock
from squad.mentoring.urls import blueprint as mentoring
from squad.notify.actions import SEND, purge_told, readdress
from squad.notify.handlers import send_mail
from squad.notify.kinds import use_kinds
from squad.notify.urls import blueprint as notify
from squad.notify.urls import configure_notify
from squad.nudges.actions.tables import take_table_along
from squad.nudges.handlers import SWEEP as NUDGE
from squad.nudges.handlers import sweep_pairs
from squad.nudges.urls import blueprint as nudges
from squad.pairings.actions import move_last_days, recheck_pairings
from squad.pairings.actions.expiry import EXPIRE, expire_as_job, sweep_proposals
from squad.pairings.calls.actions import purge_concerns
from squad.pairings.imports.cli import pairings as pairings_command
from squad.pairings.imports.urls import blueprint as pairings_import
from squad.pairings.matching.actions.weights import take_weights_along
from squad.pairings.matching.cli import match
from squad.pairings.matching.queries.enrolments import load_own
from squad.pairings.matching.urls import blueprint as matching
from squad.pairings.queries.archiving import find_course
from squad.pairings.signals import (
    agreement_came_into_force,
    pairing_finished,
    pairings_imported,
    use_held_codes,
    use_open_ratings,
)
from squad.pairings.urls import blueprint as pairings
from squad.people.imports.cli import roster
from squad.people.imports.urls import blueprint as roster_import
from squad.people.queries import list_addresses
from squad.people.signals import emails_changed, quiet_period_changed, roster_changed, use_ways_in
from squad.people.urls import blueprint as people
from squad.privacy.cli import check, dump
from squad.programmes.queries import find_own_version, list_roles
from squad.programmes.signals import (
    closed_period_changed,
    edition_started,
    hard_rules_changed,
    use_course,
)
from squad.programmes.urls import blueprint as programmes
from squad.reports.cli import report
from squad.reports.documents.actions import MAKE, PURGE, leave_out_documents, purge_documents
from squad.reports.documents.handlers import delete_documents, make_documents
from squad.reports.ledger.actions import settle, write_missing
from squad.reports.monthly.actions import MAIL as MAIL_MONTHLY
from squad.reports.monthly.handlers import mail_monthly
from squad.reports.urls import blueprint as reports
from squad.room.urls import blueprint as room
from squad.serving import AT_SERVE, serve
from squad.web.cli import routes
from squad.web.installing import blueprint as installing
from squad.web.installing import configure_installing
from squad.web.navigation import use_navigation
from squad.web.sentences import use_sentences
from squad.web.status import blueprint as status
from squad.wordings import KINDS, SENTENCES

BLUEPRINTS: tuple[Blueprint, ...] = (
    status,
    installing,
    notify,
    accounts,
    people,
    framework,
    framework_drafts,
    programmes,
    coaching,
    calendar,
    roster_import,
    pairings_import,
    sessions_import,
    pairings,
    matching,
    drills,
    reports,
    nudges,
    room,
    mentoring,
    home,
)
COMMANDS: tuple[click.Command, ...] = (
    init,
    serve,
    worker,
    routes,
    roster,
    pairings_command,
    sessions_command,
    match,
    report,
    check,
    dump,
    demo,
    bench,
)


def do_sweep(run: Run) -> Outcome:
    """The sweep as a periodic job."""
    del run
    with unit_of_work():
        sweep()
    return Outcome.DONE


HANDLERS: Mapping[str, Handler] = {
    "sweep": do_sweep,
    EXPIRE: expire_as_job,
    SEND: send_mail,
    MAKE: make_documents,
    PURGE: delete_documents,
    MAIL_MONTHLY: mail_monthly,
    NUDGE: sweep_pairs,
}
PERIODS: Mapping[str, timedelta] = {
    "sweep": timedelta(hours=1),
    EXPIRE: timedelta(hours=1),
    PURGE: timedelta(hours=1),
    SEND: timedelta(minutes=5),
    MAIL_MONTHLY: timedelta(hours=6),
    NUDGE: timedelta(hours=1),
}


def connect(app: Flask) -> None:
    """Connect signals, navigation and template names of the slices."""
    configure_accounts(app)
    use_sentences(*SENTENCES)
    use_navigation(navigation_links)
    app.extensions[AT_INIT] = (load_framework, write_ledgers)
    app.extensions[AT_SERVE] = (sweep,)
    configure_notify(app)
    use_kinds(*KINDS)
    use_handlers(app, HANDLERS, PERIODS)
    roster_changed.connect(end_sign_ins_of_inactive)
    roster_changed.connect(recheck_pairings)
    hard_rules_changed.connect(recheck_pairings)
    emails_changed.connect(revoke_links_of_renamed)
    emails_changed.connect(readdress_mail)
    use_ways_in(find_ways_in)
    closed_period_changed.connect(move_last_days)
    edition_started.connect(take_weights_along)
    edition_started.connect(take_table_along)
    quiet_period_changed.connect(move_last_days)
    agreement_came_into_force.connect(restore_standing)
    pairing_finished.connect(restore_standing)
    pairing_finished.connect(call_off_what_is_ahead)
    pairings_imported.connect(restore_standings)
    share_taken_back.connect(leave_out_documents)
    use_held_codes(list_held_codes)
    use_open_ratings(list_open_ratings_of)
    use_own_version(find_own_version)
    use_course(find_course)
    use_settlers(settle)
    configure_coaching(app)
    configure_installing(app)
    app.jinja_env.filters.update(localized=localized, as_written=as_written)
    app.jinja_env.globals.update(state_label=state_label)


def readdress_mail(_sender: Any, ids: frozenset[int]) -> None:
    """E-mails changed: mail that has not left goes to the present ones."""
    readdress(list_addresses(ids))


def load_framework() -> str | None:
    """At `squad init`: the framework that this copy of the program ships, if it is new."""
    known = {version.id for version in list_versions()}
    version = load_shipped()
    return None if version.id in known else f"Loaded the framework, version {version.code}."


def write_ledgers() -> str | None:
    """At `squad init`: the ledgers of programmes that were begun before there were any."""
    people = write_missing()
    return f"Wrote the ledgers of {people} people." if people else None


def sweep() -> None:
    """Delete what has had its time, one statement for each kind; close some of what has expired.

    A worker does it every hour; where none runs, it comes all the same: when serving begins, and
    with the writing of last seen, through `record_after`.
    """
    purge_expired()
    purge_sign_ins()
    purge_links()
    purge_sent_forms()
    purge_codes()
    purge_runs()
    purge_jobs()
    purge_documents()
    purge_concerns()
    sweep_proposals()
    close_lapsed()
    purge_told()


def load_viewer(request: Request) -> Viewer | None:
    """The person behind a request, with roles and pairings as they are now."""
    hashed = hash_of_request(request)
    if hashed is None:
        return None
    now = clock.now()
    found = find_signed_in(hashed, now)
    if found is None:
        return None
    if is_due_for_touch(found.sign_in.last_seen_at, now):
        sign_in_id = found.sign_in.id
        record_after(lambda: touch_sign_in(sign_in_id=sign_in_id))
        record_after(sweep)
    person = found.person
    viewer = Viewer(
        person_id=person.id,
        name=person.name,
        email=person.email,
        language=person.language,
        time_zone=person.time_zone,
        account_id=found.account.id,
        sign_in_id=found.sign_in.id,
        administrator=found.account.administrator,
        told=frozenset((found.told or "").split()),
        unread=found.unread,
    )
    pairings, enrolments, books_for, introduced = load_own(person.id)
    return replace(
        viewer,
        roles=list_roles(person.id),
        pairings=pairings,
        enrolments=enrolments,
        books_for=books_for,
        introduced=introduced,
    )
