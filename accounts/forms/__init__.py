"""The shape of what people send about themselves."""
