"""What the program knows and does; it runs without a screen and without Qt."""
