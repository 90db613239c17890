"""What GeoNames' feature codes mean here: kind and feature of a place."""

from dateline.resources.gazetteer_file import Feature
from dateline.resources.name_keys import PlaceKind

_Sort = tuple[PlaceKind, Feature]

_BY_CODE: dict[str, _Sort] = {
    **dict.fromkeys(
        ("PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCL", "TERR"),
        (PlaceKind.COUNTRY, Feature.COUNTRY),
    ),
    "ADM1": (PlaceKind.ADMIN1, Feature.PROVINCE),
    **dict.fromkeys(("ADM2", "ADM3"), (PlaceKind.ADMIN2, Feature.DISTRICT)),
    "PPLX": (PlaceKind.TOWN, Feature.NEIGHBOURHOOD),
    **dict.fromkeys(("RGN", "RGNE", "RGNH"), (PlaceKind.REGION, Feature.REGION)),
    **dict.fromkeys(("SEA", "OCN", "GULF"), (PlaceKind.REGION, Feature.SEA)),
    **dict.fromkeys(("STRT", "CHN"), (PlaceKind.REGION, Feature.STRAIT)),
    **dict.fromkeys(("STM", "STMI", "WAD"), (PlaceKind.REGION, Feature.RIVER)),
    **dict.fromkeys(("LK", "RSV", "LKS"), (PlaceKind.REGION, Feature.LAKE)),
    **dict.fromkeys(("MTS", "HLLS"), (PlaceKind.REGION, Feature.MOUNTAINS)),
    **dict.fromkeys(("ISL", "ISLS", "ISLET"), (PlaceKind.REGION, Feature.ISLAND)),
    **dict.fromkeys(("DSRT", "ERG"), (PlaceKind.REGION, Feature.DESERT)),
    **dict.fromkeys(("VAL", "VALS", "GRGE"), (PlaceKind.REGION, Feature.VALLEY)),
    **dict.fromkeys(("PLN", "PLNS", "PLAT"), (PlaceKind.REGION, Feature.PLAIN)),
    **dict.fromkeys(("MT", "HLL", "PK", "VLC"), (PlaceKind.SITE, Feature.MOUNTAIN)),
    **dict.fromkeys(("PASS", "GAP"), (PlaceKind.SITE, Feature.PASS)),
    **dict.fromkeys(("AIRP", "AIRF", "AIRH"), (PlaceKind.SITE, Feature.AIRPORT)),
    **dict.fromkeys(("AIRB", "INSM", "NVB", "MILB", "FT"), (PlaceKind.SITE, Feature.BASE)),
    **dict.fromkeys(("CMP", "CMPRF", "RECR"), (PlaceKind.SITE, Feature.CAMP)),
    "PRN": (PlaceKind.SITE, Feature.PRISON),
    "DAM": (PlaceKind.SITE, Feature.DAM),
    **dict.fromkeys(("OILF", "GASF", "OILW"), (PlaceKind.SITE, Feature.OIL_FIELD)),
    **dict.fromkeys(("MN", "MNC", "MNAU", "MNQ"), (PlaceKind.SITE, Feature.MINE)),
    **dict.fromkeys(("OILR", "MFG", "INDS"), (PlaceKind.SITE, Feature.INDUSTRY)),
    **dict.fromkeys(("PS", "PSN", "PSH"), (PlaceKind.SITE, Feature.POWER_PLANT)),
    **dict.fromkeys(
        ("MSQE", "CH", "TMPL", "MSTY", "SHRN"), (PlaceKind.SITE, Feature.RELIGIOUS_SITE)
    ),
    **dict.fromkeys(("SCH", "UNIV", "SCHC"), (PlaceKind.SITE, Feature.SCHOOL)),
    **dict.fromkeys(("HSP", "HSPC", "CTRM"), (PlaceKind.SITE, Feature.HOSPITAL)),
    **dict.fromkeys(("PRK", "RESN", "RESW"), (PlaceKind.SITE, Feature.PARK)),
    **dict.fromkeys(("FRST", "RESF"), (PlaceKind.SITE, Feature.FOREST)),
    **dict.fromkeys(("PRT", "HBR", "ANCH"), (PlaceKind.SITE, Feature.PORT)),
    **dict.fromkeys(("BLDG", "HTL", "PAL", "CSTL", "EMB"), (PlaceKind.SITE, Feature.BUILDING)),
    **dict.fromkeys(("PSTB", "CSTM"), (PlaceKind.SITE, Feature.BORDER_CROSSING)),
    "BDG": (PlaceKind.SITE, Feature.BRIDGE),
    "MKT": (PlaceKind.SITE, Feature.MARKET),
    "SQR": (PlaceKind.SITE, Feature.SQUARE),
}
_BY_CLASS: dict[str, _Sort] = {
    "A": (PlaceKind.ADMIN2, Feature.DISTRICT),
    "P": (PlaceKind.TOWN, Feature.TOWN),
    "R": (PlaceKind.SITE, Feature.ROAD),
    "V": (PlaceKind.SITE, Feature.FOREST),
}
#: Areas and towns of the past, and parts of areas that nobody names: no places of today.
_LEFT_OUT = frozenset({"PPLH", "PPLW", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "PCLH"})


def sort_of(feature_class: str, feature_code: str) -> _Sort | None:
    """Return kind and feature of a place, or ``None`` if it is left out.

    Args:
        feature_class: One letter: A, H, L, P, R, S, T, U or V.
        feature_code: GeoNames' code of up to five letters, such as PPLC.
    """
    if feature_code in _LEFT_OUT:
        return None
    known = _BY_CODE.get(feature_code) or _BY_CLASS.get(feature_class)
    return known or (PlaceKind.SITE, Feature.SITE)
