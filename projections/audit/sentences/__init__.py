"""What each event says, by its class: one plain sentence of the names that ids have."""
