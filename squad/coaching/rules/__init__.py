"""Pure rules of coaching: log, times, statements, rows and plan of an import."""
