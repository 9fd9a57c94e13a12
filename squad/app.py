"""The application factory: reads top to bottom in the order in which things are connected."""

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from squad.access.gate import configure_gate
from squad.config import Settings, load_settings
from squad.db.engine import configure_engine, engine_options
from squad.db.keyring import keyring
from squad.extensions import babel, csrf, db, login_manager, migrate
from squad.resources import MIGRATIONS, TEMPLATES
from squad.web.assets import configure_assets
from squad.web.compression import configure_compression
from squad.web.converters import configure_converters
from squad.web.errors import configure_errors
from squad.web.headers import configure_headers
from squad.web.languages import configure_languages
from squad.web.lifecycle import configure_lifecycle
from squad.web.logs import configure_logs
from squad.web.origin import configure_origin
from squad.web.templating import configure_templating
from squad.web.uploads import configure_uploads

MAX_UPLOAD = 11 * 1024 * 1024
MAX_FORM = 512 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """A Tweet Squad application; without settings, those of the environment."""
    settings = settings or load_settings()
    app = Flask("squad", template_folder=str(TEMPLATES), static_folder=None)
    configure_settings(app, settings)
    configure_logs()
    configure_database(app, settings)
    configure_languages(app, babel)
    configure_converters(app)
    configure_compression(app)
    configure_lifecycle(app)
    configure_origin(app)
    configure_people_signing_in(app)
    configure_gate(app)
    configure_uploads(app)
    csrf.init_app(app)
    configure_headers(app)
    configure_errors(app)
    configure_templating(app)
    configure_assets(app)
    configure_slices(app)
    return app


def configure_settings(app: Flask, settings: Settings) -> None:
    """Flask's own configuration, from ours."""
    prefix = "__Host-" if settings.secure else ""
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=MAX_UPLOAD,
        MAX_FORM_MEMORY_SIZE=MAX_FORM,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME=f"{prefix}squad_form",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SIGN_IN_COOKIE=f"{prefix}squad",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="en",
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        fix: Any = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = fix  # type: ignore[method-assign]  # the documented way


def configure_database(app: Flask, settings: Settings) -> None:
    """Engine, unit of work, notes key, migrations."""
    keyring.configure(settings.notes_key)
    if settings.database_url.startswith("sqlite:///"):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        configure_engine(db.engine)


def configure_people_signing_in(app: Flask) -> None:
    """Who is behind a request: loaded from the server's own record of sign-ins."""
    from squad.slices import load_viewer

    login_manager.init_app(app)
    login_manager.session_protection = None  # sign-ins live in our own table
    login_manager.request_loader(load_viewer)


def configure_slices(app: Flask) -> None:
    """Each slice's pages, then what flows between slices."""
    from squad.slices import BLUEPRINTS, connect

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if app.config["SETTINGS"].styleguide:
        from squad.web.styleguide.urls import blueprint as styleguide

        app.register_blueprint(styleguide)
    connect(app)
