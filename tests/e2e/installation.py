"""A new installation, served to a browser in which people that a test made are signed in."""

from contextlib import contextmanager

from flask_migrate import upgrade

from squad.app import create_app
from squad.db.session import session
from squad.extensions import db
from tests.conftest import make_settings
from tests.factories import Make
from tests.factories.accounts import cookie_of
from tests.support.real_server import serving


@contextmanager
def installed(browser, folder, make_all):
    """(pages of people by name, what else `make_all` told of the world that it made).

    `make_all(make)` gives people by name, and whatever the tests ask for. A page that a script
    failed on fails its test.
    """
    settings = make_settings(f"sqlite:///{folder / 'squad.sqlite3'}", folder)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        people, told = make_all(Make())
        cookies = {who: cookie_of(app, person) for who, person in people.items()}
        session.remove()
        db.engine.dispose()
    with serving(settings) as url:

        @contextmanager
        def page_of(who, *, scripts=True, width=360):
            context = browser.new_context(
                base_url=url, locale="en-GB", java_script_enabled=scripts,
                viewport={"width": width, "height": 780},
            )  # fmt: skip
            name, value = cookies[who]
            context.add_cookies([{"name": name, "value": value, "url": url}])
            page, noise = context.new_page(), []
            page.on("pageerror", lambda e: noise.append(str(e)))
            yield page
            assert noise == []
            context.close()

        yield page_of, told


def two_of(make, pairing):
    """The people of a pairing by name."""
    return {"mentor": make.mentor_of(pairing), "mentee": make.mentee_of(pairing)}
