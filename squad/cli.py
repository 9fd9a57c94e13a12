"""The `squad` command: a Flask command group whose errors are one sentence."""

import sys
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy.exc import OperationalError

from squad import __version__
from squad.config import SettingsError
from squad.kernel.errors import DomainError


def _create_app() -> Flask:
    from squad.app import create_app

    return create_app()


class SquadGroup(FlaskGroup):
    """Flask's group, with the slices' commands and errors that say what to do."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Ours, all known beforehand: help needs no settings."""
        return click.Group.list_commands(self, ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Ours alone; a misspelt command is told so, whatever the settings are."""
        return click.Group.get_command(self, ctx, cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except SettingsError as error:
            _fail(str(error))
        except DomainError as error:
            from squad.web.sentences import sentence_of

            _fail(sentence_of(error))
        except OperationalError:
            _fail("The database does not answer. Check SQUAD_DATABASE_URL, then run `squad init`.")


def _fail(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)


@click.group(
    cls=SquadGroup,
    create_app=_create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
)
@click.version_option(__version__, prog_name="squad")
def main() -> None:
    """Tweet Squad: pairs, coaching sessions, milestones, reports."""


def _register() -> None:
    from squad.slices import COMMANDS

    for command in COMMANDS:
        main.add_command(command)


_register()

if __name__ == "__main__":
    main()
