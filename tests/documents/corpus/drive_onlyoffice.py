"""Edits documents in OnlyOffice's engine. Runs in the environment that has ``document-builder``.

One job a line on standard input: ``{"source": …, "target": …, "steps": [{"do": …}, …]}``; one
answer a line on standard output. ``onlyoffice.js`` says what each step does.
"""

import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

# The engine writes on standard output too: the answers get a copy of it, and the engine the other.
ANSWERS = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import docbuilder  # noqa: E402 - it must not see the real standard output

HAND = Path(__file__).with_name("onlyoffice.js").read_text(encoding="utf-8")
PICTURE = Path(__file__).with_name("picture.png")


def main():
    """Serve jobs until standard input ends."""
    say({"version": version("document-builder")})
    for line in sys.stdin:
        say(answer(json.loads(line)))


def say(what):
    print(json.dumps(what), file=ANSWERS, flush=True)


def answer(job):
    builder = docbuilder.CDocBuilder()
    builder.OpenFile(job["source"])
    try:
        arguments = f"{json.dumps(job['steps'])}, {json.dumps(str(PICTURE))}"
        error = run(builder, f"(function () {{ {HAND}\nreturn edit({arguments}); }})();")
        builder.SaveFile("docx", job["target"])
    finally:
        builder.CloseFile()
    return {"error": error}


def run(builder, script):
    result = builder.GetContext().CreateUndefined()
    builder.ExecuteCommand(script, result)
    return result.ToString()


main()
