# SPDX-License-Identifier: Apache-2.0
"""Every promise of the register is accounted for by the policy that must keep it."""
import re
import tempfile
import unittest
from pathlib import Path

from program import POLICIES, ROOT, main, run, run_json

# How many promises of each series there are; their ids run without a gap.
SERIES = {"A": 72, "B": 133, "C": 56, "D": 73}
GAPS = {"Z": 8, "A-G": 10, "B-G": 11, "C-G": 10, "D-G": 10, "X": 30}
REGISTER = ROOT / "policies" / "promises.yaml"


class Register(unittest.TestCase):
    def test_lists_every_promise_once(self):
        found = re.findall(r"^  - \{id: ([A-D]-\d{3}),", REGISTER.read_text(encoding="utf-8"), re.M)
        self.assertEqual(found, [f"{s}-{n:03}" for s, count in SERIES.items() for n in range(1, count + 1)])

    def test_lists_every_gap_once(self):
        found = re.findall(r"^  - \{id: (\S+), treatment", REGISTER.read_text(encoding="utf-8"), re.M)
        expected = [f"{s}{'' if s.endswith('G') else '-'}{n}" for s, count in GAPS.items() for n in range(1, count + 1)]
        self.assertEqual(found, expected)


class Coverage(unittest.TestCase):
    def test_every_promise_of_a_shipped_policy_is_kept_by_something(self):
        for path in POLICIES:
            with self.subTest(policy=path.name):
                file = run_json("policy", "coverage", path)["files"][0]
                self.assertEqual(file["unlisted"], [])
                self.assertEqual([p["id"] for p in file["promises"] if p["state"] == "gap"], [])
                series = path.name[0].upper()
                self.assertEqual(len(file["promises"]), SERIES[series])
                for promise in file["promises"]:
                    self.assertTrue(promise["rules"] or promise["state"] == "finding", promise["id"])

    def test_every_rule_with_evidence_is_watched(self):
        for path in POLICIES:
            for clause in run_json("policy", "coverage", path)["files"][0]["clauses"]:
                for rule in clause["rules"]:
                    if "evidence" in rule:
                        self.assertEqual(rule["state"], "watched")

    def test_a_promise_whose_rule_is_taken_away_is_a_gap(self):
        text = (ROOT / "policies" / "b-consulting.yaml").read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder) / "b.yaml"
            broken.write_text(text.replace("promises: [B-107]", "promises: [B-106]"), encoding="utf-8")
            file = run_json("policy", "coverage", broken, "--promises", REGISTER, expect=1)["files"][0]
            gaps = [p["id"] for p in file["promises"] if p["state"] == "gap"]
            self.assertEqual(gaps, ["B-107"])

    def test_scenarios_show_promises_kept_and_broken(self):
        path = ROOT / "policies" / "b-consulting.yaml"
        file = run_json("policy", "coverage", path, "--scenarios", ROOT / "policies" / "scenarios")["files"][0]
        shown = {p["id"]: p for p in file["promises"]}
        self.assertTrue(shown["B-107"]["kept"] and shown["B-107"]["broken"])
        for place in shown["B-107"]["kept"]:
            line = Path(place["file"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
            self.assertRegex(line, r"^  - \w+:")

    def test_speaks_japanese_and_english(self):
        path = ROOT / "policies" / "a-mail-delivery.yaml"
        self.assertIn("証拠で管理", run("policy", "coverage", path, "--ja"))
        self.assertIn("left open  Clause 7 is absent", run("policy", "coverage", path, "--en"))


main()
