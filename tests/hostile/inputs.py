#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""inputs.py VOUCH TESTS [--slow N]: input that cannot be used, or should not be: exit code, diagnostic, place, next step, bounds.

Each case says what it gives, the exit code it must end in and what must stand in the output. Every run must end within 2 seconds
and 200 MB (--slow N: N times the seconds and no bound on memory, for builds with sanitizers), say nothing of a crash, and leave a
complete JSON document on standard output.
"""
import json, os, pathlib, resource, shutil, subprocess, sys, tempfile, time

vouch, tests = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
slow = float(sys.argv[sys.argv.index('--slow') + 1]) if '--slow' in sys.argv else 1
SECONDS, MEGABYTES = 2, 200
# Root without the rights to pass over file modes: what it may not read, it cannot.
UNPRIVILEGED = ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--inh-caps=-dac_override,-dac_read_search']
FRONT = b'---\ntitle: A day\nunit: difficult-interactions\n---\n'
BODY = b'\n## Situation\n\nA man shouted at me.\n\n## Action\n\nI listened.\n'
failed = passed = 0


def run(arguments, cwd, stdin=b'', unprivileged=False):
    def limits():
        if slow == 1:
            resource.setrlimit(resource.RLIMIT_AS, (2048 << 20, 2048 << 20))  # a bound for run-away growth; the peak is measured
    start = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as into:
        into.write(stdin)
        into.seek(0)
        child = subprocess.Popen([*(UNPRIVILEGED if unprivileged else []), vouch, *arguments], cwd=cwd, stdin=into, stdout=out, stderr=err, preexec_fn=limits)
        try:
            _, status, usage = os.wait4(child.pid, 0)
        except KeyboardInterrupt:
            child.kill()
            raise
        took = time.monotonic() - start
        out.seek(0)
        err.seek(0)
        return os.waitstatus_to_exitcode(status), out.read().decode('utf-8', 'replace'), err.read().decode('utf-8', 'replace'), took, usage.ru_maxrss / 1024


def case(name, arguments, code, wanted, cwd, stdin=b'', unprivileged=False, json_too=True):
    """wanted: texts that must stand in what people see (standard output and error together)."""
    global failed, passed
    wrong = []
    for form in ([], ['--format', 'json']) if json_too else ([],):
        got, out, err, took, peak = run(arguments[:1] + form + arguments[1:], cwd, stdin, unprivileged)
        both = out + err
        if got != code:
            wrong.append(f'exit {got}, not {code}')
        for text in wanted:
            if text not in both and not form:
                wrong.append(f'does not say {text!r}')
            if form and text.startswith('V') and text[1:].isdigit() and text not in out:
                wrong.append(f'the JSON does not hold {text}')
        if took > SECONDS * slow:
            wrong.append(f'took {took:.1f} s')
        if slow == 1 and peak > MEGABYTES:
            wrong.append(f'took {peak:.0f} MB')
        if 'Sanitizer' in both or 'runtime error' in both or got < 0:
            wrong.append('crashed')
        if form:
            try:
                document = json.loads(out)
                if document['schema'] != 'vouch-check/1':
                    wrong.append('the JSON has no schema')
            except (ValueError, KeyError) as why:
                wrong.append(f'no complete JSON: {why}')
        if wrong:
            wrong.append(both[-600:])
            break
    failed += bool(wrong)
    passed += not wrong
    if wrong:
        print(f'not ok - {name}: ' + '\n    '.join(wrong))


def accounts(top):
    rubric = ['--rubric', 'difficult-interactions']
    files = {
        # name: (bytes, arguments, exit code, what it says)
        'no-front.md': (BODY, [], 3, ['V118', 'difficult-interactions']),
        'no-front-rubric.md': (BODY, rubric, 1, ['V100']),
        'colon.md': (b'---\ntitle: Tiles: two batches\nunit: difficult-interactions\n---\n' + BODY, rubric, 1, ['V101', ':2:', 'quotes']),
        'tab.md': (b'---\ntitle: x\n\tunit: difficult-interactions\n---\n' + BODY, rubric, 1, ['V101', ':3:']),
        'twice.md': (b'---\ntitle: x\nunit: difficult-interactions\ntitle: y\n---\n' + BODY, [], 1, ['V102', 'line 2', 'line 4']),
        'open.md': (b'---\ntitle: x\nunit: difficult-interactions\n' + BODY, rubric, 1, ['V105']),
        'unit.md': (b'---\ntitle: x\nunit: dificult-interactions\n---\n' + BODY, [], 3, ['V107', 'difficult-interactions', ':3:']),
        'empty.md': (b'', [], 3, ['V014']),
        'blank.md': (b' \n\t\n', [], 3, ['V014']),
        'front-only.md': (FRONT, [], 1, ['V117']),
        'large.md': (FRONT + b'I listened to him. ' * 17000, [], 3, ['V003', '256 KiB']),
        'utf8.md': (FRONT + BODY + b'\n\xc3\x28 and \xf0\x28\n', [], 3, ['V010']),
        'utf16.md': ((FRONT + BODY).decode().encode('utf-16'), [], 3, ['V012', 'UTF-16']),
        'utf16be.md': ((FRONT + BODY).decode().encode('utf-16-be'), [], 3, ['V012', 'UTF-16']),
        'windows.md': (FRONT + 'It\u2019s \u201cfine\u201d, \u00a320.'.encode('cp1252'), [], 3, ['V011', 'Windows-1252', 'Notepad']),
        'nul.md': (FRONT + BODY + b'a\0b', [], 3, ['V013']),
        'binary.md': (bytes(range(256)) * 40, [], 3, ['V013']),
        'front-large.md': (b'---\ntitle: ' + b'x' * 20000 + b'\nunit: difficult-interactions\n---\n' + BODY, rubric, 1, ['V103', '16 KiB']),
        'anchor.md': (b'---\ntitle: &a x\nlearner: *a\nunit: difficult-interactions\n---\n' + BODY, rubric, 1, ['V104']),
        'bomb.md': (b'---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n---\n' + BODY, rubric, 1, ['V104']),
    }
    for name, (data, extra, code, wanted) in files.items():
        (top / name).write_bytes(data)
        case(name, ['check', *extra, name], code, wanted, top)
    case('standard input', ['check', '-'], 1, [], top, stdin=FRONT + BODY)
    case('empty standard input', ['check', '-'], 3, ['V014'], top)
    case('no such file', ['check', 'nothing.md'], 3, ['V001', 'nothing.md'], top)
    (top / 'folder').mkdir()
    (top / 'folder' / 'notes.txt').write_text('x')
    case('folder without an account', ['check', 'folder'], 3, ['V017', 'folder'], top)
    (top / 'named.md').mkdir()
    case('a folder named like an account', ['check', 'named.md'], 3, ['V017'], top)
    (top / 'mixed').mkdir()
    (top / 'mixed' / 'a.md').write_bytes(FRONT + BODY)
    (top / 'mixed' / 'b.md').write_bytes(b'\xff\xfe')
    case('one good, one bad', ['check', 'mixed'], 3, ['V012', 'A day'], top)
    os.mkfifo(top / 'pipe.md')
    case('a named pipe', ['check', 'pipe.md'], 3, ['V002'], top)
    locked = top / 'locked.md'
    locked.write_bytes(FRONT + BODY)
    locked.chmod(0)
    case('unreadable', ['check', 'locked.md'], 3, ['V001', 'ermission'], top, unprivileged=os.getuid() == 0)


def locked_folder(top):
    (top / 'all' / 'b').mkdir(parents=True)
    for name in ('all/a.md', 'all/b/b.md', 'all/c.md'):
        (top / name).write_bytes(FRONT + BODY)
    (top / 'all' / 'b').chmod(0)
    case('a folder that cannot be listed', ['check', 'all'], 3, ['V001', 'all/b', 'ermission', 'all/a.md', 'all/c.md'], top,
         unprivileged=os.getuid() == 0)
    (top / 'all' / 'b').chmod(0o755)


def rubrics(top):
    good = top / 'good.md'
    good.write_bytes(FRONT + BODY)
    start = '<?xml version="1.0" encoding="UTF-8"?>\n<rubric id="r" version="1.0" title="R" language="en-GB">\n'
    criterion = '<criterion id="A1" number="1.1" kind="skill"><statement>S.</statement><guidance>G.</guidance><witness>W.</witness><evidence><indicator concept="{0}"/></evidence></criterion>\n'
    concept = '<concept id="c" title="C">{0}<example>I rang her.</example></concept>\n'
    written = {
        'text.xml': ('hello', ['V201', 'text.xml']),
        'open.xml': (start + criterion, ['V201', 'open.xml']),
        'schema.xml': (start + '<wrong/></rubric>', ['V209', ':3']),
        'no-criteria.xml': (start + '</rubric>', ['V209']),
        'concept.xml': (start + criterion.format('nothing') + '</rubric>', ['V222', 'nothing', ':3']),
        'pattern.xml': (start + criterion.format('c') + concept.format('<pattern needs="rang">(rang</pattern>') + '</rubric>', ['V220', ':4']),
        'unbounded.xml': (start + criterion.format('c') + concept.format('<pattern needs="rang">(?:rang.*)+x</pattern>') + '</rubric>', ['V220', ':4']),
        'phrase.xml': (start + criterion.format('c') + concept.format('<phrase>rang (her|</phrase>') + '</rubric>', ['V221', ':4']),
        'gap.xml': (start + criterion.format('c') + concept.format('<phrase>rang ...9 her</phrase>') + '</rubric>', ['V221', ':4']),
        'uses.xml': (start + '<use concepts="nowhere.xml"/>' + criterion.format('c') + '</rubric>', ['V224', 'nowhere.xml']),
        'large.xml': (start + '<!--' + 'x' * 300000 + '-->' + criterion.format('c') + '</rubric>', ['V208']),
    }
    for name, (text, wanted) in written.items():
        (top / name).write_text(text)
        case(name, ['check', '--rubric', name, 'good.md'], 3, wanted, top)
    words = ('a' * 60 + ' ') * 30 + '. '
    (top / 'costly.md').write_text(FRONT.decode() + '\n## Action\n\n' + words * 60)
    costly = '<pattern needs="aaa*">(?:a|aa|aaa){1,150}[89]</pattern>'
    (top / 'costly.xml').write_text(start + criterion.format('c') + concept.format(costly) + '</rubric>')
    case('a pattern that costs too much', ['check', '--rubric', 'costly.xml', 'costly.md'], 1, ['V230', 'ndecided'], top)
    case('a folder as a rubric', ['check', '--rubric', '.', 'good.md'], 3, ['V002'], top)
    case('no such rubric', ['check', '--rubric', 'nothing', 'good.md'], 3, ['V200'], top)
    case('a concept file as a rubric', ['check', '--rubric', str(tests.parent / 'rubrics' / 'people.xml'), 'good.md'], 3, ['V209'], top)
    case('a bad rubric without an account', ['check', '--rubric', 'text.xml', 'nothing.md'], 3, ['V201', 'V001'], top)


# What each hostile XML file is refused for.
XML = {
    'attrs-12500.xml': 'V206', 'bad.xml': 'V209', 'catpi.xml': 'V210', 'deep300.xml': 'V207', 'evilcat.xml': 'V211', 'extdtd.xml': 'V202',
    'gz.xml': 'V204', 'lol.xml': 'V202', 'lolattr.xml': 'V202', 'name60k.xml': 'V206', 'quad.xml': 'V208', 'quadattr.xml': 'V202',
    'rubric.rng': 'V211', 'rubric.xsd': 'V211', 'schema.xml': 'V209', 'u16.xml': 'V012', 'utf7.xml': 'V203', 'xinc.xml': 'V211', 'xsi.xml': 'V211',
    'xsi2.xml': 'V211', 'xxe-param.xml': 'V202', 'xxe.xml': 'V202',
}
MARKDOWN = {
    'deepquote-50k.md': (3, ['V015', '32']), 'quad-deeplist-9k.md': (3, ['V015', '32']), 'quad-emph-deepquote-60k.md': (3, ['V015', '32']),
    'quad-image-openers-60k.md': (3, ['V016', '500']), 'xss.md': (1, []),
}


def hazards(top):
    (top / 'good.md').write_bytes(FRONT + BODY)
    seen = {p.name for p in (tests / 'hostile' / 'xml').iterdir()}
    if seen != set(XML):
        case(f'hazards/xml and this table differ: {sorted(seen ^ set(XML))}', ['check', 'good.md'], -1, [], top)
    for name, code in XML.items():
        case('xml/' + name, ['check', '--rubric', str(tests / 'hostile' / 'xml' / name), 'good.md'], 3, [code], top)
    for name, (code, wanted) in MARKDOWN.items():
        case('markdown/' + name, ['check', '--rubric', 'difficult-interactions', str(tests / 'hostile' / 'markdown' / name)], code, wanted, top)


for part in (accounts, locked_folder, rubrics, hazards):
    with tempfile.TemporaryDirectory() as folder:
        part(pathlib.Path(folder))
print(f'{passed} ok, {failed} not ok')
sys.exit(bool(failed))
