"""The pages of reports, and their exports."""
