"""What a WSGI server loads: `squad.wsgi:create_app`, a factory; settings of the environment."""

from squad.app import create_app

__all__ = ["create_app"]
