"""Running `squad` commands against the application of a test."""

from click.testing import CliRunner
from flask.cli import ScriptInfo

from squad.cli import main
from tests.support.page import apart


def squad(app, *args):
    """The result of a command: exit_code, stdout, stderr."""
    info = ScriptInfo(create_app=lambda: app)
    words = [str(arg) for arg in args]
    return apart(CliRunner().invoke, main, words, obj=info, prog_name="squad")
