#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Moves the clock under a real server: a small step back, a large one while it serves and before it starts, and a
jump of years forward. Nothing may be written with a time before what stands in the ledger, the server must say why it
waits and go on by itself, and nothing may be erased by a date that nobody stated.

Usage: clock_test.py PROGRAM POLICY LIBRARY      (LIBRARY: the built shifted_clock)
"""

import datetime
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "crash"))
from crash_test import Register  # noqa: E402

wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)


def get(register, path):
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


def ask(register, operation, body):
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=30)
    connection.request("POST", "/v1/" + operation, json.dumps(body),
                       {"Content-Type": "application/json", "Authorization": "Bearer " + register.key})
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), json.loads(answer.read())


def acquire(register, mail):
    return ask(register, "acquire", {"record_type": "profile", "channel": "website", "purposes": ["customer_support"],
                                     "source": "form", "items": {"name_kanji": "架空 太郎", "email": mail}})


def metric(register, name):
    for line in get(register, "/metrics")[2].splitlines():
        if line.startswith(name + " "):
            return int(line.split()[1])
    return None


def becomes(read, value, seconds=15):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if read() == value:
            return True
        time.sleep(0.1)
    return False


def ledger_times(register):
    """The times of every log, in the order of its entries."""
    logs, after = {}, None
    while True:
        status, _, answer = ask(register, "query_ledger", {"limit": 1000} | ({"after": after} if after else {}))
        for entry in answer["entries"]:
            log, sequence = entry["ledger_entry"].split("/")
            logs.setdefault(log, []).append((int(sequence), datetime.datetime.fromisoformat(entry["at"].replace("Z", "+00:00"))))
        after = answer.get("after")
        if not after:
            return {log: [at for _, at in sorted(entries)] for log, entries in logs.items()}


def main():
    program, policy, library = os.path.abspath(sys.argv[1]), sys.argv[2], os.path.abspath(sys.argv[3])
    shift_file = Path(tempfile.mkdtemp(prefix="daicho-clock-")) / "shift"

    def shift(seconds):
        whole = shift_file.with_suffix(".new")
        whole.write_text(str(seconds))
        whole.replace(shift_file)

    shift(0)
    os.environ |= {"LD_PRELOAD": library, "SHIFT_FILE": str(shift_file)}
    register = Register(program, policy)
    register.start()
    status, _, first = acquire(register, "first@example.jp")
    expect(status == 200, f"acquired: {first}")

    for seconds in (-2, -5, -8):
        shift(seconds)
        status, _, answer = acquire(register, f"small{seconds}@example.jp")
        expect(status == 200, f"a step of {seconds} s is passed over: {answer}")

    shift(-3600)
    status, headers, answer = acquire(register, "large@example.jp")
    expect((status, answer.get("code")) == (503, "clock_stepped_back"), f"a large step back: {status} {answer}")
    expect(headers.get("Retry-After") == "30", f"Retry-After: {headers}")
    status, _, said = get(register, "/readyz")
    expect(status == 503 and "clock_stepped_back" in said, f"/readyz says why: {status} {said}")
    expect(get(register, "/healthz")[0] == 200, "the server lives on")
    expect(becomes(lambda: metric(register, "daicho_clock_behind"), 1), "the metric shows it")
    shift(0)
    expect(becomes(lambda: get(register, "/readyz")[0], 200), "it goes on by itself")
    status, _, answer = acquire(register, "after@example.jp")
    expect(status == 200, f"after the step: {answer}")
    register.stop()

    shift(-3600)
    exported = subprocess.run([program, "rotate-key", "--data", register.data, "--passphrase-file",
                               register.folder / "passphrase"], capture_output=True, text=True)
    expect(exported.returncode == 6 and "clock_stepped_back" in exported.stderr, f"rotate-key: {exported.stderr}")
    shift(0)
    register.start()
    shift(-3600)
    register.stop()
    # A start behind the ledger: the server is up and waits.
    real_get, register.get = register.get, lambda path: 200 if get(register, path)[0] in (200, 503) else 0
    register.start()
    register.get = real_get
    status, _, said = get(register, "/readyz")
    expect(status == 503 and "clock_stepped_back" in said, f"a start behind the ledger: {status} {said}")
    status, _, answer = ask(register, "find", {"purpose": "customer_support", "by": {"email": "first@example.jp"}})
    expect(answer.get("code") == "clock_stepped_back", f"nothing is opened meanwhile: {answer}")
    shift(0)
    expect(becomes(lambda: get(register, "/readyz")[0], 200), "it goes on when time has caught up")

    # Ten years forward.
    register.stop()
    shift(3650 * 86400)
    register.start()
    expect(becomes(lambda: metric(register, "daicho_retention_waits_for_date"), 1), "the nightly run waits for a word")
    status, _, answer = ask(register, "retention_run", {})
    expect((status, answer.get("code")) == (422, "missing_field"), f"retention by a date nobody stated: {answer}")
    status, _, answer = ask(register, "use", {"subject": {"id": first["subject"]}, "purpose": "customer_support",
                                              "items": ["email"]})
    expect(status == 200 and answer["read"][0]["items"]["email"] == "first@example.jp", f"nothing was erased: {answer}")
    today = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=3650, hours=9)).date()
    status, _, answer = ask(register, "retention_run", {"today": str(today - datetime.timedelta(days=3650))})
    expect((status, answer.get("code")) == (422, "invalid_value"), f"the officer's word against the clock: {answer}")
    status, _, answer = ask(register, "retention_run", {"today": str(today)})
    expect(status == 200 and answer["outcome"] == "permitted", f"retention by the officer's word: {answer}")

    times = ledger_times(register)
    expect(len(times) > 1, "the ledger was read")
    expect(all(log == sorted(log) for log in times.values()), "a log goes back in time")
    register.stop()
    ledger = register.folder / "ledger"
    subprocess.run([program, "ledger", "export", ledger, "--data", register.data, "--passphrase-file",
                    register.folder / "passphrase"], check=True)
    verified = subprocess.run([program, "ledger", "verify", ledger, "--key", register.data / "ledger-key"],
                              capture_output=True, text=True)
    expect(verified.returncode == 0, "the ledger verifies: " + verified.stdout)
    for line in wrong:
        print(line)
    if wrong:
        print(f"left for inspection: {register.folder}")
        return 1
    shutil.rmtree(register.folder)
    shutil.rmtree(shift_file.parent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
