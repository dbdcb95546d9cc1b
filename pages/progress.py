"""Progress: the trend, what to practise next, every interview, and how real ones went."""

import streamlit as st

from src.app import application
from src.ui import importing, progressing, reporting, state
from src.ui.components import filters, outcomes, past, practice, trend
from src.ui.components.common import ai_notice, draw_told, empty
from src.ui.identity import owner, zone

app, me = application(), owner()
iv = app.interviews
reporting.go_on()

st.title("Progress", anchor=False)
draw_told()
now = iv.progress(me, zone())
real = now.outcomes
if not now.roles and not real.real:
    empty("Nothing practised yet", "Your interviews gather here.", "practise", "Start practising")
    importing.draw(app, me)
    st.stop()

trend.draw(now.trend, [found.real for found in real.real])
practice.cards(now.cards, progressing.beginner(app, me))

st.header("Interviews", anchor=False)
wish = filters.wish(now.roles)
page = iv.history(me, wish.query, wish.days, zone())
filters.told(page, is_narrow=wish.is_narrow)
for number, line in enumerate(page.lines, past.offset() + 1):
    chosen = past.line(line, number)
    if chosen == "open":
        state.enter(line.interview.id)
        state.go(past.page_of(line), id=line.interview.id)
    if chosen == "delete":
        past.confirm_delete(line, progressing.remover(app, me))
past.pager(page.total, len(page.lines))
if page.everything > 1 and st.button("Compare two interviews", icon=":material/compare_arrows:"):
    state.go("compare")

draw_told(progressing.PLACE)
acts = progressing.keeper(app, me, zone()), progressing.forgetter(app, me)
outcomes.draw(real, now.today, *acts)
importing.draw(app, me)
ai_notice()
