"""The files of the Nextcloud double, as Nextcloud 32.0.1 was seen to keep them."""

from __future__ import annotations

import email.utils
import hashlib
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from tests.servers.cloud_xml import (
    DAV,
    NC_FILES,
    OC,
    Request,
    Told,
    element,
    href,
    multistatus,
    refusal,
    wanted_properties,
)
from tests.servers.meddler import Reply

Path = tuple[str, ...]
_FORBIDDEN: Final = ("\\", ".htaccess")
_TYPE: Final = ("Content-Type", "application/octet-stream")


@dataclass(frozen=True)
class File:
    """One file. ``mtime`` is in whole seconds; ``id`` stays when it is renamed or written over."""

    data: bytes
    mtime: int
    id: int

    @property
    def etag(self) -> str:
        """Two versions of one length within a second have the same."""
        version = f"{self.mtime} {len(self.data)} {self.id}"
        return hashlib.md5(version.encode()).hexdigest()


@dataclass
class Files:
    """All users' files, by the path below files/.

    Args:
        quota: the most bytes that a user may keep.
    """

    quota: int = 1 << 30
    files: dict[Path, File] = field(default_factory=dict)
    folders: dict[Path, str] = field(default_factory=dict)  # with their etags
    readers: set[Path] = field(default_factory=set)  # folders that may only be read
    bin: dict[str, tuple[Path, File]] = field(default_factory=dict)
    _busy: set[Path] = field(default_factory=set)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @contextmanager
    def writing(self, path: Path) -> Iterator[bool]:
        """Somebody sends a file; False where somebody else does already."""
        free = path not in self._busy
        self._busy.add(path)
        try:
            yield free
        finally:
            if free:
                self._busy.discard(path)

    def answer(self, request: Request) -> Reply:
        """Answer a request below files/USER/ or trashbin/USER/."""
        kind, owner, *_ = (*request.parts, "", "")
        if owner != request.user:
            return refusal(404)
        self.folders.setdefault((owner,), self._version())
        if kind == "trashbin":
            return self._trashbin(request)
        path = request.parts[1:]
        act = {
            "PROPFIND": self._propfind,
            "GET": self._get,
            "PUT": self._put,
            "DELETE": self._delete,
            "MKCOL": self._mkcol,
            "MOVE": self._move,
        }.get(request.method)
        if request.method == "OPTIONS":
            return Reply(200, [("Content-Type", "text/html; charset=UTF-8")])
        return refusal(501) if act is None else act(request, path)  # LOCK: without files_lock

    # reading

    def _propfind(self, request: Request, path: Path) -> Reply:
        if path not in self.files and path not in self.folders:
            return refusal(404)
        found = [path]
        if request.header("depth") == "1":
            found += sorted(p for p in (*self.files, *self.folders) if p[:-1] == path)
        return multistatus(map(self._told, found), wanted_properties(request.xml()))

    def _told(self, path: Path) -> Told:
        file = self.files.get(path)
        if file is None:
            kind = element(DAV + "resourcetype", element(DAV + "collection"))
            properties = {DAV + "resourcetype": kind, DAV + "getetag": f'"{self.folders[path]}"'}
            return Told(href("files", *path, folder=True), properties)
        return Told(
            href("files", *path),
            {
                DAV + "resourcetype": element(DAV + "resourcetype"),
                DAV + "getetag": f'"{file.etag}"',
                DAV + "getlastmodified": email.utils.formatdate(file.mtime, usegmt=True),
                OC + "fileid": str(file.id),
            },
        )

    def _get(self, _: Request, path: Path) -> Reply:
        file = self.files.get(path)
        return refusal(404) if file is None else Reply(200, [_TYPE, *_version(file)], file.data)

    # writing

    def _put(self, request: Request, path: Path) -> Reply:
        lying = self.files.get(path)
        if request.held_back(lying.etag if lying else None):
            return refusal(412)
        if path[:-1] not in self.folders:
            return refusal(404)  # not 409, as RFC 4918 has it
        if any(bad in path[-1] for bad in _FORBIDDEN):
            return refusal(400)
        if not self._may_write(path):
            return refusal(403)
        kept = sum(len(f.data) for p, f in self.files.items() if p[0] == path[0] and p != path)
        if kept + len(request.body) > self.quota:
            return refusal(507)
        told = request.header("x-oc-mtime")
        mtime = int(told) if told else int(time.time())
        self.files[path] = File(request.body, mtime, lying.id if lying else next(self._ids))
        self._touch(path)
        headers = [*_version(self.files[path]), *([("X-OC-MTime", "accepted")] if told else [])]
        return Reply(204 if lying else 201, headers)

    def _delete(self, request: Request, path: Path) -> Reply:
        if path not in self.files and path not in self.folders:
            return refusal(404)
        lying = self.files.get(path)
        if request.held_back(lying.etag if lying else ""):
            return refusal(412)
        if not self._may_write(path):
            return refusal(403)
        for one in [p for p in self.files if p[: len(path)] == path]:
            file = self.files.pop(one)
            if not request.header("x-nc-skip-trashbin"):
                self.bin[f"{one[-1]}.d{next(self._ids)}"] = one, file
        for one in [p for p in self.folders if p[: len(path)] == path]:
            del self.folders[one]
        self._touch(path)
        return Reply(204)

    def _mkcol(self, _: Request, path: Path) -> Reply:
        if path in self.folders or path in self.files:
            return refusal(405)
        if path[:-1] not in self.folders:
            return refusal(409)
        if not self._may_write(path):
            return refusal(403)
        self.folders[path] = self._version()
        self._touch(path)
        return Reply(201)

    def _move(self, request: Request, path: Path) -> Reply:
        to, lying = request.destination()[1:], self.files.get(path)
        if lying is None:
            return refusal(404)
        if to[:-1] not in self.folders:
            return refusal(409)
        taken = to in self.files and request.header("overwrite") == "F"
        if taken or request.held_back(lying.etag):
            return refusal(412)
        if not (self._may_write(path) and self._may_write(to)):
            return refusal(403)
        self.files[to] = self.files.pop(path)
        self._touch(path)
        self._touch(to)
        return Reply(201, [("OC-FileId", f"{lying.id:08}")])

    def _may_write(self, path: Path) -> bool:
        return not any(path[: len(one)] == one for one in self.readers)

    def _touch(self, path: Path) -> None:
        """Every folder above has another etag when anything below it changes."""
        for length in range(1, len(path)):
            if path[:length] in self.folders:
                self.folders[path[:length]] = self._version()

    def _version(self) -> str:
        return f"{next(self._ids):013x}"

    # the trash bin

    def _trashbin(self, request: Request) -> Reply:
        mine = {name: path for name, (path, _) in self.bin.items() if path[0] == request.user}
        if request.method == "PROPFIND":
            told = [
                Told(
                    href(*request.parts[:3], name),
                    {NC_FILES + "trashbin-original-location": "/".join(path[1:])},
                )
                for name, path in mine.items()
            ]
            return multistatus(told, wanted_properties(request.xml()))
        if request.method == "DELETE" and request.parts[-1] in mine:
            del self.bin[request.parts[-1]]
            return Reply(204)
        return refusal(404)

    def as_old(self, path: Path, seconds: int) -> None:
        """Let a file have been changed so long ago."""
        self.files[path] = replace(self.files[path], mtime=int(time.time()) - seconds)


def _version(file: File) -> list[tuple[str, str]]:
    return [
        ("ETag", f'"{file.etag}"'),
        ("OC-ETag", f'"{file.etag}"'),
        ("OC-FileId", f"{file.id:08}"),
        ("Last-Modified", email.utils.formatdate(file.mtime, usegmt=True)),
    ]
