"""The page without a server: every page of a log as it is now, written as files for any host."""
