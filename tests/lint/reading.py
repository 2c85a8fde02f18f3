#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""reading.py ROOT [-v]: messages and guidance read at grade 7 at most (Flesch-Kincaid), the terms of the field aside.

Counted: each entry of diag.def, the texts for learners in each rubric (one entry a text of 12 words or more, the short ones
together), and the sentences among the string literals of the renderers and the CLI (together, a file)."""
import os
import re
import sys
import xml.etree.ElementTree as tree_of

import tree

LIMIT = 7.0
root = sys.argv[1]
terms = {line.strip().lower() for line in open(os.path.join(root, 'tests/lint/field-terms.txt'))
         if line.strip() and not line.startswith('#')}


def syllables(word):
    """Groups of vowels, a silent e at the end not counted."""
    word = re.sub(r"'s$|'", '', word.lower())
    if word in terms or re.sub(r'(s|es|ed)$', '', word) in terms:
        return 1
    if re.search(r'[^aeiouy](es|ed)$', word) and not re.search(r'([td]ed|(s|x|z|c|g|ch|sh)es)$', word):
        word = word[:-2]
    elif re.search(r'[^aeiouyl]e$|[aeiouy]le$', word):
        word = word[:-1]
    return max(1, len(re.findall(r'[aeiouy]+', word)))


def grade(text):
    text = re.sub(r'\{[^}]*\}|%[-0-9.]*[a-z]+|\S*[/_<>=]\S*|--\S+|\b\w+\.(md|xml|xsd)\b', ' it ', text)
    text = re.sub(r'[:;]\s|[.!?]+(\s|$)', ' . ', text)
    sentences = [s for s in text.split(' . ') if re.search('[A-Za-z]', s)]
    words = re.findall(r"[A-Za-z][A-Za-z']*", ' '.join(sentences))
    if not words:
        return 0.0, 0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59, len(words)


def literals(text):
    """C string literals, neighbours joined; comments and includes left out."""
    text = re.sub(r'/\*.*?\*/', ' ', text, flags=re.S)
    text = re.sub(r'^\s*#.*$', '', text, flags=re.M)
    for run in re.findall(r'"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*', text):
        yield ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', run)).replace('\\n', ' . ').replace('\\"', '')


def entries():
    text = open(os.path.join(root, 'lib/base/diag.def')).read()
    for number, body in re.findall(r'^DIAG\((\d+), "[^"]+", \w+,(.*?)\)$', text, flags=re.M | re.S):
        yield f'V{number}', ' '.join(literals(body))
    for path in tree.files(root):
        if path.startswith(('lib/', 'cli/')) and path.endswith('.c'):
            said = [s for s in literals(open(os.path.join(root, path)).read())
                    if len(s.split()) >= 5]
            yield path, ' . '.join(said)
        elif re.match(r'rubrics/[^/]+\.xml$', path):
            short = []
            for element in tree_of.parse(os.path.join(root, path)).iter():
                said = ' '.join((element.text or '').split())
                if element.tag in ('guidance', 'found', 'partial', 'missing', 'near-miss') and said:
                    if len(said.split()) < 12:
                        short.append(said)
                    else:
                        yield f'{path}: "{said[:60]}..."', said
            yield f'{path} (short texts)', ' . '.join(short)


errors = []
for name, said in entries():
    value, words = grade(said)
    if len(sys.argv) > 2:
        print(f'{value:6.1f} {words:5} {name}')
    if words >= 12 and value > LIMIT:
        errors.append(f'{name}: grade {value:.1f}, {LIMIT:.0f} is the limit')
tree.end(errors)
