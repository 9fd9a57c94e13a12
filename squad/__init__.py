"""Tweet Squad: pairs young mentors with senior staff; reports progress to a named skill level."""

__version__ = "0.1.0"
