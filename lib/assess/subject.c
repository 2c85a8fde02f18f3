/* SPDX-License-Identifier: MIT */
/* Subjects of clauses. */
#include "assess/subject.h"

#include <string.h>

static bool
word_in(const struct vouch__plain *plain, size_t i, const char *const *words)
{
  for (; *words; words++)
    if (vouch__plain_word_is(plain, i, *words))
      return true;
  return false;
}

static const struct vouch__cue_hit *
cue_at(const struct vouch__reading *reading, size_t i, unsigned cues)
{
  size_t low = 0, high = reading->n_cues; /* cues stand in the order of their words */
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (reading->cues[mid].first < i)
      low = mid + 1;
    else
      high = mid;
  }
  for (size_t k = low; k < reading->n_cues && reading->cues[k].first <= i; k++)
    if (reading->cues[k].first == i && (VOUCH__BIT(reading->cues[k].cue) & cues))
      return &reading->cues[k];
  return NULL;
}

static const char *const openers[] = {"and",    "but",   "so",    "when",   "then",  "that",   "because",  "after",
                                      "while",  "until", "till",  "before", "once",  "if",     "as",       "only",
                                      "where",  "what",  "which", "who",    "since", "though", "although", "or",
                                      "whilst", "how",   "why",   "said",   "qq",    NULL};
static const char *const subordinators[] = {"until", "till",  "when", "while", "whilst", "because", "as",    "after", "before",
                                            "what",  "which", "that", "how",   "why",    "if",      "where", "who",   NULL};

/* May a noun phrase that starts at word i be a subject: first in the sentence, or behind a point or an opening word. */
static bool
subject_position(const struct vouch__plain *plain, size_t i)
{
  if (i == 0)
    return true;
  const struct vouch__word *before = &plain->words[i - 1];
  char c = plain->text[before->at + before->len];
  if (c == ',' || c == ';' || c == ':')
    return true;
  return word_in(plain, i - 1, openers);
}

/* A noun phrase at word i: determiner, at most two words, a person. Returns its words, 0 when it is none. */
static uint32_t
noun_phrase(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t i, enum vouch__actor *ret_actor)
{
  const unsigned person = VOUCH__BIT(VOUCH__CUE_CUSTOMER) | VOUCH__BIT(VOUCH__CUE_STAFF) | VOUCH__BIT(VOUCH__CUE_NAME);
  const struct vouch__cue_hit *determiner = cue_at(reading, i, VOUCH__BIT(VOUCH__CUE_DETERMINER));
  const struct vouch__cue_hit *noun = cue_at(reading, i, person);
  size_t at = i;
  if (determiner) {
    at = i + determiner->words;
    for (size_t k = 0; k < 3 && at + k < plain->n_words; k++) {
      noun = cue_at(reading, at + k, person);
      const struct vouch__word *word = &plain->words[at + k];
      char c = plain->text[word->at + word->len];
      /* "the clinic manager": the last noun of the phrase is the person */
      if (noun && !(k < 2 && c == ' ' && at + k + 1 < plain->n_words && cue_at(reading, at + k + 1, person))) {
        at += k;
        break;
      }
      if (c != ' ')
        return 0;
      noun = NULL;
    }
  }
  if (!noun || (!determiner && noun->cue == VOUCH__CUE_CUSTOMER && !vouch__plain_word_is(plain, i, "customers")))
    return 0;
  bool boss = vouch__plain_word_is(plain, noun->first, "xboss");
  if (!determiner && noun->cue == VOUCH__CUE_STAFF && !boss && !vouch__plain_word_is(plain, i, "security") &&
      !vouch__plain_word_is(plain, i, "staff"))
    return 0;
  *ret_actor = noun->cue == VOUCH__CUE_CUSTOMER ? VOUCH__CUSTOMER : VOUCH__OTHER_PERSON;
  return (uint32_t)(noun->first + noun->words - i);
}

static bool
add_subject(struct vouch__arena *arena, struct vouch__reading *reading, size_t *cap, const struct vouch__plain *plain,
            size_t first, uint32_t words, enum vouch__actor actor)
{
  if (!VOUCH__PUSH(arena, reading->subjects, reading->n_subjects, *cap))
    return false;
  reading->subjects[reading->n_subjects - 1] =
      (struct vouch__subject){(uint32_t)first, words, actor, first > 0 && word_in(plain, first - 1, subordinators)};
  return true;
}

static bool
read_cues(struct vouch__arena *arena, const struct vouch__language *language, const struct vouch__plain *plain,
          struct vouch__reading *reading)
{
  enum { AT_ONE_WORD = 8 };
  size_t cap = 0;
  for (size_t i = 0; i < plain->n_words; i++) {
    struct vouch__cue_hit hits[AT_ONE_WORD];
    size_t n = vouch__language_cues(language, plain, i, hits, AT_ONE_WORD);
    for (size_t k = 0; k < n; k++) {
      if (!VOUCH__PUSH(arena, reading->cues, reading->n_cues, cap))
        return false;
      reading->cues[reading->n_cues - 1] = hits[k];
    }
  }
  return true;
}

enum vouch_status
vouch__subjects_read(struct vouch__arena *arena, const struct vouch__language *language, const struct vouch__plain *plain,
                     enum vouch__actor *third, struct vouch__reading *reading)
{
  size_t cap = 0;
  if (!read_cues(arena, language, plain, reading))
    return VOUCH_NOMEM;
  for (size_t i = 0; i < plain->n_words; i++) {
    const struct vouch__cue_hit *cue = cue_at(reading, i, VOUCH__BIT(VOUCH__CUE_WE));
    enum vouch__actor actor = VOUCH__WE;
    uint32_t words = cue ? cue->words : 0;
    if (!words && (cue = cue_at(reading, i, VOUCH__BIT(VOUCH__CUE_I)))) {
      words = 1;
      actor = VOUCH__LEARNER;
    }
    if (!words && cue_at(reading, i, VOUCH__BIT(VOUCH__CUE_THEY))) {
      words = 1;
      actor = *third;
    }
    if (!words) {
      uint32_t taken = noun_phrase(reading, plain, i, &actor);
      if (taken)
        *third = actor; /* also as an object: "I rang my manager. She came down." */
      if (taken && subject_position(plain, i))
        words = taken;
      else if (taken) {
        i += taken - 1;
        continue;
      }
    }
    if (!words)
      continue;
    if (!add_subject(arena, reading, &cap, plain, i, words, actor))
      return VOUCH_NOMEM;
    i += words - 1;
  }
  return VOUCH_OK;
}

/* Does the text between a subject and the word h end in "and", "and then ...", ", then": the verb may belong to an earlier one?
 */
static bool
coordinated(const struct vouch__plain *plain, const struct vouch__subject *subject, size_t h)
{
  static const char *const fillers[] = {"then", "just", "only", "simply", "also", "so", NULL};
  size_t i = h, skipped = 0;
  size_t end = subject->first + subject->words;
  while (i > end && word_in(plain, i - 1, fillers))
    i--;
  while (i > end && skipped < 2) {
    if (vouch__plain_word_is(plain, i - 1, "and") || vouch__plain_word_is(plain, i - 1, "but"))
      return true;
    const struct vouch__word *word = &plain->words[i - 1];
    if (plain->text[word->at + word->len] == ',')
      return skipped == 0;
    i--;
    skipped++;
  }
  return false;
}

/* ", and walked": the word h begins a further verb of the main clause. */
static bool
behind_comma_and(const struct vouch__plain *plain, size_t h)
{
  if (h < 2 || !vouch__plain_word_is(plain, h - 1, "and"))
    return false;
  const struct vouch__word *word = &plain->words[h - 2];
  return plain->text[word->at + word->len] == ',';
}

/* The nearest subject that starts before `limit`. */
static enum vouch__actor
nearest(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h, size_t limit,
        const struct vouch__subject **ret_subject)
{
  const struct vouch__subject *last = NULL;
  size_t index = 0;
  for (size_t i = 0; i < reading->n_subjects && reading->subjects[i].first < limit; i++) {
    last = &reading->subjects[i];
    index = i;
  }
  if (last && last->first < h && index > 0 && behind_comma_and(plain, h) && reading->subjects[0].actor <= VOUCH__WE)
    last = &reading->subjects[0]; /* "I filled it in, as he had asked, and walked it up" */
  else if (last && last->first < h && last->subordinate && index > 0 && coordinated(plain, last, h))
    last = &reading->subjects[index - 1];
  *ret_subject = last;
  if (last)
    return last->actor;
  if (h > 0 && word_in(plain, h - 1, (const char *const[]){"was", "were", "been", "being", "got", NULL}))
    return VOUCH__UNKNOWN;
  return reading->carry;
}

enum vouch__actor
vouch__subject_of(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h,
                  const struct vouch__subject **ret_subject)
{
  static const char *const own[] = {"my", "me", "mine", "myself", NULL};
  if (word_in(plain, h, own)) { /* "my voice stayed level" */
    *ret_subject = NULL;
    return VOUCH__LEARNER;
  }
  return nearest(reading, plain, h, h + 1, ret_subject);
}

enum vouch__actor
vouch__subject_before(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h,
                      const struct vouch__subject **ret_subject)
{
  return nearest(reading, plain, h, h, ret_subject);
}
