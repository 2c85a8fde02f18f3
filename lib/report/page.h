/* SPDX-License-Identifier: MIT */
/* A page of text that grows: wrapped to a width, safe for a terminal, with colours where they are wanted. */
#ifndef VOUCH_REPORT_PAGE_H
#define VOUCH_REPORT_PAGE_H

#include <vouch/report.h>

#include "base/mem.h"

enum vouch__ink { VOUCH__PLAIN, VOUCH__BOLD, VOUCH__DIM, VOUCH__GREEN, VOUCH__YELLOW, VOUCH__RED };

struct vouch__page {
  const struct vouch_allocator *allocator;
  char *bytes;
  size_t size, room;
  unsigned width;             /* 0: no wrapping */
  unsigned column;            /* where the next character goes */
  unsigned indent;            /* of lines that wrap */
  bool colour, failed, blank; /* blank: a blank is due before the next word */
};

void vouch__page_init(struct vouch__page *page, const struct vouch_context *context, const struct vouch_style *style);
/* Hands the bytes over, or frees them and returns VOUCH_NOMEM when anything was lost. */
enum vouch_status vouch__page_end(struct vouch__page *page, struct vouch_text *ret_text);

/* Bytes as they are. */
void vouch__page_raw(struct vouch__page *page, const char *bytes, size_t size);
/* Words of text, wrapped at the width to `indent`; white space becomes one blank; what must not reach a terminal, and bytes
 * that are no UTF-8, become U+FFFD. */
void vouch__page_words(struct vouch__page *page, const char *text, size_t len);
void vouch__page_text(struct vouch__page *page, const char *text);
void vouch__page_format(struct vouch__page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same in a colour. */
void vouch__page_ink(struct vouch__page *page, enum vouch__ink ink, const char *text);
/* The rest of the line up to `column` is filled with blanks; lines that wrap start there too. */
void vouch__page_tab(struct vouch__page *page, unsigned column);
void vouch__page_newline(struct vouch__page *page);

#endif
