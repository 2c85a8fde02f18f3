/* SPDX-License-Identifier: MIT */
/* Prefilter by words, then PCRE2 on the sentence. */
#include "assess/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/str.h"

enum { STEM_MIN = 3, STEM_MAX = 24, JIT_AFTER = 400 };

/* Word (or stem) -> patterns that need it. An open hash table; entries of one word are chained. */
struct entry {
  uint32_t pattern, next;
};
struct slot {
  const char *word;
  uint32_t len, first; /* entry index + 1; 0: free */
  bool stem;
};
struct vouch__index {
  struct slot *slots;
  size_t mask;
  struct entry *entries;
  size_t n_entries;
  uint32_t *always; /* patterns without a word */
  size_t n_always;
};

static struct slot *
find_slot(const struct vouch__index *index, const char *word, size_t len, bool stem)
{
  size_t i = vouch__word_hash(word, len, stem) & index->mask;
  while (index->slots[i].first) {
    const struct slot *s = &index->slots[i];
    if (s->len == len && s->stem == stem && memcmp(s->word, word, len) == 0)
      break;
    i = (i + 1) & index->mask;
  }
  return &index->slots[i];
}

static enum vouch_status
build_index(struct vouch__arena *arena, const struct vouch_rubric *rubric, struct vouch__index **ret_index)
{
  size_t words = 0, slots = 64;
  for (size_t p = 0; p < rubric->n_patterns; p++)
    words += rubric->patterns[p].n_needs;
  while (slots < words * 2)
    slots *= 2;
  struct vouch__index *index = vouch__alloc(arena, sizeof *index);
  if (!index)
    return VOUCH_NOMEM;
  index->mask = slots - 1;
  index->slots = vouch__alloc(arena, slots * sizeof *index->slots);
  index->entries = vouch__alloc(arena, (words + 1) * sizeof *index->entries);
  index->always = vouch__alloc(arena, (rubric->n_patterns + 1) * sizeof *index->always);
  if (!index->slots || !index->entries || !index->always)
    return VOUCH_NOMEM;
  for (size_t p = 0; p < rubric->n_patterns; p++) {
    const struct vouch__pattern *pattern = &rubric->patterns[p];
    if (!pattern->ready)
      continue;
    if (pattern->n_needs == 0)
      index->always[index->n_always++] = (uint32_t)p;
    for (size_t k = 0; k < pattern->n_needs; k++) {
      const char *word = pattern->needs[k];
      size_t len = strlen(word);
      bool stem = len > 1 && word[len - 1] == '*';
      len -= stem;
      struct slot *slot = find_slot(index, word, len, stem);
      index->entries[index->n_entries] = (struct entry){(uint32_t)p, slot->first};
      *slot = (struct slot){word, (uint32_t)len, (uint32_t)++index->n_entries, stem};
    }
  }
  *ret_index = index;
  return VOUCH_OK;
}

enum vouch_status
vouch_worker_new(const struct vouch_context *context, const struct vouch_rubric *rubric, struct vouch_worker **ret_worker)
{
  struct vouch_worker *worker = vouch__resize(&context->allocator, NULL, sizeof *worker);
  if (!worker)
    return VOUCH_NOMEM;
  *worker = (struct vouch_worker){.context = context, .rubric = rubric};
  vouch__arena_init(&worker->arena, context->allocator);
  size_t n = rubric->n_patterns + 1;
  worker->patterns = vouch__alloc(&worker->arena, n * sizeof *worker->patterns);
  worker->broken = vouch__alloc(&worker->arena, n);
  worker->runs = vouch__alloc(&worker->arena, n * sizeof *worker->runs);
  worker->seen = vouch__alloc(&worker->arena, n * sizeof *worker->seen);
  worker->excludes = vouch__alloc(&worker->arena, (rubric->n_concepts + 1) * sizeof *worker->excludes);
  enum vouch_status status = VOUCH_NOMEM;
  if (worker->patterns && worker->broken && worker->runs && worker->seen && worker->excludes)
    status = build_index(&worker->arena, rubric, &worker->index);
  if (status == VOUCH_OK)
    status = vouch__phrases_new(&worker->arena, context->language, rubric->wordings, rubric->n_wordings, &worker->phrases);
  if (status == VOUCH_OK)
    status = vouch__searcher_new(&context->allocator, &worker->searcher);
  if (status == VOUCH_OK)
    *ret_worker = worker;
  else
    vouch_worker_free(worker);
  return status;
}

void
vouch_worker_free(struct vouch_worker *worker)
{
  if (!worker)
    return;
  struct vouch_allocator allocator = worker->context->allocator;
  for (size_t p = 0; worker->patterns && p < worker->rubric->n_patterns; p++)
    vouch__regex_free(worker->patterns[p]);
  for (size_t c = 0; worker->excludes && c < worker->rubric->n_concepts; c++)
    for (size_t e = 0; worker->excludes[c] && e < worker->rubric->concepts[c].n_excludes; e++)
      vouch__regex_free(worker->excludes[c][e]);
  vouch__searcher_free(worker->searcher);
  vouch__arena_free(&worker->arena);
  vouch__resize(&allocator, worker, 0);
}

/* ---- matching ---------------------------------------------------------------------------------------------------- */

struct matching {
  struct vouch_worker *worker;
  struct vouch__arena *arena;
  const struct vouch_account *account;
  const struct vouch__stance *stance;
  struct vouch__hits *hits;
  size_t cap_hits, cap_gave_up, cap_due;
  struct vouch__places places;
  uint8_t *gave_up; /* by pattern */
  uint32_t *due;    /* patterns to run on this sentence */
  size_t n_due;
  enum vouch_status status;
};

static void
mark(struct matching *m, uint32_t pattern)
{
  struct vouch_worker *worker = m->worker;
  if (worker->seen[pattern] == worker->clock)
    return;
  worker->seen[pattern] = worker->clock;
  const struct vouch__program *program = worker->rubric->patterns[pattern].program;
  if (program && !vouch__program_may_match(program, &m->places))
    return;
  if (VOUCH__PUSH(m->arena, m->due, m->n_due, m->cap_due))
    m->due[m->n_due - 1] = pattern;
  else
    m->status = VOUCH_NOMEM;
}

static void
mark_word(struct matching *m, const char *word, size_t len, bool stem)
{
  const struct vouch__index *index = m->worker->index;
  for (uint32_t e = find_slot(index, word, len, stem)->first; e; e = index->entries[e - 1].next)
    mark(m, index->entries[e - 1].pattern);
}

static int
by_number(const void *a, const void *b)
{
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* The patterns one of whose words stands in the sentence, in the rubric's order. */
static void
find_due(struct matching *m, const struct vouch__plain *plain)
{
  m->n_due = 0;
  m->worker->clock++;
  vouch__places_note(&m->places, plain);
  for (size_t i = 0; i < plain->n_words; i++) {
    const char *word = plain->text + plain->words[i].at;
    size_t len = plain->words[i].len;
    mark_word(m, word, len, false);
    for (size_t stem = STEM_MIN; stem <= len && stem <= STEM_MAX; stem++)
      mark_word(m, word, stem, true);
  }
  for (size_t i = 0; i < m->worker->index->n_always; i++)
    mark(m, m->worker->index->always[i]);
  if (m->n_due)
    qsort(m->due, m->n_due, sizeof *m->due, by_number);
}

static struct vouch__regex *
compiled(struct vouch_worker *worker, size_t p)
{
  const struct vouch__pattern *pattern = &worker->rubric->patterns[p];
  if (!worker->patterns[p] && !worker->broken[p]) {
    struct vouch__regex_error error;
    const char *regex;
    size_t len;
    if (vouch__pattern_regex(worker->phrases, pattern, &regex, &len) != VOUCH_OK ||
        vouch__regex_compile(&worker->context->allocator, regex, len, worker->rubric->trusted, &worker->patterns[p], &error) !=
            VOUCH_OK)
      worker->broken[p] = 1;
  }
  if (worker->patterns[p] && ++worker->runs[p] == JIT_AFTER && worker->rubric->trusted)
    vouch__regex_jit(worker->patterns[p]);
  return worker->patterns[p];
}

static struct vouch__regex *
compiled_exclude(struct vouch_worker *worker, size_t c, size_t e)
{
  const struct vouch__concept *concept = &worker->rubric->concepts[c];
  if (!worker->excludes[c])
    worker->excludes[c] = vouch__alloc(&worker->arena, concept->n_excludes * sizeof *worker->excludes[c]);
  if (worker->excludes[c] && !worker->excludes[c][e]) {
    struct vouch__regex_error error;
    const char *regex;
    size_t len;
    if (vouch__phrase_regex(worker->phrases, concept->excludes[e].written, &regex, &len) != VOUCH_OK ||
        vouch__regex_compile(&worker->context->allocator, regex, len, worker->rubric->trusted, &worker->excludes[c][e],
                             &error) != VOUCH_OK)
      return NULL;
  }
  return worker->excludes[c] ? worker->excludes[c][e] : NULL;
}

static bool
excluded(struct matching *m, const struct vouch__plain *plain, size_t c, size_t from, size_t to)
{
  const struct vouch__concept *concept = &m->worker->rubric->concepts[c];
  for (size_t e = 0; e < concept->n_excludes; e++) {
    const struct vouch__program *program = concept->excludes[e].program;
    if (program && !vouch__program_may_match(program, &m->places))
      continue;
    struct vouch__regex *regex = compiled_exclude(m->worker, c, e);
    size_t a, b, start = 0;
    while (regex && start <= plain->len &&
           vouch__regex_search(regex, m->worker->searcher, plain->search, plain->len, start, &a, &b) == VOUCH__FOUND) {
      if (concept->excludes[e].sentence || (a < to && b > from))
        return true;
      start = b;
    }
  }
  return false;
}

static void
add_hit(struct matching *m, size_t p, size_t s, size_t from, size_t to, bool reported)
{
  const struct vouch__pattern *pattern = &m->worker->rubric->patterns[p];
  const struct vouch__sentence *sentence = &m->account->sentences[s];
  if (excluded(m, &sentence->plain, pattern->concept, from, to))
    return;
  if (!VOUCH__PUSH(m->arena, m->hits->list, m->hits->n, m->cap_hits)) {
    m->status = VOUCH_NOMEM;
    return;
  }
  struct vouch__hit *hit = &m->hits->list[m->hits->n - 1];
  *hit = (struct vouch__hit){.concept = pattern->concept,
                             .pattern = p,
                             .sentence = s,
                             .at = from,
                             .end = to,
                             .section = m->account->paragraphs[sentence->paragraph].section,
                             .strength = pattern->strength};
  vouch__plain_span(&sentence->plain, from, to, &hit->offset, &hit->length);
  vouch__stance_judge(m->stance, m->account, reported, m->worker->rubric->concepts[pattern->concept].actors,
                      m->worker->context->language, hit);
}

/* Once an account: what the pattern would have found is not known, and it is not asked again. */
static void
note_gave_up(struct matching *m, size_t p, size_t s)
{
  m->gave_up[p] = 1;
  if (VOUCH__PUSH(m->arena, m->hits->gave_up, m->hits->n_gave_up, m->cap_gave_up))
    m->hits->gave_up[m->hits->n_gave_up - 1] = (struct vouch__gave_up){p, s};
  else
    m->status = VOUCH_NOMEM;
}

static void
run_pattern(struct matching *m, size_t p, size_t s, size_t start, bool reported)
{
  const struct vouch__plain *plain = &m->account->sentences[s].plain;
  if (m->gave_up[p])
    return;
  struct vouch__regex *regex = compiled(m->worker, p);
  const char *text = m->worker->rubric->patterns[p].leaf ? plain->text : plain->search;
  size_t from, to;
  if (!regex)
    note_gave_up(m, p, s); /* PCRE2 refused it: what it would have found is not known */
  while (regex && start < plain->len && m->status == VOUCH_OK) {
    enum vouch__outcome outcome = vouch__regex_search(regex, m->worker->searcher, text, plain->len, start, &from, &to);
    if (outcome == VOUCH__GAVE_UP || outcome == VOUCH__TEXT_UNUSABLE)
      note_gave_up(m, p, s);
    if (outcome != VOUCH__FOUND)
      return;
    add_hit(m, p, s, from, to, reported);
    start = to;
  }
}

static void
match_sentence(struct matching *m, size_t s)
{
  const struct vouch__sentence *sentence = &m->account->sentences[s];
  const struct vouch__reading *reading = &m->stance->readings[s];
  bool own = reading->speaker == VOUCH__LEARNER || reading->speaker == VOUCH__WE;
  unsigned voice = !sentence->quoted ? VOUCH__NARRATION : own ? VOUCH__SPEECH : VOUCH__THEIRS;
  find_due(m, &sentence->plain);
  for (size_t i = 0; i < m->n_due && m->status == VOUCH_OK; i++) {
    size_t p = m->due[i];
    unsigned voices = m->worker->rubric->patterns[p].voices;
    if (voices & voice)
      run_pattern(m, p, s, 0, false);
    else if (voice == VOUCH__NARRATION && (voices & VOUCH__SPEECH) && reading->said_from != SIZE_MAX)
      run_pattern(m, p, s, reading->said_from, true);
  }
}

enum vouch_status
vouch__match(struct vouch_worker *worker, struct vouch__arena *arena, const struct vouch_account *account,
             const struct vouch__stance *stance, struct vouch__hits *ret_hits)
{
  struct vouch__hits hits = {0};
  vouch__searcher_begin(worker->searcher);
  struct matching m = {.worker = worker, .arena = arena, .account = account, .stance = stance, .hits = &hits};
  m.gave_up = vouch__alloc(arena, worker->rubric->n_patterns + 1);
  if (!m.gave_up)
    return VOUCH_NOMEM;
  for (size_t s = 0; s < account->n_sentences && m.status == VOUCH_OK; s++)
    match_sentence(&m, s);
  if (m.status == VOUCH_OK)
    *ret_hits = hits;
  return m.status;
}
