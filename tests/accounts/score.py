#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare `vouch check --format json` with labelled accounts.

    score.py [--vouch PATH] [--rubrics DIR] [--verbose] SET_DIR...

Each SET_DIR holds *.md and labels.json. Prints agreement (Cohen's kappa, met / not met and three labels), the quality of the
'missing' flag, mistakes, personal data, and structure. Exit status 0 unless something could not be run.
"""
import argparse, collections, json, pathlib, random, subprocess, sys

SAID = {'found': 'met', 'partial': 'partial', 'missing': 'absent', 'undecided': 'partial'}

def kappa(pairs):
    n = len(pairs)
    if not n: return float('nan')
    po = sum(a == b for a, b in pairs) / n
    ca, cb = collections.Counter(a for a, _ in pairs), collections.Counter(b for _, b in pairs)
    pe = sum(ca[c] * cb[c] for c in ca) / n / n
    return (po - pe) / (1 - pe) if pe < 1 else 1.0

def interval(groups, f, rounds=1000):
    rng = random.Random(1); xs = []
    for _ in range(rounds):
        xs.append(f([p for g in rng.choices(groups, k=len(groups)) for p in g]))
    xs.sort(); return xs[int(.025 * rounds)], xs[int(.975 * rounds)]

def prf(tp, fp, fn):
    p = tp / (tp + fp) if tp + fp else float('nan'); r = tp / (tp + fn) if tp + fn else float('nan')
    return f'precision {p:.2f} recall {r:.2f} (n={tp + fn})'

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--vouch', default='build/cli/vouch'); ap.add_argument('--rubrics', help='passed on to vouch check')
    ap.add_argument('--verbose', action='store_true'); ap.add_argument('sets', nargs='+')
    o = ap.parse_args()
    crit, mist, flag, star, pii = [], [], [0, 0, 0], [], [0, 0, 0]; quotes = [0, 0]; undecided = accounts = 0
    per = collections.defaultdict(list)
    for d in map(pathlib.Path, o.sets):
        labels = json.loads((d / 'labels.json').read_text())
        files = sorted(labels)
        extra = ['--rubrics', o.rubrics] if o.rubrics else []
        run = subprocess.run([o.vouch, 'check', '--format', 'json', *extra, *[str(d / f) for f in files]], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            sys.exit(f'{o.vouch} check: exit {run.returncode}\n{run.stderr[-2000:]}')
        out = {pathlib.Path(a['path']).name: a for a in json.loads(run.stdout)['accounts']}
        for f in files:
            accounts += 1; want, got = labels[f], out[f]; text = (d / f).read_text(); group = []
            v = {c['id']: c for c in got['criteria']}
            for c, l in want['criteria'].items():
                verdict = v[c]['verdict']; pair = (l['label'], SAID[verdict]); undecided += verdict == 'undecided'
                group.append(pair); per[c].append(pair)
                flag[0] += pair == ('absent', 'absent'); flag[1] += pair[0] == 'met' and pair[1] == 'absent'; flag[2] += pair[0] == 'absent' and pair[1] != 'absent'
                if l['label'] == 'met' and verdict == 'found' and l['quote']:
                    q = text.find(l['quote']); b = len(text[:q].encode()); e = b + len(l['quote'].encode())
                    quotes[1] += 1; quotes[0] += any(s['offset'] < e and s['offset'] + s['length'] > b for s in v[c]['evidence'][:3])
                if o.verbose and (pair[0] == 'met') != (pair[1] == 'met'): print(f'{d / f}: {c} is {pair[0]}, said {verdict}: {l["quote"][:110]!r}')
            crit.append(group)
            m = {x['id']: x['verdict'] for x in got['mistakes']}
            mist += [(l['label'] == 'present', m[c] == 'present') for c, l in want['mistakes'].items()]
            star += [(want['star'][s], got['structure'][s]['present']) for s in ('situation', 'task', 'action', 'result')]
            found = [p['text'] for p in got['privacy']]
            for w in want.get('pii', []):
                hit = any(w in g or g in w for g in found); pii[0] += hit; pii[2] += not hit
            pii[1] += sum(not any(w in g or g in w for w in want.get('pii', [])) for g in found)
    flat = [p for g in crit for p in g]
    two = lambda ps: kappa([(a == 'met', b == 'met') for a, b in ps])
    lo, hi = interval(crit, two)
    print(f'met / not met   kappa {two(flat):.3f} [{lo:.2f}, {hi:.2f}]  agreement {sum((a == "met") == (b == "met") for a, b in flat) / len(flat):.3f}  n={len(flat)}')
    print(f'three labels    kappa {kappa(flat):.3f}  undecided {undecided}')
    print(f"missing flag    precision {flag[0] / max(1, flag[0] + flag[1]):.2f} (absent against met), recall {flag[0] / max(1, flag[0] + flag[2]):.2f}")
    print(f'quoted place    {quotes[0]}/{quotes[1]} overlap the labelled quote')
    tp = sum(a and b for a, b in mist); print('mistakes        ' + prf(tp, sum(b and not a for a, b in mist), sum(a and not b for a, b in mist)) + f'  kappa {kappa(mist):.3f}')
    print('personal data   ' + prf(*pii) + f'  false alarms {pii[1]} in {accounts} accounts')
    print(f'structure       agreement {sum(a == b for a, b in star) / len(star):.3f}')
    print('by criterion    ' + '  '.join(f'{c} {two(ps):.2f}' for c, ps in sorted(per.items())))
    return 0

if __name__ == '__main__':
    sys.exit(main())
