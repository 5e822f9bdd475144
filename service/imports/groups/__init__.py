"""The group file: one TOML file that says everything a group has decided about itself.

Keys are English, values are the words a Norwegian secretary uses; the product's own codes are
accepted as well. See :mod:`service.imports.groups.terms` for every word. What is not listed here is
refused, so that a misspelt key is never silently without effect::

    [group]
    id = "aure-2015"                        # a-z, 0-9 and -; never changed afterwards
    name = "Aure Aps kommunestyregruppe"
    party = "Arbeiderpartiet"
    municipality = "Aure"
    county = false                             # true for a county council group
    language = "nb"                            # or nn
    term = { start = 2015-10-01, end = 2019-09-30 }

    [planning]
    trigger = "hvert møte"                     # or "møterunde"
    kinds = ["kommunestyre", "formannskap"]    # also "utvalg", "annet"
    weekday = "mandag"                         # left out: any working day
    start = "18:00"
    end = "20:30"
    place = "Kommunestyresalen"
    # optional, in days: lead_min_days, lead_max_days, share_days, round_gap_days, intake_days,
    # summons_days, minutes_days; in minutes: pre_minutes, post_minutes; and all of these:
    rounds = [{ name = "Runde 1", start = 2018-01-22, end = 2018-02-16 }]  # else by round_gap_days
    party_dates = [{ name = "Landsmøtet", start = 2018-04-06, end = 2018-04-08 }]  # never used
    school_county = "Møre og Romsdal"          # the county's customary school holidays are avoided
    school_holidays = [{ name = "Vinterferie", start = 2018-02-19, end = 2018-02-23 }]  # and these
    factions = [{ body = "formannskap", lead_max_days = 7, start = "17:00", end = "18:00" }]
    board = { weekday = "torsdag" }            # before each group meeting; or per_half_year = 3
    members = { per_half_year = 2 }            # members' meetings
    gatherings = { per_half_year = 1, weekday = "fredag" }
    second_seats = [{ person = "kari", group = "fylket-2015", known_as = "kari-n" }]

    [rules]
    packs = ["ap-lhm-2015"]
    [rules.parameters."AP-LHM-4.1"]            # by rule code
    max_lead_days = 14

    [sync]
    drift = "spør"                             # nothing is written before somebody has chosen
                                               # "plan": what people change is set back
                                               # "kalender": the plan follows the group's own

    [absence]
    link = true                                # each meeting's event links to a page for it
    replies = true                             # a no to the meeting in the calendar counts

    [[bodies]]
    key = "kommunestyre"
    name = "Kommunestyre"
    kind = "kommunestyre"
    aliases = ["KST"]                          # other names in published plans

    [[people]]
    id = "kari"
    name = "Kari Nordmann"
    status = "medlem"                          # or "uavhengig", "suspendert"; "medlem" if left out
    memberships = [
        { role = "gruppeleder" },              # the body follows from the role
        { role = "vara", body = "formannskap", rank = 1, from = 2016-01-01, to = 2017-06-30 },
    ]

    [[targets]]
    id = "kalender"
    kind = "kalender"                          # or "mappe"
    audience = "gruppa"                        # or "gruppestyret", "kommunen", "frister"
    url = "https://sky.example.org/remote.php/dav/calendars/tjeneste/gruppa/"
    username = "tjeneste"
    password_env = "AURE_PASSORD"              # the NAME of a variable; never a password
    shares = [                                 # on servers that let it be asked for (Nextcloud)
        { group = "gruppa", access = "lese" }, # the server's own id of a group; or "skrive"
        { user = "kari", access = "skrive", person = "kari" },  # only while the person belongs
    ]

``from`` left out is the start of the term, ``to`` left out is "still so". In factions, board,
members and gatherings, ``weekday`` left out is any working day; ``start``, ``end`` and ``place``
left out are as for group meetings. A second seat counts when the other group's file names it too.
What is for the group board or the leader is shared with users who have a ``person``, or with a
group on the server that has nothing open.
"""

from __future__ import annotations

from service.imports.groups.reader import read_group_file
from service.imports.groups.writer import write_group_file

__all__ = ["read_group_file", "write_group_file"]
