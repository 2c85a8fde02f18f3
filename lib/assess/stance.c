/* SPDX-License-Identifier: MIT */
/* The account as a whole, read for attributes: sentence by sentence, quotation by quotation. */
#include <string.h>

#include "assess/assertion.h"
#include "assess/past.h"
#include "assess/subject.h"

static bool
has_cue(const struct vouch__reading *reading, size_t i, enum vouch__cue cue)
{
  for (size_t k = 0; k < reading->n_cues; k++)
    if (reading->cues[k].first == i && reading->cues[k].cue == cue)
      return true;
  return false;
}

enum { OPENING = 12 }; /* bytes into a quotation where its opening words may begin */

/* ---- speakers ---------------------------------------------------------------------------------------------------- */

static bool
filler(const struct vouch__plain *plain, size_t i)
{
  static const char *const words[] = {"just",   "then",   "only",   "also",   "sort",     "of", "quietly",
                                      "calmly", "simply", "gently", "always", "politely", NULL};
  for (const char *const *w = words; *w; w++)
    if (vouch__plain_word_is(plain, i, *w))
      return true;
  return false;
}

/* "qq she said", "qq said the man": a subject and a verb of saying right behind the quotation, in either order. */
static const struct vouch__subject *
speaker_after(const struct vouch__reading *host, const struct vouch__plain *plain, size_t q)
{
  char point = plain->text[plain->words[q].at + 2];
  if (point == '.' || point == ';' || point == '!' || point == '?')
    return NULL;
  for (size_t k = 0; k < host->n_subjects; k++) {
    const struct vouch__subject *s = &host->subjects[k];
    size_t next = s->first + s->words;
    while (filler(plain, next))
      next++;
    if (s->first == q + 1 && has_cue(host, next, VOUCH__CUE_SAY))
      return s;
    if (s->first == q + 2 && has_cue(host, q + 1, VOUCH__CUE_SAY))
      return s;
  }
  return NULL;
}

/* "said the customer": a noun behind a verb of saying is no subject by position; look for it by kind. */
static enum vouch__actor
noun_after(const struct vouch__reading *host, const struct vouch__plain *plain, size_t q)
{
  if (!has_cue(host, q + 1, VOUCH__CUE_SAY))
    return VOUCH__UNKNOWN;
  for (size_t i = q + 2; i < q + 6 && i < plain->n_words; i++) {
    if (has_cue(host, i, VOUCH__CUE_I))
      return VOUCH__LEARNER;
    if (has_cue(host, i, VOUCH__CUE_STAFF))
      return VOUCH__OTHER_PERSON;
    if (has_cue(host, i, VOUCH__CUE_CUSTOMER) || has_cue(host, i, VOUCH__CUE_NAME) || has_cue(host, i, VOUCH__CUE_THEY))
      return VOUCH__CUSTOMER;
  }
  return VOUCH__UNKNOWN;
}

static bool
unreal_before(const struct vouch__reading *host, size_t q)
{
  for (size_t k = 0; k < host->n_cues; k++) {
    const struct vouch__cue_hit *cue = &host->cues[k];
    bool unreal = cue->cue == VOUCH__CUE_NOT_DONE || cue->cue == VOUCH__CUE_GENERAL || cue->cue == VOUCH__CUE_NEGATION;
    if (!unreal || cue->first >= q || cue->first + 10 < q)
      continue;
    bool real = false;
    for (size_t j = 0; j < host->n_cues; j++) {
      const struct vouch__cue_hit *c = &host->cues[j];
      real |= (c->cue == VOUCH__CUE_REAL || c->cue == VOUCH__CUE_PSEUDO || c->cue == VOUCH__CUE_BREAK) &&
              ((c->first <= cue->first && c->first + c->words >= cue->first + cue->words && c->cue != VOUCH__CUE_BREAK) ||
               (c->cue == VOUCH__CUE_BREAK && c->first > cue->first && c->first < q && cue->cue == VOUCH__CUE_NEGATION));
    }
    if (!real)
      return true;
  }
  return false;
}

static void
read_speaker(const struct vouch_account *account, const struct vouch__language *language, struct vouch__stance *stance,
             size_t index)
{
  const struct vouch__sentence *quote = &account->sentences[index];
  const struct vouch__plain *plain = &account->sentences[quote->host].plain;
  const struct vouch__reading *host = &stance->readings[quote->host];
  struct vouch__reading *reading = &stance->readings[index];
  size_t q = quote->quote_word;
  reading->unreal = unreal_before(host, q);
  if (quote->part_of_quote > 0) { /* the same quotation goes on */
    *reading = (struct vouch__reading){.cues = reading->cues,
                                       .n_cues = reading->n_cues,
                                       .unreal = stance->readings[index - 1].unreal,
                                       .speaker = stance->readings[index - 1].speaker,
                                       .said_from = SIZE_MAX,
                                       .speaker_trigger = stance->readings[index - 1].speaker_trigger};
    return;
  }
  const struct vouch__subject *subject = speaker_after(host, plain, q);
  enum vouch__actor speaker = subject ? subject->actor : noun_after(host, plain, q);
  if (speaker == VOUCH__UNKNOWN) {
    bool own_before = false;
    for (size_t k = 0; k < host->n_subjects; k++)
      own_before |= host->subjects[k].first < q;
    speaker = vouch__subject_of(host, plain, q, &subject);
    bool staff = vouch__plain_holds(&quote->plain, vouch__language_list(language, "quote-staff"), OPENING);
    bool customer = vouch__plain_holds(&quote->plain, vouch__language_list(language, "quote-customer"), OPENING);
    if (!own_before && staff != customer)
      speaker = staff ? VOUCH__LEARNER : VOUCH__CUSTOMER;
  }
  reading->speaker = speaker;
  if (subject) {
    const struct vouch__word *a = &plain->words[subject->first], *b = &plain->words[subject->first + subject->words - 1];
    reading->speaker_trigger = (struct vouch__trigger){VOUCH__TRIGGER_QUOTE, a->from, b->to - a->from};
  }
}

/* "I told her that ...": the plain offset behind the verb of saying and its object, when the learner says it and no quotation
 * follows. */
static size_t
reported_from(const struct vouch__language *language, const struct vouch__reading *reading, const struct vouch__plain *plain)
{
  const struct vouch__words *verbs = vouch__language_list(language, "report-verbs");
  static const char *const objects[] = {"him",      "her",   "them", "back",    "to",        "that",  "it",    "the",
                                        "customer", "xname", "if",   "whether", "could",     "would", "again", "this",
                                        "my",       "boss",  "lady", "man",     "gentleman", "woman", NULL};
  for (size_t k = 0; k < reading->n_cues; k++) {
    const struct vouch__cue_hit *cue = &reading->cues[k];
    const struct vouch__word *verb = &plain->words[cue->first];
    if (cue->cue != VOUCH__CUE_SAY || !vouch__words_has(verbs, plain->text + verb->at, verb->len))
      continue;
    const struct vouch__subject *subject;
    enum vouch__actor actor = vouch__subject_of(reading, plain, cue->first, &subject);
    if (actor != VOUCH__LEARNER || (subject ? cue->first > subject->first + 4 : cue->first > 0))
      continue;
    size_t i = cue->first + cue->words, skipped = 0;
    for (; i < plain->n_words && skipped < 4; i++, skipped++) {
      bool object = false;
      for (const char *const *o = objects; *o; o++)
        object |= vouch__plain_word_is(plain, i, *o);
      if (!object)
        break;
    }
    if (i >= plain->n_words || vouch__plain_word_is(plain, i, "qq") || plain->len - plain->words[i].at < 8)
      continue;
    return plain->words[cue->first + cue->words].at;
  }
  return SIZE_MAX;
}

/* ---- the account ------------------------------------------------------------------------------------------------- */

static void
count_voice(const struct vouch__reading *reading, const struct vouch__plain *plain, struct vouch__stance *stance)
{
  for (size_t k = 0; k < reading->n_cues; k++) {
    size_t next = reading->cues[k].first + 1;
    bool i = reading->cues[k].cue == VOUCH__CUE_I;
    stance->i += i;
    stance->we += reading->cues[k].cue == VOUCH__CUE_WE;
    stance->would += i && (vouch__plain_word_is(plain, next, "would") || vouch__plain_word_is(plain, next, "should"));
  }
}

enum vouch_status
vouch__stance_read(struct vouch__arena *arena, const struct vouch_account *account, const struct vouch__language *language,
                   struct vouch__stance **ret_stance)
{
  struct vouch__stance *stance = vouch__alloc(arena, sizeof *stance);
  struct vouch__reading *readings = vouch__alloc(arena, (account->n_sentences + 1) * sizeof *readings);
  if (!stance || !readings)
    return VOUCH_NOMEM;
  stance->readings = readings;
  enum vouch__actor third = VOUCH__CUSTOMER, carry = VOUCH__LEARNER;
  size_t watched = 0, plans = 0, staff_mentions = 0, narrated = 0, told = 0;
  for (size_t i = 0; i < account->n_sentences; i++) {
    const struct vouch__sentence *sentence = &account->sentences[i];
    struct vouch__reading *reading = &readings[i];
    enum vouch__actor inner = third;
    reading->said_from = SIZE_MAX;
    size_t before = staff_mentions;
    if (vouch__subjects_read(arena, language, &sentence->plain, sentence->quoted ? &inner : &third, reading) != VOUCH_OK)
      return VOUCH_NOMEM;
    if (sentence->quoted)
      continue;
    /* He, she and they are the customer, unless a colleague was named in this sentence or the one before. */
    for (size_t k = 0; k < reading->n_cues; k++)
      staff_mentions += reading->cues[k].cue == VOUCH__CUE_STAFF || reading->cues[k].cue == VOUCH__CUE_NAME;
    if (staff_mentions == before)
      third = VOUCH__CUSTOMER;
    narrated++;
    told += vouch__past_told(language, &sentence->plain);
    reading->carry = carry;
    if (reading->n_subjects) {
      enum vouch__actor last = reading->subjects[reading->n_subjects - 1].actor;
      if (last == VOUCH__LEARNER || last == VOUCH__WE)
        carry = last;
    }
    reading->said_from = reported_from(language, reading, &sentence->plain);
    count_voice(reading, &sentence->plain, stance);
    watched += vouch__plain_holds(&sentence->plain, vouch__language_list(language, "watched"), SIZE_MAX);
    plans += vouch__plain_holds(&sentence->plain, vouch__language_list(language, "plan"), SIZE_MAX);
  }
  for (size_t i = 0; i < account->n_sentences; i++)
    if (account->sentences[i].quoted)
      read_speaker(account, language, stance, i);
  stance->plan = stance->would >= 3 && plans > 0;
  stance->watched = watched > 0 && stance->i * 2 < narrated;
  stance->no_incident = narrated >= 5 && told * 5 < narrated;
  *ret_stance = stance;
  return VOUCH_OK;
}
