"""Page: one's own pairings; for a coordinator, those of the programme."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import signed_in
from squad.access.gate import viewer
from squad.pairings import messages
from squad.pairings.queries import lists
from squad.pairings.rules.states import PairingState


@signed_in
def list_pairings() -> ResponseReturnValue:
    """My people, my mentor; for a coordinator the programme's pairings, by name and state."""
    asked = request.args
    programmes = lists.list_coordinated(viewer())
    chosen = _chosen([programme_id for programme_id, _name in programmes])
    words, state = asked.get("q", ""), asked.get("state", "")
    of_programme = None
    if chosen is not None:
        of_programme = lists.list_programme_pairings(
            viewer(), chosen, words=words, state=state, cursor=asked.get("after")
        )
    return render_template(
        "pairings/list_pairings.html",
        own=lists.list_own_pairings(viewer(), asked.get("own")),
        me=viewer().person_id,
        of_programme=of_programme,
        programmes=programmes,
        chosen=chosen,
        words=words,
        state=state,
        states=_state_options(),
        state_labels=messages.STATES,
        here=lambda **changes: _here({"programme": chosen, "q": words, "state": state}, changes),
    )


def _chosen(ids: list[int]) -> int | None:
    asked = request.args.get("programme", type=int)
    if asked in ids:
        return asked
    return ids[0] if ids else None


def _state_options() -> list[tuple[str, str]]:
    return [
        ("", _("Going on")),
        (lists.BROKEN, _("Breaking a rule")),
        (lists.EVERY, _("Every state")),
        *((state.value, str(messages.STATES[state])) for state in PairingState),
    ]


def _here(kept: dict[str, object], changes: dict[str, object]) -> str:
    """This page with its filters, and something changed."""
    values = {name: value for name, value in {**kept, **changes}.items() if value}
    return url_for("pairings.list_pairings", **values)  # type: ignore[arg-type]  # plain values
