#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""codes.py ROOT: each diagnostic of diag.def is raised by a golden case or stated in a unit test; numbers rise, names
differ."""
import os
import re
import sys

import tree

root = sys.argv[1]
table = re.findall(r'^DIAG\((\d+), "([^"]+)"', open(os.path.join(root, 'lib/base/diag.def')).read(), flags=re.M)
errors = []
for (before, _), (after, _) in zip(table, table[1:]):
    if int(after) <= int(before):
        errors.append(f'diag.def: V{after} does not stand behind V{before}')
if len({name for _, name in table}) != len(table):
    errors.append('diag.def: a name stands twice')

raised = set()
for path in tree.files(root):
    if not path.startswith(('tests/golden/', 'tests/unit/', 'tests/hostile/')):
        continue
    text = open(os.path.join(root, path), errors='replace').read()
    if path.startswith('tests/unit/'):
        raised |= set(re.findall(r'(?:VOUCH__|")V(\d{3})\b', text))
    else:
        # A message that was printed ("error V107:", "code": "V107"), not one that was only explained.
        raised |= {a or b for a, b in re.findall(r'(?:error|warning|note) V(\d{3})|"code": ?"V(\d{3})"', text)}
pending = os.path.join(root, 'tests/lint/codes-pending.txt')
waiting = set(re.findall(r'^V(\d{3})', open(pending).read(), flags=re.M)) if os.path.exists(pending) else set()
for number, name in table:
    if number not in raised and number not in waiting:
        errors.append(f'V{number} ({name}) is raised by no golden case and no unit test')
tree.end(errors)
