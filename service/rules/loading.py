"""Finding rule packs by name, and putting together those that build on each other."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from service.domain.errors import InputError
from service.domain.model import Period
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.pack_reader import PackReader

ALWAYS = Period(start=dt.date.min)


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with the product."""
    return tuple(sorted(p.name.removesuffix(".toml") for p in _shipped().iterdir() if p.is_file()))


def _shipped() -> Traversable:
    return files("service.rules").joinpath("packs")


def load_pack(name: str, folder: Traversable | None = None) -> RulePack:
    """Load a pack by name from ``folder``, or else from the shipped ones.

    Raises:
        InputError: there is no such pack, or its file can't be used; nothing of it is then loaded.
    """
    if folder is not None and not isinstance(folder, Path):
        return _load(name, folder, ())
    own = _contents(folder) if folder else ()
    return _load_own(name, folder, own) if folder and own else _load_shipped(name)


def _contents(folder: Path) -> tuple[tuple[str, bytes], ...]:
    """The packs of a folder, byte for byte: what has been read of the same, need not be again."""
    return tuple(sorted((p.name, p.read_bytes()) for p in folder.glob("*.toml") if p.is_file()))


@lru_cache(maxsize=64)
def _load_own(
    name: str,
    folder: Path,
    contents: tuple[tuple[str, bytes], ...],  # noqa: ARG001 - another pack is loaded anew
) -> RulePack:
    return _load(name, folder, ())


@cache
def _load_shipped(name: str) -> RulePack:
    return _load(name, _shipped(), ())


def _load(name: str, folder: Traversable, above: tuple[str, ...]) -> RulePack:
    """``above`` are the packs on the way to this one, which it can't build on in turn."""
    path = folder.joinpath(f"{name}.toml")
    if not path.is_file():
        path = _shipped().joinpath(f"{name}.toml")
    if not path.is_file():
        known = ", ".join(shipped_packs())
        raise InputError(f"Det finnes ingen regelpakke «{name}». Velg blant: {known}.", where=name)
    if name in above:
        chain = " → ".join((*above, name))
        raise InputError(f"Regelpakkene bygger på hverandre i ring: {chain}.", where=path.name)
    text = path.read_text(encoding="utf-8")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"Fila er ikke gyldig TOML: {error}.", where=path.name) from error
    pack = PackReader(path.name, text, lambda n: _load(n, folder, (*above, name))).pack(raw)
    if pack.name != name:
        message = f"Pakka heter «{pack.name}», men fila «{name}». De skal hete det samme."
        raise InputError(message, where=f"{path.name}, name")
    return pack


def load_pack_file(path: Path) -> RulePack:
    """Load a pack from a file; packs it builds on may lie beside it.

    Raises:
        InputError: there is no such file, or it can't be used.
    """
    if not path.is_file():
        raise InputError("Fila finnes ikke. Se om navnet er riktig.", where=str(path))
    return _load(path.stem, path.parent, ())


def load_packs(
    names: Iterable[str],
    folder: Traversable | None = None,
    periods: Mapping[str, Period] | None = None,
) -> tuple[RulePack, ...]:
    """Load several packs, each once, and each rule once.

    ``periods`` say for how long the group uses a pack, where that is not the pack's whole period.

    Raises:
        InputError: one can't be used, or two contradict each other on the same day.
    """
    return combined((load_pack(name, folder) for name in dict.fromkeys(names)), periods)


def combined(
    chosen: Iterable[RulePack], periods: Mapping[str, Period] | None = None
) -> tuple[RulePack, ...]:
    """Packs to judge by together: each within its time, each rule once.

    A pack that another of them extends is left out: its rules are in the other, as that has them.

    Raises:
        InputError: two contradict each other on the same day.
    """
    packs, used = tuple(chosen), periods or {}
    refuse_contradictions(packs, used)
    inherited = {name for pack in packs for name in pack.extends}
    return _each_rule_once(
        _within(pack, used.get(pack.name, ALWAYS)) for pack in packs if pack.name not in inherited
    )


def refuse_contradictions(
    packs: Iterable[RulePack], periods: Mapping[str, Period] | None = None
) -> None:
    """Packs that contradict each other can't both hold on the same day.

    Raises:
        InputError: naming the two, why, and what to do.
    """
    chosen = {name: pack for pack in packs for name in (pack.name, *pack.extends)}
    used = periods or {}
    for pack in {pack.name: pack for pack in chosen.values()}.values():
        for other, why in sorted(pack.conflicts.items()):
            if other not in chosen or chosen[other] is pack:
                continue
            both = pack.name, chosen[other].name
            if _overlap(*(used.get(name, ALWAYS) for name in both)):
                raise InputError(
                    f"Regelpakkene {both[0]} og {both[1]} motsier hverandre. {why['nb']} "
                    "Velg én av dem, eller gi dem hver sin tid.",
                    where=both[0],
                )


def _overlap(first: Period, second: Period) -> bool:
    return (first.end is None or second.start <= first.end) and (
        second.end is None or first.start <= second.end
    )


def _within(pack: RulePack, period: Period) -> RulePack:
    """The pack with its rules holding in no more than the period."""
    if period == ALWAYS:
        return pack
    rules = (replace(rule, effective=rule.effective.common(period)) for rule in pack.rules)
    return replace(pack, rules=tuple(rules))


def _each_rule_once(packs: Iterable[RulePack]) -> tuple[RulePack, ...]:
    seen: dict[str, RuleDefinition] = {}
    kept = []
    for pack in packs:
        rules = tuple(r for r in pack.rules if r.code not in seen)
        seen |= {rule.code: rule for rule in rules}
        kept.append(replace(pack, rules=rules))
    return tuple(kept)
