"""Behaviour specs: Gherkin scenarios about a record, run by pytest."""
