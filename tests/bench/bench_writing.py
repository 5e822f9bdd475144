"""Making protocols and writing them to WsgiDAV, against bare PUTs of the same bytes.

Both sides write to the same server, each time into a fresh folder, in memory where there is such a
folder. The sides take turns. Memory is looked at after every hundred documents: it may not grow.
"""

from __future__ import annotations

import base64
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from service.documents import load_template, render
from tests.bench.bench_documents import protocol_data
from tests.bench.table import Times, heading, race
from tests.servers.server import Server
from tests.servers.wsgidav import wsgidav

MEMORY = Path("/dev/shm")
GOAL = 1 / 0.8  # of the bare PUTs' time: four fifths of their speed
GROWTH_MB = 10.0


def report(documents: int, rounds: int) -> Iterator[str]:
    """A line for the race, and one for the memory."""
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder,
        wsgidav(Path(folder)) as server,
    ):
        _ours(server, 50), _bare(server, 50)
        ours: list[float] = []
        bare: list[float] = []
        grown = 0.0
        for _ in range(rounds):
            seconds, growth = _ours(server, documents)
            ours.append(seconds)
            grown = max(grown, growth)
            bare.append(_bare(server, documents))
        yield heading()
        what = f"{documents} made and written"
        yield race(what, Times("kjoreplan", ours), Times("bare PUTs", bare), GOAL)
        verdict = "met" if grown <= GROWTH_MB else "NOT MET"
        yield f"memory grown by {grown:.1f} MB over {documents}, goal ≤ {GROWTH_MB:g}: {verdict}"


def _ours(server: Server, documents: int) -> tuple[float, float]:
    """Seconds, and megabytes by which the most that was held has grown since the first tenth."""
    template, data = load_template("protokoll", "nb"), protocol_data()
    store = server.open(server.collection())
    settled = 0
    start = time.perf_counter()
    for number in range(documents):
        store.create(f"{number}.docx", render(template, data, document_id=str(number)))
        if number == documents // 10:
            settled = _most_held()
    seconds = time.perf_counter() - start
    store.close()
    return seconds, (_most_held() - settled) / 1024


def _bare(server: Server, documents: int) -> float:
    """Seconds for the same bytes, made beforehand."""
    template, data = load_template("protokoll", "nb"), protocol_data()
    made = [render(template, data, document_id=str(number)) for number in range(documents)]
    url = server.collection()
    with requests.Session() as session:
        login = base64.b64encode(f"{server.username}:{server.password}".encode()).decode()
        session.headers["Authorization"] = f"Basic {login}"
        start = time.perf_counter()
        for number, document in enumerate(made):
            session.put(f"{url}{number}.docx", document, timeout=20).raise_for_status()
        return time.perf_counter() - start


def _most_held() -> int:
    """The most memory this process has held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
