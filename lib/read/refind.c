/* SPDX-License-Identifier: MIT */
/* Finds the words that cmark gives back in the lines that they came from, byte for byte. */
#include "read/refind.h"

#include <string.h>

#include "base/str.h"

static bool
is_blank(char c)
{
  return c == ' ' || c == '\t';
}

static bool
is_punct(char c)
{
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

size_t
vouch__line_end(const struct vouch_source *source, size_t line)
{
  size_t end = line + 1 < source->n_lines ? source->lines[line + 1] : source->size;
  while (end > source->lines[line] && (source->bytes[end - 1] == '\n' || source->bytes[end - 1] == '\r'))
    end--;
  return end;
}

static void
append(struct vouch__refind *refind, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++) {
    refind->content[refind->len] = refind->source->bytes[i];
    refind->map[refind->len++] = (uint32_t)i;
  }
}

void
vouch__refind_start(struct vouch__refind *refind, size_t line, size_t offset)
{
  refind->line = line;
  refind->len = refind->pos = refind->n = 0;
  refind->autolink = false;
  refind->map[0] = (uint32_t)offset;
  append(refind, offset, vouch__line_end(refind->source, line));
}

/* Where the text of a continuation line starts. Tabs and the indentation of lists need no count: a paragraph loses all
 * blanks at the start of a line. */
static size_t
skip_prefix(const struct vouch__refind *refind, size_t at, size_t end)
{
  const char *bytes = refind->source->bytes;
  size_t from = at;
  for (unsigned quote = 0;; quote++) {
    while (at < end && is_blank(bytes[at]))
      at++;
    if (quote == refind->quotes || at == end || bytes[at] != '>' || (refind->prefix == VOUCH__NARROW && at - from > 3))
      return refind->prefix == VOUCH__KEEP && at < end ? from : at;
    from = ++at;
    if (at < end && bytes[at] == ' ')
      from++;
  }
}

static bool
take_line(struct vouch__refind *refind)
{
  const struct vouch_source *source = refind->source;
  if (refind->line >= refind->last || refind->line + 1 >= source->n_lines)
    return false;
  size_t before = vouch__line_end(source, refind->line), end = vouch__line_end(source, refind->line + 1);
  size_t from = skip_prefix(refind, source->lines[refind->line + 1], end);
  if (from == end)
    return false;
  refind->line++;
  refind->content[refind->len] = '\n';
  refind->map[refind->len++] = (uint32_t)before;
  append(refind, from, end);
  return true;
}

/* The content's byte at `pos`, '\0' behind its end. */
static char
at(struct vouch__refind *refind, size_t pos)
{
  while (pos >= refind->len)
    if (!take_line(refind))
      return '\0';
  return refind->content[pos];
}

static size_t
skip_blank(struct vouch__refind *refind, size_t pos)
{
  while (is_blank(at(refind, pos)))
    pos++;
  return pos;
}

/* Behind the byte of content at `pos` in the file; a line's end may be two bytes. */
static size_t
file_end(const struct vouch__refind *refind, size_t pos)
{
  const char *bytes = refind->source->bytes;
  size_t offset = refind->map[pos];
  return offset + (bytes[offset] == '\r' && bytes[offset + 1] == '\n' ? 2 : 1);
}

size_t
vouch__refind_offset(struct vouch__refind *refind)
{
  return at(refind, refind->pos) ? refind->map[refind->pos] : vouch__refind_end_offset(refind);
}

size_t
vouch__refind_end_offset(const struct vouch__refind *refind)
{
  return refind->pos ? file_end(refind, refind->pos - 1) : refind->map[0];
}

/* `count` bytes of text stand for content [pos, end). */
static void
emit(struct vouch__refind *refind, size_t count, size_t end)
{
  uint32_t from = refind->map[refind->pos], to = (uint32_t)file_end(refind, end - 1);
  for (size_t i = 0; i < count; i++) {
    refind->from[refind->n] = from;
    refind->to[refind->n++] = to;
  }
  refind->pos = end;
}

/* Bytes of what has the shape of an entity at `pos`, else 0. */
static size_t
entity_length(struct vouch__refind *refind, size_t pos)
{
  enum { LONGEST = 34 };
  for (size_t i = 1; i < LONGEST; i++) {
    char c = at(refind, pos + i);
    if (c == ';')
      return i > 1 ? i + 1 : 0;
    if (!vouch__is_alpha(c) && !vouch__is_digit(c) && !(c == '#' && i == 1))
      return 0;
  }
  return 0;
}

/* An entity at the cursor that stands for the start of text: how many bytes of text, 0 when there is none. */
static size_t
take_entity(struct vouch__refind *refind, const char *text, size_t len, bool *ret_wrong)
{
  char decoded[8];
  size_t length = entity_length(refind, refind->pos);
  size_t n = length ? refind->entity(refind->content + refind->pos, length, decoded, refind->data) : 0;
  if (n == 0)
    return 0;
  *ret_wrong = n > len || memcmp(text, decoded, n) != 0;
  if (!*ret_wrong)
    emit(refind, n, refind->pos + length);
  return n;
}

bool
vouch__refind_text(struct vouch__refind *refind, const char *text, size_t len)
{
  for (size_t i = 0; i < len;) {
    char c = at(refind, refind->pos);
    bool wrong = false;
    size_t taken = c == '&' ? take_entity(refind, text + i, len - i, &wrong) : 0;
    if (wrong || (taken == 0 && (c == '\0' || c == '\n')))
      return false;
    if (taken) {
      i += taken;
      continue;
    }
    size_t width = c == '\\' && !refind->autolink && is_punct(at(refind, refind->pos + 1)) ? 2 : 1;
    if (refind->content[refind->pos + width - 1] != text[i++])
      return false;
    emit(refind, 1, refind->pos + width);
  }
  return true;
}

static size_t
run(struct vouch__refind *refind, size_t pos, char c)
{
  size_t n = 0;
  while (at(refind, pos + n) == c)
    n++;
  return n;
}

/* Where the run of exactly `ticks` backticks stands that closes code, or 0. */
static size_t
code_close(struct vouch__refind *refind, size_t pos, size_t ticks)
{
  while (at(refind, pos)) {
    size_t n = run(refind, pos, '`');
    if (n == ticks)
      return pos;
    pos += n ? n : 1;
  }
  return 0;
}

bool
vouch__refind_code(struct vouch__refind *refind, char *text, size_t len)
{
  size_t ticks = run(refind, refind->pos, '`'), from = refind->pos + ticks;
  size_t close = ticks ? code_close(refind, from, ticks) : 0;
  if (close == 0 || (close - from != len && close - from != len + 2))
    return false;
  refind->pos = close - from == len ? from : from + 1; /* one blank at each end is no text */
  for (size_t i = 0; i < len; i++) {
    char c = refind->content[refind->pos];
    if (c != text[i] && !(c == '\n' && text[i] == ' '))
      return false;
    text[i] = c;
    emit(refind, 1, refind->pos + 1);
  }
  refind->pos = close + ticks;
  return true;
}

bool
vouch__refind_break(struct vouch__refind *refind)
{
  size_t pos = refind->pos;
  bool backslash = at(refind, pos) == '\\';
  pos += backslash;
  while (at(refind, pos) != '\n' && vouch__is_space(at(refind, pos)))
    pos++;
  if (at(refind, pos) != '\n')
    return false;
  emit(refind, 1, pos + 1);
  if (!backslash) /* behind one cmark leaves the blanks of a lazy line in the text */
    refind->pos = skip_blank(refind, refind->pos);
  return true;
}

bool
vouch__refind_html(struct vouch__refind *refind, const char *text, size_t len, bool breaks)
{
  for (size_t i = 0; i < len; i++)
    if (at(refind, refind->pos + i) != text[i])
      return false;
  if (len)
    emit(refind, breaks ? 1 : 0, refind->pos + len);
  return len > 0;
}

bool
vouch__refind_emphasis(struct vouch__refind *refind, size_t n)
{
  char c = at(refind, refind->pos);
  if ((c != '*' && c != '_') || (n == 2 && at(refind, refind->pos + 1) != c))
    return false;
  refind->pos += n;
  return true;
}

bool
vouch__refind_link_open(struct vouch__refind *refind, bool image)
{
  if (image && at(refind, refind->pos++) != '!')
    return false;
  char c = at(refind, refind->pos++);
  refind->autolink = !image && c == '<';
  return c == '[' || refind->autolink;
}

/* The parts of a link's tail and of a definition. Each gives the position behind what it read, or NONE. */
static const size_t NONE = SIZE_MAX;

static size_t
skip_space(struct vouch__refind *refind, size_t pos)
{
  while (vouch__is_space(at(refind, pos)))
    pos++;
  return pos;
}

static size_t
escape_width(struct vouch__refind *refind, size_t pos)
{
  return at(refind, pos) == '\\' && is_punct(at(refind, pos + 1)) ? 2 : 1;
}

static size_t
target_in_angles(struct vouch__refind *refind, size_t pos)
{
  for (char c; (c = at(refind, pos)) != '>'; pos += escape_width(refind, pos))
    if (c == '\0' || c == '\n' || c == '<')
      return NONE;
  return pos + 1;
}

static size_t
target(struct vouch__refind *refind, size_t pos)
{
  size_t start = pos, open = 0;
  if (at(refind, pos) == '<')
    return target_in_angles(refind, pos + 1);
  for (char c; (c = at(refind, pos)) && !vouch__is_space(c); pos += escape_width(refind, pos)) {
    if (c == ')' && open == 0)
      return pos;
    open += c == '(';
    open -= c == ')';
  }
  return pos == start ? NONE : pos;
}

static size_t
title(struct vouch__refind *refind, size_t pos)
{
  char open = at(refind, pos), close = open == '(' ? ')' : open;
  if (open != '"' && open != '\'' && open != '(')
    return NONE;
  for (pos++; at(refind, pos) != close; pos += escape_width(refind, pos))
    if (at(refind, pos) == '\0' || (open == '(' && at(refind, pos) == '('))
      return NONE;
  return pos + 1;
}

static size_t
label(struct vouch__refind *refind, size_t pos)
{
  enum { LONGEST = 1001 };
  if (at(refind, pos) != '[')
    return NONE;
  size_t start = ++pos;
  for (char c; (c = at(refind, pos)) != ']'; pos += escape_width(refind, pos))
    if (c == '\0' || c == '[' || pos - start > LONGEST)
      return NONE;
  return pos + 1;
}

/* "(target "title")" at `pos`. */
static size_t
inline_tail(struct vouch__refind *refind, size_t pos)
{
  if (at(refind, pos) != '(')
    return NONE;
  size_t end = target(refind, skip_space(refind, pos + 1));
  if (end == NONE)
    return NONE;
  size_t behind = skip_space(refind, end);
  if (behind != end && (end = title(refind, behind)) != NONE)
    behind = skip_space(refind, end);
  return at(refind, behind) == ')' ? behind + 1 : NONE;
}

bool
vouch__refind_link_close(struct vouch__refind *refind)
{
  char close = refind->autolink ? '>' : ']';
  if (at(refind, refind->pos++) != close)
    return false;
  if (!refind->autolink) {
    size_t end = inline_tail(refind, refind->pos);
    if (end == NONE)
      end = label(refind, refind->pos);
    if (end != NONE)
      refind->pos = end;
  }
  refind->autolink = false;
  return true;
}

/* Behind the end of the line when nothing but blanks stands before it, else NONE. The text's end counts. */
static size_t
line_over(struct vouch__refind *refind, size_t pos)
{
  pos = skip_blank(refind, pos);
  if (at(refind, pos) == '\0')
    return pos;
  return at(refind, pos) == '\n' ? pos + 1 : NONE;
}

/* Blanks with at most one line break among them. */
static size_t
skip_one_break(struct vouch__refind *refind, size_t pos)
{
  pos = skip_blank(refind, pos);
  return at(refind, pos) == '\n' ? skip_blank(refind, pos + 1) : pos;
}

static size_t
definition(struct vouch__refind *refind, size_t pos)
{
  size_t start = pos;
  pos = label(refind, pos);
  if (pos == NONE || pos == start + 2 || at(refind, pos) != ':')
    return NONE;
  size_t end = target(refind, skip_one_break(refind, pos + 1));
  if (end == NONE)
    return NONE;
  size_t behind = skip_one_break(refind, end);
  size_t closed = behind == end ? NONE : title(refind, behind);
  size_t over = closed == NONE ? NONE : line_over(refind, closed);
  return over == NONE ? line_over(refind, end) : over;
}

bool
vouch__refind_definitions(struct vouch__refind *refind)
{
  size_t start = refind->pos;
  for (size_t end; at(refind, refind->pos) == '[' && (end = definition(refind, refind->pos)) != NONE;)
    refind->pos = end;
  return refind->pos != start && at(refind, refind->pos);
}

bool
vouch__refind_end(struct vouch__refind *refind, bool hashes)
{
  size_t pos = skip_blank(refind, refind->pos);
  if (hashes)
    pos = skip_blank(refind, pos + run(refind, pos, '#'));
  while (at(refind, pos) != '\n' && vouch__is_space(at(refind, pos)))
    pos++;
  return at(refind, pos) == '\0' || at(refind, pos) == '\n';
}
