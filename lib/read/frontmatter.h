/* SPDX-License-Identifier: MIT */
/* The door of libyaml: the block between the first two `---` lines, as values with places. */
#ifndef VOUCH_READ_FRONTMATTER_H
#define VOUCH_READ_FRONTMATTER_H

#include "base/source.h"

enum vouch__value_kind { VOUCH__SCALAR, VOUCH__LIST, VOUCH__MAP };

struct vouch__value {
  enum vouch__value_kind kind;
  const char *key;            /* the key it stands under in its map, else NULL */
  size_t key_offset;          /* of the key in the file */
  const char *text;           /* scalar; "" for null */
  struct vouch__value *items; /* of a list or a map, in order */
  size_t n_items;
  size_t offset, length; /* bytes of the file */
  uint32_t line;
};

struct vouch__frontmatter {
  bool present;             /* the file starts with a `---` line that is closed by another */
  bool broken;              /* could not be read: a diagnostic says where; `root` holds what was read before */
  struct vouch__value root; /* a map */
  size_t body;              /* offset of the first byte after the closing line; 0 (or after the BOM) when absent */
};

/* Diagnostics, not a failed status, for everything a person got wrong (formats.md). Errors: VOUCH_NOMEM. */
enum vouch_status vouch__frontmatter_read(struct vouch__arena *arena, const struct vouch_source *source,
                                          struct vouch_diags *diags, struct vouch__frontmatter *ret_front);

/* The value of a top-level key, or NULL. */
const struct vouch__value *vouch__value_get(const struct vouch__value *map, const char *key);
/* A scalar where a list is wanted reads as a comma list: calls `each` for every item (trimmed slice with its place). */
enum vouch_status vouch__value_each(struct vouch__arena *arena, const struct vouch__value *value,
                                    enum vouch_status (*each)(const struct vouch__value *item, void *data), void *data);

#endif
