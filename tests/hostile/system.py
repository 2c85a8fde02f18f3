#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""system.py VOUCH FAULTS [--slow N]: what the system does to a run, and texts made to cost time.

Faults (FAULTS is fault.c, preloaded), signals, full disks, folders with links in circles, names that are no text, one piece of Markdown
again and again up to the cap. Each run takes at most 2 seconds and 200 MB (--slow N: N times the seconds, memory not looked at), and its
JSON follows the shipped schema."""
import errno
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

import jsonschema

vouch, faults = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
slow = float(sys.argv[sys.argv.index('--slow') + 1]) if '--slow' in sys.argv else 1
root = pathlib.Path(__file__).resolve().parents[2]
schema = json.loads((root / 'lib/report/vouch-check-1.schema.json').read_text())
document = jsonschema.Draft202012Validator({'$ref': '#/$defs/document', '$defs': schema['$defs']})
FRONT = '---\ntitle: A man came in\nunit: difficult-interactions\n---\n'
BODY = '## Situation\n\nA man came in.\n\n## Action\n\nI listened to him.\n'
KIB = 1024
PIECES = ['[', '*', '**a ', '`a', '<', '<a ', '[a](', '[a](<b', '&#', '_a__ ', '\\', '[a]: b\n', '<!--', '~~~\n', 'I said "', 'a@b.', '0',
          '07', 'GB29 ', "'", '\u2019', '# \n', '**Action**\n', '(1.1)', '|', '\u0301', '. ', 'I did not ', 'he said ', 'and then ', '\n\n']
failures, runs = [], 0


def fail(name, what):
    failures.append(f'{name}: {what}')


def run(arguments, env=None):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([vouch, *arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=err, env={**os.environ, **(env or {})})
        stop = threading.Timer(30 * slow, child.kill)
        stop.start()
        _, status, usage = os.wait4(child.pid, 0)
        stop.cancel()
        seconds = usage.ru_utime + usage.ru_stime  # of the processor: what others do on the machine is not counted
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return child.returncode, out.read(), err.read().decode('utf-8', 'replace'), seconds, usage.ru_maxrss / KIB


def case(name, target, codes, wanted=None, env=None, forms=('text', 'json')):
    """Checks `target` in text and JSON: an exit code of `codes`, the diagnostic `wanted` with a next step."""
    global runs
    for form in forms:
        runs += 1
        code, out, err, seconds, megabytes = run(['check', '--format', form, target], env)
        if code not in codes:
            fail(name, f'exit {code}, not {codes}\n{err[-800:]}')
        if 'Sanitizer' in err or 'runtime error' in err:
            fail(name, err[-2000:])
        if seconds > 2 * slow or (slow == 1 and megabytes > 200):
            fail(name, f'{seconds:.1f} s, {megabytes:.0f} MB')
        if form == 'text':
            if wanted and not re.search(rf'error {wanted}: [^\0]*?\n  \S', err):
                fail(name, f'{wanted} with a next step is not said: {err[-800:]}')
            continue
        try:
            result = json.loads(out)
        except ValueError as error:
            fail(name, f'the JSON is not complete: {error}')
            continue
        for error in document.iter_errors(result):
            fail(name, f'JSON: {error.json_path}: {error.message}')
        if wanted and wanted not in {d['code'] for d in result['diagnostics']}:
            fail(name, f'{wanted} is not in the JSON')


def again_and_again(folder):
    path = folder / 'a.md'
    for piece in PIECES:
        path.write_text(FRONT + piece * (250 * KIB // len(piece.encode())), newline='')
        case(f'{piece!r} again and again', path, (1, 3), forms=('json',))
    path.write_bytes((FRONT + 'I listened to him. ' * 20000).encode()[:256 * KIB])
    case('at the cap', path, (1,))
    path.write_text(FRONT + 'a' * 250 * KIB)
    case('one long word', path, (1,))
    path.write_text(FRONT + BODY + '\x1b]0;own\x07 \u202e \x9b31m')
    case('control characters', path, (1,))
    path.write_text('---\n' + ''.join(f'k{i}: v\n' for i in range(1000)) + 'unit: difficult-interactions\n---\n' + BODY)
    case('a thousand keys', path, (1,))
    path.write_text('---\ntitle: A man\nunit: ../../etc/passwd\n---\n' + BODY)
    case('a unit that climbs', path, (3,), 'V107')


def places(folder):
    accounts = folder / 'portfolio/accounts'
    accounts.mkdir(parents=True)
    (accounts / 'x.md').mkdir()
    case('a folder among the accounts', folder / 'portfolio', (3,), 'V002')
    (accounts / 'x.md').rmdir()
    (folder / 'portfolio/README.md').write_text('No account.\n')
    for name, target in (('up', '..'), ('etc', '/etc'), ('self.md', 'self.md'), ('out.md', '/etc/hostname')):
        os.symlink(target, accounts / name)
    case('links in circles and out', folder / 'portfolio', (3,), 'V017')
    case('a device', '/dev/zero', (3,), 'V002')
    case('a name too long', 'x' * 5000 + '.md', (3,), 'V001')
    case('a name that is no UTF-8', os.fsdecode(os.fsencode(folder) + b'/\xff\xfe.md'), (3,), 'V001')
    fine = folder / 'fine.md'
    fine.write_text(FRONT + BODY)
    preload = {'LD_PRELOAD': faults, 'FAULT_NAME': '/fine.md'}
    case('may not be opened', fine, (3,), 'V001', {**preload, 'FAULT_OPEN': str(errno.EACCES)})
    case('a failing disk', fine, (3,), 'V001', {**preload, 'FAULT_READ': str(errno.EIO)})
    case('the shim without a fault', fine, (1,), None, preload)


def interrupt():
    child = subprocess.Popen([vouch, 'check', '-'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.3 * slow)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate()
    if child.returncode != 130 or err:
        fail('interrupt', f'{child.returncode} {err}')


def closed_pipe(folder):
    reader, writer = os.pipe()
    child = subprocess.Popen([vouch, 'check', folder], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    os.read(reader, 10)
    os.close(reader)
    _, err = child.communicate()
    if b'written' in err or child.returncode != -signal.SIGPIPE:
        fail('a closed pipe', f'{child.returncode} {err.decode()[:500]}')


def full_disk(folder):
    for arguments in (['check', folder], ['check', '--format', 'json', folder], ['check', '--format', 'ndjson', folder],
                      ['explain', 'V107'], ['help'], ['rubric', 'list'], ['--version']):
        with open('/dev/full', 'wb') as full:
            done = subprocess.run([vouch, *arguments], stdout=full, stderr=subprocess.PIPE)
        if done.returncode != 5 or b'No space left' not in done.stderr:
            fail(f'a full disk: {arguments[0]}', f'{done.returncode} {done.stderr.decode()[:500]}')


def many(folder):
    accounts = folder / 'many/accounts'
    accounts.mkdir(parents=True)
    for i in range(300):
        (accounts / f'{i}.md').write_text(FRONT + BODY if i % 7 else '\0' if i % 2 else FRONT + BODY * 50)
    (folder / 'many/other.md').write_text('Not an account.\n')
    closed_pipe(accounts.parent)
    full_disk(accounts.parent)
    for form in ('text', 'json', 'ndjson'):
        seen = [run(['check', '--jobs', jobs, '--format', form, accounts.parent])[:3] for jobs in ('1', '2', '3', '16', '256')]
        if any(one != seen[0] for one in seen) or seen[0][0] != 3:
            fail('threads', f'{form} is not the same for every --jobs, or did not end in 3: {[s[0] for s in seen]}')


def main():
    os.environ['VOUCH_DATA_DIR'] = str(root)
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        again_and_again(folder)
        places(folder)
        interrupt()
        many(folder)
    for failure in failures:
        print('not ok - ' + failure)
    print(f'{runs} runs, {len(failures)} not ok')
    sys.exit(bool(failures) or runs < 50)


main()
