# SPDX-License-Identifier: Apache-2.0
"""`policy test` plays scenario files for the people who write policies."""
import tempfile
import unittest
import xml.etree.ElementTree as xml
from pathlib import Path

from program import ROOT, main, run, run_json

A = ROOT / "policies" / "a-mail-delivery.yaml"
SCENARIOS = ROOT / "policies" / "scenarios"
STOP = SCENARIOS / "a-mail-delivery" / "stop-direct-mail.scenario"


class Scenarios(unittest.TestCase):
    def test_a_folder_is_played_as_far_as_it_is_about_the_policy(self):
        played = run_json("policy", "test", A, SCENARIOS)["scenarios"]
        self.assertEqual(len(played), len(list((SCENARIOS / "a-mail-delivery").glob("*.scenario"))))
        self.assertTrue(all(case["passed"] for one in played for case in one["cases"]))

    def test_a_wrong_expectation_fails_with_its_line(self):
        text = STOP.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            wrong = Path(folder) / "wrong.scenario"
            wrong.write_text(text.replace("expect: denied", "expect: permitted", 1), encoding="utf-8")
            (one,) = run_json("policy", "test", A, wrong, expect=1)["scenarios"]
            (fault,) = [case for case in one["cases"] if not case["passed"]]
            self.assertIn("expected permitted", fault["fault"])
            self.assertRegex(wrong.read_text(encoding="utf-8").splitlines()[fault["line"] - 1], r"^  - use:")
            report = xml.fromstring(run("policy", "test", A, wrong, "--format", "junit", expect=1))
            self.assertEqual([s.get("failures") for s in report], ["1"])
            self.assertIn(f"wrong.scenario:{fault['line']}: ", run("policy", "test", A, wrong, expect=1))

    def test_what_is_no_scenario_is_said(self):
        with tempfile.TemporaryDirectory() as folder:
            broken = Path(folder) / "broken.scenario"
            broken.write_text("policy: a-mail-delivery\nsteps: [\n", encoding="utf-8")
            run("policy", "test", A, broken, expect=1)
            broken.write_text("policy: a-mail-delivery\nsteps: []\n", encoding="utf-8")
            run("policy", "test", A, broken, expect=1)
            broken.write_text("policy: another\nsteps: []\n", encoding="utf-8")
            run("policy", "test", A, broken, expect=4)
            run("policy", "test", A, Path(folder) / "none.scenario", expect=3)


main()
