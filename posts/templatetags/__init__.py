"""What templates can ask about posts."""
