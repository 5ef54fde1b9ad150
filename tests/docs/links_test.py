#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every link of every Markdown page leads to a file of this tree, and to a heading in it.

Usage: links_test.py ROOT
"""

import re
import sys
from pathlib import Path

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = {"build", ".git", ".cache", "node_modules", "demo-data"}


def anchors_of(page):
    """The anchors that the headings of a page get, as GitHub makes them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    plain = [re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading) for heading in headings]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in plain}


def faults_of(root, page):
    text = FENCE.sub(lambda found: "\n" * found.group(0).count("\n"), page.read_text(encoding="utf-8"))
    for number, line in enumerate(text.splitlines(), 1):
        for target in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            place = f"{page.relative_to(root)}:{number}"
            if not file.exists():
                yield f"{place}: there is no {path}"
            elif anchor and file.suffix == ".md" and anchor not in anchors_of(file):
                yield f"{place}: {path or page.name} has no heading for #{anchor}"


def main():
    root = Path(sys.argv[1]).resolve()
    pages = [page for page in sorted(root.rglob("*.md")) if not LEFT_OUT & set(page.relative_to(root).parts)]
    faults = [fault for page in pages for fault in faults_of(root, page)]
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages, {len(faults)} broken links")
    return 1 if faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
