"""XLSX files made by hand, part by part, so that tests can make odd ones."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '</numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/>'
    '<xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)
DATE, DATE_TIME, DURATION, TIME = 1, 2, 3, 4


def letter(index):
    return chr(65 + index) if index < 26 else letter(index // 26 - 1) + letter(index % 26)


def cell(value, reference):
    """A cell: text inline, numbers, booleans; a string that starts with « < » goes in as it is."""
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    if value.startswith("<c"):
        return value.replace("<c", f'<c r="{reference}"', 1)
    text = f'<t xml:space="preserve">{escape(value)}</t>'
    return f'<c r="{reference}" t="inlineStr"><is>{text}</is></c>'


def sheet(rows, *, top=1, left=0):
    """The XML of a sheet; None in a row leaves the cell out."""
    body = []
    for number, row in enumerate(rows, top):
        cells = [
            cell(value, f"{letter(index)}{number}")
            for index, value in enumerate(row, left)
            if value is not None
        ]
        body.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(body)}</sheetData></worksheet>'


def workbook(*sheets, hidden=(), parts=(), without=(), compression=zipfile.ZIP_DEFLATED):
    """The bytes of a workbook with these sheets (their XML)."""
    names = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"'
        + (' state="hidden"' if n - 1 in hidden else "")
        + "/>"
        for n in names
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in names
    )
    content = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"/>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r={quoteattr(_OFFICE)}>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        **{f"xl/worksheets/sheet{n}.xml": xml for n, xml in enumerate(sheets, 1)},
        **dict(parts),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, text in content.items():
            if name not in without:
                archive.writestr(name, text)
    return packed.getvalue()
