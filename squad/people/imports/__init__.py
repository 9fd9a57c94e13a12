"""The roster of a company, from its HR system's file: looked at, then imported as a whole."""
