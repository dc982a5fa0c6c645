"""The process that makes pages. In: questions on standard input. Out: answers on standard output, until that closes.

It is a process of its own so that the server never waits for a layout, and so that a template that never ends can be
ended. When the server goes, however it goes, this goes too.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from briefings.preview.messages import LENGTH_BYTES, Question, pack, unpack_question
from briefings.preview.workshop import Workshop

COLLECT_EVERY = 50_000  # new objects; the desk's articles and claims are many and stay


def main(folder: str, as_of: str) -> None:
    """Answer questions about the desk in ``folder`` until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which closes standard input
    gc.set_threshold(COLLECT_EVERY)
    asked, answers = sys.stdin.buffer, _take_output()
    questions: queue.SimpleQueue[Question] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked, questions), daemon=True).start()
    workshop = Workshop(Path(folder), as_of=as_of or None)
    while True:
        answers.write(pack(workshop.answer(questions.get())))
        answers.flush()
        gc.freeze()  # what was read and loaded is not looked through again


def _take_output() -> BinaryIO:
    """Return standard output for answers alone; what else is printed goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _listen(asked: BinaryIO, questions: queue.SimpleQueue[Question]) -> None:
    """Queue what is asked; end the process with its standard input, even in the middle of an answer."""
    while len(length := asked.read(LENGTH_BYTES)) == LENGTH_BYTES:
        questions.put(unpack_question(asked.read(int.from_bytes(length))))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
