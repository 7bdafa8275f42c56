"""However hostile a file is, the portal's process and the reader that it starts stay small."""

import json
import subprocess

import pytest

from evaluations.resources.caps import MOST_MEMORY
from tests.evaluations.sheets.test_hostile_files import DATA, REFUSED, Parts, data_of
from tests.processes import PYTHON, ROOT

pytestmark = pytest.mark.soak
HONEST = "an honest file"


def test_hostile_file_takes_at_most_256_megabytes_of_both_processes(process_environment, tmp_path, figure):
    files = {HONEST: Parts(DATA).saved()} | {kind: data_of(kind) for kind in REFUSED}
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(files))]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    command = [PYTHON, "-m", "tests.soak.hostile_reader", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, env=process_environment, check=True, capture_output=True)
    found = dict(zip(files, map(json.loads, done.stdout.splitlines()), strict=True))
    for process in ("portal", "reader"):
        most = sorted(found, key=lambda kind: -found[kind][process])[:3]
        told = [f"{found[kind][process] / 2**20:.0f} MB {kind}" for kind in (*most, HONEST)]
        figure(f"peak memory of the {process}, {len(found)} files", "; ".join(told))
    both = {kind: one["portal"] + one["children"] for kind, one in found.items()}
    assert {kind: size for kind, size in both.items() if size > MOST_MEMORY} == {}
