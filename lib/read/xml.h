/* SPDX-License-Identifier: MIT */
/* The door of libxml2: XML from strangers to a plain tree, with refusals and schema validation. */
#ifndef VOUCH_READ_XML_H
#define VOUCH_READ_XML_H

#include "base/source.h"

struct vouch__xml_attr {
  const char *name, *value;
};

/* An element. text: its own character data, trimmed, inner runs of white space made one blank ("" if none).
 * Comments and processing instructions are left out. */
struct vouch__xml {
  const char *name;
  const struct vouch__xml_attr *attrs;
  size_t n_attrs;
  const char *text;
  const struct vouch__xml *kids;
  size_t n_kids;
  uint32_t line;
};

/* Parses, refuses what archive.md refuses (size over `cap`, other encodings by name, NUL, gzip magic, any DOCTYPE, entities,
 * tags over 16 KiB, depth), then validates against the embedded schema (rubric.xsd) when `validate`. Every refusal is a
 * diagnostic with file and line (no column from the schema: libxml2 gives none).
 * Errors: VOUCH_NOMEM, VOUCH_INPUT, VOUCH_LIMIT. */
enum vouch_status vouch__xml_read(struct vouch__arena *arena, const struct vouch_source *source, size_t cap, bool validate,
                                  struct vouch_diags *diags, const struct vouch__xml **ret_root);

const char *vouch__xml_attr(const struct vouch__xml *xml, const char *name);             /* NULL when absent */
const struct vouch__xml *vouch__xml_kid(const struct vouch__xml *xml, const char *name); /* first of that name, or NULL */

#endif
