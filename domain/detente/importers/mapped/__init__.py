"""Any table, brought in by a mapping: a small file that says what its columns and words mean."""
