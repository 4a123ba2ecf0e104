"""P1.6: a key result that tells of work done instead of what the work changes."""

from collections.abc import Iterable, Sequence

from domain.lint.base import Around, Found, Lint, wording_of
from domain.lint.draft import KeyResultDraft
from domain.lint.text import Hit, anywhere, body, leading, participle, tokens
from domain.lint.words import WordKind
from domain.measure import Completion, Measure, Metric, Relative, Threshold

_OF_A_MEASURE = frozenset({
    "time", "times", "rate", "rates", "frequency", "duration", "speed", "score", "cost", "costs", "size",
    "failures", "errors", "latency", "quality", "coverage", "ratio", "share", "lead", "cycle", "count",
})  # fmt: skip
"""After one of these words a verb is none: build time, release frequency."""
_DETERMINERS = frozenset({
    "the", "a", "an", "our", "all", "new", "every", "each", "to", "this", "another", "two", "three", "four",
    "five",
})  # fmt: skip
_IRREGULAR_DONE = frozenset(
    {"found", "chosen", "read", "sold", "won", "met", "lost", "kept", "seen", "left", "paid"}
)
_AFTER_WORK_DONE = frozenset({
    "by", "for", "to", "in", "on", "with", "across", "and", "at", "into", "over", "per", "this", "last",
    "every",
})  # fmt: skip


def find(subject: KeyResultDraft, around: Around) -> Found | None:
    if _stood_before(subject.measure):
        return None
    words, of_work = tokens(subject.title), around.words[WordKind.OUTPUT]
    hit = _begun(subject.title, words, of_work) or (None if _under_way(subject.measure) else _done(words, of_work))
    if hit is None or leading(words, around.words[WordKind.SLOGAN]):
        return None
    return Found(
        f"“{hit.words}” tells what will be made, not what it changes.",
        "Say what is different for whom once it is there, from where to where, and keep the work itself in the"
        " plan. A quantity of output is a permitted kind, where the output is what counts.",
        (hit.words,),
    )


def _stood_before(measure: Measure) -> bool:
    """Whether the figure was somewhere before any work: then it is no count of the work."""
    if isinstance(measure, Metric):
        return bool(measure.start)
    return isinstance(measure, Relative | Threshold)


def _under_way(measure: Measure) -> bool:
    """Whether others were completing it before: what customers completed is no work of ours."""
    return isinstance(measure, Completion) and measure.start > 0


def _begun(title: str, words: Sequence[str], of_work: Iterable[str]) -> Hit | None:
    hit = leading(words, of_work)
    if hit is None:
        return None
    rest = words[hit.at + hit.length :]
    if f"{hit.words.split(' ')[-1]}-" in title.casefold() or (rest and rest[0] in _OF_A_MEASURE):
        return None
    if not rest or rest[0] in _DETERMINERS:
        return hit
    # Without one a noun is as likely: building 7 is free, host families found, a draft budget agreed.
    noun = hit.words.endswith("ing") or any(word.endswith("ed") or word in _IRREGULAR_DONE for word in rest)
    return None if noun else hit


def _done(words: Sequence[str], of_work: Iterable[str]) -> Hit | None:
    phrase = anywhere(words, [each for each in of_work if " " in each])
    if phrase is not None:
        return phrase
    done = {_participles(each) for each in of_work} - set(of_work)  # run, set: no participle to be told
    for at in range(body(words) + 1, len(words)):
        for length in (2, 1):
            if " ".join(words[at : at + length]) in done:
                after = at + length
                if after >= len(words) or words[after] in _AFTER_WORK_DONE or words[after].isdigit():
                    return Hit(at, length, " ".join(words[at:after]))
    return None


def _participles(phrase: str) -> str:
    verb, *rest = phrase.split(" ")
    return " ".join([participle(verb), *rest])


OUTPUT = Lint(
    rule="output",
    principle="P1.6",
    explanation="A key result says what gets better, not what gets done: a thing can be launched and change"
    " nothing. Outputs are legal all the same; this is worth a second look, no more.",
    bad="Launch the new onboarding flow",
    better="Onboarding completed by 90 % of new users instead of 65 %",
    judges=wording_of,
    find=find,
)
