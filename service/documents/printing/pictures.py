"""Pictures that may be shown: bitmaps and metafiles by their first bytes, drawings by their text.

A drawing (SVG) can show pictures from files by address, and LibreOffice 7.4 follows that, on the
machine it runs on. It knows drawings by their content, packed or not and whatever they are called.
So a picture passes as a kind that can't do this, or as a drawing that surely doesn't.
"""

from __future__ import annotations

import re
from typing import Final

from service.documents.package import UnsafeDocument

_PICTURE: Final = re.compile(r"(.*/media|docProps)/[^/]+\.(?!xml$|rels$)[^/.]+", re.IGNORECASE)
_KNOWN: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",  # JPEG
    b"GIF8",
    b"BM",
    b"II*\0",  # TIFF, and the other way round
    b"MM\0*",
    b"RIFF",  # WebP
    b"II\xbc",  # JPEG XR
    b"\0\0\1\0",  # ICO
    b"\x01\0\0\0",  # EMF
    b"\xd7\xcd\xc6\x9a",  # WMF with a header of its own
    b"\x01\0\x09\0",  # WMF in memory, and on disk
    b"\x02\0\x09\0",
)
_DRAWING: Final = re.compile(rb"(\xef\xbb\xbf)?\s*<")
_UNSURE: Final = re.compile(
    rb"""href\s*=\s*(?!["']\#)                     # something from elsewhere, or packed into it
       | <!ENTITY | \0                            # which could hide such a thing
       | <\?xml[^<>]*encoding\s*=\s*["'](?!utf-?8|us-ascii)""",
    re.VERBOSE | re.IGNORECASE,
)


def check_picture(name: str, data: bytes) -> None:
    """Let a part pass that is no picture by its name, or one that is safe to show.

    Raises:
        UnsafeDocument: it is of a kind we don't know, or a drawing that may show other files.
    """
    if not _PICTURE.fullmatch(name) or data.startswith(_KNOWN):
        return
    if not _DRAWING.match(data):
        raise UnsafeDocument(
            "Fila har et bilde i et format vi ikke kjenner; sett det inn på nytt som PNG eller "
            "JPEG."
        )
    if _UNSURE.search(data):
        raise UnsafeDocument(
            "Fila har en tegning (SVG) som kan vise bilder fra andre filer; sett den inn på nytt "
            "som PNG."
        )
