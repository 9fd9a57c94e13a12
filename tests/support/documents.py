"""A PDF as a person and as a screen reader get it."""

import io

from pypdf import PdfReader


class Document:
    def __init__(self, content):
        self.reader = PdfReader(io.BytesIO(content))
        self.pages = [" ".join(page.extract_text().split()) for page in self.reader.pages]
        self.text = " ".join(self.pages)
        self.root = self.reader.trailer["/Root"]

    @property
    def tagged(self):
        return bool(self.root["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in self.root

    @property
    def claims_the_standard(self):
        return b"pdfuaid:part" in self.root["/Metadata"].get_data()

    @property
    def said(self):
        """What is said of each drawing that is no decoration."""
        return [e["/Alt"] for e in self._elements() if "/Alt" in e]

    @property
    def kinds(self):
        return {str(e["/S"]) for e in self._elements() if "/S" in e}

    def _elements(self):
        waiting = [self.root["/StructTreeRoot"]]
        while waiting:
            element = waiting.pop().get_object()
            if isinstance(element, list):
                waiting += [each for each in element if not isinstance(each, int)]
            elif isinstance(element, dict):
                yield element
                if not isinstance(kids := element.get("/K", []), int):
                    waiting.append(kids)
