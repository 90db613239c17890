"""What a document says happened, to whom and by whom, and what it does not say."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.api import Coder
from dateline.core.claims import Role, Scope, Side, Stage, Status, claim_id
from dateline.core.documents import Document, Segment, SegmentKind, Span
from dateline.core.grounded import Unresolved
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.claims.tolls import EFFECT_WORDS
from dateline.pipeline.claims.triggers import Triage, index_triggers
from dateline.resources.codebook import load_codebook
from dateline.resources.lexicons import load_nouns

from .reading import PUBLISHED, code, only, parties, types


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Gunmen attacked a police station in Kandahar on Monday.", ["Gunmen"],
         ["a police station"]),
        ("A police station in Kandahar was attacked by gunmen on Monday.", ["gunmen"],
         ["A police station"]),
        ("Militants who attacked a police station in Kandahar on Monday fled.", ["Militants"],
         ["a police station"]),
        ("Militants carried out an attack on a police station in Kandahar on Monday.",
         ["Militants"], ["a police station"]),
        ("The attack on a police station in Kandahar by militants on Monday was condemned.",
         ["militants"], ["a police station"]),
        ("Armed with rifles, rebels attacked a farm near Goma on Monday.", ["rebels"], ["a farm"]),
    ],
)  # fmt: skip
def test_who_attacks_what_does_not_depend_on_the_construction(
    coder: Coder, text: str, who: list[str], whom: list[str]
) -> None:
    coded = code(coder, text)
    claim = only(coded, "armed_assault").claim
    assert parties(coded.document, claim, Role.PERPETRATOR) == who
    assert parties(coded.document, claim, Role.TARGET) == whom
    assert (claim.stage, claim.scope) == (Stage.ACCOMPLISHED, Scope.INCIDENT)


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers and policemen arrested three militants in Mosul on Monday.",
        "Three militants were arrested in Mosul on Monday by soldiers and policemen.",
    ],
)
def test_each_of_several_who_act_is_a_party(coder: Coder, text: str) -> None:
    coded = code(coder, text)
    claim = only(coded, "arrest").claim
    authorities = {w.lower() for w in parties(coded.document, claim, Role.AUTHORITY)}
    assert authorities == {"soldiers", "policemen"}
    assert parties(coded.document, claim, Role.SUSPECT)[0].lower() == "three militants"


@pytest.mark.parametrize(
    ("text", "convict"),
    [
        ("A court in Goma handed a 12-year sentence to a welder on Monday.", "a welder"),
        ("The judge imposed a life sentence on the cleric in Goma on Monday.", "the cleric"),
        ("A court in Goma gave two welders ten years for bombing a bus.", "two welders"),
    ],
)
def test_a_sentence_befalls_whom_it_is_given_to(coder: Coder, text: str, convict: str) -> None:
    coded = code(coder, text)
    claim = only(coded, "sentence").claim
    assert parties(coded.document, claim, Role.CONVICT) == [convict]


@pytest.mark.parametrize(
    ("text", "type_", "who", "what"),
    [
        ("A drone strike destroyed a fuel depot in Goma on Monday.", "air_strike", [],
         ["a fuel depot"]),
        ("Russian shelling hit a school in Goma on Monday.", "shelling", ["Russian"],
         ["a school"]),
        ("Turkish air strikes targeted a camp near Goma on Monday.", "air_strike", ["Turkish"],
         ["a camp"]),
    ],
)  # fmt: skip
def test_a_strike_tells_whose_it_is_and_what_it_hit(
    coder: Coder, text: str, type_: str, who: list[str], what: list[str]
) -> None:
    coded = code(coder, text)
    claim = only(coded, type_).claim
    assert parties(coded.document, claim, Role.PERPETRATOR) == who
    assert parties(coded.document, claim, Role.TARGET) == what
    assert types(coded) == [type_]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Eight members of one family were killed by a bomb in Goma on Monday.", Side.VICTIMS),
        ("A bomb killed nine members of the Orlian community in Goma on Monday.", Side.VICTIMS),
        ("Soldiers killed two members of the banned group in Goma on Monday.", Side.PERPETRATORS),
    ],
)
def test_members_of_families_and_communities_are_victims(
    coder: Coder, text: str, side: Side
) -> None:
    tolls = [toll for grounded in code(coder, text).claims for toll in grounded.toll]
    assert [toll.side for toll in tolls] == [side]


@pytest.mark.parametrize(
    ("text", "type_", "role", "who"),
    [
        ("A court in Goma found the four guilty on Monday.", "conviction", Role.CONVICT,
         "the four"),
        ("The Supreme Court upheld the death sentences of two men on Monday.", "appeal",
         Role.CONVICT, "two men"),
        ("Assailants hacked a village elder to death in Goma on Monday.", "assassination",
         Role.VICTIM, "a village elder"),
    ],
)  # fmt: skip
def test_whom_it_befalls_is_found_inside_and_beside_the_trigger(
    coder: Coder, text: str, type_: str, role: Role, who: str
) -> None:
    coded = code(coder, text)
    assert parties(coded.document, only(coded, type_).claim, role) == [who]


def test_time_in_custody_is_no_offence_and_disposal_teams_no_attackers(coder: Coder) -> None:
    held = code(coder, "Three members of a sleeper cell were remanded in custody for 14 days.")
    assert parties(held.document, only(held, "arrest").claim, Role.OFFENCE) == []
    found = code(coder, "A bomb disposal team defused two devices under a bridge in Goma.")
    assert parties(found.document, only(found, "bombing").claim, Role.PERPETRATOR) == []


def test_a_deputy_is_one_person(coder: Coder) -> None:
    coded = code(coder, "The rebels' second-in-command was killed in a raid by troops in Goma.")
    (toll,) = only(coded, "killing_by_security_forces").toll
    assert toll.count.low == 1


def test_the_year_of_a_crime_does_not_date_the_verdict(coder: Coder) -> None:
    coded = code(coder, "Two men were convicted of the 2029 blast at a market in Goma.")
    assert isinstance(only(coded, "conviction").time, Unresolved)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Troops rescued 30 pupils abducted by bandits near Goma on Monday.", ["bandits"]),
        ("Soldiers freed two hostages in Goma on Monday.", []),
        ("Men dressed as soldiers kidnapped two hostages in Goma on Monday.", ["Men"]),
    ],
)
def test_neither_rescuers_nor_uniforms_take_hostages(
    coder: Coder, text: str, who: list[str]
) -> None:
    coded = code(coder, text)
    claim = only(coded, "kidnapping").claim
    assert parties(coded.document, claim, Role.PERPETRATOR) == who


def test_two_verbs_with_one_subject_are_two_claims(coder: Coder) -> None:
    coded = code(coder, "Rebels ambushed a convoy near Goma on Monday and kidnapped two drivers.")
    kidnapping = only(coded, "kidnapping").claim
    assert parties(coded.document, kidnapping, Role.PERPETRATOR) == ["Rebels"]
    assert parties(coded.document, kidnapping, Role.VICTIM) == ["two drivers"]
    assert parties(
        coded.document, only(coded, "armed_assault").claim, Role.TARGET
    ) == ["a convoy"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Gunmen attacked a farm near Goma on Monday.", Status.FACT),
        ("Police said gunmen attacked a farm near Goma on Monday.", Status.OFFICIAL),
        ('"Gunmen attacked the farm on Monday," the mayor of Goma said.', Status.OFFICIAL),
        ("Witnesses said gunmen attacked a farm near Goma on Monday.", Status.FACT),
        ("Gunmen may have attacked a farm near Goma on Monday.", Status.POSSIBLE),
        ("Militants denied attacking a farm near Goma on Monday.", Status.DENIED),
    ],
)
def test_status_tells_who_vouches_for_it(coder: Coder, text: str, status: Status) -> None:
    assert only(code(coder, text), "armed_assault").claim.status is status


@pytest.mark.parametrize(
    "text",
    [
        "Militants did not attack the police station in Kandahar on Monday.",
        "Militants never attacked the police station in Kandahar.",
        "No militants were killed in Kandahar on Monday.",
        "Nobody was killed in Kandahar on Monday.",
        "If militants attack the police station in Kandahar, the army will respond.",
        "Militants will attack the police station in Kandahar on Monday.",
        "Militants would have attacked the police station in Kandahar.",
        "Militants could attack the police station in Kandahar this week.",
        "The president warned that militants may attack churches.",
        "Imagine that gunmen attacked a police station in Kandahar.",
        "The government should attack the rebels.",
        "In my opinion, the government must stop the bombers before they kill again.",
        "Terrorists attack civilians.",
        "Militants often attack police stations in the region.",
        "Such attacks are common in the region.",
        "The group has carried out dozens of attacks over the past ten years.",
    ],
)
def test_what_is_denied_imagined_expected_or_general_is_no_claim(coder: Coder, text: str) -> None:
    assert types(code(coder, text)) == []


def test_attempt_is_told_as_one(coder: Coder) -> None:
    coded = code(coder, "Militants tried to attack a police station in Kandahar on Monday.")
    assert only(coded, "armed_assault").claim.stage is Stage.ATTEMPTED


def test_plot_for_which_people_are_held_is_no_attack(coder: Coder) -> None:
    coded = code(coder, "Police arrested two men plotting to attack a church in Lagos.")
    assert types(coded) == ["arrest", "plot"]
    plot = only(coded, "plot").claim
    assert parties(coded.document, plot, Role.SUSPECT) == ["two men"]
    assert parties(coded.document, plot, Role.TARGET) == ["a church"]


def test_threat_is_no_attack(coder: Coder) -> None:
    coded = code(coder, "Rebels threatened to attack the dam in Goma on Monday.")
    assert types(coded) == ["threat"]


@pytest.mark.parametrize(
    "text",
    [
        "Militants allegedly attacked a police station in Kandahar on Monday.",
        "Police arrested two men suspected of bombing a market in Lagos.",
        "The men are suspected of kidnapping a farmer in Goma on Monday.",
        "Militants denied attacking a police station in Kandahar on Monday.",
    ],
)
def test_the_accused_are_suspects_and_never_perpetrators(coder: Coder, text: str) -> None:
    claims = [grounded.claim for grounded in code(coder, text).claims]
    assert claims
    assert not [claim for claim in claims if claim.arguments_in(Role.PERPETRATOR)]
    assert all(claim.arguments_in(Role.SUSPECT) for claim in claims)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("Police arrested 40 militants in Lagos on Monday.", Scope.INCIDENT),
        ("Since January, police have arrested 40 militants in Lagos.", Scope.AGGREGATE),
        ("Authorities arrested 212 militants across the country in 2030.", Scope.AGGREGATE),
    ],
)
def test_total_over_a_period_is_no_incident(coder: Coder, text: str, scope: Scope) -> None:
    assert only(code(coder, text), "arrest").claim.scope is scope


def segmented(*parts: tuple[SegmentKind, str]) -> Document:
    """Return a document of these segments, one a paragraph."""
    segments: list[Segment] = []
    text = ""
    for kind, words in parts:
        start = len(text)
        text += words
        segments.append(Segment(kind=kind, span=Span(start, len(text))))
        text += "\n\n"
    return Document(id="d", text=text, segments=tuple(segments), language="en")


BODY = "Gunmen attacked a police station in Kandahar on Monday, killing two officers."


@pytest.mark.parametrize("kind", [SegmentKind.HEADLINE, SegmentKind.CAPTION])
def test_headline_and_caption_support_the_body_and_add_no_event(
    coder: Coder, kind: SegmentKind
) -> None:
    extra = "Gunmen attack police station in Kandahar"
    coded = coder.code_document(segmented((kind, extra), (SegmentKind.PARAGRAPH, BODY)))
    (event,) = coded.events
    assert len(event.claims) == 2
    other = "Rebels burn church in Goma"
    coded = coder.code_document(segmented((kind, other), (SegmentKind.PARAGRAPH, BODY)))
    (event,) = coded.events
    assert len(event.claims) == 1


@pytest.mark.parametrize("kind", [SegmentKind.COMMENT, SegmentKind.FURNITURE])
def test_comment_and_furniture_yield_nothing(coder: Coder, kind: SegmentKind) -> None:
    coded = coder.code_document(
        segmented((SegmentKind.PARAGRAPH, BODY), (kind, "Rebels killed ten soldiers in Goma."))
    )
    comment = coded.document.segments[1].span
    assert coded.claims
    assert not [g for g in coded.claims if g.claim.trigger.span.overlaps(comment)]


def test_copy_of_a_segment_yields_nothing(coder: Coder) -> None:
    document = segmented((SegmentKind.PARAGRAPH, BODY), (SegmentKind.PARAGRAPH, BODY))
    first, second = document.segments
    copied = Segment(kind=second.kind, span=second.span, copy_of=first.span)
    once = coder.code_document(
        Document(id="d", text=document.text, segments=(first, copied), language="en")
    )
    assert len(once.claims) == 1


def test_drill_and_match_report_yield_nothing(coder: Coder) -> None:
    drill = (
        "Rescue services held a drill at the Lagos station on Monday. In the exercise, men who "
        "played terrorists attacked a train and killed a guard. The drill ended at noon."
    )
    match = (
        "Rovers beat City 3-1 in Lagos on Monday after their striker scored a late goal. The team "
        "attacked from kick-off, and the visitors' goalkeeper was shot down by a penalty."
    )
    assert types(code(coder, drill)) == types(code(coder, match)) == []


TOLD = (
    BODY,
    "Police arrested two men plotting to attack a church in Lagos.",
    "Rebels shot dead two guards near Goma on Monday.",
    "A court in Lagos jailed a baker for ten years on Monday for killing a judge.",
    "Police in Almaty took five suspected militants into custody on 3 May 2031.",
    "Two bombs exploded in Baghdad on Monday, killing six people.",
    "The mayor opened a school in Goma on Monday.",
    "Seven people died and nine were wounded.",
    "Security forces thwarted an attack on a church in Lagos on Monday.",
)

texts = st.lists(st.sampled_from(TOLD), min_size=1, max_size=4, unique=True).map(" ".join)
#: Parsing is slow and the sentences are few.
few = settings(max_examples=12, deadline=None)
TRIAGE = Triage(index_triggers(load_codebook()), load_nouns(), EFFECT_WORDS)


@few
@given(text=texts)
def test_triage_never_drops_a_sentence_that_holds_a_claim(coder: Coder, text: str) -> None:
    coded = code(coder, text)
    sentences = split_sentences(coded.document)
    for grounded in coded.claims:
        (sentence,) = [s for s in sentences if s.span.contains(grounded.claim.trigger.span)]
        assert TRIAGE.keeps(coded.document, sentence)


@few
@given(text=texts)
def test_claims_are_the_same_each_time_with_ids_of_their_own(coder: Coder, text: str) -> None:
    first, second = code(coder, text), code(coder, text)
    assert first == second
    ids = [grounded.claim.id for grounded in first.claims]
    assert len(set(ids)) == len(ids)


@few
@given(text=texts)
def test_trigger_lies_in_the_first_evidence_and_arguments_in_the_text(
    coder: Coder, text: str
) -> None:
    coded = code(coder, text)
    assert all(g.claim.document_id == coded.document.id for g in coded.claims)
    for grounded in coded.claims:
        claim = grounded.claim
        assert claim.evidence[0].contains(claim.trigger.span)
        assert claim.id == claim_id(coded.document.id, claim.trigger.span, claim.type)
        for argument in claim.arguments:
            assert argument.mention.contains(argument.head)
            assert coded.document.text_at(argument.mention)


def test_claim_of_an_undated_article_is_still_found(coder: Coder) -> None:
    coded = code(coder, BODY, published=None)
    assert types(coded) == ["armed_assault"]
    assert PUBLISHED.year not in {
        getattr(getattr(g.time, "start", None), "year", None) for g in coded.claims
    }


@pytest.mark.parametrize(
    ("text", "types"),
    [
        (
            "Soldiers on Saturday killed two men wanted for the bombing of a bus in Torrin.",
            ["killing_by_security_forces"],
        ),
        (
            "Troops in Mosul captured a wounded third after the rebel attack, the military said.",
            ["arrest"],
        ),
    ],
)
def test_people_described_by_what_they_are_wanted_for_are_still_the_object(
    coder: Coder, text: str, types: list[str]
) -> None:
    coded = coder.code(text, published=date(2024, 5, 17))
    assert [c.claim.type for c in coded.claims if c.claim.type != "bombing"] == types


def test_evidence_takes_in_who_was_killed_though_the_attack_is_told_after(coder: Coder) -> None:
    text = "Five people were killed when a bomb went off near a tyre shop in Quetta on Thursday."
    coded = coder.code(text, published=date(2024, 5, 17))
    (claim,) = coded.claims
    assert coded.document.text_at(claim.claim.evidence[0]).startswith("Five people were killed")


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban said their fighters had killed six soldiers near Torva on Friday.",
        "In a statement on Monday, Islamic State said it had killed two soldiers in Karvel.",
    ],
)
def test_an_armed_group_that_says_it_did_it_claims_the_act(coder: Coder, text: str) -> None:
    assert "claim_of_responsibility" in types(code(coder, text))


def test_what_the_army_says_it_did_is_no_claim_of_responsibility(coder: Coder) -> None:
    found = types(code(coder, "The army said it had killed two rebels in Karvel."))
    assert "claim_of_responsibility" not in found


def test_a_time_of_a_later_clause_does_not_date_the_clause_before(coder: Coder) -> None:
    text = "Two men were held in Karvel, and on 3 June six others were extradited to Aldovia."
    assert only(code(coder, text), "arrest").claim.times == ()


@pytest.mark.parametrize(
    ("text", "type_", "place"),
    [
        (
            "A militant was deported on Thursday from Malaysia to face charges of fighting with "
            "rebels in Afghanistan.",
            "deportation",
            "Malaysia",
        ),
        (
            "He was deported to Mumbai where he was arrested by police on Friday.",
            "arrest",
            "Mumbai",
        ),
    ],
)
def test_an_act_was_where_people_left_from_or_were_taken_not_where_they_were_headed(
    coder: Coder, text: str, type_: str, place: str
) -> None:
    found = only(code(coder, text), type_).place
    assert not isinstance(found, Unresolved)
    assert found.name == place


def test_the_roots_of_a_militia_locate_no_attack(coder: Coder) -> None:
    text = (
        "At least 100 people have been killed in Goma since November 5 in attacks blamed on the "
        "Banner, an Islamist militia with origins in Uganda."
    )
    found = only(code(coder, text), "armed_assault").place
    assert not isinstance(found, Unresolved)
    assert found.name == "Goma"


@pytest.mark.parametrize(
    "text",
    [
        "Soldiers took him to hospital in Goma on Monday.",
        "The governor fired the manager at the operations centre in Goma on Monday.",
        "A man shovelling snow died of a heart attack in Goma on Saturday.",
        "The framed photos hung for the exhibition in Goma were smashed.",
    ],
)
def test_the_sick_the_dismissed_and_things_hung_up_are_nobodys_victims(
    coder: Coder, text: str
) -> None:
    assert types(code(coder, text)) == []


def test_sacks_of_explosives_are_seized_like_explosives(coder: Coder) -> None:
    claim = only(code(coder, "Police seized ten sacks of explosives in Goma on Monday."), "seizure")
    assert parties(
        code(coder, "Police seized ten sacks of explosives in Goma on Monday.").document,
        claim.claim,
        Role.ITEM,
    ) == ["ten sacks of explosives"]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Hundreds rallied in Goma on Monday in support of the jailed editor.", "protest"),
        ("Gun battles raged on the outskirts of Goma.", "clash"),
        ("Rebels seized the town of Goma on Monday.", "clash"),
        ("Militants captured a clinic in Goma after guards ran away.", "armed_assault"),
        ("A decree signed on Sunday freezes the assets of the Ash Banner.", "designation"),
        ("The president signed the extradition order for the rebel spokesman.", "extradition"),
        ("Militants captured two aid workers near Goma on Monday.", "kidnapping"),
    ],
)
def test_acts_of_many_kinds_are_found(coder: Coder, text: str, type_: str) -> None:
    assert type_ in types(code(coder, text))


@pytest.mark.parametrize(
    "text",
    [
        "The nurse gave the boy two shots near Goma on Friday.",
        "The photographer shot the bride in the woods near Goma on Saturday.",
        "Firefighters stormed the burning warehouse in Goma on Monday and rescued two dogs.",
        "The regulator raided the offices of two dairies in Goma over prices on Tuesday.",
        "The chess champion besieged the king in Goma on Tuesday.",
        "The hackers attacked the website of the university in Goma on Monday.",
        "The demonstration in Goma was organised by students and their parents.",
        "Guests joined victims' families and survivors at a chapel in Goma on Monday.",
        "Lawyers from Goma were travelling to the capital to join the sit-in.",
    ],
)
def test_people_at_their_trade_attack_nobody(coder: Coder, text: str) -> None:
    assert not set(types(code(coder, text))) - {"protest"}


def test_years_that_somebody_will_serve_were_passed_and_those_to_come_were_not(
    coder: Coder,
) -> None:
    passed = "The bomber will serve 17 years in prison, an official in Goma said on Friday."
    to_come = "The court in Goma will sentence the four bombers on Friday."
    assert types(code(coder, passed)) == ["sentence"]
    assert "sentence" not in types(code(coder, to_come))
