/* SPDX-License-Identifier: MIT */
/* A page of text that grows: wrapped to a width, safe for a terminal, with colours where they are wanted. */
#include "report/page.h"

#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/str.h"

static const char *const inks[] = {
    [VOUCH__PLAIN] = "",           [VOUCH__BOLD] = "\x1b[1m",      [VOUCH__DIM] = "\x1b[2m",
    [VOUCH__GREEN] = "\x1b[1;32m", [VOUCH__YELLOW] = "\x1b[1;33m", [VOUCH__RED] = "\x1b[1;31m",
};

void
vouch__page_init(struct vouch__page *page, const struct vouch_context *context, const struct vouch_style *style)
{
  *page = (struct vouch__page){.allocator = &context->allocator};
  if (style) {
    page->width = style->width;
    page->colour = style->colour;
  }
  if (page->width && page->width < 40)
    page->width = 40;
}

void
vouch__page_raw(struct vouch__page *page, const char *bytes, size_t size)
{
  if (page->failed)
    return;
  if (page->room - page->size <= size) {
    size_t room = page->room ? page->room * 2 : 4096;
    while (room - page->size <= size)
      room *= 2;
    char *more = vouch__resize(page->allocator, page->bytes, room);
    if (!more) {
      page->failed = true;
      return;
    }
    page->bytes = more;
    page->room = room;
  }
  if (size)
    memcpy(page->bytes + page->size, bytes, size);
  page->size += size;
  page->bytes[page->size] = '\0';
}

enum vouch_status
vouch__page_end(struct vouch__page *page, struct vouch_text *ret_text)
{
  vouch__page_raw(page, "", 0);
  if (page->failed) {
    vouch__resize(page->allocator, page->bytes, 0);
    return VOUCH_NOMEM;
  }
  *ret_text = (struct vouch_text){page->bytes, page->size};
  return VOUCH_OK;
}

void
vouch_text_free(struct vouch_context *context, struct vouch_text *text)
{
  if (text->bytes)
    vouch__resize(&context->allocator, text->bytes, 0);
  *text = (struct vouch_text){0};
}

static void
blanks(struct vouch__page *page, unsigned n)
{
  for (unsigned i = 0; i < n; i++)
    vouch__page_raw(page, " ", 1);
  page->column += n;
}

void
vouch__page_newline(struct vouch__page *page)
{
  vouch__page_raw(page, "\n", 1);
  page->column = 0;
  page->indent = 0;
  page->blank = false;
}

static void
wrap(struct vouch__page *page)
{
  unsigned indent = page->indent;
  vouch__page_newline(page);
  blanks(page, indent);
  page->indent = indent;
}

void
vouch__page_tab(struct vouch__page *page, unsigned column)
{
  if (page->column >= column && page->column)
    blanks(page, 1);
  else
    blanks(page, column - page->column);
  page->indent = column;
  page->blank = false;
}

/* One code point, and how wide it is; what may not be shown is replaced. */
static size_t
next_point(const char *text, size_t len, const char **ret_bytes, size_t *ret_size, unsigned *ret_columns)
{
  uint32_t point;
  size_t n = vouch__utf8_decode(text, len, &point);
  int columns = n ? vouch__utf8_columns(point) : -1;
  *ret_bytes = columns < 0 ? "\xEF\xBF\xBD" : text;
  *ret_size = columns < 0 ? 3 : n;
  *ret_columns = columns < 0 ? 1 : (unsigned)columns;
  return n ? n : 1;
}

static void
word(struct vouch__page *page, const char *text, size_t len)
{
  unsigned width = 0, columns;
  const char *bytes;
  size_t size;
  for (size_t i = 0; i < len;) {
    i += next_point(text + i, len - i, &bytes, &size, &columns);
    width += columns;
  }
  bool due = page->blank;
  page->blank = false;
  if (due && page->width && page->column + 1 + width > page->width)
    wrap(page);
  else if (due)
    blanks(page, 1);
  for (size_t i = 0; i < len;) {
    i += next_point(text + i, len - i, &bytes, &size, &columns);
    if (page->width && page->column + columns > page->width && page->column > page->indent)
      wrap(page);
    vouch__page_raw(page, bytes, size);
    page->column += columns;
  }
}

void
vouch__page_words(struct vouch__page *page, const char *text, size_t len)
{
  for (size_t i = 0; i < len;) {
    size_t start = i;
    while (i < len && !vouch__is_space(text[i]))
      i++;
    if (i > start)
      word(page, text + start, i - start);
    if (i < len && page->column > page->indent)
      page->blank = true;
    while (i < len && vouch__is_space(text[i]))
      i++;
  }
}

void
vouch__page_text(struct vouch__page *page, const char *text)
{
  vouch__page_words(page, text, strlen(text));
}

void
vouch__page_format(struct vouch__page *page, const char *format, ...)
{
  struct vouch__arena arena;
  va_list args;
  vouch__arena_init(&arena, *page->allocator);
  va_start(args, format);
  const char *text = vouch__vformat(&arena, format, args);
  va_end(args);
  if (text)
    vouch__page_text(page, text);
  else
    page->failed = true;
  vouch__arena_free(&arena);
}

void
vouch__page_ink(struct vouch__page *page, enum vouch__ink ink, const char *text)
{
  if (page->blank) {
    /* The blank stands before the colour, so that a line never ends in a coloured one. */
    bool fits = !page->width || page->column + 1 + strlen(text) <= page->width;
    page->blank = false;
    if (fits)
      blanks(page, 1);
    else
      wrap(page);
  }
  if (page->colour)
    vouch__page_raw(page, inks[ink], strlen(inks[ink]));
  vouch__page_text(page, text);
  if (page->colour && ink != VOUCH__PLAIN)
    vouch__page_raw(page, "\x1b[0m", 4);
}
