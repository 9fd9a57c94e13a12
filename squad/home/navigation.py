"""The head of every page: what each role needs, no link twice."""

from flask import g
from flask_babel import gettext as _
from flask_babel import pgettext

from squad.access.viewer import OwnPairing, Role, Viewer
from squad.home.queries.own import count_waiting
from squad.pairings.rules.states import LIVE, NEVER_BEGUN
from squad.web.navigation import NavigationLink


def keep_waiting(number: int) -> None:
    """The page has counted already what waits; the head need not count again."""
    g.waiting_for_viewer = number


def navigation_links(viewer: Viewer) -> list[NavigationLink]:
    """The links of the head, the likeliest first."""
    links = [
        NavigationLink("home.show_home", _("Home"), count=_waiting(viewer)),
        *_mentor(viewer),
        *_mentee(viewer),
        *_staff(viewer),
        *_administrator(viewer),
        NavigationLink("notify.list_notices", _("Notices"), count=viewer.unread),
        NavigationLink("home.show_help", _("Help")),
        NavigationLink("accounts.edit_settings", _("Settings")),
    ]
    seen = {(link.endpoint, tuple(link.values.items())): link for link in reversed(links)}
    return [link for link in links if link in seen.values()]


def _waiting(viewer: Viewer) -> int:
    if "waiting_for_viewer" not in g:
        keep_waiting(count_waiting(viewer))
    return int(g.waiting_for_viewer)


def _mentor(viewer: Viewer) -> list[NavigationLink]:
    if not viewer.mentors():
        return _room(viewer)
    return [
        NavigationLink("pairings.list_pairings", _("My pairings")),
        *_room(viewer),
        NavigationLink("framework.show_framework", _("Milestones")),
    ]


def _room(viewer: Viewer) -> list[NavigationLink]:
    """The room of the programme in which the viewer mentors: where a pairing lives, the latest."""
    live = {p.programme_id for p in viewer.mentors() if p.state in LIVE}
    latest = max(viewer.mentors_in(), key=lambda each: (each in live, each), default=None)
    if latest is None:
        return []
    return [NavigationLink("room.show_room", _("Squad room"), {"programme_id": latest})]


def _mentee(viewer: Viewer) -> list[NavigationLink]:
    pairing = _current(viewer)
    if pairing is None:
        return []
    one = {"pairing_id": pairing.id}
    return [
        NavigationLink("reports.show_me", _("My progress")),
        NavigationLink("coaching.list_sessions", _("Sessions"), one),
        NavigationLink("pairings.show_agreement", _("Agreement"), one),
        NavigationLink("reports.show_hr_view", _("What HR sees")),
    ]


def _current(viewer: Viewer) -> OwnPairing | None:
    """The pairing in which the viewer is mentored: the living one, else the last."""
    begun = [p for p in viewer.is_mentored() if p.state not in NEVER_BEGUN]
    return max(begun, key=lambda p: (p.state in LIVE, p.id), default=None)


def _staff(viewer: Viewer) -> list[NavigationLink]:
    links = []
    if viewer.programmes_as(Role.COORDINATOR, Role.HR_VIEWER):
        links.append(NavigationLink("reports.show_cohort", _("Report")))
    if coordinated := viewer.programmes_as(Role.COORDINATOR):
        links += [
            NavigationLink("pairings.list_pairings", _("Pairings")),
            NavigationLink("people.list_people", _("People")),
            _programme(coordinated),
        ]
    return links


def _programme(coordinated: frozenset[int]) -> NavigationLink:
    """The programme's own page; of several, their list."""
    if len(coordinated) > 1:
        return NavigationLink("programmes.list_programmes", _("Programmes"))
    (only,) = coordinated
    label = pgettext("navigation", "Programme")
    return NavigationLink("programmes.show_programme", label, {"programme_id": only})


def _administrator(viewer: Viewer) -> list[NavigationLink]:
    if not viewer.administrator:
        return []
    return [
        NavigationLink("accounts.list_accounts", _("Accounts")),
        NavigationLink("people.list_people", _("People")),
        NavigationLink("programmes.list_programmes", _("Programmes")),
    ]
