"""The forms of coaching: the log, changing a session, planning, closing together."""
