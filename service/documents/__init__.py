"""DOCX documents: compile a template, fill it, read it back. Bytes in and out."""
