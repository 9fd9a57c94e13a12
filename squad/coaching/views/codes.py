"""The code to scan, as a drawing without colours or styles of its own."""

import io

import segno
from markupsafe import Markup

BORDER = 2


def code_drawing(address: str) -> Markup:
    """An address as a QR code: SVG that the style sheet colours."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=BORDER,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    # The text is segno's own drawing of modules; the address is in it only as squares.
    return Markup(out.getvalue().decode())  # noqa: S704
