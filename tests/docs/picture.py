"""The picture in the README. In: the PDF that ``briefings build`` made. Out: its page as a small PNG beside it.

``make docs`` runs it.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

OUTPUT = Path(__file__).resolve().parents[2] / "output"
WIDTH = 900  # pixels; text of 9 points stays legible at this width
GREYS = 32  # colours of the palette; enough for text on paper, a third of the bytes


def write_picture(topic: str = "haiti-mss") -> Path:
    """Return the path of the picture of ``topic``'s page, written anew."""
    with pypdfium2.PdfDocument(OUTPUT / f"{topic}.pdf") as pdf:
        page = pdf[0]
        image = page.render(scale=WIDTH / page.get_width()).to_pil()
    path = OUTPUT / f"{topic}.png"
    image.convert("P", palette=1, colors=GREYS).save(path, optimize=True)
    return path


if __name__ == "__main__":
    print(write_picture())
