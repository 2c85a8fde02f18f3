/* SPDX-License-Identifier: MIT */
/* What is wrong with a line of front matter, in plain words, and how to write it. */
#include "read/frontline.h"

#include <string.h>

#include "base/str.h"

struct line {
  size_t from, to;
};

static bool
is_break(char c)
{
  return c == '\n' || c == '\r';
}

static struct line
line_around(const char *text, size_t len, size_t at)
{
  if (at > len)
    at = len;
  struct line line = {at, at};
  while (line.from > 0 && !is_break(text[line.from - 1]))
    line.from--;
  while (line.to < len && !is_break(text[line.to]))
    line.to++;
  return line;
}

static size_t
indent(const char *text, struct line line)
{
  size_t n = 0;
  while (line.from + n < line.to && (text[line.from + n] == ' ' || text[line.from + n] == '\t'))
    n++;
  return n;
}

static bool
is_empty(const char *text, struct line line)
{
  return line.from + indent(text, line) == line.to;
}

/* The nearest line above that has something in it; the line itself when there is none. */
static struct line
line_above(const char *text, size_t len, struct line line)
{
  for (struct line above = line; above.from > 0;) {
    above = line_around(text, len,
                        above.from - 1 - (above.from > 1 && text[above.from - 1] == '\n' && text[above.from - 2] == '\r'));
    if (!is_empty(text, above))
      return above;
  }
  return line;
}

size_t
vouch__front_key(const char *line, size_t len)
{
  size_t n = 0;
  while (n < len && (vouch__is_alpha(line[n]) || vouch__is_digit(line[n]) || line[n] == '-' || line[n] == '_'))
    n++;
  bool ends = n + 1 == len || (n + 1 < len && (line[n + 1] == ' ' || line[n + 1] == '\t' || is_break(line[n + 1])));
  return n > 0 && n < len && line[n] == ':' && ends ? n : 0;
}

/* The key of a line, past blanks and the dash of a list item. Length 0: none. */
static struct line
key_of(const char *text, struct line line)
{
  size_t at = line.from + indent(text, line);
  if (at + 1 < line.to && text[at] == '-' && text[at + 1] == ' ')
    at += 1 + indent(text, (struct line){at + 1, line.to});
  return (struct line){at, at + vouch__front_key(text + at, line.to - at)};
}

static struct line
value_of(const char *text, struct line line, struct line key)
{
  const char *value = text + key.to + 1;
  size_t n = line.to - key.to - 1;
  vouch__trim(&value, &n);
  return (struct line){(size_t)(value - text), (size_t)(value - text) + n};
}

/* Quotes that the value allows: double ones unless it has some itself. */
static const char *
quoted_line(struct vouch__arena *arena, const char *text, struct line line, struct line key, struct line value)
{
  const char *v = text + value.from;
  size_t n = value.to - value.from, from = line.from + indent(text, line);
  bool plain = !memchr(v, '"', n) && !memchr(v, '\\', n);
  if (!plain && memchr(v, '\'', n))
    return NULL;
  const char *quote = plain ? "\"" : "'";
  return vouch__format(arena, "%.*s: %s%.*s%s", (int)(key.to - from), text + from, quote, (int)n, v, quote);
}

/* The value is text that YAML takes for something else: show it in quotes, and keep it for who reads the keys. */
static void
blame_value(struct vouch__arena *arena, const char *text, struct line line, struct vouch__front_fault *fault)
{
  struct line key = key_of(text, line);
  if (key.to == key.from)
    return;
  struct line value = value_of(text, line, key);
  if (value.from == value.to || strchr("[{", text[value.from]))
    return;
  if (text[value.from] == '\'' && value.to - value.from > 2) { /* 'It's': an apostrophe closed the quotes */
    value.from++;
    value.to -= text[value.to - 1] == '\'';
  }
  const char *shown = quoted_line(arena, text, line, key, value);
  const char *name = vouch__copy(arena, text + key.from, key.to - key.from);
  if (shown && name)
    fault->hint = vouch__format(arena, "Put the %s in quotes: %s", name, shown);
  if (key.from == line.from) {
    fault->key = name;
    fault->value_from = value.from;
    fault->value_to = value.to;
  }
}

static void
blame_line(struct line line, struct vouch__front_fault *fault)
{
  fault->from = fault->at = line.from;
  fault->to = line.to;
}

/* The value is not closed: what stands behind its first character is kept as text. */
static void
keep_opened(struct vouch__arena *arena, const char *text, struct line line, struct vouch__front_fault *fault)
{
  struct line key = key_of(text, line);
  if (key.to == key.from || key.from != line.from)
    return;
  struct line value = value_of(text, line, key);
  if (value.from == value.to)
    return;
  fault->key = vouch__copy(arena, text + key.from, key.to - key.from);
  fault->value_from = value.from + 1;
  fault->value_to = value.to;
}

/* A line of the form "title:Tiles", or one that has no colon at all. */
static void
blame_no_colon(struct vouch__arena *arena, const char *text, struct line line, struct vouch__front_fault *fault)
{
  blame_line(line, fault);
  size_t colon = line.from;
  while (colon < line.to && (vouch__is_alpha(text[colon]) || text[colon] == '-'))
    colon++;
  if (colon == line.from || colon + 1 >= line.to || text[colon] != ':') {
    fault->problem = "the line has no key with a colon behind it";
    return;
  }
  fault->problem = "there is no blank behind the colon";
  fault->hint = vouch__format(arena, "Write: %.*s %.*s", (int)(colon + 1 - line.from), text + line.from,
                              (int)(line.to - colon - 1), text + colon + 1);
  fault->key = vouch__copy(arena, text + line.from, colon - line.from);
  fault->value_from = colon + 1;
  fault->value_to = line.to;
}

/* A colon where none may be: in a value, in a line that should not be indented, or behind a line that lacks its own. */
static void
explain_colon(struct vouch__arena *arena, const char *text, size_t len, struct vouch__front_fault *fault)
{
  struct line line = {fault->from, fault->to}, key = key_of(text, line);
  if (fault->at > key.to || key.to == key.from) {
    fault->problem = "the value has a colon in it and no quotes round it";
    blame_value(arena, text, line, fault);
    return;
  }
  struct line above = line_above(text, len, line);
  if (indent(text, line) > indent(text, above)) {
    fault->problem = "the line starts with blanks that do not belong there";
    fault->hint = vouch__format(arena, "Write it without them: %.*s", (int)(line.to - key.from), text + key.from);
    return;
  }
  blame_no_colon(arena, text, above, fault);
}

/* A character that may not start a value. */
static void
explain_character(struct vouch__arena *arena, const char *text, size_t len, struct vouch__front_fault *fault)
{
  struct line line = {fault->from, fault->to};
  if (fault->at < len && text[fault->at] == '\t') {
    fault->problem = "the line has a tab where only blanks may be";
    fault->hint = "Take the tab out, or write two blanks in its place.";
    return;
  }
  fault->problem = "the value starts with a character that means something else here";
  blame_value(arena, text, line, fault);
}

static const struct {
  const char *said, *problem, *hint;
  bool at_context;
} wordings[] = {
    {"could not find expected ':'", NULL, NULL, true},
    {"found unexpected end of stream", "a quotation mark is opened and never closed",
     "Put the same mark at the end of the value.", true},
    {"found unexpected document indicator", "a quotation mark is opened and never closed",
     "Put the same mark at the end of the value.", true},
    {"did not find expected ',' or ']'", "a list is opened with [ and not closed with ]",
     "Write the list on one line, with commas: [DI1, DI2].", true},
    {"did not find expected ',' or '}'", "a map is opened with { and not closed with }",
     "Write it on one line, with commas: {file: evidence/photo.jpg, kind: photo}.", true},
    {"found unknown escape character", "a backslash in double quotes means something else",
     "Use single quotes round the value, or / in place of the backslash.", false},
    {"found a tab character", "the line has a tab where only blanks may be",
     "Take the tab out, or write two blanks in its place.", false},
    {"control characters are not allowed", "the line holds a character that cannot be shown",
     "Delete the line and type it anew.", false},
    {"block sequence entries are not allowed", "a list starts on the line of its key",
     "Start each item on a line of its own, with a dash, under the key.", false},
    {"did not find expected key", "the line does not go with the lines above it",
     "Check quotation marks, and that the line starts as far left as the keys above.", false},
    {"did not find expected '-' indicator", "the line does not go with the list above it",
     "Check that all dashes of the list stand below each other.", false},
    {"stand too deep", "lists or maps stand too deep in each other", "Write the values in a flatter form.", false},
    {"<document start>", "a line of three dots stands in it", "Take that line out.", false},
    {"a list", "it is a list", "Each line must be a word, a colon, a blank and a value.", false},
};

static void
explain_by_table(const char *said, const struct vouch__yaml_fault *yaml, struct vouch__front_fault *fault)
{
  for (size_t i = 0; i < sizeof wordings / sizeof *wordings; i++) {
    if (!strstr(said, wordings[i].said))
      continue;
    fault->problem = wordings[i].problem;
    fault->hint = wordings[i].hint;
    if (wordings[i].at_context && *yaml->context)
      fault->at = yaml->context_at;
    return;
  }
  fault->problem = said;
}

enum vouch_status
vouch__front_explain(struct vouch__arena *arena, const char *text, size_t len, const struct vouch__yaml_fault *yaml,
                     struct vouch__front_fault *ret_fault)
{
  struct vouch__front_fault fault = {.at = yaml->at};
  if (yaml->at >= len && *yaml->context)
    fault.at = yaml->context_at;
  explain_by_table(yaml->problem, yaml, &fault);
  struct line line = line_around(text, len, fault.at);
  if (is_empty(text, line))
    line = line_above(text, len, line);
  if (fault.at < line.from || fault.at > line.to)
    fault.at = line.from + indent(text, line);
  fault.from = line.from;
  fault.to = line.to;
  if (strstr(yaml->problem, "mapping values are not allowed"))
    explain_colon(arena, text, len, &fault);
  else if (strstr(yaml->problem, "cannot start any token"))
    explain_character(arena, text, len, &fault);
  else if (strstr(yaml->problem, "node content") || strstr(yaml->problem, "comment or line break") ||
           strstr(yaml->problem, "directive name") || strstr(yaml->problem, "unexpected ':'"))
    explain_character(arena, text, len, &fault);
  else if (strstr(yaml->context, "anchor") || strstr(yaml->context, "alias") || strstr(yaml->context, "tag"))
    explain_character(arena, text, len, &fault);
  else if (strstr(yaml->problem, "did not find expected key"))
    blame_value(arena, text, line, &fault);
  else if (strcmp(yaml->problem, "a text") == 0 || strstr(yaml->problem, "could not find expected ':'"))
    blame_no_colon(arena, text, line, &fault);
  else if (strcmp(yaml->problem, "a list") == 0)
    fault.to = len;
  else if (strstr(yaml->problem, "end of stream") || strstr(yaml->problem, "',' or ']'"))
    keep_opened(arena, text, line, &fault);
  else if (strstr(yaml->problem, "<document start>"))
    blame_line(line_above(text, len, line), &fault);
  if (!fault.hint)
    fault.hint = "Each line must be a word, a colon, a blank and a value.";
  fault.problem = vouch__copy(arena, fault.problem, strlen(fault.problem));
  if (!fault.problem)
    return VOUCH_NOMEM;
  *ret_fault = fault;
  return VOUCH_OK;
}

static bool
hangs_on(const char *text, struct line line, size_t depth, bool item)
{
  size_t here = indent(text, line);
  return here > depth || (here == depth && !item && text[line.from + here] == '-' && text[line.from + here + 1] == ' ');
}

bool
vouch__front_blank(char *text, size_t len, const struct vouch__front_fault *fault)
{
  struct line line = {fault->from, fault->to};
  if (is_empty(text, line))
    return false;
  size_t depth = indent(text, line);
  bool item = text[line.from + depth] == '-';
  do {
    memset(text + line.from, ' ', line.to - line.from);
    size_t next = line.to;
    while (next < len && is_break(text[next]))
      next++;
    if (next == len)
      break;
    line = line_around(text, len, next);
  } while (!is_empty(text, line) && hangs_on(text, line, depth, item));
  return true;
}
