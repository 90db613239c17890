"""What place names refer to, and where a claim's act was."""

import pytest

from dateline.core.claims import (
    Anchor,
    Basis,
    Claim,
    Provenance,
    Scope,
    Stage,
    Status,
    Trigger,
)
from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.core.grounded import Place, PlacePrecision, Reason, Unresolved
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.places import (
    around_dateline,
    ground_place,
    place_anchors,
    place_of_total,
    resolve,
)
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Gazetteer, open_gazetteer

Resolved = dict[str, Place | Unresolved]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def article(text: str, url: str | None = None) -> Document:
    return Document(
        id=document_id(text),
        text=text,
        url=url,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )


def resolved(document: Document, gazetteer: Gazetteer) -> Resolved:
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    found = resolve(document, toponyms)
    return {document.text_at(span): place for span, place in found.items()}


def anchor(document: Document, words: str, basis: Basis = Basis.ARGUMENT) -> Anchor:
    start = document.text.index(words)
    return Anchor(span=Span(start, start + len(words)), basis=basis)


def ground(
    document: Document, gazetteer: Gazetteer, *anchors: tuple[str, Basis]
) -> Place | Unresolved:
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    given = [anchor(document, words, basis) for words, basis in anchors]
    return ground_place(document, given, resolve(document, toponyms))


def place(value: Place | Unresolved) -> Place:
    assert isinstance(value, Place)
    return value


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A blaze hit a depot in Paris, Texas, on Friday.", "Paris", "US", "Texas"),
        ("A blaze hit a depot in Paris. French officials spoke.", "Paris", "FR", "Île-de-France"),
        ("Bombs went off in Hyderabad, Sindh, on Friday.", "Hyderabad", "PK", "Sindh"),
        ("Deputies in Georgia and Alabama searched Columbus.", "Georgia", "US", "Georgia"),
        ("Georgia and Armenia met in Tbilisi.", "Georgia", "GE", None),
    ],
)
def test_namesakes_are_told_apart_by_what_else_is_named(
    gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None
) -> None:
    found = place(resolved(article(text), gazetteer)[name])
    assert (found.country, found.admin1) == (country, admin1)


def test_the_outlets_country_counts(gazetteer: Gazetteer) -> None:
    document = article("A man was held in Perth.", url="https://news.example.com.au/a")
    assert place(resolved(document, gazetteer)["Perth"]).country == "AU"


@pytest.mark.parametrize(
    ("text", "mention", "precision"),
    [
        ("Jets struck northern Syria.", "northern Syria", PlacePrecision.REGION),
        ("Jets struck Syria.", "Syria", PlacePrecision.COUNTRY),
        ("They died 60 kilometers southwest of Dushanbe.", "Dushanbe", PlacePrecision.DISTRICT),
        ("They died outside Dushanbe.", "Dushanbe", PlacePrecision.DISTRICT),
        ("They died in Dushanbe.", "Dushanbe", PlacePrecision.TOWN),
        ("They died in Almaty Province.", "Almaty Province", PlacePrecision.PROVINCE),
        ("They died in Rudaki district.", "Rudaki district", PlacePrecision.DISTRICT),
        ("They hid in the Sambisa Forest.", "Sambisa Forest", PlacePrecision.SITE),
    ],
)
def test_precision_follows_the_wording(
    gazetteer: Gazetteer, text: str, mention: str, precision: PlacePrecision
) -> None:
    document = article(text)
    (found,) = resolved(document, gazetteer).values()
    assert place(found).precision == precision
    assert document.text_at(place(found).mention) == mention


def test_names_for_context_have_no_place(gazetteer: Gazetteer) -> None:
    assert resolved(article("A Kyrgyz citizen was held."), gazetteer) == {}


def test_the_first_anchor_decides_with_its_basis(gazetteer: Gazetteer) -> None:
    document = article("A bomb killed two in Kano, officials in Lagos said.")
    found = place(ground(document, gazetteer, ("Kano", Basis.ARGUMENT), ("Lagos", Basis.SENTENCE)))
    assert (found.name, found.basis) == ("Kano", Basis.ARGUMENT)


def test_a_finer_place_inside_the_first_is_taken(gazetteer: Gazetteer) -> None:
    document = article("In Nigeria a bomb killed two people at a market in Kano.")
    found = ground(document, gazetteer, ("Nigeria", Basis.ARGUMENT), ("Kano", Basis.ARGUMENT))
    assert place(found).name == "Kano"


def test_a_finer_place_elsewhere_is_not(gazetteer: Gazetteer) -> None:
    document = article("In Nigeria a bomb killed two people, diplomats in Paris said.")
    found = ground(document, gazetteer, ("Nigeria", Basis.ARGUMENT), ("Paris", Basis.SENTENCE))
    assert place(found).name == "Nigeria"


def test_an_unknown_village_stands_in_the_area_named_after_it(gazetteer: Gazetteer) -> None:
    document = article("Gunmen stormed the village of Qarrvale in Zamfara State.")
    found = place(ground(document, gazetteer, ("Qarrvale", Basis.ARGUMENT)))
    assert (found.name, found.precision) == ("Qarrvale, Zamfara", PlacePrecision.PROVINCE)


def test_an_unknown_village_is_not_put_where_the_report_was_filed(gazetteer: Gazetteer) -> None:
    document = article("NAIROBI (Bulletin) - Gunmen stormed the village of Qarrvale.")
    found = ground(document, gazetteer, ("Qarrvale", Basis.ARGUMENT), ("NAIROBI", Basis.DATELINE))
    assert isinstance(found, Unresolved)
    assert found.reason == Reason.UNKNOWN_PLACE


def test_an_unknown_village_keeps_its_name_in_the_country_the_report_is_about(
    gazetteer: Gazetteer,
) -> None:
    document = article("NAIROBI (Bulletin) - Gunmen stormed the village of Qarrvale.")
    spans = resolve(document, find_toponyms(document, split_sentences(document), gazetteer))
    found = place(ground_place(document, (anchor(document, "Qarrvale"),), spans, country="KE"))
    assert (found.name, found.country, found.latitude) == ("Qarrvale", "KE", None)
    assert found.precision == PlacePrecision.COUNTRY


def test_a_total_is_about_the_country_and_not_the_last_town(gazetteer: Gazetteer) -> None:
    document = article("In Nigeria a bomb killed two in Kano. Courts convicted 29 this year.")
    spans = resolve(document, find_toponyms(document, split_sentences(document), gazetteer))
    carried = ground_place(document, (anchor(document, "Kano", Basis.DOCUMENT),), spans)
    assert place(place_of_total(carried, spans)).name == "Nigeria"
    own = ground_place(document, (anchor(document, "Kano"),), spans)
    assert place(place_of_total(own, spans)).name == "Kano"


def test_a_building_not_known_may_be_where_the_report_was_filed(gazetteer: Gazetteer) -> None:
    document = article("NAIROBI (Bulletin) - Gunmen died at the Qarrvale Hospital on Monday.")
    anchors = (("Qarrvale Hospital", Basis.ARGUMENT), ("NAIROBI", Basis.DATELINE))
    found = place(ground(document, gazetteer, *anchors))
    assert (found.name, found.basis) == ("Nairobi", Basis.DATELINE)


def test_a_building_stands_where_the_text_says(gazetteer: Gazetteer) -> None:
    document = article("Gunmen died at the Qarrvale Hospital in Kano, officials in Lagos said.")
    found = place(ground(document, gazetteer, ("Qarrvale Hospital", Basis.ARGUMENT)))
    assert (found.name, found.precision) == ("Kano", PlacePrecision.TOWN)
    assert document.text_at(found.mention) == "Qarrvale Hospital"


def test_no_anchor_means_not_stated(gazetteer: Gazetteer) -> None:
    assert ground(article("Gunmen fled."), gazetteer) == Unresolved(reason=Reason.NOT_STATED)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("They shot four in Argelia, Cauca.", "Argelia", "CO", "Cauca"),
        ("It burnt in Bijapur district, Chhattisgarh.", "Bijapur district", "IN", "Chhattisgarh"),
        ("It flared in Kano, Kaduna and Katsina.", "Kano", "NG", "Kano State"),
        ("It flared in Cuba, Mexico and Peru.", "Cuba", "CU", None),
    ],
)
def test_area_named_right_after_a_place_says_which_it_is(
    gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None
) -> None:
    found = place(resolved(article(text), gazetteer)[name])
    assert (found.country, found.admin1) == (country, admin1)


def test_village_that_only_sounds_like_a_place_elsewhere_stays_where_the_text_puts_it(
    gazetteer: Gazetteer,
) -> None:
    document = article("They shot a man in the village of Banjska in northern Kosovo.")
    found = place(ground(document, gazetteer, ("Banjska", Basis.ARGUMENT)))
    assert (found.country, found.name) == ("XK", "Banjska, Kosovo")


@pytest.mark.parametrize("name", ["Red Sea", "Gulf of Guinea"])
def test_waters_are_places_of_no_country(gazetteer: Gazetteer, name: str) -> None:
    found = place(resolved(article(f"They hit a tanker in the {name}."), gazetteer)[name])
    assert (found.name, found.country, found.precision) == (name, None, PlacePrecision.REGION)


def test_place_of_a_road_between_towns_is_around_them(gazetteer: Gazetteer) -> None:
    found = resolved(article("They fired on the Kaduna-Abuja highway."), gazetteer)
    assert place(found["Kaduna"]).precision is PlacePrecision.DISTRICT
    assert place(found["Abuja"]).precision is PlacePrecision.DISTRICT
    found = resolved(article("They fired on a bus between Kaduna and Abuja."), gazetteer)
    assert place(found["Kaduna"]).precision is PlacePrecision.DISTRICT


@pytest.mark.parametrize(
    ("text", "first", "name", "admin1"),
    [
        (
            "Fire hit Dorvana village in Bama district of Borno State.",
            "Borno State",
            "Dorvana, Bama",
            "Borno",
        ),
        (
            "Fire hit the village of Dorvana in Burkina Faso's Soum province.",
            "Burkina Faso",
            "Dorvana, Soum",
            "Sahel Region",
        ),
    ],
)
def test_village_the_gazetteer_lacks_is_told_with_the_smallest_area_around_it(
    gazetteer: Gazetteer, text: str, first: str, name: str, admin1: str
) -> None:
    document = article(text)
    found = place(ground(document, gazetteer, (first, Basis.ARGUMENT), ("Dorvana", Basis.ARGUMENT)))
    assert (found.name, found.admin1) == (name, admin1)


def test_village_the_gazetteer_lacks_stays_in_the_area_it_was_put_in_before(
    gazetteer: Gazetteer,
) -> None:
    document = article("Dorvana village in Bama district burnt. Men fled the village of Dorvana.")
    toponyms = find_toponyms(document, split_sentences(document), gazetteer)
    start = document.text.rindex("Dorvana")
    second = Anchor(span=Span(start, start + len("Dorvana")), basis=Basis.ARGUMENT)
    found = place(ground_place(document, [second], resolve(document, toponyms), country="NG"))
    assert found.name == "Dorvana, Bama"


def test_a_part_that_a_country_owns_is_a_region_of_it(gazetteer: Gazetteer) -> None:
    document = article("Gunmen shot a teacher in Thailand's deep south on Tuesday.")
    found = place(resolved(document, gazetteer)["Thailand"])
    assert (found.country, found.precision) == ("TH", PlacePrecision.REGION)
    assert document.text_at(found.mention) == "Thailand's deep south"


def test_a_province_that_a_country_owns_is_where_an_unknown_village_lies(
    gazetteer: Gazetteer,
) -> None:
    document = article("Jets struck Sarrinak village of Afghanistan's northern Jowzjan province.")
    found = place(ground(document, gazetteer, ("Sarrinak", Basis.ARGUMENT)))
    assert (found.name, found.admin1) == ("Sarrinak, Jowzjan", "Jowzjan")


def test_a_doubtful_name_far_from_all_others_is_no_place_there(gazetteer: Gazetteer) -> None:
    text = "A bomb went off at the Lido beach in Mogadishu. Somalia's army sealed off Mogadishu."
    found = resolved(article(text), gazetteer)["Lido"]
    assert isinstance(found, Unresolved)
    assert place(resolved(article("A man drowned at Lido, Venice."), gazetteer)["Lido"])


def test_near_the_city_of_a_name_is_around_it(gazetteer: Gazetteer) -> None:
    document = article("Rebels shelled a mill near the city of Kupyansk in Ukraine.")
    found = place(resolved(document, gazetteer)["Kupyansk"])
    assert found.precision is PlacePrecision.DISTRICT


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Gunmen burned three villages in Sokoto.", PlacePrecision.PROVINCE),
        ("Gunmen burned farmland in northern Sokoto.", PlacePrecision.PROVINCE),
        ("Gunmen burned a shop in Sokoto.", PlacePrecision.TOWN),
        ("Gunmen burned two districts of Sokoto city.", PlacePrecision.TOWN),
    ],
)
def test_villages_lie_in_the_area_and_not_in_the_town_of_its_name(
    gazetteer: Gazetteer, text: str, precision: PlacePrecision
) -> None:
    (found,) = resolved(article(text), gazetteer).values()
    assert place(found).precision == precision


def test_a_beach_is_no_town_of_a_country_that_nothing_else_names(gazetteer: Gazetteer) -> None:
    found = resolved(article("A bomb went off at Ostia beach, Somali police said."), gazetteer)
    assert isinstance(found["Ostia"], Unresolved)


def test_a_beach_of_a_town_of_the_country_named_is_there(gazetteer: Gazetteer) -> None:
    found = resolved(article("A bomb went off at Ostia beach in Italy."), gazetteer)
    assert place(found["Ostia"]).country == "IT"


@pytest.mark.parametrize(
    ("text", "country_only"),
    [
        ("NAIROBI, Kenya (Bulletin) - Gunmen stormed a remote village.", True),
        ("NAIROBI, Kenya (Bulletin) - Gunmen struck in the country's far north.", True),
        ("NAIROBI, Kenya (Bulletin) - Gunmen stormed a bank.", False),
        ("NAIROBI (Bulletin) - Gunmen stormed a remote village.", False),
    ],
)
def test_a_village_is_not_the_town_where_the_report_was_filed(
    gazetteer: Gazetteer, text: str, country_only: bool
) -> None:
    document = article(text)
    spans = resolve(document, find_toponyms(document, split_sentences(document), gazetteer))
    filed = ground_place(document, [anchor(document, "NAIROBI", Basis.DATELINE)], spans)
    found = place(around_dateline(document, Span(0, len(text)), filed, spans))
    assert (found.country, found.basis) == ("KE", Basis.DATELINE)
    assert (found.precision is PlacePrecision.COUNTRY) == country_only


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("A bomb killed two near a bridge in Pulwama in Kashmir.", "Kashmir"),
        ("A bomb killed two in Nigeria's Kano.", "Nigeria"),
    ],
)
def test_an_area_gives_way_to_the_finer_place_it_is_told_with(
    gazetteer: Gazetteer, text: str, area: str
) -> None:
    found = place(ground(article(text), gazetteer, (area, Basis.ARGUMENT)))
    assert found.name in {"Pulwama", "Kano"}
    assert found.basis is Basis.ARGUMENT


def test_an_area_named_apart_from_a_finer_place_stays(gazetteer: Gazetteer) -> None:
    document = article("A bomb killed two in Kano, and troops went through all of Nigeria.")
    assert place(ground(document, gazetteer, ("Nigeria", Basis.ARGUMENT))).name == "Nigeria"


def test_acts_told_with_their_own_places_are_summed_up_for_the_country(
    gazetteer: Gazetteer,
) -> None:
    text = "NAIROBI, Kenya (Bulletin) - Police arrested six men. Three were held in Garissa."
    document = article(text)
    spans = resolve(document, find_toponyms(document, split_sentences(document), gazetteer))
    filed = ground_place(document, [anchor(document, "NAIROBI", Basis.DATELINE)], spans)
    whole = Span(0, len(text))
    summed = around_dateline(document, whole, filed, spans, told_elsewhere=True)
    assert place(summed).precision is PlacePrecision.COUNTRY
    assert around_dateline(document, whole, filed, spans) == filed


def test_a_court_is_where_the_text_says_it_sits(gazetteer: Gazetteer) -> None:
    text = "The blast in Orsk shook it just when a court in Cairo sentenced a man."
    where = {name: anchor(article(text), name) for name in ("Orsk", "Cairo")}
    start = text.index("sentenced")
    sentence = Claim(
        id="c",
        document_id="d",
        type="sentence",
        scope=Scope.INCIDENT,
        stage=Stage.ACCOMPLISHED,
        status=Status.FACT,
        trigger=Trigger(span=Span(start, start + 9), lemma="sentence"),
        evidence=(Span(0, len(text)),),
        arguments=(),
        tolls=(),
        times=(),
        places=tuple(where.values()),
        attribution=(),
        tense_future=False,
        confidence=1.0,
        type_confidence=1.0,
        made_by=Provenance(version="1", codebook="1", model="1"),
    )
    assert place_anchors(article(text), sentence)[0] == where["Cairo"]
