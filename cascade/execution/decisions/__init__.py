"""One module for each act of carrying out: what is checked, and the events that it comes to."""
