/* SPDX-License-Identifier: MIT */
/* A look at the bytes and the markup before libxml2 sees them. */
#include "read/xml_walk.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

enum { TAG_MOST = 16 * 1024, DEPTH_MOST = 64 };

static struct vouch__at
at_offset(const struct vouch_source *source, size_t offset)
{
  return (struct vouch__at){.source = source, .offset = offset};
}

static struct vouch__at
at_line(const struct vouch_source *source, uint32_t line)
{
  return (struct vouch__at){.source = source, .offset = VOUCH__NO_OFFSET, .line = line};
}

static const char *
compressed_kind(const struct vouch_source *source)
{
  static const struct {
    const char *bytes;
    size_t len;
    const char *kind;
  } kinds[] = {
      {"\x1f\x8b", 2, "gzip"},
      {"BZh", 3, "bzip2"},
      {"\xfd"
       "7zXZ",
       5, "xz"},
      {"\x28\xb5\x2f\xfd", 4, "zstd"},
      {"PK\x03\x04", 4, "zip"},
  };
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (source->size >= kinds[i].len && memcmp(source->bytes, kinds[i].bytes, kinds[i].len) == 0)
      return kinds[i].kind;
  return NULL;
}

static bool
looks_utf16(const struct vouch_source *source)
{
  const char *b = source->bytes;
  return source->size >= 2 && (memcmp(b, "\xff\xfe", 2) == 0 || memcmp(b, "\xfe\xff", 2) == 0 || memcmp(b, "<\0", 2) == 0 ||
                               memcmp(b, "\0<", 2) == 0);
}

/* The encoding that the first line declares, as a slice; UTF-8 when it declares none. */
static void
declared_encoding(const struct vouch_source *source, const char **ret_name, size_t *ret_len)
{
  *ret_name = "UTF-8";
  *ret_len = 5;
  const char *text = source->bytes + source->bom, *end, *at;
  if (strncmp(text, "<?xml", 5) != 0 || !(end = strstr(text, "?>")) || !(at = strstr(text, "encoding")) || at > end)
    return;
  at += strcspn(at, "\"'>");
  size_t len = *at && *at != '>' ? strcspn(at + 1, "\"'>") : 0;
  if (len) {
    *ret_name = at + 1;
    *ret_len = len;
  }
}

/* Files are half a megabyte of mostly ASCII: eight bytes at a time. */
static bool
valid_utf8(const struct vouch_source *source)
{
  for (size_t i = 0; i < source->size;) {
    uint64_t eight;
    if (i + sizeof eight <= source->size) {
      memcpy(&eight, source->bytes + i, sizeof eight);
      if (!(eight & UINT64_C(0x8080808080808080))) {
        i += sizeof eight;
        continue;
      }
    }
    uint32_t point;
    size_t n = (unsigned char)source->bytes[i] < 0x80 ? 1 : vouch__utf8_decode(source->bytes + i, source->size - i, &point);
    if (n == 0)
      return false;
    i += n;
  }
  return true;
}

static enum vouch_status
check_bytes(const struct vouch_source *source, size_t cap, struct vouch_diags *diags)
{
  if (source->size > cap) {
    char size[32];
    snprintf(size, sizeof size, cap % (1024 * 1024) ? "%zu KiB" : "%zu MiB", cap / (cap % (1024 * 1024) ? 1024 : 1024 * 1024));
    VOUCH__DIAG(diags, VOUCH__V208, at_line(source, 0), "Split the file, or take out what is not needed.", size);
    return VOUCH_LIMIT;
  }
  const char *kind = compressed_kind(source);
  if (kind) {
    VOUCH__DIAG(diags, VOUCH__V204, at_offset(source, 0), "Unpack it first, and give the XML file itself.", kind);
    return VOUCH_INPUT;
  }
  const char *zero = source->size ? memchr(source->bytes, 0, source->size) : NULL;
  if (zero && !looks_utf16(source)) {
    size_t offset = (size_t)(zero - source->bytes);
    VOUCH__DIAG(diags, VOUCH__V205, at_offset(source, offset), "Save the file as plain text in UTF-8.", VOUCH__NUMBER(offset));
    return VOUCH_INPUT;
  }
  const char *encoding;
  size_t len;
  declared_encoding(source, &encoding, &len);
  char name[48];
  snprintf(name, sizeof name, "%.*s", (int)(len < 40 ? len : 40), encoding);
  if (!zero && !vouch__equal_fold(name, "UTF-8")) {
    VOUCH__DIAG(diags, VOUCH__V203, at_offset(source, (size_t)(encoding - source->bytes)),
                "Save the file as UTF-8 and write encoding=\"UTF-8\" in its first line.", name);
    return VOUCH_INPUT;
  }
  return zero || !valid_utf8(source) ? vouch__source_check_text(source, cap, diags) : VOUCH_OK;
}

/* A walk over the markup before the parser sees it. */
struct walk {
  const struct vouch_source *source;
  struct vouch_diags *diags;
  enum vouch_status status;
  const char *text;
  size_t at;
  unsigned depth;
};

static bool
refuse(struct walk *walk, enum vouch__code code, enum vouch_status status, const char *hint, const char *slot)
{
  VOUCH__DIAG(walk->diags, code, at_offset(walk->source, walk->at), hint, slot);
  walk->status = status;
  return false;
}

/* To behind `end`, or to the end of the file. */
static bool
skip(struct walk *walk, const char *end)
{
  const char *found = strstr(walk->text + walk->at, end);
  walk->at = found ? (size_t)(found - walk->text) + strlen(end) : walk->source->size;
  return true;
}

static bool
walk_instruction(struct walk *walk)
{
  const char *name = walk->text + walk->at + 2;
  size_t len = strcspn(name, " \t\r\n?");
  if (len == 3 && memcmp(name, "xml", 3) == 0 && walk->at == walk->source->bom)
    return skip(walk, "?>");
  char quoted[48];
  snprintf(quoted, sizeof quoted, "%.*s", (int)(len < 40 ? len : 40), name);
  return refuse(walk, VOUCH__V210, VOUCH_INPUT, "Take it out.", quoted);
}

static bool
walk_tag(struct walk *walk)
{
  size_t size = walk->source->size, i = walk->at + 1;
  char quote = '\0';
  for (; i < size && (quote || walk->text[i] != '>'); i++) {
    char c = walk->text[i];
    if (quote ? c == quote : c == '"' || c == '\'')
      quote = quote ? '\0' : c;
    if (i - walk->at > TAG_MOST)
      return refuse(walk, VOUCH__V206, VOUCH_LIMIT, "Move long text from attributes into elements.", "16 KiB");
  }
  if (walk->text[walk->at + 1] == '/')
    walk->depth -= walk->depth > 0;
  else if (i < size && walk->text[i - 1] != '/')
    walk->depth++;
  if (walk->depth > DEPTH_MOST)
    return refuse(walk, VOUCH__V207, VOUCH_LIMIT, "Look for an end tag that is missing.", VOUCH__NUMBER(DEPTH_MOST));
  walk->at = i;
  return true;
}

/* Refuses what the parser should not even begin with: document types, processing instructions, tags and depths beyond reason.
 * What is not well-formed is left for the parser to say. */
static bool
walk_markup(struct walk *walk)
{
  const char *next;
  for (; (next = strchr(walk->text + walk->at, '<')); walk->at += walk->text[walk->at] == '>') {
    walk->at = (size_t)(next - walk->text);
    bool go;
    if (strncmp(next, "<!--", 4) == 0)
      go = skip(walk, "-->");
    else if (strncmp(next, "<![CDATA[", 9) == 0)
      go = skip(walk, "]]>");
    else if (strncmp(next, "<!DOCTYPE", 9) == 0)
      go = refuse(walk, VOUCH__V202, VOUCH_INPUT, "Take the DOCTYPE out and write the text in full.", "");
    else if (next[1] == '!')
      return true;
    else if (next[1] == '?')
      go = walk_instruction(walk);
    else
      go = walk_tag(walk);
    if (!go)
      return false;
  }
  return true;
}

enum vouch_status
vouch__xml_walk(const struct vouch_source *source, size_t cap, struct vouch_diags *diags)
{
  enum vouch_status status = check_bytes(source, cap, diags);
  if (status != VOUCH_OK)
    return status;
  struct walk walk = {.source = source, .diags = diags, .text = source->bytes, .at = source->bom};
  walk_markup(&walk);
  return walk.status;
}
