"""One module for each change of the tree: what is checked, and the events that it comes to."""
