"""A sentence as the reading of its verbs needs it. In: a sentence. Out: its words, clauses and conditions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from briefings.extract.clauses import clauses_of
from briefings.extract.reading import Clause, Reading
from briefings.model import Record, Span, Statement
from briefings.text import Sentence

CONDITIONS = frozenset({"if", "unless", "should", "provided"})
TURNS = frozenset({"but", ";"})  # behind these something else is said
HANGS_ON = 40  # words behind an offer in which its condition may stand
JOINED = frozenset({"complement", "restrictive"})  # clauses that belong to the object of the verb before them
COMPLEMENTS = 4  # of them, at most


class Scene(Record, frozen=True, gc=False):
    """A sentence being read: its words in lower case and its clauses, all counted from its first token.

    ``statements`` gives those of the article, ``vocabulary`` the words as a set; ``starts`` is where each clause
    begins, ``doubt`` where the first "whether" stands, else the end of the sentence.
    """

    reading: Reading
    sentence: Sentence
    words: Sequence[str]
    statements: Callable[[], list[Statement]]
    vocabulary: frozenset[str]
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    doubt: int

    def has_condition(self, index: int) -> bool:
        """Return whether word ``index`` hangs on an "if" clause of the sentence, or is subject to something."""
        if not CONDITIONS.isdisjoint(self.vocabulary):
            adverbial = (clause for clause in self.clauses if clause.opener == "adverbial")
            if any(self._opens_condition(clause) and not self._turns(index, clause.first) for clause in adverbial):
                return True
        return "subject" in self.vocabulary and _is_subject_to(self.words)

    def _opens_condition(self, clause: Clause) -> bool:
        return not CONDITIONS.isdisjoint(self.words[clause.first : min(clause.first + 2, clause.last)])

    def _turns(self, one: int, other: int) -> bool:
        """Return whether "but" stands between two words, so that neither hangs on the other."""
        return not TURNS.isdisjoint(self.words[min(one, other) : max(one, other)])

    def clause_at(self, index: int) -> int:
        """Return the number of the clause that holds word ``index``."""
        return max(0, bisect_right(self.starts, index) - 1)

    def word(self, token: int) -> str:
        """Return the word at token ``token`` of the article in lower case, "" outside the sentence."""
        sentence = self.sentence
        return self.reading.prose.lowers[token] if sentence.first <= token < sentence.last else ""

    def clause_end(self, token: int) -> int:
        """Return the token behind the clause of ``token`` with the complements that belong to it."""
        here = self.clause_at(min(token - self.sentence.first, len(self.words) - 1))
        last = here + 1
        while last < min(here + COMPLEMENTS, len(self.clauses)) and self.clauses[last].opener in JOINED:
            last += 1
        return self.sentence.first + self.clauses[last - 1].last

    def span(self, first: int, last: int) -> Span:
        """Return the span of words ``[first, last)``."""
        tokens = self.reading.prose.tokens
        start, end = tokens[self.sentence.first + first].start, tokens[self.sentence.first + last - 1].end
        return self.reading.prose.span(start, end)

    def hangs_on(self, index: int) -> bool:
        """Return whether what word ``index`` says depends on something: "if the truce holds", "subject to approval"."""
        rest = self.words[index : index + HANGS_ON]
        rest = rest[: next((k for k, word in enumerate(rest) if word in TURNS), len(rest))]
        return not CONDITIONS.isdisjoint(rest) or _is_subject_to(rest)


def make_scene(reading: Reading, sentence: Sentence, statements: Callable[[], list[Statement]]) -> Scene:
    """Return the scene of ``sentence``."""
    words = list(reading.prose.lowers[sentence.first : sentence.last])
    vocabulary, clauses = frozenset(words), clauses_of(reading, sentence)
    doubt = words.index("whether") if "whether" in vocabulary else len(words)
    starts = tuple([clause.first for clause in clauses])
    return Scene(reading, sentence, words, statements, vocabulary, clauses, starts, doubt)


def _is_subject_to(words: Sequence[str]) -> bool:
    return any(word == "subject" and words[n + 1 : n + 2] == ["to"] for n, word in enumerate(words))
