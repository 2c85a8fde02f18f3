/* SPDX-License-Identifier: MIT */
/* What is wrong with a line of front matter, in plain words, and how to write it. Text alone: no foreign library here. */
#ifndef VOUCH_READ_FRONTLINE_H
#define VOUCH_READ_FRONTLINE_H

#include "base/mem.h"

/* What the YAML parser said, as offsets in the text; context: where the construct began that it gave up in. */
struct vouch__yaml_fault {
  const char *problem, *context; /* "" when not given */
  size_t at, context_at;
};

/* Our reading of it. [from, to): the line to blame. */
struct vouch__front_fault {
  size_t from, to;
  size_t at;           /* the byte to point at */
  const char *problem; /* for V101 */
  const char *hint;
  const char *key; /* the value was meant as plain text: its key, and the text as it stands in [value_from, value_to) */
  size_t value_from, value_to;
};

/* Errors: VOUCH_NOMEM. */
enum vouch_status vouch__front_explain(struct vouch__arena *arena, const char *text, size_t len,
                                       const struct vouch__yaml_fault *fault, struct vouch__front_fault *ret_fault);
/* Makes the line of a fault, and the deeper lines that hang on it, blank: the rest can then be read. False: they are already.
 */
bool vouch__front_blank(char *text, size_t len, const struct vouch__front_fault *fault);

/* "word:" and then a blank or the line's end, at the very start: the word's length, else 0. */
size_t vouch__front_key(const char *line, size_t len);

#endif
