# SPDX-License-Identifier: Apache-2.0
"""`policy check` shows every defect with its place, and speaks the formats that tools read."""
import json
import tempfile
import unittest
from pathlib import Path

from program import POLICIES, ROOT, main, run, run_json

B = ROOT / "policies" / "b-consulting.yaml"
# One defect each, put into policy B: what is replaced, by what, and what is found then.
DEFECTS = [
    ("number: \"5\"\n", "number: \"6\"\n", "numbering_gap"),
    ("300円をいただきます。そのほかのご請求は無料です。", "300円です。訂正の手数料は500円です。", "fee_on_free_request"),
    ("〒100-0000 東京都千代田区架空町1丁目2番3号 見本ビル4階\n        - 代表者", "〒100-0000 東京都千代田区仮空町1丁目2番3号 見本ビル4階\n        - 代表者", "address_differs"),
    ("電話 03-1234-0001", "電話 03-1234-0002", "contact_differs"),
    ("2026年4月1日 制定", "平成38年4月1日 制定", "wareki_doubtful"),
    ("3 years from the inquiry", "4 years from the inquiry", "translation_numbers_differ"),
    ("        - Nationality\n", "", "translation_items_differ"),
    ("それ以外の目的で利用するときは", "関連する目的を含みます。それ以外の目的で利用するときは", "related_without_reasoning"),
    ("label: {ja: カスタマーサポート, en: Customer support}", "label: {ja: 事業活動, en: Business activities}", "vague_purpose"),
    ("statutes: [corporate_tax_59, companies_act_432]", "statutes: [corporate_tax_99]", "unknown_statute"),
]


class Check(unittest.TestCase):
    def test_the_shipped_policies_have_no_error(self):
        for path in POLICIES:
            with self.subTest(policy=path.name):
                run("policy", "check", path)

    def test_every_defect_is_found_at_its_place(self):
        text = B.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            for was, now, code in DEFECTS:
                with self.subTest(code=code):
                    self.assertIn(was, text)
                    broken = Path(folder) / "policy.yaml"
                    broken.write_text(text.replace(was, now, 1), encoding="utf-8")
                    found = json.loads(self.run_any("policy", "check", broken, "--json"))["files"][0]["findings"]
                    hits = [f for f in found if f["code"] == code]
                    self.assertTrue(hits, [f["code"] for f in found])
                    self.assertGreater(hits[0]["line"], 0)
                    self.assertTrue(hits[0]["message"] and hits[0]["way_out"])

    @staticmethod
    def run_any(*arguments):
        try:
            return run(*arguments)
        except AssertionError:
            return run(*arguments, expect=1)

    def test_strict_fails_on_a_warning(self):
        run("policy", "check", B)
        run("policy", "check", B, "--strict", expect=1)

    def test_the_law_of_another_day_may_be_asked(self):
        # Nothing of the law data holds in 2001, so the policy cites what is not there.
        self.assertIn("law_lacks_citation", run("policy", "check", B, "--as-of", "2001-01-01", "--en", expect=1))
        run("policy", "check", B, "--as-of", "tomorrow", expect=3)

    def test_sarif_is_what_tools_read(self):
        log = json.loads(run("policy", "check", *POLICIES, "--format", "sarif", "--en"))
        self.assertEqual(log["version"], "2.1.0")
        (only,) = log["runs"]
        rules = only["tool"]["driver"]["rules"]
        self.assertEqual(len({rule["id"] for rule in rules}), len(rules))
        self.assertTrue(only["results"])
        for result in only["results"]:
            self.assertEqual(rules[result["ruleIndex"]]["id"], result["ruleId"])
            self.assertIn(result["level"], {"error", "warning", "note"})
            place = result["locations"][0]["physicalLocation"]
            self.assertTrue(place["artifactLocation"]["uri"].endswith(".yaml"))
            self.assertGreaterEqual(place["region"]["startLine"], 1)
            self.assertGreaterEqual(place["region"]["startColumn"], 1)

    def test_json_names_each_file(self):
        files = run_json("policy", "check", *POLICIES)["files"]
        self.assertEqual([f["file"] for f in files], [str(p) for p in POLICIES])


main()
