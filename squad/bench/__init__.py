"""The bench: a company of any size in a throw-away database, and what its pages cost there."""
