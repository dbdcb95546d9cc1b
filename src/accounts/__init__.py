"""Who somebody is: owners behind unguessable tokens. Sign-in comes on top of these."""
