#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tree.py ROOT: form of the files: licence line, line length, size, nothing left open, no path of one machine.
The other lints take their list of files from here."""
import os
import re
import subprocess
import sys


def files(root):
    """Paths of the project's files: what git knows and what is new, else (a tarball) all that stands there."""
    try:
        out = subprocess.run(['git', '-C', root, 'ls-files', '-co', '--exclude-standard', '-z'], stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, check=True).stdout.decode()
        listed = [p for p in out.split('\0') if p]
    except (OSError, subprocess.CalledProcessError):
        listed = []
        for folder, folders, names in os.walk(root):
            folders[:] = [f for f in folders if not f.startswith('build') and f != '__pycache__' and f != '.git']
            listed += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return sorted(p for p in set(listed) if os.path.isfile(os.path.join(root, p)))


def end(errors):
    """Prints what was found and leaves: 1 when there is something."""
    for error in errors:
        print(error)
    sys.exit(1 if errors else 0)


CODE = ('.c', '.h', '.def', '.py', '.sh', 'meson.build', 'install-deps', 'run')
# Texts that are data: their form is their point.
DATA = ('tests/bench/floor.c', 'tests/bench/gen.py', 'tests/bench/nohs.h', 'tests/marked/', 'tests/accounts/', 'tests/sentences/', 'tests/hostile/xml/', 'tests/hostile/markdown/',
        'tests/golden/')
OPEN = re.compile(r'\b(TO' r'DO|FIX' r'ME|XX' r'X)\b|(^|[^.\w])/(work|home|root|farm)/')


def main(root):
    errors = []
    for path in files(root):
        data = open(os.path.join(root, path), 'rb').read()
        if path.startswith(DATA) or b'\0' in data:
            continue
        lines = data.decode('utf-8', 'replace').split('\n')
        code = path.endswith(CODE)
        if code and 'SPDX-License-Identifier: MIT' not in '\n'.join(lines[:3]) and not path.endswith('meson.build'):
            errors.append(f'{path}:1: the licence line is missing')
        if code and len(lines) > 800:
            errors.append(f'{path}: {len(lines)} lines; split it by noun')
        if data and not data.endswith(b'\n'):
            errors.append(f'{path}: the last line does not end')
        for n, line in enumerate(lines, 1):
            if OPEN.search(line):
                errors.append(f'{path}:{n}: left open, or a path of one machine: {line.strip()[:80]}')
            limit = 0 if path.endswith('.def') else 200 if path.endswith('.py') else 128
            if code and limit and len(line) > limit:
                errors.append(f'{path}:{n}: {len(line)} columns; {limit} is the limit')
            if code and (line != line.rstrip() or '\t' in line):
                errors.append(f'{path}:{n}: a tab, or white space at the end')
    end(errors)


if __name__ == '__main__':
    main(sys.argv[1])
