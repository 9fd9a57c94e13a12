"""What whoever watches the server asks."""


def test_health_and_readiness(visitor):
    assert visitor.get("status.show_health").response.json == {"status": "ok"}
    assert visitor.get("status.show_readiness").response.json == {"status": "ok"}


def test_an_unknown_page_says_where_to_go(visitor):
    page = visitor.get_path("/nowhere", status=404)
    assert page.h1 == "This page does not exist"
    assert "Go to home" in page.links()
