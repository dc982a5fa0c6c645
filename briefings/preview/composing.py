"""A topic and a reading → a ranked brief, composed anew only where what it is made of changed.

What a topic says of its page alone (title, notes, author, purpose) is put into the brief that is there: composing one
of ten long articles takes a tenth of a second, and a title is typed letter by letter.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from briefings.build import Order, Reading, compose_topic
from briefings.model import Brief, DeskSettings, Topic


@dataclass(frozen=True, slots=True)
class Composed:
    """A brief, and what it was composed of."""

    reading: Reading
    topic: Topic
    settings: DeskSettings
    order: Order
    brief: Brief


def compose_again(
    last: Composed | None, reading: Reading, topic: Topic, *, settings: DeskSettings, order: Order
) -> Composed:
    """Return the brief of ``topic``, from ``last`` as far as that is made of the same.

    Raises:
        BriefingsError: Nothing concerns the topic.
    """
    made_of = (strip_topic(topic), settings, order)
    if last and last.reading is reading and made_of == (strip_topic(last.topic), last.settings, last.order):
        brief = dress_brief(last.brief, topic, settings)
    else:
        brief = compose_topic(reading, topic, settings=settings, order=order)
    return Composed(reading=reading, topic=topic, settings=settings, order=order, brief=brief)


def strip_topic(topic: Topic) -> Topic:
    """Return ``topic`` without what it says of its page alone."""
    return msgspec.structs.replace(topic, title="", notes="", author=None, purpose=None)


def dress_brief(brief: Brief, topic: Topic, settings: DeskSettings) -> Brief:
    """Return ``brief`` with what ``topic`` says of its page alone."""
    return msgspec.structs.replace(
        brief, title=topic.title, topic=topic.title, notes=topic.notes, author=topic.author or settings.author,
        purpose=topic.purpose,
    )  # fmt: skip
