"""Accounts: sign-in, invitations, settings, administration."""
