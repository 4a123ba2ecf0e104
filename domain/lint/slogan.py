"""P1.7: praise without content, or "better" without how much. Of objectives and of key results."""

from domain.lint.base import Around, Found, Lint, title_of, wording_of
from domain.lint.draft import KeyResultDraft, ObjectiveDraft
from domain.lint.text import anywhere, leading, tokens
from domain.lint.words import WordKind
from domain.measure import Binary, Completion, Measure, Metric, Subjective

RULE, PRINCIPLE = "slogan", "P1.7"


def find_in_objective(subject: ObjectiveDraft, around: Around) -> Found | None:
    praise = anywhere(tokens(subject.title), around.words[WordKind.SLOGAN])
    if praise is None:
        return None
    return Found(
        f"“{praise.words}” is what everybody wants; it does not say what will be better here.",
        "Name who is better off, and in what; the more particular, the easier to tell whether it came about.",
        (praise.words,),
    )


def find_in_key_result(subject: KeyResultDraft, around: Around) -> Found | None:
    words = tokens(subject.title)
    if _says_how_much(subject.measure) or any(word[0].isdigit() for word in words):
        return None
    said = anywhere(words, around.words[WordKind.SLOGAN]) or leading(words, around.words[WordKind.VAGUE])
    if said is None:
        return None
    return Found(
        f"“{said.words}” does not say by what anybody could see that it came about.",
        "Ask what you would count or watch if it were true, and say from where to where that should move.",
        (said.words,),
    )


def _says_how_much(measure: Measure) -> bool:
    if isinstance(measure, Metric):
        return measure.start is not None
    if isinstance(measure, Completion):
        return measure.start > 0
    return not isinstance(measure, Binary | Subjective)


OF_OBJECTIVE = Lint(
    rule=RULE,
    principle=PRINCIPLE,
    explanation="An objective inspires by what it will change, not by superlatives: nobody can disagree with"
    " “excellence”, and so nobody is led by it.",
    bad="World-class customer service",
    better="Customers get an answer the day they ask",
    judges=title_of,
    find=find_in_objective,
)
OF_KEY_RESULT = Lint(
    rule=RULE,
    principle=PRINCIPLE,
    explanation="A key result can be seen to have come about, by anybody. “Better” without how much cannot.",
    bad="Improve communication between the teams",
    better="Requests between teams answered within two days: 30 % to 80 %",
    judges=wording_of,
    find=find_in_key_result,
)
