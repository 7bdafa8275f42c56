"""The virus scanner decides what passes; where it says nothing clear, nothing passes and nothing is stored."""

import socket
import threading

import pytest

from evaluations.models import Evidence
from evaluations.services.results import Refused

from .papers import EICAR, pdf
from .test_services import add

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_infected_file_is_refused_and_nothing_is_stored(office, kept, clamd):
    with pytest.raises(Refused, match="查出病毒（Eicar-Signature）"):
        add(office, pdf(b"% " + EICAR))
    assert (Evidence.objects.count(), kept(), len(clamd.seen)) == (0, [], 1)
    add(office, pdf(b"% clean"))
    assert len(kept()) == 1


@pytest.mark.parametrize(
    "says", [None, b"stream: INSTREAM size limit exceeded. ERROR\0", b"", b"OK\0x", b"\xff\xfe"]
)
def test_scanner_without_a_clear_answer_lets_nothing_pass(office, kept, clamd, settings, says):
    if says == b"":
        settings.CLAMD_ADDRESS = "/nowhere/clamd.ctl"
    else:
        clamd.says, settings.CLAMD_SECONDS = says, 0.3
    with pytest.raises(Refused, match="请稍后再试"):
        add(office)
    assert (Evidence.objects.count(), kept()) == (0, [])


def test_scanner_on_a_unix_socket_is_asked(office, kept, settings, tmp_path):
    path = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(path)
        server.listen()

        def answer() -> None:
            link, _ = server.accept()
            with link:
                while not link.recv(65_536).endswith(bytes(4)):
                    pass
                link.sendall(b"stream: OK\0")

        thread = threading.Thread(target=answer)
        thread.start()
        settings.CLAMD_ADDRESS = path
        assert add(office).name == "批复.pdf"
        thread.join()
