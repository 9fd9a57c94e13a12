"""The icons in the package are the sign, as it is drawn today."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from squad.resources import STATIC
from tests.support.icons import ICONS, draw

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ICONS)
def test_icon_is_the_sign(browser, name):
    drawn = Image.open(io.BytesIO(draw(browser, name))).convert("RGB")
    with Image.open(STATIC / "icons" / f"{name}.png") as kept:
        difference = ImageChops.difference(drawn, kept.convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) < 0.5, "python -m tests.support.icons draws it anew"
