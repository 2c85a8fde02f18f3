#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""symbols.py ROOT LIBRARY: what the shared library exports is what the public headers declare, name for name."""
import os
import re
import subprocess
import sys

import tree

root, library = sys.argv[1:]
declared = set()
folder = os.path.join(root, 'lib/include/vouch')
for name in sorted(os.listdir(folder)):
    text = re.sub(r'/\*.*?\*/', '', open(os.path.join(folder, name)).read(), flags=re.S)
    declared |= set(re.findall(r'VOUCH_API[^;{]*?\b(vouch_\w+)\s*\(', text))
out = subprocess.run(['nm', '-D', '--defined-only', library], stdout=subprocess.PIPE, check=True).stdout.decode()
exported = {line.split()[2].split('@')[0] for line in out.splitlines() if len(line.split()) == 3}
# Sanitizers and coverage bring symbols of their own.
exported = {name for name in exported if not name.startswith(('__asan', '__ubsan', '__odr_asan', '__gcov', '_init', '_fini'))}
tree.end([f'{name}: declared in a public header, not exported' for name in sorted(declared - exported)] +
         [f'{name}: exported, not declared in a public header' for name in sorted(exported - declared)])
