#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""manual.py ROOT VOUCH: the manual pages, `vouch help` and completion say the same: commands, summaries, options and their help."""
import os
import re
import subprocess
import sys

import tree

root, vouch = sys.argv[1:]
errors = []


def said(*words):
    return subprocess.run([vouch, *words], stdout=subprocess.PIPE, check=True).stdout.decode()


def page(name):
    text = open(os.path.join(root, 'cli', name)).read()
    text = re.sub(r'^\.(?:BI|BR|IR|RI|RB|IB|B|I) ?(.*)$', lambda m: m.group(1), text, flags=re.M)
    return text.replace('\\-', '-').replace('\\fR', '').replace('"', '')


commands = dict(re.findall(r'^  (\w+) {2,}(.+)$', said('help'), flags=re.M))
main = page('vouch.1')
listed = re.findall(r'^\.TP\n(\w+)\n', main[main.index('COMMANDS'):main.index('OPTIONS')], flags=re.M)
if listed != list(commands):
    errors.append(f'vouch.1 lists {listed}, vouch help lists {list(commands)}')
bash = said('completion', 'bash')
for name, summary in commands.items():
    if summary.replace(' ', '') not in main.replace('\n', '').replace(' ', ''):
        errors.append(f'vouch.1 does not say of {name}: {summary}')
    options = dict(re.findall(r'^  --([\w-]+)(.*)$', said('help', name), flags=re.M))
    rule = re.search(rf'\*:{name}\) words="--help(.*?)"', bash)
    if not rule or rule.group(1).split() != ['--' + option for option in options]:
        errors.append(f'completion of {name} does not offer {list(options)}')
    own = f'vouch-{name}.1'
    if not os.path.exists(os.path.join(root, 'cli', own)):
        if options:
            errors.append(f'{own} is missing')
        continue
    text = page(own)
    if f'vouch-{name} - {summary}' not in text:
        errors.append(f'{own}: NAME does not say: {summary}')
    described = re.findall(r'^\.TP\n--([\w-]+)', text, flags=re.M)
    if described != list(options):
        errors.append(f'{own} describes {described}, vouch help {name} lists {list(options)}')
    for word in set(re.findall(r'(?<![\w-])--([a-z][\w-]*)', text)) - set(options):
        errors.append(f'{own}: there is no option --{word}')
tree.end(errors)
