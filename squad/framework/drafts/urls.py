"""The addresses of drafts."""

from flask import Blueprint

from squad.framework.drafts.views import adding, drafts, editing, files

blueprint = Blueprint("framework_drafts", __name__)

rule = blueprint.add_url_rule
both = ["GET", "POST"]
version = "/framework/versions/<id:version_id>"
one = "/framework/drafts/<id:draft_id>"
milestone = f"{one}/milestones/<code>"
samples = f"{one}/samples/<code>"
rule("/framework/drafts", "list_drafts", drafts.list_drafts)
rule("/framework/drafts/import", "import_draft", files.import_draft, methods=both)
rule(f"{version}/copy", "copy_version", drafts.copy_version, methods=["POST"])
rule(f"{version}/export.zip", "export_version", files.export_version)
rule(one, "show_draft", drafts.show_draft)
rule(f"{one}/export.zip", "export_draft", files.export_draft)
rule(f"{one}/changes", "show_changes", drafts.show_changes)
rule(f"{one}/publish", "publish_draft", drafts.publish_draft, methods=["POST"])
rule(f"{one}/discard", "discard_draft", drafts.discard_draft, methods=both)
rule(f"{one}/areas/<area>", "edit_area", editing.edit_area, methods=both)
rule(f"{one}/areas/<area>/<int:stage>/new", "add_milestone", adding.add_milestone, methods=both)
rule(milestone, "edit_milestone", editing.edit_milestone, methods=both)
rule(f"{milestone}/remove", "remove_milestone", adding.remove_milestone, methods=both)
rule(samples, "edit_sample_set", editing.edit_sample_set, methods=both)
rule(f"{samples}/remove", "remove_sample_set", adding.remove_sample_set, methods=both)
