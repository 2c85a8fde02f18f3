/* SPDX-License-Identifier: MIT */
/* Attributes of a match: negation, hypothetical and general statements, nearest subject. */
#include "assess/assertion.h"

#include <string.h>

#include "assess/past.h"
#include "assess/subject.h"

enum { NEGATION_WINDOW = 7, NOT_DONE_WINDOW = 10, OPENING = 4 };

static size_t
word_at(const struct vouch__plain *plain, size_t offset)
{
  size_t i = 0;
  while (i + 1 < plain->n_words && plain->words[i + 1].at <= offset)
    i++;
  return i;
}

static void
add_trigger(struct vouch__hit *hit, enum vouch__trigger_role role, const struct vouch__plain *plain, size_t first, size_t words)
{
  if (hit->n_triggers == VOUCH__MAX_TRIGGERS || words == 0)
    return;
  const struct vouch__word *a = &plain->words[first], *b = &plain->words[first + words - 1];
  hit->triggers[hit->n_triggers++] = (struct vouch__trigger){role, a->from, b->to > a->from ? b->to - a->from : 0};
}

static bool
covered(const struct vouch__reading *reading, const struct vouch__cue_hit *cue, enum vouch__cue by)
{
  for (size_t i = 0; i < reading->n_cues; i++) {
    const struct vouch__cue_hit *c = &reading->cues[i];
    if (c->cue == by && c->first <= cue->first && c->first + c->words >= cue->first + cue->words && c->words >= cue->words)
      return true;
  }
  return false;
}

static char
after_word(const struct vouch__plain *plain, size_t i)
{
  const struct vouch__word *word = &plain->words[i];
  size_t at = word->at + word->len;
  return at < plain->len ? plain->text[at] : ' ';
}

/* The word at which the clause of word h begins: behind the last clause break or point to the left. joins: "and", "then" count
 * too. */
static size_t
clause_start(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h, bool joins)
{
  size_t start = 0;
  for (size_t i = 0; i < reading->n_cues && reading->cues[i].first < h; i++) {
    const struct vouch__cue_hit *cue = &reading->cues[i];
    bool breaks = cue->cue == VOUCH__CUE_BREAK || (joins && cue->cue == VOUCH__CUE_JOIN);
    if (breaks && cue->first + cue->words <= h && !covered(reading, cue, VOUCH__CUE_PSEUDO))
      start = cue->first + cue->words;
  }
  for (size_t i = start; i < h; i++)
    if (strchr(",;:", after_word(plain, i)))
      start = i + 1;
  return start;
}

static const struct vouch__cue_hit *
find_negation(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h)
{
  size_t start = clause_start(reading, plain, h, true);
  if (h > NEGATION_WINDOW && start < h - NEGATION_WINDOW)
    start = h - NEGATION_WINDOW;
  for (size_t i = reading->n_cues; i-- > 0;) {
    const struct vouch__cue_hit *cue = &reading->cues[i];
    if (cue->cue == VOUCH__CUE_NEGATION && cue->first >= start && cue->first < h && !covered(reading, cue, VOUCH__CUE_PSEUDO))
      return cue;
  }
  return NULL;
}

static bool
starts_subject(const struct vouch__reading *reading, size_t i)
{
  for (size_t k = 0; k < reading->n_subjects; k++)
    if (reading->subjects[k].first == i)
      return true;
  return false;
}

/* Does a new statement begin at word i: behind "but", "so", ";", or with "and" and a subject of its own? */
static bool
new_statement(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t i)
{
  if (i == 0)
    return false;
  if (after_word(plain, i - 1) == ';' || vouch__plain_word_is(plain, i, "but") ||
      (vouch__plain_word_is(plain, i, "so") && !vouch__plain_word_is(plain, i + 1, "that")))
    return true;
  bool joined = vouch__plain_word_is(plain, i - 1, "and") || (vouch__plain_word_is(plain, i - 1, "then") && i > 1) ||
                after_word(plain, i - 1) == ',';
  return joined && starts_subject(reading, i) && !vouch__plain_word_is(plain, i - 1, "if");
}

/* Are the words a and b in one statement? */
static bool
same_statement(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t a, size_t b)
{
  size_t low = a < b ? a : b, high = a < b ? b : a;
  for (size_t i = low + 1; i <= high; i++)
    if (new_statement(reading, plain, i))
      return false;
  return true;
}

/* Where a hypothetical must stand to reach word h: "I could have shouted, but I kept my voice down" does not. */
static size_t
reach_start(const struct vouch__reading *reading, const struct vouch__plain *plain, size_t h)
{
  size_t start = h > NOT_DONE_WINDOW ? h - NOT_DONE_WINDOW : 0;
  for (size_t i = start + 1; i <= h; i++)
    if (new_statement(reading, plain, i))
      start = i;
  return start;
}

static const struct vouch__cue_hit *
find_not_done(const struct vouch__stance *stance, const struct vouch__reading *reading, const struct vouch__plain *plain,
              size_t h)
{
  size_t start = reach_start(reading, plain, h);
  for (size_t i = reading->n_cues; i-- > 0;) {
    const struct vouch__cue_hit *cue = &reading->cues[i];
    if (cue->cue == VOUCH__CUE_GENERAL && same_statement(reading, plain, cue->first, h) &&
        (cue->first <= h || clause_start(reading, plain, cue->first, false) <= h))
      return cue;
    bool near = cue->first >= start || (start < h && cue->first < OPENING && h < OPENING + NOT_DONE_WINDOW && start == 0);
    if (cue->cue == VOUCH__CUE_NOT_DONE && cue->first < h && near && !covered(reading, cue, VOUCH__CUE_REAL))
      return cue;
  }
  if (!stance->plan)
    return NULL;
  for (size_t i = 0; i < reading->n_cues; i++) { /* "I'd" in an account told as a plan is "I would" */
    const struct vouch__cue_hit *cue = &reading->cues[i];
    size_t next = cue->first + 1;
    if (cue->cue == VOUCH__CUE_I && cue->first <= h && next < plain->n_words && plain->words[next].len == 1 &&
        plain->text[plain->words[next].at] == 'd')
      return cue;
  }
  return NULL;
}

static void
judge_quoted(const struct vouch__reading *reading, struct vouch__hit *hit)
{
  hit->actor = reading->speaker;
  bool own = reading->speaker == VOUCH__LEARNER || reading->speaker == VOUCH__WE;
  hit->asserted = !own ? VOUCH__QUOTED : reading->unreal ? VOUCH__NOT_DONE : VOUCH__DONE;
  if (reading->speaker_trigger.length && hit->n_triggers < VOUCH__MAX_TRIGGERS)
    hit->triggers[hit->n_triggers++] = reading->speaker_trigger;
}

void
vouch__stance_judge(const struct vouch__stance *stance, const struct vouch_account *account, bool reported, unsigned actors,
                    const struct vouch__language *language, struct vouch__hit *hit)
{
  const struct vouch__sentence *sentence = &account->sentences[hit->sentence];
  const struct vouch__reading *reading = &stance->readings[hit->sentence];
  const struct vouch__plain *plain = &sentence->plain;
  hit->n_triggers = 0;
  if (sentence->quoted) {
    judge_quoted(reading, hit);
    return;
  }
  size_t h = word_at(plain, reported ? reading->said_from : hit->at);
  while (
      !reported && h + 1 < plain->n_words &&
      (vouch__plain_word_is(plain, h, "so") || vouch__plain_word_is(plain, h, "and") || vouch__plain_word_is(plain, h, "then")))
    h++; /* "so I rang her": the subject is inside the match */
  const struct vouch__subject *subject = NULL;
  if (reported) {
    hit->actor = VOUCH__LEARNER;
    if (h > 0)
      h--; /* the verb of saying carries the assertion */
  } else {
    hit->actor = vouch__subject_of(reading, plain, h, &subject);
    if (subject && subject->first == h && !(actors & VOUCH__BIT(hit->actor)))
      hit->actor = vouch__subject_before(reading, plain, h, &subject);
  }
  if (subject)
    add_trigger(hit, VOUCH__TRIGGER_ACTOR, plain, subject->first, subject->words);
  const struct vouch__cue_hit *cue = find_not_done(stance, reading, plain, h);
  if (!cue && stance->no_incident && !vouch__past_told(language, plain)) {
    hit->asserted = VOUCH__NOT_DONE;
    return;
  }
  if (cue) {
    hit->asserted = VOUCH__NOT_DONE;
    add_trigger(hit, VOUCH__TRIGGER_NOT_DONE, plain, cue->first, cue->words);
    return;
  }
  cue = find_negation(reading, plain, h);
  hit->asserted = cue ? VOUCH__NEGATED : VOUCH__DONE;
  if (cue)
    add_trigger(hit, VOUCH__TRIGGER_NEGATION, plain, cue->first, cue->words);
}
