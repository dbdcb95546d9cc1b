"""The rows of each subject over one connection; values go in and come out as schemas."""
