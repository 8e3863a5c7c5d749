"""Every command after every other one: each pair in a cell of its own, many cells in one nation."""
