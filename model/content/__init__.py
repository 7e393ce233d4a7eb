"""Reads questionnaires/*.yaml; the only package that knows their form."""
