"""The interview itself: planning, interviewing, grading, coaching, reporting."""
