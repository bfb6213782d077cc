"""Pages of comments: of members, of guests, and taking guests' comments over."""
