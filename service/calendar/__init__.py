"""Meetings as VEVENTs and deadlines as VTODOs, and back. Bytes in and out."""
