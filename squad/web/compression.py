"""Smaller answers: br or gzip for pages and data, on the fly; static files bring their own."""

from flask import Flask, Response, current_app, request
from flask_compress import Compress

ENCODINGS = ("br", "gzip")
KINDS = (
    "text/html", "text/csv", "text/plain", "text/javascript",
    "application/json", "application/manifest+json",
)  # fmt: skip
OWN_PAGES = frozenset({"same-origin", "none"})
"""Where a request comes from that no other site had the browser send."""

compress = Compress()


def configure_compression(app: Flask) -> None:
    """Compress what leaves, last of all."""
    app.config.update(
        COMPRESS_REGISTER=False,
        COMPRESS_MIMETYPES=list(KINDS),
        COMPRESS_ALGORITHM=list(ENCODINGS),
        COMPRESS_ALGORITHM_STREAMING=list(ENCODINGS),
        COMPRESS_BR_LEVEL=4,  # the knee: 5 costs twice the time for two per cent
        COMPRESS_EVALUATE_CONDITIONAL_REQUEST=False,
    )
    compress.init_app(app)
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    """Not what another site asked for through somebody's browser: it could try words in an address
    and read from the length of the answer how they compress beside what only that person sees.
    """
    if request.endpoint == "static_file":
        return response
    if current_app.config["SETTINGS"].secure:
        response.vary.add("Sec-Fetch-Site")
        if request.headers.get("Sec-Fetch-Site") not in OWN_PAGES:
            return response
    return compress.after_request(response)
