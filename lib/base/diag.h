/* SPDX-License-Identifier: MIT */
/* The diagnostics list, from inside. */
#ifndef VOUCH_BASE_DIAG_H
#define VOUCH_BASE_DIAG_H

#include <vouch/diag.h>

#include "base/mem.h"

enum vouch__code {
#define DIAG(number, name, severity, summary, explanation) VOUCH__V##number,
#include "base/diag.def"
#undef DIAG
  VOUCH__CODES
};

struct vouch_diags {
  struct vouch__arena arena;
  struct vouch_diag *list;
  size_t n, cap;
  bool lost;
};

struct vouch_source;

/* Where a message points. Fill `source` and `offset` (line and column are worked out); or line alone when the parser
 * knows no more (offset = VOUCH__NO_OFFSET). source NULL: belongs to no file (or to `path`). */
#define VOUCH__NO_OFFSET VOUCH_NO_OFFSET
struct vouch__at {
  const struct vouch_source *source;
  const char *path; /* used when source is NULL */
  size_t offset, length;
  uint32_t line, column; /* used when offset is VOUCH__NO_OFFSET */
};

/* Adds a message: the entry's summary with its {slots} filled, in order, by the string arguments:
 *   VOUCH__DIAG(diags, VOUCH__V107, at, hint, name, list);
 * A message without slots is given "" . `hint` may be NULL. Never fails: the list is marked incomplete when out of memory.
 * diags may be NULL (dropped). */
void vouch__diag(struct vouch_diags *diags, enum vouch__code code, struct vouch__at at, const char *hint,
                 const char *const *slots);
#define VOUCH__DIAG(diags, code, at, hint, ...)                                                                                \
  vouch__diag((diags), (code), (at), (hint), (const char *const[]){__VA_ARGS__, NULL})
/* A number as a slot: writes into a buffer of the caller's. */
#define VOUCH__NUMBER(n) (vouch__number((char[24]){0}, (unsigned long)(n)))
const char *vouch__number(char buffer[24], unsigned long n);
/* The nearest of `n` words to `word` (edit distance at most a third of its length), or NULL. For "did you mean". */
const char *vouch__nearest(const char *word, const char *const *words, size_t n);
/* Has a message of severity error been added since `from`? */
bool vouch__diags_error(const struct vouch_diags *diags, size_t from);

#endif
