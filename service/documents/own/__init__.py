"""A group's own templates: an ordinary DOCX with content controls, made in Word or LibreOffice.

It is looked over when it is uploaded, told what is wrong with it and where, and brought into the
form that the shipped templates have, so that the same machinery fills it and reads it.
"""

from service.documents.own.adopting import Adoption, adopt
from service.documents.own.remarks import Remark, remark, sentence
from service.documents.own.sample import sample

__all__ = ["Adoption", "Remark", "adopt", "remark", "sample", "sentence"]
