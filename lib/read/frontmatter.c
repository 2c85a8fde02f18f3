/* SPDX-License-Identifier: MIT */
/* The door of libyaml: the block between the first two `---` lines, as values with places. */
#include "read/frontmatter.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/str.h"
#include "read/frontline.h"
#include "read/refind.h"

enum { MAX_DEPTH = 16, MAX_FAULTS = 8 };

/* A finding that is kept until the text has been read to its end: a text with a fault is read again without the line. */
struct note {
  enum vouch__code code;
  size_t offset, length;
  const char *slots[3];
};

struct reader {
  struct vouch__arena *arena;
  const struct vouch_source *source;
  struct vouch_diags *diags;
  struct vouch__frontmatter *front;
  size_t from, len; /* of the block in the file */
  char *text;       /* a copy of it: lines that cannot be read are made blank */
  uint32_t *points; /* byte of each code point: libyaml counts those */
  size_t n_points;
  struct note *notes;
  size_t n_notes, notes_cap;
  yaml_parser_t parser;
  bool faulty;
  struct vouch__yaml_fault fault;
  struct vouch__value *rescued; /* values of faulty lines, as text */
  size_t n_rescued, rescued_cap;
  enum vouch_status status;
};

/* ---- the block ---- */

static size_t
line_length(const struct vouch_source *source, size_t line, size_t from)
{
  return vouch__line_end(source, line) - from;
}

static bool
is_fence(const char *line, size_t len)
{
  while (len > 3 && (line[len - 1] == ' ' || line[len - 1] == '\t'))
    len--;
  return len == 3 && memcmp(line, "---", 3) == 0;
}

/* "## Situation" behind an empty line: the account has begun, although nothing closed the front matter. */
static bool
is_heading(const char *line, size_t len)
{
  size_t n = 0;
  while (n < len && line[n] == '#')
    n++;
  return n >= 2 && n <= 6 && n < len && line[n] == ' ';
}

/* Index of the line that closes the block, or 0. */
static size_t
closing_line(const struct vouch_source *source)
{
  bool after_empty = false;
  for (size_t i = 1; i < source->n_lines; i++) {
    const char *line = source->bytes + source->lines[i];
    size_t len = line_length(source, i, source->lines[i]);
    if (is_fence(line, len))
      return i;
    if (after_empty && is_heading(line, len))
      return 0;
    vouch__trim(&line, &len);
    after_empty = len == 0;
  }
  return 0;
}

static bool
continues_key(const char *line, size_t len)
{
  return len > 0 && (*line == ' ' || *line == '\t' || *line == '#' || (*line == '-' && len > 1 && line[1] == ' '));
}

/* Where an unclosed block most likely ends: behind its last line with a key, when the first line that is not empty has one;
 * else 0 (a ruled line and no front matter). */
static size_t
open_end(const struct vouch_source *source)
{
  size_t end = 0;
  bool after_empty = false;
  for (size_t i = 1; i < source->n_lines; i++) {
    const char *line = source->bytes + source->lines[i];
    size_t len = line_length(source, i, source->lines[i]);
    bool key = vouch__front_key(line, len) > 0 && (!after_empty || !end || !vouch__is_upper(*line));
    if (key || (end && !after_empty && continues_key(line, len)))
      end = i + 1;
    else if (len > 0)
      break;
    after_empty = len == 0;
  }
  return end;
}

/* Two ruled lines with text between, as Markdown has them: no line has a key, and an empty one comes first. */
static bool
is_ruled_text(const struct vouch_source *source, size_t close)
{
  bool key = false;
  for (size_t i = 1; i < close && !key; i++)
    key = vouch__front_key(source->bytes + source->lines[i], line_length(source, i, source->lines[i])) > 0;
  return !key && close > 2 && line_length(source, 1, source->lines[1]) == 0;
}

/* Sets `present`, `body` and the block's bytes. False when there is nothing to read. */
static bool
find_block(struct reader *reader)
{
  const struct vouch_source *source = reader->source;
  struct vouch__frontmatter *front = reader->front;
  front->body = source->bom;
  if (!is_fence(source->bytes + source->bom, line_length(source, 0, source->bom)) || source->n_lines < 2)
    return false;
  size_t close = closing_line(source), end = close ? close : open_end(source);
  if (end == 0 || (close && is_ruled_text(source, close)))
    return false;
  reader->from = source->lines[1];
  reader->len = (end < source->n_lines ? source->lines[end] : source->size) - reader->from;
  front->present = close > 0;
  size_t body = close ? close + 1 : end;
  front->body = body < source->n_lines ? source->lines[body] : source->size;
  return true;
}

/* ---- places ---- */

static bool
map_points(struct reader *reader)
{
  reader->text = vouch__copy(reader->arena, reader->source->bytes + reader->from, reader->len);
  reader->points = vouch__alloc(reader->arena, (reader->len + 1) * sizeof *reader->points);
  if (!reader->text || !reader->points)
    return false;
  for (size_t i = 0; i < reader->len; i++)
    if (((unsigned char)reader->text[i] & 0xC0) != 0x80)
      reader->points[reader->n_points++] = (uint32_t)i;
  reader->points[reader->n_points] = (uint32_t)reader->len;
  return true;
}

static size_t
byte_of(const struct reader *reader, yaml_mark_t mark)
{
  return reader->points[mark.index < reader->n_points ? mark.index : reader->n_points];
}

static void
set_place(const struct reader *reader, struct vouch__value *value, size_t from, size_t to)
{
  uint32_t column;
  value->offset = reader->from + from;
  value->length = to > from ? to - from : 0;
  vouch__source_place(reader->source, value->offset, &value->line, &column);
}

/* ---- events to values ---- */

static bool
fail(struct reader *reader, enum vouch_status status)
{
  reader->status = status;
  return false;
}

static bool
note(struct reader *reader, struct note entry)
{
  if (!VOUCH__PUSH(reader->arena, reader->notes, reader->n_notes, reader->notes_cap))
    return fail(reader, VOUCH_NOMEM);
  reader->notes[reader->n_notes - 1] = entry;
  return true;
}

static bool
note_advanced(struct reader *reader, const yaml_event_t *event, const char *what)
{
  size_t from = byte_of(reader, event->start_mark), to = byte_of(reader, event->end_mark);
  return note(reader, (struct note){VOUCH__V104, reader->from + from, to - from, {what}});
}

static bool
fault_at(struct reader *reader, yaml_mark_t mark, const char *problem)
{
  reader->faulty = true;
  reader->fault = (struct vouch__yaml_fault){.problem = problem, .context = "", .at = byte_of(reader, mark)};
  return false;
}

static bool
next_event(struct reader *reader, yaml_event_t *event)
{
  yaml_parser_t *parser = &reader->parser;
  if (yaml_parser_parse(parser, event))
    return true;
  if (parser->error == YAML_MEMORY_ERROR)
    return fail(reader, VOUCH_NOMEM);
  reader->faulty = true;
  reader->fault = (struct vouch__yaml_fault){
      .problem = parser->problem ? parser->problem : "it is not YAML",
      .context = parser->context ? parser->context : "",
      .at = parser->error == YAML_READER_ERROR ? parser->problem_offset : byte_of(reader, parser->problem_mark),
      .context_at = byte_of(reader, parser->context_mark),
  };
  return false;
}

static bool
check_plain(struct reader *reader, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
  return (!anchor || note_advanced(reader, event, "an anchor (&)")) && (!tag || note_advanced(reader, event, "a tag (!)"));
}

static bool
read_scalar(struct reader *reader, const yaml_event_t *event, struct vouch__value *value)
{
  const char *text = (const char *)event->data.scalar.value;
  size_t from = byte_of(reader, event->start_mark), to = byte_of(reader, event->end_mark), len = event->data.scalar.length;
  bool quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
  bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  if (plain && (vouch__equal_n(text, len, "~") || vouch__equal_n(text, len, "null")))
    len = 0;
  value->kind = VOUCH__SCALAR;
  value->text = vouch__copy(reader->arena, text, len);
  set_place(reader, value, from + quoted, to > from + 2 * quoted ? to - quoted : from + quoted);
  if (!value->text)
    return fail(reader, VOUCH_NOMEM);
  return check_plain(reader, event, event->data.scalar.anchor, event->data.scalar.tag);
}

static bool read_value(struct reader *reader, const yaml_event_t *event, struct vouch__value *value, int depth);

static bool
read_list(struct reader *reader, struct vouch__value *value, int depth)
{
  size_t cap = 0;
  for (;;) {
    yaml_event_t event;
    if (!next_event(reader, &event))
      return false;
    bool end = event.type == YAML_SEQUENCE_END_EVENT, good = true;
    if (end)
      set_place(reader, value, value->offset - reader->from, byte_of(reader, event.end_mark));
    else if (!VOUCH__PUSH(reader->arena, value->items, value->n_items, cap))
      good = fail(reader, VOUCH_NOMEM);
    else
      good = read_value(reader, &event, &value->items[value->n_items - 1], depth + 1);
    yaml_event_delete(&event);
    if (end || !good)
      return good;
  }
}

/* The entry to fill under a key: a new one of the map, or a spare one when the key may not count. */
static struct vouch__value *
entry_for(struct reader *reader, const yaml_event_t *event, struct vouch__value *map, size_t *cap, struct vouch__value *spare)
{
  if (event->type != YAML_SCALAR_EVENT) {
    fault_at(reader, event->start_mark, "a text");
    return NULL;
  }
  struct vouch__value key = {0};
  if (!read_scalar(reader, event, &key))
    return NULL;
  if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && strcmp(key.text, "<<") == 0)
    return note_advanced(reader, event, "a merge key (<<)") ? spare : NULL;
  for (size_t i = 0; i < map->n_items; i++) {
    if (strcmp(map->items[i].key, key.text) != 0)
      continue;
    uint32_t first, column;
    vouch__source_place(reader->source, map->items[i].key_offset, &first, &column);
    const char *one = vouch__format(reader->arena, "%u", (unsigned)first);
    const char *two = vouch__format(reader->arena, "%u", (unsigned)key.line);
    if (!one || !two)
      return fail(reader, VOUCH_NOMEM), NULL;
    return note(reader, (struct note){VOUCH__V102, key.offset, key.length, {key.text, one, two}}) ? spare : NULL;
  }
  if (!VOUCH__PUSH(reader->arena, map->items, map->n_items, *cap))
    return fail(reader, VOUCH_NOMEM), NULL;
  struct vouch__value *entry = &map->items[map->n_items - 1];
  entry->key = key.text;
  entry->key_offset = key.offset;
  entry->text = "";
  return entry;
}

static bool
read_map(struct reader *reader, struct vouch__value *value, int depth)
{
  size_t cap = 0;
  for (;;) {
    yaml_event_t event;
    struct vouch__value spare = {0};
    if (!next_event(reader, &event))
      return false;
    bool end = event.type == YAML_MAPPING_END_EVENT;
    if (end)
      set_place(reader, value, value->offset - reader->from, byte_of(reader, event.end_mark));
    struct vouch__value *entry = end ? NULL : entry_for(reader, &event, value, &cap, &spare);
    yaml_event_delete(&event);
    if (end || !entry)
      return end;
    bool good = next_event(reader, &event);
    if (good) {
      good = read_value(reader, &event, entry, depth + 1);
      yaml_event_delete(&event);
    }
    if (!good)
      return false;
  }
}

static bool
read_value(struct reader *reader, const yaml_event_t *event, struct vouch__value *value, int depth)
{
  size_t from = byte_of(reader, event->start_mark);
  value->text = "";
  if (depth > MAX_DEPTH)
    return fault_at(reader, event->start_mark, "stand too deep");
  switch (event->type) {
  case YAML_SCALAR_EVENT:
    return read_scalar(reader, event, value);
  case YAML_SEQUENCE_START_EVENT:
    value->kind = VOUCH__LIST;
    set_place(reader, value, from, from);
    return check_plain(reader, event, event->data.sequence_start.anchor, event->data.sequence_start.tag) &&
           read_list(reader, value, depth);
  case YAML_MAPPING_START_EVENT:
    value->kind = VOUCH__MAP;
    set_place(reader, value, from, from);
    return check_plain(reader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag) &&
           read_map(reader, value, depth);
  default:
    value->kind = VOUCH__SCALAR;
    set_place(reader, value, from, byte_of(reader, event->end_mark));
    return note_advanced(reader, event, "an alias (*)");
  }
}

static bool
read_document_event(struct reader *reader, const yaml_event_t *event)
{
  switch (event->type) {
  case YAML_DOCUMENT_START_EVENT:
    if (event->data.document_start.version_directive ||
        event->data.document_start.tag_directives.start != event->data.document_start.tag_directives.end)
      return note_advanced(reader, event, "a directive (%)");
    return event->data.document_start.implicit || note_advanced(reader, event, "a second document (---)");
  case YAML_SCALAR_EVENT:
    return event->data.scalar.length == 0 || fault_at(reader, event->start_mark, "a text");
  case YAML_MAPPING_START_EVENT:
    return read_value(reader, event, &reader->front->root, 0);
  case YAML_SEQUENCE_START_EVENT:
    return fault_at(reader, event->start_mark, "a list");
  default:
    return true;
  }
}

/* Reads the text as it stands now. False: `faulty`, or the status is not OK. */
static bool
read_text(struct reader *reader)
{
  reader->n_notes = 0;
  reader->faulty = false;
  reader->front->root = (struct vouch__value){.kind = VOUCH__MAP, .text = "", .offset = reader->from, .line = 2};
  if (!yaml_parser_initialize(&reader->parser))
    return fail(reader, VOUCH_NOMEM);
  yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&reader->parser, (const unsigned char *)reader->text, reader->len);
  bool good = true, end = false;
  for (size_t documents = 0; good && !end;) {
    yaml_event_t event;
    good = next_event(reader, &event);
    if (!good)
      break;
    end = event.type == YAML_STREAM_END_EVENT;
    documents += event.type == YAML_DOCUMENT_START_EVENT;
    if (documents > 1) {
      good = note_advanced(reader, &event, "a second document (---)");
      end = true;
    } else {
      good = read_document_event(reader, &event);
    }
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&reader->parser);
  return good;
}

/* ---- faults ---- */

static bool
rescue(struct reader *reader, const struct vouch__front_fault *fault)
{
  if (!fault->key)
    return true;
  if (!VOUCH__PUSH(reader->arena, reader->rescued, reader->n_rescued, reader->rescued_cap))
    return fail(reader, VOUCH_NOMEM);
  struct vouch__value *value = &reader->rescued[reader->n_rescued - 1];
  *value = (struct vouch__value){.kind = VOUCH__SCALAR, .key = fault->key, .key_offset = reader->from + fault->from};
  value->text = vouch__copy(reader->arena, reader->text + fault->value_from, fault->value_to - fault->value_from);
  set_place(reader, value, fault->value_from, fault->value_to);
  return value->text || fail(reader, VOUCH_NOMEM);
}

/* Says what is wrong and takes the line out of the text. False when nothing more can be done. */
static bool
report_fault(struct reader *reader)
{
  struct vouch__front_fault fault;
  reader->front->broken = true;
  reader->status = vouch__front_explain(reader->arena, reader->text, reader->len, &reader->fault, &fault);
  if (reader->status != VOUCH_OK || !rescue(reader, &fault))
    return false;
  struct vouch__at at = {.source = reader->source, .offset = reader->from + fault.at, .length = fault.to - fault.at};
  VOUCH__DIAG(reader->diags, VOUCH__V101, at, fault.hint, fault.problem);
  return vouch__front_blank(reader->text, reader->len, &fault);
}

static bool
keep_rescued(struct reader *reader)
{
  struct vouch__value *root = &reader->front->root;
  size_t cap = root->n_items; /* the array is moved: its own capacity is not known here */
  for (size_t i = 0; i < reader->n_rescued; i++) {
    if (vouch__value_get(root, reader->rescued[i].key))
      continue;
    if (!VOUCH__PUSH(reader->arena, root->items, root->n_items, cap))
      return fail(reader, VOUCH_NOMEM);
    root->items[root->n_items - 1] = reader->rescued[i];
  }
  return true;
}

static void
report_notes(struct reader *reader)
{
  for (size_t i = 0; i < reader->n_notes; i++) {
    const struct note *entry = &reader->notes[i];
    struct vouch__at at = {.source = reader->source, .offset = entry->offset, .length = entry->length};
    if (entry->code == VOUCH__V102) {
      VOUCH__DIAG(reader->diags, entry->code, at, "Take one of the two lines out; vouch uses the first.", entry->slots[0],
                  entry->slots[1], entry->slots[2]);
      continue;
    }
    VOUCH__DIAG(reader->diags, entry->code, at, "Write the value out in full, or put quotes round text that has such a sign.",
                entry->slots[0]);
    reader->front->broken = true;
  }
}

static void
report_open(struct reader *reader)
{
  uint32_t line, column;
  char hint[80];
  vouch__source_place(reader->source, reader->from + reader->len - 1, &line, &column);
  snprintf(hint, sizeof hint, "Put a line with --- below line %u.", (unsigned)line);
  VOUCH__DIAG(reader->diags, VOUCH__V105,
              ((struct vouch__at){.source = reader->source, .offset = reader->source->bom, .length = 3}), hint, "");
  reader->front->broken = true;
}

enum vouch_status
vouch__frontmatter_read(struct vouch__arena *arena, const struct vouch_source *source, struct vouch_diags *diags,
                        struct vouch__frontmatter *ret_front)
{
  struct vouch__frontmatter front = {.root = {.kind = VOUCH__MAP, .text = ""}};
  struct reader reader = {.arena = arena, .source = source, .diags = diags, .front = &front};
  if (!find_block(&reader)) {
    *ret_front = front;
    return VOUCH_OK;
  }
  if (!front.present)
    report_open(&reader);
  if (reader.len > VOUCH_CAP_FRONT_MATTER) {
    VOUCH__DIAG(diags, VOUCH__V103, ((struct vouch__at){.source = source, .offset = reader.from}),
                "Move long text below the second --- line.", "16 KiB");
    front.broken = true;
    *ret_front = front;
    return VOUCH_OK;
  }
  if (!map_points(&reader))
    return VOUCH_NOMEM;
  for (int faults = 0; !read_text(&reader) && reader.faulty; faults++)
    if (faults == MAX_FAULTS || !report_fault(&reader))
      break;
  if (reader.status == VOUCH_OK && keep_rescued(&reader)) {
    report_notes(&reader);
    *ret_front = front;
  }
  return reader.status;
}

/* ---- values ---- */

const struct vouch__value *
vouch__value_get(const struct vouch__value *map, const char *key)
{
  for (size_t i = 0; map->kind == VOUCH__MAP && i < map->n_items; i++)
    if (strcmp(map->items[i].key, key) == 0)
      return &map->items[i];
  return NULL;
}

/* One item of a comma list. Its place is exact where the file holds the scalar as it reads. */
static enum vouch_status
each_part(struct vouch__arena *arena, const struct vouch__value *value, size_t at, size_t len,
          enum vouch_status (*each)(const struct vouch__value *item, void *data), void *data)
{
  const char *part = value->text + at;
  vouch__trim(&part, &len);
  if (len == 0)
    return VOUCH_OK;
  struct vouch__value item = *value;
  item.text = vouch__copy(arena, part, len);
  if (!item.text)
    return VOUCH_NOMEM;
  if (value->length == strlen(value->text)) {
    item.offset = value->offset + (size_t)(part - value->text);
    item.length = len;
  }
  return each(&item, data);
}

enum vouch_status
vouch__value_each(struct vouch__arena *arena, const struct vouch__value *value,
                  enum vouch_status (*each)(const struct vouch__value *item, void *data), void *data)
{
  enum vouch_status status = VOUCH_OK;
  if (value->kind == VOUCH__MAP)
    return each(value, data);
  for (size_t i = 0; value->kind == VOUCH__LIST && i < value->n_items && status == VOUCH_OK; i++)
    status = each(&value->items[i], data);
  size_t len = value->kind == VOUCH__SCALAR ? strlen(value->text) : 0;
  for (size_t at = 0; at < len && status == VOUCH_OK;) {
    size_t n = strcspn(value->text + at, ",");
    status = each_part(arena, value, at, n, each, data);
    at += n + 1;
  }
  return status;
}
