"""Which files are taken, and that of a picture only its pixels are kept."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from squad.files.media import MediaCode, MediaKind, kind_of
from squad.files.pictures import KEPT_AS, prepare_file, redraw
from squad.kernel.errors import DomainError
from tests.support.pictures import HTML, PLACE, bomb, pdf, photograph, picture

MB = 1024 * 1024
PICTURES = {
    MediaKind.JPEG: photograph(),
    MediaKind.PNG: picture(),
    MediaKind.WEBP: picture("WEBP"),
    MediaKind.GIF: picture("GIF"),
}


def refusal(data, name="a", most=10 * MB):
    with pytest.raises(DomainError) as refused:
        prepare_file(data, name, most_bytes=most)
    return refused.value.code


def outcome(act, *args):
    """(the code of a refusal, what came of it)"""
    try:
        return None, act(*args)
    except DomainError as refused:
        return refused.code, None


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(("kind", "data"), [*PICTURES.items(), (MediaKind.PDF, pdf())])
def test_each_kind_is_told_by_its_bytes(kind, data):
    assert kind_of(data, "no ending") is kind
    assert kind_of(data, f"x.{kind}") is kind


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.png", MediaCode.EMPTY),
        (HTML, "a.png", MediaCode.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", MediaCode.UNKNOWN),
        (b"\0" * 50, "a.jpg", MediaCode.UNKNOWN),
        (b"PK\x03\x04" + b"\0" * 50, "a.pdf", MediaCode.UNKNOWN),
        (picture(), "a.html", MediaCode.NAMED_OTHERWISE),
        (picture(), "a.pdf", MediaCode.NAMED_OTHERWISE),
        (pdf(), "a.png", MediaCode.NAMED_OTHERWISE),
        (pdf(), "../../\u202efdp.exe", MediaCode.NAMED_OTHERWISE),
        (b"%PDF-1.4\n" + HTML, "a.pdf", MediaCode.BROKEN),
        (pdf(before=HTML), "a.pdf", MediaCode.UNKNOWN),
        (pdf(after=HTML), "a.pdf", MediaCode.BROKEN),
        (pdf()[:-30], "a.pdf", MediaCode.BROKEN),
        (b"\x89PNG\r\n\x1a\n" + HTML, "a.png", MediaCode.BROKEN),
        (b"\xff\xd8\xff" + HTML, "a.jpg", MediaCode.BROKEN),
        (picture()[:60], "a.png", MediaCode.BROKEN),
        (bomb(), "a.png", MediaCode.TOO_MANY_PIXELS),
        (bomb(12_000, 8_000), "a.png", MediaCode.TOO_MANY_PIXELS),
    ],
)
def test_what_is_refused(data, name, code):
    assert refusal(data, name) == code


def test_a_picture_may_be_named_as_another_kind_of_picture():
    assert prepare_file(picture("WEBP"), "photo.JPG", most_bytes=MB).kind is MediaKind.WEBP


def test_too_large_is_said_with_the_limit():
    assert refusal(pdf(inside=b" " * MB), "a.pdf", MB) == MediaCode.TOO_LARGE


def test_a_photograph_loses_its_place_and_stands_upright():
    sent = photograph(orientation=6)
    assert PLACE in sent
    kept = redraw(sent, MediaKind.JPEG)
    assert PLACE not in kept
    assert b"Exif" not in kept
    image = opened(kept)
    assert image.size == (30, 40)
    red = image.convert("RGB").getpixel((25, 3))
    assert red[0] > 200
    assert red[1] < 90
    assert not image.getexif()


def test_what_hangs_on_a_picture_is_gone():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", PLACE.decode())
    sent = picture(pnginfo=info, icc_profile=b"a profile") + HTML
    kept = redraw(sent, MediaKind.PNG)
    assert PLACE in sent
    assert not any(word in kept for word in (PLACE, HTML, b"profile", b"tEXt", b"iCCP"))


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "CMYK", "LA", "I;16"])
def test_every_mode_of_a_picture_can_be_kept(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    image = Image.new(mode, (40, 30))
    file = io.BytesIO()
    image.save(file, "JPEG" if kind == "TIFF" else kind)
    known = MediaKind.JPEG if kind == "TIFF" else MediaKind.PNG
    kept = opened(redraw(file.getvalue(), known))
    assert kept.size == (40, 30)
    assert (kept.mode == "RGBA") == (mode in {"RGBA", "LA"})


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_large_photograph_is_made_as_small_as_can_be_read(orientation):
    sent = photograph(orientation=orientation, size=(5000, 3000))
    width, height = opened(redraw(sent, MediaKind.JPEG)).size
    assert 5_900_000 < width * height < 6_100_000
    assert (width > height) is (orientation == 1)


@given(st.sampled_from(sorted(PICTURES)), st.data())
def test_a_damaged_picture_is_redrawn_or_refused(kind, data):
    whole = PICTURES[MediaKind(kind)]
    at = data.draw(st.integers(12, len(whole) - 1))
    noise = data.draw(st.binary(max_size=8))
    sent = whole[:at] + noise + whole[at + data.draw(st.integers(0, 8)) :]
    code, kept = outcome(redraw, sent, MediaKind(kind))
    assert code in {None, MediaCode.BROKEN, MediaCode.TOO_MANY_PIXELS}
    assert code or opened(kept).format.lower() == KEPT_AS[MediaKind(kind)]


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a", "a.png"]))
def test_no_bytes_bring_the_reader_of_pdf_down(noise, name):
    for sent in (noise, b"%PDF-1.7\n" + noise, pdf() + noise):
        code, kind = outcome(kind_of, sent, name)
        assert (code in set(MediaCode)) is (kind is None)
