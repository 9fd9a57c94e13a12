"""The database layer: base class, column types, the unit of work."""
