"""The page: what a browser shows of a log. It reads, and has no way to write."""
