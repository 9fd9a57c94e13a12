"""The pages of notices, of mail that one wants, and of work that was given up."""
