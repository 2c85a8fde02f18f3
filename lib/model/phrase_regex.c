/* SPDX-License-Identifier: MIT */
/* Parsed phrases as regex text. */
#include <stdlib.h>
#include <string.h>

#include "model/phrase.h"

enum { FACTOR_FROM = 6 }; /* words in a group that are worth sorting into a tree */

void
vouch__text_put(struct vouch__text *text, const char *bytes, size_t len)
{
  if (text->failed)
    return;
  if (text->len + len + 1 > text->cap) {
    size_t cap = text->cap ? text->cap * 2 : 16 * 1024;
    while (cap < text->len + len + 1)
      cap *= 2;
    char *more = vouch__alloc(text->arena, cap);
    if (!more) {
      text->failed = true;
      return;
    }
    if (text->len)
      memcpy(more, text->bytes, text->len);
    text->bytes = more;
    text->cap = cap;
  }
  memcpy(text->bytes + text->len, bytes, len);
  text->len += len;
  text->bytes[text->len] = '\0';
}

void
vouch__text_puts(struct vouch__text *text, const char *string)
{
  vouch__text_put(text, string, strlen(string));
}

/* Plain words hold letters, digits, blanks, and '.' and ':' inside numbers. */
static void
put_literal(struct vouch__text *text, const char *word)
{
  size_t len = strcspn(word, ".");
  vouch__text_put(text, word, len);
  if (word[len] == '.') {
    VOUCH__TEXT_LITERAL(text, "\\.");
    put_literal(text, word + len + 1);
  }
}

static int
compare_words(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted words as a tree of their letters, from letter `at` on: tried letter by letter instead of word by word. */
static void
put_tree(struct vouch__text *text, const char *const *words, size_t n, size_t at)
{
  while (n > 1 && words[0][at] && words[0][at] == words[n - 1][at]) {
    vouch__text_put(text, words[0][at] == '.' ? "\\." : &words[0][at], words[0][at] == '.' ? 2 : 1);
    at++;
  }
  if (n == 1) {
    put_literal(text, words[0] + at);
    return;
  }
  bool ends = words[0][at] == '\0';
  size_t i = ends;
  VOUCH__TEXT_LITERAL(text, "(?:");
  for (bool first = true; i < n; first = false) {
    size_t from = i;
    while (i < n && words[i][at] == words[from][at])
      i++;
    if (!first)
      VOUCH__TEXT_LITERAL(text, "|");
    put_tree(text, words + from, i - from, at);
  }
  vouch__text_puts(text, ends ? ")?" : ")");
}

static const char *
single_word(const struct vouch__node *nodes, uint32_t seq)
{
  const struct vouch__node *item = &nodes[nodes[seq].kid];
  return item->kind == VOUCH__NODE_WORD && !item->next && item->word->single ? item->word->plain : NULL;
}

/* The single words of a group, when there are many, come first and as a tree. Returns whether it wrote some. */
static bool
put_single_words(struct vouch__text *text, const struct vouch__node *nodes, uint32_t first)
{
  enum { MOST = 512 };
  const char *words[MOST];
  size_t n = 0;
  for (uint32_t seq = first; seq && n < MOST; seq = nodes[seq].next) {
    words[n] = single_word(nodes, seq);
    n += words[n] != NULL;
  }
  if (n < FACTOR_FROM || n == MOST)
    return false;
  qsort(words, n, sizeof *words, compare_words);
  size_t unique = 1;
  for (size_t i = 1; i < n; i++)
    if (strcmp(words[i], words[unique - 1]) != 0)
      words[unique++] = words[i];
  put_tree(text, words, unique, 0);
  return true;
}

void
vouch__phrase_emit_group(struct vouch__text *text, const struct vouch__node *nodes, uint32_t group,
                         const struct vouch__translation *translations)
{
  uint32_t first = nodes[group].kid;
  VOUCH__TEXT_LITERAL(text, "(?:");
  bool tree = put_single_words(text, nodes, first), some = tree;
  for (uint32_t seq = first; seq; seq = nodes[seq].next) {
    if (tree && single_word(nodes, seq))
      continue;
    if (some)
      VOUCH__TEXT_LITERAL(text, "|");
    some = true;
    vouch__phrase_emit_seq(text, nodes, seq, translations);
  }
  VOUCH__TEXT_LITERAL(text, ")");
}

static void
put_gap(struct vouch__text *text, unsigned n, bool started)
{
  char repeat[16] = {'{', '0', ',', (char)('0' + n), '}', '\0'};
  vouch__text_puts(text,
                   started ? "(?:" VOUCH__SEPARATOR VOUCH__ANY_WORD "+)" : "(?:" VOUCH__ANY_WORD "+" VOUCH__SEPARATOR ")");
  vouch__text_puts(text, repeat);
}

static void
put_item(struct vouch__text *text, const struct vouch__node *nodes, uint32_t item,
         const struct vouch__translation *translations)
{
  const struct vouch__node *node = &nodes[item];
  switch (node->kind) {
  case VOUCH__NODE_WORD:
    put_literal(text, node->word->plain);
    if (node->word->stem)
      VOUCH__TEXT_LITERAL(text, "\\w{0,8}");
    break;
  case VOUCH__NODE_ANY:
    VOUCH__TEXT_LITERAL(text, VOUCH__ANY_WORD);
    break;
  case VOUCH__NODE_FAMILY:
    vouch__text_put(text, translations[node->n].regex, translations[node->n].regex_len);
    break;
  default:
    vouch__phrase_emit_group(text, nodes, item, translations);
  }
}

void
vouch__phrase_emit_seq(struct vouch__text *text, const struct vouch__node *nodes, uint32_t seq,
                       const struct vouch__translation *translations)
{
  bool started = false;
  for (uint32_t item = nodes[seq].kid; item; item = nodes[item].next) {
    switch (nodes[item].kind) {
    case VOUCH__NODE_GAP:
      put_gap(text, nodes[item].n, started);
      break;
    case VOUCH__NODE_COMMA:
      VOUCH__TEXT_LITERAL(text, ",");
      break;
    case VOUCH__NODE_OPTION:
      vouch__text_puts(text, started ? "(?:" VOUCH__SEPARATOR : "(?:");
      vouch__phrase_emit_group(text, nodes, item, translations);
      vouch__text_puts(text, started ? ")?" : VOUCH__SEPARATOR ")?");
      break;
    default:
      if (started)
        VOUCH__TEXT_LITERAL(text, VOUCH__SEPARATOR);
      put_item(text, nodes, item, translations);
      started = true;
    }
  }
}
