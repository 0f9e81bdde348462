"""PDFs for a press or a drawing program: one page with layers, bleed, crop marks and the inks of a press.

Each layer is typeset as a page; the pages are stacked as optional content. Contains no clock: one request
always gives the same bytes.
"""

import io
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from atlas.request.options import MM_PER_PX
from outputs.stills.pdf_inks import convert_pdf, device_of
from outputs.stills.pdf_layers import DrawnLayer
from text.translations import Words

_MARK_MM, _MARK_GAP_MM, _MARK_PT = 5.0, 1.0, 0.25
"""The length of a crop mark, the room between bleed and mark, and the width of its line."""
_LEAST_GAP_MM = 3.0
_REGISTRATION = {"rgb": "0 0 0 RG", "cmyk": "1 1 1 1 K", "grey": "0 G"}


def stack_layers(pages: bytes, layers: Sequence[DrawnLayer], words: Words, bleed: float, ink: str) -> bytes:
    """Return a PDF of one page with the layers of a PDF that has one on each; `bleed` in mm."""
    pdf, around = Pdf.open(io.BytesIO(pages)), bleed / MM_PER_PX
    if ink != "rgb":
        convert_pdf(pdf, ink)
    forms = [_make_form(pdf, page) for page in pdf.pages]
    wide, high = (float(side) for side in pdf.pages[0].mediabox[2:])
    sheet = _Sheet(pdf, wide, high, around)
    if around:
        grounds = [number for number, layer in enumerate(layers) if layer.ground]
        sheet.add(words["drawing_bleed"], sheet.mirror(grounds))
    for number, layer in enumerate(layers):
        sheet.add(f"{layer.part} · {layer.name}" if layer.part else layer.name, f"/L{number} Do")
    if around:
        sheet.add(words["drawing_crop_marks"], f"{_REGISTRATION[ink]} {sheet.draw_marks()}")
    _leave_one_page(pdf, sheet, forms)
    if ink != "rgb":
        group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=device_of(ink))
        pdf.pages[0].obj.Group = group
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _make_form(pdf: Pdf, page: Page) -> Object:
    """Return the drawing of a page as a form that can be put on another."""
    form = pdf.make_stream(page.obj.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Resources = page.obj.MediaBox, page.obj.Resources
    return pdf.make_indirect(form)


class _Sheet:
    """The page that layers are put on: its boxes, its content so far, and the groups of optional content."""

    def __init__(self, pdf: Pdf, wide: float, high: float, around: float) -> None:
        self._pdf, self._wide, self._high, self._around = pdf, wide, high, around
        beyond = (_MARK_GAP_MM + _MARK_MM) / MM_PER_PX + max(around, _LEAST_GAP_MM / MM_PER_PX)
        self._edge = beyond if around else 0.0
        self.groups: list[Object] = []
        self._content: list[str] = []

    def add(self, name: str, drawn: str) -> None:
        """Add a layer on top of the others."""
        number = len(self.groups)
        group = Dictionary(Type=Name.OCG, Name=String(name))
        self.groups.append(self._pdf.make_indirect(group))
        self._content.append(f"/OC /O{number} BDC q {drawn} Q EMC")

    def mirror(self, numbers: Sequence[int]) -> str:
        """Return layers mirrored at the edges, where paper is cut off: nothing breaks at the edge."""
        wide, high, around = self._wide, self._high, self._around
        strips = []
        for across, left, width in ((0, -around, around), (1, 0.0, wide), (2, wide, around)):
            for down, bottom, height in ((0, -around, around), (1, 0.0, high), (2, high, around)):
                if (across, down) == (1, 1):
                    continue
                flip_x, shift_x = (1, 0.0) if across == 1 else (-1, 0.0 if across == 0 else 2 * wide)
                flip_y, shift_y = (1, 0.0) if down == 1 else (-1, 0.0 if down == 0 else 2 * high)
                drawn = " ".join(f"/L{number} Do" for number in numbers)
                strips.append(
                    f"q {left:.3f} {bottom:.3f} {width:.3f} {height:.3f} re W n "
                    f"{flip_x} 0 0 {flip_y} {shift_x:.3f} {shift_y:.3f} cm {drawn} Q"
                )
        return " ".join(strips)

    def draw_marks(self) -> str:
        """Return the marks at the corners, outside the bleed."""
        near = max(self._around, _LEAST_GAP_MM / MM_PER_PX) + _MARK_GAP_MM / MM_PER_PX
        far = near + _MARK_MM / MM_PER_PX
        lines = []
        for x, out_x in ((0.0, -1), (self._wide, 1)):
            for y, out_y in ((0.0, -1), (self._high, 1)):
                lines.append(f"{x + out_x * near:.3f} {y:.3f} m {x + out_x * far:.3f} {y:.3f} l")
                lines.append(f"{x:.3f} {y + out_y * near:.3f} m {x:.3f} {y + out_y * far:.3f} l")
        return f"{_MARK_PT} w {' '.join(lines)} S"

    def fill(self, page: Page, forms: Sequence[Object]) -> None:
        """Make a page this sheet."""
        edge, around = self._edge, self._around
        page.obj.MediaBox = _box(-edge, -edge, self._wide + edge, self._high + edge)
        page.obj.TrimBox = _box(0, 0, self._wide, self._high)
        page.obj.BleedBox = _box(-around, -around, self._wide + around, self._high + around)
        page.obj.Resources = Dictionary(
            XObject=Dictionary({f"/L{number}": form for number, form in enumerate(forms)}),
            Properties=Dictionary({f"/O{number}": group for number, group in enumerate(self.groups)}),
        )
        page.obj.Contents = self._pdf.make_stream("\n".join(self._content).encode())


def _box(left: float, bottom: float, right: float, top: float) -> Array:
    return Array([round(side, 3) for side in (left, bottom, right, top)])


def _leave_one_page(pdf: Pdf, sheet: _Sheet, forms: Sequence[Object]) -> None:
    """Leave one page, the sheet; the tags of the pages before are left out."""
    del pdf.pages[1:]
    page = pdf.pages[0]
    for key in ("/StructParents", "/Tabs"):
        if key in page.obj:
            del page.obj[key]
    sheet.fill(page, forms)
    for key in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/Dests", "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    display = Dictionary(
        Name=String("Layers"), Order=Array(sheet.groups[::-1]), ON=Array(sheet.groups), BaseState=Name.ON
    )
    pdf.Root.OCProperties = Dictionary(OCGs=Array(sheet.groups), D=display)
    pdf.Root.PageMode = Name.UseOC
