"""Helpers without models, used by every app."""
