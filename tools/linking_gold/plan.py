"""The stories of the set: which part each is in, what happens in it, where and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One story of the set."""

    id: str
    part: str
    kind: str
    setting: str
    year: int
    types: tuple[str, ...]


def _plans(rows: str) -> tuple[Plan, ...]:
    plans = []
    for at, row in enumerate(rows.strip().splitlines(), start=1):
        part, kind, setting, year, *types = row.split()
        plans.append(
            Plan(
                id=f"g{at:02d}",
                part=part,
                kind=kind,
                setting=setting,
                year=int(year),
                types=tuple(types),
            )
        )
    return tuple(plans)


PLAN = _plans("""
train attack_case bannu 2021 bombing
dev   attack_case kirkuk 2019 suicide_bombing
test  attack_case maiduguri 2022 armed_assault
train attack_case popayan 2018 assassination
test  attack_case mitrovica 2020 bombing
train same_day_city quetta 2017 bombing suicide_bombing
dev   same_day_city cotabato 2016 bombing armed_assault
test  same_day_city jalalabad 2019 suicide_bombing armed_assault
train week_later mopti 2020 armed_assault
test  week_later yala 2015 bombing
dev   week_later djibo 2023 armed_assault
train plot_case shymkent 2017 plot
test  plot_case makhachkala 2018 plot
dev   plot_case osh 2020 plot
train pursuit tillaberi 2022 armed_assault
test  pursuit arish 2017 suicide_bombing
train kidnap palma 2021 kidnapping
test  kidnap garissa 2023 kidnapping
dev   denied_strike marib 2022 air_strike
test  denied_strike deirezzor 2018 shelling
train denied_strike kunduz 2016 air_strike
train operation sukma 2019 killing
test  operation ayacucho 2021 killing
train totals khujand 2018 group_dismantled
test  totals osh 2016 arrest
dev   totals shymkent 2022 group_dismantled
train roundup deirezzor 2023 shelling
test  roundup baidoa 2021 bombing
train corrected jalalabad 2020 suicide_bombing
test  corrected bannu 2018 bombing
dev   corrected baidoa 2022 bombing
train attack_case cotabato 2019 arson
train same_day_city arish 2018 armed_assault armed_assault
test  same_day_city palma 2016 suicide_bombing suicide_bombing
dev   pursuit yala 2021 bombing
test  totals makhachkala 2021 arrest
train totals kirkuk 2020 arrest
dev   roundup djibo 2021 armed_assault
""")
