"""Ways to hide words in a DOCX, as the XML of its body, styles and theme."""

from dataclasses import dataclass

from src.evals.documents.hidden_pdf import HIDDEN
from src.evals.documents.making import LINES, paragraph, run, word

WHITE = '<w:color w:val="FFFFFF"/>'
VANISH = "<w:vanish/>"
TINY = '<w:sz w:val="2"/>'
THEME = (
    '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    '<a:dk2><a:srgbClr val="1F3864"/></a:dk2><a:lt2><a:srgbClr val="FEFEFE"/></a:lt2>'
    '<a:accent1><a:srgbClr val="FFFFFF"/></a:accent1>'
    '<a:accent2><a:srgbClr val="C00000"/></a:accent2>'
)
TRANSPARENT = (
    '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:solidFill>'
    '<w14:srgbClr w14:val="000000"><w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill>'
    "</w14:textFill>"
)


@dataclass(frozen=True)
class Way:
    """What hides: the XML around the words, and what it leans on."""

    inner: str
    styles: str = ""
    theme: str = ""


def _style(name: str, properties: str, kind: str = "paragraph", more: str = "") -> str:
    looks = f"<w:rPr>{properties}</w:rPr>"
    return f"<w:style w:type='{kind}' w:styleId='{name}'>{more}{looks}</w:style>"


def _in_style(properties: str) -> Way:
    named = paragraph(HIDDEN, own='<w:pStyle w:val="A"/>')
    return Way(named, _style("A", properties))


def _in_child_style(properties: str) -> Way:
    named = paragraph(HIDDEN, own='<w:pStyle w:val="B"/>')
    child = _style("B", "", more='<w:basedOn w:val="A"/>')
    return Way(named, _style("A", properties) + child)


def _in_run_style(properties: str) -> Way:
    return Way(
        paragraph(HIDDEN, '<w:rStyle w:val="C"/>'), _style("C", properties, kind="character")
    )


def _in_cell(properties: str, shade: str, table: str = "") -> Way:
    cell = f"<w:tc><w:tcPr>{shade}</w:tcPr>{paragraph(HIDDEN, properties)}</w:tc>"
    return Way(f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr>{cell}</w:tr></w:tbl>")


def _shade(fill: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'


def _color(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _themed(name: str, more: str = "", value: str = "auto") -> str:
    return f'<w:color w:val="{value}" w:themeColor="{name}" {more}/>'


def _boxed(shape: str, drawing: str = "") -> str:
    spaces = (
        'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    text = f"<w:txbxContent>{paragraph(HIDDEN)}</w:txbxContent>"
    inner = (
        f"<w:drawing><wp:anchor {drawing}><wp:docPr id='1' name='x' {drawing}/>"
        f"<w:wsp><w:txbx>{text}</w:txbx></w:wsp></wp:anchor></w:drawing>"
        if drawing
        else f"<w:pict><v:shape style='{shape}'><v:textbox>{text}</v:textbox></v:shape></w:pict>"
    )
    return f"<w:p {spaces}><w:r>{inner}</w:r></w:p>"


_TABLE_STYLE = (
    "<w:style w:type='table' w:styleId='T'><w:tcPr><w:shd w:val='clear' w:fill='1F3864'/></w:tcPr>"
    "</w:style>"
)
_ROW = f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(HIDDEN)}</w:tc></w:tr></w:tbl>"

IN_DOCX: dict[str, Way] = {
    "white": Way(paragraph(HIDDEN, WHITE)),
    "near white": Way(paragraph(HIDDEN, _color("FAFBFC"))),
    "white in small letters": Way(paragraph(HIDDEN, _color("fefefe"))),
    "vanish": Way(paragraph(HIDDEN, VANISH)),
    "web hidden and vanish": Way(paragraph(HIDDEN, "<w:specVanish/><w:vanish/>")),
    "one point": Way(paragraph(HIDDEN, TINY)),
    "one point for other scripts too": Way(paragraph(HIDDEN, TINY + '<w:szCs w:val="2"/>')),
    "white through a style": _in_style(WHITE),
    "vanish through a style": _in_style(VANISH),
    "tiny through a style": _in_style(TINY),
    "white through a child style": _in_child_style(WHITE),
    "vanish through a child style": _in_child_style(VANISH),
    "tiny through a child style": _in_child_style(TINY),
    "white through a character style": _in_run_style(WHITE),
    "vanish through a character style": _in_run_style(VANISH),
    "tiny through a character style": _in_run_style(TINY),
    "white by default": Way(
        paragraph("seen", _color("auto")) + paragraph(HIDDEN),
        f"<w:docDefaults><w:rPrDefault><w:rPr>{WHITE}</w:rPr></w:rPrDefault></w:docDefaults>",
    ),
    "theme background": Way(paragraph(HIDDEN, _themed("background1"))),
    "theme light": Way(paragraph(HIDDEN, _themed("light1", value="FFFFFF")), theme=THEME),
    "second light of the theme": Way(paragraph(HIDDEN, _themed("background2")), theme=THEME),
    "a white accent of the theme": Way(paragraph(HIDDEN, _themed("accent1")), theme=THEME),
    "a tint of the theme's black": Way(
        paragraph(HIDDEN, _themed("text1", 'w:themeTint="05"')), theme=THEME
    ),
    "a tint of an accent": Way(
        paragraph(HIDDEN, _themed("accent2", 'w:themeTint="08"')), theme=THEME
    ),
    "theme through a style": Way(
        paragraph(HIDDEN, own='<w:pStyle w:val="A"/>'), _style("A", _themed("background1")), THEME
    ),
    "white in a white cell": _in_cell(WHITE, _shade("FFFFFF")),
    "white in a plain cell": _in_cell(WHITE, ""),
    "grey in a cell of the same grey": _in_cell(_color("808080"), _shade("808080")),
    "navy in a navy cell": _in_cell(_color("1F3864"), _shade("1F3864")),
    "pale in a pale cell": _in_cell(_color("F2F2F2"), _shade("EFEFEF")),
    "navy in a navy table": _in_cell(_color("1F3864"), "", _shade("1F3864")),
    "navy in a table of a navy style": Way(
        _in_cell(_color("1F3864"), "", '<w:tblStyle w:val="T"/>').inner, _TABLE_STYLE
    ),
    "black in a theme's black cell": Way(
        _in_cell(_color("000000"), '<w:shd w:fill="auto" w:themeFill="text1"/>').inner, theme=THEME
    ),
    "grey in a paragraph of the same grey": Way(
        paragraph(HIDDEN, _color("A0A0A0"), own=_shade("A0A0A0"))
    ),
    "marked in its own colour": Way(
        paragraph(HIDDEN, _color("FFFF00") + '<w:highlight w:val="yellow"/>')
    ),
    "run shaded in its own colour": Way(paragraph(HIDDEN, _color("CC3300") + _shade("CC3300"))),
    "transparent fill": Way(paragraph(HIDDEN, TRANSPARENT)),
    "squeezed to one per cent": Way(paragraph(HIDDEN, '<w:w w:val="1"/>')),
    "in a hidden row": Way(_ROW),
    "in a box that is not shown": Way(_boxed("visibility:hidden")),
    "in a box off the page": Way(_boxed("position:absolute;margin-left:-3000pt")),
    "in a hidden drawing": Way(_boxed("", 'hidden="1"')),
    "white in a content control": Way(
        f"<w:sdt><w:sdtContent>{paragraph(HIDDEN, WHITE)}</w:sdtContent></w:sdt>"
    ),
    "white in a link": Way(f"<w:p><w:hyperlink>{run(HIDDEN, WHITE)}</w:hyperlink></w:p>"),
    "white in an insertion": Way(f"<w:p><w:ins>{run(HIDDEN, WHITE)}</w:ins></w:p>"),
}


def hidden_docx(way: str) -> bytes:
    """Return a DOCX with words in sight, and others that are hidden in a way."""
    made = IN_DOCX[way]
    shown = "".join(paragraph(line, _color("000000")) for line in LINES)
    return word(shown + made.inner, made.styles, made.theme)
