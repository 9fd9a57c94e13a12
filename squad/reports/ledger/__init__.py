"""A programme's ledger: how each of its figures moved on each day, so that no report recounts."""
