"""The pictures of the class page, drawn without a library: a bar chart as SVG, a heat map as a PNG of one pixel a value."""

import base64
import io
from collections.abc import Sequence

from markupsafe import Markup
from PIL import Image

BINS = 10
WIDTH, HEIGHT, FOOT = 640, 150, 26  # of the bar chart, in its own units
NOTHING = (226, 226, 226)  # what was not begun
LOW, HIGH = (253, 231, 178), (20, 60, 112)  # from pale to dark: told apart also by those who see no red or green


def histogram(shares: Sequence[float]) -> Markup:
    """How many learners have which tenth of the points, as SVG. `shares` from 0 to 1; more counts as all."""
    counts = [0] * BINS
    for share in shares:
        counts[min(int(share * BINS + 1e-9), BINS - 1)] += 1
    most, step = max([*counts, 1]), WIDTH / BINS
    parts = []
    for place, count in enumerate(counts):
        tall = count / most * (HEIGHT - FOOT - 16)
        x, y, middle = place * step, HEIGHT - FOOT - tall, (place + 0.5) * step
        parts.append(f'<rect x="{x + 2:.0f}" y="{y:.1f}" width="{step - 4:.0f}" height="{tall:.1f}"/>')
        parts.append(f'<text x="{middle:.0f}" y="{y - 4:.1f}">{count or ""}</text>')
        parts.append(f'<text x="{middle:.0f}" y="{HEIGHT - 8}">{place * 10}–{place * 10 + 10}</text>')
    told = ", ".join(f"{each} of them {place * 10} to {place * 10 + 10}%" for place, each in enumerate(counts) if each)
    title = f"How the scores lie: {told or 'nobody'}."
    return Markup(
        f'<svg class="bars" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">{"".join(parts)}</svg>'
    )  # nothing in it but numbers of ours


def heat_map(rows: Sequence[Sequence[float | None]]) -> str:
    """A PNG as a data address: a row of pixels for each of `rows`, shares from 0 to 1, None where nothing was begun."""
    size = (max((len(row) for row in rows), default=0) or 1, len(rows) or 1)
    image = Image.new("RGB", size, (255, 255, 255))
    for y, row in enumerate(rows):
        for x, share in enumerate(row):
            image.putpixel((x, y), NOTHING if share is None else blend(share))
    data = io.BytesIO()
    image.save(data, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode("ascii")


def blend(share: float) -> tuple[int, int, int]:
    """The colour of a share from 0 to 1."""
    share = min(max(share, 0.0), 1.0)
    r, g, b = (round(low + (high - low) * share) for low, high in zip(LOW, HIGH, strict=True))
    return r, g, b
