"""The first view of a home, on a phone and a slow network: small, and nothing in it moves."""

import pytest

pytestmark = pytest.mark.browser

MOST_BYTES = 150_000
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
SIZES = """() => Object.fromEntries(
  [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(one => [one.name, one.encodedBodySize]))"""
SHIFT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
    .observe({type: 'layout-shift', buffered: true})
  setTimeout(() => done(0), 1000)
})"""


@pytest.mark.parametrize("role", ["mentor", "mentee", "hr", "coordinator", "admin"])
def test_a_home_is_small_and_nothing_in_it_moves(visit, role):
    with visit(role, language="fr", width=360) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.goto("/", wait_until="networkidle")
        sizes = page.evaluate(SIZES)
        assert any("app.css" in name for name in sizes)
        assert sum(sizes.values()) < MOST_BYTES, sizes
        assert page.evaluate(SHIFT) < 0.001
