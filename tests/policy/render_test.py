# SPDX-License-Identifier: Apache-2.0
"""The public page is one well-formed, accessible document that says what it is."""
import hashlib
import re
import unittest
from html.parser import HTMLParser

from program import POLICIES, main, run, run_json

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What a browser or a screen reader builds of the page; faults of nesting stand in `faults`."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.tags, self.ids, self.links, self.headings, self.metas = [], [], [], [], [], [], {}
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.tags.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "meta" and "name" in values:
            self.metas[values["name"]] = values["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


class Render(unittest.TestCase):
    def pages(self):
        for path in POLICIES:
            for language in ("ja", "en"):
                with self.subTest(policy=path.name, language=language):
                    text = run("policy", "render", path, f"--{language}")
                    yield path, language, text, Page(text)

    def test_is_well_formed_and_has_its_landmarks(self):
        for _, language, text, page in self.pages():
            self.assertTrue(text.startswith("<!DOCTYPE html>\n"))
            self.assertEqual(page.faults, [])
            self.assertEqual(len(page.ids), len(set(page.ids)))
            self.assertEqual(dict(page.tags)["html"]["lang"], language)
            names = [tag for tag, _ in page.tags]
            for landmark in ("main", "header", "nav", "footer", "h1", "title"):
                self.assertEqual(names.count(landmark), 1, landmark)
            self.assertTrue(all("aria-labelledby" in values for tag, values in page.tags if tag == "section"))

    def test_headings_skip_no_level(self):
        for _, _, _, page in self.pages():
            self.assertEqual(page.headings[0], 1)
            for before, after in zip(page.headings, page.headings[1:]):
                self.assertLessEqual(after, before + 1)

    def test_links_lead_somewhere_and_the_first_skips_to_the_text(self):
        for _, _, _, page in self.pages():
            self.assertEqual(page.links[0], "#policy")
            for link in page.links:
                self.assertTrue(link.startswith("#") and link[1:] in page.ids, link)

    def test_every_clause_has_its_anchor(self):
        for path, language, _, page in self.pages():
            for clause in run_json("policy", "render", path)["clauses"]:
                self.assertIn(clause["anchor"][1:], page.ids)

    def test_loads_nothing_and_can_be_printed(self):
        for _, _, text, page in self.pages():
            self.assertFalse([v for _, v in page.tags if "src" in v or (v.get("href") or "#")[0] != "#"])
            self.assertIn("@media print", text)
            self.assertNotIn("<script", text)

    def test_says_which_file_it_was_made_of_and_from_when_it_holds(self):
        for path, language, text, page in self.pages():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            self.assertEqual(page.metas["daicho-policy-digest"], digest)
            self.assertIn(digest, text.split("<footer>")[1])
            if "datetime=\"2026-04-01\"" in text:
                day = {"ja": "2026年4月1日（令和8年4月1日）", "en": "1 April 2026 (Reiwa 8)"}[language]
                self.assertIn(day, text)

    def test_colours_are_the_readers_own(self):
        """No colour is set, so that the contrast is that of the reader's settings."""
        for _, _, text, _ in self.pages():
            style = text.split("<style>")[1].split("</style>")[0]
            self.assertIsNone(re.search(r"(?<!-)\b(color|background(-color)?)\s*:", style))

    def test_programs_read_the_same_as_json(self):
        for path in POLICIES:
            page = run_json("policy", "render", path)
            self.assertEqual(page["digest"], hashlib.sha256(path.read_bytes()).hexdigest())
            self.assertTrue(page["operator"][0]["representative"])
            self.assertTrue(page["contacts"])


main()
