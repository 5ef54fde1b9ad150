# SPDX-License-Identifier: Apache-2.0
"""Runs `daicho` as a user does."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

PROGRAM = sys.argv[1]
ROOT = Path(sys.argv[2])
POLICIES = sorted(p for p in (ROOT / "policies").glob("*.yaml") if p.name != "promises.yaml")


def run(*arguments, expect=0, stdin=None):
    """The output of `daicho ARGUMENTS`, which must end with `expect`."""
    done = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, text=True, check=False)
    assert done.returncode == expect, f"{arguments}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def run_json(*arguments, expect=0, stdin=None):
    return json.loads(run(*arguments, "--json", "--en", expect=expect, stdin=stdin))


def main():
    unittest.main(argv=[sys.argv[0]], verbosity=1)
