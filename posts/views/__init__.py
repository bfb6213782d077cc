"""Pages about any kind of post."""
