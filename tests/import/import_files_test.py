#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Imports files through the real program and the real server: every row once, whoever is killed meanwhile; nothing
dropped; what was not taken can be mended and imported again.

Usage: import_files_test.py PROGRAM POLICY
"""

import csv
import http.client
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 12000
KILLS = 12
MAP = """\
record_type: inquiry
channel: telephone_mail
purposes: [customer_support]
source: {column: 窓口}
subject: {alias: {prefix: "test:", column: 番号}}
acquired_at: {column: 受付日}
events: {inquiry_received: {column: 受付日}}
columns: {氏名: name_kanji, 電話: phone_mobile, 内容: inquiry_text, 備考: skip}
"""
HEADINGS = ["番号", "氏名", "電話", "内容", "受付日", "窓口", "趣味", "備考"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Register:
    """A register in a folder, the server on it, and the program as a client of that server."""

    def __init__(self, program, policy):
        self.program = program
        self.folder = Path(tempfile.mkdtemp(prefix="daicho-import-"))
        (self.folder / "passphrase").write_text("import test\n")
        self.data = self.folder / "data"
        subprocess.run([program, "init", "--data", self.data, "--policy", policy, "--buckets", "8",
                        "--passphrase-file", self.folder / "passphrase"], check=True, stdout=subprocess.DEVNULL)
        self.key = (self.data / "api-key").read_text().strip()
        self.port = free_port()
        self.server = None

    def start(self):
        self.server = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--port", str(self.port), "--ledger-folder", self.folder / "ledger",
             "--passphrase-file", self.folder / "passphrase"], stderr=open(self.folder / "server.log", "ab"))
        for _ in range(600):
            if self.server.poll() is not None:
                raise SystemExit("the server did not start:\n" + (self.folder / "server.log").read_text()[-2000:])
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise SystemExit("the server was not ready in time")

    def stop(self, how=signal.SIGTERM):
        self.server.send_signal(how)
        self.server.wait(timeout=60)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, {"Authorization": "Bearer " + self.key, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def command(self, *arguments):
        return [self.program, *map(str, arguments), "--server", f"http://127.0.0.1:{self.port}",
                "--api-key-file", str(self.data / "api-key")]

    def run_import(self, file, *more):
        done = subprocess.run(self.command("import", file, "--map", self.folder / "map.yaml", "--json", *more),
                              capture_output=True, text=True, timeout=120)
        return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout + done.stderr

    def ledger_entries(self):
        """How many entries the ledger has. The server must be stopped: it then has exported all of them."""
        done = subprocess.run([self.program, "ledger", "verify", self.folder / "ledger", "--key", self.data / "ledger-key", "--json"],
                              capture_output=True, text=True, check=True)
        verified = json.loads(done.stdout)
        assert verified["intact"], verified
        return verified["entries"]


def write_rows(path, rows, encoding="cp932"):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def row(number, phone="090-0123-4567", day="令和8年4月1日", hobby=""):
    return [f"T-{number}", "髙橋　見本", phone, f"架空のお問い合わせ、{number} 件目", day, "電話", hobby, "架空"]


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def check_every_row_once(register):
    """Kills client and server in turn while a file goes in; then every row is in the ledger once."""
    file = register.folder / "rows.csv"
    rows = [row(n, hobby="登山" if n % 100 == 0 else "") for n in range(1, ROWS + 1)]
    rows[10][4] = "いつか"          # never gets as far as the server
    rows[20][2] = "12345"           # the server refuses it
    write_rows(file, rows)
    register.stop()
    before = register.ledger_entries()
    register.start()
    dice = random.Random(20261121)
    kills = 0
    while kills < KILLS:
        client = subprocess.Popen(register.command("import", file, "--map", register.folder / "map.yaml", "--json"),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            client.wait(timeout=dice.uniform(0.05, 0.9))
            break  # it was faster than we
        except subprocess.TimeoutExpired:
            kills += 1
        if kills % 3 == 0:
            register.stop(signal.SIGKILL)
            register.start()
        client.kill()
        client.wait()
    assert kills > 0, "the file was too small to be interrupted"
    code, report = register.run_import(file)
    assert code == 1, report
    assert (report["rows"], report["taken"], report["denied"], report["failed"]) == (ROWS, ROWS - 2, 0, 2), report
    assert report["unfinished"] == 0 and report["encoding"] == "cp932", report
    register.stop()
    assert register.ledger_entries() == before + ROWS - 2, "a row is in the ledger twice, or not at all"
    register.start()
    return report


def check_nothing_is_dropped(register, report):
    rejected, aside = Path(report["errors_file"]), Path(report["quarantine_file"])
    assert mode(rejected) == mode(aside) == mode(register.folder / "rows.csv.import-state") == 0o600
    found = list(csv.reader(io.StringIO(rejected.read_bytes().decode("cp932"), newline="")))
    assert found[0] == HEADINGS + ["daicho_code", "daicho_reason"], found[0]
    by_number = {cells[0]: cells for cells in found[1:]}
    assert sorted(by_number) == ["T-11", "T-21"], by_number
    assert by_number["T-11"][:8] == row(11, day="いつか") and by_number["T-11"][8] == "invalid_value", by_number
    assert by_number["T-21"][:8] == row(21, phone="12345") and by_number["T-21"][8] == "invalid_value", by_number
    set_aside = list(csv.reader(io.StringIO(aside.read_bytes().decode("cp932"), newline="")))
    assert set_aside[0] == ["daicho_row", "趣味"], set_aside[0]
    assert set_aside[1:] == [[str(n), "登山"] for n in range(100, ROWS + 1, 100)], set_aside[:3]
    assert report["columns_set_aside"] == ["趣味"] and report["rows_set_aside"] == ROWS // 100, report
    mended = register.folder / "mended.csv"
    text = rejected.read_bytes().decode("cp932").replace("いつか", "2026/4/1").replace("12345", "090-0000-0001")
    mended.write_bytes(text.encode("cp932"))
    code, again = register.run_import(mended)
    assert code == 0 and again["taken"] == 2 and again["columns_set_aside"] == ["趣味"], again


def check_done_is_done(register):
    file = register.folder / "rows.csv"
    code, report = register.run_import(file)
    assert code == 1 and report["resumed"] and report["unfinished"] == 0 and "milliseconds" not in report, report
    file.write_bytes(file.read_bytes() + "T-x,架空,,また,2026-04-01,電話,,架空\r\n".encode("cp932"))
    code, error = register.run_import(file)
    assert code == 4 and "errors file" in error, error
    os.remove(register.folder / "rows.csv.errors.csv")


def check_denials_are_written_down(register):
    file = register.folder / "denied.csv"
    write_rows(file, [row(900001), row(900002)], "utf-8")
    mapping = register.folder / "map.yaml"
    whole = mapping.read_text()
    mapping.write_text(whole.replace("purposes: [customer_support]", "purposes: [service_quality]"))
    code, report = register.run_import(file, "--ja")
    assert code == 1 and report["denied"] == 2, report
    reason = list(csv.DictReader(open(report["errors_file"], encoding="utf-8", newline="")))[0]
    assert reason["daicho_code"] == "item_not_for_purpose" and "APPI 18" in reason["daicho_reason"], reason
    mapping.write_text(whole)


def check_slips_are_found_before_anything_is_sent(register):
    mapping = register.folder / "map.yaml"
    whole = mapping.read_text()
    file = register.folder / "slips.csv"
    write_rows(file, [row(1)])
    for old, new, fault in [("telephone_mail", "telepathy", "2:10: unknown_name"), ("氏名: name_kanji", "名前: name_kanji", "column_missing"),
                            ("name_kanji", "health", "item_not_in_record_type")]:
        mapping.write_text(whole.replace(old, new))
        code, error = register.run_import(file)
        assert code == 3 and fault in error, (fault, code, error)
    mapping.write_text(whole)
    file.write_bytes(file.read_bytes() + b"a,b\r\n\"x\"y\r\n")
    code, error = register.run_import(file)
    assert code == 3 and "line=3" in error and "line=4, column=4" in error, (code, error)
    assert not (register.folder / "slips.csv.import-state").exists()
    write_rows(file, [row(1), row(2, phone="none")])
    code, report = register.run_import(file, "--dry-run")
    assert code == 1 and report["taken"] == 1 and report["failed"] == 1, report
    assert not (register.folder / "slips.csv.import-state").exists()


def check_bulk_rows_keep_the_numbers_they_are_given(register):
    line = json.dumps({"record_type": "inquiry", "channel": "telephone_mail", "purposes": ["customer_support"], "source": "電話",
                       "items": {"inquiry_text": "架空"}})
    headers = {"Content-Type": "application/x-ndjson", "Idempotency-Key": "numbers", "Daicho-First-Row": "7"}
    first = register.ask("POST", "/v1/bulk/acquire", f"{line}\n\n{line}\n", headers)[1]
    numbers = sorted(int(n) for n in re.findall(r'"row":(\d+)', first))
    assert numbers == [7, 9], first
    again = register.ask("POST", "/v1/bulk/acquire", f"{line}\n", {**headers, "Daicho-First-Row": "9"})[1]
    subject = next(entry for entry in first.splitlines() if '"row":9,' in entry)
    assert json.loads(again)["answer"]["subject"] == json.loads(subject)["answer"]["subject"], "the same number is another row"
    for wrong in ["0", "-1", "x", "1,2", "99999999999999999999", ""]:
        status, problem = register.ask("POST", "/v1/bulk/acquire", f"{line}\n", {**headers, "Daicho-First-Row": wrong})
        assert status == 422 and "Daicho-First-Row" in problem, (wrong, status, problem)


def main():
    register = Register(sys.argv[1], sys.argv[2])
    (register.folder / "map.yaml").write_text(MAP)
    register.start()
    try:
        report = check_every_row_once(register)
        check_nothing_is_dropped(register, report)
        check_done_is_done(register)
        check_denials_are_written_down(register)
        check_slips_are_found_before_anything_is_sent(register)
        check_bulk_rows_keep_the_numbers_they_are_given(register)
    except BaseException:
        print("kept for a look:", register.folder, file=sys.stderr)
        register.server.kill()
        raise
    register.stop()
    shutil.rmtree(register.folder)


if __name__ == "__main__":
    main()
