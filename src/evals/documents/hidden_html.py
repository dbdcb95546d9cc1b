"""Ways to hide words in HTML: a head's style sheet and a body's element."""

from src.evals.documents.hidden_pdf import HIDDEN


def _styled(style: str, tag: str = "p") -> str:
    return f'<{tag} style="{style}">{HIDDEN}</{tag}>'


def _ruled(rule: str, attribute: str = 'class="x"') -> str:
    return f"<style>{rule}</style><p {attribute}>{HIDDEN}</p>"


IN_HTML = {
    "display": _styled("display: none"),
    "display, important": _styled("DISPLAY:none !important"),
    "visibility": _styled("visibility: hidden"),
    "visibility collapse": _styled("visibility:collapse"),
    "opacity": _styled("opacity:0"),
    "opacity near nothing": _styled("opacity: 0.01", "span"),
    "opacity in per cent": _styled("opacity:0%"),
    "size nothing": _styled("font-size: 0px"),
    "size nothing, bare": _styled("font-size:0"),
    "size one point": _styled("font-size: 1pt"),
    "size in the short form": _styled("font: 0/0 a"),
    "white": _styled("color: #FFF"),
    "white by name": _styled("color:white", "span"),
    "white by numbers": _styled("color: rgb(255, 255, 255)"),
    "white by newer numbers": _styled("color: rgb(255 255 255)"),
    "white by hue": _styled("color: hsl(0, 0%, 100%)"),
    "near white": _styled("color:#fefefe"),
    "snow": _styled("color: snow"),
    "white font": f'<font color="#ffffff">{HIDDEN}</font>',
    "transparent colour": _styled("color: transparent"),
    "colour without alpha": _styled("color: rgba(0,0,0,0)"),
    "colour of its own ground": _styled("color:#123456;background-color:#123456"),
    "colour of its own ground, short form": _styled("background: #888; color: gray"),
    "colour of the ground around": f'<div style="background:navy">{_styled("color:#000080")}</div>',
    "colour of the table's ground": (
        f'<table bgcolor="#222222"><tr><td style="color:#222">{HIDDEN}</td></tr></table>'
    ),
    "black on a black page": (
        f'<body bgcolor="black"><p style="color:white">a</p>{_styled("color:black")}'
    ),
    "off the page": _styled("position:absolute;left:-9999px"),
    "off the page in em": _styled("position: fixed; top: -100em"),
    "indented away": _styled("text-indent:-9999px"),
    "moved away": _styled("transform: translateX(-9999px)"),
    "shrunk": _styled("transform: scale(0)"),
    "margin away": _styled("margin-left:-9999px"),
    "clipped": _styled("position:absolute;clip:rect(0,0,0,0)"),
    "clipped by a path": _styled("clip-path: inset(100%)"),
    "one pixel": _styled("position:absolute;width:1px;height:1px;overflow:hidden"),
    "no height": _styled("height:0;overflow:hidden"),
    "attribute": f"<div hidden><b>{HIDDEN}</b></div>",
    "attribute until found": f'<div hidden="until-found">{HIDDEN}</div>',
    "hidden from readers": f'<p aria-hidden="true">{HIDDEN}</p>',
    "not closed": f"<p hidden>{HIDDEN}",
    "through a class": _ruled(".x { display: none }"),
    "through a tag and class": _ruled("p.x{visibility:hidden}"),
    "through an id": _ruled("#y { opacity: 0; }", 'id="y"'),
    "through a list of selectors": _ruled("h1, .x, h2 { font-size: 0 }"),
    "through a descendant": (
        f"<style>div .x {{ color: white }}</style><div><p class='x'>{HIDDEN}</p></div>"
    ),
    "through a sheet in the head": (
        f"<html><head><style>/* a */ .x{{color:#fff}}</style></head><p class='x z'>{HIDDEN}"
    ),
    "colour and ground by class": _ruled(".x{color:#eee8d5;background:#eee8d5}"),
    "in a comment's shadow": _ruled(".x{/* display:block */display:none}"),
    "through an attribute's nesting": f"<div style='display:none'><p><b>{HIDDEN}</b></p></div>",
}


def hidden_html(way: str) -> bytes:
    """Return a page with words in sight before and after hidden ones."""
    page = f"<p style='color:#777'>before</p>{IN_HTML[way]}<p style='color:#777'>after</p>"
    return page.encode()
