"""What somebody finds by words: every text of every unit and directive is looked at, one by one."""

import unicodedata
from uuid import UUID

from cascade.directive.events import DirectiveCorrected, DirectiveIssued, DirectiveRecorded
from cascade.organisation.events import AliasAdded, UnitRenamed
from cascade.organisation.packages import unpacked
from tests.oracle.days import local_day
from tests.oracle.directives import issued, own_events
from tests.oracle.history import History, Moment
from tests.oracle.slices import Slice
from tests.oracle.trees import name_on, tree_at


def words(text: str) -> list[str]:
    """Runs of letters and digits, without any marks, in small letters; đ is d."""
    found = [""]
    for letter in unicodedata.normalize("NFD", text.casefold()):
        if unicodedata.category(letter) == "Mn":
            continue
        if letter.isalnum():
            found[-1] += {"đ": "d", "ð": "d"}.get(letter, letter)
        else:
            found.append("")
    return [word for word in found if word]


def rank(text: str, typed: str) -> int | None:
    """How well a text answers, 0 the best; null where a word that was typed begins none of it."""
    has, asked = words(text), words(typed)
    if not all(any(word.startswith(begin) for word in has) for begin in asked):
        return None
    starts = [start for start in range(len(has)) if _stands(has, asked, start)]
    whole = [start for start in starts if has[start + len(asked) - 1] == asked[-1]]
    answers = has == asked, 0 in whole, 0 in starts, bool(whole), bool(starts), True
    return answers.index(True)


def _stands(has: list[str], asked: list[str], start: int) -> bool:
    """Whether what was typed stands there as it is, its last word whole or cut short."""
    part = has[start : start + len(asked)]
    return len(part) == len(asked) and part[:-1] == asked[:-1] and part[-1].startswith(asked[-1])


def found_units(history: History, moment: Moment, visible: Slice | None, typed: str) -> list[UUID]:
    """Live units in their order: the best answer, the highest, by code."""
    tree = tree_at(history, moment.position)
    found = []
    for unit_id, unit in tree.units.items():
        inside = visible is not None and visible.sees_inside(unit_id)
        ranks = [rank(text, typed) for text in _texts(history, moment, unit_id, inside)]
        answers = [each for each in ranks if each is not None]
        if answers:
            found.append((min(answers), len(tree.above(unit_id)), unit.code, unit_id))
    return [unit_id for *_, unit_id in sorted(found)]


def _texts(history: History, moment: Moment, unit_id: UUID, inside: bool) -> list[str]:
    position = moment.position
    code = tree_at(history, position).units[unit_id].code
    name = name_on(history, position, unit_id, local_day(history, moment.clock))
    aliases = [e.name for _, e in history.of(AliasAdded, position) if e.unit_id == unit_id]
    return [name, code, symbol_at(history, position, unit_id) or "", *(aliases if inside else [])]


def symbol_at(history: History, position: int, unit_id: UUID) -> str | None:
    """The last one that was given."""
    symbol = tree_at(history, position).units[unit_id].symbol
    for fact in history.until(position):
        for each in unpacked(fact):
            if isinstance(each.event, UnitRenamed) and each.event.unit_id == unit_id:
                symbol = each.event.symbol or symbol
    return symbol


def found_directives(history: History, moment: Moment, visible: Slice, typed: str) -> list[UUID]:
    """What is seen wholly, in its order: the best answer, the newest."""
    position = moment.position
    known: dict[UUID, tuple[int, DirectiveIssued | DirectiveRecorded]] = {
        d: (each.position, each.event) for d, each in issued(history, position).items()
    }
    for at, noted in history.of(DirectiveRecorded, position):
        known[noted.originator_id] = at, noted
    found = []
    for directive_id, (came, event) in known.items():
        number = event.number.text if event.number else ""
        texts = number, _subject(history, position, directive_id, event.subject)
        if visible.sees_whole(directive_id) and rank(" ".join(texts), typed) is not None:
            answers = [_rank_of_part(text, typed) for text in texts]
            found.append((min(answers), -came, directive_id))
    return [directive_id for *_, directive_id in sorted(found)]


def _rank_of_part(text: str, typed: str) -> int:
    """Where all words stand in the number and the subject together, of the one alone."""
    answer = rank(text, typed)
    return 5 if answer is None else answer


def _subject(history: History, position: int, directive_id: UUID, subject: str) -> str:
    """As corrected by then."""
    for _, event in own_events(history, position, directive_id):
        for each in event.corrections if isinstance(event, DirectiveCorrected) else ():
            subject = each.corrected if each.field == "subject" else subject
    return subject
