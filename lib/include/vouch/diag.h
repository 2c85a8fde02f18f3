/* SPDX-License-Identifier: MIT */
/* Diagnostics: numbered messages with a place and a next step. The table is lib/base/diag.def. */
#ifndef VOUCH_DIAG_H
#define VOUCH_DIAG_H

#include <vouch/base.h>

enum vouch_severity { VOUCH_ERROR, VOUCH_WARNING, VOUCH_NOTE };

/* One message. Strings belong to the list. offset, length: bytes of the original file; line and column count from 1
 * (column in code points, a byte order mark not counted); 0 where there is no such place. */
struct vouch_diag {
  const char *code; /* "V107" */
  const char *name; /* "unknown-unit" */
  enum vouch_severity severity;
  const char *path; /* NULL: belongs to no file */
  size_t offset, length;
  uint32_t line, column;
  const char *message; /* a full sentence */
  const char *hint;    /* the next step, or NULL */
};

/* A growing list of diagnostics. Not shared between threads while it grows. */
struct vouch_diags;
VOUCH_API enum vouch_status vouch_diags_new(struct vouch_context *context, struct vouch_diags **ret_diags);
VOUCH_API void vouch_diags_free(struct vouch_diags *diags);
VOUCH_API size_t vouch_diags_count(const struct vouch_diags *diags);
/* The i-th, in order of path, offset and code once vouch_diags_sort() was called, else in order of arrival. */
VOUCH_API const struct vouch_diag *vouch_diags_get(const struct vouch_diags *diags, size_t i);
VOUCH_API void vouch_diags_sort(struct vouch_diags *diags);
/* True when a message was lost for want of memory: the caller then ends with VOUCH_NOMEM. */
VOUCH_API bool vouch_diags_incomplete(const struct vouch_diags *diags);

/* Where a message points, for callers that find something out themselves (an unknown unit). source: the file, or NULL when
 * `path` alone names it (or nothing does). offset: VOUCH_NO_OFFSET when there is no place. */
#define VOUCH_NO_OFFSET SIZE_MAX
struct vouch_place {
  const struct vouch_source *source;
  const char *path;
  size_t offset, length;
};
/* Adds the entry `code` ("V107") with its {slots} filled in order by the strings of `slots` (NULL at the end). hint may be
 * NULL. Errors: VOUCH_ARG (no such code), VOUCH_NOMEM. */
VOUCH_API enum vouch_status vouch_diags_add(struct vouch_diags *diags, const char *code, struct vouch_place place,
                                            const char *hint, const char *const *slots);
/* Adds copies of the messages of `more` that are at least so severe (VOUCH_NOTE: all). Errors: VOUCH_NOMEM. */
VOUCH_API enum vouch_status vouch_diags_join(struct vouch_diags *diags, const struct vouch_diags *more,
                                             enum vouch_severity least);

/* The nearest of `n` words to `word`, for "did you mean"; NULL when none is near. */
VOUCH_API const char *vouch_word_nearest(const char *word, const char *const *words, size_t n);

/* The table itself, for `vouch explain`: entries by index, and by code or name ("V107", "v107", "unknown-unit"). */
struct vouch_diag_entry {
  const char *code, *name;
  enum vouch_severity severity;
  const char *summary;     /* the message with its {slots} */
  const char *explanation; /* why it matters and what to do, one paragraph of plain English */
};
VOUCH_API const struct vouch_diag_entry *vouch_diag_entry_get(size_t i);
VOUCH_API const struct vouch_diag_entry *vouch_diag_entry_find(const char *code_or_name);

#endif
