# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema takes every shipped policy and refuses broken ones."""
import copy
import json
import re
import sys
import unittest

from program import POLICIES, ROOT, main, run, run_json

try:
    import jsonschema
    import yaml
except ImportError:
    print("python3-jsonschema and python3-yaml are not here")
    sys.exit(77)


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as language servers read it: a day is a text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in rows if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:null")]
    for first, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
# 09:00 and 1_000 are texts in YAML 1.2.
CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, re.compile("^[-+]?[0-9]+$") if tag.endswith(":int") else form) for tag, form in rows]
    for first, rows in CoreLoader.yaml_implicit_resolvers.items()
}

SCHEMA = run_json("policy", "schema")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SAMPLE = ROOT / "src" / "policy" / "testdata" / "sample.yaml"


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), CoreLoader)


def rule(document, kind):
    """The first rule of `kind`: the first key is the kind."""
    for clause in document["clauses"]:
        for one in clause.get("rules", []):
            if next(iter(one)) == kind:
                return one
    raise KeyError(kind)


class Schema(unittest.TestCase):
    def test_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_takes_every_shipped_policy(self):
        for path in [*POLICIES, SAMPLE]:
            with self.subTest(policy=path.name):
                errors = sorted(VALIDATOR.iter_errors(load(path)), key=lambda e: list(e.path))
                self.assertEqual([f"{list(e.absolute_path)}: {e.message[:200]}" for e in errors], [])

    def test_refuses_broken_policies(self):
        def break_root(field, value):
            return lambda d: d.update({field: value})

        def break_rule(kind, field, value):
            return lambda d: rule(d, kind).update({field: value})

        breaks = {
            "another format": break_root("daicho", 2),
            "no title": lambda d: d.pop("title"),
            "not a day": break_root("effective", "1 April"),
            "an unknown field": break_root("colour", "red"),
            "a name with capitals": break_root("policy", "Sample"),
            "a clause without text": lambda d: d["clauses"][0].pop("text"),
            "a clause without rules in its list": lambda d: d["clauses"][0].update({"rules": []}),
            "a text without Japanese": lambda d: d["title"].pop("ja"),
            "an unknown kind": lambda d: d["clauses"][0]["rules"].append({"colour": "red"}),
            "an unknown value type": break_rule("item", "value", "telex"),
            "an unknown class": break_rule("item", "class", "secret"),
            "an unknown field of a rule": break_rule("item", "colour", "red"),
            "a purpose without items": lambda d: rule(d, "purpose").pop("items"),
            "an unknown medium": break_rule("purpose", "media", ["telex"]),
            "an unknown method of erasure": break_rule("retention", "erase", ["fire"]),
            "a delay without unit": break_rule("retention", "without_delay", "14"),
            "an organisation without representative": lambda d: rule(d, "organisation").pop("representative"),
            "a statement without reason": lambda d: rule(d, "statement").pop("why"),
        }
        whole = load(SAMPLE)
        self.assertTrue(VALIDATOR.is_valid(whole))
        for name, broken in breaks.items():
            with self.subTest(broken=name):
                document = copy.deepcopy(whole)
                broken(document)
                self.assertFalse(VALIDATOR.is_valid(document))

    def test_every_kind_and_field_has_its_hover_text(self):
        def bare(node, where):
            if isinstance(node, dict):
                for name, sub in node.get("properties", {}).items():
                    own_name = name in {"promises", "ja", "en", "rules"} or name == where.rsplit(".", 1)[-1]
                    if not own_name:
                        self.assertTrue(sub.get("description"), f"{where}.{name}")
                    bare(sub, f"{where}.{name}")

        for language in ("--ja", "--en"):
            schema = json.loads(run("policy", "schema", language))
            for kind, definition in schema["$defs"].items():
                if kind not in {"localText", "rule"}:
                    bare(definition, kind)

    def test_hover_names_the_article(self):
        self.assertIn("[APPI 17(1)]", SCHEMA["$defs"]["purpose"]["description"])
        self.assertIn("個人情報保護法第17条第1項", run("policy", "schema", "--ja"))

    def test_every_field_that_a_rule_reads_is_described(self):
        """The readers in src/policy/rules name their fields in plain sight."""
        reader = re.compile(
            r"\.(?:text|local_text|term|date|period|minutes_of_day|flag|mention|mentions|take|choice(?:_list)?(?:<\w+>)?)"
            r"\(\s*\"(\w+)\"")
        for kind, definition in SCHEMA["$defs"].items():
            source = ROOT / "src" / "policy" / "rules" / f"{kind}.cc"
            if kind in {"localText", "rule"} or "properties" not in definition or not source.exists():
                continue
            described = set(re.findall(r'"(\w+)": \{', json.dumps(definition)))
            # The parts of `only_if` and of other free forms are said in the hover text.
            free = " ".join(sub.get("description", "") for sub in definition["properties"].values() if set(sub) == {"description"})
            for field in reader.findall(source.read_text(encoding="utf-8")):
                self.assertTrue(field in described or re.search(rf"\b{field}\b", free), f"{kind}.{field}")


main()
