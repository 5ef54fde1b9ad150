#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The canary sweep: a person with unmistakable values is entered, used, corrected, denied, stopped and erased on a
real server; then every byte that the register left is searched for these values, and for the digests' plain forms.

Before the erasure no byte of store, log, ledger or metrics may show a value in the clear. After it the certificate
must come, nothing of the person's key may be left, and the neighbours must be readable still.

Usage: canary_test.py PROGRAM POLICY
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CANARIES = ["金糸雀観測子", "カナリアカンソクシ", "canary.kansoku@example.jp", "09000004649", "+819000004649", "金糸雀町四六四九番地",
            "canary-source-4649", "カナリア商事", "crm-canary-4649", "golden-canary-inquiry"]


def encodings(text):
    """The forms in which a value could have leaked."""
    yield text.encode("utf-8")
    yield text.encode("utf-16-le")
    yield json.dumps(text)[1:-1].encode()
    try:
        yield text.encode("cp932")
    except UnicodeEncodeError:
        pass


NEEDLES = {needle: text for text in CANARIES for needle in encodings(text)}


def sweep(folder, where):
    """Every canary in every byte below `folder`."""
    found = []
    for path in sorted(Path(folder).rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        found += [f"{where}: {text} in {path.relative_to(folder)}" for needle, text in NEEDLES.items() if needle in data]
    return found


class Server:
    def __init__(self, program, data, passphrase, log):
        self.key = (data / "api-key").read_text().strip()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen([program, "serve", "--data", data, "--port", str(self.port), "--passphrase-file",
                                         passphrase, "--ledger-folder", data / "ledger"], stderr=open(log, "ab"))
        for _ in range(400):
            try:
                if self.get("/readyz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server was not ready in time")

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Authorization": "Bearer " + self.key})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def ask(self, operation, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", "/v1/" + operation, json.dumps(body),
                           {"Content-Type": "application/json", "Authorization": "Bearer " + self.key})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=60) != 0:
            raise SystemExit("the server did not end cleanly")


def person(alias, name, kana, mail, phone, address, source, company):
    return {"subject": {"alias": alias}, "record_type": "profile", "channel": "website", "purposes": ["customer_support", "contract_procedures"],
            "source": source, "items": {"name_kanji": name, "name_katakana": kana, "email": mail, "phone_mobile": phone,
                                        "home_address": address, "affiliation": company}}


def main():
    program, policy = os.path.abspath(sys.argv[1]), sys.argv[2]
    folder = Path(tempfile.mkdtemp(prefix="daicho-canary-"))
    data, passphrase = folder / "data", folder / "passphrase"
    passphrase.write_text("canary test\n")
    subprocess.run([program, "init", "--data", data, "--policy", policy, "--buckets", "4", "--passphrase-file", passphrase],
                   check=True, stdout=subprocess.DEVNULL)
    server = Server(program, data, passphrase, folder / "server.log")
    wrong = []

    def must(operation, body, outcome="permitted"):
        status, answer = server.ask(operation, body)
        if status != 200 or answer["outcome"] != outcome:
            wrong.append(f"{operation}: {status} {answer}")
        return answer

    neighbours = []
    for i in range(50):
        answer = must("acquire", person(f"n{i}", "隣人 花子", "リンジン ハナコ", f"n{i}@example.jp", "090-0000-1111", "架空町1-1", "form", "隣商事"))
        neighbours.append(answer["subject"])
    if wrong:
        raise SystemExit(wrong[0])
    entered = must("acquire", person("crm-canary-4649", "金糸雀観測子", "カナリアカンソクシ", "canary.kansoku@example.jp", "090-0000-4649",
                                     "架空市金糸雀町四六四九番地", "canary-source-4649", "カナリア商事"))
    subject = {"id": entered["subject"]}
    must("acquire", {"subject": subject, "record_type": "inquiry", "channel": "website", "purposes": ["customer_support"],
                     "source": "form", "items": {"inquiry_text": "golden-canary-inquiry について"}})
    must("use", {"subject": subject, "purpose": "customer_support", "items": ["name_kanji", "email"]})
    must("use", {"subject": subject, "purpose": "direct_mail", "items": ["email"]}, "denied")
    must("find", {"purpose": "customer_support", "by": {"email": "canary.kansoku@example.jp"}})
    must("correct", {"subject": subject, "record": entered["records"][0], "items": {"affiliation": "カナリア商事"}})
    # What goes wrong must not tell either.
    for operation, body in [("use", {"subject": {"alias": "crm-canary-4649"}, "purpose": "canary.kansoku@example.jp", "items": ["email"]}),
                            ("acquire", person("x", "09000004649", "金糸雀観測子", "カナリアカンソクシ", "x", "x", "canary-source-4649", "x")),
                            ("use", {"canary.kansoku@example.jp": 1})]:
        status, answer = server.ask(operation, body)
        if status < 400:
            wrong.append(f"a wrong request was taken: {operation} {answer}")
        wrong += [f"an error shows {text}: {answer}" for text in CANARIES if text in json.dumps(answer, ensure_ascii=False)]
    server.get("/v1/use?email=canary.kansoku@example.jp")
    metrics = server.get("/metrics")[1]
    wrong += [f"metrics show {text}" for needle, text in NEEDLES.items() if needle in metrics]
    time.sleep(3)
    wrong += sweep(folder, "before the erasure")

    erased = must("erase", {"subject": subject})
    must("use", {"subject": subject, "purpose": "customer_support", "items": ["email"]}, "denied")
    state = None
    for _ in range(240):
        answer = must("certificate", {"subject": subject})
        state = answer["erasure"]["state"]
        if state == "certified":
            break
        time.sleep(0.25)
    if state != "certified":
        wrong.append(f"no certificate came in a minute: {answer}")
    status, found = server.ask("find", {"purpose": "customer_support", "by": {"email": "canary.kansoku@example.jp"}})
    if status != 200 or found.get("found") != []:
        wrong.append(f"an erased person is found: {found}")
    for neighbour in neighbours[:5]:
        must("use", {"subject": {"id": neighbour}, "purpose": "customer_support", "items": ["email"]})
    server.stop()
    wrong += sweep(folder, "after the erasure")
    # The sweep itself must be able to see.
    (folder / "planted").write_text(CANARIES[0], encoding="utf-8")
    if not sweep(folder, "planted"):
        wrong.append("the sweep does not find a canary that was planted")
    verified = subprocess.run([program, "ledger", "verify", data / "ledger", "--key", data / "ledger-key", "--json"],
                              capture_output=True, text=True)
    if verified.returncode != 0:
        wrong.append("the ledger does not verify: " + verified.stdout)
    print(f"{len(NEEDLES)} needles, {sum(1 for p in folder.rglob('*') if p.is_file())} files, erased by {erased['ledger_entry']}")
    for line in wrong[:20]:
        print(line)
    if wrong:
        print(f"left for inspection: {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
