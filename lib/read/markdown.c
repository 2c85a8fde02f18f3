/* SPDX-License-Identifier: MIT */
/* The door of cmark: CommonMark to leaf blocks of text, each byte of which knows its bytes in the file. */
#include "read/markdown.h"

#include <cmark.h>
#include <string.h>

#include "base/str.h"
#include "read/refind.h"

enum { MAX_NESTING = 32, MAX_IMAGES = 500, CACHED = 64, LONGEST_ENTITY = 40 };

/* What an entity stands for, remembered: cmark is asked once for each. */
struct cached {
  char name[LONGEST_ENTITY], text[8];
  size_t name_len, text_len;
};

struct reader {
  struct vouch__arena *arena;
  const struct vouch_source *source;
  struct vouch__markdown *markdown;
  size_t blocks_cap, links_cap, bolds_cap;
  size_t first_line; /* index in source->lines of cmark's line 1 */
  struct vouch__refind refind;
  struct cached cache[CACHED];
};

/* ---- caps, on raw lines ---- */

struct columns {
  size_t list[MAX_NESTING + 1], n;
};

/* Length of a list marker with the blank behind it (a line's end will do), else 0. */
static size_t
marker_length(const char *s, const char *end)
{
  const char *at = s;
  if (at < end && (*at == '-' || *at == '+' || *at == '*')) {
    at++;
  } else {
    while (at < end && at - s < 9 && vouch__is_digit(*at))
      at++;
    if (at == s || at == end || (*at != '.' && *at != ')'))
      return 0;
    at++;
  }
  return at == end || *at == ' ' || *at == '\t' ? (size_t)(at - s) : 0;
}

static bool
is_thematic_break(const char *s, const char *end)
{
  size_t n = 0;
  char mark = *s;
  for (const char *at = s; at < end; at++) {
    if (*at == mark)
      n++;
    else if (*at != ' ' && *at != '\t')
      return false;
  }
  return n >= 3 && (mark == '-' || mark == '*' || mark == '_');
}

static size_t
columns_before(const struct columns *columns, size_t column)
{
  size_t n = 0;
  while (n < columns->n && columns->list[n] < column)
    n++;
  return n;
}

static void
columns_add(struct columns *columns, size_t column)
{
  size_t i = columns_before(columns, column);
  if (columns->n > MAX_NESTING || (i < columns->n && columns->list[i] == column))
    return;
  memmove(columns->list + i + 1, columns->list + i, (columns->n - i) * sizeof *columns->list);
  columns->list[i] = column;
  columns->n++;
}

/* How many quotes and lists the line can stand in: the marks on it, and before its first list mark one list for each column at
 * which a list began above. Never less than the truth by which cmark's cost grows, and far below the cap for honest text. */
static size_t
line_depth(const char *s, const char *end, struct columns *columns)
{
  size_t depth = 0, column = 0;
  for (bool listed = false; s < end && depth <= MAX_NESTING;) {
    if (*s == ' ' || *s == '\t') {
      column += *s == '\t' ? 4 - column % 4 : 1;
      s++;
      continue;
    }
    size_t length = *s == '>' ? 1 : is_thematic_break(s, end) ? 0 : marker_length(s, end);
    if (length == 0)
      break;
    depth++;
    if (*s != '>') {
      depth += listed ? 0 : columns_before(columns, column);
      columns_add(columns, column);
      listed = true;
    }
    s += length;
    column += length;
  }
  return depth;
}

static enum vouch_status
check_nesting(const struct reader *reader, struct vouch_diags *diags)
{
  struct columns columns = {0};
  const struct vouch_source *source = reader->source;
  bool after_blank = true;
  for (size_t line = reader->first_line; line < source->n_lines; line++) {
    const char *s = source->bytes + source->lines[line], *end = source->bytes + vouch__line_end(source, line), *text = s;
    while (text < end && (*text == ' ' || *text == '\t'))
      text++;
    size_t depth = line_depth(s, end, &columns);
    if (depth > MAX_NESTING) {
      VOUCH__DIAG(diags, VOUCH__V015,
                  ((struct vouch__at){.source = source, .offset = source->lines[line], .length = (size_t)(end - s)}),
                  "Take away the extra > or indents on this line.", VOUCH__NUMBER(MAX_NESTING));
      return VOUCH_LIMIT;
    }
    if (after_blank && depth == 0 && text == s && text < end) /* a paragraph at the margin ends every list */
      columns.n = 0;
    after_blank = text == end;
  }
  return VOUCH_OK;
}

static enum vouch_status
check_images(const struct vouch_source *source, size_t body, struct vouch_diags *diags)
{
  size_t n = 0;
  for (size_t i = body; i + 1 < source->size; i++) {
    if (source->bytes[i] != '!' || source->bytes[i + 1] != '[' || ++n <= MAX_IMAGES)
      continue;
    VOUCH__DIAG(diags, VOUCH__V016, ((struct vouch__at){.source = source, .offset = i, .length = 2}),
                "Name the pictures under evidence: instead.", VOUCH__NUMBER(MAX_IMAGES));
    return VOUCH_LIMIT;
  }
  return VOUCH_OK;
}

/* ---- entities ---- */

/* cmark has the table of the 2,125 names and shows it to nobody, so it is asked: a paragraph of the entity alone. */
static void
ask_entity(struct cached *cached)
{
  cmark_node *document = cmark_parse_document(cached->name, cached->name_len, CMARK_OPT_DEFAULT);
  cmark_node *paragraph = cmark_node_first_child(document);
  cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
  const char *literal = text && !cmark_node_next(text) ? cmark_node_get_literal(text) : NULL;
  size_t len = literal ? strlen(literal) : 0;
  if (len && len <= sizeof cached->text && !vouch__equal_n(cached->name, cached->name_len, literal)) {
    memcpy(cached->text, literal, len);
    cached->text_len = len;
  }
  cmark_node_free(document);
}

static size_t
decode_entity(const char *name, size_t len, char ret_text[8], void *data)
{
  struct reader *reader = data;
  if (len > LONGEST_ENTITY)
    return 0;
  uint32_t hash = 0;
  for (size_t i = 0; i < len; i++)
    hash = hash * 31 + (unsigned char)name[i];
  struct cached *cached = &reader->cache[hash % CACHED];
  if (cached->name_len != len || memcmp(cached->name, name, len) != 0) {
    *cached = (struct cached){.name_len = len};
    memcpy(cached->name, name, len);
    ask_entity(cached);
  }
  memcpy(ret_text, cached->text, sizeof cached->text);
  return cached->text_len;
}

/* ---- text of a block ---- */

static bool
is_line_tag(const char *html)
{
  size_t n = strlen(html);
  return n >= 4 && html[0] == '<' && vouch__lower(html[1]) == 'b' && vouch__lower(html[2]) == 'r' &&
         !vouch__is_alpha(html[3]) && !vouch__is_digit(html[3]) && html[3] != '-';
}

/* Bytes of text that an inline node stands for; `ret_text` NULL: a line break. */
static size_t
inline_text(cmark_node *node, const char **ret_text)
{
  *ret_text = NULL;
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
  case CMARK_NODE_CODE:
    *ret_text = cmark_node_get_literal(node);
    return strlen(*ret_text);
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK:
    return 1;
  case CMARK_NODE_HTML_INLINE:
    return is_line_tag(cmark_node_get_literal(node)) ? 1 : 0;
  default:
    return 0;
  }
}

static bool
is_link(cmark_node *node)
{
  return cmark_node_get_type(node) == CMARK_NODE_LINK || cmark_node_get_type(node) == CMARK_NODE_IMAGE;
}

static bool
add_link(struct reader *reader, cmark_node *node)
{
  struct vouch__markdown *markdown = reader->markdown;
  const char *target = cmark_node_get_url(node);
  if (!VOUCH__PUSH(reader->arena, markdown->links, markdown->n_links, reader->links_cap))
    return false;
  struct vouch__link *link = &markdown->links[markdown->n_links - 1];
  link->image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
  link->target = vouch__copy(reader->arena, target ? target : "", target ? strlen(target) : 0);
  link->block = markdown->n_blocks - 1;
  cmark_node_set_user_data(node, (void *)(uintptr_t)markdown->n_links); /* found again when its place is known */
  return link->target != NULL;
}

static struct vouch__link *
link_of(struct reader *reader, cmark_node *node)
{
  return &reader->markdown->links[(uintptr_t)cmark_node_get_user_data(node) - 1];
}

static bool
begins_line(const struct vouch__block *block)
{
  size_t at = block->len;
  while (at > 0 && (block->text[at - 1] == ' ' || block->text[at - 1] == '\t'))
    at--;
  return at == 0 || block->text[at - 1] == '\n';
}

/* At the start of strong text that begins a line, a mark on its node; at its end the span. */
static bool
follow_strong(struct reader *reader, cmark_node *node, bool enter, struct vouch__block *block)
{
  if (enter) {
    if (begins_line(block))
      cmark_node_set_user_data(node, (void *)(uintptr_t)(block->len + 1));
    return true;
  }
  size_t from = (uintptr_t)cmark_node_get_user_data(node) - 1;
  if (!cmark_node_get_user_data(node) || from == block->len)
    return true;
  if (block->n_bolds && block->bolds[block->n_bolds - 1].from == from) { /* strong within strong */
    block->bolds[block->n_bolds - 1].to = block->len;
    return true;
  }
  if (!VOUCH__PUSH(reader->arena, block->bolds, block->n_bolds, reader->bolds_cap))
    return false;
  block->bolds[block->n_bolds - 1] = (struct vouch__bold){from, block->len};
  return true;
}

/* Text is copied, bold words and links are noted. */
static bool
gather_text(struct reader *reader, cmark_iter *iter, struct vouch__block *block)
{
  size_t len = 0;
  const char *literal;
  cmark_event_type event;
  cmark_node *root = cmark_iter_get_root(iter);
  for (cmark_iter_reset(iter, root, CMARK_EVENT_ENTER); (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
    if (event == CMARK_EVENT_ENTER)
      len += inline_text(cmark_iter_get_node(iter), &literal);
  char *text = vouch__alloc(reader->arena, len + 1);
  if (!text)
    return false;
  block->text = text;
  reader->bolds_cap = 0;
  for (cmark_iter_reset(iter, root, CMARK_EVENT_ENTER); (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
    cmark_node *node = cmark_iter_get_node(iter);
    bool enter = event == CMARK_EVENT_ENTER;
    if (cmark_node_get_type(node) == CMARK_NODE_STRONG && !follow_strong(reader, node, enter, block))
      return false;
    if (!enter)
      continue;
    if (is_link(node) && !add_link(reader, node))
      return false;
    size_t n = inline_text(node, &literal);
    if (literal)
      memcpy(text + block->len, literal, n);
    else if (n)
      text[block->len] = '\n';
    block->len += n;
  }
  return true;
}

static bool
follow_node(struct reader *reader, cmark_node *node, bool enter, char *text)
{
  struct vouch__refind *refind = &reader->refind;
  const char *literal;
  size_t n = inline_text(node, &literal);
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
    return vouch__refind_text(refind, literal, n);
  case CMARK_NODE_CODE:
    return vouch__refind_code(refind, text + refind->n, n);
  case CMARK_NODE_SOFTBREAK:
  case CMARK_NODE_LINEBREAK:
    return vouch__refind_break(refind);
  case CMARK_NODE_HTML_INLINE:
    literal = cmark_node_get_literal(node);
    return vouch__refind_html(refind, literal, strlen(literal), n > 0);
  case CMARK_NODE_EMPH:
    return vouch__refind_emphasis(refind, 1);
  case CMARK_NODE_STRONG:
    return vouch__refind_emphasis(refind, 2);
  case CMARK_NODE_LINK:
  case CMARK_NODE_IMAGE:
    if (enter) {
      link_of(reader, node)->src_from = vouch__refind_offset(refind);
      return vouch__refind_link_open(refind, cmark_node_get_type(node) == CMARK_NODE_IMAGE);
    }
    if (!vouch__refind_link_close(refind))
      return false;
    link_of(reader, node)->src_to = vouch__refind_end_offset(refind);
    return true;
  default:
    return false;
  }
}

/* Walks the inline nodes along the source. True when every one was found and the line then ends. */
static bool
follow(struct reader *reader, cmark_iter *iter, struct vouch__block *block, bool hashes)
{
  cmark_node *root = cmark_iter_get_root(iter);
  cmark_event_type event;
  for (cmark_iter_reset(iter, root, CMARK_EVENT_ENTER); (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
    if (cmark_iter_get_node(iter) != root &&
        !follow_node(reader, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER, (char *)block->text))
      return false;
  return reader->refind.n == block->len && vouch__refind_end(&reader->refind, hashes);
}

/* ---- places of a block ---- */

/* The line (from 1) of an offset. vouch__source_place() counts columns too, which costs much on long lines. */
static uint32_t
line_number(const struct vouch_source *source, size_t offset)
{
  size_t low = 0, high = source->n_lines;
  while (high - low > 1) {
    size_t mid = low + (high - low) / 2;
    if (source->lines[mid] <= offset)
      low = mid;
    else
      high = mid;
  }
  return (uint32_t)low + 1;
}

static size_t
line_index(const struct reader *reader, int line)
{
  size_t index = reader->first_line + (line > 0 ? (size_t)line - 1 : 0);
  return index < reader->source->n_lines ? index : reader->source->n_lines - 1;
}

/* Where nothing better is known, each byte of text has the whole block. */
static void
give_whole(struct reader *reader, struct vouch__block *block, size_t first_link, uint32_t *from, uint32_t *to)
{
  for (size_t i = 0; i < block->len; i++) {
    from[i] = (uint32_t)block->src_from;
    to[i] = (uint32_t)block->src_to;
  }
  for (size_t i = first_link; i < reader->markdown->n_links; i++) {
    reader->markdown->links[i].src_from = block->src_from;
    reader->markdown->links[i].src_to = block->src_to;
  }
}

static size_t
skip_hashes(const struct vouch_source *source, size_t offset, size_t end)
{
  while (offset < end && source->bytes[offset] == '#')
    offset++;
  while (offset < end && (source->bytes[offset] == ' ' || source->bytes[offset] == '\t'))
    offset++;
  return offset;
}

/* cmark gives the block's first line and column, and trustworthy columns nowhere else. The lines are read as they mostly are,
 * then in the rarer ways, each with and without definitions of link targets before the text. */
static bool
place_text(struct reader *reader, cmark_iter *iter, struct vouch__block *block, uint32_t *from, uint32_t *to)
{
  cmark_node *node = cmark_iter_get_root(iter);
  struct vouch__refind *refind = &reader->refind;
  size_t line = line_index(reader, cmark_node_get_start_line(node)), end = vouch__line_end(reader->source, line);
  bool hashes = block->level && cmark_node_get_end_line(node) == cmark_node_get_start_line(node);
  size_t start = hashes ? skip_hashes(reader->source, block->src_from, end) : block->src_from;
  refind->quotes = block->quote_depth;
  refind->last = hashes ? line : line_index(reader, cmark_node_get_end_line(node) + 1);
  refind->from = from;
  refind->to = to;
  for (int way = VOUCH__STRIP; way <= VOUCH__KEEP; way++)
    for (int definitions = 1; definitions >= 0; definitions--) {
      refind->prefix = (enum vouch__prefix)way;
      vouch__refind_start(refind, line, start);
      if (definitions && !vouch__refind_definitions(refind))
        continue;
      size_t begin = vouch__refind_offset(refind);
      if (!follow(reader, iter, block, hashes))
        continue;
      block->src_from = hashes ? block->src_from : begin;
      block->src_to = hashes ? end : vouch__refind_end_offset(refind);
      return true;
    }
  return false;
}

static enum vouch_status
read_inlines(struct reader *reader, cmark_node *node, struct vouch__block *block)
{
  cmark_iter *iter = cmark_iter_new(node);
  enum vouch_status status = VOUCH_NOMEM;
  size_t first_link = reader->markdown->n_links;
  if (!gather_text(reader, iter, block))
    goto done;
  uint32_t *from = vouch__alloc(reader->arena, (block->len + 1) * sizeof *from);
  uint32_t *to = vouch__alloc(reader->arena, (block->len + 1) * sizeof *to);
  if (!from || !to)
    goto done;
  if (!place_text(reader, iter, block, from, to))
    give_whole(reader, block, first_link, from, to);
  block->from = from;
  block->to = to;
  for (size_t i = first_link; i < reader->markdown->n_links; i++)
    reader->markdown->links[i].line = line_number(reader->source, reader->markdown->links[i].src_from);
  status = VOUCH_OK;
done:
  cmark_iter_free(iter);
  return status;
}

/* Lines of code and HTML stand in the file as they are, behind a prefix: each is found at the end of its line. A line that
 * begins with what is left of a tab has the whole line as its place. */
static void
place_line(const struct vouch_source *source, size_t line, const char *text, size_t len, uint32_t *from, uint32_t *to)
{
  size_t start = source->lines[line], end = vouch__line_end(source, line);
  bool exact = len <= end - start && memcmp(text, source->bytes + end - len, len) == 0;
  for (size_t i = 0; i < len; i++) {
    from[i] = (uint32_t)(exact ? end - len + i : start);
    to[i] = (uint32_t)(exact ? end - len + i + 1 : line + 1 < source->n_lines ? source->lines[line + 1] : source->size);
  }
}

static bool
is_fenced(const struct vouch_source *source, cmark_node *node, const char *literal, size_t offset)
{
  const char *s = source->bytes + offset;
  size_t len = strcspn(s, "\r\n");
  return cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK && (strncmp(s, "```", 3) == 0 || strncmp(s, "~~~", 3) == 0) &&
         !(strncmp(literal, s, len) == 0 && literal[len] == '\n');
}

static enum vouch_status
read_literal(struct reader *reader, cmark_node *node, struct vouch__block *block)
{
  const struct vouch_source *source = reader->source;
  const char *literal = cmark_node_get_literal(node);
  size_t line = line_index(reader, cmark_node_get_start_line(node));
  line += is_fenced(source, node, literal, block->src_from);
  block->len = strlen(literal);
  char *text = vouch__copy(reader->arena, literal, block->len);
  uint32_t *from = vouch__alloc(reader->arena, (block->len + 1) * sizeof *from);
  uint32_t *to = vouch__alloc(reader->arena, (block->len + 1) * sizeof *to);
  if (!text || !from || !to)
    return VOUCH_NOMEM;
  size_t i = 0;
  for (; i < block->len && line < source->n_lines; line++) {
    size_t len = strcspn(text + i, "\n"), end = vouch__line_end(source, line);
    place_line(source, line, text + i, len, from + i, to + i);
    if (len && to[i] - from[i] == 1 && source->bytes[from[i]] != text[i])
      break; /* blanks that are left of a tab at the very end */
    i += len;
    if (block->src_to < end)
      block->src_to = end;
    if (line + 1 == source->n_lines)
      break; /* cmark adds a line end where the file has none */
    from[i] = (uint32_t)end;
    to[i++] = (uint32_t)source->lines[line + 1];
  }
  block->len = i;
  text[i] = '\0';
  block->text = text;
  block->from = from;
  block->to = to;
  return VOUCH_OK;
}

/* ---- blocks ---- */

static bool
leaf_kind(cmark_node *node, enum vouch__block_kind *ret_kind)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_HEADING:
    *ret_kind = VOUCH__HEADING;
    return true;
  case CMARK_NODE_PARAGRAPH:
    *ret_kind = VOUCH__PARAGRAPH;
    return true;
  case CMARK_NODE_CODE_BLOCK:
    *ret_kind = VOUCH__CODE_BLOCK;
    return true;
  case CMARK_NODE_HTML_BLOCK:
    *ret_kind = VOUCH__HTML_BLOCK;
    return true;
  default:
    return false;
  }
}

static bool
starts_item(cmark_node *node)
{
  for (cmark_node *up = cmark_node_parent(node); up && !cmark_node_previous(node); node = up, up = cmark_node_parent(up))
    if (cmark_node_get_type(up) == CMARK_NODE_ITEM)
      return true;
  return false;
}

static void
count_parents(cmark_node *node, struct vouch__block *block)
{
  for (cmark_node *up = cmark_node_parent(node); up; up = cmark_node_parent(up)) {
    block->list_depth += cmark_node_get_type(up) == CMARK_NODE_ITEM && block->list_depth < UINT8_MAX;
    block->quote_depth += cmark_node_get_type(up) == CMARK_NODE_BLOCK_QUOTE && block->quote_depth < UINT8_MAX;
  }
}

static enum vouch_status
read_leaf(struct reader *reader, cmark_node *node, enum vouch__block_kind kind)
{
  struct vouch__markdown *markdown = reader->markdown;
  const struct vouch_source *source = reader->source;
  if (!VOUCH__PUSH(reader->arena, markdown->blocks, markdown->n_blocks, reader->blocks_cap))
    return VOUCH_NOMEM;
  struct vouch__block *block = &markdown->blocks[markdown->n_blocks - 1];
  block->kind = kind;
  block->level = kind == VOUCH__HEADING ? (uint8_t)cmark_node_get_heading_level(node) : 0;
  block->item_start = starts_item(node);
  count_parents(node, block);
  size_t line = line_index(reader, cmark_node_get_start_line(node));
  size_t end = vouch__line_end(source, line), last = line_index(reader, cmark_node_get_end_line(node));
  int column = cmark_node_get_start_column(node);
  block->src_from = source->lines[line] + (column > 0 ? (size_t)column - 1 : 0);
  if (line == 0 && source->bom)
    block->src_from += source->bom;
  if (block->src_from > end)
    block->src_from = end;
  block->src_to = vouch__line_end(source, last > line ? last : line);
  bool literal = kind == VOUCH__CODE_BLOCK || kind == VOUCH__HTML_BLOCK;
  enum vouch_status status = literal ? read_literal(reader, node, block) : read_inlines(reader, node, block);
  if (status == VOUCH_OK)
    block->line = line_number(source, block->src_from);
  return status;
}

static enum vouch_status
read_blocks(struct reader *reader, cmark_node *document)
{
  cmark_node *node = cmark_node_first_child(document);
  while (node) {
    enum vouch__block_kind kind;
    bool leaf = leaf_kind(node, &kind);
    enum vouch_status status = leaf ? read_leaf(reader, node, kind) : VOUCH_OK;
    if (status != VOUCH_OK)
      return status;
    cmark_node *next = leaf ? NULL : cmark_node_first_child(node);
    while (!next && node != document) {
      next = cmark_node_next(node);
      node = next ? node : cmark_node_parent(node);
    }
    node = next;
  }
  return VOUCH_OK;
}

static bool
reader_init(struct reader *reader, struct vouch__arena *arena, const struct vouch_source *source, size_t body)
{
  *reader = (struct reader){.arena = arena, .source = source, .first_line = line_number(source, body) - 1};
  reader->markdown = vouch__alloc(arena, sizeof *reader->markdown);
  reader->refind = (struct vouch__refind){.source = source, .entity = decode_entity, .data = reader};
  reader->refind.content = vouch__alloc(arena, source->size - body + 2);
  reader->refind.map = vouch__alloc(arena, (source->size - body + 2) * sizeof *reader->refind.map);
  return reader->markdown && reader->refind.content && reader->refind.map;
}

enum vouch_status
vouch__markdown_read(struct vouch__arena *arena, const struct vouch_source *source, size_t body, struct vouch_diags *diags,
                     struct vouch__markdown **ret_markdown)
{
  if (body < source->bom)
    body = source->bom;
  struct reader reader;
  if (!reader_init(&reader, arena, source, body))
    return VOUCH_NOMEM;
  enum vouch_status status = check_nesting(&reader, diags);
  if (status == VOUCH_OK)
    status = check_images(source, body, diags);
  if (status != VOUCH_OK)
    return status;
  cmark_node *document = cmark_parse_document(source->bytes + body, source->size - body, CMARK_OPT_DEFAULT);
  if (!document)
    return VOUCH_NOMEM;
  status = read_blocks(&reader, document);
  cmark_node_free(document);
  if (status == VOUCH_OK)
    *ret_markdown = reader.markdown;
  return status;
}
