"""Second coding: assigned, coded blind, settled side by side, and how far coders agree."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.claims import Scope, Stage, Status
from dateline.core.decisions import Decision
from dateline.core.documents import CLAIM_BEARING
from dateline.core.people import UserRole
from dateline.errors import DecisionError, StoreError
from dateline.explore.filters import ExploreFilters
from dateline.review.agreement import LEAST_UNITS, Agreement, TooFew
from dateline.review.deciding import Desk
from dateline.review.second_coding import (
    CODED,
    MACHINE,
    RELEVANT,
    Compared,
    answers_of,
    comparable,
    compared,
    field_agreement,
    tasks_for,
)
from dateline.server.context import AppContext, context_of
from dateline.server.forms import Form, form_of
from dateline.server.login import own_path
from dateline.server.modes import desks_of, require, user_of
from dateline.server.people.decide import seconds_taken, typed_value
from dateline.server.people.queue import SAMPLE_SEED, SAMPLE_SIZE, draw_sample
from dateline.server.people.rulings import Order, rule
from dateline.server.query import QueryError, read_query
from dateline.server.render import catalogue_of, render
from dateline.server.sessions import utc_now
from dateline.store.interface import Store
from dateline.store.second_coding import (
    Adjudication,
    Answers,
    Assignment,
    Coding,
    TargetKind,
)

_CLOSED = {"scope": tuple(Scope), "stage": tuple(Stage), "status": tuple(Status)}
_MOST_TARGETS = 2_000
_MOST_ANSWERS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a coder is in a round; answers are not told."""

    round: str
    coder: str
    done: int
    of: int


@require(UserRole.CODER)
def assignments(request: Request) -> Response:
    """Show what is assigned to whoever asks, and, to an adjudicator, how far others are."""
    user = user_of(request)
    settles = user.role.may(UserRole.ADJUDICATOR)
    with context_of(request).readers.read() as store:
        everything = store.second_codings.assignments() if settles else ()
        return render(
            request,
            "people/assignments.html",
            mine=store.second_codings.assignments(coder=user.name),
            progress=_progress(everything),
            settles=settles,
            coders=[
                account.user.name
                for account in store.people.accounts()
                if account.user.role.may(UserRole.CODER)
            ]
            or [user.name],
            size=SAMPLE_SIZE,
            seed=SAMPLE_SEED,
            kinds=tuple(TargetKind),
            added=request.query_params.get("added"),
            query=request.query_params.get("query", ""),
        )


def _progress(everything: Iterable[Assignment]) -> list[Progress]:
    counts: dict[tuple[str, str], list[bool]] = {}
    for each in everything:
        counts.setdefault((each.task.round, each.task.coder), []).append(each.done is not None)
    return [
        Progress(round=round_, coder=coder, done=sum(done), of=len(done))
        for (round_, coder), done in counts.items()
    ]


@require(UserRole.ADJUDICATOR)
def assign(request: Request) -> Response:
    """Assign a sample, or the events and documents named, to each of several coders."""
    form, context = form_of(request), context_of(request)
    coders = tuple(
        dict.fromkeys(
            name.strip()
            for given in (*form.all("coder"), *form.get("coders").split(","))
            if (name := given).strip()
        )
    )
    round_, kind = form.get("round").strip(), form.get("kind")
    if not coders or not round_ or kind not in set(TargetKind) or MACHINE in coders:
        raise HTTPException(400, "a round needs a name, coders, and events or documents to code")
    targets = form.get("targets").split() or _sample(form, context, TargetKind(kind))
    if len(targets) > _MOST_TARGETS:
        raise HTTPException(400, f"at most {_MOST_TARGETS} can be assigned at once")

    def work(store: Store) -> int:
        tasks = tasks_for(
            store,
            TargetKind(kind),
            targets,
            coders=coders,
            round_=round_,
            suggestions=form.get("mode") == "suggestions",
        )
        return store.second_codings.assign(tasks, by=user_of(request).name, at=utc_now())

    added = desks_of(request).writers.people.run(work)
    return RedirectResponse(f"/assignments?{urlencode({'added': added})}", 303)


def _sample(form: Form, context: AppContext, kind: TargetKind) -> list[str]:
    """Return a random sample of the events that a query finds, or of the documents."""
    size = min(form.number("size") or SAMPLE_SIZE, _MOST_TARGETS)
    seed = form.number("seed") or SAMPLE_SEED
    if kind is TargetKind.DOCUMENT:
        with context.readers.read() as store:
            return draw_sample(
                (document.id for document in store.documents()), size=size, seed=seed
            )
    filters = ExploreFilters()
    if form.get("query"):
        try:
            params = QueryParams(parse_qsl(form.get("query").lstrip("?")))
            filters = read_query(params, families=context.families).filters
        except QueryError as error:
            raise HTTPException(400, str(error)) from error
    return draw_sample(context.explorer.ids(filters), size=size, seed=seed)


# Coding blind


@require(UserRole.CODER)
def blind(request: Request) -> Response:
    """Show the reports without a mark, and the form; nobody else's answers."""
    context = context_of(request)
    with context.readers.read() as store:
        assignment = _own_assignment(request, store)
        own = store.second_codings.coding(assignment.number)
        task = assignment.task
        first = own.answers if own else task.machine if task.suggestions else {}
        dossiers = context.dossiers(store)
        reports = []
        for document_id in task.documents:
            document, _, mask = dossiers.document(document_id, beside=task.documents)
            reports.append(
                {
                    "document": document,
                    "title": mask.replace(document.title or ""),
                    "paragraphs": [
                        mask.quote(document.text, segment.span)
                        for segment in document.segments
                        if segment.kind in CLAIM_BEARING
                    ]
                    or [mask.replace(document.text)],
                }
            )
        return render(
            request,
            "people/blind.html",
            assignment=assignment,
            reports=reports,
            written={name: written_answer(first.get(name)) for name in CODED},
            fields=tuple(CODED),
            closed=_CLOSED,
            types=context.types,
            relevant=RELEVANT,
            opened=utc_now().timestamp(),
            number=_number_of(store, assignment),
        )


def _number_of(store: Store, assignment: Assignment) -> tuple[int, int]:
    task = assignment.task
    mine = store.second_codings.assignments(coder=task.coder, round_=task.round)
    done = sum(each.done is not None for each in mine)
    return done, len(mine)


def _own_assignment(request: Request, store: Store) -> Assignment:
    """Return the assignment asked for, if it is that of whoever asks: of others nothing is told."""
    number = request.path_params["number"]
    assignment = store.second_codings.assignment(number)
    if assignment is None or assignment.task.coder != user_of(request).name:
        raise HTTPException(404, "assignment")
    return assignment


@require(UserRole.CODER)
def answer(request: Request) -> Response:
    """Keep a coder's answers, and go on to the next assignment of the round."""
    form, context = form_of(request), context_of(request)
    with context.readers.read() as store:
        assignment = _own_assignment(request, store)
        own = store.second_codings.coding(assignment.number)
    task = assignment.task
    first = own.answers if own else task.machine if task.suggestions else {}
    try:
        answers = read_answers(form, context, first)
    except DecisionError as error:
        return render(
            request,
            "people/refused.html",
            status_code=422,
            message=str(error),
            back=f"/code/{assignment.number}",
        )
    coding = Coding(
        assignment=assignment.number,
        answers=answers,
        seconds=seconds_taken(form),
        made=utc_now(),
    )

    def work(store: Store) -> int | None:
        store.second_codings.add_coding(coding)
        left = store.second_codings.assignments(coder=task.coder, round_=task.round)
        return next((each.number for each in left if each.done is None), None)

    following = desks_of(request).writers.people.run(work)
    return RedirectResponse(f"/code/{following}" if following else "/assignments", 303)


def read_answers(form: Form, context: AppContext, first: Answers) -> Answers:
    """Return what a form answers; where no act is told of, nothing else is answered.

    Args:
        form: The form.
        context: Whose codebook and gazetteer are used.
        first: What the form began with; an answer that was left so stays just that.

    Raises:
        DecisionError: An answer is not one its field can have.
    """
    relevant = form.get(RELEVANT) or "yes"
    if relevant not in ("yes", "no"):
        raise DecisionError(f"{RELEVANT}: yes or no")
    answers: dict[str, str | None] = {RELEVANT: json.dumps(relevant)}
    for name in CODED:
        if name != RELEVANT:
            written = form.get(name).strip() if relevant == "yes" else ""
            if not written:
                answers[name] = None
            elif written == written_answer(first.get(name)):
                answers[name] = first[name]
            else:
                answers[name] = _read_answer(name, written, form, context)
    return answers


def _read_answer(name: str, written: str, form: Form, context: AppContext) -> str:
    if name in _CLOSED and written not in {str(code) for code in _CLOSED[name]}:
        raise DecisionError(f"{name}: there is no {written!r}")
    return typed_value(name, written, form, context)


def written_answer(answer: str | None) -> str:
    """Return an answer as one writes it in a form."""
    if answer is None:
        return ""
    plain = json.loads(answer)
    if isinstance(plain, str):
        return plain
    if "start" in plain:
        first, last = plain["start"], plain.get("end") or plain["start"]
        return first if first == last else f"{first}..{last}"
    if "name" in plain:
        known = str(plain.get("gazetteer") or "")
        return known if known and not known.startswith("decision:") else str(plain["name"])
    low, high = (None if plain.get(k) is None else f"{plain[k]:g}" for k in ("low", "high"))
    return low or "" if low == high else f"{low or ''}..{high or ''}"


# Settling


@require(UserRole.ADJUDICATOR)
def adjudicate(request: Request) -> Response:
    """List what several coded in a round, those on which they differ first."""
    with context_of(request).readers.read() as store:
        rounds = store.second_codings.rounds()
        round_ = request.query_params.get("round") or next(iter(rounds), None)
        targets = _compared(store, round_) if round_ else ()
        settled = {
            each.target: store.second_codings.adjudication(round_ or "", each.kind, each.target)
            for each in targets
        }
    ready = [each for each in targets if len(each.answers) > 2]
    ready.sort(key=lambda each: (settled[each.target] is not None, -len(each.differing)))
    return render(
        request,
        "people/adjudicate.html",
        rounds=rounds,
        round=round_,
        targets=ready,
        settled=settled,
        waiting=len(targets) - len(ready),
    )


def _compared(store: Store, round_: str) -> tuple[Compared, ...]:
    codings = store.second_codings
    answered = [
        (each, coding)
        for each in codings.assignments(round_=round_)
        if each.done is not None and (coding := codings.coding(each.number)) is not None
    ]
    return compared(answered)


@require(UserRole.ADJUDICATOR)
def side_by_side(request: Request) -> Response:
    """Show the answers of all coders to one target beside each other, with its reports."""
    round_, each = _asked(request)
    with context_of(request).readers.read() as store:
        settled = store.second_codings.adjudication(round_, each.kind, each.target)
    return render(
        request,
        "people/side_by_side.html",
        round=round_,
        compared=each,
        coders=sorted(each.answers, key=lambda coder: (coder == MACHINE, coder)),
        machine=MACHINE,
        fields=tuple(CODED),
        choices={name: _choices(each, name) for name in CODED},
        settled=settled,
        written=written_answer,
    )


def _asked(request: Request) -> tuple[str, Compared]:
    round_ = request.query_params.get("round") or form_of(request).get("round")
    kind, target = request.path_params["kind"], request.path_params["target"]
    with context_of(request).readers.read() as store:
        found = _compared(store, round_)
    each = next((each for each in found if (each.kind, each.target) == (kind, target)), None)
    if each is None:
        raise HTTPException(404, "coding")
    return round_, each


def _choices(each: Compared, name: str) -> list[str | None]:
    """Return the different answers to a field; the first of those that are compared as equal."""
    found: dict[object, str | None] = {}
    for coder in sorted(each.answers, key=lambda coder: (coder == MACHINE, coder)):
        answer = each.answers[coder].get(name)
        found.setdefault(comparable(name, answer), answer)
    return list(found.values())


@require(UserRole.ADJUDICATOR)
def settle(request: Request) -> Response:
    """Keep what an adjudicator chose; of an event, correct what differs, if asked to."""
    form = form_of(request)
    round_, each = _asked(request)
    reason = form.get("reason").strip() or catalogue_of(request).text("reason.adjudicate")
    try:
        chosen = _chosen_answers(form, each)
        if form.get("correct") and each.kind is TargetKind.EVENT:
            _correct(request, each.target, chosen, reason)
    except (DecisionError, StoreError) as error:
        back = f"/adjudicate/{each.kind}/{each.target}?{urlencode({'round': round_})}"
        return render(
            request, "people/refused.html", status_code=422, message=str(error), back=back
        )
    settled = Adjudication(
        round=round_,
        kind=each.kind,
        target=each.target,
        answers=chosen,
        reason=reason,
        adjudicator=user_of(request).name,
        made=utc_now(),
    )
    desks_of(request).writers.people.run(lambda store: store.second_codings.settle(settled))
    return RedirectResponse(own_path(f"/adjudicate?{urlencode({'round': round_})}"), 303)


def _chosen_answers(form: Form, each: Compared) -> Answers:
    chosen: dict[str, str | None] = {}
    for name in CODED:
        choices = _choices(each, name)
        number = form.number(name)
        if number is None or number >= len(choices):
            raise DecisionError(f"{name}: choose an answer")
        chosen[name] = choices[number]
    return chosen


def _correct(request: Request, target: str, chosen: Answers, reason: str) -> None:
    """Correct the fields of an event in which it differs from what was settled."""

    with context_of(request).readers.read() as store:
        event = store.event(target)
    if event is None:
        raise DecisionError(f"no event {target!r}")
    present = answers_of(event)

    def make(desk: Desk) -> Sequence[Decision]:
        return [
            desk.correct(target, name, answer)
            for name, answer in chosen.items()
            if _differs(name, answer, present)
        ]

    if any(_differs(name, answer, present) for name, answer in chosen.items()):
        order = Order(user=user_of(request), reason=reason, make=make)
        rule(context_of(request), desks_of(request), order)


def _differs(name: str, answer: str | None, present: Answers) -> bool:
    """Tell whether an event is to be corrected: words of closed sets can never be cleared."""
    if name == RELEVANT or (answer is None and name in ("type", *_CLOSED)):
        return False
    return comparable(name, answer) != comparable(name, present.get(name))


# Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """The agreement on a field, or why none is told; ``matrix`` is for names alone."""

    name: str
    found: Agreement | TooFew
    answers: tuple[object, ...]
    left_out: int


@require(UserRole.ADJUDICATOR)
def agreement_page(request: Request) -> Response:
    """Show how far the coders of a round agree, field by field, with the machine as one more."""
    params = request.query_params
    with context_of(request).readers.read() as store:
        rounds = store.second_codings.rounds()
        round_ = params.get("round") or next(iter(rounds), None)
        targets = _compared(store, round_) if round_ else ()
    present = sorted({coder for each in targets for coder in each.answers} - {MACHINE})
    asked = [coder for coder in params.getlist("coder") if coder in (*present, MACHINE)]
    coders = asked or present
    rows = [_row(targets, name, coders) for name in CODED] if len(coders) > 1 else []
    return render(
        request,
        "people/agreement.html",
        rounds=rounds,
        round=round_,
        present=[*present, MACHINE] if present else [],
        coders=coders,
        rows=rows,
        least=LEAST_UNITS,
        units=len(targets),
        machine=MACHINE,
    )


def _row(targets: Sequence[Compared], name: str, coders: Sequence[str]) -> FieldRow:
    found = field_agreement(targets, name, coders=coders, least=LEAST_UNITS)
    answers: Mapping[object, int] = {}
    if isinstance(found, Agreement):
        totals: dict[object, int] = {}
        for (first, _), count in found.confusion.items():
            totals[first] = totals.get(first, 0) + count
        answers = totals
    ordered = sorted(answers, key=lambda answer: (-answers[answer], str(answer)))
    return FieldRow(
        name=name,
        found=found,
        answers=tuple(ordered[:_MOST_ANSWERS]),
        left_out=max(0, len(ordered) - _MOST_ANSWERS),
    )


routes = [
    Route("/assignments", assignments, methods=["GET"]),
    Route("/assignments", assign, methods=["POST"]),
    Route("/code/{number:int}", blind, methods=["GET"]),
    Route("/code/{number:int}", answer, methods=["POST"]),
    Route("/adjudicate", adjudicate, methods=["GET"]),
    Route("/adjudicate/{kind}/{target}", side_by_side, methods=["GET"]),
    Route("/adjudicate/{kind}/{target}", settle, methods=["POST"]),
    Route("/agreement", agreement_page, methods=["GET"]),
]
