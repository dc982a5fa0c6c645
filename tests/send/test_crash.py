"""Killed at random moments while sending: nobody gets two, nobody is lost, the doubtful are named."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from briefings.send import Mail, Outbox
from tests.send.conftest import people
from tests.send.server import Inbox, serve

ROOT = Path(__file__).parents[2]
RECIPIENTS, KILLS = 300, 20
SENDER = """
import sys
from pathlib import Path
from briefings.send import Outbox, deliver
from tests.send.conftest import courier_for, settings_for
with Outbox(Path(sys.argv[1])) as outbox:
    mail, _ = outbox.mail(outbox.digests()[0])
    print("ready", flush=True)
    deliver(outbox, mail, courier_for(settings_for(int(sys.argv[2]))))
"""


def start_sender(path: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SENDER, str(path), str(port)]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kill_while_sending(path: Path, port: int, inbox: Inbox, rng: random.Random) -> bool:
    """Return whether the sender was killed before it had ended: after it sent a few more, at a moment nobody chose."""
    wanted = len(inbox.messages) + rng.randint(0, 2 * RECIPIENTS // KILLS - 6)
    with start_sender(path, port) as sender:
        while sender.poll() is None and len(inbox.messages) < wanted:
            time.sleep(rng.random() / 1000)
        time.sleep(rng.random() / 200)
        sender.kill()
        sender.wait()
        return sender.returncode == -9


def test_twenty_kills_send_nothing_twice_and_lose_nothing(tmp_path: Path, mail: Mail) -> None:
    path, inbox, rng = tmp_path / "outbox.sqlite", Inbox(), random.Random(20260303)
    everybody = [one.address for one in people(RECIPIENTS)]
    with Outbox(path) as outbox:
        outbox.enqueue(mail, people(RECIPIENTS), name="morning", now="2026-03-03T08:00:00+00:00")
    with serve(inbox) as port:
        killed = sum(kill_while_sending(path, port, inbox, rng) for _ in range(KILLS))
        with start_sender(path, port) as last:
            assert last.wait() == 0, last.stderr and last.stderr.read()
    assert killed == KILLS
    with Outbox(path) as outbox:
        sent = [one.address for one in outbox.messages(mail.digest, "sent")]
        doubtful = [one.address for one in outbox.messages(mail.digest, "unknown")]
    got = Counter(inbox.addresses)
    assert max(got.values()) == 1  # nobody twice
    assert sorted(sent + doubtful) == sorted(everybody)  # everybody accounted for
    assert set(sent) <= set(got)  # who is said to have it has it
    assert len(doubtful) <= KILLS  # one at most a kill
