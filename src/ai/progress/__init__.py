"""What practice came to over time. Pure: grades and days in, figures and reasons out."""
