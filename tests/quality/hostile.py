"""Texts that nobody wrote in good faith: what a slow rule trips over. In: a length. Out: a text of that length."""

from __future__ import annotations

from collections.abc import Callable

HOSTILE: dict[str, Callable[[int], str]] = {
    "one letter": lambda n: "a" * n,
    "one word, no end": lambda n: "word " * (n // 5),
    "open quotation marks": lambda n: "“" * n,
    "straight marks": lambda n: '" ' * (n // 2),
    "brackets": lambda n: "(" * n,
    "full stops": lambda n: "." * n,
    "initials": lambda n: "A. " * (n // 3),
    "capitals": lambda n: "Alpha Beta Gamma " * (n // 17),
    "digits": lambda n: "1" * n,
    "numbers": lambda n: "1,000 " * (n // 6),
    "commas": lambda n: "x, " * (n // 3),
    "said": lambda n: "said he said that " * (n // 18),
    "dialogue": lambda n: "“We go,” he said. " * (n // 18),
    "dialogue in paragraphs": lambda n: "“We go,” he said.\n\n" * (n // 19),
    "an interview": lambda n: "Q: Will you go?\n\nA: We shall see.\n\n" * (n // 35),
    "reportedly": lambda n: "reportedly " * (n // 11),
    "hyphens": lambda n: "a-" * (n // 2),
    "empty lines": lambda n: "a\n\n" * (n // 3),
    "combining marks": lambda n: "a\u0301" * (n // 2),
    "right to left": lambda n: "\u202e abc " * (n // 6),
    "months": lambda n: "in March of May by June " * (n // 24),
    "pronouns": lambda n: "It said it would act and they did. " * (n // 35),
    "pronouns in one sentence": lambda n: "they urged them to stop and it told its drones to strike, " * (n // 58),
    "both leaders": lambda n: "Both leaders met and the two sides agreed that they would meet. " * (n // 64),
    "titles that point back": lambda n: "The President said the Secretary told the President’s envoy. " * (n // 61),
    "one sentence of names": lambda n: "Mr. John Smith and Mrs. Jane Doe, the minister of trade of Kenya, " * (n // 66),
}
