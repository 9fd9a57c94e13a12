"""What reports show as tables, to take along."""
