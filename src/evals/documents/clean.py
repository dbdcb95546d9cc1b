"""Layouts with nothing to hide that a careless eye would suspect: all of it can be seen."""

from collections.abc import Callable

import pymupdf

from src.evals.documents.layouts import DOCX_LAYOUTS, LINES, pdf_of
from src.evals.documents.making import paragraph, pdf, word

WHITE = '<w:color w:val="FFFFFF"/>'


def _page(draw: Callable[[pymupdf.Page], object]) -> bytes:
    document = pymupdf.open("pdf", pdf())
    draw(document[0])
    return bytes(document.tobytes())


def _box(box: tuple[float, ...], fill: tuple[float, ...]) -> Callable[[pymupdf.Page], None]:
    def draw(page: pymupdf.Page) -> None:
        page.draw_rect(pymupdf.Rect(box), fill=fill, color=None)

    return draw


def coloured_sidebar() -> bytes:
    """White words on a blue side bar."""

    def draw(page: pymupdf.Page) -> None:
        _box((400, 200, 595, 842), (0.1, 0.3, 0.5))(page)
        for number, line in enumerate(LINES[:8]):
            page.insert_text((410, 240 + 20 * number), line, color=(1, 1, 1))

    return _page(draw)


def scanned_with_a_layer() -> bytes:
    """A picture of a page with the invisible words that a scanner read on it."""
    picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 200, 200))
    picture.clear_with(230)
    document = pymupdf.open()
    page = document.new_page()
    page.insert_image(page.rect, pixmap=picture, keep_proportion=False)
    for number, line in enumerate(LINES):
        page.insert_text((72, 72 + 20 * number), line, render_mode=3)
    return bytes(document.tobytes())


def scanned_beside_typed() -> bytes:
    """A scanned page with its layer behind a page of typed words."""
    document = pymupdf.open("pdf", pdf())
    document.insert_pdf(pymupdf.open("pdf", scanned_with_a_layer()))
    return bytes(document.tobytes())


def light_grey_footer() -> bytes:
    """A footer as pale as templates have it."""
    return _page(lambda p: p.insert_text((72, 800), "Page 1 of 1 – zoe", color=(0.8, 0.8, 0.8)))


def shaded_table() -> bytes:
    """Rows with shading by turns, the head white on dark."""

    def draw(page: pymupdf.Page) -> None:
        for number, line in enumerate(LINES[:8]):
            top = 300 + 24 * number
            dark = number == 0
            grey = 0.95 if number % 2 else 0.88
            _box((60, top, 500, top + 24), (0.2, 0.2, 0.2) if dark else (grey,) * 3)(page)
            page.insert_text((66, top + 16), line, color=(1, 1, 1) if dark else (0.1, 0.1, 0.1))

    return _page(draw)


def watermark() -> bytes:
    """A pale word turned across the page behind the text."""
    return _page(
        lambda page: page.insert_text(
            (150, 500), "DRAFT", fontsize=80, color=(0.88,) * 3, rotate=90
        )
    )


def on_a_gradient() -> bytes:
    """White words on stripes that darken."""

    def draw(page: pymupdf.Page) -> None:
        for number in range(20):
            _box((30 * number, 300, 30 * number + 30, 360), (0.1, 0.02 * number, 0.5))(page)
        page.insert_text((60, 335), LINES[0], color=(1, 1, 1), fontsize=16)

    return _page(draw)


def on_a_photograph() -> bytes:
    """White words on a dark picture."""

    def draw(page: pymupdf.Page) -> None:
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 40))
        picture.clear_with(70)
        page.insert_image((40, 300, 560, 360), pixmap=picture, keep_proportion=False)
        page.insert_text((60, 335), LINES[0], color=(1, 1, 1), fontsize=16)

    return _page(draw)


def underlined_links() -> bytes:
    """Links, rules and boxes drawn round and through words."""

    def draw(page: pymupdf.Page) -> None:
        page.insert_text((72, 400), LINES[2], color=(0, 0, 0.8))
        page.draw_line((72, 403), (300, 403), color=(0, 0, 0.8))
        page.draw_rect(pymupdf.Rect(66, 420, 400, 445), color=(0, 0, 0))
        page.insert_text((72, 436), LINES[3])
        page.draw_line((72, 432), (150, 432), color=(0.5, 0, 0), width=0.7)

    return _page(draw)


def two_tones() -> bytes:
    """Pale grey on dark grey, and small print."""

    def draw(page: pymupdf.Page) -> None:
        _box((0, 300, 595, 420), (0.25, 0.25, 0.28))(page)
        page.insert_text((72, 340), LINES[4], color=(0.6, 0.6, 0.6))
        page.insert_text((72, 600), "Small print that is still print", fontsize=4.5)

    return _page(draw)


def dark_page() -> bytes:
    """A page that is dark all over."""

    def draw(page: pymupdf.Page) -> None:
        _box((0, 200, 595, 842), (0.08, 0.08, 0.1))(page)
        for number, line in enumerate(LINES):
            page.insert_text((72, 240 + 22 * number), line, color=(0.95, 0.95, 0.95))

    return _page(draw)


def word_table_with_shading() -> bytes:
    """A head white on dark, rows on pale shades."""

    def cell(text: str, fill: str, color: str) -> str:
        shade = f'<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>'
        ink = f'<w:color w:val="{color}"/>'
        return f"<w:tr><w:tc>{shade}{paragraph(text, ink)}</w:tc></w:tr>"

    rows = cell(LINES[0], "1F3864", "FFFFFF") + cell(LINES[1], "F2F2F2", "404040")
    return word(f"<w:tbl>{rows}{cell(LINES[2], 'D9E2F3', 'auto')}</w:tbl>")


def word_pale_footer() -> bytes:
    """A footer in a template's pale grey, and small print."""
    return word(
        paragraph(LINES[0])
        + paragraph(LINES[1], '<w:color w:val="BFBFBF"/>')
        + paragraph(LINES[2], '<w:sz w:val="10"/><w:color w:val="808080" w:themeColor="text1"/>')
    )


def word_theme_on_dark() -> bytes:
    """White by theme on a paragraph that is dark by theme."""
    shade = '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent2"/>'
    ink = '<w:color w:val="FFFFFF" w:themeColor="background1"/>'
    theme = (
        '<a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent2><a:srgbClr val="C00000"/></a:accent2>'
    )
    return word(paragraph(LINES[0], ink, own=shade), theme=theme)


def word_dark_ground_unknown() -> bytes:
    """White words in a box whose filling is a picture."""
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    inner = f"<w:txbxContent>{paragraph(LINES[1], WHITE)}</w:txbxContent>"
    box = f"<v:rect><v:fill type='frame'/><v:textbox>{inner}</v:textbox></v:rect>"
    return word(f"{paragraph(LINES[0])}<w:p {spaces}><w:r><w:pict>{box}</w:pict></w:r></w:p>")


def page_with_banner() -> bytes:
    """A page whose style sheet paints a banner, a button and pale small print."""
    return (
        "<style>.menu .x{display:none} header{background:#123;color:#fff} .b{color:white;"
        "background-image:url(x.png)} small{color:#aaa;font-size:9px} @media print{p{display:none}}"
        "</style><header><h1>Zoë</h1></header><p class=x>Nurse</p><a class=b>Write to me</a>"
        '<small>2026</small><i aria-hidden="true">•</i><p style="opacity:.6">pale</p>'
    ).encode()


CLEAN: dict[str, Callable[[], bytes]] = {
    f"{made.__name__}.{kind}": made
    for kind, found in (
        (
            "pdf",
            (
                coloured_sidebar,
                scanned_with_a_layer,
                scanned_beside_typed,
                light_grey_footer,
                shaded_table,
                watermark,
                on_a_gradient,
                on_a_photograph,
                underlined_links,
                two_tones,
                dark_page,
            ),
        ),
        (
            "docx",
            (
                word_table_with_shading,
                word_pale_footer,
                word_theme_on_dark,
                word_dark_ground_unknown,
                DOCX_LAYOUTS["dark_header"],
                DOCX_LAYOUTS["text_box"],
            ),
        ),
        ("html", (page_with_banner,)),
    )
    for made in found
}
CLEAN |= {f"{name}.pdf": (lambda n=name: pdf_of(n)) for name in ("banner", "shaded")}  # type: ignore[misc]
