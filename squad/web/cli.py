"""`squad routes`: every endpoint with what it declares."""

import sys
from typing import Any

import click
import msgspec
from flask import current_app
from flask.cli import with_appcontext

from squad.access.declare import declared_access


@click.command("routes")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@with_appcontext
def routes(format_: str) -> None:
    """List every endpoint, its paths, methods and declared access."""
    rows = list_endpoints()
    if format_ == "json":
        sys.stdout.write(msgspec.json.encode(rows).decode() + "\n")
        return
    for row in rows:
        click.echo(f"{row['access']:20} {','.join(row['methods']):10} {', '.join(row['paths'])}")


def list_endpoints() -> list[dict[str, Any]]:
    """Endpoint, paths, methods and access of every view, by name."""
    found: dict[str, dict[str, Any]] = {}
    for rule in current_app.url_map.iter_rules():
        access = declared_access(current_app.view_functions[rule.endpoint])
        row = found.setdefault(
            rule.endpoint,
            {
                "endpoint": rule.endpoint,
                "paths": [],
                "methods": set(),
                "access": str(access) if access else "refused",
            },
        )
        row["paths"].append(rule.rule)
        row["methods"] |= (rule.methods or set()) - {"HEAD", "OPTIONS"}
    for row in found.values():
        row["methods"] = sorted(row["methods"])
        row["paths"] = sorted(row["paths"])
    return [found[name] for name in sorted(found)]
