"""Named ways of reading a programme's report, to be found again and sent to others."""
