"""Writing enrolments, weights and drafts of pairs."""
