"""Measuring the operations: statements and CPU in this process, times over HTTP, and the floor."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from statistics import median
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event

from squad.bench.building import Company
from squad.bench.drivers import bare_driver
from squad.bench.operations import OPERATIONS, Act, House, Operation, values_of
from squad.bench.rules import percentile
from squad.bench.serving import peak_over_idle, serving
from squad.bench.visiting import Visitors, in_process, over_http
from squad.config import Settings
from squad.extensions import db

UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA")
IN_PROCESS, FLOORS = 10, 20
"""Repetitions, while there is time."""
BUDGET_S = 15.0
"""So long an operation is repeated, in each way; what is slower is done once."""
Measured = dict[str, Any]
Tell = Callable[[str], None]
Clock = Callable[[], float]


def measure(app: Flask, settings: Settings, company: Company, tell: Tell) -> list[Measured]:
    """What each operation costs, in the order of OPERATIONS.

    `sql` statements; `cpu_ms` of the application alone; `p50_ms` and `p95_ms` over HTTP, to the
    last byte; `floor_ms` of the bare driver; `ratio` of p50 to the floor; `peak_mb` of the server
    over what it held idle, where everybody is read, else None.
    """
    pairs = cycle(company.pairs)
    inside = House(company, Visitors(in_process(app), company.password), pairs)
    costs = [_count(app, operation, inside, tell) for operation in OPERATIONS]
    with serving(settings) as server, over_http(server.url) as send:
        outside = House(company, Visitors(send, company.password), pairs)
        # Whoever reads everybody comes first: what others left in memory is not idle.
        first = sorted(OPERATIONS, key=lambda operation: not operation.of_all)
        times = {each.name: _time(each, outside, server.pid, tell) for each in first}
    floors = [_floor(app, settings, operation, inside, tell) for operation in OPERATIONS]
    rows = []
    for operation, cost, floor in zip(OPERATIONS, costs, floors, strict=True):
        asked = times[operation.name]
        ratio = asked["p50_ms"] / floor
        rows.append(
            {"operation": operation.name, **cost, **asked, "floor_ms": floor, "ratio": ratio}
        )
    return rows


def _repeat(prepare: Callable[[], Act], most: int, clock: Clock) -> list[float]:
    """Milliseconds of each repetition: one at least, then as many as the time allows."""
    took: list[float] = []
    until = time.monotonic() + BUDGET_S
    while not took or (len(took) < most and time.monotonic() < until):
        act = prepare()
        begun = clock()
        act()
        took.append((clock() - begun) * 1000)
    return took


def _count(app: Flask, operation: Operation, house: House, tell: Tell) -> Measured:
    """Statements, and CPU of this process, once everything is warm."""
    tell(f"{operation.name}, in process")
    prepare = _prepared(operation, house)
    if not operation.of_all:  # it takes long where there are many, and the others warmed it up
        prepare()()
    with app.app_context():
        engine = db.engine
    with _counting(engine) as sent:

        def prepare_to_count() -> Act:
            act = prepare()
            sent.clear()
            return act

        took = _repeat(prepare_to_count, min(IN_PROCESS, operation.times), time.process_time)
    return {"sql": len(sent), "cpu_ms": median(took)}


def _prepared(operation: Operation, house: House) -> Callable[[], Act]:
    reader = operation.reader(house.company)
    return lambda: operation.prepare(house, reader)


@contextmanager
def _counting(engine: Engine) -> Iterator[list[str]]:
    """A list that fills with the statements sent, without those that steer transactions."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(UNCOUNTED):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _time(operation: Operation, house: House, pid: int, tell: Tell) -> Measured:
    """How long the answers take over HTTP, and how much memory the largest need."""
    tell(f"{operation.name}, over HTTP")
    prepare = _prepared(operation, house)
    took: list[float] = []
    peak = None

    def repeat() -> None:
        took.extend(_repeat(prepare, operation.times, time.perf_counter))

    if operation.of_all:
        # Signed in before: weighing a password takes memory of its own.
        house.visitors.of(operation.reader(house.company).email)
        peak = peak_over_idle(pid, repeat)
    else:
        prepare()()
        repeat()
    return {
        "p50_ms": percentile(took, 0.5),
        "p95_ms": percentile(took, 0.95),
        "peak_mb": peak,
    }


def _floor(app: Flask, settings: Settings, operation: Operation, house: House, tell: Tell) -> float:
    """Milliseconds of the same rows by the bare driver, the middle of several times."""
    tell(f"{operation.name}, floor")
    cookie = app.config["SIGN_IN_COOKIE"]
    with bare_driver(settings.database_url) as driver:

        def prepare() -> Act:
            values = values_of(house, operation, cookie)
            return lambda: driver.run(operation.floor, values)

        prepare()()
        return median(_repeat(prepare, FLOORS, time.perf_counter))
