"""HTTP beside the pages: the guard in front of everything, and the health route."""
