"""Reading for reports: what is stored for today, what was known for a day gone by."""
