#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kills the real server with SIGKILL under mixed load, again and again, and then proves that nothing acknowledged
is missing: every write, and a ledger entry for every value that was shown. The ledger verifies to the end.

Usage: crash_test.py PROGRAM POLICY [ROUNDS]
"""

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CALLERS = 8
SECONDS_A_ROUND = (0.4, 1.2)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Register:
    """A register in a folder, and the server on it."""

    def __init__(self, program, policy):
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="daicho-crash-"))
        (self.folder / "passphrase").write_text("crash test\n")
        self.data = self.folder / "data"
        subprocess.run([program, "init", "--data", self.data, "--policy", policy, "--buckets", "8",
                        "--passphrase-file", self.folder / "passphrase"], check=True, stdout=subprocess.DEVNULL)
        self.key = (self.data / "api-key").read_text().strip()
        self.server = None

    def start(self):
        self.port = free_port()
        self.server = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--port", str(self.port),
             "--passphrase-file", self.folder / "passphrase"],
            stderr=open(self.folder / "server.log", "ab"))
        for _ in range(400):
            if self.server.poll() is not None:
                raise SystemExit("the server did not start:\n" + (self.folder / "server.log").read_text()[-2000:])
            try:
                if self.get("/readyz") == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server was not ready in time")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path)
        return connection.getresponse().status

    def ask(self, connection, operation, body, idempotency_key=None):
        headers = {"Content-Type": "application/json", "Authorization": "Bearer " + self.key}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        connection.request("POST", "/v1/" + operation, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    def kill(self):
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def stop(self):
        self.server.terminate()
        if self.server.wait(timeout=60) != 0:
            raise SystemExit("the server did not end cleanly")


class Promises:
    """What the server has acknowledged."""

    def __init__(self):
        self.lock = threading.Lock()
        self.persons = {}   # subject -> e-mail
        self.stopped = set()
        self.erased = set()
        self.entries = {}   # ledger place -> (operation, subject)
        self.unknown = set()  # asked, not answered: may be either way

    def note(self, answer):
        self.entries[answer["ledger_entry"]] = (answer["operation"], answer.get("subject"))


def call(register, promises, number, seed, until):
    """One caller: enters, reads, stops and erases persons of its own until the server is gone."""
    luck = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=5)
    mine = []
    count = 0
    while time.monotonic() < until:
        doing = luck.choices(["acquire", "use", "stop", "erase"], [5, 8, 1, 1])[0]
        if doing != "acquire" and not mine:
            doing = "acquire"
        person = luck.choice(mine) if mine else None
        try:
            if doing == "acquire":
                count += 1
                mail = f"p{seed}-{number}-{count}@example.jp"
                status, answer = register.ask(connection, "acquire", {
                    "record_type": "profile", "channel": "website", "purposes": ["customer_support"], "source": "form",
                    "items": {"name_kanji": "架空 太郎", "email": mail}}, f"{seed}-{number}-{count}")
                if status == 200 and answer["outcome"] == "permitted":
                    with promises.lock:
                        promises.persons[answer["subject"]] = mail
                        promises.note(answer)
                    mine.append(answer["subject"])
                continue
            with promises.lock:
                promises.unknown.add(person) if doing in ("stop", "erase") else None
            body = {"subject": {"id": person}}
            if doing == "use":
                body |= {"purpose": "customer_support", "items": ["email"]}
            if doing == "stop":
                body |= {"stop": "all_use"}
            status, answer = register.ask(connection, doing, body, f"{doing}-{person}-{luck.random()}" if doing != "use" else None)
            if status != 200:
                continue
            with promises.lock:
                promises.note(answer)
                if answer["outcome"] != "permitted":
                    continue
                if doing == "use":
                    if person in promises.erased or (person in promises.stopped):
                        promises.entries["use after stop or erasure of " + person] = ("use", person)
                    shown = answer["read"][0]["items"]["email"]
                    if shown != promises.persons[person]:
                        promises.entries["another's value was shown: " + person] = ("use", person)
                if doing == "stop":
                    promises.stopped.add(person)
                if doing == "erase":
                    promises.erased.add(person)
            if doing == "erase":
                mine.remove(person)
        except (OSError, http.client.HTTPException, json.JSONDecodeError):
            return


def check(register, promises):
    """Everything that was acknowledged is there."""
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=30)
    wrong = []
    for subject, mail in promises.persons.items():
        status, answer = register.ask(connection, "use", {"subject": {"id": subject}, "purpose": "customer_support", "items": ["email"]})
        codes = {reason["code"] for reason in answer.get("reasons", [])}
        if subject in promises.erased:
            if status != 200 or answer["outcome"] != "denied" or "subject_erased" not in codes:
                wrong.append(f"{subject} was erased and is not: {answer}")
        elif subject in promises.stopped:
            if status != 200 or answer["outcome"] != "denied":
                wrong.append(f"{subject} was stopped and is used: {answer}")
        elif status != 200 or answer["outcome"] != "permitted":
            if subject not in promises.unknown:
                wrong.append(f"{subject} was acquired and cannot be used: {answer}")
        elif answer["read"][0]["items"]["email"] != mail:
            wrong.append(f"{subject} has another value")
    found = {}
    after = None
    while True:
        body = {"limit": 1000} | ({"after": after} if after else {})
        status, answer = register.ask(connection, "query_ledger", body)
        if status != 200:
            wrong.append(f"the ledger cannot be read: {answer}")
            break
        for entry in answer["entries"]:
            found[entry["ledger_entry"]] = (entry["operation"], entry.get("subject"))
        after = answer.get("after")
        if not after:
            break
    for place, (operation, subject) in promises.entries.items():
        if found.get(place) != (operation, subject):
            wrong.append(f"acknowledged and not in the ledger: {place} {operation} {subject}, there: {found.get(place)}")
    return wrong


def main():
    program, policy = os.path.abspath(sys.argv[1]), sys.argv[2]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    seed = int(os.environ.get("SEED", "1"))
    luck = random.Random(seed)
    register = Register(program, policy)
    promises = Promises()
    for turn in range(rounds):
        register.start()
        until = time.monotonic() + 30
        threads = [threading.Thread(target=call, args=(register, promises, number, seed * 1000 + turn, until))
                   for number in range(CALLERS)]
        for thread in threads:
            thread.start()
        time.sleep(luck.uniform(*SECONDS_A_ROUND))
        register.kill()
        for thread in threads:
            thread.join()
    register.start()
    wrong = check(register, promises)
    register.stop()
    ledger = register.folder / "ledger"
    subprocess.run([program, "ledger", "export", ledger, "--data", register.data, "--passphrase-file",
                    register.folder / "passphrase"], check=True)
    verified = subprocess.run([program, "ledger", "verify", ledger, "--key", register.data / "ledger-key", "--json"],
                              capture_output=True, text=True)
    if verified.returncode != 0:
        wrong.append("the ledger does not verify: " + verified.stdout)
    print(f"{rounds} kills, {len(promises.persons)} persons, {len(promises.stopped)} stopped, {len(promises.erased)} erased, "
          f"{len(promises.entries)} acknowledged entries")
    if len(promises.entries) < rounds:
        wrong.append("hardly anything was acknowledged: the test shows nothing")
    for line in wrong[:20]:
        print(line)
    if wrong:
        print(f"left for inspection: {register.folder}")
        return 1
    shutil.rmtree(register.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
