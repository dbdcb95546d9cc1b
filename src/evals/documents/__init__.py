"""`python -m src.evals.documents`: files made from known text, measured against their aims."""
