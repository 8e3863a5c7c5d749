"""The numbers of the design, each as a ratio inside one run. ``make bench`` runs them all."""
