"""Where events are kept: a file of JSON lines that is only ever appended to."""
