#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes operations.md, errors.md and exit-codes.md of docs/reference from spec/http.yaml, src/base and src/service.

Usage: generate.py         writes the pages
       generate.py --check ends with 1 when a page is not what would be written

tests/contract holds spec/http.yaml to the program, and tests/docs these pages to it; so the pages cannot go stale.
"""

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
NOTICE = "<!-- Written by docs/reference/generate.py. Do not edit: edit what it reads, then run ./dev docs. -->\n\n"
SCHEMA_PREFIX = "#/components/schemas/"

FORMS = {
    "SubjectReference": '`{"id": "sub_…"}` or `{"alias": "…"}`: the person, by id or by the number that a business '
                        "system has",
    "Name": "a name that the policy declares: 1 to 64 of `a`–`z`, `0`–`9`, `_`, `.`, `-`, a letter first",
    "Names": "a list of names, at most 256",
    "Values": '`{"item": "value", …}`: personal values, each at most 64 KiB',
    "Facts": '`{"fact": "text", …}`: what is stated, and what there is to show for it; sealed as personal',
    "PersonalText": "a text that is sealed as personal, at most 64 KiB",
    "Dates": '`{"event": "YYYY-MM-DD", …}`',
    "Date": "a day in Japan, `YYYY-MM-DD`",
    "Instant": "RFC 3339: `2026-11-21T10:38:50Z`",
    "Id": "an id as answers show it: `rec_…`, `hld_…`, `cal_…`, `att_…`; of entries `00a7/123`",
    "Flag": "`true` or `false`",
    "Count": "a whole number from 0",
    "Document": "a public text, at most 2 MiB",
}

# What a field says, where its name and its form do not say enough. A field of an operation comes before a field of all.
MEANINGS = {
    "subject": "The person",
    "subject_kind": "Whose record it is: `customer` (otherwise), `partner_staff`, `own_staff`",
    "record_type": "The type of record",
    "channel": "By which way it came",
    "purposes": "What it is for",
    "source": "From whom or where, in words",
    "items": "The items",
    "acquire.items": "The items with their values, one at least",
    "correct.items": "The items that get these values",
    "contexts": "Circumstances that the policy's conditions ask for",
    "facts": "Facts that the policy asks for, each with something to show",
    "consents": "Consents that the person gives at the same time",
    "events": "What happened on which day, so that periods run from it",
    "acquired_at": "When it was acquired, if not now",
    "exception": "The exception of the policy that is invoked; the caller needs `use_exception` besides",
    "record": "The record",
    "erase.record": "The record; all of the person without it",
    "event.record": "The record; all records of the person without it",
    "hold.record": "The record; all records of the person without it",
    "use.record": "The record; all fitting records of the person without it",
    "item": "The item that the file is",
    "consent": "The consent",
    "hold.consent": "The consent that the hold rests on",
    "shown": "The wording shown, when it was not the Japanese one in force: exactly as it was published",
    "remove": "The items to be taken away",
    "name": "The caller's name",
    "operations": "What the caller may do: the scopes on this page",
    "create_caller.purposes": "For which purposes the caller may act",
    "all_purposes": "For all purposes, also future ones",
    "operation": "The operation",
    "decide.operation": "The operation asked about: `acquire`, `use` …",
    "purpose": "The purpose",
    "medium": "By what the person is reached: `email`, `telephone`, `direct_mail` …",
    "source_stated": "Whether your system records where it comes from",
    "acquired_for": "For which purposes your system acquired the items",
    "reason": "Why: `demanded`, `no_longer_needed`, `consent_withdrawn`, `unlawfully_held`, `by_mistake`",
    "partly": "Erase what may be erased, and keep what a statute or hold keeps; without it, all or nothing",
    "event": "The event",
    "on": "The day on which it happened",
    "limit": "At most so many",
    "after": "Go on behind this",
    "ledger_after": "Go on in the ledger behind this entry",
    "by": "What is known of the person, by item; all of it must fit",
    "hold": "The kind of hold",
    "release.hold": "The hold (`hld_…`)",
    "end": "The last day of the hold",
    "review": "The day on which the hold is looked at again",
    "stop": "The stop",
    "attachment": "The attached file (`att_…`)",
    "entry": "The entry: `00a7/123`",
    "yaml": "The policy file",
    "caller": "The caller (`cal_…`)",
    "outcome": "The outcome: `permitted`, `denied` …",
    "from": "From this moment on",
    "until": "Before this moment",
    "retention_plan.until": "What is due up to this day",
    "examples": "How many examples of each class are shown",
}


class Yaml12Loader(yaml.SafeLoader):
    """YAML 1.2, as the specification is: `on` is a name, not a truth value."""


Yaml12Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Yaml12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


# What an exit code says that is none of an error, or stands for several errors.
EXIT_CODES = {
    0: "done; of a decision: permitted",
    1: "it ran, and found what must be mended (findings of a check, rows that failed)",
    2: "the command was not understood",
    3: "the input is wrong; nothing was changed",
    4: "not there, or changed by others",
    5: "denied, or not allowed; of a decision: denied",
    6: "not now: try again",
    7: "bytes are not what was written or signed",
    8: "stopped on request; goes on when started again",
    70: "something that should not happen",
    141: "nobody reads the output any more (`daicho … \\| head -1`)",
}


def schema_name(schema):
    return schema["$ref"].removeprefix(SCHEMA_PREFIX)


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def operation_section(post):
    name = post["operationId"]
    body = post["requestBody"]["content"]["application/json"]["schema"]
    required = set(body.get("required", []))
    takes_key = any(p.get("$ref", "").endswith("/IdempotencyKey") for p in post.get("parameters", []))
    out = f"### {name}\n\n{post['summary']} {post['x-summary-ja']}\n\n"
    out += f"`POST /v1/{name}` · `daicho {name.replace('_', '-')}` · scope `{post['x-scope']}`"
    out += " · changes something: send an `Idempotency-Key`\n\n" if takes_key else "\n\n"
    rows = []
    for field, schema in body.get("properties", {}).items():
        meaning = schema.get("description") or MEANINGS.get(f"{name}.{field}") or MEANINGS.get(field, "")
        form = schema_name(schema)
        shown = f"**`{field}`**" if field in required else f"`{field}`"
        rows.append([shown, f"[{form}](#forms)", meaning])
    return out + (table(["field", "form", "meaning"], rows) if rows else "It takes `{}`.\n") + "\n"


def fixed_section(path, method, operation):
    scope = operation.get("x-scope") or ("read_ledger" if path.startswith("/v1/ledger/") else None)
    who = "anyone" if operation.get("security") == [] else f"keys with `{scope}`" if scope else "any key"
    return [f"`{method.upper()} {path}`", operation["summary"], who]


def operations_page(spec):
    out = NOTICE + "# Operations\n\n"
    out += ("Every operation is `POST /v1/NAME` with one JSON object; the same operation is `daicho NAME` on the command "
            "line, with `--field VALUE` for simple fields and `--body FILE` for the whole object. Fields in **bold** must "
            "be there; unknown ones are refused. Many at once: `POST /v1/bulk/NAME`, one object a line.\n\n")
    posts = [item["post"] for path, item in spec["paths"].items() if "post" in item and "/bulk/" not in path]
    out += table(["operation", "what it does", "scope"],
                 [[f"[{p['operationId']}](#{p['operationId']})", p["summary"], f"`{p['x-scope']}`"] for p in posts])
    out += "\nAn answer has `outcome`, `operation`, `at`, `reasons` and `ledger_entry` always, and what the operation shows "
    out += "beside them. The full schema is `spec/http.yaml`.\n\n## Forms\n\n"
    out += table(["form", "how it looks"], [[name, text] for name, text in FORMS.items()])
    out += "\n## Fixed addresses\n\n"
    out += table(["address", "what is there", "for"],
                 [fixed_section(path, method, item[method]) for path, item in spec["paths"].items()
                  for method in ("get", "put") if method in item])
    out += "\n## The operations\n\n"
    return out + "".join(operation_section(post) for post in posts).rstrip("\n") + "\n"


def texts(name):
    lines = (ROOT / "src/base/text" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split(" = ", 1) for line in lines if " = " in line)


def error_codes():
    """[(name, status, exit code)]"""
    listed = (ROOT / "src/base/error_codes.inc").read_text(encoding="utf-8")
    return re.findall(r"^ERROR\(\d+,\s*(\w+),\s*(\d+),\s*(\d+)\)", listed, re.MULTILINE)


def exit_codes_page():
    out = NOTICE + "# Exit codes of the command line\n\n"
    rows = [[str(code), meaning, ", ".join(f"`{name}`" for name, _, exit_code in error_codes() if int(exit_code) == code)]
            for code, meaning in EXIT_CODES.items()]
    out += table(["code", "meaning", "errors"], rows)
    return out + "\nWhat each error says: [errors](errors.md). What to do: [when something is " + \
        "wrong](../operating/when-something-is-wrong.md).\n"


def errors_page():
    english, japanese = texts("errors.en.txt"), texts("errors.ja.txt")
    out = NOTICE + "# Errors\n\nThe closed list. Numbers and names are kept for ever. `status` is that of HTTP, `exit` that of "
    out += "the command line ([exit codes](exit-codes.md)). What to do on which: "
    out += "[errors and retries](../integrating/errors-and-retries.md), [operating](../operating/when-something-is-wrong.md).\n\n"
    rows = [[f"`{name}`", status, exit_code, f"{english[name]}<br>{japanese[name]}"] for name, status, exit_code in error_codes()]
    return out + table(["code", "status", "exit", "what it says"], rows)


def main():
    spec = yaml.load((ROOT / "spec/http.yaml").read_text(encoding="utf-8"), Yaml12Loader)
    pages = {"operations.md": operations_page(spec), "errors.md": errors_page(), "exit-codes.md": exit_codes_page()}
    stale = 0
    for name, text in pages.items():
        path = ROOT / "docs/reference" / name
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"docs/reference/{name} is stale: run ./dev docs")
            stale += 1
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
