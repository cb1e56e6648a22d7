"""Names that every newspaper uses for one another, and how it shortens the states behind a town. Data."""

from __future__ import annotations

from digest.link.folding import fold

# fmt: off
_KNOWN = (
    ("United States", "United States of America", "US", "U.S.", "USA", "U.S.A.", "America"),
    ("United Kingdom", "UK", "U.K.", "Britain", "Great Britain"),
    ("United Arab Emirates", "UAE", "U.A.E."),
    ("United Nations", "UN", "U.N."),
    ("European Union", "EU", "E.U."),
    ("Soviet Union", "USSR", "U.S.S.R."),
    ("Russia", "Russian Federation"),
    ("China", "People's Republic of China"),
    ("South Korea", "Republic of Korea"),
    ("North Korea", "DPRK", "Democratic People's Republic of Korea"),
    ("Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "DRC"),
    ("Myanmar", "Burma"), ("Czech Republic", "Czechia"), ("Ivory Coast", "Côte d'Ivoire"), ("Turkey", "Türkiye"),
    ("East Timor", "Timor-Leste"), ("Eswatini", "Swaziland"), ("Cape Verde", "Cabo Verde"),
    ("Kyiv", "Kiev"), ("Kharkiv", "Kharkov"), ("Odesa", "Odessa"), ("Lviv", "Lvov"), ("Mumbai", "Bombay"),
    ("Kolkata", "Calcutta"), ("Chennai", "Madras"), ("Beijing", "Peking"), ("Yangon", "Rangoon"),
    ("World War I", "First World War", "World War One", "WWI"),
    ("World War II", "Second World War", "World War Two", "WWII"),
)
"""Names of one and the same; each stands for the others where no record has it."""
STATES = {
    "Alabama": ("AL", "Ala."), "Alaska": ("AK",), "Arizona": ("AZ", "Ariz."), "Arkansas": ("AR", "Ark."),
    "California": ("CA", "Calif."), "Colorado": ("CO", "Colo."), "Connecticut": ("CT", "Conn."),
    "Delaware": ("DE", "Del."), "Florida": ("FL", "Fla."), "Hawaii": ("HI",),
    "Idaho": ("ID",), "Illinois": ("IL", "Ill."), "Indiana": ("IN", "Ind."), "Iowa": ("IA",),
    "Kansas": ("KS", "Kan."), "Kentucky": ("KY", "Ky."), "Louisiana": ("LA", "La."), "Maine": ("ME",),
    "Maryland": ("MD", "Md."), "Massachusetts": ("MA", "Mass."), "Michigan": ("MI", "Mich."),
    "Minnesota": ("MN", "Minn."), "Mississippi": ("MS", "Miss."), "Missouri": ("MO", "Mo."),
    "Montana": ("MT", "Mont."), "Nebraska": ("NE", "Neb."), "Nevada": ("NV", "Nev."), "New Hampshire": ("NH", "N.H."),
    "New Jersey": ("NJ", "N.J."), "New Mexico": ("NM", "N.M."),
    "North Carolina": ("NC", "N.C."), "North Dakota": ("ND", "N.D."), "Ohio": ("OH",), "Oklahoma": ("OK", "Okla."),
    "Oregon": ("OR", "Ore."), "Pennsylvania": ("PA", "Pa."), "Rhode Island": ("RI", "R.I."),
    "South Carolina": ("SC", "S.C."), "South Dakota": ("SD", "S.D."), "Tennessee": ("TN", "Tenn."),
    "Texas": ("TX", "Tex."), "Utah": ("UT",), "Vermont": ("VT", "Vt."), "Virginia": ("VA", "Va."),
    "West Virginia": ("WV", "W.Va."), "Wisconsin": ("WI", "Wis."),
    "Wyoming": ("WY", "Wyo."), "Alberta": ("AB", "Alta."), "British Columbia": ("BC", "B.C."),
    "Manitoba": ("MB", "Man."), "New Brunswick": ("NB", "N.B."), "Nova Scotia": ("NS", "N.S."),
    "Ontario": ("ON", "Ont."), "Quebec": ("QC", "Que."), "Saskatchewan": ("SK", "Sask."), "New South Wales": ("NSW",),
    "Queensland": ("Qld", "QLD"),
}
"""What stands for a state or province behind a town and a comma: postal codes, and what American papers print.

Not for names that are a country's or a city's as well: Georgia, Washington, New York, Victoria.
"""
# fmt: on
OTHERS = {fold(name): tuple(fold(n) for n in names if n != name) for names in _KNOWN for name in names}
ONLY_BEHIND_A_TOWN = frozenset(short for shorts in STATES.values() for short in shorts)
