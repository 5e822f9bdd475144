"""Files for the reader to keep."""

from __future__ import annotations

import io

from flask import send_file
from werkzeug.wrappers import Response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attached(data: bytes, name: str, kind: str = "") -> Response:
    """A file to keep; without a ``kind`` it is a PDF or a DOCX, as its name says."""
    known = "application/pdf" if name.endswith(".pdf") else DOCX
    return send_file(io.BytesIO(data), kind or known, as_attachment=True, download_name=name)
