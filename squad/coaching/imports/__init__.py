"""The log that a company kept in a spreadsheet: looked at, then imported as a whole."""
