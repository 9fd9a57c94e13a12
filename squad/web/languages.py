"""Which language a page speaks, and the catalogue it speaks from."""

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel.core import Locale
from babel.support import Translations
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


class Texts(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Where Flask-Babel finds its catalogues: each is read once, by us.

    It knows neither countries nor signs, and spells a locale's name for each text that it looks up.
    """

    def __init__(self, folder: Path) -> None:
        """Catalogues that lie in `folder`."""
        super().__init__()
        self._folder = folder
        self._read: dict[str, Catalogue] = {}

    def get_translations(self) -> Catalogue:
        """What the reader reads in."""
        spoken = language()
        if spoken not in self._read:
            self._read[spoken] = Catalogue(self._folder, spoken)
        return self._read[spoken]


def configure_languages(app: Flask, babel: Any) -> None:
    """The person's choice, else the browser's; for a command the terminal's."""
    babel.init_app(app, locale_selector=lambda: _locale(locale_of(_choose(app))))
    babel.domain_instance = Texts(Path(app.root_path) / "translations")


_locale = cache(Locale.parse)


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
    locale = get_locale()
    return _language_of(locale) if locale else "en"


@lru_cache(maxsize=16)  # each date and count of a page asks
def _language_of(locale: Locale) -> str:
    return read_language(str(locale)) or "en"


def locale_of(language: str) -> str:
    """A language as Babel names it: "fr-CA" → "fr_CA"."""
    return language.replace("-", "_")
