"""Which way a matter goes, to whom, and who answers."""
