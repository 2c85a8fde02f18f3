#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""spans.py VOUCH TESTS: every finding of every account is byte-exact, also in hard variants of the same texts.

For each finding the bytes at [offset, offset + length) of the file equal `text`, and line and column point there.
"""
import json, pathlib, random, re, subprocess, sys, tempfile

vouch, tests = sys.argv[1], pathlib.Path(sys.argv[2])


def split(text):
    front = re.match(r'---\n.*?\n---\n', text, re.S)
    return (front.group(0), text[front.end():]) if front else ('', text)


def body(change):
    def changed(text):
        front, rest = split(text)
        return front + change(rest)
    return changed


def quoted(rest):
    """Each paragraph a block quote whose later lines are lazy."""
    out = []
    for block in rest.split('\n\n'):
        if block.strip() and not block.lstrip().startswith(('#', '*', '-')):
            words = block.split(' ')
            third = max(1, len(words) // 3)
            block = '> ' + ' '.join(words[:third]) + '\n' + ' '.join(words[third:2 * third]) + '\n   ' + ' '.join(words[2 * third:])
        out.append(block)
    return '\n\n'.join(out)


def listed(rest):
    """Each paragraph a list item, its later lines indented by a tab or by blanks."""
    out = []
    for block in rest.split('\n\n'):
        if block.strip() and not block.lstrip().startswith(('#', '*', '-')):
            words = block.split(' ')
            half = max(1, len(words) // 2)
            block = '- ' + ' '.join(words[:half]) + '\n\t' + ' '.join(words[half:])
        out.append(block)
    return '\n\n'.join(out)


def emoji(rest):
    return re.sub(r'(?m)^(?=[A-Z])', '\U0001F600 \U0001F468\u200D\U0001F469 ', rest)


def marked(rest):
    return re.sub(r'\b(calm|listened|asked|rang|manager|logged|sorry)\b', r'**\1**', rest)


variants = {
    'plain': lambda t: t.encode(),
    'crlf': lambda t: t.replace('\n', '\r\n').encode(),
    'cr': lambda t: t.replace('\n', '\r').encode(),
    'bom': lambda t: b'\xef\xbb\xbf' + t.encode(),
    'tabs': lambda t: body(lambda r: r.replace('. ', '.\t'))(t).encode(),
    'emoji': lambda t: body(emoji)(t).encode(),
    'curly': lambda t: body(lambda r: re.sub(r'"([^"]*)"', '\u201c\\1\u201d', r).replace("'", '\u2019'))(t).encode(),
    'quote': lambda t: body(quoted)(t).encode(),
    'list': lambda t: body(listed)(t).encode(),
    'entity': lambda t: body(lambda r: r.replace(' and ', ' &amp; ').replace("'", '&#39;').replace('"', '&quot;'))(t).encode(),
    'escape': lambda t: body(lambda r: r.replace('!', '\\!').replace(',', '\\,'))(t).encode(),
    'strong': lambda t: body(marked)(t).encode(),
    'accent': lambda t: body(lambda r: r.replace(' the ', ' th\u00e9 ', 3))(t).encode(),
}


def places(account):
    for criterion in account['criteria']:
        yield from criterion['evidence']
        yield from criterion['near_misses']
        for finding in criterion['evidence']:
            for trigger in finding['triggers']:
                yield {**trigger, 'text': None}
    for mistake in account['mistakes']:
        yield from mistake['evidence']
    yield from account['privacy']


def check(path, account, wrong):
    data, n = path.read_bytes(), 0
    starts = [0] + [m.end() for m in re.finditer(rb'\r\n|\r|\n', data)]
    for place in places(account):
        n += 1
        offset, end = place['offset'], place['offset'] + place['length']
        if not (0 <= offset < end <= len(data)):
            wrong.append(f'{path.name}: [{offset}, {end}) is not in the file')
            continue
        if place['text'] is None:
            continue
        if data[offset:end] != place['text'].encode():
            wrong.append(f'{path.name}: {place["text"]!r} is not {data[offset:end]!r}')
        line = max(i for i, s in enumerate(starts) if s <= offset)
        before = data[starts[line]:offset].decode()
        column = len(before.lstrip('\ufeff') if line == 0 else before) + 1
        if (place['line'], place['column']) != (line + 1, column):
            wrong.append(f'{path.name}: {place["text"]!r} is at {line + 1}:{column}, said {place["line"]}:{place["column"]}')
    return n


def main():
    wrong, total, least = [], 0, {}
    sources = sorted([*tests.glob('accounts/*/*.md'), *tests.glob('marked/*/*.md')])
    if len(sources) < 100:
        sys.exit(f'only {len(sources)} accounts found')
    with tempfile.TemporaryDirectory() as folder:
        for name, change in variants.items():
            here = pathlib.Path(folder) / name / 'accounts'
            here.mkdir(parents=True)
            for source in sources:
                (here / f'{source.parent.name}-{source.name}').write_bytes(change(source.read_text(encoding='utf-8')))
            run = subprocess.run([vouch, 'check', '--format', 'json', str(here)], capture_output=True)
            if run.returncode not in (0, 1):
                sys.exit(f'{name}: exit {run.returncode}\n{run.stderr.decode()[-2000:]}')
            result = json.loads(run.stdout)
            if len(result['accounts']) != len(sources):
                wrong.append(f'{name}: {len(result["accounts"])} of {len(sources)} accounts')
            least[name] = sum(check(pathlib.Path(a['path']), a, wrong) for a in result['accounts'])
            total += least[name]
    for line in wrong[:20]:
        print(line)
    print(', '.join(f'{name} {n}' for name, n in least.items()))
    # A variant in which nothing is found any more would hide what it is there to show.
    for name, n in least.items():
        if n * 2 < least['plain']:
            wrong.append(f'{name}: only {n} places')
            print(wrong[-1])
    print(f'{total} places, {len(wrong)} wrong')
    sys.exit(bool(wrong))


main()
