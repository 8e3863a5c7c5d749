"""Official documents: what they ask, of whom, by when, and what they rest on."""
