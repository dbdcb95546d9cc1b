"""Kits: the shelf, a kit to read and check, and one's own to edit."""

import streamlit as st

from src.app import application
from src.ui import kit_room
from src.ui.identity import owner

app, me = application(), owner()
key = st.query_params.get("id")
if key is None:
    kit_room.shelf(app, me)
elif any(kit.id == key for kit in app.kits.shipped()):
    kit_room.shipped(app, me, key)
else:
    kit_room.own(app, me, key)
