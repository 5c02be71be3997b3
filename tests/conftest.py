"""What all tests share."""

from hypothesis import settings

# Examples are slow in bursts on a shared machine; that is no failure.
settings.register_profile("detente", deadline=None, max_examples=150)
settings.load_profile("detente")
