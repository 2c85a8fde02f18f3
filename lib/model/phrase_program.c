/* SPDX-License-Identifier: MIT */
/* Phrases run over the words of a sentence as sets of places, one bit a word: so that PCRE2 is asked only where it may find. */
#include <string.h>

#include "base/str.h"
#include "model/phrase.h"

enum { STEM_FROM = 3, STEM_TO = 24 };

struct vouch__program {
  struct step {
    uint8_t kind; /* of vouch__node_kind */
    uint32_t n;   /* gap: most words; word: how many hashes */
    uint32_t kid, next;
    union {
      const uint32_t *hashes;
      const struct vouch__program *family;
    };
  } * steps;
  uint32_t n; /* step 0 is the root */
  bool from_start;
};

static size_t
count(const struct vouch__node *nodes, uint32_t node)
{
  size_t n = 1;
  for (uint32_t kid = nodes[node].kid; kid; kid = nodes[kid].next)
    n += count(nodes, kid);
  return n;
}

/* Copies a node and what is below it; returns its number. */
static uint32_t
copy(const struct vouch__phrases *p, uint32_t node, struct vouch__program *program)
{
  const struct vouch__node *from = &p->nodes[node];
  uint32_t at = program->n++;
  struct step *step = &program->steps[at];
  step->kind = (uint8_t)from->kind;
  step->n = from->n;
  if (from->kind == VOUCH__NODE_WORD) {
    step->hashes = from->word->hashes;
    step->n = from->word->n_hashes;
  } else if (from->kind == VOUCH__NODE_FAMILY) {
    step->family = p->translations[from->n].program;
  }
  uint32_t last = 0;
  for (uint32_t kid = from->kid; kid; kid = p->nodes[kid].next) {
    uint32_t copied = copy(p, kid, program);
    if (last)
      program->steps[last].next = copied;
    else
      program->steps[at].kid = copied;
    last = copied;
  }
  return at;
}

struct vouch__program *
vouch__program_make(struct vouch__phrases *p, uint32_t node, bool from_start)
{
  struct vouch__program *program = vouch__alloc(p->arena, sizeof *program);
  if (!program)
    return NULL;
  program->steps = vouch__alloc(p->arena, count(p->nodes, node) * sizeof *program->steps);
  if (!program->steps)
    return NULL;
  program->from_start = from_start;
  copy(p, node, program);
  return program;
}

/* The slot of a hash, or the free one where it belongs. */
static uint32_t
slot_of(const struct vouch__places *places, uint32_t hash)
{
  uint32_t i = hash % VOUCH__PLACE_SLOTS;
  while (places->bits[i] && places->hashes[i] != hash)
    i = (i + 1) % VOUCH__PLACE_SLOTS;
  return i;
}

static void
note(struct vouch__places *places, uint32_t hash, uint64_t bit, uint32_t *n)
{
  uint32_t i = slot_of(places, hash);
  *n += places->bits[i] == 0;
  places->hashes[i] = hash;
  places->bits[i] |= bit;
}

void
vouch__places_note(struct vouch__places *places, const struct vouch__plain *plain)
{
  uint32_t n = 0;
  memset(places->bits, 0, sizeof places->bits);
  places->all = places->plain = 0;
  places->too_many = plain->n_words > VOUCH__PLACE_WORDS;
  for (size_t i = 0; i < plain->n_words && !places->too_many; i++) {
    const char *word = plain->text + plain->words[i].at;
    size_t len = plain->words[i].len;
    uint64_t bit = (uint64_t)1 << i;
    places->all |= bit;
    if (!vouch__is_upper(plain->search[plain->words[i].at]))
      places->plain |= bit;
    note(places, vouch__word_hash(word, len, false), bit, &n);
    for (size_t stem = STEM_FROM; stem <= len && stem <= STEM_TO; stem++)
      note(places, vouch__word_hash(word, stem, true), bit, &n);
    places->too_many = n > VOUCH__PLACE_SLOTS / 2;
  }
}

/* The places where a match may go on behind the step, when it may begin at the places `from`. */
static uint64_t
run(const struct vouch__program *program, uint32_t at, const struct vouch__places *places, uint64_t from)
{
  const struct step *step = &program->steps[at];
  uint64_t to = from;
  switch ((enum vouch__node_kind)step->kind) {
  case VOUCH__NODE_WORD:
    for (uint32_t i = 0; i < step->n; i++)
      to = (to & places->bits[slot_of(places, step->hashes[i])]) << 1;
    return to;
  case VOUCH__NODE_ANY:
    return (from & places->plain) << 1;
  case VOUCH__NODE_GAP:
    for (uint32_t i = 0; i < step->n && from; i++) {
      from = (from & places->plain) << 1;
      to |= from;
    }
    return to;
  case VOUCH__NODE_COMMA:
    return from;
  case VOUCH__NODE_FAMILY:
    return run(step->family, 0, places, from);
  case VOUCH__NODE_SEQ:
    for (uint32_t kid = step->kid; kid && to; kid = program->steps[kid].next)
      to = run(program, kid, places, to);
    return to;
  case VOUCH__NODE_GROUP:
  case VOUCH__NODE_OPTION:
    to = step->kind == VOUCH__NODE_OPTION ? from : 0;
    for (uint32_t kid = step->kid; kid; kid = program->steps[kid].next)
      to |= run(program, kid, places, from);
    return to;
  }
  return from;
}

bool
vouch__program_may_match(const struct vouch__program *program, const struct vouch__places *places)
{
  return places->too_many || run(program, 0, places, program->from_start ? 1 : places->all) != 0;
}
