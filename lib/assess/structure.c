/* SPDX-License-Identifier: MIT */
/* Is the content of each STAR part really there: headings, cue words and deeds. */
#include "assess/structure.h"

#include <string.h>

#include "assess/past.h"
#include "base/context.h"
#include "base/source.h"

/* What the sentences of one part hold. */
struct content {
  uint32_t sentences;
  uint32_t told;    /* something happened in them: a verb in the past */
  uint32_t deeds;   /* the learner (or we) did it */
  uint32_t general; /* a general truth, and no deed */
  uint32_t unreal;  /* hypothetical, and nothing happened */
};

/* "I went", "we then asked": the learner, with a verb in the past within three words. */
static bool
deed(const struct vouch__language *language, const struct vouch__reading *reading, const struct vouch__plain *plain)
{
  for (size_t k = 0; k < reading->n_subjects; k++) {
    const struct vouch__subject *s = &reading->subjects[k];
    if (s->actor != VOUCH__LEARNER && s->actor != VOUCH__WE)
      continue;
    size_t verb = s->first + s->words;
    for (size_t i = verb; i <= verb + 2; i++)
      if (vouch__past_verb(language, plain, i) && !(i > verb && vouch__past_unreal(language, plain, i)))
        return true;
  }
  return reading->n_subjects == 0 && vouch__past_verb(language, plain, 0); /* "Rang Dawn straight away." */
}

static bool
has_cue(const struct vouch__reading *reading, enum vouch__cue cue)
{
  for (size_t k = 0; k < reading->n_cues; k++)
    if (reading->cues[k].cue == cue)
      return true;
  return false;
}

static struct content
read_part(const struct vouch_worker *worker, const struct vouch__stance *stance, const struct vouch_account *account,
          int section)
{
  struct content c = {0};
  for (size_t i = 0; i < account->n_sentences; i++) {
    const struct vouch__sentence *s = &account->sentences[i];
    if (s->quoted || (section >= 0 && (int)account->paragraphs[s->paragraph].section != section))
      continue;
    const struct vouch__language *language = worker->context->language;
    bool done = deed(language, &stance->readings[i], &s->plain);
    c.sentences++;
    c.unreal += has_cue(&stance->readings[i], VOUCH__CUE_NOT_DONE) && !vouch__past_told(language, &s->plain);
    c.told += vouch__past_told(language, &s->plain);
    c.deeds += done;
    c.general += has_cue(&stance->readings[i], VOUCH__CUE_GENERAL) && !done;
  }
  return c;
}

static bool
any_holds(const struct vouch_worker *worker, const struct vouch_account *account, const char *list, int section)
{
  const struct vouch__words *words = vouch__language_list(worker->context->language, list);
  for (size_t i = 0; i < account->n_sentences; i++) {
    const struct vouch__sentence *s = &account->sentences[i];
    bool here = section < 0 || (int)account->paragraphs[s->paragraph].section == section;
    if (here && !s->quoted && vouch__plain_holds(&s->plain, words, SIZE_MAX))
      return true;
  }
  return false;
}

/* Without headings the whole text is looked at; with them, a part that has none is not there. */
static bool
present(const struct vouch_worker *worker, const struct vouch__stance *stance, const struct vouch_account *account,
        enum vouch__section section)
{
  const struct vouch__part *part = &account->parts[section];
  if (section == VOUCH__REFLECTION)
    return part->any;
  if (section == VOUCH__TASK && !part->heading)
    return any_holds(worker, account, "task-open", -1);
  if (account->headings && !part->any)
    return false;
  struct content c = read_part(worker, stance, account, account->headings ? (int)section : -1);
  if (!account->headings && section != VOUCH__ACTION && (c.told == 0 || (section == VOUCH__RESULT && c.sentences < 3)))
    return false; /* a word or two hold no story */
  if (c.sentences == 0 || (stance->no_incident && section != VOUCH__ACTION && c.deeds == 0))
    return false;
  bool general = c.general * 2 >= c.sentences && c.told == 0;
  switch (section) {
  case VOUCH__TASK:
    return (!(stance->plan || stance->watched) || any_holds(worker, account, "task-words", VOUCH__TASK));
  case VOUCH__ACTION:
    return !general && !stance->plan && c.deeds > 0;
  case VOUCH__RESULT:
    return c.told > 0 || (!stance->plan && c.unreal < c.sentences);
  default:
    return !general;
  }
}

static void
say(struct vouch_assessment *a, const struct vouch__stance *stance)
{
  struct vouch__at whole = {.source = a->account->source, .offset = VOUCH__NO_OFFSET};
  for (int s = VOUCH__SITUATION; s <= VOUCH__REFLECTION; s++) {
    const struct vouch__structure *part = &a->structure[s];
    struct vouch__at at = {.source = a->account->source, .offset = VOUCH__NO_OFFSET, .line = part->line};
    if (part->heading && !part->present)
      VOUCH__DIAG(a->diags, VOUCH__V122, at, NULL, vouch__section_name((enum vouch__section)s));
  }
  if (stance->plan)
    VOUCH__DIAG(a->diags, VOUCH__V128, whole, NULL, "");
  if (stance->watched && !a->structure[VOUCH__ACTION].present)
    VOUCH__DIAG(a->diags, VOUCH__V129, whole, NULL, "");
  if (stance->we > stance->i)
    VOUCH__DIAG(a->diags, VOUCH__V123, whole, NULL, "");
}

void
vouch__structure_judge(const struct vouch_worker *worker, const struct vouch__stance *stance, const struct vouch__hits *hits,
                       struct vouch_assessment *assessment)
{
  const struct vouch_account *account = assessment->account;
  (void)hits;
  for (int s = VOUCH__SITUATION; s <= VOUCH__REFLECTION; s++) {
    const struct vouch__part *part = &account->parts[s];
    assessment->structure[s] = (struct vouch__structure){.heading = part->heading,
                                                         .inferred = part->inferred,
                                                         .line = part->line,
                                                         .words = part->words,
                                                         .present = present(worker, stance, account, (enum vouch__section)s)};
  }
  assessment->voice.i = stance->i;
  assessment->voice.we = stance->we;
  assessment->voice.would = stance->would;
  say(assessment, stance);
}
