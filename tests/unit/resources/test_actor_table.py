"""Actors are found by any of their names, and not where their names are other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import ResourceError
from dateline.resources.actors import SECTORS, ActorKind, load_actors, read_actors

ACTORS = load_actors()
COUNTRIES = """
[KE]
name = "Kenya"
demonyms = ["Kenyan"]
[US]
name = "United States"
aliases = ["US"]
[XA]
name = "Axland"
demonyms = ["Twinish"]
[XB]
name = "Bexland"
demonyms = ["Twinish"]
"""
SMALL = """
exact = ["IS", "US"]
not_members = ["inspired"]
not_members_before = ["anti"]
[[body]]
slug = "police"
name = "police"
kind = "police"
nouns = ["police"]
[[body]]
slug = "interior-ministry"
name = "interior ministry"
kind = "state"
nouns = ["interior ministry"]
[[actor]]
id = "red-dawn"
name = "Red Dawn"
kind = "armed_group"
aliases = ["IS", "Rouge-Aube", "Kala'at"]
[[actor]]
id = "red-dawn-coast"
name = "Red Dawn Coast Branch"
kind = "armed_group"
parent = "red-dawn"
[[actor]]
id = "ke-bureau"
name = "Kenyan Bureau"
kind = "security_service"
country = "KE"
shared = ["The State Bureau"]
[[actor]]
id = "the-root"
name = "The Root"
kind = "armed_group"
leaders = ["Omo Tarvel"]
"""
TABLE = read_actors(SMALL, COUNTRIES)


def ids(text: str, country: str | None = None) -> list[str]:
    return [actor.id for _, _, actor in TABLE.find_in(text, country=country)]


@pytest.mark.parametrize("text", ["red dawn", "the Red-Dawn", "“Red Dawn”", "Red Dawn (RD)"])
def test_case_hyphens_quotes_and_articles_do_not_matter(text: str) -> None:
    actor = TABLE.find(text)
    assert actor is not None
    assert actor.id == "red-dawn"


def test_accents_and_apostrophes_do_not_matter() -> None:
    assert ids("Rougé Aube met the Kalaat") == ["red-dawn", "red-dawn"]


def test_closing_word_for_a_group_does_not_matter() -> None:
    assert TABLE.find("the Red Dawn movement") == TABLE.find("Red Dawn")
    assert TABLE.find("Red Dawn hotel") is None


def test_longest_name_wins() -> None:
    assert ids("fighters of the Red Dawn Coast Branch") == ["red-dawn-coast"]


def test_range_covers_the_name_alone() -> None:
    text = "three Red Dawn's men"
    ((start, end, _),) = TABLE.find_in(text)
    assert text[start:end] == "Red Dawn"


def test_acronym_that_is_a_word_counts_only_in_capitals_among_other_letters() -> None:
    assert ids("suspected IS followers") == ["red-dawn"]
    assert ids("the man is here") == []
    assert ids("THE MAN IS HERE") == []
    assert TABLE.find("IS") is not None


def test_name_that_only_describes_others_is_left_out() -> None:
    assert ids("IS-inspired attackers") == []
    assert ids("an anti-IS coalition") == []
    assert ids("IS-held territory") == ["red-dawn"]


def test_name_of_the_and_one_word_needs_its_article_and_capital() -> None:
    assert ids("members of The Root met") == ["the-root"]
    assert ids("the root of the tree") == []
    assert ids("Root was there") == []


def test_shared_name_counts_only_where_the_country_is_known() -> None:
    assert ids("the State Bureau said") == []
    assert ids("the State Bureau said", country="KE") == ["ke-bureau"]
    assert ids("Kenya's State Bureau said") == ["ke-bureau"]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Kenyan police", "ke-police"),
        ("Kenya's Interior Ministry", "ke-interior-ministry"),
        ("the Interior Ministry of the Republic of Kenya", "ke-interior-ministry"),
        ("US police", "us-police"),
    ],
)
def test_every_state_has_its_bodies(text: str, id_: str) -> None:
    actor = TABLE.find(text)
    assert actor is not None
    assert actor.id == id_
    assert TABLE.get(id_) == actor


def test_of_namesakes_the_one_that_existed_is_meant() -> None:
    group = '[[actor]]\nid = "{0}"\nname = "{0} front"\nkind = "armed_group"\ncountry = "KE"\n'
    old = group.format("old") + 'shared = ["people\'s front"]\nstart = 1960\nend = 1990\n'
    new = group.format("young") + 'shared = ["people\'s front"]\nstart = 2001\n'
    table = read_actors(old + new, COUNTRIES)

    def meant(year: int | None) -> str | None:
        actor = table.find("People's Front", country="KE", year=year)
        return None if actor is None else actor.id

    assert [meant(year) for year in (1950, 1985, 1995, 2000, 2020)] == [
        None,
        "old",
        "old",
        "young",
        "young",
    ]


def test_adjective_of_two_countries_names_the_body_of_neither() -> None:
    assert ids("Twinish police") == []


def test_pronoun_is_not_a_country() -> None:
    assert ids("they told us police had come") == []


def test_unknown_id_has_no_actor() -> None:
    assert TABLE.get("no-such-actor") is None
    assert TABLE.get("ke-no-such-body") is None


def test_publicly_known_leader_is_found_by_name() -> None:
    assert TABLE.leader_in("the hunt for Omo Tarvel") == "the-root"
    assert TABLE.leader_in("the hunt for Omo Duvel") is None


def test_first_country_of_a_text_is_found() -> None:
    assert TABLE.country_in("a Kenyan and a US citizen") == "KE"
    assert TABLE.country_in("told us") is None


def test_every_fault_of_an_actor_table_is_named_at_once_with_its_line() -> None:
    text = """[[actor]]
id = "a"
name = "Alpha"
kind = "armed_group"
parent = "nobody"
colour = "red"
[[actor]]
id = "b"
name = ""
kind = "tribe"
country = "Kenya"
start = 2001
end = 2000
[[actor]]
id = "a"
name = "Gamma"
kind = "igo"
parent = "a"
"""
    with pytest.raises(ResourceError) as error:
        read_actors(text, COUNTRIES)
    assert str(error.value).splitlines() == [
        "actors.toml:2: a: no actor 'nobody' to be a branch of",
        "actors.toml:2: a: unknown field 'colour'",
        "actors.toml:8: b: no name",
        "actors.toml:8: b: unknown kind 'tribe'",
        "actors.toml:8: b: country 'Kenya' is not an ISO alpha-2 code",
        "actors.toml:8: b: ends before it starts",
        "actors.toml:2: id 'a' stands twice",
        "actors.toml:2: a: is its own ancestor",
    ]


def test_sector_that_its_kind_does_not_know_is_a_fault_with_its_line() -> None:
    text = SMALL + '[[actor]]\nid = "x"\nname = "Ex"\nkind = "ngo"\nsector = "newspaper"\n'
    line = SMALL.count("\n") + 2
    with pytest.raises(ResourceError) as error:
        read_actors(text, COUNTRIES)
    assert str(error.value) == f"actors.toml:{line}: x: 'newspaper' is no sector of kind 'ngo'"


def test_every_listed_sector_is_that_of_some_shipped_actor() -> None:
    used = {(actor.kind, actor.sector) for actor in ACTORS.actors.values() if actor.sector}
    assert used == {(kind, sector) for kind, sectors in SECTORS.items() for sector in sectors}


def test_name_of_two_actors_is_a_fault() -> None:
    text = SMALL + '[[actor]]\nid = "x"\nname = "Ex"\nkind = "ngo"\naliases = ["the Red-Dawn"]\n'
    with pytest.raises(ResourceError, match="x: 'Red Dawn' is also a name of red-dawn"):
        read_actors(text, COUNTRIES)


def test_shipped_table_tells_branches_from_the_whole() -> None:
    branch = ACTORS.find("ISIS-K")
    assert branch is not None
    assert branch.parent == "islamic-state"
    assert branch.kind is ActorKind.ARMED_GROUP


@pytest.mark.parametrize(
    "text", ["LET HIM GO", "the raid at dawn", "the guardian of the child", "24 kg of flour"]
)
def test_shipped_names_are_not_found_in_ordinary_words(text: str) -> None:
    assert ACTORS.find_in(text) == ()


def test_every_shipped_actor_is_found_by_its_name_and_all_its_aliases() -> None:
    for actor in ACTORS.actors.values():
        for name in (actor.name, *actor.aliases):
            assert ACTORS.find(name) == actor


def test_shared_name_with_its_country_goes_before_a_namesake_known_everywhere() -> None:
    for actor in ACTORS.actors.values():
        for name in actor.shared:
            found = ACTORS.find(name, country=actor.country)
            assert found is not None
            assert found.country == actor.country


@given(st.text(max_size=80))
def test_ranges_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    last = 0
    for start, end, _ in ACTORS.find_in(text):
        assert last <= start < end <= len(text)
        last = end


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("the model of a side street near the raid", None),
        ("a pak of sin and a ram on each side", None),
        ("Ira and Gia met Nia and Jad in Simi Valley", None),
        ("Guatemalan voters pac up", "GT"),
        ("no mas, said the mayor", "CO"),
        ("a police raid in the suburbs", "FR"),
        ("the side of the road", "AR"),
        ("a cardinal sin", "PE"),
        ("Dina came home", "CL"),
        ("a new fashion model", "LR"),
        ("people moved to the border command post of the army", "MX"),
    ],
)
def test_short_alias_that_is_another_word_is_not_found_in_it(
    text: str, country: str | None
) -> None:
    assert ACTORS.find_in(text, country=country) == ()


@pytest.mark.parametrize(
    ("text", "country", "id_"),
    [
        ("MAS", "CO", "muerte-a-secuestradores"),
        ("SIDE", "AR", "side-argentina"),
        ("RAID", "FR", "raid-france"),
        ("MODEL", "LR", "model-liberia"),
        ("FIS", "DZ", "islamic-salvation-front"),
        ("DINA", "CL", "dina-chile"),
        ("PAC", "GT", "civil-patrols-guatemala"),
        ("PAC", "ZA", "pac-south-africa"),
        ("IRA", None, "provisional-ira"),
    ],
)
def test_short_alias_is_found_as_written_where_its_country_is_known(
    text: str, country: str | None, id_: str
) -> None:
    actor = ACTORS.find(text, country=country)
    assert actor is not None
    assert actor.id == id_
    assert ACTORS.find(text.lower(), country=country) is None


def test_shared_short_alias_names_nobody_without_a_country() -> None:
    for alias in ("MAS", "PAC", "SIDE", "RAID", "MODEL", "FIS", "DINA"):
        assert ACTORS.find(alias) is None


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("the Salvadoran Treasury Police", "treasury-police-el-salvador"),
        ("Sri Lanka's Karuna faction", "tmvp"),
        ("South Lebanon Army militiamen", "south-lebanon-army"),
        ("Turkish Hezbollah", "turkish-hezbollah"),
        ("Hezbollah", "hezbollah"),
        ("the Special Deterrence Force", "rada-libya"),
        ("Koglweogo vigilantes", "koglweogo"),
        ("Los Rastrojos", "los-rastrojos"),
        ("Karenni Nationalities Defence Force", "kndf"),
        ("Ranvir Sena", "ranvir-sena"),
    ],
)
def test_groups_of_many_regions_and_decades_are_known(text: str, id_: str) -> None:
    assert [actor.id for _, _, actor in ACTORS.find_in(text)] == [id_]


@pytest.mark.parametrize(
    ("name", "country", "id_"),
    [
        ("Radwan Force", None, "radwan-force"),
        ("Laskar-e-Taiba", None, "lashkar-e-taiba"),
        ("Hizb at-Tahrir", None, "hizb-ut-tahrir"),
        ("Dima Hasao National Liberation Army", "IN", "dnla"),
        ("National Liberation Army", "CO", "eln"),
        ("Baloch Raji Ajoi Sangar", "PK", "bras"),
        ("SNA", "SY", "syrian-national-army"),
        ("SNA", "SO", "somali-national-army"),
        ("OLA", "ET", "ola"),
        ("FNL", "BI", "fnl-burundi"),
        ("UPC", "CF", "upc-car"),
        ("Maoists", "IN", "cpi-maoist"),
        ("Liyu police", "ET", "liyu-police"),
        ("Takuba", "ML", "takuba"),
    ],
)
def test_groups_are_known_by_the_names_and_misspellings_of_the_press(
    name: str, country: str | None, id_: str
) -> None:
    found = ACTORS.find_in(f"A statement by {name} was read.", country=country)
    assert [actor.id for _, _, actor in found] == [id_]


@pytest.mark.parametrize("name", ["SNA", "OLA", "UPC", "Maoists", "Rangers"])
def test_names_that_several_bear_wait_for_a_country(name: str) -> None:
    assert ACTORS.find_in(f"A statement by {name} was read.") == ()


@pytest.mark.parametrize(
    ("branch", "parent"),
    [("radwan-force", "hezbollah"), ("comuneros-del-sur", "eln"), ("qassam-brigades", "hamas")],
)
def test_branches_are_linked_to_what_they_belong_to(branch: str, parent: str) -> None:
    actor = ACTORS.get(branch)
    assert actor is not None
    assert actor.parent == parent
