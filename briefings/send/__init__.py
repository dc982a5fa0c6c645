"""Digest → the mail server, once each. In: a digest, its recipients, settings. Out: an outbox that knows.

The steps, each a module: ``headers`` (values that cannot break out), ``message`` (one mail a recipient), ``signature``
(DKIM), ``outbox`` (who was sent what, in SQLite), ``session`` (SMTP), ``delivery`` (rounds over what is queued).
"""

from __future__ import annotations

from briefings.send.delivery import Courier, Report, deliver
from briefings.send.message import Mail, address_mail, compose_mail, write_draft
from briefings.send.outbox import Message, Outbox, State
from briefings.send.signature import make_signer

__all__ = [
    "Courier", "Mail", "Message", "Outbox", "Report", "State", "address_mail", "compose_mail", "deliver", "make_signer",
    "write_draft",
]  # fmt: skip
