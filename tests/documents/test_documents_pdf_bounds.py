"""Whatever LibreOffice is made to do, it ends, stays small, calls nobody, and leaves nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from service.documents.printing import bounded, pdf
from service.documents.printing.bounded import (
    Bounds,
    OutOfTime,
    ProgramFailed,
    ResultTooLarge,
    locate,
)
from service.documents.printing.pdf import to_pdf
from tests.documents import office
from tests.documents.docx_notation import docx, edited, relationships

ROOT = Path(__file__).parents[2]
DOCUMENT = docx("# Sak 1/18\nTekst.")
HURRIED = Bounds(seconds=1.0)
# The tests of a bound must not meet the clock first, on however busy a machine.
PATIENT = 300.0
PICTURE = """<w:p><w:r><w:drawing><wp:inline
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 ><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="b"/><a:graphic
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData
 uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr
 id="1" name="b"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link="r0"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><a:stretch
 ><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext
 cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic
 ></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"""

Fake = Callable[[str], str]
needs_namespaces = pytest.mark.skipif(
    not bounded._namespaces(), reason="this system refuses namespaces"
)


@pytest.fixture(params=["namespaces", "none"])
def isolation(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both with the namespaces this machine gives, and as where they are refused."""
    if request.param == "none":
        monkeypatch.setattr(bounded, "_namespaces", tuple)
    return request.param


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, which must be empty at the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def fake(tmp_path: Path, temporary: Path) -> Iterator[Fake]:
    """Makes a program of these lines of sh; at the end nothing that it started may be running.

    ``$MARK`` in the lines marks a command, so that it is found among the processes.
    """
    mark = f"1{uuid.uuid4().int % 10**9}"

    def program(lines: str) -> str:
        path = tmp_path / f"soffice-{mark}"
        path.write_text(f"#!/bin/sh\nMARK={mark}\n{lines}\n")
        path.chmod(0o755)
        return str(path)

    yield program
    assert running(mark) == []


def running(mark: str) -> list[str]:
    """The command lines with ``mark`` in them."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes()
        except OSError:  # it has ended
            continue
        if mark.encode() in words:
            found.append(words.replace(b"\0", b" ").decode())
    return found


def wait_until(holds: Callable[[], bool]) -> None:
    """Look again and again, far longer than it should take."""
    give_up = time.monotonic() + PATIENT
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def made(soffice: str, bounds: Bounds) -> bytes:
    return to_pdf(DOCUMENT, language="nb", title="Protokoll", soffice=soffice, bounds=bounds)


def test_a_program_that_hangs_is_ended_with_its_children(isolation, fake):
    with pytest.raises(OutOfTime, match="mer enn 1 sekund") as caught:
        made(fake("sleep $MARK & sleep $MARK & wait"), HURRIED)
    assert caught.value.temporary


def test_a_program_that_waits_for_nothing_but_signals_is_ended(isolation, fake):
    with pytest.raises(OutOfTime):
        made(fake("trap '' TERM INT HUP; while :; do sleep $MARK; done"), HURRIED)


@needs_namespaces
def test_a_child_that_leaves_the_group_is_ended_where_there_are_namespaces(fake):
    with pytest.raises(OutOfTime):
        made(fake("setsid sleep $MARK & sleep $MARK"), HURRIED)


def test_what_a_program_leaves_running_is_ended(isolation, fake):
    leaving = fake('sleep $MARK & printf "%%PDF-1.7" > document.pdf')
    assert made(leaving, Bounds(seconds=PATIENT)) == b"%PDF-1.7"


def test_endless_output_goes_nowhere(isolation, fake):
    with pytest.raises(OutOfTime):
        made(fake("while :; do echo mer; echo mer >&2; done"), HURRIED)


def test_an_endless_file_stops_at_the_bound(isolation, fake):
    endless = fake("exec cat /dev/zero > document.pdf")
    with pytest.raises(ResultTooLarge, match="større enn 3 MB") as caught:
        made(endless, Bounds(seconds=PATIENT, file_bytes=3 * 1024**2))
    assert not caught.value.temporary


def test_a_program_that_only_computes_stops_at_the_bound(isolation, fake):
    with pytest.raises(ProgramFailed):
        made(fake("while :; do :; done"), Bounds(seconds=PATIENT, cpu_seconds=1))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_a_program_that_takes_all_memory_stops_at_the_bound(isolation, fake):
    taking = "x = bytearray(512 * 1024**2); print('%PDF-', end='')"
    greedy = fake(f'exec {sys.executable} -c "{taking}" > document.pdf')
    assert made(greedy, Bounds(seconds=PATIENT, memory_bytes=2 * 1024**3)) == b"%PDF-"
    with pytest.raises(ProgramFailed):
        made(greedy, Bounds(seconds=PATIENT, memory_bytes=1024**3 // 4))


@pytest.mark.parametrize(
    "lines", ["exit 0", "exit 3", "echo tull > document.pdf", "echo %PDF- > document.pdf; exit 3"]
)
def test_a_program_that_gives_no_pdf_has_failed(lines, fake):
    with pytest.raises(ProgramFailed):
        made(fake(lines), Bounds(seconds=PATIENT))


def test_a_program_is_told_nothing_of_the_service(isolation, fake, monkeypatch):
    monkeypatch.setenv("KJOREPLAN_SECRET_KEY", "nøkkelen")
    telling = fake('{ echo "%PDF-"; env; pwd; cat; } > document.pdf')
    told = made(telling, Bounds(seconds=PATIENT)).decode()
    names = {line.partition("=")[0] for line in told.splitlines() if "=" in line}
    assert names <= {"PATH", "HOME", "TMPDIR", "LANG", "PWD", "OLDPWD", "SHLVL", "_", "MARK"}
    assert "nøkkelen" not in told


def test_an_interruption_ends_the_program_too(isolation, fake):
    class Interrupted(Exception):
        pass

    def interrupt(*_: object) -> None:
        raise Interrupted

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 1)
        with pytest.raises(Interrupted):
            made(fake("sleep $MARK"), Bounds(seconds=PATIENT))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@needs_namespaces
def test_a_program_does_not_outlive_a_service_that_is_killed(fake, tmp_path):
    hanging = fake("touch started; sleep $MARK")
    call = (
        "from pathlib import Path\n"
        "from service.documents.printing.bounded import Bounds, run_bounded\n"
        f"run_bounded([{hanging!r}], Path({str(tmp_path)!r}), Bounds(seconds={PATIENT}))"
    )
    service = subprocess.Popen([sys.executable, "-c", call], cwd=ROOT)
    wait_until((tmp_path / "started").exists)
    service.kill()
    service.wait()
    wait_until(lambda: running(Path(hanging).name.partition("-")[2]) == [])


def test_who_waits_for_a_place_waits_no_longer_than_the_bound(fake):
    for _ in range(bounded._AT_ONCE):
        assert bounded._PLACES.acquire(timeout=PATIENT)
    try:
        with pytest.raises(OutOfTime):
            made(fake("exit 0"), Bounds(seconds=0.1))
    finally:
        bounded._PLACES.release(bounded._AT_ONCE)


def test_a_failure_gives_its_place_back(fake):
    for _ in range(bounded._AT_ONCE + 1):
        with pytest.raises(ProgramFailed):
            made(fake("exit 1"), Bounds(seconds=PATIENT))


def test_a_libreoffice_that_is_killed_leaves_no_socket(isolation, fake, monkeypatch):
    sockets: list[Path] = []

    def telling(command: Sequence[str], folder: Path, bounds: Bounds) -> int:
        sockets.append(pdf._socket(folder / "profile"))
        (folder / "socket").write_text(str(sockets[0]))
        return bounded.run_bounded(command, folder, bounds)

    monkeypatch.setattr(pdf, "run_bounded", telling)
    # Ends, and has LibreOffice killed with it, when the socket has the name that we expect.
    idle = 'soffice "$1" --headless --norestore & until [ -S "$(cat socket)" ]; do sleep 0.1; done'
    with pytest.raises(ProgramFailed):
        made(fake(idle), Bounds(seconds=PATIENT))
    assert not sockets[0].exists()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An HTTP server on loopback, and what it was asked for."""
    asked: list[str] = []

    class Remembering(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode())
            self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Remembering) as httpd:
        thread = threading.Thread(target=httpd.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{httpd.server_port}", asked
        finally:
            httpd.shutdown()
            thread.join()


def linking(address: str) -> bytes:
    """A document with a picture that lies elsewhere."""
    links = relationships(("image", f"{address}/bilde.png"), external=True).decode()
    rest = relationships(("styles", "styles.xml")).decode().replace('Id="r0"', 'Id="r1"')
    document = edited(docx("Tekst."), ("<w:body>", f"<w:body>{PICTURE}"))
    both = links.replace("</Relationships>", rest[rest.index("<Relationship ") :])
    return edited(
        document,
        (relationships(("styles", "styles.xml")).decode(), both),
        part="word/_rels/document.xml.rels",
    )


def test_a_linked_picture_is_not_fetched(isolation, temporary, server):
    address, asked = server
    soffice = locate("soffice", "")
    made = pdf._converted(linking(address), "nb-NO", soffice, Bounds(seconds=PATIENT))
    assert made.startswith(b"%PDF-")
    assert asked == []


def test_a_libreoffice_without_our_walls_does_fetch_it(server, tmp_path):
    address, asked = server
    document = tmp_path / "linking.docx"
    document.write_bytes(linking(address))
    office.convert(document, "pdf", tmp_path)
    assert any("/bilde.png" in line for line in asked)


def test_no_namespace_is_no_obstacle(monkeypatch):
    monkeypatch.setattr(bounded, "_NAMESPACES", ("finnes-ikke",))
    assert bounded._namespaces.__wrapped__() == ()
    monkeypatch.setattr(bounded, "_NAMESPACES", ("false",))
    assert bounded._namespaces.__wrapped__() == ()
