"""The live interview: the open question, the talk, and the box to answer in."""

import streamlit as st

from src.app import application
from src.models.enums import InterviewStatus
from src.ui import live, meant, state, voice
from src.ui.components import chat, inputs, room
from src.ui.components.common import empty
from src.ui.identity import owner

app, me = application(), owner()
iv = app.interviews
key = meant.open_one(app, me)
if key is None:
    st.title("Interview", anchor=False)
    empty("No interview is open", "Pick a role and begin.", "practise", "Start practising")
    st.stop()

now = iv.room(me, key)
desk = live.Live(iv, me, now)
speech = voice.Voice(app, desk)
if now.interview.status is InterviewStatus.PREPARED:
    state.go("prepare", prepared=key)
room.head(now, moved=state.nothing)
if now.interview.is_left:
    live.left(desk)
    st.stop()
if now.interview.status is not InterviewStatus.ACTIVE:
    live.over(now, speech.reader())
    st.stop()

live.unseen(desk, speech.reader(), speech.heard())
room.folds(now)
room.open_question(now)
coming = st.container()
live.dialogs(desk)
place = inputs.place_of(now, speech.recorder())
if now.waiting is None:
    live.trouble(desk)
    live.watch_notes(desk)
if now.interview.paused_at is not None:
    live.paused(desk)
    st.stop()
if not room.takes_words(now):
    room.answer_box(now, place, desk.submit, waiting=not desk.is_ready)
if room.takes_words(now) and now.waiting is None:
    voice.panel(speech)
room.who_answers(now)
with st.bottom:
    room.actions(now, hint=desk.hint, think=desk.think, done=desk.skip, more=desk.more)
    if room.takes_words(now):
        room.answer_box(now, place, desk.submit, waiting=not desk.is_ready)
if now.waiting is not None:
    with coming:
        chat.streamed(iv.follow(me, key, now.waiting.no), now.speaker)
    st.rerun()
