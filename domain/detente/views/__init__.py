"""Pictures and tables drawn from answers."""
