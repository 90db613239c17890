"""Invented pairs of reports: look-alikes that are two events, and unlike reports that are one.

Every outlet, person, quarter and deed is invented. Where a report tells of several acts, asterisks
enclose the one that counts.
"""

from datetime import date
from typing import NamedTuple


class Report(NamedTuple):
    """A report and its day of publication."""

    published: date
    text: str


class ReportPair(NamedTuple):
    """Two reports of like acts, and what tells them apart or makes them one."""

    why: str
    one: Report
    other: Report


def _pair(why: str, day: str, one: str, other_day: str, other: str) -> ReportPair:
    return ReportPair(
        why, Report(date.fromisoformat(day), one), Report(date.fromisoformat(other_day), other)
    )


LOOK_ALIKES = (
    _pair(
        "two quarters of one city",
        "2031-05-08",
        "Bomb kills five in Mosul\n\nA bomb exploded in the Bab Shamdi neighbourhood of Mosul on "
        "Wednesday, killing five people and wounding eleven, police said.",
        "2031-05-08",
        "Mosul blast kills four\n\nFour people were killed and nine wounded on Wednesday when a "
        "bomb went off in the Tel Rasif neighbourhood of Mosul, according to police.",
    ),
    _pair(
        "two streets of one city, one toll far higher",
        "2031-05-08",
        "A bomb on Salim Street in Baghdad killed two people on Wednesday, the interior ministry "
        "said.",
        "2031-05-08",
        "At least 19 people died in Baghdad on Wednesday when a bomb tore through Rashwan Street, "
        "the interior ministry said.",
    ),
    _pair(
        "two mosques with names",
        "2031-05-10",
        "Worshippers killed in Kano\n\nGunmen opened fire at the Danbatta mosque in Kano on "
        "Friday, killing six worshippers, residents said.",
        "2031-05-10",
        "Gunmen attacked the Sabon Layi mosque in Kano on Friday and killed seven worshippers, "
        "residents said.",
    ),
    _pair(
        "tolls that exclude each other, at other sites",
        "2031-05-08",
        "A car bomb outside a bank in Kandahar killed three people on Wednesday, officials said.",
        "2031-05-08",
        "A car bomb killed 22 people at a bus station in Kandahar on Wednesday, officials said.",
    ),
    _pair(
        "a car bomb and a thrown grenade",
        "2031-05-08",
        "Two police officers were killed by a car bomb in Cali on Wednesday, the mayor said.",
        "2031-05-08",
        "Men on a motorcycle threw a grenade at a police patrol in Cali on Wednesday, killing two "
        "officers, the mayor said.",
    ),
    _pair(
        "a knife and a gun",
        "2031-05-08",
        "A man armed with a knife stabbed three people in Marseille on Wednesday, prosecutors "
        "said.",
        "2031-05-08",
        "Three people were wounded when a gunman opened fire in Marseille on Wednesday, "
        "prosecutors said.",
    ),
    _pair(
        "two men shot dead, each with a name",
        "2031-05-08",
        "Gunmen shot dead Rahim Saleem, a local councillor, in Karachi on Wednesday, police said.",
        "2031-05-08",
        "Two gunmen shot dead Tariq Mehsud, a trade union leader, in Karachi on Wednesday, police "
        "said.",
    ),
    _pair(
        "a judge and a teacher",
        "2031-05-08",
        "A judge was shot dead by gunmen in Quetta on Wednesday as he left his home, police said.",
        "2031-05-08",
        "Gunmen killed a teacher in Quetta on Wednesday as he walked to his school, police said.",
    ),
    _pair(
        "two groups each claim theirs",
        "2031-05-08",
        "Al-Shabaab fighters attacked an army base near Baidoa on Wednesday, killing eight "
        "soldiers, an officer said.",
        "2031-05-08",
        "Islamic State gunmen attacked a checkpoint near Baidoa on Wednesday and killed four "
        "soldiers, an officer said.",
    ),
    _pair(
        "morning and night",
        "2031-05-08",
        "A roadside bomb killed three soldiers in Pattani on Wednesday morning, the army said.",
        "2031-05-08",
        "Three soldiers died late on Wednesday night when a roadside bomb hit their truck in "
        "Pattani, the army said.",
    ),
    _pair(
        "dawn and the afternoon",
        "2031-05-08",
        "Rockets fell on Kharkiv at dawn on Wednesday, killing two people, the governor said.",
        "2031-05-08",
        "Two people were killed on Wednesday afternoon when rockets hit Kharkiv, the governor "
        "said.",
    ),
    _pair(
        "a second attack hours later",
        "2031-05-08",
        "A suicide bomber killed nine people in Maiduguri on Wednesday, police said.",
        "2031-05-08",
        "A second suicide bomber struck Maiduguri on Wednesday, killing six people hours after "
        "the first blast, police said.",
    ),
    _pair(
        "a separate attack",
        "2031-05-08",
        "Gunmen ambushed a police patrol in Arish on Wednesday, killing two officers.",
        "2031-05-08",
        "In a separate attack on Wednesday, gunmen killed two police officers who were guarding a "
        "bank in Arish, officials said.",
    ),
    _pair(
        "another bomb in the same city",
        "2031-05-09",
        "A bomb wounded seven people in Peshawar on Thursday, police said.",
        "2031-05-09",
        "Another bomb exploded in Peshawar on Thursday evening, wounding four people near a "
        "cinema, police said.",
    ),
    _pair(
        "the day after",
        "2031-05-08",
        "Shelling killed four people in Donetsk on Wednesday, local officials said.",
        "2031-05-09",
        "Shelling killed three people in Donetsk on Thursday, local officials said.",
    ),
    _pair(
        "the day after, each report of its own day without saying so",
        "2031-05-07",
        "Gunmen killed two policemen at a checkpoint in Tikrit on Tuesday, police said.",
        "2031-05-08",
        "Two policemen were killed by gunmen at a checkpoint in Tikrit on Wednesday, police said, "
        "a day after a like attack in the town.",
    ),
    _pair(
        "a week later on the same road",
        "2031-05-08",
        "A roadside bomb killed two aid workers on the road to Djibo on Wednesday, officials said.",
        "2031-05-15",
        "A roadside bomb killed three aid workers on the road to Djibo on Wednesday, officials "
        "said.",
    ),
    _pair(
        "an anniversary",
        "2030-05-08",
        "A bomb killed 14 people at a market in Jos on Tuesday, police said.",
        "2031-05-09",
        "*A bomb killed 12 people at a market in Jos on Thursday*, police said. A bomb killed 14 "
        "people at the same market a year ago.",
    ),
    _pair(
        "the third this week",
        "2031-05-06",
        "Gunmen abducted two nurses in Goma on Monday, the hospital said.",
        "2031-05-10",
        "Gunmen abducted two nurses in Goma on Friday, the third kidnapping of health workers "
        "there this week, the hospital said.",
    ),
    _pair(
        "two arrests on one day by one service",
        "2031-05-08",
        "The security service arrested three men in Almaty on Wednesday on suspicion of "
        "recruiting fighters for Syria.",
        "2031-05-08",
        "The security service arrested three men in Shymkent on Wednesday on suspicion of "
        "recruiting fighters for Syria.",
    ),
    _pair(
        "two arrests in one city, other numbers",
        "2031-05-08",
        "Police arrested two men in Birmingham on Wednesday on suspicion of preparing an attack.",
        "2031-05-09",
        "Police arrested six people in Birmingham on Thursday on suspicion of raising money for a "
        "banned group.",
    ),
    _pair(
        "two named people seized",
        "2031-05-08",
        "Armed men kidnapped the engineer Paul Okoro in Port Harcourt on Tuesday, his family said.",
        "2031-05-08",
        "Armed men kidnapped the businesswoman Grace Eze in Port Harcourt on Tuesday, her family "
        "said.",
    ),
    _pair(
        "farmers and fishermen",
        "2031-05-08",
        "Gunmen kidnapped five farmers near Zamboanga on Tuesday, the army said.",
        "2031-05-08",
        "Gunmen kidnapped five fishermen off Zamboanga on Tuesday, the navy said.",
    ),
    _pair(
        "two courts' sentences of one day",
        "2031-05-08",
        "A court in Istanbul sentenced Kemal Aydan to 12 years in prison on Wednesday for "
        "membership of a terrorist organisation.",
        "2031-05-08",
        "A court in Istanbul sentenced Selin Karaca to nine years in prison on Wednesday for "
        "membership of a terrorist organisation.",
    ),
    _pair(
        "two drone strikes at other targets",
        "2031-05-08",
        "A drone strike hit a fuel depot in Belgorod on Wednesday and wounded two workers, the "
        "governor said.",
        "2031-05-08",
        "A drone strike hit a block of flats in Belgorod on Wednesday and wounded five residents, "
        "the governor said.",
    ),
    _pair(
        "a trial over an old attack in the same town",
        "2031-05-08",
        "*Gunmen killed four policemen in Gao on Wednesday*, officials said.",
        "2031-05-08",
        "Three men went on trial in Gao on Wednesday over *an attack in which gunmen killed five "
        "policemen in the town in 2029*.",
    ),
    _pair(
        "tolls apart, one with children among the dead",
        "2031-05-08",
        "An air strike killed three people in Idlib on Wednesday, rescue workers said.",
        "2031-05-08",
        "An air strike on a school in Idlib on Wednesday killed 17 people, 11 of them children, "
        "rescue workers said.",
    ),
    _pair(
        "two villages near one town",
        "2031-05-08",
        "Herdsmen killed nine villagers in Kwarhi village near Makurdi on Wednesday, police said.",
        "2031-05-08",
        "Herdsmen killed eight villagers in Tse Adogo village near Makurdi on Wednesday, police "
        "said.",
    ),
    _pair(
        "two hotels",
        "2031-05-08",
        "A bomb damaged the Azure Palm hotel in Mombasa on Wednesday and wounded three tourists.",
        "2031-05-08",
        "A bomb wounded four tourists at the Coral Gate hotel in Mombasa on Wednesday.",
    ),
    _pair(
        "soldiers and journalists",
        "2031-05-08",
        "A roadside bomb killed two soldiers in Kunduz on Wednesday, the governor said.",
        "2031-05-08",
        "A roadside bomb killed two journalists in Kunduz on Wednesday, the governor said.",
    ),
    _pair(
        "seizures in two towns",
        "2031-05-08",
        "Border guards seized 40 rifles from a truck near Agadez on Wednesday, the army said.",
        "2031-05-08",
        "Border guards seized 60 rifles from a truck near Zinder on Wednesday, the army said.",
    ),
    _pair(
        "roundup tells another attack of the day",
        "2031-05-08",
        "A suicide bomber killed 11 people at a wedding hall in Jalalabad on Wednesday, police "
        "said.",
        "2031-05-08",
        "A magnetic bomb fixed to a car killed a prosecutor and his driver in Jalalabad on "
        "Wednesday, police said.",
    ),
    _pair(
        "two ambushes in one province on following days",
        "2031-05-08",
        "Eight soldiers were killed in an ambush in Cabo Delgado on Tuesday, the defence ministry "
        "said.",
        "2031-05-09",
        "Five soldiers were killed in an ambush in Cabo Delgado on Thursday, the defence ministry "
        "said.",
    ),
    _pair(
        "two clashes, other quarters",
        "2031-05-08",
        "Clashes between the army and Islamist militants in the Hawari area of Benghazi killed "
        "six people on Wednesday, medics said.",
        "2031-05-08",
        "Clashes between two rival militias in the Salmani area of Benghazi killed two people on "
        "Wednesday, medics said.",
    ),
)

ONE_EVENT = (
    _pair(
        "toll risen from four to nine",
        "2031-05-07",
        "Bomb kills four in Mosul\n\nA bomb exploded at a market in Mosul on Wednesday, killing "
        "at least four people, police said.",
        "2031-05-08",
        "Mosul market bomb toll rises to nine\n\nThe number of people killed when a bomb exploded "
        "at a market in Mosul on Wednesday has risen to nine, hospital officials said.",
    ),
    _pair(
        "police and hospital differ",
        "2031-05-08",
        "A suicide bomber killed 12 people outside a mosque in Peshawar on Wednesday, police said.",
        "2031-05-08",
        "Seventeen people died when a suicide bomber blew himself up at a mosque in Peshawar on "
        "Wednesday, doctors said.",
    ),
    _pair(
        "active and passive, day by date",
        "2031-05-08",
        "Gunmen shot dead three teachers in Kandahar on Wednesday, the governor's office said.",
        "2031-05-09",
        "Three teachers were shot dead by unidentified attackers in Kandahar on 7 May, a "
        "spokesman for the governor said.",
    ),
    _pair(
        "quarter named by one alone",
        "2031-05-08",
        "A car bomb killed six people in Baghdad on Wednesday, the interior ministry said.",
        "2031-05-08",
        "A car bomb in the Shurta Rabia neighbourhood of Baghdad killed six people on Wednesday, "
        "police said.",
    ),
    _pair(
        "a morning is a dawn",
        "2031-05-08",
        "Rebels attacked a gendarmerie post near Djibo early on Wednesday, killing five gendarmes.",
        "2031-05-08",
        "Five gendarmes were killed on Wednesday morning when rebels attacked their post near "
        "Djibo, officials said.",
    ),
    _pair(
        "name spelt in two ways",
        "2031-05-08",
        "Gunmen shot dead Abdul Karim Yusufi, a tribal elder, in Jalalabad on Wednesday.",
        "2031-05-08",
        "Tribal elder Abdelkarim Yousefi was shot dead by gunmen in Jalalabad on Wednesday, "
        "police said.",
    ),
    _pair(
        "told the next day as yesterday",
        "2031-05-07",
        "Islamist militants killed at least ten soldiers in an attack on an army base in Diffa on "
        "Tuesday, the defence ministry said.",
        "2031-05-07",
        "Ten soldiers died yesterday when militants stormed a military base in Diffa, according "
        "to a ministry statement.",
    ),
    _pair(
        "named victim described otherwise",
        "2031-05-08",
        "Journalist Salma Idris was shot dead outside her home in Mogadishu on Wednesday, her "
        "radio station said.",
        "2031-05-08",
        "Gunmen killed a radio presenter, Salma Idris, near her house in Mogadishu on Wednesday.",
    ),
    _pair(
        "army and rebels count otherwise",
        "2031-05-08",
        "Al-Shabaab fighters attacked an army base near Baidoa on Wednesday, killing 30 soldiers, "
        "the group said.",
        "2031-05-08",
        "Six soldiers were killed when al-Shabaab fighters attacked a military base near Baidoa "
        "on Wednesday, the army said.",
    ),
    _pair(
        "one names the town, the other the province",
        "2031-05-08",
        "A roadside bomb killed four policemen in Ghazni province on Wednesday, an official said.",
        "2031-05-08",
        "Four police officers were killed by a roadside bomb in Ghazni on Wednesday.",
    ),
    _pair(
        "the quarter spelt in two ways",
        "2031-05-08",
        "A bomb killed eight people in the Tel Rasif district of Mosul on Wednesday, police said.",
        "2031-05-08",
        "Eight people were killed by a bomb in Mosul's Tall Rasef district on Wednesday, a "
        "security source said.",
    ),
    _pair(
        "abduction told twice",
        "2031-05-08",
        "Gunmen kidnapped 25 schoolgirls from a boarding school in Zaria on Tuesday night, "
        "police said.",
        "2031-05-09",
        "Armed men seized at least 23 girls from a boarding school in Zaria late on Tuesday, "
        "parents said.",
    ),
    _pair(
        "arrests told twice",
        "2031-05-08",
        "The security service arrested three men in Shymkent on Wednesday on suspicion of "
        "recruiting fighters for Syria.",
        "2031-05-09",
        "Three suspected recruiters for Syrian militant groups were detained in Shymkent on "
        "Wednesday, the security service said.",
    ),
    _pair(
        "sentence told twice",
        "2031-05-08",
        "A court in Istanbul sentenced Kemal Aydan to 12 years in prison on Wednesday for "
        "membership of a terrorist organisation.",
        "2031-05-09",
        "Kemal Aydan was jailed for 12 years by an Istanbul court on Wednesday over membership of "
        "a banned organisation.",
    ),
    _pair(
        "shelling and rockets",
        "2031-05-08",
        "Rockets hit a market in Kharkiv on Wednesday, killing seven people, the governor said.",
        "2031-05-08",
        "Shelling killed seven people at a market in Kharkiv on Wednesday, officials said.",
    ),
    _pair(
        "report that also tells of a second blast",
        "2031-05-08",
        "*A suicide bomber killed nine people at a checkpoint in Maiduguri on Wednesday*, police "
        "said.",
        "2031-05-08",
        "*Nine people were killed by a suicide bomber at a checkpoint in Maiduguri on "
        "Wednesday.* A second bomber was shot dead before he could strike.",
    ),
    _pair(
        "the third attack this week told by both",
        "2031-05-08",
        "Gunmen killed four farmers near Makurdi on Wednesday, police said.",
        "2031-05-08",
        "Four farmers were shot dead by gunmen near Makurdi on Wednesday, the third such attack "
        "in the area this month.",
    ),
    _pair(
        "the wounded counted otherwise",
        "2031-05-08",
        "A bomb at a bus station in Davao wounded 14 people on Wednesday, the mayor said.",
        "2031-05-08",
        "At least 20 people were hurt when a bomb went off at a bus station in Davao on "
        "Wednesday, the Red Cross said.",
    ),
    _pair(
        "several days on, with the day named",
        "2031-05-08",
        "Gunmen attacked a hotel in Bamako on Wednesday and killed 12 people, the government said.",
        "2031-05-14",
        "The death toll of the attack on a hotel in Bamako last Wednesday has risen to 15, the "
        "government said.",
    ),
    _pair(
        "a day apart in the telling",
        "2031-05-08",
        "An overnight drone strike killed three dock workers in Odesa, the mayor said on "
        "Wednesday.",
        "2031-05-08",
        "Three dock workers were killed in a drone strike on Odesa on Tuesday night, the mayor "
        "said.",
    ),
    _pair(
        "assassination and shooting",
        "2031-05-08",
        "A district governor, Nasir Wardakzai, was assassinated in Logar on Wednesday, officials "
        "said.",
        "2031-05-09",
        "Gunmen shot dead district governor Nasir Wardakzai in Logar on Wednesday, the interior "
        "ministry said.",
    ),
    _pair(
        "a convoy of soldiers, a military convoy",
        "2031-05-08",
        "A suicide car bomber attacked a military convoy in Gao on Wednesday, killing five "
        "soldiers.",
        "2031-05-08",
        "Five troops were killed on Wednesday when a car bomb hit a convoy in Gao, the army said.",
    ),
    _pair(
        "pilgrims, passengers",
        "2031-05-08",
        "Gunmen opened fire on a bus carrying pilgrims near Mastung on Wednesday, killing 13 "
        "passengers.",
        "2031-05-08",
        "At least 11 Shiite pilgrims were shot dead on a bus near Mastung on Wednesday, officials "
        "said.",
    ),
    _pair(
        "stabbing told by police and by paper",
        "2031-05-08",
        "A man with a knife stabbed three people at a railway station in Lyon on Wednesday before "
        "he was overpowered.",
        "2031-05-08",
        "Three people were stabbed at Lyon's railway station on Wednesday, police said.",
    ),
)
