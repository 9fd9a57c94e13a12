"""The framework as anyone signed in reads it."""


def test_anyone_signed_in_reads_the_whole_framework(make, visitor_of):
    make.framework()
    page = visitor_of(make.person()).get("framework.show_framework")
    assert page.h1 == "Six areas, a step at a time"
    milestone = page.by_id("conversing-2b")
    assert "conversing-2b" in "".join(milestone.itertext())
    assert "Proactive" not in page.title
    assert "Six messages: who should answer?" in page.text


def test_in_french_it_is_french(make, visitor_of):
    make.framework()
    page = visitor_of(make.person(language="fr")).get("framework.show_framework")
    assert "Attention et action" in page.text
    assert "Care and action" not in page.text


def test_an_opener_is_one_page(make, visitor_of):
    make.framework()
    page = visitor_of(make.person()).get("framework.show_opener", purpose="support")
    assert page.h1 == "Customer relations and support"
    assert "A customer is stuck this evening" in page.text


def test_what_is_not_there_is_not_found(make, visitor_of):
    visitor = visitor_of(make.person())
    visitor.get("framework.show_framework", status=404)
    make.framework()
    visitor.get("framework.show_opener", purpose="dancing", status=404)
    visitor.get("framework.show_framework", version_id=999, status=404)


def test_a_stranger_is_asked_to_sign_in(make, visitor):
    make.framework()
    page = visitor.get("framework.show_framework", status=None)
    assert page.status in {302, 303, 401}
    assert "Six areas" not in page.html
