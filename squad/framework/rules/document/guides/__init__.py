"""Guides: what the two do in one coaching session, for every area and stage."""
