"""Apache with mod_dav and mod_deflate (WebDAV), as Debian ships it, with one user."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.servers.process import free_port, running
from tests.servers.server import PASSWORD, USERNAME, Server

_MODULES = Path("/usr/lib/apache2/modules")
_NEEDED = [
    ("mpm_event", "mpm_event"),
    ("authn_core", "authn_core"),
    ("authn_file", "authn_file"),
    ("authz_core", "authz_core"),
    ("authz_user", "authz_user"),
    ("auth_basic", "auth_basic"),
    ("filter", "filter"),
    ("deflate", "deflate"),
    ("dav", "dav"),
    ("dav_fs", "dav_fs"),
    ("mime", "mime"),
]


@contextlib.contextmanager
def apache(directory: Path) -> Iterator[Server]:
    """Run Apache with all its files in ``directory``, to which every user must have access."""
    binary = shutil.which("apache2", path=os.environ["PATH"] + ":/usr/sbin")
    assert binary, "Debian's package apache2 is needed"
    port = free_port()
    files = directory / "files"
    files.mkdir()
    (directory / "locks").mkdir()
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()
    (directory / "users").write_text(f"{USERNAME}:{{SHA}}{digest}\n", encoding="utf-8")
    config = directory / "apache.conf"
    config.write_text(_config(directory, port), encoding="utf-8")
    if os.getuid() == 0:
        _give_to("www-data", directory)
    with running([binary, "-X", "-f", str(config)], port, directory / "log"):
        yield Server("Apache", "webdav", f"http://127.0.0.1:{port}/", USERNAME, PASSWORD, files)


def _config(directory: Path, port: int) -> str:
    modules = "".join(f"LoadModule {n}_module {_MODULES}/mod_{f}.so\n" for n, f in _NEEDED)
    return f"""{modules}
ServerRoot {directory}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {directory}/pid
ErrorLog {directory}/error.log
DocumentRoot {directory}/files
User www-data
Group www-data
TypesConfig /etc/mime.types
DavLockDB {directory}/locks/db
<Directory {directory}/files>
  Dav On
  AuthType Basic
  AuthName test
  AuthUserFile {directory}/users
  Require valid-user
  SetOutputFilter DEFLATE
</Directory>
"""


def _give_to(user: str, directory: Path) -> None:
    """Apache drops root, so its files must be another's."""
    ids = pwd.getpwnam(user)
    for path in (directory, *directory.rglob("*")):
        os.chown(path, ids.pw_uid, ids.pw_gid)
