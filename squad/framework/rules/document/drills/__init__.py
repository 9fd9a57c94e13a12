"""Drills: something to practise, alone, with four things to look for."""
