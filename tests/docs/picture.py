"""The pictures in the README. In: the PDFs that ``briefings build`` made. Out: their pages as small PNGs beside them.

``make docs`` runs it.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image

OUTPUT = Path(__file__).resolve().parents[2] / "output"
TOPICS = ("haiti-mss", "trade-talks-nairobi")  # the design situation, the design meeting
WIDTH = 900  # pixels; text of 9 points stays legible at this width
COLOURS = 32  # colours of the palette; enough for text on paper, a third of the bytes


def write_picture(topic: str) -> Path:
    """Return the path of the picture of ``topic``'s page, written anew."""
    with pypdfium2.PdfDocument(OUTPUT / f"{topic}.pdf") as pdf:
        page = pdf[0]
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
    path = OUTPUT / f"{topic}.png"
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    return path


if __name__ == "__main__":
    print(*map(write_picture, TOPICS), sep="\n")
