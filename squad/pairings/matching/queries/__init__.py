"""Reading enrolments, pools, and drafts of pairs."""
