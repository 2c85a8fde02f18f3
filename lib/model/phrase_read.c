/* SPDX-License-Identifier: MIT */
/* The grammar of the phrase language: text to nodes. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "model/phrase.h"

enum { GAP_USUAL = 2, GAP_MOST = 8, STEM_LEAST = 3, BRACKETS_MOST = 16 };

/* Notes what is wrong, with `len` bytes of the phrase as a quotation; the first thing wrong stays. Returns 0, the index of no
 * node. */
uint32_t
vouch__phrase_wrong(struct vouch__reader *r, size_t at, const char *what, size_t len)
{
  if (r->status == VOUCH_OK) {
    int n = len < 40 ? (int)len : 40;
    r->status = VOUCH_INPUT;
    *r->error = (struct vouch__phrase_error){.offset = at, .wordings = SIZE_MAX};
    snprintf(r->error->text, sizeof r->error->text, n ? "%s: '%.*s'" : "%s", what, n, r->text + at);
  }
  return 0;
}

static uint32_t
no_memory(struct vouch__reader *r)
{
  r->status = VOUCH_NOMEM;
  return 0;
}

static bool
more_nodes(struct vouch__phrases *p)
{
  size_t cap = p->cap_nodes;
  struct vouch__node *nodes = vouch__grow(p->arena, p->nodes, p->n_nodes, &cap, sizeof *nodes);
  if (!nodes)
    return false;
  p->nodes = nodes;
  p->cap_nodes = cap;
  return true;
}

/* At most how long a node's own regex text is. */
static const uint32_t own_size[] = {
    [VOUCH__NODE_WORD] = 6, /* what a tree of letters adds */
    [VOUCH__NODE_ANY] = sizeof VOUCH__ANY_WORD,
    [VOUCH__NODE_GAP] = sizeof VOUCH__ANY_WORD VOUCH__SEPARATOR + 16,
    [VOUCH__NODE_COMMA] = 1,
    [VOUCH__NODE_GROUP] = 8,
    [VOUCH__NODE_OPTION] = sizeof VOUCH__SEPARATOR + 16,
    [VOUCH__NODE_FAMILY] = 0,
    [VOUCH__NODE_SEQ] = 1,
};

static void
add_size(struct vouch__node *to, uint32_t size)
{
  to->size = to->size + size > VOUCH__REGEX_MOST ? VOUCH__REGEX_MOST + 1 : to->size + size;
}

uint32_t
vouch__phrase_node(struct vouch__reader *r, enum vouch__node_kind kind)
{
  struct vouch__phrases *p = r->phrases;
  if (p->n_nodes + 1 >= p->cap_nodes && !more_nodes(p))
    return no_memory(r);
  p->n_nodes += p->n_nodes == 0; /* node 0 is none */
  p->nodes[p->n_nodes] = (struct vouch__node){.kind = kind, .weight = VOUCH__NEVER, .size = own_size[kind]};
  return (uint32_t)p->n_nodes++;
}

char
vouch__phrase_peek(struct vouch__reader *r)
{
  while (vouch__is_space(r->text[r->at]))
    r->at++;
  return r->text[r->at];
}

/* What a character of a phrase can be. */
enum { END = 1, UPPER = 2, STAR = 4 };
static const unsigned char classes[256] = {
    ['\0'] = END,  [' '] = END,   ['\t'] = END,  ['\n'] = END,  ['\v'] = END,  ['\f'] = END,  ['\r'] = END,  ['('] = END,
    [')'] = END,   ['['] = END,   [']'] = END,   ['{'] = END,   ['}'] = END,   ['|'] = END,   ['^'] = END,   [','] = END,
    ['*'] = STAR,  ['A'] = UPPER, ['B'] = UPPER, ['C'] = UPPER, ['D'] = UPPER, ['E'] = UPPER, ['F'] = UPPER, ['G'] = UPPER,
    ['H'] = UPPER, ['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER, ['M'] = UPPER, ['N'] = UPPER, ['O'] = UPPER,
    ['P'] = UPPER, ['Q'] = UPPER, ['R'] = UPPER, ['S'] = UPPER, ['T'] = UPPER, ['U'] = UPPER, ['V'] = UPPER, ['W'] = UPPER,
    ['X'] = UPPER, ['Y'] = UPPER, ['Z'] = UPPER,
};

/* What is wrong with a word; NULL: nothing. */
static const char *
word_problem(const char *text, size_t len, unsigned seen)
{
  const char *star = seen & STAR ? memchr(text, '*', len) : NULL;
  if (star && star != text + len - 1)
    return "a star stands at the end of a word only";
  if (star && len - 1 < STEM_LEAST)
    return "a stem needs three letters at least";
  if (strchr(".!?;:", text[len - 1]))
    return "a phrase has no points";
  return seen & UPPER ? "a phrase is written without capitals" : NULL;
}

static uint32_t
read_word(struct vouch__reader *r)
{
  const char *text = r->text + r->at;
  size_t len = 0, at = r->at;
  unsigned seen = 0;
  uint32_t hash = VOUCH__HASH_START;
  for (unsigned char c; !(classes[c = (unsigned char)text[len]] & END); len++) {
    seen |= classes[c];
    hash = VOUCH__HASH(hash, c);
  }
  r->at += len;
  if (len == 1 && *text == '_')
    return vouch__phrase_node(r, VOUCH__NODE_ANY);
  const char *problem = word_problem(text, len, seen);
  if (problem)
    return vouch__phrase_wrong(r, at, problem, len);
  struct vouch__entry *word = vouch__vocabulary_get(&r->phrases->words, text, len, hash);
  if (!word)
    return no_memory(r);
  if (!*word->plain)
    return vouch__phrase_wrong(r, at, "there is no word in it", len);
  if (word->odd)
    return vouch__phrase_wrong(r, at, "this sign has no meaning in a phrase", len);
  uint32_t node = vouch__phrase_node(r, VOUCH__NODE_WORD);
  if (node) {
    r->phrases->nodes[node].word = word;
    r->phrases->nodes[node].weight = word->weight;
    r->phrases->nodes[node].size += (uint32_t)len + (word->stem ? sizeof "\\w{0,8}" : 0);
  }
  return node;
}

static uint32_t
read_gap(struct vouch__reader *r)
{
  size_t at = r->at, n = 0;
  r->at += 3;
  bool given = vouch__is_digit(r->text[r->at]);
  for (; vouch__is_digit(r->text[r->at]); r->at++)
    n = n < 100 ? n * 10 + (size_t)(r->text[r->at] - '0') : n;
  if (n > GAP_MOST || (given && n == 0))
    return vouch__phrase_wrong(r, at, "a gap is 1 to 8 words", r->at - at);
  if (r->text[r->at] == '.')
    return vouch__phrase_wrong(r, at, "a gap is three points", r->at - at + 1);
  uint32_t node = vouch__phrase_node(r, VOUCH__NODE_GAP);
  if (node)
    r->phrases->nodes[node].n = given ? (uint32_t)n : GAP_USUAL;
  return node;
}

static uint32_t
read_family(struct vouch__reader *r)
{
  size_t at = r->at++;
  const char *id = r->text + r->at;
  size_t len = strcspn(id, " \t\r\n()[]|{}");
  if (id[len] != '}' || len == 0)
    return vouch__phrase_wrong(r, at, "a { must hold one id and be closed", len + 1);
  r->at += len + 1;
  size_t i = vouch__phrases_find(r->phrases, id, len);
  if (i == SIZE_MAX) {
    vouch__phrase_wrong(r, at, "", 0);
    r->error->kind = VOUCH__PHRASE_UNKNOWN;
    snprintf(r->error->text, sizeof r->error->text, "%.*s", (int)(len < 100 ? len : 100), id);
    return 0;
  }
  if (r->status == VOUCH_OK)
    r->status = vouch__phrase_translate(r->phrases, i, r->error);
  uint32_t node = r->status == VOUCH_OK ? vouch__phrase_node(r, VOUCH__NODE_FAMILY) : 0;
  if (node) {
    r->phrases->nodes[node].n = (uint32_t)i;
    r->phrases->nodes[node].weight = r->phrases->translations[i].weight;
    r->phrases->nodes[node].size = r->phrases->translations[i].size;
  }
  return node;
}

/* Adds up the alternatives: any of them may be the one, so each must have its words. */
static void
add_weight(struct vouch__node *group, uint32_t weight)
{
  bool first = group->kid == 0;
  if (weight == VOUCH__NEVER || (!first && group->weight == VOUCH__NEVER))
    group->weight = VOUCH__NEVER;
  else
    group->weight = (first ? 0 : group->weight) + weight;
}

void
vouch__phrase_add(struct vouch__phrases *p, uint32_t group, uint32_t *last, uint32_t seq)
{
  add_weight(&p->nodes[group], p->nodes[seq].weight);
  add_size(&p->nodes[group], p->nodes[seq].size);
  if (*last)
    p->nodes[*last].next = seq;
  else
    p->nodes[group].kid = seq;
  *last = seq;
}

/* Alternatives up to `close` ('\0': the end of the text), added to the group. */
bool
vouch__phrase_read_alternatives(struct vouch__reader *r, char close, uint32_t group, uint32_t *last)
{
  for (;;) {
    uint32_t seq = vouch__phrase_read_seq(r);
    if (!seq)
      return false;
    vouch__phrase_add(r->phrases, group, last, seq);
    char c = vouch__phrase_peek(r);
    if (c == '|') {
      r->at++;
    } else if (c == close) {
      r->at += c != '\0';
      return true;
    } else {
      vouch__phrase_wrong(r, r->at, c ? "this bracket has no partner" : "a bracket is not closed", c != '\0');
      return false;
    }
  }
}

static uint32_t
read_brackets(struct vouch__reader *r)
{
  bool option = r->text[r->at] == '[';
  uint32_t group = vouch__phrase_node(r, option ? VOUCH__NODE_OPTION : VOUCH__NODE_GROUP), last = 0;
  if (!group)
    return 0;
  if (++r->brackets > BRACKETS_MOST)
    return vouch__phrase_wrong(r, r->at, "brackets stand more than 16 deep", 0);
  r->at++;
  if (!vouch__phrase_read_alternatives(r, option ? ']' : ')', group, &last))
    return 0;
  r->brackets--;
  if (option)
    r->phrases->nodes[group].weight = VOUCH__NEVER;
  return group;
}

static uint32_t
read_item(struct vouch__reader *r)
{
  char c = vouch__phrase_peek(r);
  switch (c) {
  case '(':
  case '[':
    return read_brackets(r);
  case '{':
    return read_family(r);
  case ',':
    r->at++;
    return vouch__phrase_node(r, VOUCH__NODE_COMMA);
  case '^':
    return vouch__phrase_wrong(r, r->at, "a ^ stands at the start of a phrase only", 0);
  case ')':
  case ']':
  case '}':
    if (c == '}' || !r->brackets)
      return vouch__phrase_wrong(r, r->at, "this bracket has no partner", 1);
    return vouch__phrase_wrong(r, r->at, "there is a wording without a word", 0);
  case '|':
  case '\0':
    return vouch__phrase_wrong(r, r->at, "there is a wording without a word", 0);
  default:
    return strncmp(r->text + r->at, "...", 3) == 0 ? read_gap(r) : read_word(r);
  }
}

static uint32_t
wrap(struct vouch__reader *r, uint32_t item)
{
  uint32_t seq = item ? vouch__phrase_node(r, VOUCH__NODE_SEQ) : 0;
  if (seq) {
    r->phrases->nodes[seq].kid = item;
    r->phrases->nodes[seq].weight = r->phrases->nodes[item].weight;
    add_size(&r->phrases->nodes[seq], r->phrases->nodes[item].size);
  }
  return seq;
}

static bool
stands_alone(enum vouch__node_kind kind)
{
  return kind != VOUCH__NODE_GAP && kind != VOUCH__NODE_OPTION && kind != VOUCH__NODE_COMMA;
}

/* item|item|item at the top level of a concept's phrase: one group. */
static uint32_t
read_tight(struct vouch__reader *r)
{
  uint32_t item = read_item(r);
  if (!item || r->brackets || vouch__phrase_peek(r) != '|')
    return item;
  uint32_t group = vouch__phrase_node(r, VOUCH__NODE_GROUP), last = 0;
  while (group) {
    uint32_t seq = wrap(r, item);
    if (!seq)
      return 0;
    if (!stands_alone(r->phrases->nodes[item].kind))
      return vouch__phrase_wrong(r, r->at, "each side of a bar needs a word that is not optional", 0);
    vouch__phrase_add(r->phrases, group, &last, seq);
    if (vouch__phrase_peek(r) != '|')
      break;
    r->at++;
    item = read_item(r);
  }
  return group;
}

uint32_t
vouch__phrase_read_seq(struct vouch__reader *r)
{
  uint32_t seq = vouch__phrase_node(r, VOUCH__NODE_SEQ), last = 0;
  if (!seq)
    return 0;
  size_t from = r->at;
  bool started = false;
  for (char c = vouch__phrase_peek(r); last == 0 || (c != '\0' && c != '|' && c != ')' && c != ']');
       c = vouch__phrase_peek(r)) {
    uint32_t item = read_tight(r);
    if (!item)
      return 0;
    struct vouch__node *nodes = r->phrases->nodes;
    if (nodes[item].kind == VOUCH__NODE_COMMA && !started)
      return vouch__phrase_wrong(r, from, "a comma must follow a word", 0);
    started |= stands_alone(nodes[item].kind);
    if (nodes[item].weight < nodes[seq].weight)
      nodes[seq].weight = nodes[item].weight;
    add_size(&nodes[seq], nodes[item].size + (last ? (uint32_t)sizeof VOUCH__SEPARATOR : 0));
    if (last)
      nodes[last].next = item;
    else
      nodes[seq].kid = item;
    last = item;
  }
  if (!started)
    return vouch__phrase_wrong(r, from, "each wording needs a word that is not optional", 0);
  return seq;
}
