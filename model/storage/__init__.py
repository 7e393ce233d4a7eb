"""Keeps the workspace; the only package that knows SQLite."""
