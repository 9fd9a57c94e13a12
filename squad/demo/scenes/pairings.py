"""How pairings began, what they agreed, how some stopped."""

from collections.abc import Mapping
from functools import partial

from squad.db.once import FormKey
from squad.demo.files import Finished, PairingPart
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.framework.rules.model import Area, NetworkKind
from squad.kernel.ids import new_key
from squad.pairings.actions import (
    complete_pairing,
    decline_pairing,
    draft_agreement,
    end_pairing,
    pause_pairing,
    propose_pairing,
    sign_agreement,
)
from squad.pairings.imports.actions import import_pairings
from squad.pairings.queries.agreements import find_signing
from squad.pairings.rules.agreement import AgreementDraft, Booker, PurposeDraft, SetAside
from squad.pairings.rules.states import EndReason
from squad.people.actions import set_quiet_period


def scenes_of_pairings(told: Told) -> list[Scene]:
    """How pairings began, what they agreed, how some stopped; in the order of their days."""
    story = told.story
    scenes = [Scene(part.on, partial(begin, told, part)) for part in told.pairings.parts()]
    scenes += [Scene(it["on"], partial(agree, told, it)) for it in story["agreements"]]
    scenes += [Scene(it.on, partial(finish, told, it)) for it in told.pairings.finished()]
    scenes += [Scene(it["on"], partial(pause, told, it)) for it in story["pauses"]]
    scenes += [Scene(it["on"], partial(stay_quiet, told, it)) for it in story["quiet_periods"]]
    for it in story["proposals"]:
        scenes.append(Scene(it["on"], partial(propose, told, it)))
        if "answer_on" in it:
            scenes.append(Scene(it["answer_on"], partial(decline, told, it)))
    return scenes


def begin(told: Told, part: PairingPart) -> None:
    """Pairings that both have accepted, from a file."""
    import_pairings(by=None, table=part.table, programme_id=told.programme_id)


def agree(told: Told, it: Story) -> None:
    """The mentor writes the agreement down in words, both sign it."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    newest = find_signing(pairing_id)
    version = draft_agreement(
        pairing_id=pairing_id,
        draft=_draft(told, it),
        based_on=newest.number if newest else 0,
        by=told.company.viewer(it["mentor"]),
    )
    for side in ("mentor", "mentee"):
        signer = told.company.viewer(it[side])
        sign_agreement(pairing_id=pairing_id, number=version.number, by=signer)


def _draft(told: Told, it: Story) -> AgreementDraft:
    return AgreementDraft(
        purposes=tuple(PurposeDraft(**purpose) for purpose in it["purposes"]),
        target=_target(told, it),
        networks=frozenset(NetworkKind(code) for code in it["networks"]),
        cadence_days=it["cadence_days"],
        booked_by=Booker(it["booked_by"]),
        set_asides=tuple(
            SetAside(aside["milestone"], aside["reason"]) for aside in it.get("set_asides", ())
        ),
        communities=it["communities"],
        place=it["place"],
        out_of_bounds=it["out_of_bounds"],
        ask_before_publishing=it["ask_before_publishing"],
    )


def _target(told: Told, it: Story) -> Mapping[Area, int]:
    """The target of the pairing, unless the agreement names another that came before."""
    if "target" in it:
        return {Area(area): stage for area, stage in it["target"].items()}
    return told.pairings.target(it["mentor"], it["mentee"])


def finish(told: Told, it: Finished) -> None:
    """The coordinator closes a pairing: it is complete, or ended for a reason."""
    pairing_id = told.company.pairing_id(it.mentor, it.mentee)
    by = told.company.viewer(told.coordinator)
    if it.completed:
        complete_pairing(pairing_id=pairing_id, by=by)
        return
    why = next(
        ending["reason"]
        for ending in told.story["endings"]
        if (ending["mentor"], ending["mentee"]) == (it.mentor, it.mentee)
    )
    end_pairing(pairing_id=pairing_id, reason=EndReason(why), by=by)


def pause(told: Told, it: Story) -> None:
    """The coordinator stops a pairing's clocks."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    pause_pairing(pairing_id=pairing_id, by=told.company.viewer(it["by"]))


def stay_quiet(told: Told, it: Story) -> None:
    """Somebody is away."""
    by = told.company.viewer(it["person"])
    form = FormKey(new_key(), BODY)
    set_quiet_period(by=by, starts_on=it["from"], ends_on=it["to"], form=form)


def propose(told: Told, it: Story) -> None:
    """The coordinator proposes two people to each other."""
    propose_pairing(
        programme_id=told.programme_id,
        mentor_id=told.company.ids[it["mentor"]],
        mentee_id=told.company.ids[it["mentee"]],
        acknowledged=True,
        by=told.company.viewer(it["by"]),
        form=FormKey(new_key(), BODY),
    )


def decline(told: Told, it: Story) -> None:
    """One of the two says no."""
    pairing_id = told.company.pairing_id(it["mentor"], it["mentee"])
    decline_pairing(pairing_id=pairing_id, by=told.company.viewer(it["answer_by"]))
