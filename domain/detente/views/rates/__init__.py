"""What base rates look like: as data, as sentences and tables, and drawn."""
