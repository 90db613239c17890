"""Inflected forms of English verbs and nouns, so that text can be searched before it is parsed."""

from functools import cache

_IRREGULAR = {
    "be": "is are was were been being am",
    "beat": "beat beaten",
    "become": "became become",
    "begin": "began begun beginning",
    "bend": "bent",
    "behead": "beheaded",
    "bind": "bound",
    "blow": "blew blown",
    "break": "broke broken",
    "breed": "bred",
    "build": "built",
    "bring": "brought",
    "burn": "burned burnt",
    "burst": "burst",
    "buy": "bought",
    "catch": "caught",
    "choose": "chose chosen",
    "come": "came come",
    "cut": "cut cutting",
    "deal": "dealt",
    "die": "died dying dies",
    "dig": "dug digging",
    "draw": "drew drawn",
    "drive": "drove driven driving",
    "fall": "fell fallen",
    "feed": "fed",
    "fight": "fought",
    "find": "found",
    "flee": "fled fleeing",
    "fling": "flung",
    "forbid": "forbade forbidden forbidding",
    "freeze": "froze frozen freezing",
    "fly": "flew flown flies",
    "get": "got gotten getting",
    "give": "gave given giving",
    "go": "went gone goes",
    "hang": "hanged hung",
    "have": "had has having",
    "hear": "heard",
    "hide": "hid hidden hiding",
    "hit": "hit hitting",
    "hold": "held",
    "keep": "kept",
    "know": "knew known",
    "lay": "laid",
    "lead": "led",
    "leave": "left leaving",
    "lend": "lent",
    "let": "let letting",
    "lie": "lay lain lying lies",
    "light": "lit lighted",
    "lose": "lost losing",
    "make": "made making",
    "mean": "meant",
    "meet": "met",
    "mislead": "misled",
    "mow": "mowed mown",
    "overrun": "overran overrun overrunning",
    "overthrow": "overthrew overthrown",
    "pay": "paid",
    "plead": "pleaded pled",
    "put": "put putting",
    "ram": "rammed ramming",
    "rape": "raped raping",
    "ride": "rode ridden riding",
    "rise": "rose risen rising",
    "rob": "robbed robbing",
    "run": "ran run running",
    "say": "said says",
    "see": "saw seen",
    "seek": "sought",
    "sell": "sold",
    "send": "sent",
    "set": "set setting",
    "shake": "shook shaken shaking",
    "shell": "shelled",
    "shoot": "shot",
    "show": "showed shown",
    "shut": "shut shutting",
    "sink": "sank sunk",
    "sit": "sat sitting",
    "slay": "slew slain",
    "slit": "slit slitting",
    "smuggle": "smuggled smuggling",
    "speak": "spoke spoken",
    "speed": "sped",
    "spend": "spent",
    "split": "split splitting",
    "spread": "spread",
    "spring": "sprang sprung",
    "stab": "stabbed stabbing",
    "stand": "stood",
    "steal": "stole stolen",
    "stick": "stuck",
    "stop": "stopped stopping",
    "strike": "struck stricken striking",
    "swear": "swore sworn",
    "sweep": "swept",
    "swing": "swung",
    "take": "took taken taking",
    "teach": "taught",
    "tear": "tore torn",
    "tell": "told",
    "think": "thought",
    "throw": "threw thrown",
    "torch": "torched torches torching",
    "try": "tried tries",
    "turn": "turned",
    "undergo": "underwent undergone",
    "uphold": "upheld",
    "wage": "waged waging",
    "waylay": "waylaid",
    "wear": "wore worn",
    "weep": "wept",
    "win": "won winning",
    "wind": "wound",
    "withdraw": "withdrew withdrawn",
    "write": "wrote written writing",
}
_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet",
    "life": "lives", "knife": "knives", "thief": "thieves", "crisis": "crises",
}  # fmt: skip
_VOWELS = "aeiou"
_NO_DOUBLING = ("w", "x", "y")
_STRESSED_END = frozenset(
    "abet abut acquit admit allot bag ban bar bat beg blot bug bus cap chop clap commit compel "
    "control deter drag drop drug expel extradit fan flog gag grab gun hem hop incur infer jab jam "
    "jog kidnap knap lob log man map mob mug nab net nip occur omit pat pen permit pin plan "
    "plot pop prod propel quit rap rebel refer regret rig rip rub sap scan ship shrug shun "
    "sin slam slap snap sob spot stem step stir strip submit sum swap tag tap tar thin tip top "
    "trap transfer trek trim unplug wed wrap zap blip bomb-rig offset outgun wiretap".split()
)


#: Forms that older or American print spells with one letter less.
_SPELT_OTHERWISE = {"kidnap": ("kidnaped", "kidnaping")}
#: Pasts that are presents of other verbs ("attacks wound two").
_ALSO_PRESENT = frozenset({"wound", "found", "saw", "bound", "ground", "lay", "fell", "bore"})
#: What verbs may begin with that are irregular as the rest of them is: "retake", "overthrow".
_PREFIXES = ("re", "over", "with", "under", "out", "mis", "fore")


def is_past_form(form: str) -> bool:
    """Tell whether a form can only be the past tense or participle of an irregular verb."""
    return form in _pasts()


@cache
def _pasts() -> frozenset[str]:
    irregular = {past for forms in _IRREGULAR.values() for past in forms.split()}
    pasts = {form for form in irregular if not form.endswith(("ing", "s", "ed"))} - {"are", "am"}
    pasts |= {prefix + form for prefix in _PREFIXES for form in pasts}
    return frozenset(
        pasts - _ALSO_PRESENT - {form for verb in _IRREGULAR for form in _presents(verb)}
    )


def _presents(verb: str) -> list[str]:
    return [verb, *(prefix + verb for prefix in _PREFIXES)]


@cache
def verb_forms(lemma: str) -> frozenset[str]:
    """Return every form of a verb, the lemma among them."""
    for prefix in _PREFIXES:
        base = lemma.removeprefix(prefix)
        if lemma not in _IRREGULAR and base != lemma and base in _IRREGULAR:
            return frozenset(prefix + form for form in verb_forms(base))
    forms = {lemma, *_SPELT_OTHERWISE.get(lemma, ())}
    if lemma in _IRREGULAR:
        forms.update(_IRREGULAR[lemma].split())
    stem, last = lemma, lemma[-1]
    if last == "e":
        stem = lemma[:-1]
    if lemma.endswith("y") and len(lemma) > 2 and lemma[-2] not in _VOWELS:
        forms |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
        return frozenset(forms)
    if last in "sxz" or lemma.endswith(("ch", "sh")):
        forms.add(lemma + "es")
    else:
        forms.add(lemma + "s")
    if lemma not in _IRREGULAR:
        doubled = lemma + last if _doubles(lemma) else stem
        gerund = lemma if lemma.endswith("ee") else doubled
        forms |= {doubled + "ed", gerund + "ing"}
        if last == "l":
            forms |= {lemma + "led", lemma + "ling"}
        if lemma.endswith("c"):
            forms |= {lemma + "ked", lemma + "king"}
    elif not any(form.endswith("ing") for form in forms):
        forms.add((lemma[:-1] if last == "e" else lemma) + "ing")
    return frozenset(forms)


def _doubles(lemma: str) -> bool:
    if lemma in _STRESSED_END:
        return True
    short = len(lemma) <= 4 and lemma not in {"open"} and sum(c in _VOWELS for c in lemma) == 1
    return (
        short
        and len(lemma) >= 3
        and lemma[-1] not in _VOWELS
        and not lemma.endswith(_NO_DOUBLING)
        and lemma[-2] in _VOWELS
    )


@cache
def noun_forms(lemma: str) -> frozenset[str]:
    """Return the singular and plural of a noun."""
    if lemma in _PLURALS:
        return frozenset({lemma, _PLURALS[lemma]})
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return frozenset({lemma, lemma[:-1] + "ies"})
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return frozenset({lemma, lemma + "es"})
    if lemma.endswith("man"):
        return frozenset({lemma, lemma[:-3] + "men"})
    return frozenset({lemma, lemma + "s"})
