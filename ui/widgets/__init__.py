"""Small parts used by two or more pages."""
