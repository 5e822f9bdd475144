"""The vocabulary of checks: code decides how to check, packs decide whether and how severely.

One module per check; the forms that a check has besides stand in the folders, by what they are
about, and import none of these. A check's ``Params`` is the model, or the models by a
discriminating field, that a rule's ``params`` in a pack must fit.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from pydantic import TypeAdapter

from service.rules.checks import (
    a1_attest_task,
    k01_precede,
    k02_count,
    k03_doc_exists,
    k04_fields,
    k05_subset,
    k06_agenda_tag,
    k07_role_relation,
    k08_vote_rights,
    k09_requester,
    k10_deadline,
    k11_attendance,
    k12_text_lint,
    k13_doc_equals_roster,
    k14_change_control,
    k15_route,
    k16_access,
    k17_date_order,
    k18_attribute,
    k19_prior_record,
    k20_periodic,
    k21_slot,
    k22_distribution,
    t1_trace_exists,
)
from service.rules.params import CheckParams

_MODULES: Mapping[str, ModuleType] = {
    "K01": k01_precede,
    "K02": k02_count,
    "K03": k03_doc_exists,
    "K04": k04_fields,
    "K05": k05_subset,
    "K06": k06_agenda_tag,
    "K07": k07_role_relation,
    "K08": k08_vote_rights,
    "K09": k09_requester,
    "K10": k10_deadline,
    "K11": k11_attendance,
    "K12": k12_text_lint,
    "K13": k13_doc_equals_roster,
    "K14": k14_change_control,
    "K15": k15_route,
    "K16": k16_access,
    "K17": k17_date_order,
    "K18": k18_attribute,
    "K19": k19_prior_record,
    "K20": k20_periodic,
    "K21": k21_slot,
    "K22": k22_distribution,
    "T1": t1_trace_exists,
    "A1": a1_attest_task,
}

CHECKS: Mapping[str, TypeAdapter[CheckParams]] = {
    code: TypeAdapter(module.Params) for code, module in _MODULES.items()
}


def explanation(code: str) -> str:
    """What a check decides, from which facts, and when it can't: its module's docstring."""
    return (_MODULES[code].__doc__ or "").strip()
