#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""check.py --vouch PATH [--accounts N] [--rounds N]: `vouch check` beside the floor, alternately in one run.

The floor (floor.c) parses with cmark, looks for literals and runs PCRE2 with JIT only on the sentence that holds them: 200 rules, no
assertion, no structure, no personal data, no report. Ratios of one run count, not seconds.
"""
import argparse, os, pathlib, resource, shutil, subprocess, sys, tempfile, time

here = pathlib.Path(__file__).resolve().parent


def run(command):
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        sys.exit(f'{command[0]}: exit {code}: {child.stderr.read().decode()[-500:]}')
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(runs):
    return min(runs)


def main():
    options = argparse.ArgumentParser()
    options.add_argument('--vouch', required=True)
    options.add_argument('--accounts', type=int, default=1000)
    options.add_argument('--rounds', type=int, default=3)
    o = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = pathlib.Path(folder)
        cohort, rules, floor = top / 'accounts', top / 'rules.tsv', top / 'floor'
        subprocess.run([sys.executable, here / 'gen.py', 'cohort', str(o.accounts), cohort], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([sys.executable, here / 'gen.py', 'rules', '200', rules], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(['cc', '-O2', '-w', '-o', floor, here / 'floor.c', '-lpcre2-8', '-lcmark', '-lpthread'], check=True)
        files = sorted(cohort.glob('*.md'))
        # Units differ in the cohort; one rubric for all makes each account the same work.
        rubric = ['--rubric', 'difficult-interactions']
        commands = {
            'floor, 1 account': [floor, 'ac2,S', rules, '1', '/dev/null', files[0]],
            'vouch, 1 account': [o.vouch, 'check', *rubric, '--format', 'json', files[0]],
            'floor, all, 1 thread': [floor, 'ac2,S', rules, '1', '/dev/null', cohort],
            'vouch, all, 1 thread': [o.vouch, 'check', *rubric, '--jobs', '1', '--format', 'ndjson', cohort],
            'floor, all, 2 threads': [floor, 'ac2,S', rules, '2', '/dev/null', cohort],
            'vouch, all, 2 threads': [o.vouch, 'check', *rubric, '--jobs', '2', '--format', 'ndjson', cohort],
        }
        times = {name: [] for name in commands}
        for _ in range(o.rounds):
            for name, command in commands.items():
                times[name].append(run([str(part) for part in command]))
        print(f'{o.accounts} accounts, best of {o.rounds} rounds, alternately')
        print(f'{"":24}{"wall ms":>10}{"cpu ms":>10}{"accounts/s":>12}{"peak MB":>9}')
        for name, runs in times.items():
            wall, cpu, _ = (best(x) for x in zip(*runs))
            peak = max(x[2] for x in runs)
            n = 1 if '1 account' in name else o.accounts
            print(f'{name:24}{wall * 1000:10.1f}{cpu * 1000:10.1f}{n / wall:12.0f}{peak:9.1f}')
        ratio = lambda a, b: best(x[0] for x in times[a]) / best(x[0] for x in times[b])
        for what in ('1 account', 'all, 1 thread', 'all, 2 threads'):
            print(f'vouch / floor, {what}: {ratio("vouch, " + what, "floor, " + what):.2f}')
        print(f'vouch, 2 threads / 1 thread: {ratio("vouch, all, 2 threads", "vouch, all, 1 thread"):.2f}')


if __name__ == '__main__':
    main()
