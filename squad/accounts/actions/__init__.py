"""Writing accounts: sign-ins, links, administration, one's own settings."""
