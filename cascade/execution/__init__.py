"""What is done with one directive for one addressed unit."""
