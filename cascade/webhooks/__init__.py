"""Where the feed of a unit is sent to, for those who cannot hold a connection."""
