/* SPDX-License-Identifier: MIT */
/* The phrase language: words, (a|b), [optional], {family}, gaps, stems; to bounded regexes over plain text. */
#include "model/phrase.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

enum { FAMILIES_MOST = 16 }; /* inside each other */

static size_t
id_hash(const char *id, size_t len)
{
  uint32_t h = 2166136261u;
  for (size_t i = 0; i < len; i++)
    h = (h ^ (unsigned char)id[i]) * 16777619u;
  return h;
}

enum vouch_status
vouch__phrases_new(struct vouch__arena *arena, const struct vouch__language *language, const struct vouch__wordings *wordings,
                   size_t n, struct vouch__phrases **ret_phrases)
{
  struct vouch__phrases *phrases = vouch__alloc(arena, sizeof *phrases);
  if (!phrases)
    return VOUCH_NOMEM;
  *phrases = (struct vouch__phrases){.arena = arena,
                                     .words = {.arena = arena, .language = language},
                                     .wordings = wordings,
                                     .n_wordings = n,
                                     .index_cap = 64,
                                     .text = {.arena = arena}};
  while (phrases->index_cap < n * 2 + 1)
    phrases->index_cap *= 2;
  phrases->index = vouch__alloc(arena, phrases->index_cap * sizeof *phrases->index);
  phrases->translations = vouch__alloc(arena, (n + 1) * sizeof *phrases->translations);
  if (!phrases->index || !phrases->translations)
    return VOUCH_NOMEM;
  for (size_t i = 0; i < n; i++) {
    size_t at = id_hash(wordings[i].id, strlen(wordings[i].id)) & (phrases->index_cap - 1);
    while (phrases->index[at])
      at = (at + 1) & (phrases->index_cap - 1);
    phrases->index[at] = (uint32_t)i + 1;
  }
  *ret_phrases = phrases;
  return VOUCH_OK;
}

size_t
vouch__phrases_find(const struct vouch__phrases *phrases, const char *id, size_t len)
{
  size_t at = id_hash(id, len) & (phrases->index_cap - 1);
  for (; phrases->index[at]; at = (at + 1) & (phrases->index_cap - 1))
    if (vouch__equal_n(id, len, phrases->wordings[phrases->index[at] - 1].id))
      return phrases->index[at] - 1;
  return SIZE_MAX;
}

/* The words of which one must be there: of a sequence, those of its lightest item; of a group, those of all alternatives. */
static bool
gather(struct vouch__phrases *p, uint32_t node, struct vouch__entry ***list, size_t *n, size_t *cap)
{
  const struct vouch__translation *family;
  struct vouch__entry *const *words = &p->nodes[node].word;
  size_t n_words = 1;
  switch (p->nodes[node].kind) {
  case VOUCH__NODE_SEQ:
    for (uint32_t item = p->nodes[node].kid; item; item = p->nodes[item].next)
      if (p->nodes[item].weight == p->nodes[node].weight)
        return gather(p, item, list, n, cap);
    return true;
  case VOUCH__NODE_GROUP:
    for (uint32_t seq = p->nodes[node].kid; seq; seq = p->nodes[seq].next)
      if (!gather(p, seq, list, n, cap))
        return false;
    return true;
  case VOUCH__NODE_FAMILY:
    family = &p->translations[p->nodes[node].n];
    words = family->needs;
    n_words = family->n_needs;
    break;
  default:
    break;
  }
  for (size_t i = 0; i < n_words; i++) {
    if (words[i]->stamp == p->stamp)
      continue;
    words[i]->stamp = p->stamp;
    if (!VOUCH__PUSH(p->arena, *list, *n, *cap))
      return false;
    (*list)[*n - 1] = words[i];
  }
  return true;
}

static enum vouch_status
gather_needs(struct vouch__phrases *p, uint32_t node, struct vouch__entry ***ret_list, size_t *ret_n)
{
  size_t cap = 0;
  *ret_list = NULL;
  *ret_n = 0;
  p->stamp++;
  if (p->nodes[node].weight == VOUCH__NEVER)
    return VOUCH_OK;
  return gather(p, node, ret_list, ret_n, &cap) ? VOUCH_OK : VOUCH_NOMEM;
}

/* Adds the wordings of one phrase to the group. A phrase that must start the sentence cannot be part of another. */
static bool
read_wording(struct vouch__reader *r, bool family, uint32_t group, uint32_t *last)
{
  if (vouch__phrase_peek(r) == '^') {
    if (family)
      vouch__phrase_wrong(r, r->at, "a family's phrase cannot start with ^", 0);
    return !family;
  }
  r->brackets = family;
  if (family)
    return vouch__phrase_read_alternatives(r, '\0', group, last);
  uint32_t seq = vouch__phrase_read_seq(r);
  if (!seq)
    return false;
  if (vouch__phrase_peek(r)) {
    vouch__phrase_wrong(r, r->at, "this bracket has no partner", 1);
    return false;
  }
  vouch__phrase_add(r->phrases, group, last, seq);
  return true;
}

static enum vouch_status
too_large(struct vouch__reader *r)
{
  vouch__phrase_wrong(r, 0, "it is too large when its families are written out; use smaller ones", 0);
  return VOUCH_INPUT;
}

static enum vouch_status
write_translation(struct vouch__phrases *p, struct vouch__translation *to, uint32_t group)
{
  p->text.len = 0;
  vouch__phrase_emit_group(&p->text, p->nodes, group, p->translations);
  to->regex = p->text.failed ? NULL : vouch__copy(p->arena, p->text.bytes, p->text.len);
  to->regex_len = p->text.len;
  return to->regex ? VOUCH_OK : VOUCH_NOMEM;
}

static enum vouch_status
count_translation(struct vouch__phrases *p, struct vouch__translation *to, uint32_t group)
{
  to->weight = p->nodes[group].weight;
  to->size = p->nodes[group].size;
  to->program = vouch__program_make(p, group, false);
  if (!to->program)
    return VOUCH_NOMEM;
  return gather_needs(p, group, &to->needs, &to->n_needs);
}

static enum vouch_status
translate_group(struct vouch__phrases *p, size_t i, struct vouch__phrase_error *error)
{
  struct vouch__translation *to = &p->translations[i];
  const struct vouch__wordings *wordings = &p->wordings[i];
  struct vouch__reader r = {.phrases = p, .text = "", .error = error};
  uint32_t group = vouch__phrase_node(&r, VOUCH__NODE_GROUP), last = 0;
  for (size_t k = 0; group && k < wordings->n_phrases; k++) {
    r.text = wordings->phrases[k];
    r.at = 0;
    if (!read_wording(&r, wordings->family, group, &last)) {
      if (r.status == VOUCH_INPUT && error->wordings == SIZE_MAX) {
        error->wordings = i;
        error->phrase = k;
      }
      return r.status;
    }
  }
  if (!group)
    return r.status;
  if (!last) {
    vouch__phrase_wrong(&r, 0, "it holds no wording that can be part of a phrase", 0);
    error->wordings = i;
    return VOUCH_INPUT;
  }
  if (p->nodes[group].size > VOUCH__REGEX_MOST) {
    too_large(&r);
    error->wordings = i;
    return VOUCH_INPUT;
  }
  return p->emit ? write_translation(p, to, group) : count_translation(p, to, group);
}

/* Makes the wordings with index i ready. Nodes made here are given back. */
enum vouch_status
vouch__phrase_translate(struct vouch__phrases *p, size_t i, struct vouch__phrase_error *error)
{
  struct vouch__translation *to = &p->translations[i];
  if (p->emit ? to->regex != NULL : to->state == VOUCH__READY)
    return VOUCH_OK;
  if (to->state == VOUCH__DOING) {
    *error = (struct vouch__phrase_error){.kind = VOUCH__PHRASE_LOOP, .wordings = SIZE_MAX};
    snprintf(error->text, sizeof error->text, "%s", p->wordings[i].id);
    return VOUCH_INPUT;
  }
  if (p->depth == FAMILIES_MOST) {
    *error = (struct vouch__phrase_error){.wordings = SIZE_MAX};
    snprintf(error->text, sizeof error->text, "families stand more than %d deep inside each other", FAMILIES_MOST);
    return VOUCH_INPUT;
  }
  size_t n_nodes = p->n_nodes;
  bool ready = to->state == VOUCH__READY;
  to->state = VOUCH__DOING;
  p->depth++;
  enum vouch_status status = translate_group(p, i, error);
  p->depth--;
  p->n_nodes = n_nodes;
  to->state = ready || (status == VOUCH_OK && !p->emit) ? VOUCH__READY : VOUCH__TODO;
  return status;
}

static uint32_t
last_item(const struct vouch__phrases *p, uint32_t seq)
{
  uint32_t item = p->nodes[seq].kid;
  while (p->nodes[item].next)
    item = p->nodes[item].next;
  return item;
}

/* The phrase as one sequence; 0 with r->status. */
static uint32_t
read_phrase(struct vouch__reader *r, bool *ret_from_start)
{
  struct vouch__phrases *p = r->phrases;
  p->n_nodes = 0;
  *ret_from_start = vouch__phrase_peek(r) == '^';
  r->at += *ret_from_start;
  uint32_t seq = vouch__phrase_read_seq(r);
  if (seq && p->nodes[last_item(p, seq)].kind == VOUCH__NODE_COMMA)
    vouch__phrase_wrong(r, r->at, "a phrase cannot end in a comma", 0);
  if (seq && vouch__phrase_peek(r))
    vouch__phrase_wrong(r, r->at, "this bracket has no partner", 1);
  if (seq && p->nodes[seq].size > VOUCH__REGEX_MOST)
    too_large(r);
  return seq;
}

enum vouch_status
vouch__phrase_read(struct vouch__phrases *phrases, const char *text, struct vouch__phrase *ret_phrase,
                   struct vouch__phrase_error *ret_error)
{
  struct vouch__phrase phrase = {0};
  struct vouch__reader r = {.phrases = phrases, .text = text, .error = ret_error};
  *ret_error = (struct vouch__phrase_error){.wordings = SIZE_MAX};
  phrases->emit = false;
  uint32_t seq = read_phrase(&r, &phrase.from_start);
  struct vouch__entry **needs = NULL;
  if (r.status == VOUCH_OK)
    r.status = gather_needs(phrases, seq, &needs, &phrase.n_needs);
  if (r.status != VOUCH_OK)
    return r.status;
  phrase.needs = vouch__alloc(phrases->arena, phrase.n_needs * sizeof *phrase.needs);
  phrase.program = vouch__program_make(phrases, seq, phrase.from_start);
  if (!phrase.needs || !phrase.program)
    return VOUCH_NOMEM;
  for (size_t i = 0; i < phrase.n_needs; i++)
    phrase.needs[i] = needs[i]->need;
  *ret_phrase = phrase;
  return VOUCH_OK;
}

enum vouch_status
vouch__phrase_regex(struct vouch__phrases *phrases, const char *text, const char **ret_regex, size_t *ret_len)
{
  struct vouch__phrase_error error = {.wordings = SIZE_MAX};
  struct vouch__reader r = {.phrases = phrases, .text = text, .error = &error};
  bool from_start;
  phrases->emit = true;
  uint32_t seq = read_phrase(&r, &from_start);
  if (r.status != VOUCH_OK)
    return r.status;
  phrases->text.len = 0;
  vouch__text_puts(&phrases->text, from_start ? "^" : "\\b");
  vouch__phrase_emit_seq(&phrases->text, phrases->nodes, seq, phrases->translations);
  vouch__text_puts(&phrases->text, "\\b");
  if (phrases->text.failed)
    return VOUCH_NOMEM;
  *ret_regex = phrases->text.bytes;
  *ret_len = phrases->text.len;
  return VOUCH_OK;
}
