"""Read-only table models over plain rows."""
