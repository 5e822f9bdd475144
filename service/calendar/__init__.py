"""Meetings as VEVENTs and deadlines as VTODOs, and back. Bytes in and out (RFC 5545)."""

from service.calendar.canonical import canonical, moment
from service.calendar.describing import deadline_fields, meeting_fields, title
from service.calendar.lines import UnreadableObject
from service.calendar.reading import ReadObject, read
from service.calendar.writing import merge, new_object

__all__ = [
    "ReadObject",
    "UnreadableObject",
    "canonical",
    "deadline_fields",
    "meeting_fields",
    "merge",
    "moment",
    "new_object",
    "read",
    "title",
]
