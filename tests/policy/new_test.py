# SPDX-License-Identifier: Apache-2.0
"""`policy new` interviews a company and writes a first policy that the checker finds nothing in."""
import tempfile
import unittest
from pathlib import Path

from program import main, run, run_json

ANSWERS = """
company_ja: 架空商店株式会社
company_en: Kaku Shoten K.K.
address_ja: 〒100-0000 東京都千代田区架空町1丁目2番3号
address_en: 1-2-3 Kakucho, Chiyoda-ku, Tokyo 100-0000
representative_ja: 代表取締役 見本 花子
representative_en: Hanako Mihon, President
telephone: 03-0000-0000
email: privacy@example.jp
effective: 2027-04-01
items: [name, email, health, web]
purposes: [service, inquiries, news]
contractors: abroad
countries_ja: アメリカ合衆国
countries_en: United States
cookies: "yes"
"""
# What a person types: the default is taken by an empty line, and a wrong answer is asked again.
TYPED = """shop
架空商店株式会社
Kaku Shoten K.K.
〒100-0000 東京都千代田区架空町1丁目2番3号
1-2-3 Kakucho, Chiyoda-ku, Tokyo 100-0000
代表取締役 見本 花子
Hanako Mihon, President
03-0000-0000
privacy@example.jp
the first of April
2027-04-01
""" + "\n" * 12


class New(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.answers = self.folder / "answers.yaml"
        self.answers.write_text(ANSWERS, encoding="utf-8")
        self.policy = self.folder / "policy.yaml"

    def test_writes_a_policy_that_passes_strictly_and_serves(self):
        run("policy", "new", "--answers", self.answers, "--out", self.policy)
        run("policy", "check", "--strict", self.policy)
        for language in ("--ja", "--en"):
            self.assertIn("<!DOCTYPE html>", run("policy", "render", self.policy, language))
        coverage = run_json("policy", "coverage", self.policy)["files"][0]
        self.assertTrue(all(clause["rules"] for clause in coverage["clauses"]))

    def test_explains_the_answers_that_mean_something_in_law(self):
        made = run_json("policy", "new", "--answers", self.answers)
        articles = [one["article"] for one in made["consequences"]]
        for article in ("appi-20-2", "appi-28-1", "tba-27-12", "email-act-3"):
            self.assertIn(article, articles)
        self.assertIn("個人情報保護法第28条第1項", run("policy", "new", "--answers", self.answers, "--ja"))

    def test_asks_a_person(self):
        made = run("policy", "new", "--ja", stdin=TYPED)
        self.policy.write_text(made, encoding="utf-8")
        self.assertIn("policy: shop\n", made)
        run("policy", "check", "--strict", self.policy)

    def test_refuses_what_it_cannot_use(self):
        cases = {
            "an unknown question": ANSWERS + "colour: red\n",
            "a wrong form": ANSWERS.replace("effective: 2027-04-01", "effective: soon"),
            "an unknown choice": ANSWERS.replace("contractors: abroad", "contractors: many"),
            "a missing answer": ANSWERS.replace("company_ja: 架空商店株式会社\n", ""),
        }
        for name, text in cases.items():
            with self.subTest(case=name):
                self.answers.write_text(text, encoding="utf-8")
                run("policy", "new", "--answers", self.answers, expect=3)
        run("policy", "new", stdin="", expect=3)

    def test_overwrites_nothing(self):
        self.policy.write_text("mine", encoding="utf-8")
        run("policy", "new", "--answers", self.answers, "--out", self.policy, expect=4)
        self.assertEqual(self.policy.read_text(encoding="utf-8"), "mine")


main()
