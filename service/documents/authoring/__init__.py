"""The shipped templates as code: content as data, python-docx to write it, one command to rebuild.

``python -m service.documents.authoring`` rewrites ``templates/``; a test holds the two together.
"""
