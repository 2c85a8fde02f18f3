/* SPDX-License-Identifier: MIT */
/* Bytes of one input with a line index. */
#ifndef VOUCH_BASE_SOURCE_H
#define VOUCH_BASE_SOURCE_H

#include "base/diag.h"
#include "base/mem.h"

enum { VOUCH__STRIDE = 256 };

struct vouch_source {
  struct vouch__arena arena;
  const char *path;
  const char *bytes; /* NUL-terminated beyond `size` */
  size_t size;
  size_t bom;          /* 3 when the file starts with a UTF-8 byte order mark, else 0 */
  const size_t *lines; /* offset of each line's first byte; CR, LF and CRLF end a line */
  size_t n_lines;
  const size_t
      *points;      /* code points that begin before byte k * VOUCH__STRIDE, for columns on long lines; NULL: none is long */
  char sha512[129]; /* hex */
};

/* Line (from 1) and column (code points from 1, BOM not counted) of a byte offset. */
void vouch__source_place(const struct vouch_source *source, size_t offset, uint32_t *ret_line, uint32_t *ret_column);

/* Is it text that vouch can read? Refuses (with the diagnostic) UTF-16/32, NUL bytes, invalid UTF-8 (naming Windows-1252
 * where it looks like that), size over `cap`. VOUCH_OK, VOUCH_INPUT or VOUCH_LIMIT. */
enum vouch_status vouch__source_check_text(const struct vouch_source *source, size_t cap, struct vouch_diags *diags);

#endif
