/* SPDX-License-Identifier: MIT */
/* The door of cmark: CommonMark to leaf blocks of text, each byte of which knows its bytes in the file. */
#ifndef VOUCH_READ_MARKDOWN_H
#define VOUCH_READ_MARKDOWN_H

#include "base/source.h"

enum vouch__block_kind { VOUCH__HEADING, VOUCH__PARAGRAPH, VOUCH__CODE_BLOCK, VOUCH__HTML_BLOCK };

/* A leaf block in document order. text: UTF-8, markup removed, entities and escapes decoded, soft and hard breaks as
 * '\n' (<br> too), images as their alt text, other raw inline HTML left out. Byte i of text stands at [from[i], to[i]) of the
 * file: exactly that byte where text and file agree, the whole entity, escape or line end where they do not. Where a block's
 * text cannot be found again in its lines, each byte has the whole block as its place: never a wrong one. */
struct vouch__block {
  enum vouch__block_kind kind;
  uint8_t level;           /* heading level 1-6, else 0 */
  uint8_t list_depth;      /* how many list items it stands in */
  uint8_t quote_depth;     /* how many block quotes it stands in */
  bool item_start;         /* first leaf of a list item */
  uint32_t line;           /* of its first byte, from 1 */
  size_t src_from, src_to; /* the block's bytes in the file */
  const char *text;
  size_t len;
  const uint32_t *from, *to;
  /* Bold words that begin a line of the text, in order. */
  struct vouch__bold {
    size_t from, to; /* in text */
  } *bolds;
  size_t n_bolds;
};

struct vouch__link {
  bool image;
  const char *target; /* as written, percent-escapes not decoded */
  size_t block;
  size_t src_from, src_to;
  uint32_t line;
};

struct vouch__markdown {
  struct vouch__block *blocks;
  size_t n_blocks;
  struct vouch__link *links;
  size_t n_links;
};

/* Reads the body from byte `body` of the source (front matter before it is left out; places stay those of the file).
 * Caps, counted on raw lines before cmark sees them: nesting 32, `![` 500: VOUCH_LIMIT with a diagnostic that names the cap.
 * Results are in `arena`; cmark's own tree, freed before the return, is not: cmark ends the process when malloc fails.
 * Errors: VOUCH_NOMEM, VOUCH_LIMIT. */
enum vouch_status vouch__markdown_read(struct vouch__arena *arena, const struct vouch_source *source, size_t body,
                                       struct vouch_diags *diags, struct vouch__markdown **ret_markdown);

#endif
