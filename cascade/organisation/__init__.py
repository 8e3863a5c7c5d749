"""Units and the tree that they form: one stream for the whole deployment."""
