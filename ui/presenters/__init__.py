"""What the pages show and what follows from a click, in plain Python without Qt."""
