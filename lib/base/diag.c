/* SPDX-License-Identifier: MIT */
/* Numbered diagnostics from one table. */
#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/source.h"
#include "base/str.h"

static const struct vouch_diag_entry entries[] = {
#define DIAG(number, name, severity, summary, explanation) {"V" #number, name, VOUCH_##severity, summary, explanation},
#include "base/diag.def"
#undef DIAG
};

const struct vouch_diag_entry *
vouch_diag_entry_get(size_t i)
{
  return i < sizeof entries / sizeof *entries ? &entries[i] : NULL;
}

const struct vouch_diag_entry *
vouch_diag_entry_find(const char *code_or_name)
{
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
    if (vouch__equal_fold(entries[i].code, code_or_name) || vouch__equal_fold(entries[i].name, code_or_name))
      return &entries[i];
  return NULL;
}

enum vouch_status
vouch_diags_new(struct vouch_context *context, struct vouch_diags **ret_diags)
{
  struct vouch_diags *diags = vouch__resize(&context->allocator, NULL, sizeof *diags);
  if (!diags)
    return VOUCH_NOMEM;
  *diags = (struct vouch_diags){0};
  vouch__arena_init(&diags->arena, context->allocator);
  *ret_diags = diags;
  return VOUCH_OK;
}

void
vouch_diags_free(struct vouch_diags *diags)
{
  if (!diags)
    return;
  struct vouch_allocator allocator = diags->arena.allocator;
  vouch__arena_free(&diags->arena);
  vouch__resize(&allocator, diags, 0);
}

size_t
vouch_diags_count(const struct vouch_diags *diags)
{
  return diags->n;
}

const struct vouch_diag *
vouch_diags_get(const struct vouch_diags *diags, size_t i)
{
  return i < diags->n ? &diags->list[i] : NULL;
}

bool
vouch_diags_incomplete(const struct vouch_diags *diags)
{
  return diags->lost;
}

static int
compare_text(const char *a, const char *b)
{
  return strcmp(a ? a : "", b ? b : "");
}

static int
compare(const void *left, const void *right)
{
  const struct vouch_diag *a = left, *b = right;
  int by = compare_text(a->path, b->path);
  if (by == 0)
    by = (a->line > b->line) - (a->line < b->line);
  if (by == 0)
    by = (a->column > b->column) - (a->column < b->column);
  if (by == 0)
    by = strcmp(a->code, b->code);
  if (by == 0)
    by = (a->length > b->length) - (a->length < b->length);
  return by ? by : compare_text(a->message, b->message);
}

void
vouch_diags_sort(struct vouch_diags *diags)
{
  if (diags->n)
    qsort(diags->list, diags->n, sizeof *diags->list, compare);
}

/* The summary with its {slots} replaced, in order. */
static char *
fill(struct vouch__arena *arena, const char *summary, const char *const *slots)
{
  size_t size = strlen(summary) + 1;
  for (const char *const *slot = slots; *slot; slot++)
    size += strlen(*slot);
  char *message = vouch__alloc(arena, size), *out = message;
  if (!message)
    return NULL;
  for (const char *in = summary; *in; in++) {
    if (*in == '{' && *slots && strchr(in, '}')) {
      size_t len = strlen(*slots);
      memcpy(out, *slots++, len);
      out += len;
      in = strchr(in, '}');
    } else {
      *out++ = *in;
    }
  }
  return message;
}

void
vouch__diag(struct vouch_diags *diags, enum vouch__code code, struct vouch__at at, const char *hint, const char *const *slots)
{
  if (!diags)
    return;
  const struct vouch_diag_entry *entry = &entries[code];
  const char *path = at.source ? at.source->path : at.path;
  char *message = fill(&diags->arena, entry->summary, slots);
  char *own_path = path ? vouch__copy(&diags->arena, path, strlen(path)) : NULL;
  char *own_hint = hint ? vouch__copy(&diags->arena, hint, strlen(hint)) : NULL;
  if (!message || (path && !own_path) || (hint && !own_hint) ||
      !VOUCH__PUSH(&diags->arena, diags->list, diags->n, diags->cap)) {
    diags->lost = true;
    return;
  }
  struct vouch_diag *diag = &diags->list[diags->n - 1];
  *diag = (struct vouch_diag){
      .code = entry->code,
      .name = entry->name,
      .severity = entry->severity,
      .path = own_path,
      .length = at.length,
      .line = at.line,
      .column = at.column,
      .message = message,
      .hint = own_hint,
  };
  if (at.source && at.offset != VOUCH__NO_OFFSET) {
    diag->offset = at.offset;
    vouch__source_place(at.source, at.offset, &diag->line, &diag->column);
  }
}

enum vouch_status
vouch_diags_add(struct vouch_diags *diags, const char *code, struct vouch_place place, const char *hint,
                const char *const *slots)
{
  const struct vouch_diag_entry *entry = vouch_diag_entry_find(code);
  if (!entry)
    return VOUCH_ARG;
  struct vouch__at at = {.source = place.source, .path = place.path, .offset = place.offset, .length = place.length};
  vouch__diag(diags, (enum vouch__code)(entry - entries), at, hint, slots);
  return diags->lost ? VOUCH_NOMEM : VOUCH_OK;
}

enum vouch_status
vouch_diags_join(struct vouch_diags *diags, const struct vouch_diags *more, enum vouch_severity least)
{
  for (size_t i = 0; i < more->n; i++) {
    struct vouch_diag diag = more->list[i];
    if (diag.severity > least)
      continue;
    const char **texts[] = {&diag.path, &diag.message, &diag.hint};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
      if (*texts[t] && !(*texts[t] = vouch__copy(&diags->arena, *texts[t], strlen(*texts[t]))))
        goto nomem;
    if (!VOUCH__PUSH(&diags->arena, diags->list, diags->n, diags->cap))
      goto nomem;
    diags->list[diags->n - 1] = diag;
  }
  diags->lost |= more->lost;
  return diags->lost ? VOUCH_NOMEM : VOUCH_OK;
nomem:
  diags->lost = true;
  return VOUCH_NOMEM;
}

const char *
vouch__number(char buffer[24], unsigned long n)
{
  snprintf(buffer, 24, "%lu", n);
  return buffer;
}

bool
vouch__diags_error(const struct vouch_diags *diags, size_t from)
{
  for (size_t i = from; i < diags->n; i++)
    if (diags->list[i].severity == VOUCH_ERROR)
      return true;
  return false;
}

/* Edit distance (insert, delete, replace, swap of neighbours), case folded, words of at most 63 bytes. */
static size_t
distance(const char *a, const char *b)
{
  enum { MAX = 64 };
  size_t la = strlen(a), lb = strlen(b);
  if (la >= MAX || lb >= MAX)
    return MAX;
  unsigned char row[3][MAX];
  for (size_t j = 0; j <= lb; j++)
    row[0][j] = (unsigned char)j;
  unsigned char *before = row[2], *last = row[0], *now = row[1];
  for (size_t i = 1; i <= la; i++) {
    now[0] = (unsigned char)i;
    for (size_t j = 1; j <= lb; j++) {
      char x = vouch__lower(a[i - 1]), y = vouch__lower(b[j - 1]);
      unsigned best = last[j - 1] + (x != y);
      if (last[j] + 1u < best)
        best = last[j] + 1u;
      if (now[j - 1] + 1u < best)
        best = now[j - 1] + 1u;
      if (i > 1 && j > 1 && x == vouch__lower(b[j - 2]) && y == vouch__lower(a[i - 2]) && before[j - 2] + 1u < best)
        best = before[j - 2] + 1u;
      now[j] = (unsigned char)best;
    }
    unsigned char *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[lb];
}

const char *
vouch__nearest(const char *word, const char *const *words, size_t n)
{
  const char *best = NULL;
  size_t best_distance = strlen(word) / 3 + 1;
  for (size_t i = 0; i < n; i++) {
    size_t d = distance(word, words[i]);
    if (d <= best_distance && (!best || d < best_distance)) {
      best = words[i];
      best_distance = d;
    }
  }
  return best;
}

const char *
vouch_word_nearest(const char *word, const char *const *words, size_t n)
{
  return vouch__nearest(word, words, n);
}
