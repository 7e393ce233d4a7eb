"""Other forms of results and plan: files for other programs."""
