"""The command line: a contract that scripts rely on (see the architecture, section 8).

Exit status: 0 fine; 1 findings of error severity, or conflicts waiting; 2 usage or input that can't
be used; 3 a server could not be reached, and the same command may work later.
"""

from __future__ import annotations

from service.cli.main import main

__all__ = ["main"]
