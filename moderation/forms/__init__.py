"""Forms of reporting and deciding."""
