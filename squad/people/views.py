"""The pages of people: found, added, edited, deactivated by form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import available_timezones

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError, StaleVersionError
from squad.people import actions, queries
from squad.people.forms import PersonForm
from squad.people.messages import described
from squad.people.rules.person import PersonDraft, PersonProblem
from squad.web.sentences import sentence_of

ACTIVE = {"": True, "no": False, "all": None}
manage = requires(Permission.MANAGE_PEOPLE)


@requires(Permission.FIND_PEOPLE)
def list_people() -> ResponseReturnValue:
    """People by name, found by a part of it, by site, function, and whether they are here."""
    asked = request.args.get("active", "")
    wanted = queries.PeopleFilter(
        words=request.args.get("q", ""),
        site=request.args.get("site", ""),
        function=request.args.get("function", ""),
        active=ACTIVE.get(asked, True),
    )
    return render_template(
        "people/list_people.html",
        page=queries.list_people(viewer(), wanted, request.args.get("after")),
        wanted=wanted,
        asked=asked if asked in ACTIVE else "",
        sites=queries.list_sites(viewer()),
        functions=queries.list_functions(viewer()),
    )


@requires(Permission.FIND_PEOPLE)
def show_person(person_id: int) -> ResponseReturnValue:
    """One person, with manager and reports."""
    return _show(_found(person_id))


def _show(found: queries.PersonPage, refusal: str = "") -> str:
    return render_template(
        "people/show_person.html",
        found=found,
        refusal=refusal,
        may_manage_accounts=queries.administers(viewer()),
        may_switch=queries.may_switch_person(viewer(), found.person.id),
    )


@manage
def add_person() -> ResponseReturnValue:
    """A new person."""
    form = _form()
    if not form.is_submitted():
        form.time_zone.data, form.language.data = viewer().time_zone, viewer().language
        return _form_page(form)
    draft = _checked(form, None)
    if draft is None:
        return _form_page(form)
    try:
        person = actions.add_person(draft=draft, by=viewer(), form=form.once())
    except (RepeatedFormError, ReusedKeyError) as repeated:
        return _again(form, draft, repeated)
    except DomainError as error:
        return _refused(form, error)
    flash(_("%(name)s is added.", name=person.name), "success")
    return redirect(url_for(".show_person", person_id=person.id), 303)


@manage
def edit_person(person_id: int) -> ResponseReturnValue:
    """Change a person."""
    found = _found(person_id)
    form = _form(found.person)
    if not form.is_submitted():
        return _form_page(form, found)
    draft = _checked(form, found.person)
    if draft is None:
        return _form_page(form, found)
    try:
        version: int = form.version.data
        actions.change_person(person_id=person_id, version=version, draft=draft, by=viewer())
    except StaleVersionError:
        return _conflict(form, draft, person_id)
    except DomainError as error:
        return _refused(form, error, found)
    flash(_("Saved."), "success")
    return redirect(url_for(".show_person", person_id=person_id), 303)


@manage
def deactivate_person(person_id: int) -> ResponseReturnValue:
    """The person left."""
    _found(person_id)
    try:
        actions.deactivate_person(person_id=person_id, by=viewer())
    except DomainError as error:
        return _show(_found(person_id), sentence_of(error)), 422
    flash(_("Deactivated, and signed out everywhere. Nothing was deleted."), "success")
    return redirect(url_for(".show_person", person_id=person_id), 303)


@manage
def reactivate_person(person_id: int) -> ResponseReturnValue:
    """The person is back."""
    _found(person_id)
    try:
        actions.reactivate_person(person_id=person_id, by=viewer())
    except DomainError as error:
        return _show(_found(person_id), sentence_of(error)), 422
    flash(_("Active again."), "success")
    return redirect(url_for(".show_person", person_id=person_id), 303)


def _found(person_id: int) -> queries.PersonPage:
    return queries.find_person_for(viewer(), person_id) or abort(404)


def _may_change_email(found: queries.PersonPage) -> bool:
    return queries.may_change_email_of(viewer(), found.person.id)


def _form(person: Any = None) -> PersonForm:
    form = PersonForm()
    kept = {person.time_zone} if person else {viewer().time_zone}
    form.offer(zones=sorted({z for z in available_timezones() if "/" in z} | kept | {"UTC"}))
    if person is not None and not form.is_submitted():
        form.fill(person)
    return form


def _checked(form: PersonForm, person: Any) -> PersonDraft | None:
    """What was typed, if nothing is wrong with it; a manager whose name fits several is asked."""
    valid = form.validate()
    manager_id, problem = _manager(form, person)
    if problem:
        form.manager_name.errors = [*form.manager_name.errors, problem]
    return form.draft(manager_id) if valid and not problem else None


def _manager(form: PersonForm, person: Any) -> tuple[int | None, str]:
    """Whom the typed name means, or what is wrong with it."""
    words = form.manager_name.data or ""
    if not words:
        return None, ""
    if person is not None and person.manager is not None and person.manager.name == words:
        return person.manager.id, ""
    people = [p for p in queries.find_active_people(viewer(), words) if p is not person]
    if not people:
        return None, _("Nobody active has this name. Try a part of it.")
    if len(people) == 1:
        return people[0].id, ""
    return _which(form, people)


def _which(form: PersonForm, people: Sequence[Any]) -> tuple[int | None, str]:
    form.ask_which(people)
    if form.manager_id.data in {person.id for person in people}:
        return form.manager_id.data, ""
    form.manager_id.data = None
    return None, _("Several people have this name. Choose one below, or write more of it.")


def _form_page(form: PersonForm, found: queries.PersonPage | None = None) -> ResponseReturnValue:
    page = render_template(
        "people/edit_person.html",
        person_form=form,
        person=found.person if found else None,
        email_kept=found is not None and not _may_change_email(found),
        sites=queries.list_sites(viewer()),
        functions=queries.list_functions(viewer()),
    )
    return page, 422 if form.is_submitted() else 200


def _refused(
    form: PersonForm, error: DomainError, found: queries.PersonPage | None = None
) -> ResponseReturnValue:
    if found is not None and error.code == PersonProblem.EMAIL_IS_SIGN_IN:
        form.email.data = found.person.email
    form.add_error(error, sentence_of(error))
    return _form_page(form, found)


def _again(
    form: PersonForm, draft: PersonDraft, error: RepeatedFormError | ReusedKeyError
) -> ResponseReturnValue:
    if isinstance(error, RepeatedFormError):
        return redirect(url_for(".show_person", person_id=int(error.first)), 303)
    return _conflict(form, draft, int(error.first))


def _conflict(form: PersonForm, draft: PersonDraft, person_id: int) -> ResponseReturnValue:
    """What was typed beside what is saved; it can be saved over it, or left."""
    found = _found(person_id)
    if not _may_change_email(found):
        draft = replace(draft, email=found.person.email)
        form.email.data = draft.email
    typed, stored = described(draft, form.manager_name.data or ""), described(found.person)
    items = [
        {"label": label, "mine": mine, "theirs": theirs}
        for (label, mine), (_same, theirs) in zip(typed, stored, strict=True)
    ]
    form.version.data = found.person.version
    form.manager_id.data = draft.manager_id
    page = render_template(
        "people/resolve_person.html", items=items, person=found.person, person_form=form
    )
    return page, 409
