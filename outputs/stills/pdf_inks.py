"""Inks: the colours of a finished PDF as those of a press, through an ICC profile.

Dark neutral colours, such as those of letters, become black ink alone, because thin strokes of several inks
never register exactly.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, Pdf, Stream
from PIL import Image, ImageCms

PROFILES = Path(__file__).resolve().parent / "profiles"
PROFILE, CONDITION = PROFILES / "coated-fogra39.icc", "FOGRA39"
"""The press: offset on coated paper. Greys are amounts of its black."""
_NEUTRAL, _DARK = 16, 140
"""How far apart red, green and blue of a dark neutral colour are at most, and how light it is at most."""
_SOLID = 64
"""So dark a colour is solid black: as a screen of dots, letters would have rough edges."""
_SPACES = {Operator("cs"): "fill", Operator("CS"): "stroke"}
_COLOURS = {
    Operator("scn"): "fill", Operator("SCN"): "stroke", Operator("sc"): "fill", Operator("SC"): "stroke",
}  # fmt: skip
_SETTERS = {"cmyk": {"fill": Operator("k"), "stroke": Operator("K")},
            "grey": {"fill": Operator("g"), "stroke": Operator("G")}}  # fmt: skip
_DEVICE = {Operator("rg"): "fill", Operator("RG"): "stroke", Operator("g"): "fill", Operator("G"): "stroke"}
Convert = Callable[[Sequence[float]], list[float]]


class InkError(ValueError):
    """Raised for a colour that cannot be converted."""


def convert_pdf(pdf: Pdf, ink: str) -> None:
    """Convert every colour of a PDF, and name the profile as its output intent."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        _convert_streams(pdf, page.obj, ink, seen)
    _add_intent(pdf)


def device_of(ink: str) -> Name:
    """Return the colour space of an ink."""
    return Name.DeviceCMYK if ink == "cmyk" else Name.DeviceGray


def _convert_streams(pdf: Pdf, holder: Object, ink: str, seen: set[tuple[int, int]]) -> None:
    """Convert the content of a page, a form or a pattern, and of all that it uses."""
    resources = holder.get("/Resources", Dictionary())
    spaces = resources.get("/ColorSpace", Dictionary())
    instructions = list(_convert(pikepdf.parse_content_stream(holder), spaces, ink))
    data = pikepdf.unparse_content_stream(instructions)
    if isinstance(holder, Stream):
        holder.write(data)
    else:
        holder.Contents = pdf.make_stream(data)
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]
    for kind in ("/XObject", "/Pattern"):
        for item in resources.get(kind, Dictionary()).values():
            if item.objgen not in seen or item.objgen == (0, 0):
                seen.add(item.objgen)
                _convert_item(pdf, item, ink, seen)


def _convert_item(pdf: Pdf, item: Object, ink: str, seen: set[tuple[int, int]]) -> None:
    if isinstance(item, Stream) and item.get("/Subtype") == Name.Image:
        raise InkError("A picture inside a drawing cannot be converted.")
    if isinstance(item, Stream):
        if "/Group" in item and "/CS" in item.Group:
            item.Group.CS = device_of(ink)
        _convert_streams(pdf, item, ink, seen)
    elif "/Shading" in item:
        _convert_shading(item.Shading, ink)


def _convert(
    instructions: Sequence[ContentStreamInstruction | pikepdf.ContentStreamInlineImage],
    spaces: Object,
    ink: str,
) -> Iterator[ContentStreamInstruction]:
    now: dict[str, str] = {"fill": "", "stroke": ""}
    stack: list[dict[str, str]] = []
    for instruction in instructions:
        if not isinstance(instruction, ContentStreamInstruction):
            raise InkError("A picture inside a drawing cannot be converted.")
        operator, operands = instruction.operator, list(instruction.operands)
        if operator == Operator("q"):
            stack.append(dict(now))
        elif operator == Operator("Q") and stack:
            now = stack.pop()
        if operator in _SPACES:
            name = str(operands[0])
            now[_SPACES[operator]] = name
            if name == "/Pattern":
                yield instruction
        elif operator in _COLOURS and now[_COLOURS[operator]] != "/Pattern":
            yield _set(ink, _COLOURS[operator], [float(value) for value in operands])
        elif operator in _DEVICE:
            yield _set(ink, _DEVICE[operator], [float(value) for value in operands])
        else:
            yield instruction


def _set(ink: str, use: str, values: list[float]) -> ContentStreamInstruction:
    return ContentStreamInstruction(
        [round(value, 4) for value in convert(ink, tuple(values))], _SETTERS[ink][use]
    )


def _convert_shading(shading: Object, ink: str) -> None:
    shading.ColorSpace = device_of(ink)
    functions = shading.Function if isinstance(shading.Function, Array) else [shading.Function]
    for function in functions:
        _convert_function(function, ink)


def _convert_function(function: Object, ink: str) -> None:
    if "/Functions" in function:
        for inner in function.Functions:
            _convert_function(inner, ink)
        if "/Range" in function:
            function.Range = Array([0, 1] * (4 if ink == "cmyk" else 1))
    elif "/C0" in function:
        for end in ("/C0", "/C1"):
            function[end] = Array(convert(ink, tuple(float(value) for value in function[end])))
        if "/Range" in function:
            function.Range = Array([0, 1] * (4 if ink == "cmyk" else 1))
    else:
        raise InkError("A gradient of this kind cannot be converted.")


@lru_cache(maxsize=4096)
def convert(ink: str, colour: tuple[float, ...]) -> list[float]:
    """Return a colour of one part (grey) or three (sRGB), 0 to 1, in the parts of an ink."""
    red, green, blue = colour if len(colour) == 3 else colour * 3
    parts = tuple(round(255 * part) for part in (red, green, blue))
    if ink == "grey":
        return [1.0 - _find_black(parts)]
    if _is_black(parts):
        return [0.0, 0.0, 0.0, _find_black(parts)]
    pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), parts), _to_press())
    return [part / 255 for part in _parts(pixel)]


def _is_black(parts: tuple[int, ...]) -> bool:
    spread = max(parts) - min(parts)
    return max(parts) <= _SOLID or spread == 0 or (spread <= _NEUTRAL and max(parts) <= _DARK)


def _find_black(parts: tuple[int, ...]) -> float:
    """Return how much black alone is as light as a colour, between bare paper and full black."""
    if max(parts) <= _SOLID:
        return 1.0
    wanted = _lightness(parts)
    paper, full = _blacks()[0], _blacks()[-1]
    aim = full + wanted / 100 * (paper - full)
    return min(range(256), key=lambda amount: abs(_blacks()[amount] - aim)) / 255


def _lightness(parts: tuple[int, ...]) -> float:
    """Return L* of CIELAB, 0 to 100."""
    profiles = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), parts), _open_transform(*profiles, "RGB", "LAB"))
    return _parts(pixel)[0] / 2.55


@lru_cache(maxsize=1)
def _blacks() -> tuple[float, ...]:
    """Return L* of each amount of black ink alone, 0 to 255."""
    ramp = Image.new("CMYK", (256, 1))
    ramp.putdata([(0, 0, 0, amount) for amount in range(256)])
    profiles = ImageCms.getOpenProfile(str(PROFILE)), ImageCms.createProfile("LAB")
    drawn = ImageCms.applyTransform(ramp, _open_transform(*profiles, "CMYK", "LAB"))
    return tuple(_parts(drawn, x)[0] / 2.55 for x in range(256))


def _parts(picture: Image.Image | None, x: int = 0) -> tuple[float, ...]:
    """Return the parts of a pixel."""
    pixel = picture.getpixel((x, 0)) if picture else None
    if not isinstance(pixel, tuple):
        raise InkError("A colour cannot be converted.")
    return pixel


@lru_cache(maxsize=1)
def _to_press() -> ImageCms.ImageCmsTransform:
    profiles = ImageCms.createProfile("sRGB"), ImageCms.getOpenProfile(str(PROFILE))
    return _open_transform(*profiles, "RGB", "CMYK")


def _open_transform(source: object, target: object, mode: str, out: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        source,  # type: ignore[arg-type] # a profile of either kind
        target,  # type: ignore[arg-type]
        mode,
        out,
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _add_intent(pdf: Pdf) -> None:
    """Name the press as the output intent of a PDF."""
    profile = pdf.make_stream(PROFILE.read_bytes())
    profile.N = 4
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=CONDITION, Info=CONDITION,
        RegistryName="http://www.color.org", DestOutputProfile=pdf.make_indirect(profile),
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
