#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rules about the source tree, held as a test. Prints each breach with its place and ends with 1 if there is any.

Usage: check.py [ROOT]; `check.py --self-test` shows that each rule can fail.
"""

import re
import sys
import tempfile
from pathlib import Path

# The floors of src/, from the ground up. A folder includes only lower floors, and itself.
FLOORS = [
    {"base"},
    {"text", "crypto", "store"},
    {"law", "policy", "ledger", "vault", "intake", "discovery"},
    {"service", "letters"},
    {"http", "scenario", "cli"},
    {"main"},
]
# One folder alone includes these.
LIBRARIES = {
    "openssl/": "crypto",
    "argon2.h": "crypto",
    "rocksdb/": "store",
    "unicode/": "text",
    "boost/": "http",
    "curl/": "http",
    "CLI/": "cli",
}
# cli stands on the same floor as http and scenario and uses them; no other mates meet.
MATES = {("cli", "http"), ("cli", "scenario"), ("vault", "text"), ("http", "http")}
FORBIDDEN_NAMES = re.compile(r"^(util|utils|common|core|helper|helpers|manager|handler|data|info|misc)(_|\.|$)")
FORBIDDEN_WORDS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SOURCE = {".h", ".cc", ".inc"}
LINES_MAX = 560
# The clock is read once per request, by the line and by main.
CLOCK_READERS = {"service", "http", "scenario", "cli", "main", "base", "store"}


def floor_of(folder):
    for number, folders in enumerate(FLOORS):
        if folder in folders:
            return number
    return None


def check_includes(path, folder, text, report):
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#include\s+["<]([^">]+)[">]', line)
        if not found:
            continue
        included = found.group(1)
        for prefix, owner in LIBRARIES.items():
            if included.startswith(prefix) and folder != owner:
                report(path, number, f"only {owner}/ includes {prefix}")
        other = included.split("/")[0]
        if "/" not in included or floor_of(other) is None or other == folder:
            continue
        if floor_of(other) > floor_of(folder):
            report(path, number, f"{folder}/ includes {other}/ from a higher floor")
        if floor_of(other) == floor_of(folder) and (folder, other) not in MATES:
            report(path, number, f"{folder}/ includes its floor-mate {other}/")


def check_file(root, path, report):
    relative = path.relative_to(root)
    parts = relative.parts
    text = path.read_text(encoding="utf-8")
    if FORBIDDEN_NAMES.match(path.name):
        report(path, 1, "this name says nothing; name what it decides")
    if path.suffix in {".h", ".cc"} and "SPDX-License-Identifier: Apache-2.0" not in text[:200]:
        report(path, 1, "the licence line is missing")
    if path.suffix == ".h" and "#pragma once" not in text:
        report(path, 1, "a header says #pragma once")
    lines = text.splitlines()
    if len(lines) > LINES_MAX:
        report(path, LINES_MAX, f"{len(lines)} lines: this file grew two ideas")
    for number, line in enumerate(lines, 1):
        if FORBIDDEN_WORDS.search(line):
            report(path, number, "what is not done is an issue, not a comment")
        if parts[0] == "src" and re.search(r"\bnow\(\)", line) and parts[1] not in CLOCK_READERS and "_test" not in path.name:
            report(path, number, "time comes in as an argument here")
    if parts[0] == "src" and len(parts) > 2:
        check_includes(path, parts[1], text, report)


def check_scenarios(root, report):
    """Every operation is asked for in at least one scenario."""
    asked = set()
    for path in (root / "policies").rglob("*.scenario"):
        asked.update(re.findall(r"^  - (\w+):", path.read_text(encoding="utf-8"), re.MULTILINE))
    if "retention" in asked:  # the verb that reads better
        asked.add("retention_run")
    for path in sorted((root / "src" / "service" / "operations").glob("*.cc")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r'const OperationRow \w+\{"(\w+)"', text):
            if found.group(1) not in asked:
                report(path, text.count("\n", 0, found.start()) + 1, f"no scenario asks for {found.group(1)}")


def check_tree(root):
    breaches = []

    def report(path, line, message):
        breaches.append(f"{path.relative_to(root)}:{line}: {message}")

    for folder in ("src", "tests", "bench", "demo"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SOURCE and path.is_file():
                check_file(root, path, report)
    check_scenarios(root, report)
    return breaches


def self_test():
    """Each rule, broken once in a small tree of its own."""
    broken = {
        "src/base/a.h": ("#pragma once\n", "licence"),
        "src/base/b.h": ("// SPDX-License-Identifier: Apache-2.0\n", "#pragma once"),
        "src/base/c.cc": ('// SPDX-License-Identifier: Apache-2.0\n#include "store/store.h"\n', "higher floor"),
        "src/policy/d.cc": ('// SPDX-License-Identifier: Apache-2.0\n#include "vault/sealer.h"\n', "floor-mate"),
        "src/vault/e.cc": ("// SPDX-License-Identifier: Apache-2.0\n#include <openssl/evp.h>\n", "only crypto/"),
        "src/policy/f.cc": ("// SPDX-License-Identifier: Apache-2.0\nauto t = clock.now();\n", "time comes in"),
        "src/base/util.cc": ("// SPDX-License-Identifier: Apache-2.0\n", "says nothing"),
        "src/base/g.cc": ("// SPDX-License-Identifier: Apache-2.0\n// " + "TO" + "DO: later\n", "not done"),
        "src/service/operations/i.cc": ("// SPDX-License-Identifier: Apache-2.0\nconst OperationRow i_row{\"i\", 1};\n", "no scenario"),
        "src/base/h.cc": ("// SPDX-License-Identifier: Apache-2.0\n" * (LINES_MAX + 1), "two ideas"),
    }
    failed = 0
    for name, (text, expected) in broken.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / name).parent.mkdir(parents=True)
            (root / name).write_text(text, encoding="utf-8")
            found = check_tree(root)
            if len(found) != 1 or expected not in found[0]:
                print(f"{name}: expected one breach '{expected}', found {found}")
                failed += 1
    print(f"{len(broken) - failed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    if sys.argv[1:] == ["--self-test"]:
        return self_test()
    root = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    breaches = check_tree(root)
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
