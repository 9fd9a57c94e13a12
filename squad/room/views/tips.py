"""Pages: what worked, told by mentors to mentors."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.policy import demand
from squad.kernel.errors import (
    ConflictError,
    DomainError,
    RepeatedFormError,
    ReusedKeyError,
    StaleVersionError,
)
from squad.room.actions import tips as actions
from squad.room.forms import EditTipForm, ShareTipForm, TipFields
from squad.room.queries.rooms import Room
from squad.room.queries.tips import TipRow, find_tip_for
from squad.room.queries.tips import list_tips as list_found
from squad.room.rules import TIP_LENGTH
from squad.room.views.finding import area_names, read_area, room_or_404
from squad.web.sentences import sentence_of


@requires(Permission.ENTER_ROOM)
def list_tips(programme_id: int) -> ResponseReturnValue:
    """Every tip, by area and by words, the newest first."""
    room, asked = room_or_404(programme_id), request.args
    area, words = read_area(asked.get("area")), asked.get("q", "").strip()
    page = list_found(viewer(), programme_id, area=area, words=words, cursor=asked.get("after"))
    return render_template(
        "room/list_tips.html", room=room, areas=area_names(room), area=area, words=words, page=page
    )


@requires(Permission.SHARE_IN_ROOM)
def share_tip(programme_id: int) -> ResponseReturnValue:
    """Tell the others what worked."""
    room, form = room_or_404(programme_id, sharing=True), ShareTipForm()
    form.offer(area_names(room))
    if not form.is_submitted():
        return _form_page(room, form)
    if not form.validate():
        return _form_page(room, form), 422
    try:
        actions.share_tip(
            by=viewer(), programme_id=programme_id, draft=form.draft(), form=form.once()
        )
        flash(_("Shared with the mentors of this programme."), "success")
    except RepeatedFormError:
        flash(_("This tip was shared already."), "info")
    except ReusedKeyError:
        form.renew(_("This form has shared another tip already. Send it once more to share this."))
        return _form_page(room, form), 409
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _form_page(room, form), 422
    return redirect(url_for(".list_tips", programme_id=programme_id), 303)


@requires(Permission.CHANGE_TIP)
def edit_tip(programme_id: int, tip_id: int) -> ResponseReturnValue:
    """One's own tip, written anew."""
    room, tip = room_or_404(programme_id), _found(programme_id, tip_id)
    demand(viewer(), Permission.CHANGE_TIP, tip.subject)
    form = EditTipForm()
    form.offer(area_names(room))
    if not form.is_submitted():
        form.area.data, form.words.data, form.version.data = tip.area.value, tip.words, tip.version
        return _form_page(room, form, tip)
    if not form.validate():
        return _form_page(room, form, tip), 422
    return _change(room, tip, form)


def _change(room: Room, tip: TipRow, form: EditTipForm) -> ResponseReturnValue:
    try:
        actions.change_tip(by=viewer(), tip=tip, version=form.version.data, draft=form.draft())
    except StaleVersionError as stale:
        return _conflict_page(room, tip, form, stale.theirs), 409
    except ConflictError:
        abort(404)
    except DomainError as error:
        form.add_error(error, sentence_of(error))
        return _form_page(room, form, tip), 422
    flash(_("Saved."), "success")
    return redirect(url_for(".list_tips", programme_id=room.id), 303)


@requires(Permission.REMOVE_TIP)
def remove_tip(programme_id: int, tip_id: int) -> ResponseReturnValue:
    """Ask, then delete: its author, or a coordinator where it says too much of somebody."""
    room, tip = room_or_404(programme_id), _found(programme_id, tip_id)
    demand(viewer(), Permission.REMOVE_TIP, tip.subject)
    if request.method == "GET":
        return render_template("room/remove_tip.html", room=room, tip=tip, areas=area_names(room))
    actions.remove_tip(by=viewer(), tip=tip)
    flash(_("Deleted."), "success")
    return redirect(url_for(".list_tips", programme_id=programme_id), 303)


def _found(programme_id: int, tip_id: int) -> TipRow:
    return find_tip_for(viewer(), programme_id, tip_id) or abort(404)


def _form_page(room: Room, form: TipFields, tip: TipRow | None = None) -> str:
    return render_template(
        "room/write_tip.html", room=room, tip_form=form, tip=tip, longest=TIP_LENGTH
    )


def _conflict_page(room: Room, tip: TipRow, form: EditTipForm, theirs: dict[str, Any]) -> str:
    areas = area_names(room)
    mine = {"area": form.area.data, "words": form.words.data or ""}
    items = [
        {
            "label": form.area.label.text,
            "mine": areas[mine["area"]],
            "theirs": areas[theirs["area"]],
        },
        {"label": form.words.label.text, "mine": mine["words"], "theirs": theirs["words"]},
    ]
    return render_template(
        "room/resolve_tip.html", room=room, tip=tip, mine=mine, theirs=theirs, items=items
    )
