"""Pictures of many pairs at once, drawn from plain values: a row for each, or countries by countries."""
