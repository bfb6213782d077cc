"""Reporting posts, and the pages of moderators."""
