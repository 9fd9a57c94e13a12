"""The form components: protected, labelled, and errors that lead to their field."""

from xml.etree import ElementTree as ET

import html5lib
import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import StrictUndefined
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from squad.resources import TEMPLATES
from squad.web import drawings

IMPORTS = """
{% from "_components/form.html" import form as posting %}
{% from "_components/field.html" import field %}
{% from "_components/segments.html" import segments %}
{% from "_components/two_buttons.html" import two_buttons %}
"""
WHOLE = """
{% call posting(action="/save", form=f) %}
{{ field(field=f.minutes, hint="Five or more", reads="hr", inputmode="numeric") }}
{{ field(field=f.note, reads="pair", reads_text="Read by Claire & you.", rows=3) }}
{{ field(field=f.agreed) }}{{ field(field=f.mode) }}{{ field(field=f.site) }}
{{ segments(field=f.next_day) }}
{% endcall %}
"""


class SampleForm(FlaskForm):
    key = HiddenField(default="k-1")
    minutes = IntegerField("Minutes", [NumberRange(5, 240, "Between 5 and 240 minutes, please.")])
    note = TextAreaField("Note")
    agreed = BooleanField("I have read it", [DataRequired("Tick the box to go on.")])
    mode = RadioField("HR reads", [InputRequired("Choose one.")], choices=["named", "groups"])
    site = SelectField("Site", choices=["Paris", "Lyon"], default="Lyon")
    next_day = RadioField("The next one?", choices=["15 Dec", "Not yet"], default="Not yet")


@pytest.fixture
def app():
    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.config["SECRET_KEY"] = "only for this test"
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.globals["draw"] = drawings
    Babel(app)
    CSRFProtect(app)
    return app


def draw_form(app, body: str, **request) -> ET.Element:
    with app.test_request_context("/", **request):
        form = SampleForm(meta={"csrf": False})
        if request:
            form.validate()
        text = render_template_string(IMPORTS + body, f=form)
    return html5lib.parse(text, namespaceHTMLElements=False).find("body")


def by_id(root, name: str) -> ET.Element:
    (found,) = [node for node in root.iter() if node.get("id") == name]
    return found


def read(node) -> str:
    return " ".join("".join(node.itertext()).split())


def checked(root) -> list[str]:
    return [node.get("value") for node in root.iter("input") if node.get("checked") is not None]


def test_a_form_carries_its_protection_once_and_its_hidden_fields(app):
    root = draw_form(app, WHOLE)
    hidden = [
        (n.get("name"), n.get("value")) for n in root.iter("input") if n.get("type") == "hidden"
    ]
    assert [name for name, _ in hidden] == ["csrf_token", "key"]
    assert dict(hidden)["key"] == "k-1"
    assert len(dict(hidden)["csrf_token"]) > 40


def test_a_new_form_has_no_summary(app):
    root = draw_form(app, WHOLE)
    assert not [node for node in root.iter() if node.get("role") == "alert"]
    assert checked(root) == ["Not yet"]


def test_each_error_leads_to_its_control(app):
    root = draw_form(app, WHOLE, method="POST", data={"minutes": "450", "site": "Lyon"})
    (summary,) = [node for node in root.iter() if node.get("role") == "alert"]
    assert summary.get("tabindex") == "-1"
    assert "autofocus" in summary.attrib
    leads = {read(link): by_id(root, link.get("href")[1:]) for link in summary.iter("a")}
    assert leads["Between 5 and 240 minutes, please."].get("value") == "450"
    assert leads["Tick the box to go on."].get("type") == "checkbox"
    assert leads["Choose one."].get("value") == "named"


def test_a_wrong_control_says_so_and_is_described(app):
    root = draw_form(app, WHOLE, method="POST", data={"minutes": "450"})
    control = by_id(root, "minutes")
    assert control.get("aria-invalid") == "true"
    described = [read(by_id(root, name)) for name in control.get("aria-describedby").split()]
    assert described == [
        "Five or more",
        "Read by the two of you, your coordinator and HR.",
        "Between 5 and 240 minutes, please.",
    ]


def test_every_description_and_label_points_at_something(app):
    root = draw_form(app, WHOLE, method="POST", data={})
    for node in root.iter():
        for name in (node.get("aria-describedby") or "").split():
            by_id(root, name)
        if node.tag == "label" and node.get("for"):
            by_id(root, node.get("for"))


def test_who_reads_is_escaped_and_said_before_the_control(app):
    root = draw_form(app, WHOLE)
    assert read(by_id(root, "note-reads")) == "Read by Claire & you."
    order = [node.get("id") for node in root.iter() if node.get("id")]
    assert order.index("note-reads") < order.index("note")


def test_neither_of_the_two_buttons_is_chosen_beforehand(app):
    root = draw_form(app, '{{ two_buttons(name="m-1", legend="Checked three claims") }}')
    assert checked(root) == []
    assert [node.get("value") for node in root.iter("input")] == ["together", "alone", ""]


def test_a_choice_of_the_two_buttons_is_kept(app):
    root = draw_form(app, '{{ two_buttons(name="m-1", legend="Checked", value="alone") }}')
    assert checked(root) == ["alone"]


def test_segments_choose_by_value_and_give_the_likeliest_a_full_line(app):
    root = draw_form(
        app,
        '{{ segments(legend="Minutes", name="d", options=[(30, "30"), (45, "45")], value="45",'
        " wide=[45]) }}",
    )
    assert checked(root) == ["45"]
    assert [read(label) for label in root.iter("label") if label.get("class") == "all"] == ["45"]


TABLE = """
{% from "_components/table.html" import table %}
{{ table(caption="People", rows=[["Roy", "Lyon", 3]],
    columns=["Name", "Site", {"label": "Sessions", "number": true}]) }}
{% call(row, at) table(caption="Again", columns=["Name", "Site", "State"], rows=["Roy"]) %}
<th{{ at[0] }}>{{ row }}</th><td{{ at[1] }}>Lyon</td><td{{ at[2] }}>active</td>
{% endcall %}
{{ table(caption="Two", columns=["Day", "Held"], rows=[["1 May", 3]]) }}
"""


def test_each_cell_of_a_table_names_its_column_and_what_it_is(app):
    page = draw_form(app, TABLE)
    people, again, two = page.iter("table")
    for table, labels in [(people, ["Site", "Sessions"]), (again, ["Site", "State"])]:
        assert "stacks" in table.get("class")
        assert [cell.get("data-label") for cell in table.iter("td")] == labels
        assert {part.get("role") for part in table.iter()} - {None} == {
            "table", "rowgroup", "row", "columnheader", "rowheader", "cell",
        }  # fmt: skip
    assert [cell.get("class") for cell in people.iter("td")] == [None, "n"]
    assert two.get("class") is None


CONFLICT = """
{% from "_components/conflict.html" import conflict %}
{{ conflict(title="Two versions", items=[
  {"label": "Place", "mine": "Lyon", "theirs": "Paris"},
  {"label": "Rhythm", "mine": "21", "theirs": "21"},
]) }}
"""


def test_a_conflict_shows_what_differs_and_the_rest_once_behind_a_line(app):
    page = draw_form(app, CONFLICT)
    versions = [e for e in page.iter("div") if "version" in (e.get("class") or "")]
    assert ["".join(v.itertext()).split()[-2:] for v in versions] == [
        ["Place", "Lyon"], ["Place", "Paris"],
    ]  # fmt: skip
    (rest,) = page.iter("details")
    assert "Rhythm" in "".join(rest.itertext())
    assert "".join(page.itertext()).count("Rhythm") == 1


def test_a_sign_of_success_in_words_is_no_figure(app):
    page = draw_form(app, """
    {% from "_components/facts.html" import facts %}
    {{ facts(items=[{"figure": "Two in ten questions", "name": "at the start"},
                    {"figure": "None", "name": "at the start"}]) }}""")  # fmt: skip
    assert [dd.get("class") for dd in page.iter("dd")] == ["words", None]
