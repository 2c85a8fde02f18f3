#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""schema.py VOUCH TESTS: JSON and ndjson over all accounts follow the shipped schema, agree with each other, and add up."""
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

vouch, tests = sys.argv[1], pathlib.Path(sys.argv[2])
schema = json.loads((tests.parent / 'lib/report/vouch-check-1.schema.json').read_text())
jsonschema.Draft202012Validator.check_schema(schema)
parts = {name: jsonschema.Draft202012Validator({'$ref': f'#/$defs/{name}', '$defs': schema['$defs']})
         for name in ('document', 'line', 'last_line')}
whole = jsonschema.Draft202012Validator(schema)
wrong = []


def follows(part, value, name):
    for error in list(parts[part].iter_errors(value))[:3]:
        wrong.append(f'{name}: {error.json_path}: {error.message[:200]}')
    if not whole.is_valid(value):
        wrong.append(f'{name}: the schema as a whole refuses it')


def is_closed(document):
    """The schema is closed and complete at every object: a key more or less is refused."""
    def objects(value):
        if isinstance(value, dict):
            yield value
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
            yield from objects(inner)
    for i, _ in enumerate(objects(document)):
        for change in (lambda o: o.update(extra=1), lambda o: o.popitem()):
            other = copy.deepcopy(document)
            change(list(objects(other))[i])
            if parts['document'].is_valid(other):
                wrong.append(f'the schema is open at object {i}')


def run(form, paths):
    done = subprocess.run([vouch, 'check', '--format', form, *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (1, 3) or done.stderr:
        sys.exit(f'exit {done.returncode}: {done.stderr.decode()[-1000:]}')
    return done.stdout.decode()


def main():
    accounts = sorted([*tests.glob('accounts/?/*.md'), *tests.glob('marked/?/*.md')])
    bad = [tests / 'accounts/score.py', tests / 'hostile/markdown/deepquote-50k.md', tests.parent / 'templates/portfolio.md']
    document = json.loads(run('json', accounts + bad))
    follows('document', document, 'json')
    if len(document['accounts']) != len(accounts) or len(accounts) < 100 or not document['skipped']:
        wrong.append(f'{len(document["accounts"])} results for {len(accounts)} accounts')
    *lines, last = [json.loads(line) for line in run('ndjson', accounts + bad).splitlines()]
    for line in lines:
        follows('line', line, 'ndjson')
    follows('last_line', last, 'ndjson, last line')
    if [line['account'] for line in lines] != document['accounts']:
        wrong.append('json and ndjson show other accounts')
    if any(last[key] != document[key] for key in ('skipped', 'diagnostics', 'summary')):
        wrong.append('json and ndjson end in another way')
    summary, verdicts = document['summary'], [c['verdict'] for a in document['accounts'] for c in a['criteria']]
    sums = {'accounts': len(document['accounts']), 'criteria': len(verdicts),
            'mistakes': sum(m['verdict'] == 'present' for a in document['accounts'] for m in a['mistakes']),
            'privacy': sum(len(a['privacy']) for a in document['accounts']),
            **{word: verdicts.count(word) for word in ('found', 'partial', 'missing', 'undecided')}}
    if sums != summary:
        wrong.append(f'the summary says {summary}, the accounts {sums}')
    rich = max(document['accounts'], key=lambda a: len(json.dumps(a)))
    is_closed({**document, 'accounts': [rich]})
    print('\n'.join(wrong[:40]) or f'{len(accounts)} accounts, {len(verdicts)} verdicts')
    sys.exit(bool(wrong))


main()
