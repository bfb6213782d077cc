"""Looking at texts before they are public: small checks, each in a module of its own, and what comes of their scores.

Nothing in here writes. `moderation.actions.screening` is what the site calls.
"""
