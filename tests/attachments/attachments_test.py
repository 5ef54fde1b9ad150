#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files of persons over real HTTP, against the real program: they stream in and out in bounded memory, are let in and
out by their entry alone, leave nothing when they break off, and stop in the middle when the person says so.

Usage: attachments_test.py PROGRAM POLICY
"""

import concurrent.futures
import contextlib
import hashlib
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
import unittest
from pathlib import Path

MIB = 1024 * 1024
LARGEST = 100 * MIB
# What the server may grow by while files pass through it: less than one file.
GROWTH_MAX = 80 * MIB
PROGRAM, POLICY = "", ""


class Server:
    def __init__(self, folder):
        self.folder = folder
        self.passphrase = folder / "passphrase"
        self.passphrase.write_text("attachments test\n")
        self.data = folder / "data"
        subprocess.run([PROGRAM, "init", "--data", self.data, "--policy", POLICY, "--buckets", "4", "--passphrase-file",
                        self.passphrase], check=True, stdout=subprocess.DEVNULL)
        self.key = (self.data / "api-key").read_text().strip()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.start()

    def start(self):
        self.process = subprocess.Popen([PROGRAM, "serve", "--data", self.data, "--port", str(self.port),
                                         "--passphrase-file", self.passphrase], stderr=open(self.folder / "log", "ab"))
        for _ in range(400):
            try:
                if self.request("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the server was not ready in time")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def request(self, method, path, body=None, key=None, headers=None):
        with contextlib.closing(self.connect()) as connection:
            connection.request(method, path, body, {"Authorization": "Bearer " + (key or self.key), **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def ask(self, operation, body, key=None):
        status, answer = self.request("POST", "/v1/" + operation, json.dumps(body), key,
                                      {"Content-Type": "application/json"})
        return status, json.loads(answer)

    def must(self, operation, body, key=None):
        status, answer = self.ask(operation, body, key)
        if status != 200 or answer["outcome"] != "permitted":
            raise AssertionError(f"{operation}: {status} {answer}")
        return answer

    def peak_bytes(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        raise AssertionError("no peak of memory")

    def forget_peak(self):
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def cli(self, *arguments, **more):
        environment = dict(os.environ, DAICHO_SERVER=f"http://127.0.0.1:{self.port}",
                           DAICHO_API_KEY_FILE=str(self.data / "api-key"), LC_ALL="C.UTF-8")
        return subprocess.run([PROGRAM, *map(str, arguments)], env=environment, capture_output=True, text=True, **more)


class Attachments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="daicho-attachments-"))
        cls.server = Server(cls.folder)
        cls.large = cls.folder / "large"
        with open(cls.large, "wb") as out:
            for _ in range(100):
                out.write(os.urandom(MIB))

    @classmethod
    def tearDownClass(cls):
        ended = cls.server.stop()
        shutil.rmtree(cls.folder)
        assert ended == 0, "the server did not end cleanly"

    def person(self):
        """A customer with a record of a training course; their id and the record's."""
        answer = self.server.must("acquire", {
            "record_type": "training", "channel": "face_to_face", "purposes": ["follow_up_survey"],
            "source": "seminar", "items": {"name_kanji": "架空 花子"}})
        return answer["subject"], answer["records"][0]

    def permit(self, subject, record):
        return self.server.must("attach", {"subject": {"id": subject}, "record": record, "item": "recording",
                                            "contexts": ["recording_notice"]})

    def put(self, entry, body, key=None, headers=None):
        status, answer = self.server.request("PUT", "/v1/attachments/" + entry, body, key, headers)
        return status, json.loads(answer)

    def bring_in(self, body):
        subject, record = self.person()
        permitted = self.permit(subject, record)
        status, answer = self.put(permitted["ledger_entry"], body)
        self.assertEqual(status, 201, answer)
        return subject, record, permitted["attachment"]

    def opened(self, subject, attachment):
        return self.server.must("open_attachment", {"subject": {"id": subject}, "attachment": attachment,
                                                    "purpose": "follow_up_survey"})["ledger_entry"]

    def send_large(self):
        with open(self.large, "rb") as body:
            return self.bring_in(body)

    def fetch_large(self, subject, attachment):
        """The file's SHA-256, read piece by piece."""
        connection = self.server.connect()
        connection.request("GET", "/v1/attachments/" + self.opened(subject, attachment),
                           headers={"Authorization": "Bearer " + self.server.key})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        self.assertEqual(answer.getheader("Content-Length"), str(LARGEST))
        self.assertEqual(answer.getheader("Content-Disposition"), "attachment")
        digest = hashlib.sha256()
        while piece := answer.read(MIB):
            digest.update(piece)
        connection.close()
        return digest.hexdigest()

    def test_the_largest_files_pass_in_and_out_in_bounded_memory(self):
        with open(self.large, "rb") as file:
            expected = hashlib.file_digest(file, "sha256").hexdigest()
        for _ in range(4):  # until the store's buffers and cache are full
            subject, _, attachment = self.send_large()
            self.assertEqual(self.fetch_large(subject, attachment), expected)
        self.server.forget_peak()
        before = self.server.peak_bytes()
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            came_in = [future.result() for future in [pool.submit(self.send_large) for _ in range(4)]]
            for future in [pool.submit(self.fetch_large, subject, attachment) for subject, _, attachment in came_in]:
                self.assertEqual(future.result(), expected)
        growth = self.server.peak_bytes() - before
        print(f"four files of 100 MiB in and out, two at once: peak memory grew by {growth // MIB} MiB", file=sys.stderr)
        self.assertLess(growth, GROWTH_MAX)

    def test_the_answer_is_the_entry_that_says_so(self):
        subject, record = self.person()
        permitted = self.permit(subject, record)
        status, answer = self.put(permitted["ledger_entry"], b"bytes")
        self.assertEqual((status, answer["outcome"], answer["size_bytes"], answer["subject"], answer["records"]),
                         (201, "done", 5, subject, [record]))
        self.assertEqual(answer["attachment"], permitted["attachment"])
        self.assertNotEqual(answer["ledger_entry"], permitted["ledger_entry"])

    def test_an_empty_file_and_one_of_whole_chunks_come_out_as_they_went_in(self):
        for size in (0, 1, 256 * 1024, 512 * 1024, 512 * 1024 + 1):
            body = os.urandom(size)
            subject, _, attachment = self.bring_in(body)
            entry = self.opened(subject, attachment)
            self.assertEqual(self.server.request("GET", "/v1/attachments/" + entry), (200, body))
            connection = self.server.connect()
            connection.request("HEAD", "/v1/attachments/" + entry,
                               headers={"Authorization": "Bearer " + self.server.key})
            self.assertEqual(connection.getresponse().getheader("Content-Length"), str(size))

    def test_what_is_too_large_is_refused(self):
        subject, record = self.person()
        entry = self.permit(subject, record)["ledger_entry"]
        connection = self.server.connect()
        connection.putrequest("PUT", "/v1/attachments/" + entry)
        connection.putheader("Authorization", "Bearer " + self.server.key)
        connection.putheader("Content-Length", str(LARGEST + 1))
        connection.putheader("Expect", "100-continue")
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)

        def endless():
            for _ in range(101):
                yield b"x" * MIB

        connection = self.server.connect()
        try:
            connection.request("PUT", "/v1/attachments/" + entry, endless(),
                               {"Authorization": "Bearer " + self.server.key}, encode_chunked=True)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.assertEqual(connection.getresponse().status, 413)
        self.assertEqual(self.put(entry, b"x")[0], 404)

    def test_an_upload_that_breaks_off_leaves_nothing(self):
        subject, record = self.person()
        permitted = self.permit(subject, record)
        with socket.create_connection(("127.0.0.1", self.server.port)) as broken:
            broken.sendall((f"PUT /v1/attachments/{permitted['ledger_entry']} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                            f"{self.server.key}\r\nContent-Length: {LARGEST}\r\n\r\n").encode() + b"x" * 8 * MIB)
        interrupted = self.eventually(lambda: [
            entry for entry in self.server.must("query_ledger", {"subject": {"id": subject}, "operation": "attach"})["entries"]
            if entry["outcome"] == "interrupted"])
        self.assertEqual(len(interrupted), 1)
        self.assertEqual(self.put(permitted["ledger_entry"], b"x")[0], 404)
        status, answer = self.server.ask("open_attachment", {
            "subject": {"id": subject}, "attachment": permitted["attachment"], "purpose": "follow_up_survey"})
        self.assertEqual((status, answer["code"]), (404, "not_found"))
        # And the record takes another file in its place.
        self.assertEqual(self.put(self.permit(subject, record)["ledger_entry"], b"x")[0], 201)

    def eventually(self, ask):
        for _ in range(200):
            if found := ask():
                return found
            time.sleep(0.05)
        self.fail("it did not come true within ten seconds")

    def test_the_key_of_somebody_else_and_no_key_are_refused(self):
        other = self.server.must("create_caller", {"name": "other", "operations": ["acquire", "use"],
                                                   "all_purposes": True})["api_key"]
        subject, record = self.person()
        entry = self.permit(subject, record)["ledger_entry"]
        self.assertEqual(self.put(entry, b"x", other)[0], 404)
        self.assertEqual(self.put(entry, b"x", "dk_nobody")[0], 401)
        self.assertEqual(self.put(entry, b"x")[0], 201)
        attachment = self.server.must("export_subject", {"subject": {"id": subject}})["held"][0]["attachments"][0]["attachment"]
        entry = self.opened(subject, attachment)
        self.assertEqual(self.server.request("GET", "/v1/attachments/" + entry, key=other)[0], 404)
        self.assertEqual(self.server.request("GET", "/v1/attachments/" + entry, key="dk_nobody")[0], 401)
        self.assertEqual(self.server.request("GET", "/v1/attachments/" + entry), (200, b"x"))

    def test_an_entry_of_another_kind_opens_nothing(self):
        subject, record, attachment = self.bring_in(b"x")
        used = self.server.must("state", {"subject": {"id": subject}})["ledger_entry"]
        for method in ("PUT", "GET"):
            self.assertEqual(self.server.request(method, "/v1/attachments/" + used, b"x" if method == "PUT" else None)[0], 404)
            for path in ("", "0000", "0000/", "zzzz/1", "9999/1", "0000/99999999", "0000/1/2"):
                status, answer = self.server.request(method, "/v1/attachments/" + path, b"x" if method == "PUT" else None)
                self.assertEqual((status, json.loads(answer)["code"]), (404, "not_found"), path)
        self.assertEqual(self.put(self.opened(subject, attachment), b"x")[0], 404)
        self.assertEqual(self.server.request("POST", "/v1/attachments/" + used, b"x")[0], 405)
        self.assertEqual(self.server.request("DELETE", "/v1/attachments/" + used)[0], 405)

    def test_what_is_not_the_bytes_of_a_file_is_refused(self):
        subject, record = self.person()
        entry = self.permit(subject, record)["ledger_entry"]
        for headers, status in (({"Content-Type": "multipart/form-data; boundary=x"}, 415), ({"Content-Encoding": "gzip"}, 415),
                                ({"Content-Range": "bytes 0-0/2"}, 422)):
            self.assertEqual(self.put(entry, b"x", headers=headers)[0], status, headers)
        self.assertEqual(self.put(entry, b"x", headers={"Content-Type": "image/jpeg"})[0], 201)

    def test_a_stop_ends_the_stream_in_the_middle(self):
        for change in ("stop", "erase"):
            with open(self.large, "rb") as body:
                subject, _, attachment = self.bring_in(body)
            connection = self.server.connect()
            connection.request("GET", "/v1/attachments/" + self.opened(subject, attachment),
                               headers={"Authorization": "Bearer " + self.server.key})
            answer = connection.getresponse()
            came = len(answer.read(MIB))
            self.server.must(change, {"subject": {"id": subject}, **({"stop": "all_use"} if change == "stop" else {})})
            with self.assertRaises((http.client.IncompleteRead, ConnectionResetError)) as cut:
                came += len(answer.read())
            self.assertLess(came + len(getattr(cut.exception, "partial", b"")), LARGEST)

    def test_the_command_line_brings_a_file_in_and_out(self):
        subject, record = self.person()
        out = self.folder / "out"
        attached = self.server.cli("attach", "--subject", subject, "--record", record, "--item", "recording", "--contexts", "recording_notice", "--file",
                                   self.large, "--json")
        self.assertEqual(attached.returncode, 0, attached.stderr)
        answer = json.loads(attached.stdout)
        self.assertEqual((answer["outcome"], answer["size_bytes"]), ("done", LARGEST))
        opening = ("open-attachment", "--subject", subject, "--attachment", answer["attachment"], "--purpose",
                   "follow_up_survey", "--out")
        opened = self.server.cli(*opening, out)
        self.assertEqual(opened.returncode, 0, opened.stderr)
        self.assertEqual(out.read_bytes(), self.large.read_bytes())
        self.assertEqual(out.stat().st_mode & 0o777, 0o600)
        again = self.server.cli(*opening, out)
        self.assertEqual(again.returncode, 4)
        self.assertIn("nothing is overwritten", again.stderr)
        denied = self.server.cli(*opening[:-2], "direct_mail", "--out", self.folder / "denied")
        self.assertEqual(denied.returncode, 5, denied.stdout + denied.stderr)
        missing = self.server.cli("attach", "--subject", subject, "--record", record, "--item", "recording", "--contexts", "recording_notice", "--file",
                                  self.folder / "missing")
        self.assertEqual(missing.returncode, 3)
        self.assertEqual([path.name for path in self.folder.iterdir() if "denied" in path.name or "partial" in path.name], [])


if __name__ == "__main__":
    PROGRAM, POLICY = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2, warnings="ignore")
