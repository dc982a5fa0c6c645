"""Who may ask what, and how the server comes and goes."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from briefings.preview.server import bind_port
from tests.preview.running import Running, previewing, run_apart, wait_until

ACT = b'{"deed": "pin", "seen": "", "line": "bottom"}'
HOSTILE = (
    "..", "%2e%2e", "..%2f..%2fdesk", "%2fetc%2fpasswd", "arvale%00", "arvale%0a", "Arvale", "arvale/..", "a" * 4096,
    "%ff%fe", "arvale.toml", "-", "", "con\\..\\x",
)  # fmt: skip


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost", "169.254.1.1:8765", "[::1]:8765"])
def test_another_host_is_misdirected(shown: Running, host: str) -> None:
    assert shown.ask("/", headers={"Host": host})[0] == 421


def test_no_host_is_no_request(shown: Running) -> None:
    with socket.create_connection(("127.0.0.1", shown.port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 400")


def test_localhost_is_us(shown: Running) -> None:
    assert shown.ask("/", headers={"Host": f"localhost:{shown.port}"})[0] == 200


@pytest.mark.parametrize("path", ["/briefs/{}/page", "/briefs/{}/page.png", "/briefs/{}", "/articles/{}", "/static/{}"])
@pytest.mark.parametrize("slug", HOSTILE)
def test_hostile_names_are_not_found(shown: Running, path: str, slug: str) -> None:
    assert shown.ask(path.format(slug).replace("\\", "%5c"))[0] == 404


@pytest.mark.parametrize("tab", ["nothing", "page.html", "export.exe", "lines/none", "frame.html%00"])
def test_unknown_parts_of_a_brief_are_not_found(shown: Running, tab: str) -> None:
    assert shown.ask(f"/briefs/arvale/{tab}")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"X-Briefings-Token": ""},
        {"X-Briefings-Token": "guess"},
    ],
)
@pytest.mark.parametrize("address", ["/briefs/arvale/acts", "/undo"])
def test_other_pages_may_not_write(shown: Running, address: str, headers: dict[str, str]) -> None:
    ours = {"Origin": shown.url, "X-Briefings-Token": shown.token(), "Content-Type": "application/json"}
    assert shown.ask(address, method="POST", headers={**ours, **headers}, body=ACT)[0] == 403


@pytest.mark.parametrize("body", [b"", b"{}", b"[", b'{"deed": "format", "seen": ""}', b"\xff", b'{"deed": 1}'])
def test_an_act_that_is_none_is_refused(shown: Running, body: bytes) -> None:
    assert shown.act("arvale", body)[0] == 400


def test_an_act_of_a_megabyte_is_refused(shown: Running) -> None:
    assert shown.act("arvale", b"x" * 1_000_000)[0] == 413


def test_what_reads_does_not_write(shown: Running) -> None:
    assert shown.ask("/briefs/arvale/acts")[0] in {404, 405}
    assert shown.ask("/undo")[0] in {404, 405}


@pytest.mark.parametrize("path", ["/", "/briefs/arvale/page", "/articles/gazette-inspectors", "/nowhere"])
def test_pages_load_nothing_from_elsewhere(shown: Running, path: str) -> None:
    _, headers, body = shown.ask(path)
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy
    assert b"<style" not in body
    assert b" style=" not in body


def test_a_brief_is_framed_without_scripts(shown: Running) -> None:
    policy = shown.ask("/briefs/arvale/frame.html")[1]["content-security-policy"]
    assert "sandbox allow-same-origin" in policy
    assert "script" not in policy
    assert 'sandbox="allow-same-origin' in shown.text("/briefs/arvale/html")
    assert "allow-scripts" not in shown.text("/briefs/arvale/html")


@pytest.mark.parametrize(
    "path", ["/", "/briefs/arvale/page.png", "/live", "/static/preview.js", "/briefs/arvale/export.pdf"]
)
def test_every_answer_is_kept_here(shown: Running, path: str) -> None:
    with socket.create_connection(("127.0.0.1", shown.port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{shown.port}\r\n\r\n".encode())
        head = line.recv(3000).decode("latin-1").lower()
    for header in (
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
        "content-security-policy:",
    ):
        assert header in head
    assert "access-control-allow" not in head


def test_only_this_machine_is_bound(shown: Running) -> None:
    sockets = Path(f"/proc/{shown.process.pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    listening = [row.split()[1] for row in sockets if row.split()[3] == "0A"]
    assert f"0100007F:{shown.port:04X}" in listening
    assert f"00000000:{shown.port:04X}" not in listening


def test_it_ends_with_streams_open(desk: Path) -> None:
    with previewing(desk) as running:
        lines = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(5)]
        for line in lines:
            line.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode())
            assert b"hello" in _until_hello(line)
        running.stop()
        assert running.process.returncode == 0
        assert not [said for said in running.heard if "Error" in said or "Traceback" in said]
        for line in lines:
            line.close()


def _until_hello(line: socket.socket) -> bytes:
    got = b""
    while b"hello" not in got:
        piece = line.recv(4096)
        assert piece
        got += piece
    return got


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc")
def test_when_the_server_is_killed_its_press_goes_too(desk: Path) -> None:
    with previewing(desk) as running:
        running.settle("arvale")
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
        press = int(children.read_text(encoding="ascii").split()[0])
        os.kill(running.process.pid, signal.SIGKILL)
        wait_until(lambda: not Path(f"/proc/{press}").exists() or _is_gone(press), "the press to end")


def _is_gone(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] == "Z"


def test_a_taken_port_is_told_and_the_next_is_free(desk: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "briefings", "preview", "--desk", str(desk), "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert "--port 0" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_previews_take_two_ports(desk: Path) -> None:
    with previewing(desk) as one, previewing(desk) as other:
        assert one.port != other.port
        assert other.ask("/")[0] == 200


def test_without_a_desk_it_says_how_to_make_one(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "briefings", "preview", "--desk", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "briefings init" in done.stderr


def test_read_only_shows_and_lets_nothing_be_written(desk: Path) -> None:
    before = {path: path.read_bytes() for path in (desk / "seeds").rglob("*") if path.is_file()}
    with previewing(desk, "--read-only") as running:
        running.settle("arvale")
        page = running.text("/briefs/arvale/page?line=bottom")
        assert "data-deed" not in page
        assert "<textarea" not in running.text("/briefs/arvale/page")
        assert running.act("arvale", ACT)[0] == 403
        assert running.ask("/undo", method="POST", headers={"Origin": running.url}, body=b"{}")[0] == 403
    assert {path: path.read_bytes() for path in (desk / "seeds").rglob("*") if path.is_file()} == before


def test_small_answers_do_not_wait_for_one_another() -> None:
    """Without TCP_NODELAY the body of an answer waits 40 ms for the browser to confirm its head."""

    async def ask() -> int:
        seen = asyncio.Queue[int]()

        async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            seen.put_nowait(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with bind_port(0) as listener:
            async with await asyncio.start_server(answer, sock=listener):
                _, writer = await asyncio.open_connection(*listener.getsockname())
                writer.close()
                return await seen.get()

    assert run_apart(ask())
