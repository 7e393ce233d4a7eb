"""One passive page a module: signals out, show_* in."""
