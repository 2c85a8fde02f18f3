/* SPDX-License-Identifier: MIT */
/* Bytes of one input with a line index. */
#include "base/source.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/digest.h"
#include "base/str.h"

/* The byte after the next line end, or NULL. has_cr: a lone CR ends a line too. */
static const char *
after_line(const char *at, const char *end, bool has_cr)
{
  const char *lf = memchr(at, '\n', (size_t)(end - at));
  const char *limit = lf ? lf : end;
  const char *cr = has_cr ? memchr(at, '\r', (size_t)(limit - at)) : NULL;
  if (cr && cr + 1 != lf)
    return cr + 1;
  return lf ? lf + 1 : NULL;
}

static bool
index_lines(struct vouch_source *source)
{
  const char *end = source->bytes + source->size;
  bool has_cr = source->size && memchr(source->bytes, '\r', source->size);
  size_t n = 1, cap;
  for (const char *at = source->bytes; (at = after_line(at, end, has_cr)); n++)
    ;
  size_t *lines = vouch__alloc(&source->arena, n * sizeof *lines);
  if (!lines)
    return false;
  cap = n;
  n = 1; /* lines[0] is 0 */
  for (const char *at = source->bytes; n < cap && (at = after_line(at, end, has_cr)); n++)
    lines[n] = (size_t)(at - source->bytes);
  source->lines = lines;
  source->n_lines = n;
  return true;
}

static bool
begins_point(const struct vouch_source *source, size_t i)
{
  return ((unsigned char)source->bytes[i] & 0xC0) != 0x80;
}

enum { LONG_LINE = 4096 };

/* Columns are counted from the line's start; only where a line is very long is it worth an index. */
static bool
has_long_line(const struct vouch_source *source)
{
  for (size_t i = 0; i < source->n_lines; i++) {
    size_t end = i + 1 < source->n_lines ? source->lines[i + 1] : source->size;
    if (end - source->lines[i] > LONG_LINE)
      return true;
  }
  return false;
}

static bool
index_points(struct vouch_source *source)
{
  if (!has_long_line(source))
    return true;
  size_t *points = vouch__alloc(&source->arena, (source->size / VOUCH__STRIDE + 1) * sizeof *points), n = 0;
  if (!points)
    return false;
  for (size_t block = 0; block * VOUCH__STRIDE <= source->size; block++) {
    points[block] = n;
    size_t end = (block + 1) * VOUCH__STRIDE < source->size ? (block + 1) * VOUCH__STRIDE : source->size;
    for (size_t i = block * VOUCH__STRIDE; i < end; i++)
      n += begins_point(source, i);
  }
  source->points = points;
  return true;
}

/* Code points that begin before the byte. */
static size_t
points_before(const struct vouch_source *source, size_t offset)
{
  size_t block = offset / VOUCH__STRIDE, n = source->points[block];
  for (size_t i = block * VOUCH__STRIDE; i < offset; i++)
    n += begins_point(source, i);
  return n;
}

enum vouch_status
vouch_source_new(struct vouch_context *context, const char *path, const void *bytes, size_t size,
                 struct vouch_source **ret_source)
{
  struct vouch_source *source = vouch__resize(&context->allocator, NULL, sizeof *source);
  if (!source)
    return VOUCH_NOMEM;
  *source = (struct vouch_source){0};
  vouch__arena_init(&source->arena, context->allocator);
  source->path = vouch__copy(&source->arena, path, strlen(path));
  source->bytes = vouch__copy(&source->arena, bytes, size);
  source->size = size;
  struct vouch__bytes range = {bytes, size};
  if (!source->path || !source->bytes || !index_lines(source) || !index_points(source) ||
      vouch__sha512(&range, 1, source->sha512) != VOUCH_OK) {
    vouch_source_free(source);
    return VOUCH_NOMEM;
  }
  if (size >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0)
    source->bom = 3;
  *ret_source = source;
  return VOUCH_OK;
}

void
vouch_source_free(struct vouch_source *source)
{
  if (!source)
    return;
  struct vouch_allocator allocator = source->arena.allocator;
  vouch__arena_free(&source->arena);
  vouch__resize(&allocator, source, 0);
}

const char *
vouch_source_path(const struct vouch_source *source)
{
  return source->path;
}

const void *
vouch_source_bytes(const struct vouch_source *source, size_t *ret_size)
{
  *ret_size = source->size;
  return source->bytes;
}

void
vouch__source_place(const struct vouch_source *source, size_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
  if (offset > source->size)
    offset = source->size;
  size_t low = 0, high = source->n_lines;
  while (high - low > 1) {
    size_t mid = low + (high - low) / 2;
    if (source->lines[mid] <= offset)
      low = mid;
    else
      high = mid;
  }
  size_t at = source->lines[low];
  if (at < source->bom)
    at = source->bom <= offset ? source->bom : offset;
  /* Inside a code point the column is that of the code point. */
  size_t inside =
      offset < source->size && offset > 0 && (unsigned char)source->bytes[offset - 1] >= 0x80 && !begins_point(source, offset);
  *ret_line = (uint32_t)low + 1;
  size_t points = 0;
  if (source->points)
    points = points_before(source, offset) - points_before(source, at);
  else
    for (size_t i = at; i < offset; i++)
      points += begins_point(source, i);
  *ret_column = (uint32_t)(points + 1 - inside);
}

/* UTF-16 without a mark: every other byte of the first ones is zero. */
static bool
looks_utf16(const struct vouch_source *source)
{
  const unsigned char *b = (const unsigned char *)source->bytes;
  if (source->size >= 2 && ((b[0] == 0xFF && b[1] == 0xFE) || (b[0] == 0xFE && b[1] == 0xFF)))
    return true;
  size_t zeros[2] = {0, 0}, n = source->size < 64 ? source->size & ~(size_t)1 : 64;
  for (size_t i = 0; i < n; i++)
    zeros[i & 1] += b[i] == 0;
  return n >= 8 && (zeros[0] * 4 >= n || zeros[1] * 4 >= n) && (zeros[0] == 0 || zeros[1] == 0);
}

/* Windows-1252: the byte is one that Notepad's quotes, dashes, pound signs and accents have, with ASCII on both sides. */
static bool
looks_windows(const struct vouch_source *source, size_t at)
{
  unsigned char byte = (unsigned char)source->bytes[at];
  unsigned char before = at ? (unsigned char)source->bytes[at - 1] : ' ';
  unsigned char after = at + 1 < source->size ? (unsigned char)source->bytes[at + 1] : ' ';
  bool sign = byte == 0x80 || byte == 0x85 || (byte >= 0x91 && byte <= 0x97) || (byte >= 0xA0 && byte < 0xC0);
  bool letter = byte >= 0xC0 && (byte / 16 == 0xE || vouch__is_alpha((char)before) || vouch__is_alpha((char)after));
  return (sign || letter) && before < 0x80 && after < 0x80;
}

enum vouch_status
vouch__source_check_text(const struct vouch_source *source, size_t cap, struct vouch_diags *diags)
{
  struct vouch__at at = {.source = source};
  if (source->size > cap) {
    at.offset = VOUCH__NO_OFFSET;
    char size[32];
    snprintf(size, sizeof size, "%zu KiB", cap / 1024);
    VOUCH__DIAG(diags, VOUCH__V003, at, "Save the text on its own, without pictures in it.", source->path, size);
    return VOUCH_LIMIT;
  }
  if (looks_utf16(source)) {
    VOUCH__DIAG(diags, VOUCH__V012, at, "Save it again as UTF-8 (in Notepad: Save As, Encoding: UTF-8).", "");
    return VOUCH_INPUT;
  }
  const char *zero = source->size ? memchr(source->bytes, 0, source->size) : NULL;
  if (zero) {
    at.offset = (size_t)(zero - source->bytes);
    VOUCH__DIAG(diags, VOUCH__V013, at, "Save the account as plain text, or name the file under evidence: instead.",
                VOUCH__NUMBER(at.offset));
    return VOUCH_INPUT;
  }
  for (size_t i = 0; i < source->size;) {
    uint32_t point;
    size_t n = (unsigned char)source->bytes[i] < 0x80 ? 1 : vouch__utf8_decode(source->bytes + i, source->size - i, &point);
    if (n == 0) {
      char byte[8];
      snprintf(byte, sizeof byte, "0x%02X", (unsigned)(unsigned char)source->bytes[i]);
      at.offset = i;
      at.length = 1;
      if (looks_windows(source, i))
        VOUCH__DIAG(diags, VOUCH__V011, at, "In Notepad choose Save As, then Encoding: UTF-8, and save.", VOUCH__NUMBER(i),
                    byte);
      else
        VOUCH__DIAG(diags, VOUCH__V010, at, "Open the file in your editor and save it as UTF-8.", VOUCH__NUMBER(i));
      return VOUCH_INPUT;
    }
    i += n;
  }
  return VOUCH_OK;
}
