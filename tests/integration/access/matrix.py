"""Who gets what, written by hand: every endpoint × everybody, on the objects of one programme.

Everybody, in the order of the columns:
N nobody · S signed in without anything · M mentor, E mentee of the pairing · m mentor, e mentee of
a pairing of another programme · H HR viewer, C coordinator of the programme · h, c of the other one
· A administrator. With two roles, which meet at no object: B HR viewer of the programme who
coordinates the other one · Z the mentee of the pairing, who mentors in the other programme.
D the assistant of the mentee, E.

y: is served · s: is asked to sign in · -: is refused (403) · ?: it does not exist for them (404).
"""

EVERYBODY = "NSMEmeHhCcABZD"
# Z is E in a world of its own: whoever mentors elsewhere as well is no longer only a mentee.
DOUBLE = "Z"

_PUBLIC = "yyyyyyyyyyyyyy"
_SIGNED_IN = "syyyyyyyyyyyyy"
_ADMINISTRATOR = "s---------y---"
_PEOPLE = "s-------yyyy--"
_PAIR = "s-yy??------y-"
# the two, and the mentee's assistant
_BOOKING = "s-yy??------yy"
_PAIR_AND_COORDINATOR = "s-yy??--y?-?y-"
_MENTOR = "s-y-?---------"
# What one mentor keeps for themself: another one does not know that it exists.
_MENTOR_ALONE = "s-y-?-------?-"
_MENTEE = "s--y-?------y-"
_STEERING = "s-------y?-?--"
# Of a programme, which its HR viewer sees as well.
_STEERING_PROGRAMME = "s-------y?----"
# Drafts of the framework belong to the company: whoever coordinates any programme.
_FRAMEWORK = "s-------yy-y--"
_OWN = "s??y????????y?"
# a mentor of the programme; m and Z mentor in another one
_IN_ROOM = "s-y-?-------?-"
_ROOM = "s-y-?---y?-??-"
_UPLOAD = "s-------y???--"

MATRIX = {
    "status.show_health": _PUBLIC,
    "status.show_readiness": _PUBLIC,
    "static_file": _PUBLIC,
    "styleguide.show_styleguide": _PUBLIC,
    "installing.show_manifest": _PUBLIC,
    "installing.send_worker": _PUBLIC,
    "installing.show_offline": _PUBLIC,
    "coaching.write_offline": _PUBLIC,
    "accounts.sign_in": _PUBLIC,
    "accounts.sign_out": _PUBLIC,
    "accounts.use_link": _PUBLIC,
    # opened by a link in a mail, which nobody can make up
    "notify.stop_mail": _PUBLIC,
    # so is the address of somebody's own sessions
    "calendar.send_feed": _PUBLIC,
    # one's own account
    "accounts.edit_settings": _SIGNED_IN,
    "accounts.change_password": _SIGNED_IN,
    "accounts.add_quiet_period": _SIGNED_IN,
    "accounts.remove_quiet_period": _OWN,
    "accounts.end_own_sign_in": _OWN,
    "accounts.end_other_sign_ins": _SIGNED_IN,
    "notify.list_notices": _SIGNED_IN,
    "notify.read_all_notices": _SIGNED_IN,
    "notify.open_notice": _OWN,
    "notify.choose_mail": _SIGNED_IN,
    "calendar.edit_calendar": _SIGNED_IN,
    "calendar.make_address": _SIGNED_IN,
    "calendar.revoke_address": _SIGNED_IN,
    # administration
    "notify.show_work": _ADMINISTRATOR,
    "notify.retry_mail": _ADMINISTRATOR,
    "notify.retry_mails": _ADMINISTRATOR,
    "notify.retry_job": _ADMINISTRATOR,
    "accounts.list_accounts": _ADMINISTRATOR,
    "accounts.show_account": _ADMINISTRATOR,
    "accounts.choose_invited": _ADMINISTRATOR,
    "accounts.invite_people": _ADMINISTRATOR,
    "accounts.list_invited": _ADMINISTRATOR,
    "accounts.export_invited": _ADMINISTRATOR,
    "accounts.invite_person": _ADMINISTRATOR,
    "accounts.make_reset_link": _ADMINISTRATOR,
    "accounts.revoke_links": _ADMINISTRATOR,
    "accounts.disable_account": _ADMINISTRATOR,
    "accounts.enable_account": _ADMINISTRATOR,
    "accounts.end_sign_ins": _ADMINISTRATOR,
    "accounts.grant_administrator": _ADMINISTRATOR,
    "accounts.remove_administrator": _ADMINISTRATOR,
    "programmes.edit_person_roles": _ADMINISTRATOR,
    "programmes.edit_programme_roles": _ADMINISTRATOR,
    "programmes.grant_role": _ADMINISTRATOR,
    "programmes.remove_role": _ADMINISTRATOR,
    "programmes.create_programme": _ADMINISTRATOR,
    # people, of the whole company
    "people.list_people": _PEOPLE,
    "people.show_person": _PEOPLE,
    "people.add_person": _PEOPLE,
    "people.edit_person": _PEOPLE,
    "people.deactivate_person": _PEOPLE,
    "people.reactivate_person": _PEOPLE,
    "roster_import.choose_file": _PEOPLE,
    "roster_import.send_example": _PEOPLE,
    "roster_import.show_preview": _UPLOAD,
    "roster_import.answer_questions": _UPLOAD,
    "roster_import.confirm_import": _UPLOAD,
    # cancelling what is not there, or not one's own, is quiet and changes nothing
    "roster_import.cancel_import": _PEOPLE,
    "roster_import.show_result": _UPLOAD,
    # for everybody who is signed in
    "home.show_home": _SIGNED_IN,
    "home.show_help": _SIGNED_IN,
    "home.show_readers": _SIGNED_IN,
    # a mentor's, put away by whoever is one
    "home.put_first_words_away": "s?y?y???????y?",
    "framework.show_framework": _SIGNED_IN,
    "framework.show_opener": _SIGNED_IN,
    "framework.show_guide": _SIGNED_IN,
    "framework.show_glossary": _SIGNED_IN,
    "programmes.list_programmes": _SIGNED_IN,
    "pairings.list_pairings": _SIGNED_IN,
    "reports.show_me": _SIGNED_IN,
    # the company's own edition of the framework
    "framework_drafts.list_drafts": _FRAMEWORK,
    "framework_drafts.copy_version": _FRAMEWORK,
    "framework_drafts.import_draft": _FRAMEWORK,
    "framework_drafts.export_version": _FRAMEWORK,
    "framework_drafts.show_draft": _FRAMEWORK,
    "framework_drafts.export_draft": _FRAMEWORK,
    "framework_drafts.show_changes": _FRAMEWORK,
    "framework_drafts.publish_draft": _FRAMEWORK,
    "framework_drafts.discard_draft": _FRAMEWORK,
    "framework_drafts.edit_area": _FRAMEWORK,
    "framework_drafts.edit_milestone": _FRAMEWORK,
    "framework_drafts.add_milestone": _FRAMEWORK,
    "framework_drafts.remove_milestone": _FRAMEWORK,
    "framework_drafts.edit_sample_set": _FRAMEWORK,
    "framework_drafts.remove_sample_set": _FRAMEWORK,
    # programmes
    "programmes.show_programme": "s-yy??y?y?yyy-",
    "programmes.edit_programme": _STEERING_PROGRAMME,
    "programmes.add_closed_period": _STEERING_PROGRAMME,
    "programmes.remove_closed_period": _STEERING_PROGRAMME,
    "pairings.archive_programme": _STEERING_PROGRAMME,
    "pairings.reopen_programme": _STEERING_PROGRAMME,
    "coaching.choose_version": _STEERING_PROGRAMME,
    "coaching.map_milestones": _STEERING_PROGRAMME,
    "coaching.move_framework": _STEERING_PROGRAMME,
    # pairings
    "pairings.propose_pairing": "s-------y?----",
    # matching: the pool and its draft are the coordinator's; M is in this pool, m in the other one
    "matching.show_matching": _STEERING_PROGRAMME,
    "matching.run_matching": _STEERING_PROGRAMME,
    "matching.list_left_over": _STEERING_PROGRAMME,
    "matching.propose_pairs": _STEERING_PROGRAMME,
    "matching.change_pair": _STEERING_PROGRAMME,
    "matching.take_out": _STEERING_PROGRAMME,
    "matching.lock_pair": _STEERING_PROGRAMME,
    "matching.list_pool": _STEERING_PROGRAMME,
    "matching.add_people": _STEERING_PROGRAMME,
    "matching.edit_weights": _STEERING_PROGRAMME,
    "matching.edit_enrolment": "s-y-?---y?-?--",
    "matching.leave_pool": "s-y-?---y?-?--",
    "pairings.show_pairing": _PAIR_AND_COORDINATOR,
    "pairings.accept_pairing": _PAIR,
    "pairings.decline_pairing": _PAIR,
    "pairings.withdraw_pairing": _STEERING,
    "pairings.pause_pairing": _STEERING,
    "pairings.resume_pairing": _STEERING,
    "pairings.complete_pairing": _STEERING,
    "pairings.end_pairing": _PAIR_AND_COORDINATOR,
    "pairings.hand_over": _STEERING,
    # asked of the two of a pairing that ended: of E, and of a mentor who has no column
    "pairings.share_notes": "s-?y??------y-",
    # said to the coordinator alone
    "pairings.say_fit": _PAIR,
    "pairings.ask_to_stop": _PAIR,
    "pairings.settle_fit": _STEERING,
    "pairings.raise_concern": _PAIR,
    "pairings.settle_concern": _STEERING,
    "pairings.show_agreement": _PAIR,
    "pairings.show_agreement_version": _PAIR,
    "pairings.edit_agreement": _PAIR,
    "pairings.sign_agreement": _PAIR,
    "pairings_import.choose_file": _STEERING_PROGRAMME,
    "pairings_import.send_example": _STEERING_PROGRAMME,
    "pairings_import.show_preview": "s-------y?-?--",
    "pairings_import.confirm_import": "s-------y?-?--",
    "pairings_import.cancel_import": "s-------yy-y--",
    "pairings_import.show_result": "s-------y?-?--",
    # coaching
    "coaching.list_sessions": _PAIR_AND_COORDINATOR,
    "coaching.list_earlier_notes": _PAIR,
    "coaching.log_session": _MENTOR,
    "pairings.do_induction": _MENTOR,
    "mentoring.show_record": "s-y-y-------y-",
    "mentoring.edit_hours": _MENTOR,
    "mentoring.say_confidence": _MENTOR,
    "mentoring.add_lesson": _MENTOR,
    "mentoring.edit_lesson": _MENTOR_ALONE,
    "mentoring.remove_lesson": _MENTOR_ALONE,
    "mentoring.choose_certificate": _MENTOR,
    "mentoring.send_certificate": _MENTOR,
    "pairings.list_inductions": _STEERING_PROGRAMME,
    "coaching.save_draft": _MENTOR,
    "coaching.forget_draft": _MENTOR,
    # whoever mentors anybody gets what opens the copies of their own phone
    "coaching.open_kept": "s-y-y-------y-",
    "coaching.void_session": _MENTOR,
    "coaching.renew_code": _MENTOR,
    "coaching.show_saved": _PAIR,
    "coaching.show_session": _PAIR,
    "coaching.edit_session": _PAIR,
    "coaching.plan_session": _BOOKING,
    "coaching.call_off_session": _PAIR,
    "pairings.name_delegate": "s--y-y------y-",
    "pairings.remove_delegate": "s--y-y------y-",
    "calendar.show_times": _BOOKING,
    "calendar.offer_times": _BOOKING,
    "calendar.take_time": _BOOKING,
    "calendar.withdraw_offer": _BOOKING,
    "coaching.tick_next_step": _PAIR,
    "coaching.list_milestones": _PAIR,
    "coaching.show_milestone": _PAIR,
    "coaching.list_rechecks": _PAIR,
    "coaching.recheck_milestone": _PAIR,
    "coaching.show_retention": _PAIR,
    "coaching.show_kept": _PAIR,
    "coaching.say_kept": _MENTEE,
    "coaching.share_kept": _MENTEE,
    "coaching.answer_observation": _PAIR,
    "coaching.withdraw_observation": _PAIR,
    "coaching.show_path": _PAIR,
    "coaching.prepare_session": _PAIR,
    "coaching.back_observation": _PAIR,
    "coaching.send_backing": _PAIR,
    "coaching.withdraw_backing": _PAIR,
    "coaching.show_ratings": _PAIR,
    "coaching.rate_fluency": _PAIR,
    # the look is asked of m, who mentors; what became of it E reads on the milestone's page
    "coaching.offer_second_look": "s--y-?------y-",
    "coaching.withdraw_second_look": "s--y-?------y-",
    "coaching.list_second_looks": "s-y-y-------y-",
    "coaching.show_second_look": "s-?-y-------?-",
    "coaching.decline_second_look": "s-?-y-------?-",
    "coaching.show_brought": _PAIR,
    "coaching.say_brought": _MENTEE,
    "coaching.share_brought": _MENTEE,
    "coaching.withdraw_brought": _MENTEE,
    "coaching.enter_code": "s-yyyy------y-",
    "coaching.close_together": "s-?y??------y-",
    # drills: a mentor gets what was kept, and nothing else
    "drills.list_drills": _PAIR,
    "drills.show_sheet": _PAIR,
    "drills.start_drill": _MENTEE,
    "drills.play_drill": _MENTEE,
    "drills.throw_away": _MENTEE,
    "drills.keep_run": _MENTEE,
    "drills.show_kept": _PAIR,
    "drills.withdraw_run": _MENTEE,
    "drills.say_seen": _MENTOR,
    "drills.state_milestone": _MENTOR,
    "sessions_import.choose_file": "s---?---y?----",
    "sessions_import.send_example": "s-y-y---yy-yy-",
    "sessions_import.choose_own_file": "s-y-y-------y-",
    "sessions_import.send_own_example": "s-y-y---yy-yy-",
    "sessions_import.show_preview": "s-?-?---y?-??-",
    "sessions_import.confirm_import": "s-?-?---y?-??-",
    "sessions_import.cancel_import": "s-y-y---yy-yy-",
    "sessions_import.show_result": "s-?-?---y?-??-",
    # nudges
    "nudges.edit_nudges": _STEERING_PROGRAMME,
    "nudges.list_calls": _STEERING_PROGRAMME,
    "nudges.note_call": _STEERING,
    "nudges.show_sent": _PAIR_AND_COORDINATOR,
    # the mentors of the programme among themselves; its coordinator reads, and may take a tip away
    "room.show_room": _ROOM,
    "room.list_tips": _ROOM,
    "room.list_mentors": _ROOM,
    "room.share_tip": _IN_ROOM,
    "room.choose_shown": _IN_ROOM,
    "room.edit_tip": _IN_ROOM,
    "room.log_huddle": _IN_ROOM,
    # a group session shows who was there: to its mentor alone
    "room.show_huddle": _IN_ROOM,
    "room.remove_tip": _ROOM,
    # reports
    "reports.show_cohort": "s-----y?y?-y--",
    "reports.export_cohort": "s-----y?y?-y--",
    "reports.show_groups": "s-----y?y?-y--",
    "reports.compare_programmes": "s-----y?y?-y--",
    "reports.export_cohort_document": "s-----y?y?-y--",
    "reports.choose_monthly": "s-----y?y?-y--",
    "reports.show_ratings": "s-----y?y?-y--",
    "reports.export_table": "s-----y?y?-y--",
    "reports.choose_columns": "s-----y?y?-y--",
    "reports.ask_documents": "s-----y?y?-y--",
    "reports.keep_view": "s-----y?y?-y--",
    "reports.open_view": "s-----y?y?-y--",
    # whoever kept it, here H, and the coordinator
    "reports.edit_view": "s-----y?y?----",
    "reports.remove_view": "s-----y?y?----",
    # whoever asked for them alone: here H
    "reports.show_documents": "s-----y???-?--",
    "reports.take_documents": "s-----y???-?--",
    "reports.stop_documents": "s-----y???-?--",
    "reports.show_mentee": "s-yy??y?y?-yy-",
    "reports.export_mentee": "s-yy??y?y?-yy-",
    "reports.export_mentee_document": "s-yy??y?y?-yy-",
    "reports.show_trace": "s-yy??y?y?-yy-",
    "reports.export_trace": "s-yy??y?y?-yy-",
    "reports.show_hr_trace": _OWN,
    # whoever is no mentee reads that HR sees nothing about them
    "reports.show_hr_view": _SIGNED_IN,
}
