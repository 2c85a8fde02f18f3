#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""embed.py NAME INPUT OUTPUT: a file as a C array, `const char NAME[]` and `const size_t NAME_size`."""
import sys

name, source, target = sys.argv[1:]
data = open(source, 'rb').read()
with open(target, 'w') as out:
    out.write(f'#include <stddef.h>\nextern const char {name}[];\nextern const size_t {name}_size;\n')
    out.write(f'const char {name}[] = {{\n')
    for i in range(0, len(data), 24):
        out.write(','.join(str(b - 256 if b > 127 else b) for b in data[i:i + 24]) + ',\n')
    out.write(f'0}};\nconst size_t {name}_size = {len(data)};\n')
