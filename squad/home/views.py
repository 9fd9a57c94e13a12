"""Home and help."""

from flask import abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.accounts.actions import first_words as actions
from squad.accounts.rules.first_words import Part
from squad.framework.messages import RUNGS
from squad.framework.rules.model import Area
from squad.home import messages
from squad.home.first_words import FIRST_WORDS
from squad.home.navigation import keep_waiting
from squad.home.queries.pages import load_help, load_home
from squad.home.rules import parts_of, untold
from squad.reports.wording import opening


@signed_in
def show_home() -> ResponseReturnValue:
    """What waits for this person today, in each of their roles."""
    home = load_home(viewer())
    keep_waiting(home.waiting)
    return render_template(
        "home/show_home.html",
        home=home,
        say=messages,
        rungs=RUNGS,
        part=untold(viewer()),
        first_words=FIRST_WORDS,
        standing=opening(home.report) if home.report else "",
    )


@signed_in
def show_help() -> ResponseReturnValue:
    """How it works, in a minute, for each of the person's roles; whom to ask."""
    return render_template(
        "home/show_help.html", help=load_help(viewer()), areas=len(Area), first_words=FIRST_WORDS
    )


@signed_in
def put_first_words_away(part: str) -> ResponseReturnValue:
    """“Got it”: the first words of one of the person's roles never come again."""
    if part not in parts_of(viewer()):
        abort(404)
    actions.put_first_words_away(by=viewer(), part=Part(part))
    return redirect(url_for(".show_home"), 303)


@signed_in
def show_readers() -> ResponseReturnValue:
    """Who reads what, without leaving anything out."""
    settings = current_app.config["SETTINGS"]
    return render_template("home/show_readers.html", demo=settings.demo)
