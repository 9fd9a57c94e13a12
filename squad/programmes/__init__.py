"""Programmes: one edition each, with its dates, figures, closed periods and granted roles."""
