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


def test_a_guide_is_one_page_and_the_framework_leads_to_it(make, visitor_of):
    make.framework()
    visitor = visitor_of(make.person())
    links = visitor.get("framework.show_framework").html.count("/framework/guides/")
    assert links == 18
    page = visitor.get("framework.show_guide", place="listening-2")
    assert page.h1 == "Listening, stage 2"
    for words in ("15 min", "The three claims of the sample set", "One search on your subject"):
        assert words in page.text


def test_a_version_keeps_its_own_guides(make, visitor_of):
    version = make.framework().id
    visitor = visitor_of(make.person(language="fr"))
    page = visitor.get("framework.show_framework", version_id=version)
    there = f"/framework/versions/{version}/guides/care-3"
    assert there in page.html
    assert "Attention et action" in visitor.get_path(there).h1
    for place in ("care-4", "nothing", "first-session"):
        visitor.get("framework.show_guide", place=place, status=404)
    visitor.get("framework.show_guide", place="care-3", version_id=999, status=404)
