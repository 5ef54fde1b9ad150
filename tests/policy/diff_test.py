# SPDX-License-Identifier: Apache-2.0
"""`policy diff` tells an officer what an amendment asks for."""
import tempfile
import unittest
from pathlib import Path

from program import ROOT, main, run, run_json

B = ROOT / "policies" / "b-consulting.yaml"
# (was, becomes, kind, need)
AMENDMENTS = [
    ("items: [survey_answers, service_rating, service_usage]", "items: [survey_answers, service_rating, service_usage, sex]", "purposes", "consent"),
    ("period: 3 years\n        without_delay: 30 days\n        erase: [complete_deletion, shredder]", "period: 4 years\n        without_delay: 30 days\n        erase: [complete_deletion, shredder]", "retention", "notice"),
    ("label: {ja: 国籍, en: Nationality}", "label: {ja: 国籍・地域, en: Nationality}", "items", "publication"),
    ("      - stop: telephone\n        label: {ja: 電話による営業の停止, en: Stop of sales calls}\n        blocks: {media: [telephone]}\n        promises: [B-053]\n", "", "rights", "notice"),
    ("evidence: update_report\n        every: 1 month", "evidence: update_report\n        every: 3 months", "other", "publication"),
]


class Diff(unittest.TestCase):
    def test_nothing_changes_between_a_file_and_itself(self):
        self.assertEqual(run_json("policy", "diff", B, B)["changes"], [])

    def test_each_amendment_has_its_kind_and_need(self):
        text = B.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            for was, becomes, kind, need in AMENDMENTS:
                with self.subTest(was=was[:40]):
                    self.assertIn(was, text)
                    after = Path(folder) / "after.yaml"
                    after.write_text(text.replace(was, becomes, 1), encoding="utf-8")
                    (change,) = run_json("policy", "diff", B, after, expect=1)["changes"]
                    self.assertEqual((change["kind"], change["need"]), (kind, need))
                    self.assertTrue(change["message"])

    def test_speaks_japanese_and_english(self):
        other = ROOT / "policies" / "a-mail-delivery.yaml"
        self.assertIn("本人の同意がある場合に限る", run("policy", "diff", B, other, "--ja", expect=1))
        self.assertIn("two different policies", run("policy", "diff", B, other, "--en", expect=1))


main()
