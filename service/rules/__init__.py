"""The rule engine, its checks and the packs that say how they are used."""
