"""Forms of asking and answering."""
