"""The timeline of a pair: one picture, drawn from plain values."""
