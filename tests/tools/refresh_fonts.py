"""Fonts of the package → briefings/fonts/. In: the npm packages of Google's fonts. Out: the faces in use, licences.

Run by hand when a family has news: ``python tests/tools/refresh_fonts.py`` (needs npm). The files are taken as they
are: whole TrueType faces, because subsets miss arrows, ≤ and ≥, and woff2 is slow to unpack. Why these families:
Source Serif 4 reads well at 9.5 pt, Inter has every letter of the African, Vietnamese and Turkish alphabets, and Noto
Serif lends Source Serif the ones that it lacks (ɓ ɗ ƙ ƴ of Hausa, ɖ ɛ ɣ ɔ ʋ of Ewe).
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "briefings" / "fonts"
# npm package and version → how our files begin, and the faces taken: folder in the package, and our word for it
FAMILIES = {
    "source-serif-4@0.4.1": (
        "SourceSerif4",
        {"400Regular": "Regular", "400Regular_Italic": "Italic", "600SemiBold": "SemiBold"},
    ),
    "inter@0.4.2": ("Inter", {"400Regular": "Regular", "600SemiBold": "SemiBold"}),
    "noto-serif@0.4.2": ("NotoSerif", {"400Regular": "Regular", "600SemiBold": "SemiBold"}),
}


def main() -> None:
    """Fetch each family and write its faces and its licence."""
    for package, (family, faces) in FAMILIES.items():
        with tempfile.TemporaryDirectory() as folder:
            _fetch(package, Path(folder))
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
                _write_family(archive, family, faces)


def _fetch(package: str, folder: Path) -> None:
    subprocess.run(["npm", "pack", "--silent", f"@expo-google-fonts/{package}"], cwd=folder, check=True)


def _write_family(archive: tarfile.TarFile, family: str, faces: dict[str, str]) -> None:
    names = archive.getnames()
    for folder, face in faces.items():
        name = next(n for n in names if n.startswith(f"package/{folder}/") and n.endswith(".ttf"))
        (FOLDER / f"{family}-{face}.ttf").write_bytes(_read(archive, name))
    (FOLDER / f"OFL-{family}.txt").write_bytes(_read(archive, "package/LICENSE_FONT"))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    assert file is not None, name
    return file.read()


if __name__ == "__main__":
    main()
