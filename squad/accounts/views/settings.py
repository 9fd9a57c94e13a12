"""My settings: language, time zone, password, browsers, quiet days."""

from typing import Any
from zoneinfo import available_timezones

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.accounts.actions import settings as actions
from squad.accounts.actions.sign_ins import check_password as check_present_password
from squad.accounts.forms import ChangePasswordForm, QuietPeriodForm, SettingsForm
from squad.accounts.messages import refusal_of
from squad.accounts.passwords import common_passwords, passwords
from squad.accounts.queries.sign_ins import list_own_sign_ins
from squad.accounts.rules.passwords import check_password
from squad.accounts.views.browsers import remember_language
from squad.kernel.clock import clock
from squad.kernel.errors import DomainError, RepeatedFormError, ReusedKeyError
from squad.people import actions as people
from squad.people.queries import list_own_quiet_periods
from squad.web.languages import locale_of
from squad.web.sentences import sentence_of


@signed_in
def edit_settings() -> ResponseReturnValue:
    """Everything that is one's own to set, on one page."""
    form = SettingsForm(data={"language": viewer().language, "time_zone": viewer().time_zone})
    form.time_zone.choices = time_zones(viewer().time_zone)
    if not form.validate_on_submit():
        return _page(form), 422 if form.is_submitted() else 200
    language: str = form.language.data
    people.choose_language(by=viewer(), language=language, time_zone=form.time_zone.data)
    with force_locale(locale_of(language)):
        flash(_("Saved."), "success")
    response = redirect(url_for(".edit_settings"), 303)
    remember_language(response, language)  # type: ignore[arg-type]  # Flask's own redirect
    return response


def time_zones(kept: str) -> list[str]:
    """The zones to choose from: places, and the one that is kept."""
    return sorted({zone for zone in available_timezones() if "/" in zone} | {"UTC", kept})


def _page(form: SettingsForm) -> str:
    now = clock.now()
    return render_template(
        "accounts/edit_settings.html",
        settings_form=form,
        browsers=list_own_sign_ins(viewer(), now),
        quiet=list_own_quiet_periods(viewer(), clock.today(viewer().time_zone)),
        now=now,
    )


@signed_in
def change_password() -> ResponseReturnValue:
    """Another password; the present one is asked."""
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return _password_page(form)
    try:
        kept = _hash_after_checks(form)
    except DomainError as error:
        _place(form, error)
        return _password_page(form)[0], *refusal_of(error)
    actions.change_password(by=viewer(), password_hash=kept, end_others=bool(form.end_others.data))
    flash(_("Your password is changed."), "success")
    return redirect(url_for(".edit_settings"), 303)


def _hash_after_checks(form: ChangePasswordForm) -> str:
    """A hash of the new password, once the present one and the rules are satisfied."""
    me = viewer()
    check_present_password(
        email=me.email, password=form.current.data, address=request.remote_addr or ""
    )
    password: str = form.password.data
    check_password(password, email=me.email, common=common_passwords())
    return passwords.hash(password)


def _place(form: ChangePasswordForm, error: DomainError) -> None:
    if error.code == "wrong_credentials":
        form.current.errors = [_("This is not your present password.")]
    else:
        form.add_error(error, sentence_of(error))


def _password_page(form: ChangePasswordForm) -> tuple[str, int]:
    page = render_template("accounts/change_password.html", password_form=form)
    return page, 422 if form.is_submitted() else 200


@signed_in
def end_own_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """Sign one of one's own browsers out."""
    if not actions.end_own_sign_in(by=viewer(), sign_in_id=sign_in_id):
        abort(404)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".edit_settings") + "#browsers", 303)


@signed_in
def end_other_sign_ins() -> ResponseReturnValue:
    """Sign every browser but this one out."""
    actions.end_other_sign_ins(by=viewer())
    flash(_("All other browsers are signed out."), "success")
    return redirect(url_for(".edit_settings") + "#browsers", 303)


@signed_in
def add_quiet_period() -> ResponseReturnValue:
    """Days on which nobody reminds the person of anything."""
    form = QuietPeriodForm()
    if not form.validate_on_submit():
        return _quiet_page(form)
    dates: dict[str, Any] = {"starts_on": form.starts_on.data, "ends_on": form.ends_on.data}
    try:
        people.set_quiet_period(by=viewer(), form=form.once(), **dates)
        flash(_("Saved. Nobody reminds you of anything on those days."), "success")
    except (RepeatedFormError, ReusedKeyError):
        flash(_("This was saved already. Your quiet days are below."), "info")
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _quiet_page(form)
    return redirect(url_for(".edit_settings") + "#quiet", 303)


def _quiet_page(form: QuietPeriodForm) -> ResponseReturnValue:
    page = render_template("accounts/add_quiet_period.html", quiet_form=form)
    return page, 422 if form.is_submitted() else 200


@signed_in
def remove_quiet_period(period_id: int) -> ResponseReturnValue:
    """Be there on those days after all."""
    if not people.remove_quiet_period(by=viewer(), period_id=period_id):
        abort(404)
    flash(_("Removed. Reminders may come on those days again."), "success")
    return redirect(url_for(".edit_settings") + "#quiet", 303)
