"""What the user sees: the window, and the commands that need no screen."""
