"""Saving one entry of a draft: its page, what the checker says of it, both texts in a conflict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from squad.access.gate import viewer
from squad.framework.drafts import messages
from squad.framework.drafts.actions import change_draft
from squad.framework.drafts.forms import EntryForm
from squad.framework.drafts.queries import Draft
from squad.framework.drafts.views.found import address_of, draft_or_gone, flaws_in
from squad.framework.rules.document import Document
from squad.framework.rules.document.checking import check
from squad.framework.rules.document.diffing import compare
from squad.framework.rules.document.entries import Place, entries_of, place_of, stamp_of
from squad.kernel.errors import StaleVersionError


@dataclass(frozen=True, slots=True)
class Entry:
    """The page of one entry: which, its form, how it looks, what saving it makes of a document."""

    draft: Draft
    place: Place
    form: EntryForm
    template: str
    change: Callable[[Document], Document]
    shown: Mapping[str, Any] = field(default_factory=dict)

    def answer(self) -> ResponseReturnValue:
        """The page, or what became of what was sent."""
        if not self.form.is_submitted():
            self.form.stamp.data = stamp_of(self.draft.document, self.place)
            return self.page()
        if not self.form.validate():
            return self.page(), 422
        try:
            change_draft(
                by=viewer(),
                draft_id=self.draft.row.id,
                place=self.place,
                stamp=str(self.form.stamp.data or ""),
                change=self.change,
            )
        except StaleVersionError as stale:
            return self._conflict(stale.theirs), 409
        return self._saved()

    def page(self, items: Any = ()) -> str:
        """The form; with `items`, below the two texts that met."""
        flaws = [flaw for flaw in flaws_in(self.draft) if flaw.place == self.place]
        return render_template(
            self.template,
            draft=self.draft.row,
            document=self.draft.document,
            place=self.place,
            entry_form=self.form,
            flaws=flaws,
            conflict_items=items,
            here=address_of(self.draft.row.id, self.place),
            **self.shown,
        )

    def _conflict(self, theirs: Document) -> str:
        """What was typed beside what is saved; the form goes on with what was typed."""
        mine = self.change(theirs)
        typed, saved = (entries_of(d).get(self.place, {}) for d in (mine, theirs))
        items = [
            {
                "label": messages.path_label(change.path),
                "mine": messages.value_label(change.path, change.before, mine),
                "theirs": messages.value_label(change.path, change.after, theirs),
            }
            for change in compare(typed, saved)
        ]
        self.form.stamp.data = stamp_of(theirs, self.place)
        return self.page(items)

    def _saved(self) -> ResponseReturnValue:
        """Back to the overview; to the same page while something in it is to mend."""
        draft_id = self.draft.row.id
        now = draft_or_gone(draft_id).document
        left = [problem for problem in check(now) if place_of(problem) == self.place]
        if not left:
            flash(_("Saved."), "success")
            anchor = f"#{self.place.part}-{self.place.code}"
            return redirect(url_for(".show_draft", draft_id=draft_id) + anchor, 303)
        told = ngettext(
            "Saved. %(num)s thing here is to mend before it can be published.",
            "Saved. %(num)s things here are to mend before it can be published.",
            len(left),
        )
        flash(told, "success")
        return redirect(address_of(draft_id, self.place) or "", 303)
