"""Ways of reading the programme's report that somebody kept."""

from functools import partial

from squad.db.once import FormKey
from squad.demo.scenes.telling import BODY, Scene, Story, Told
from squad.kernel.ids import new_key
from squad.reports.kept_views.actions import keep_view
from squad.reports.kept_views.rules import ShownDay, ViewDraft
from squad.reports.shapes import Filters, Sort


def scenes_of_kept_views(told: Told) -> list[Scene]:
    """Views that HR and the coordinator come back to."""
    return [Scene(it["on"], partial(keep, told, it)) for it in told.story["kept_views"]]


def keep(told: Told, it: Story) -> None:
    """Somebody keeps what the list shows under a name."""
    filters = Filters(function=it.get("function", ""), silent=it.get("silent", False))
    keep_view(
        by=told.company.viewer(it["by"]),
        programme_id=told.programme_id,
        draft=ViewDraft(it["name"], filters, Sort(it["sort"]), ShownDay(it["day"])),
        form=FormKey(new_key(), BODY),
    )
