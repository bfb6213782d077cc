"""The intake: what is asked beside the text of a question."""
