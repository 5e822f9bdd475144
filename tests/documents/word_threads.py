"""A document with comments as Word 365 saves it: threads, and ids in parts of their own."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from tests.documents.docx_notation import RELS, TYPES, WORD_TYPE, W, archive, unpacked

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_COMPANIONS = {  # part: root, entry, its namespace and prefix, and the year of its relationship
    "commentsExtended": ("commentsEx", "commentEx", "word/2012/wordml", "w15", "2011"),
    "commentsIds": ("commentsIds", "commentId", "word/2016/wordml/cid", "w16cid", "2016/09"),
    "commentsExtensible": (
        "commentsExtensible", "commentExtensible", "word/2018/wordml/cex", "w16cex", "2018/08",
    ),
}  # fmt: skip


def saved_by_word(data: bytes, *, answer_to: str = "", resolved: str = "") -> bytes:
    """The document as Word saves it.

    ``answer_to``: Kari answers the comment with these words. ``resolved``: she ticks it off.
    """
    files = unpacked(data)
    comments = etree.fromstring(files["word/comments.xml"])
    document = etree.fromstring(files["word/document.xml"])
    threads = [(comment, "", _says(comment, resolved)) for comment in comments]
    if answer_to:
        parent = next(comment for comment in comments if _says(comment, answer_to))
        threads.append((_answer(parent, len(comments), document), _id(parent), False))
        comments.append(threads[-1][0])
    root = etree.Element(f"{{{W}}}comments", nsmap={**comments.nsmap, "w14": _W14, "mc": _MC})
    root.set(f"{{{_MC}}}Ignorable", "w14")
    root.extend(comments)
    for comment, _, _ in threads:
        comment[-1].set(f"{{{_W14}}}paraId", _paragraph_id(_id(comment)))
    files["word/comments.xml"] = _bytes(root)
    files["word/document.xml"] = _bytes(document)
    known = [(_id(comment), parent, done) for comment, parent, done in threads]
    for name in _COMPANIONS:
        files[f"word/{name}.xml"] = _companion(name, known)
        _introduce(files, name)
    return archive(files)


def _says(comment: etree._Element, words: str) -> bool:
    return bool(words) and words in "".join(comment.itertext())


def _id(comment: etree._Element) -> str:
    return comment.get(f"{{{W}}}id")


def _paragraph_id(own: str) -> str:
    return f"{int(own) + 1:08X}"


def _answer(parent: etree._Element, number: int, document: etree._Element) -> etree._Element:
    """Kari's answer, with marks beside those of what it answers."""
    for mark in document.iter(
        *(f"{{{W}}}comment{m}" for m in ("RangeStart", "RangeEnd", "Reference"))
    ):
        if mark.get(f"{{{W}}}id") == _id(parent):
            own = deepcopy(mark)
            own.set(f"{{{W}}}id", str(number))
            mark.addnext(own)
    answer = deepcopy(parent)
    for name, value in {
        "id": str(number),
        "author": "Kari Nordmann",
        "date": "2026-03-05T09:00:00Z",
    }.items():
        answer.set(f"{{{W}}}{name}", value)
    for paragraph in answer[1:]:
        answer.remove(paragraph)
    next(answer.iter(f"{{{W}}}t")).text = "Det er gjort."
    return answer


def _companion(name: str, known: list[tuple[str, str, bool]]) -> bytes:
    root, entry, namespace, prefix, _ = _COMPANIONS[name]
    rows = ""
    for own, parent, done in known:
        ids = {"paraId": _paragraph_id(own)}
        if name == "commentsExtended":
            ids |= {"paraIdParent": _paragraph_id(parent)} if parent else {}
            ids["done"] = str(int(done))
        elif name == "commentsIds":
            ids["durableId"] = f"5{_paragraph_id(own)[1:]}"
        else:
            ids = {"durableId": f"5{_paragraph_id(own)[1:]}", "dateUtc": "2026-03-02T11:00:00Z"}
        said = "".join(f' {prefix}:{key}="{value}"' for key, value in ids.items())
        rows += f"<{prefix}:{entry}{said}/>"
    address = f"http://schemas.microsoft.com/office/{namespace}"
    return f'<{prefix}:{root} xmlns:{prefix}="{address}">{rows}</{prefix}:{root}>'.encode()


def _introduce(files: dict[str, bytes], name: str) -> None:
    year = _COMPANIONS[name][-1]
    relation = f"http://schemas.microsoft.com/office/{year}/relationships/{name}"
    _append(
        files, "word/_rels/document.xml.rels", f"{{{RELS}}}Relationship",
        Id=name, Type=relation, Target=f"{name}.xml",
    )  # fmt: skip
    _append(
        files, "[Content_Types].xml", f"{{{TYPES}}}Override",
        PartName=f"/word/{name}.xml", ContentType=f"{WORD_TYPE}.{name}+xml",
    )  # fmt: skip


def _append(files: dict[str, bytes], part: str, tag: str, **attributes: str) -> None:
    root = etree.fromstring(files[part])
    etree.SubElement(root, tag, attributes)
    files[part] = _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", standalone=True)
