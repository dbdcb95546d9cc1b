"""The pages' script and what pages share: who it is, what is drawn, how trouble reads."""
