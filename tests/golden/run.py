#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run.py [--update] VOUCH CASES: runs the commands of a case file and compares all that they say.

A case file (NAME.txt) holds comments (#), commands and what they do:
    $ vouch explain V107        run by sh in a fresh copy of tests/golden/input
    line                        a line of standard output, two blanks in front
    ! line                      a line of standard error
    = 1                         the exit code, when it is not 0
--update (or UPDATE=1 in the environment) writes what was seen into the case file: read the difference before you commit it."""
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

arguments = [a for a in sys.argv[1:] if a != '--update']
update = len(arguments) < len(sys.argv) - 1 or os.environ.get('UPDATE') == '1'
vouch, cases = os.path.abspath(arguments[0]), pathlib.Path(arguments[1])
root = pathlib.Path(__file__).resolve().parents[2]


def environment(folder):
    """The program first in PATH under its own name, the source tree's data, nothing that changes the output."""
    tools = os.path.join(folder, 'tools')
    os.mkdir(tools)
    os.symlink(vouch, os.path.join(tools, 'vouch'))
    kept = {k: v for k, v in os.environ.items() if not k.startswith(('LC_', 'VOUCH_')) and k not in ('NO_COLOR', 'COLUMNS')}
    return {**kept, 'PATH': tools + os.pathsep + os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'VOUCH_DATA_DIR': str(root)}


def shown(prefix, text):
    lines = text.split('\n')
    if lines[-1] == '':
        lines.pop()
    else:
        lines[-1] += '%'  # the last line does not end
    return [prefix + line for line in lines]


def run(command, folder, env):
    done = subprocess.run(['sh', '-c', command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)
    seen = shown('  ', done.stdout.decode('utf-8', 'backslashreplace'))
    seen += shown('! ', done.stderr.decode('utf-8', 'backslashreplace'))
    return seen + ([f'= {done.returncode}'] if done.returncode else [])


def main():
    wanted = cases.read_text(encoding='utf-8').split('\n')
    seen = []
    with tempfile.TemporaryDirectory() as scratch:
        env = environment(scratch)
        folder = os.path.join(scratch, 'here')
        shutil.copytree(root / 'tests/golden/input', folder)
        for line in wanted:
            if line.startswith('$ '):
                seen.append(line)
                seen += run(line[2:], folder, env)
            elif line.startswith('#') or not line:
                seen.append(line)
    if seen == wanted:
        return 0
    if update:
        cases.write_text('\n'.join(seen), encoding='utf-8')
        print(f'{cases.name}: written anew')
        return 0
    print('\n'.join(difflib.unified_diff(wanted, seen, 'wanted', 'seen', lineterm='')))
    return 1


sys.exit(main())
