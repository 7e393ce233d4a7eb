"""Files from and for other people, all treated as hostile."""
