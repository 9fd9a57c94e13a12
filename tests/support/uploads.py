"""Bringing files in as a browser does."""

import io

from werkzeug.datastructures import FileStorage
from werkzeug.test import stream_encode_multipart

from tests.support.page import apart


def upload(visitor, endpoint, data, name, *, status=303, fields=(), **args):
    """Choose a file on an import's page and send it."""
    body, length, boundary = stream_encode_multipart(
        {
            "file": FileStorage(io.BytesIO(data), name),
            "csrf_token": apart(visitor.csrf_token),
            **dict(fields),
        },
        use_tempfile=False,
    )
    response = apart(
        visitor.client.post,
        visitor.url(endpoint, **args),
        input_stream=body,
        content_length=length,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"Accept-Language": visitor.language},
    )
    return visitor._checked(response, status)


def address_of(page, ending):
    """Where the form of a page goes whose address ends so."""
    actions = [form.get("action") for form in page.forms()]
    return next(action for action in actions if action.endswith(ending))


def can_confirm(page):
    """Whether a preview offers a yes."""
    return any(form.get("action").endswith("/confirm") for form in page.forms())


def confirm(preview, **values):
    """Say yes to a preview."""
    return preview.submit(address_of(preview, "/confirm"), **values)
