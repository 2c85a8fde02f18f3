#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""layers.py ROOT: who includes what, against lib/layers.txt."""
import os
import re
import sys

import tree

root = sys.argv[1]
rooms, owner, order = {}, {}, []
for line in open(os.path.join(root, 'lib/layers.txt')):
    if line.startswith('#') or ':' not in line:
        continue
    room, rest = line.split(':', 1)
    below, _, foreign = rest.partition('|')
    rooms[room.strip()] = set(below.split())
    order.append(room.strip())
    for header in foreign.split():
        owner[header] = room.strip()

errors = []
for room in order:
    for other in rooms[room]:
        if other not in order[:order.index(room)]:
            errors.append(f'lib/layers.txt: {room} may include {other}, which does not stand before it')

users = {}
for path in tree.files(root):
    part = path.split('/')
    if not path.endswith(('.c', '.h')) or part[0] not in ('lib', 'cli'):
        continue
    public = path.startswith('lib/include/')
    room = 'public' if public else 'cli' if part[0] == 'cli' else part[1]
    for n, line in enumerate(open(os.path.join(root, path)), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if not found:
            continue
        kind, name = found.groups()
        place = f'{path}:{n}'
        if kind == '"':
            to = 'cli' if room == 'cli' and '/' not in name else name.split('/')[0]
            if public:
                errors.append(f'{place}: a public header may only include public and standard headers')
            elif to != room and to not in rooms.get(room, set()):
                errors.append(f'{place}: {room} may not include {name}')
            continue
        for header, home in owner.items():
            if name == header or (header.endswith('/') and name.startswith(header)):
                users.setdefault(header, set()).add(path)
                if room != home:
                    errors.append(f'{place}: only {home} may include <{name}>')

# One owner a foreign library: the files that see it share the first word of their name (xml.c, xml_tree.c).
for header, paths in users.items():
    stems = {re.split(r'[._]', os.path.basename(p))[0] for p in paths}
    if len(stems) > 1:
        errors.append(f'<{header}> is seen by more than one owner: {", ".join(sorted(paths))}')

tree.end(errors)
