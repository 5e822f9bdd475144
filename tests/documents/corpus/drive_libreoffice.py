"""Edits documents in a LibreOffice of its own, as a person at the keyboard would.

Runs on Debian's Python, which has ``uno``. One job a line on standard input:
``{"source": …, "target": …, "steps": [{"do": "type_over", …}, …]}``; one answer a line on standard
output. ``libreoffice_hand.py`` says what each step does.
"""

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.uno import Exception as UnoException
from libreoffice_hand import Hand, service, value

OPEN_SECONDS = 60


def main(folder):
    """Serve jobs until standard input ends, then close LibreOffice."""
    pipe = f"kjoreplan-{uuid.uuid4().hex}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless",
         "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"],
        stdout=sys.stderr,
    )  # fmt: skip
    try:
        context = connect(pipe)
        print(json.dumps({"version": version(context)}), flush=True)
        for line in sys.stdin:
            print(json.dumps(answer(context, json.loads(line))), flush=True)
        service(context, "com.sun.star.frame.Desktop").terminate()
        office.wait(30)
    finally:
        office.kill()


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    until = time.monotonic() + OPEN_SECONDS
    while time.monotonic() < until:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not answer.")


def version(context):
    provider = service(context, "com.sun.star.configuration.ConfigurationProvider")
    path = value("nodepath", "/org.openoffice.Setup/Product")
    product = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", (path,)
    )
    return product.getByName("ooSetupVersionAboutBox")


def answer(context, job):
    desktop = service(context, "com.sun.star.frame.Desktop")
    document = desktop.loadComponentFromURL(
        Path(job["source"]).as_uri(), "_blank", 0, (value("Hidden", True),)
    )
    try:
        hand = Hand(context, document)
        for step in job["steps"]:
            arguments = {name: given for name, given in step.items() if name != "do"}
            getattr(hand, step["do"])(**arguments)
        filters = (value("FilterName", "MS Word 2007 XML"),)
        document.storeToURL(Path(job["target"]).as_uri(), filters)
    except (UnoException, LookupError, AttributeError) as error:
        return {"error": f"{step}: {error!r}"}
    finally:
        document.close(True)
    return {"error": ""}


main(*sys.argv[1:])
