#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Gives a real server everything bad that comes: malformed requests, a full disk, damaged files, wrong passphrases,
policies with errors, too many and too slow connections. Each is answered with a problem document (or an exit code and
a sentence), changes nothing and loses nothing: afterwards the person is readable, the ledger has grown by nothing but
what was answered, and it verifies.

Usage: bad_input_test.py PROGRAM POLICY LIBRARY [CASE…]      (LIBRARY: the built full_disk)
"""

import http.client
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "crash"))
from crash_test import Register  # noqa: E402

MAIL = "hanako@example.jp"
PERSON = {"record_type": "profile", "channel": "website", "purposes": ["customer_support"], "source": "form",
          "items": {"name_kanji": "架空 花子", "email": MAIL}}
wrong = []


def expect(is_so, what):
    if not is_so:
        wrong.append(what)
    return is_so


def send(register, operation, body, headers=None, method="POST", path=None, timeout=30):
    """One request with these very bytes; status, headers, body as text."""
    connection = http.client.HTTPConnection("127.0.0.1", register.port, timeout=timeout)
    given = {"Content-Type": "application/json", "Authorization": "Bearer " + register.key}
    given |= headers or {}
    try:
        connection.request(method, path or "/v1/" + operation, body, {k: v for k, v in given.items() if v is not None})
    except (BrokenPipeError, ConnectionResetError):
        pass  # refused before it was sent to the end: the answer is there all the same
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read().decode()


def ask(register, operation, body, headers=None):
    status, _, text = send(register, operation, json.dumps(body), headers)
    return status, json.loads(text)


def is_problem(what, answer, status, code, secrets=(MAIL,)):
    """Whether the answer is a problem document of that status and code, in which no value stands."""
    got, headers, text = answer
    try:
        problem = json.loads(text)
    except ValueError:
        problem = {}
    codes = code if isinstance(code, tuple) else (code,)
    right = (got == status and problem.get("code") in codes and problem.get("status") == status
             and problem.get("title") and problem.get("detail")
             and headers.get("Content-Type") == "application/problem+json")
    expect(right, f"{what}: expected {status} {code}, got {got} {headers.get('Content-Type')} {text[:300]}")
    for secret in secrets:
        expect(secret not in text, f"{what}: a value stands in the answer")


def ledger_size(register):
    """How many entries there are, less the questions for it."""
    size, after = 0, None
    while True:
        status, answer = ask(register, "query_ledger", {"limit": 1000} | ({"after": after} if after else {}))
        if not expect(status == 200, f"the ledger is readable: {answer}"):
            return 0
        size += sum(1 for entry in answer["entries"] if entry["operation"] not in ("read_ledger", "retention_run"))
        after = answer.get("after")
        if not after:
            return size


def is_readable(register, subject, mail=MAIL):
    status, answer = ask(register, "use", {"subject": {"id": subject}, "purpose": "customer_support", "items": ["email"]})
    return status == 200 and answer.get("outcome") == "permitted" and answer["read"][0]["items"]["email"] == mail


def command(register, *arguments, **options):
    return subprocess.run([register.program, *arguments], capture_output=True, text=True, timeout=120, **options)


def passphrase(register):
    return ["--data", register.data, "--passphrase-file", register.folder / "passphrase"]


# Requests that are not what they should be: what, operation, bytes of the body, headers, status, code.
def malformed(subject):
    whole = json.dumps(PERSON, ensure_ascii=False)
    deep = '{"by":' * 2000 + "1" + "}" * 2000
    cp932 = whole.encode("cp932")
    return [
        ("no body", "acquire", b"", {}, 400, "invalid_json"),
        ("half a body", "acquire", whole.encode()[:60], {}, 400, "invalid_json"),
        ("a list", "acquire", b"[]", {}, 400, "invalid_json"),
        ("two objects", "acquire", b"{} {}", {}, 400, "invalid_json"),
        ("a comment", "acquire", b"{/* */}", {}, 400, "invalid_json"),
        ("a NUL byte in a text", "acquire", whole.encode().replace(b"form", b"fo\x00rm"), {}, 400, "invalid_json"),
        ("deep nesting", "acquire", deep.encode(), {}, 400, "too_deep"),
        ("deep lists", "find", b"[" * 100_000, {}, 400, ("too_deep", "invalid_json")),
        ("invalid UTF-8", "acquire", whole.encode().replace("架空".encode(), b"\xff\xfe\xfd"), {}, 400, "invalid_encoding"),
        ("an overlong form", "acquire", whole.encode().replace(b"form", b"\xc0\xafrm"), {}, 400, "invalid_encoding"),
        ("a surrogate in UTF-8", "acquire", whole.encode().replace(b"form", b"\xed\xa0\x80m"), {}, 400, "invalid_encoding"),
        ("a lone surrogate escape", "acquire", whole.encode().replace(b"form", b"\\ud800"), {}, 400, ("invalid_json", "invalid_encoding")),
        ("CP932", "acquire", cp932, {}, 400, "invalid_encoding"),
        ("UTF-16 with its mark", "acquire", whole.encode("utf-16"), {}, 400, ("invalid_encoding", "invalid_json")),
        ("UTF-16 without it", "acquire", whole.encode("utf-16-le"), {}, 400, ("invalid_encoding", "invalid_json")),
        ("a field twice", "acquire", b'{"source":"a","source":"b"}', {}, 400, "duplicate_field"),
        ("a field twice, once escaped", "acquire", b'{"source":"a","sourc\\u0065":"b"}', {}, 400, "duplicate_field"),
        ("an item twice", "acquire", whole.encode().replace(b'"name_kanji"', b'"email"'), {}, 400, "duplicate_field"),
        ("an unknown field", "acquire", json.dumps(PERSON | {MAIL: 1}).encode(), {}, 422, "unknown_field"),
        ("a missing field", "acquire", json.dumps({k: v for k, v in PERSON.items() if k != "source"}).encode(), {}, 422, "missing_field"),
        ("a number for a name", "acquire", json.dumps(PERSON | {"channel": 7}).encode(), {}, 422, "invalid_value"),
        ("null for a list", "acquire", json.dumps(PERSON | {"purposes": None}).encode(), {}, 422, "invalid_value"),
        ("a list for an object", "acquire", json.dumps(PERSON | {"items": [MAIL]}).encode(), {}, 422, "invalid_value"),
        ("a number for a value", "acquire", json.dumps(PERSON | {"items": {"email": 9}}).encode(), {}, 422, "invalid_value"),
        ("a list for a text", "acquire", json.dumps(PERSON | {"source": ["form"]}).encode(), {}, 422, "invalid_value"),
        ("not an e-mail", "acquire", json.dumps(PERSON | {"items": {"email": MAIL + " " + MAIL}}).encode(), {}, 422, "invalid_value"),
        ("an unknown channel", "acquire", json.dumps(PERSON | {"channel": MAIL}).encode(), {}, 422, "unknown_term"),
        ("an unknown item", "acquire", json.dumps(PERSON | {"items": {MAIL: "x"}}).encode(), {}, 422, "unknown_term"),
        ("a value too long", "acquire", json.dumps(PERSON | {"source": "x" * 70_000}).encode(), {}, 413, "too_large"),
        ("too many values", "acquire", json.dumps(PERSON | {"items": {f"i{n}": "" for n in range(300)}}).encode(), {}, 413, "too_large"),
        ("a huge body", "acquire", b'{"source":"' + b"x" * 5_000_000 + b'"}', {}, 413, "too_large"),
        ("an id of another kind", "use", json.dumps({"subject": {"id": "rec_" + subject[4:]}, "purpose": "customer_support", "items": ["email"]}).encode(), {}, 422, "invalid_value"),
        ("a person twice", "use", json.dumps({"subject": {"id": subject, "alias": "a"}, "purpose": "customer_support", "items": ["email"]}).encode(), {}, 422, "invalid_value"),
        ("a day that is none", "event", json.dumps({"subject": {"id": subject}, "event": "contract_ended", "on": "2026-02-30"}).encode(), {}, 422, "invalid_value"),
        ("a negative count", "query_ledger", b'{"limit":-1}', {}, 422, "invalid_value"),
        ("another media type", "acquire", whole.encode(), {"Content-Type": "text/plain"}, 415, "unsupported_media_type"),
        ("no media type", "acquire", whole.encode(), {"Content-Type": None}, 415, "unsupported_media_type"),
        ("no such operation", "acquire_all", whole.encode(), {}, 404, "not_found"),
        ("no key", "acquire", whole.encode(), {"Authorization": None}, 401, "unauthenticated"),
        ("a wrong key", "acquire", whole.encode(), {"Authorization": "Bearer dk_" + "0" * 52}, 401, "unauthenticated"),
        ("a key of 10 kB", "acquire", whole.encode(), {"Authorization": "Bearer " + "d" * 10_000}, 401, "unauthenticated"),
        ("a head of 20 kB", "acquire", whole.encode(), {"X-Long": "x" * 20_000}, 431, "header_too_large"),
        ("an Idempotency-Key with a space", "acquire", whole.encode(), {"Idempotency-Key": "a b"}, 422, "invalid_value"),
        ("an Idempotency-Key of 129", "acquire", whole.encode(), {"Idempotency-Key": "a" * 129}, 422, "invalid_value"),
        ("an unknown coding of the body", "acquire", whole.encode(), {"Content-Encoding": "gzip"}, 415, "unsupported_media_type"),
    ]


def requests_that_are_wrong(register, subject):
    before = ledger_size(register)
    for what, operation, body, headers, status, code in malformed(subject):
        is_problem(what, send(register, operation, body, headers), status, code)
    # A value in an address is refused, whatever it is about: addresses are copied into logs.
    for path, method, status, code in [
            ("/v1/use?email=" + MAIL, "POST", 400, "personal_value_in_address"),
            ("/v1/bulk/acquire?email=" + MAIL, "POST", 400, "personal_value_in_address"),
            ("/v1/use/" + MAIL, "POST", 404, "not_found"),
            ("/v1/use?email=" + MAIL, "GET", 405, "method_not_allowed"),
            ("/persons/" + MAIL, "GET", 404, "not_found"),
            ("/v1/use", "DELETE", 405, "method_not_allowed"),
            ("/v1/%zz", "POST", 400, ("invalid_encoding", "malformed_request")),
            ("/../../etc/passwd", "GET", 400, "invalid_encoding")]:
        media = "application/x-ndjson" if "bulk" in path else "application/json"
        is_problem(f"{method} {path}", send(register, "", b"{}" if method == "POST" else None, {"Content-Type": media}, method, path),
                   status, code)
    # Rows of a bulk request fail one by one.
    rows = [json.dumps(PERSON), "{", json.dumps(PERSON | {"channel": 7}), "\udcff", "[" * 5000]
    status, _, text = send(register, "", ("\n".join(rows) + "\n").encode("utf-8", "surrogateescape"),
                           {"Content-Type": "application/x-ndjson"}, path="/v1/bulk/acquire")
    found = {row["row"]: row["status"] for row in map(json.loads, text.splitlines())}
    expect(status == 200 and found == {1: 200, 2: 400, 3: 422, 4: 400, 5: 400}, f"rows of a bulk: {status} {found}")
    expect(ledger_size(register) == before + 1, "something of what was refused was done")
    expect(MAIL not in (register.folder / "server.log").read_text(), "a value stands in the log")


def a_key_that_comes_with_another_body(register, subject):
    before = ledger_size(register)
    first = ask(register, "acquire", PERSON, {"Idempotency-Key": "once"})[1]
    again = ask(register, "acquire", PERSON, {"Idempotency-Key": "once"})[1]
    expect(again.get("repeated") is True and again["ledger_entry"] == first["ledger_entry"], f"a repetition: {again}")
    other = json.dumps(PERSON | {"source": "another form"})
    is_problem("another body", send(register, "acquire", other, {"Idempotency-Key": "once"}), 422, "idempotency_key_reused")
    is_problem("another operation", send(register, "erase", json.dumps({"subject": {"id": subject}}), {"Idempotency-Key": "once"}),
               422, "idempotency_key_reused")
    expect(ledger_size(register) == before + 1, "a repetition was done again")


def a_policy_with_errors(register, subject):
    in_force = send(register, "", None, method="GET", path="/v1/policy")[2]
    text = (register.folder / "policy.yaml").read_text()
    for what, policy, code in [("not YAML", "a: [", "policy_invalid"), ("empty", "", "policy_invalid"),
                               ("without its clauses", text[:400], "policy_invalid"),
                               ("an item that nobody declares", text.replace("items: [", "items: [nobody_declares, ", 1), "policy_invalid"),
                               ("a YAML bomb", "a: &a [1,1]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)},*{chr(97 + n)}]\n" for n in range(20)), "policy_invalid"),
                               ("nested deep", "[" * 5000, "policy_invalid")]:
        is_problem(what, send(register, "publish_policy", json.dumps({"yaml": policy})), 422, code)
    expect(send(register, "", None, method="GET", path="/v1/policy")[2] == in_force, "the policy in force is another")


def connections(register, subject):
    """Slow ones (slow loris), half ones, and more than there may be."""
    slow = []
    for number in range(200):
        one = socket.create_connection(("127.0.0.1", register.port))
        one.sendall(b"POST /v1/use HTTP/1.1\r\nHost: x\r\n")
        slow.append(one)
    body = socket.create_connection(("127.0.0.1", register.port))
    body.sendall(b"POST /v1/use HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
    began = time.monotonic()
    while time.monotonic() - began < 8:
        for one in slow[::10]:
            one.sendall(b"X-A: b\r\n")
        start = time.monotonic()
        expect(is_readable(register, subject), "beside slow connections nobody is served")
        expect(time.monotonic() - start < 2, "beside slow connections others wait")
        time.sleep(0.5)
    ended = 0
    for one in slow + [body]:
        one.settimeout(15)
        try:
            answer = one.recv(4096)
        except OSError:
            answer = b""
        ended += b" 408 " in answer and b"request_timeout" in answer
        one.close()
    expect(ended == len(slow) + 1, f"{ended} of {len(slow) + 1} slow connections were told 408")
    for bytes_sent in (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n\r\n",
                       b"POST /v1/use HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                       b"POST /v1/use HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                       b"GET /healthz HTTP/1.1\r\n\r\n", b"A" * 100_000):
        one = socket.create_connection(("127.0.0.1", register.port))
        one.settimeout(15)
        try:
            one.sendall(bytes_sent)
            one.shutdown(socket.SHUT_WR)
            answer = one.recv(65536)
        except OSError:
            answer = b""  # cut off: what was sent is no HTTP
        expect(answer == b"" or b" 400 " in answer or b" 431 " in answer or b" 505 " in answer or b" 501 " in answer,
               f"no HTTP {bytes_sent[:30]}: {answer[:80]}")
        one.close()
    too_many(register, subject)


def too_many(register, subject):
    limit = 10_000
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, limit + 1000), hard))
    opened, refused = [], b""
    for _ in range(limit + 20):
        one = socket.create_connection(("127.0.0.1", register.port))
        opened.append(one)
    # Those beyond the limit are told, as many at a time as the server has leisure for; the rest are cut off.
    time.sleep(1)
    for one in opened[-400:]:
        one.setblocking(False)
        try:
            refused = refused or one.recv(65536)
        except OSError:
            pass  # served, and nothing to say yet
    expect(b" 503 " in refused and b"Retry-After" in refused and b"problem+json" in refused, f"one connection too many: {refused[:200]}")
    for one in opened:
        one.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    until = time.monotonic() + 15
    while time.monotonic() < until:
        try:
            if is_readable(register, subject):
                return
        except OSError:
            time.sleep(0.2)
    expect(False, "after too many connections nobody is served")


def a_full_disk(register, subject):
    disk = Path(os.environ["FULL_DISK_FILE"])
    before = ledger_size(register)
    disk.write_text("nearly")
    answer = send(register, "acquire", json.dumps(PERSON))
    is_problem("nearly full: a write", answer, 507, "storage_full")
    expect("Retry-After" in answer[1], "nearly full: when to try again")
    is_problem("nearly full: a read, which is a write in the ledger", send(register, "use", json.dumps(
        {"subject": {"id": subject}, "purpose": "customer_support", "items": ["email"]})), 507, "storage_full")
    expect(send(register, "", None, method="GET", path="/policy")[0] == 200, "what writes nothing goes on")
    disk.write_text("")
    expect(is_readable(register, subject), "with room again it goes on by itself")
    expect(ledger_size(register) == before + 1, "something of what was refused was done")
    disk.write_text("full")
    answers = [send(register, "acquire", json.dumps(PERSON), {"Idempotency-Key": "full"}) for _ in range(2)]
    for answer in answers:
        is_problem("full in the midst of a write", answer, answer[0], ("outcome_unknown", "unavailable", "storage_full"))
        expect(answer[0] in (503, 507), f"full: {answer[0]}")
    register.server.terminate()
    register.server.wait(timeout=60)
    disk.write_text("")
    register.start()
    expect(is_readable(register, subject), "after a full disk nothing is lost")
    status, answer = ask(register, "acquire", PERSON, {"Idempotency-Key": "full"})
    expect(status == 200, f"what was unknown is asked again: {answer}")
    expect(ledger_size(register) == before + 3, "it was done once")


def rows(register):
    return sorted(path for path in (register.data / "store").rglob("*") if path.is_file() and path.stat().st_size > 0)


def damaged_files(register, subject):
    """Each file of the store is damaged in turn: the server refuses to start, or answers what it can; never wrongly."""
    register.stop()
    register.start()  # so that all rows are in table files
    register.stop()
    names = [path.name for path in rows(register) if path.suffix == ".sst"] + ["FORMAT", "CURRENT", "MANIFEST-", "OPTIONS-"]
    expect(len(names) >= 7, f"there are files to damage: {names}")
    refusals = 0
    for name in names:
        # The names of some change from start to start, and table files are merged.
        path = next((path for path in rows(register) if path.name.startswith(name)), None)
        if path is None:
            continue
        whole = path.read_bytes()
        damaged = bytearray(whole)
        for at in range(len(whole) // 3, len(whole) // 3 + min(64, len(whole) - len(whole) // 3)):
            damaged[at] ^= 0x5a
        path.write_bytes(damaged)
        served = subprocess.Popen([register.program, "serve", "--port", str(register.port), *passphrase(register)],
                                  stderr=subprocess.PIPE, text=True)
        answered = None
        for _ in range(100):
            if served.poll() is not None:
                break
            try:
                answered = ask(register, "use", {"subject": {"id": subject}, "purpose": "customer_support", "items": ["email"]})
                break
            except OSError:
                time.sleep(0.1)
        if served.poll() is None:
            served.terminate()
            served.wait(timeout=60)
        said = served.stderr.read()
        if answered is None:
            refusals += 1
            expect(served.returncode in (5, 6, 7) and ("corrupt" in said or "wrong" in said or "invalid" in said),
                   f"a damaged {path.name}: exit {served.returncode}, {said[-300:]}")
        else:
            status, answer = answered
            right = status == 200 and answer.get("outcome") == "permitted" and answer["read"][0]["items"]["email"] == MAIL
            honest = status == 500 and answer.get("code") == "corrupt"
            refusals += honest
            expect(right or honest, f"a damaged {path.name}: {status} {answer}")
        path.write_bytes(whole)
    expect(refusals > 0, "no damage was noticed")
    register.start()
    expect(is_readable(register, subject), "with its files back nothing is lost")


def a_damaged_ledger(register, subject):
    register.stop()
    folder = register.folder / "exported"
    expect(command(register, "ledger", "export", folder, *passphrase(register)).returncode == 0, "the ledger is exported")
    verify = ["ledger", "verify", folder, "--key", register.data / "ledger-key"]
    expect(command(register, *verify).returncode == 0, "the ledger verifies")
    entries = [path for path in folder.rglob("*") if path.is_file() and "entries" in path.parts and path.stat().st_size > 300]
    expect(len(entries) > 0, "there are entries to damage")
    for path in entries[:3]:
        whole = path.read_bytes()
        path.write_bytes(whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])
        found = command(register, *verify)
        place = str(path.relative_to(folder)).split("/")[1] if len(path.relative_to(folder).parts) > 1 else path.name
        expect(found.returncode == 7, f"a damaged entry: exit {found.returncode}")
        expect(place in found.stdout + found.stderr, f"the place of the damage is said: {found.stdout} {found.stderr}")
        path.write_bytes(whole)
    path = entries[0]
    whole = path.read_bytes()
    path.unlink()
    expect(command(register, *verify).returncode == 7, "a missing file of the ledger")
    path.write_bytes(whole)
    expect(command(register, *verify).returncode == 0, "with its files back it verifies")
    register.start()


def starts_that_are_refused(register, subject):
    def refused(what, exit_code, text, *arguments, **options):
        found = command(register, *arguments, **options)
        expect(found.returncode == exit_code and text in found.stderr, f"{what}: exit {found.returncode}, {found.stderr}")

    refused("a second server on the folder", 6, "already_in_use", "serve", "--port", "0", *passphrase(register))
    refused("the key of a served folder", 6, "already_in_use", "rotate-key", *passphrase(register))
    refused("the port of another", 6, "already_in_use", "serve", "--port", str(register.port),
            "--data", register.folder / "second", "--passphrase-file", register.folder / "passphrase") if (
        command(register, "init", "--policy", register.folder / "policy.yaml", "--buckets", "2", "--data",
                register.folder / "second", "--passphrase-file", register.folder / "passphrase").returncode == 0
    ) else expect(False, "a second register is made")
    expect(is_readable(register, subject), "the first server goes on")
    register.stop()
    (register.folder / "other").write_text("another passphrase\n")
    (register.folder / "nothing").write_text("\n")
    refused("a wrong passphrase", 5, "wrong_passphrase", "serve", "--data", register.data, "--passphrase-file", register.folder / "other")
    refused("an empty passphrase", 3, "invalid_value", "serve", "--data", register.data, "--passphrase-file", register.folder / "nothing")
    refused("no passphrase", 2, "usage", "serve", "--data", register.data)
    refused("a passphrase file that is not there", 3, "file_not_readable", "serve", "--data", register.data, "--passphrase-file", "/nowhere")
    refused("a folder that is not there", 4, "not_found", "serve", "--data", register.folder / "nowhere", "--passphrase-file", register.folder / "passphrase")
    refused("a register that is made twice", 4, "file_exists", "init", "--policy", register.folder / "policy.yaml", "--buckets", "8", *passphrase(register))
    (register.folder / "bad.yaml").write_text("daicho: 1\n")
    refused("a register of a policy with errors", 3, "policy_invalid", "init", "--policy", register.folder / "bad.yaml",
            "--data", register.folder / "third", "--passphrase-file", register.folder / "passphrase")
    refused("an address of nobody", 3, "invalid_value", "serve", "--address", "nobody", *passphrase(register))
    refused("too few open files", 6, "files_needed", "serve", "--port", "0", *passphrase(register),
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024)))
    register.start()


CASES = [requests_that_are_wrong, a_key_that_comes_with_another_body, a_policy_with_errors, connections, a_full_disk,
         damaged_files, a_damaged_ledger, starts_that_are_refused]


def main():
    program, policy, library = os.path.abspath(sys.argv[1]), sys.argv[2], os.path.abspath(sys.argv[3])
    chosen = [case for case in CASES if not sys.argv[4:] or case.__name__ in sys.argv[4:]]
    register = Register(program, policy)
    shutil.copy(policy, register.folder / "policy.yaml")
    (register.folder / "disk").write_text("")
    os.environ |= {"LD_PRELOAD": library, "FULL_DISK_FILE": str(register.folder / "disk")}
    register.start()
    try:
        run(register, chosen)
    finally:
        if register.server.poll() is None:
            register.kill()
    for line in wrong:
        print(line)
    if wrong:
        print(f"left for inspection: {register.folder}")
        return 1
    shutil.rmtree(register.folder)
    return 0


def run(register, chosen):
    subject = ask(register, "acquire", PERSON)[1]["subject"]
    for case in chosen:
        known = len(wrong)
        began = time.monotonic()
        case(register, subject)
        expect(is_readable(register, subject), "afterwards the person is not readable")
        for at in range(known, len(wrong)):
            wrong[at] = f"{case.__name__}: {wrong[at]}"
        print(f"{case.__name__}: {len(wrong) - known} wrong, {time.monotonic() - began:.1f} s", flush=True)
    register.stop()
    exported = command(register, "ledger", "export", register.folder / "ledger", *passphrase(register))
    verified = command(register, "ledger", "verify", register.folder / "ledger", "--key", register.data / "ledger-key")
    expect(exported.returncode == 0 and verified.returncode == 0, f"the ledger verifies: {verified.stdout}")


if __name__ == "__main__":
    sys.exit(main())
