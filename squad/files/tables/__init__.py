"""Tables that leave as files: one shape, written as CSV, as a workbook or as JSON, row by row."""
