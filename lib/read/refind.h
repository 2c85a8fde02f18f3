/* SPDX-License-Identifier: MIT */
/* Finds the words that cmark gives back in the lines that they came from, byte for byte. No foreign library here. */
#ifndef VOUCH_READ_REFIND_H
#define VOUCH_READ_REFIND_H

#include "base/source.h"

/* How the start of a continuation line is read. cmark does one or the other by the containers that it has matched. */
enum vouch__prefix {
  VOUCH__STRIP,  /* quote marks and blanks are taken off */
  VOUCH__NARROW, /* ... but a `>` behind four blanks or more is text */
  VOUCH__KEEP,   /* ... but blanks behind the quote marks stay (a lazy line) */
};

/* A cursor over one leaf block as the inline parser sees it: prefixes of quotes and lists taken off, lines joined by '\n'.
 * The caller walks the inline nodes in order and tells each; a call returns false when the source does not hold what the
 * node says: the block's places are then not known, and the cursor is of no more use. */
struct vouch__refind {
  const struct vouch_source *source;
  size_t line, last; /* indexes in source->lines: the line taken in last, and the last one that may be */
  unsigned quotes;   /* how many `>` a line may start with */
  enum vouch__prefix prefix;
  char *content; /* room for the rest of the file and one more byte */
  uint32_t *map; /* offset in the file of each byte of content; the same room */
  size_t len, pos;
  bool autolink;
  uint32_t *from, *to; /* results, one pair a byte of text */
  size_t n;
  /* What an entity "&...;" stands for: bytes written to ret_text, 0 when it is none. */
  size_t (*entity)(const char *name, size_t len, char ret_text[8], void *data);
  void *data;
};

/* Starts at a byte of the file that stands on `line`. Buffers, source, entity and quotes are set by the caller. */
void vouch__refind_start(struct vouch__refind *refind, size_t line, size_t offset);
/* Goes past link reference definitions at the start: they are no text. False when there is none. */
bool vouch__refind_definitions(struct vouch__refind *refind);
bool vouch__refind_text(struct vouch__refind *refind, const char *text, size_t len);
/* Code between backticks. A line break in it is made '\n' in `text`. */
bool vouch__refind_code(struct vouch__refind *refind, char *text, size_t len);
bool vouch__refind_break(struct vouch__refind *refind);
/* Raw HTML. breaks: it stands for one '\n' of text (<br>), else for none. */
bool vouch__refind_html(struct vouch__refind *refind, const char *text, size_t len, bool breaks);
/* `n` asterisks or underscores, at either end of emphasis. */
bool vouch__refind_emphasis(struct vouch__refind *refind, size_t n);
bool vouch__refind_link_open(struct vouch__refind *refind, bool image);
bool vouch__refind_link_close(struct vouch__refind *refind);
/* Is the cursor at the end of its line (closing # of a heading skipped)? */
bool vouch__refind_end(struct vouch__refind *refind, bool hashes);
/* The file's offset of the cursor; of the end of what was read. */
size_t vouch__refind_offset(struct vouch__refind *refind);
size_t vouch__refind_end_offset(const struct vouch__refind *refind);

/* First byte of a line's end (CR or LF), or the end of the file. */
size_t vouch__line_end(const struct vouch_source *source, size_t line);

#endif
