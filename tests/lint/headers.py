#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""headers.py ROOT COMPILER...: each public header compiles alone, without the rest of the tree, as C11 and without warnings."""
import os
import subprocess
import sys

import tree

root, compiler = sys.argv[1], sys.argv[2:]
include = os.path.join(root, 'lib/include')
errors = []
for name in sorted(os.listdir(os.path.join(include, 'vouch'))):
    run = subprocess.run(compiler + ['-std=c11', '-Wall', '-Wextra', '-Wpedantic', '-Werror', '-fsyntax-only', '-I', include,
                                     '-x', 'c', '-'], input=f'#include <vouch/{name}>\nint unused;\n'.encode(),
                         stderr=subprocess.PIPE)
    if run.returncode:
        errors.append(f'{name}: {run.stderr.decode()}')
tree.end(errors)
