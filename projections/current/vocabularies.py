"""The words that lints go by: how their events change the current state.

Values are replaced, never changed in place: history keeps those that stood before.
"""

from domain.lint import WordKind
from domain.vocabulary import VocabularyEvent, WordsAdded, WordsRemoved, said_anew
from domain.words import Event
from events.record import Recorded
from projections.current.rows import VocabularyRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def words_changed(rows: CurrentRows, at: Recorded[WordsAdded] | Recorded[WordsRemoved]) -> None:
    event: VocabularyEvent = at.event
    vocabulary_id = at.stream.partition("-")[2]
    before = rows.vocabularies.group(vocabulary_id).get("")
    said = {WordKind(kind): words for kind, words in before.said.items()} if before else {}
    rows.vocabularies.add(
        VocabularyRow(
            vocabulary_id=vocabulary_id,
            scope=event.scope,
            version=at.version,
            said={str(kind): dict(words) for kind, words in said_anew(said, event).items()},
        )
    )


HANDLERS: dict[type[Event], Handler] = {WordsAdded: words_changed, WordsRemoved: words_changed}
