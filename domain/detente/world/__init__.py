"""Every pair of a log at once, in columns: replay in bulk, panels, base rates.

It needs the extra ``detente[world]``: numpy for the following, DuckDB for the reading, Arrow for what is handed on.
"""
