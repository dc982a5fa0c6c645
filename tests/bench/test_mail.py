"""Mail: composing for ten thousand, and sending to a server on this machine beside a bare smtplib loop."""

from __future__ import annotations

import multiprocessing
import resource
import smtplib
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import pytest

from briefings.send import Outbox, address_mail, compose_mail, deliver
from tests.bench.conftest import Record
from tests.send.conftest import DIGEST, SENDER, courier_for, people, settings_for
from tests.send.server import Inbox, serve

RECIPIENTS, MANY = 1000, 10_000
COMPOSE_MS, SEND_MS, TIMES_SMTPLIB, GROWTH_MB = 0.5, 2.5, 1 / 0.7, 20.0  # 400 messages a second; 0.7 of its rate


def run_server(port: Queue[int]) -> None:
    with serve(Inbox()) as number:
        port.put(number)
        time.sleep(600)


@pytest.fixture
def port() -> Iterator[int]:
    """An aiosmtpd server in a process of its own, as a mail server is."""
    context = multiprocessing.get_context("spawn")
    told: Queue[int] = context.Queue()
    process = context.Process(target=run_server, args=(told,), daemon=True)
    process.start()
    yield told.get(timeout=60)
    process.terminate()
    process.join()


def test_composing_for_ten_thousand(benchmark: Any, at_most: Record) -> None:
    settings, readers, now = settings_for(25), people(MANY), datetime.now(UTC)
    mail = compose_mail(DIGEST, settings, sender=SENDER)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    def compose() -> int:
        return sum(len(address_mail(mail, reader, now=now, settings=settings)) for reader in readers)

    benchmark.pedantic(compose, rounds=3, warmup_rounds=1)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    at_most("a mail for each of 10,000", benchmark.stats["median"] / MANY * 1000, COMPOSE_MS, "ms each")
    at_most("… and the memory that takes", grown / 1000, GROWTH_MB, "MB more")


def test_sending_beside_a_bare_loop(benchmark: Any, at_most: Record, port: int, tmp_path: Path) -> None:
    settings, readers = settings_for(port), people(RECIPIENTS)
    mail = compose_mail(DIGEST, settings, sender=SENDER)
    raws = [address_mail(mail, reader, now=datetime.now(UTC), settings=settings) + mail.body for reader in readers]
    rates: list[tuple[float, float]] = []

    def both() -> None:
        start = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as bare:
            for reader, raw in zip(readers, raws, strict=True):
                bare.sendmail(mail.sender, [reader.address], raw)
        middle = time.perf_counter()
        with Outbox(tmp_path / f"{len(rates)}.sqlite", flush=False) as outbox:
            outbox.enqueue(mail, readers, name="all", now="")
            assert deliver(outbox, mail, courier_for(settings)) == {"sent": RECIPIENTS}
        end = time.perf_counter()
        rates.append((RECIPIENTS / (middle - start), RECIPIENTS / (end - middle)))

    benchmark.pedantic(both, rounds=5, warmup_rounds=1)
    bare, ours = sorted(rates, key=lambda pair: pair[1] / pair[0])[len(rates) // 2]
    at_most("sending to aiosmtpd with the outbox, beside smtplib alone", bare / ours, TIMES_SMTPLIB, "x")
    at_most("… a message", 1000 / ours, SEND_MS, "ms")
