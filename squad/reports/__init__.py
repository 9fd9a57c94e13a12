"""Reports: progress by mentee and by group, and what each reader may see of it."""
