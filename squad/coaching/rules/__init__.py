"""Pure rules of coaching: log, statements, rows and plan of an import."""
