#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes the keys of a real register under load: a new key-encryption key, whose re-wrapping is killed in its midst
again and again while callers read, enter and erase; then another passphrase. Nobody who was entered may become
unreadable, nobody who was erased may come back, the old version must be gone, and the old passphrase must open
nothing: not through the program, and not in any byte of the store. The ledger verifies to the end.

Usage: rotation_test.py PROGRAM POLICY
"""

import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from crash_test import Promises, Register, call, check  # noqa: E402

PERSONS = 2000
ROUNDS = 3
CALLERS = 2


def enter(register, promises, count):
    """Enters persons in one bulk request."""
    rows = [json.dumps({"record_type": "profile", "channel": "website", "purposes": ["customer_support"],
                        "source": "form", "items": {"name_kanji": "架空 太郎", "email": f"bulk{n}@example.jp"}})
            for n in range(count)]
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=120)
    connection.request("POST", "/v1/bulk/acquire", "\n".join(rows).encode() + b"\n",
                       {"Content-Type": "application/x-ndjson", "Authorization": "Bearer " + register.key,
                        "Idempotency-Key": "bulk"})
    for line in connection.getresponse().read().decode().splitlines():
        row = json.loads(line)
        promises.persons[row["answer"]["subject"]] = f"bulk{row['row'] - 1}@example.jp"
        promises.note(row["answer"])


def metric(register, name):
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=10)
    connection.request("GET", "/metrics")
    for line in connection.getresponse().read().decode().splitlines():
        if line.startswith(name + " "):
            return int(line.split()[1])
    raise SystemExit("no such metric: " + name)


def log_of(register):
    return (register.folder / "server.log").read_text()


def command(register, *arguments):
    return subprocess.run([register.program, *arguments, "--data", register.data], capture_output=True, text=True)


def sealed_key(register, name):
    """The sealed bytes of a key of the register, from the log of the store that was just made: the row's key, the
    length of its value, eight bytes of row version, then what is looked for (spec/store.md, spec/sealed-record.md)."""
    for path in sorted((register.data / "store").rglob("*.log")):
        log = path.read_bytes()
        at = log.find(b"book/" + name)
        if at >= 0:
            value = at + len(b"book/" + name) + 1 + 8
            return log[value:value + 61]
    raise SystemExit("the log of the new store holds no such key")


def files_with(register, needle):
    return [path.name for path in (register.data / "store").rglob("*") if path.is_file() and needle in path.read_bytes()]


def under_load(register, promises, seed, seconds):
    """Callers at work for a while; the server is then killed or goes on."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=call, args=(register, promises, n, seed, until)) for n in range(CALLERS)]
    for thread in threads:
        thread.start()
    return threads


def main():
    program, policy = os.path.abspath(sys.argv[1]), sys.argv[2]
    luck = random.Random(int(os.environ.get("SEED", "1")))
    register, promises, wrong = Register(program, policy), Promises(), []
    passphrase = ["--passphrase-file", register.folder / "passphrase"]

    first_version, signing = sealed_key(register, b"kek/\x00\x00\x00\x01"), sealed_key(register, b"signing")
    register.start()
    enter(register, promises, PERSONS)
    refused = command(register, "rotate-key", *passphrase)
    if refused.returncode != 6 or "already_in_use" not in refused.stderr:
        wrong.append(f"rotate-key beside a server: {refused.returncode} {refused.stderr}")
    register.stop()
    if not files_with(register, first_version) or not files_with(register, signing):
        wrong.append("the search for sealed keys finds none: the test shows nothing")

    # A new version; the re-wrapping is killed in its midst, with callers at work.
    rotated = command(register, "rotate-key", "--json", *passphrase)
    if rotated.returncode != 0 or rotated.stdout.strip() != '{"version":2}':
        wrong.append(f"rotate-key: {rotated.returncode} {rotated.stdout} {rotated.stderr}")
    for turn in range(ROUNDS):
        register.start()
        threads = under_load(register, promises, 100 + turn, 30)
        # The re-wrapping begins two seconds after the start and takes parts of one.
        time.sleep(1.95 + luck.random() * 0.25)
        register.kill()
        for thread in threads:
            thread.join()
    register.start()
    threads = under_load(register, promises, 200, 3)
    for thread in threads:
        thread.join()
    deadline = time.monotonic() + 60
    while "old_keys_destroyed" not in log_of(register) and time.monotonic() < deadline:
        time.sleep(0.2)
    if "old_keys_destroyed" not in log_of(register):
        wrong.append("the old version was not destroyed in time")
    # The purge that was asked for with the destruction follows it, perhaps behind one that had begun before.
    while files_with(register, first_version) and time.monotonic() < deadline:
        time.sleep(0.5)
    wrong += check(register, promises)
    register.stop()
    if files_with(register, first_version):
        wrong.append(f"the sealed old key still stands in {files_with(register, first_version)}")

    # Another passphrase: the old one opens nothing.
    (register.folder / "next").write_text("another passphrase\n")
    changed = command(register, "change-passphrase", *passphrase, "--new-passphrase-file", register.folder / "next")
    if changed.returncode != 0:
        wrong.append(f"change-passphrase: {changed.returncode} {changed.stderr}")
    if files_with(register, signing):
        wrong.append(f"what the old passphrase opens still stands in {files_with(register, signing)}")
    old = command(register, "serve", "--port", "0", *passphrase)
    if old.returncode != 5 or "wrong_passphrase" not in old.stderr:
        wrong.append(f"the old passphrase: {old.returncode} {old.stderr}")
    (register.folder / "next").replace(register.folder / "passphrase")
    register.start()
    wrong += check(register, promises)
    register.stop()

    ledger = register.folder / "ledger"
    subprocess.run([program, "ledger", "export", ledger, "--data", register.data, *passphrase], check=True)
    verified = subprocess.run([program, "ledger", "verify", ledger, "--key", register.data / "ledger-key", "--json"],
                              capture_output=True, text=True)
    if verified.returncode != 0:
        wrong.append("the ledger does not verify: " + verified.stdout)
    print(f"{ROUNDS} kills, {len(promises.persons)} persons, {len(promises.erased)} erased, "
          f"{log_of(register).count('keys_rewrapped')} steps of re-wrapping")
    for line in wrong[:20]:
        print(line)
    if wrong:
        print(f"left for inspection: {register.folder}")
        return 1
    shutil.rmtree(register.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
