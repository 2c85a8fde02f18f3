#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""judgement.py VOUCH TESTS: agreement with the labels does not fall below what was reached.

Sets a to f are the ones that the rules were written on; g and h were written and labelled before any rule ran. score.py is the
judge; its figures are compared with floors here. Raise a floor when the rules get better, never lower one to get green.
"""
import pathlib, re, subprocess, sys

vouch, tests = sys.argv[1], pathlib.Path(sys.argv[2])
FLOORS = {
    'accounts': (['a', 'b', 'c', 'd', 'e', 'f'], {'kappa': 0.75, 'personal recall': 0.95, 'structure': 0.97, 'alarms per account': 1 / 20}),
    'marked': (['g', 'h'], {'kappa': 0.50}),
}


def figures(text):
    found = {}
    m = re.search(r'^met / not met +kappa ([\d.]+) \[([-\d.]+), ([\d.]+)\].*n=(\d+)', text, re.M)
    found['kappa'] = float(m[1])
    m = re.search(r'^personal data +precision \S+ recall ([\d.]+).*false alarms (\d+) in (\d+)', text, re.M)
    found['personal recall'] = float(m[1])
    found['alarms per account'] = int(m[2]) / int(m[3])
    found['structure'] = float(re.search(r'^structure +agreement ([\d.]+)', text, re.M)[1])
    return found


bad = 0
for folder, (sets, floors) in FLOORS.items():
    run = subprocess.run([sys.executable, tests / 'accounts' / 'score.py', '--vouch', vouch, *[tests / folder / s for s in sets]],
                         capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    print(folder, ' '.join(sets))
    print(run.stdout)
    got = figures(run.stdout)
    for what, floor in floors.items():
        good = got[what] <= floor if what.startswith('alarms') else got[what] >= floor
        if not good:
            print(f'not ok - {folder}: {what} is {got[what]}, the floor is {floor}')
            bad += 1
sys.exit(bool(bad))
