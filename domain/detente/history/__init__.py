"""Answers about one pair: at a date, as known on a day, and why."""
