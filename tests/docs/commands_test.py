#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the commands of documentation pages against a real server, as a reader would: one shell, one folder, in order.

Usage: commands_test.py DAICHO ROOT PAGE…

A block ```sh is run and must end with 0 (`; true` behind what shows a refusal). A block ```text behind it is what it prints: its lines are found in the output in their order,
and `…` in them stands for anything. Blocks of other kinds are not run. Port 7411 is replaced by a free one.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS_MAX = 60
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END_OF_BLOCK = "--- end of block "


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def blocks_of(page):
    """[(commands, lines that they print, line number)]"""
    text = page.read_text(encoding="utf-8")
    blocks = []
    for found in BLOCK.finditer(text):
        kind, body = found.group(1), found.group(2)
        line = text.count("\n", 0, found.start()) + 2
        if kind == "sh":
            blocks.append((body, [], line))
        elif kind == "text" and blocks:
            blocks[-1][1].extend(body.splitlines())
    return blocks


def script_of(blocks, port):
    """One script that marks where the output of each block ends, and how it ended."""
    parts = ["set -u"]
    for number, (commands, _, _) in enumerate(blocks):
        parts.append("{\n" + commands + "\n}\nstatus=$?")
        parts.append(f'printf "\\n%s%s %s\\n" "{END_OF_BLOCK}" {number} "$status"')
    return "\n".join(parts).replace("127.0.0.1:7411", f"127.0.0.1:{port}").replace(
        "daicho serve ", f"daicho serve --port {port} ")


def run_script(script, last_block, folder, daicho, port):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DAICHO_")}
    environment |= {"PATH": f"{daicho.parent}:{environment['PATH']}", "LC_ALL": "C.UTF-8",
                    "DAICHO_SERVER": f"http://127.0.0.1:{port}"}
    shell = subprocess.Popen(["bash", "-c", script], cwd=folder, env=environment, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, start_new_session=True)
    # What a page starts in the background holds the output open, so it is read up to the last mark, and the group ends.
    output = []
    try:
        signal.signal(signal.SIGALRM, lambda *_: os.killpg(shell.pid, signal.SIGKILL))
        signal.alarm(SECONDS_MAX)
        for line in shell.stdout:
            output.append(line)
            if line.startswith(f"{END_OF_BLOCK}{last_block} "):
                break
    finally:
        signal.alarm(0)
        try:
            os.killpg(shell.pid, signal.SIGTERM)
        except ProcessLookupError:
            pass
        shell.stdout.read()  # ends when the last process of the group has let go
        shell.wait()
    return "".join(output)


def missing_line(expected, output):
    """The first line of `expected` that `output` has not, in this order; None when it has all."""
    at = 0
    for line in expected:
        pattern = ".*".join(re.escape(part) for part in line.strip().split("…"))
        found = re.compile(pattern).search(output, at)
        if not found:
            return line
        at = found.end()
    return None


def check_page(page, daicho, root):
    blocks = blocks_of(page)
    port = free_port()
    faults = [] if blocks else [f"{page}: no commands found"]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "policies").symlink_to(root / "policies")
        output = run_script(script_of(blocks, port), len(blocks) - 1, folder, daicho, port)
    for number, (commands, expected, line) in enumerate(blocks):
        place = f"{page}:{line}"
        found = re.search(rf"\A(.*?)\n{re.escape(END_OF_BLOCK)}{number} (\d+)\n", output, re.DOTALL)
        if not found:
            faults.append(f"{place}: did not come to its end:\n{output}")
            break
        printed, status, output = found.group(1), int(found.group(2)), output[found.end():]
        missing = missing_line(expected, printed)
        if missing is not None:
            faults.append(f"{place}: does not print\n  {missing}\nbut\n{printed}")
        elif status != 0:
            faults.append(f"{place}: ended with {status}:\n{printed}")
    print(f"{page.name}: {len(blocks)} blocks")
    return faults


def main():
    daicho, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    faults = [fault for page in sys.argv[3:] for fault in check_page(root / page, daicho, root)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
