"""What several changes of the tree ask."""
