"""Pure draw functions by subject: they take views, draw, and call back; they read no storage."""
