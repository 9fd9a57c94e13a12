"""The pages that every import has alike: choose a file, look, say yes or no, see what was done."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _

from squad.access.declare import requires
from squad.access.gate import viewer
from squad.access.permissions import Permission
from squad.access.viewer import Viewer
from squad.db.unit_of_work import reading_apart, record_after
from squad.files.forms import ConfirmForm, UploadForm, answers_form
from squad.files.imports import NotReadyError, PlanChangedError
from squad.files.messages import sentence
from squad.files.previews import Preview, Question
from squad.files.problems import FileProblem
from squad.files.reading import read_table
from squad.files.table import Table
from squad.files.waiting import (
    Upload,
    choose,
    discard,
    find_upload_for,
    keep_upload,
    purge_expired,
    read_file,
    settle,
)
from squad.kernel.errors import DomainError
from squad.web.sentences import sentence_of


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file may have, and what it says."""

    name: LazyString | str
    meaning: LazyString
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the pages of one kind of import say."""

    title: LazyString
    intro: LazyString
    columns: Sequence[Column]
    done: LazyString
    """The title of the page after it."""


class ImportPages(ABC):
    """The pages of one kind of import; a slice says how it plans and what it does."""

    purpose: str
    blueprint: str
    words: Words

    @abstractmethod
    def check(self, table: Table) -> None:
        """Raise FileProblem for a table whose headers cannot be understood."""

    @abstractmethod
    def look(self, by: Viewer, upload: Upload, table: Table) -> Preview:
        """What importing it would do."""

    @abstractmethod
    def carry_out(
        self, by: Viewer, upload: Upload, table: Table, form: ConfirmForm
    ) -> Mapping[str, int]:
        """Import it as a whole and count; raises where that is not what was shown."""

    @abstractmethod
    def counts(self, outcome: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
        """What was done, in words and figures."""

    @abstractmethod
    def start(self, upload: Upload | None) -> str:
        """The address at which another file can be chosen."""

    def receive(
        self,
        form: UploadForm,
        *,
        programme_id: int | None = None,
        choices: Mapping[str, Any] | None = None,
        **shown: Any,
    ) -> ResponseReturnValue:
        """The page to choose a file on; a file that was sent is checked, kept, and shown."""
        if not form.is_submitted():
            return self._choose_page(form, shown)
        if not form.validate():
            return self._choose_page(form, shown), 422
        file = form.uploaded()
        try:
            with reading_apart():
                self.check(read_table(file.data, file.name))
        except FileProblem as problem:
            form.file.errors = [*form.file.errors, sentence(problem)]
            return self._choose_page(form, shown), 422
        upload = keep_upload(
            by=viewer(),
            purpose=self.purpose,
            file=file,
            programme_id=programme_id,
            choices=choices,
        )
        return redirect(self._address("show_preview", upload.id), 303)

    def show_preview(self, upload_id: int) -> ResponseReturnValue:
        """What would be done with a waiting file."""
        upload = self._find(upload_id)
        if upload is None:
            return self._gone()
        if upload.settled_at is not None:
            return redirect(self._address("show_result", upload_id))
        return self._preview_page(upload, self._table(upload_id))

    def answer(self, upload_id: int, accepted: Mapping[str, Any]) -> ResponseReturnValue:
        """Keep what the owner answered, and look again."""
        upload = self._find(upload_id, lock=True)
        if upload is None:
            return self._gone()
        choose(upload, **accepted)
        return redirect(self._address("show_preview", upload_id), 303)

    def questions(self, upload_id: int) -> Sequence[Question]:
        """What a waiting file asks its owner; nothing where none waits."""
        upload = self._find(upload_id)
        if upload is None or upload.settled_at is not None:
            return ()
        return self.look(viewer(), upload, self._table(upload_id)).questions

    def confirm(self, upload_id: int) -> ResponseReturnValue:
        """Do what was shown, if it is still that; a second yes shows what the first one did."""
        if self._find(upload_id) is None:
            return self._gone()
        with reading_apart():
            table = self._table_unless_settled(upload_id)
        upload = self._find(upload_id, lock=True)
        if upload is None:
            return self._gone()
        if table is None or upload.settled_at is not None:
            return redirect(self._address("show_result", upload_id), 303)
        form = ConfirmForm()
        try:
            outcome = self.carry_out(viewer(), upload, table, form)
        except PlanChangedError:
            return self._preview_page(upload, table, changed=True), 409
        except NotReadyError:
            return self._preview_page(upload, table), 422
        except DomainError as error:
            form.add_error(error, sentence_of(error))
            return self._preview_page(upload, table, form=form), 422
        settle(upload, outcome)
        return redirect(self._address("show_result", upload_id), 303)

    def cancel(self, upload_id: int) -> ResponseReturnValue:
        """Delete a waiting file."""
        upload = self._find(upload_id, lock=True)
        start = self.start(upload)
        if upload is not None:
            discard(upload)
            flash(_("Cancelled. The file is deleted, and nothing was changed."), "info")
        return redirect(start, 303)

    def show_result(self, upload_id: int) -> ResponseReturnValue:
        """What an import did."""
        upload = self._find(upload_id)
        if upload is None or upload.outcome is None:
            return self._gone()
        return render_template(
            "imports/show_result.html",
            words=self.words,
            counts=self.counts(upload.outcome),
            start=self.start(upload),
            links=self.onward(upload),
        )

    def onward(self, upload: Upload) -> list[tuple[str, str]]:
        """Where to go from the result: (address, words)."""
        del upload
        return []

    def _find(self, upload_id: int, *, lock: bool = False) -> Upload | None:
        return find_upload_for(viewer(), upload_id, self.purpose, lock=lock)

    def _table(self, upload_id: int) -> Table:
        file = read_file(upload_id)
        return read_table(file.data, file.name)

    def _table_unless_settled(self, upload_id: int) -> Table | None:
        upload = self._find(upload_id)
        settled = upload is None or upload.settled_at is not None
        return None if settled else self._table(upload_id)

    def _address(self, view: str, upload_id: int) -> str:
        return url_for(f"{self.blueprint}.{view}", upload_id=upload_id)

    def _choose_page(self, form: UploadForm, shown: Mapping[str, Any]) -> str:
        return render_template(
            "imports/choose_file.html",
            words=self.words,
            upload_form=form,
            here=request.path,
            **{"programme": None, "who_reads": None, **shown},
        )

    def _preview_page(
        self,
        upload: Upload,
        table: Table,
        *,
        form: ConfirmForm | None = None,
        changed: bool = False,
    ) -> str:
        preview = self.look(viewer(), upload, table)
        form = form or ConfirmForm(formdata=None)
        form.fingerprint.data = preview.fingerprint
        return render_template(
            "imports/show_preview.html",
            words=self.words,
            preview=preview,
            upload=upload,
            changed=changed,
            confirming=form,
            answering=answers_form(preview.questions) if preview.questions else None,
            start=self.start(upload),
            addresses={
                view: self._address(view, upload.id)
                for view in ("confirm_import", "cancel_import", "answer_questions")
                if view != "answer_questions" or preview.questions
            },
        )

    def _gone(self) -> ResponseReturnValue:
        """Nothing waits here: over the hour, cancelled, or never there."""
        record_after(purge_expired)
        page = render_template("imports/show_gone.html", start=self.start(None))
        return page, 404


def add_upload_rules(
    blueprint: Blueprint, pages: ImportPages, one: str, permission: Permission
) -> None:
    """The pages of a waiting file, whose address is `one`: what it would do, yes, no, was done."""
    rule, stamp, post = blueprint.add_url_rule, requires(permission), ["POST"]
    rule(one, "show_preview", stamp(_view(pages.show_preview)))
    rule(f"{one}/confirm", "confirm_import", stamp(_view(pages.confirm)), methods=post)
    rule(f"{one}/cancel", "cancel_import", stamp(_view(pages.cancel)), methods=post)
    rule(f"{one}/done", "show_result", stamp(_view(pages.show_result)))


def _view(act: Callable[[int], ResponseReturnValue]) -> Callable[[int], ResponseReturnValue]:
    """A function, for a method can carry no stamp."""

    def view(upload_id: int) -> ResponseReturnValue:
        return act(upload_id)

    return view
