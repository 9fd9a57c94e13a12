"""Which language a page speaks, and the catalogue it speaks from."""

import os
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Domain, get_locale
from flask_login import current_user

from squad.kernel.languages import READ_IN, first_read, read_language, written_in
from squad.kernel.typography import set_signs

LANGUAGE_COOKIE = "squad_language"


class Catalogue(Translations):
    """A language's texts, its country's own over them, with their signs set by its rules."""

    def __init__(self, folder: Path, language: str) -> None:
        """Read what is compiled; a language without any speaks as the code is written."""
        super().__init__()
        for name in (written_in(language), locale_of(language)):
            found = Translations.load(folder, [name])
            if isinstance(found, Translations):
                self.merge(found)
                self.plural = found.plural  # which merging leaves out
        self._catalog = {key: set_signs(text, language) for key, text in self._catalog.items()}


class Catalogues(dict[tuple[str, str], NullTranslations]):
    """What Flask-Babel keeps the catalogues in, by locale and domain; each is read once, by us."""

    def __init__(self, folder: Path) -> None:
        """Catalogues that lie in `folder`."""
        super().__init__()
        self._folder = folder

    def __missing__(self, key: tuple[str, str]) -> NullTranslations:
        """Flask-Babel itself knows neither countries nor signs."""
        self[key] = Catalogue(self._folder, read_language(key[0]) or "en")
        return self[key]


def configure_languages(app: Flask, babel: Any) -> None:
    """The person's choice, else the browser's; for a command the terminal's."""
    babel.init_app(app, locale_selector=lambda: locale_of(_choose(app)))
    babel.domain_instance = Domain()
    babel.domain_instance.cache = Catalogues(Path(app.root_path) / "translations")


def _choose(app: Flask) -> str:
    if not has_request_context():
        return read_language(os.environ.get("LANG", "").partition(".")[0]) or "en"
    kept = request.cookies.get(LANGUAGE_COOKIE)
    if current_user and current_user.is_authenticated:
        # In the demo one reads in one's own language, whoever one is for the moment.
        demo = app.config["SETTINGS"].demo
        return str(kept if demo and kept in READ_IN else current_user.language)
    asked = request.args.get("lang") or kept
    if asked in READ_IN:
        return str(asked)
    return first_read(request.accept_languages.values()) or "en"


def language() -> str:
    """What the reader reads in: one of `READ_IN`."""
    return read_language(str(get_locale() or "")) or "en"


def locale_of(language: str) -> str:
    """A language as Babel names it: "fr-CA" → "fr_CA"."""
    return language.replace("-", "_")
