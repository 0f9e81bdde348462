"""Signed files: read back in every format, changed bytes found, wrong certificates refused before drawing."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import av
import c2pa
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from app import main
from atlas.model.atlas import Atlas
from atlas.request.request import parse_request
from outputs.metadata.about import describe
from outputs.signing.credentials import read_credentials
from outputs.signing.signable import MEDIA_TYPES, Credentials, SigningError, Verdict
from outputs.signing.signer import sign
from outputs.signing.verify import verify
from outputs.writers import FILMS, OUTPUTS, write, write_film
from tests.certificates import Owner, certify, write_pair
from tests.conftest import STARTER

OPTIONS = {"date": "2020-10-03", "size": "320x240"}
SPAN = {"from": "2020-10-01", "to": "2020-10-03"}


@pytest.fixture(scope="module")
def authority() -> Owner:
    return certify("Example Authority")


@pytest.fixture(scope="module")
def pair(authority: Owner, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_pair(tmp_path_factory.mktemp("pair"), certify("Example Desk", authority), authority)


@pytest.fixture(scope="module")
def credentials(pair: tuple[Path, Path]) -> Credentials:
    return read_credentials(*pair, datetime.now(UTC))


def signed_file(atlas: Atlas, suffix: str, credentials: Credentials, folder: Path) -> Path:
    path = folder / f"map.{suffix}"
    request = parse_request(atlas, OPTIONS | (SPAN if suffix in FILMS else {}))
    if suffix in FILMS:
        write_film(atlas, request, suffix, path, lambda *_: None)
    else:
        path.write_bytes(write(atlas, request, suffix))
    path.write_bytes(sign(path.read_bytes(), suffix, describe(atlas, request), credentials))
    return path


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_every_format_is_read_back_and_a_changed_byte_is_found(
    starter: Atlas, credentials: Credentials, authority: Owner, tmp_path: Path, suffix: str
) -> None:
    path = signed_file(starter, suffix, credentials, tmp_path)
    report = verify(path)
    assert (report.verdict, report.signer, report.organisation) == (
        Verdict.SIGNED,
        "Example Desk",
        "Example Times",
    )
    assert (report.version, report.day) == (starter.version, "2020-10-03")
    assert report.permalink.startswith("/?date=2020-10-03&known=")
    assert verify(path, authority.pem).verdict is Verdict.TRUSTED
    assert verify(path, certify("Other Authority").pem).verdict is Verdict.SIGNED
    data = bytearray(path.read_bytes())
    data[_find_picture(suffix, data)] ^= 1
    path.write_bytes(data)
    changed = verify(path)
    assert changed.verdict is Verdict.CHANGED
    assert changed.faults


def _find_picture(suffix: str, data: bytearray) -> int:
    """Return where a byte of the picture itself lies, behind its metadata."""
    if suffix == "svg":
        return data.index(b"<path") + 1
    marks = {
        "png": b"IDAT",
        "webp": b"VP8L",
        "avif": b"mdat",
        "mp4": b"mdat",
        "pdf": b"stream\n",
        "jpg": b"\xff\xda",
    }
    return data.index(marks[suffix]) + 40 if suffix in marks else len(data) - 40


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_a_signed_file_is_still_a_picture(
    starter: Atlas, credentials: Credentials, tmp_path: Path, suffix: str
) -> None:
    path = signed_file(starter, suffix, credentials, tmp_path)
    if suffix == "mp4":
        with av.open(str(path)) as film:
            assert len(list(film.decode(video=0))) > 20
    elif suffix == "pdf":
        assert len(pypdfium2.PdfDocument(path)) == 1
    elif suffix == "svg":
        assert b"<svg" in path.read_bytes()
    else:
        with Image.open(io.BytesIO(path.read_bytes())) as picture:
            picture.load()
            assert picture.size == (320, 240)


def test_credentials_state_tool_atlas_sources_and_no_edits(
    starter: Atlas, credentials: Credentials, tmp_path: Path
) -> None:
    path = signed_file(starter, "png", credentials, tmp_path)
    with path.open("rb") as file, c2pa.Reader("image/png", file) as reader:
        store = json.loads(reader.json())
    manifest = store["manifests"][store["active_manifest"]]
    assert manifest["claim_generator_info"][0]["name"] == "Marchland"
    made = {each["label"]: each["data"] for each in manifest["assertions"]}
    assert [action["action"] for action in made["c2pa.actions.v2"]["actions"]] == ["c2pa.created"]
    facts = made["org.marchland.map"]
    assert facts["edits"] == []
    assert facts["sources"] == list(describe(starter, parse_request(starter, OPTIONS)).sources)
    assert "thumbnail" not in manifest


@pytest.mark.parametrize("kind", ["p384", "ed25519", "rsa2048"])
def test_other_kinds_of_key_sign_as_well(starter: Atlas, authority: Owner, tmp_path: Path, kind: str) -> None:
    pair = write_pair(tmp_path, certify("Other Desk", authority, kind=kind), authority)
    path = signed_file(starter, "svg", read_credentials(*pair, datetime.now(UTC)), tmp_path)
    assert verify(path).signer == "Other Desk"


def test_unsigned_files_still_say_version_and_day(starter: Atlas, tmp_path: Path) -> None:
    for suffix in (*MEDIA_TYPES, "vtt"):
        path = tmp_path / f"map.{suffix}"
        request = parse_request(starter, OPTIONS | (SPAN if suffix in (*FILMS, "vtt") else {}))
        if suffix in FILMS:
            write_film(starter, request, suffix, path, lambda *_: None)
        else:
            path.write_bytes(write(starter, request, suffix))
        report = verify(path)
        day = "2020-10-01/2020-10-03" if suffix in (*FILMS, "vtt") else "2020-10-03"
        assert (report.verdict, report.version, report.day) == (
            Verdict.UNSIGNED,
            starter.version,
            day,
        ), suffix


def test_a_foreign_file_is_called_so(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "photo.png")
    assert verify(tmp_path / "photo.png").verdict is Verdict.FOREIGN
    with pytest.raises(SigningError, match="cannot be read"):
        verify(tmp_path / "absent.png")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def draw(out: Path, certificate: Path, key: Path, *more: str) -> Result:
    return run("draw", out, "--atlas", STARTER, "--sign", certificate, key, "--size", "320x240", *more)


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("expired", "expired on"),
        ("early", "is valid only from"),
        ("other key", "is not the key of"),
        ("no pem", "has no certificate in PEM"),
        ("no key", "has no private key in PEM"),
        ("locked", "locked with a password"),
        ("server", "may not sign content"),
        ("alone", "vouches for itself"),
        ("absent", "cannot be read"),
    ],
)
def test_wrong_certificates_and_keys_are_refused_before_drawing(
    authority: Owner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str, says: str
) -> None:
    days = {"expired": (-10, -1), "early": (1, 10)}.get(fault, (-10, 10))
    owner = certify("Example Desk", authority, days=days, may_sign=fault != "server")
    certificate, key = write_pair(tmp_path, owner, authority)
    if fault == "other key":
        key.write_bytes(authority.lock())
    elif fault == "no pem":
        certificate.write_bytes(b"no certificate")
    elif fault == "no key":
        key.write_bytes(owner.pem)
    elif fault == "locked":
        key.write_bytes(owner.lock(b"secret"))
    elif fault == "alone":
        alone = certify("Example Desk", Owner(owner.certificate, owner.key))
        certificate.write_bytes(alone.pem)
        key.write_bytes(alone.lock())
    elif fault == "absent":
        certificate.unlink()
    monkeypatch.setattr("commands.draw.open_atlas", lambda *_: pytest.fail("the atlas was opened"))
    result = draw(tmp_path / "map.png", certificate, key)
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "map.png").exists()


@pytest.mark.parametrize("suffix", [suffix for suffix in OUTPUTS if suffix not in MEDIA_TYPES])
def test_formats_without_credentials_are_refused(
    pair: tuple[Path, Path], tmp_path: Path, suffix: str
) -> None:
    result = draw(tmp_path / f"map.{suffix}", *pair)
    assert result.exit_code == 2
    assert f"A .{suffix} cannot be signed" in result.output


def test_draw_signs_and_verify_has_an_exit_code_for_each_verdict(
    pair: tuple[Path, Path], authority: Owner, tmp_path: Path, starter: Atlas
) -> None:
    out, trust = tmp_path / "map.jpeg", tmp_path / "trust.pem"
    assert draw(out, *pair).exit_code == 0
    signed = run("verify", out)
    assert signed.exit_code == 0
    assert "Signed by Example Desk (Example Times). Not changed since." in signed.output
    assert "was not checked: see --trust." in signed.output
    assert f"Atlas version: {starter.version}" in signed.output
    trust.write_bytes(authority.pem)
    assert run("verify", out, "--trust", trust).exit_code == 0
    trust.write_bytes(certify("Other Authority").pem)
    other = run("verify", out, "--trust", trust)
    assert other.exit_code == 4
    assert "No authority in --trust vouches for that name." in other.output
    data = bytearray(out.read_bytes())
    data[data.index(b"\xff\xda") + 40] ^= 1
    out.write_bytes(data)
    changed = run("verify", out)
    assert changed.exit_code == 1
    assert "Changed since it was signed by Example Desk" in changed.output
    assert run("verify", tmp_path / "absent.png").exit_code == 2
    assert run("draw", tmp_path / "plain.png", "--atlas", STARTER, "--size", "320x240").exit_code == 0
    assert run("verify", tmp_path / "plain.png").exit_code == 3


def test_films_and_rows_of_a_table_are_signed(pair: tuple[Path, Path], tmp_path: Path) -> None:
    film = draw(tmp_path / "film.mp4", *pair, "--from", "2020-10-01", "--to", "2020-10-03")
    assert film.exit_code == 0
    report = verify(tmp_path / "film.mp4")
    assert (report.verdict, report.day) == (Verdict.SIGNED, "2020-10-01/2020-10-03")
    table = tmp_path / "jobs.csv"
    table.write_text("file,format,size\na,png|svg|jpg,320x240\n", encoding="utf-8")
    (tmp_path / "out").mkdir()
    result = run("draw", "--batch", table, tmp_path / "out", "--atlas", STARTER, "--sign", *pair)
    assert result.exit_code == 0, result.output
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == 3
    assert {verify(path).verdict for path in files} == {Verdict.SIGNED}
    table.write_text("file,format\na,csv\n", encoding="utf-8")
    refused = run("draw", "--batch", table, tmp_path / "out", "--atlas", STARTER, "--sign", *pair)
    assert refused.exit_code == 2
    assert "A .csv cannot be signed" in refused.output
