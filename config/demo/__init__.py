"""The demo's invented people, questions, answers and comments, and how they are loaded."""
