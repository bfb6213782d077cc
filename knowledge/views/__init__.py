"""Pages of curated knowledge."""
