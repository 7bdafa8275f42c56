"""The settings of mail: what the environment says reaches a server that speaks SMTP; without one nothing is mailed."""

import runpy
import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from django.test import override_settings

from tests.processes import ROOT


class Server(socketserver.ThreadingTCPServer):
    """Takes every mail and keeps its text."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.kept: list[str] = []


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip().upper():
            if line == "DATA":
                self.say("354 go on")
                lines = []
                while (text := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    lines.append(text)
                self.server.kept.append("\n".join(lines))
            self.say("221 bye" if line == "QUIT" else "250 ok")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def settings_with(monkeypatch: pytest.MonkeyPatch, **variables: str) -> dict[str, object]:
    for name in ("HOST", "PORT", "USER", "PASSWORD", "TLS", "SSL", "FROM"):
        monkeypatch.delenv(f"PORTAL_MAIL_{name}", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "portal" / "mailing.py"))


def test_mail_goes_to_the_server_of_the_environment(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    port = str(server.server_address[1])
    found = settings_with(monkeypatch, PORTAL_MAIL_HOST="127.0.0.1", PORTAL_MAIL_PORT=port)
    assert found["MAIL_ON"] is True
    with override_settings(MAILERS=found["MAILERS"]):
        EmailMessage("subject", "text", "portal@example.org", ["somebody@example.org"]).send()
    [kept] = server.kept
    assert kept.endswith("\n\ntext")
    assert "\nTo: somebody@example.org\n" in kept


def test_mail_is_off_where_no_host_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_with(monkeypatch)["MAIL_ON"] is False


@pytest.mark.parametrize(("host", "scheduled"), [("", False), ("mail.example.org", True)])
def test_mails_are_scheduled_only_where_a_host_is_set(
    monkeypatch: pytest.MonkeyPatch, host: str, scheduled: bool
) -> None:
    mailing = settings_with(monkeypatch, PORTAL_MAIL_HOST=host)
    monkeypatch.setattr("portal.mailing.MAIL_ON", mailing["MAIL_ON"])
    periodic = runpy.run_path(str(ROOT / "portal" / "periodic.py"))["PERIODIC"]
    assert ("send-mails" in periodic) is scheduled
    assert {"tell-rest", "remind"} <= periodic.keys()
