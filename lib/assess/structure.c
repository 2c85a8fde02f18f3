/* SPDX-License-Identifier: MIT */
/* Is the content of each STAR part really there: headings, cue words and deeds. */
#include "assess/structure.h"

#include <string.h>

#include "base/context.h"
#include "base/source.h"

/* What the sentences of one part hold. */
struct content {
  uint32_t sentences, deeds, general, unreal, watched_deeds;
};

static bool
word_is(const struct vouch__plain *plain, size_t i, const char *word)
{
  size_t len = strlen(word);
  return i < plain->n_words && plain->words[i].len == len && memcmp(plain->text + plain->words[i].at, word, len) == 0;
}

/* A verb in the past by its look: -ed, or one of the common irregular ones. */
static bool
past_verb(const struct vouch_worker *worker, const struct vouch__plain *plain, size_t i)
{
  if (i >= plain->n_words)
    return false;
  const struct vouch__word *word = &plain->words[i];
  const char *text = plain->text + word->at;
  if (word->len > 3 && text[word->len - 1] == 'd' && text[word->len - 2] == 'e')
    return true;
  return vouch__words_has(vouch__language_list(worker->context->language, "past-verbs"), text, word->len);
}

/* "I went", "we then asked": a subject with a verb in the past within three words. */
static bool
deed(const struct vouch_worker *worker, const struct vouch__reading *reading, const struct vouch__plain *plain, bool own)
{
  for (size_t k = 0; k < reading->n_subjects; k++) {
    const struct vouch__subject *s = &reading->subjects[k];
    bool mine = s->actor == VOUCH__LEARNER || s->actor == VOUCH__WE;
    if (mine != own)
      continue;
    for (size_t i = s->first + s->words; i <= s->first + s->words + 2; i++)
      if (past_verb(worker, plain, i))
        return true;
  }
  return own && reading->n_subjects == 0 && past_verb(worker, plain, 0); /* "Rang Dawn straight away." */
}

static bool
has_cue(const struct vouch__reading *reading, enum vouch__cue cue)
{
  for (size_t k = 0; k < reading->n_cues; k++)
    if (reading->cues[k].cue == cue)
      return true;
  return false;
}

static bool
holds(const struct vouch__plain *plain, const struct vouch__words *words)
{
  for (size_t k = 0; k < words->n; k++) {
    size_t len = strlen(words->list[k]);
    for (const char *at = plain->text; (at = strstr(at, words->list[k])) != NULL; at++)
      if ((at == plain->text || at[-1] == ' ') && (at[len] < 'a' || at[len] > 'z'))
        return true;
  }
  return false;
}

static struct content
read_part(const struct vouch_worker *worker, const struct vouch__stance *stance, const struct vouch_account *account,
          enum vouch__section section)
{
  struct content c = {0};
  for (size_t i = 0; i < account->n_sentences; i++) {
    const struct vouch__sentence *s = &account->sentences[i];
    if (s->quoted || account->paragraphs[s->paragraph].section != section)
      continue;
    const struct vouch__reading *reading = &stance->readings[i];
    bool general = has_cue(reading, VOUCH__CUE_GENERAL);
    bool done = deed(worker, reading, &s->plain, true);
    c.sentences++;
    c.general += general && !done;
    c.unreal += word_is(&s->plain, 0, "i") && (word_is(&s->plain, 1, "would") || word_is(&s->plain, 1, "d") || word_is(&s->plain, 1, "will"));
    c.deeds += done;
    c.watched_deeds += deed(worker, reading, &s->plain, false);
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
    if (here && !s->quoted && holds(&s->plain, words))
      return true;
  }
  return false;
}

static bool
present(const struct vouch_worker *worker, const struct vouch__stance *stance, const struct vouch_account *account,
        enum vouch__section section)
{
  const struct vouch__part *part = &account->parts[section];
  struct content c = read_part(worker, stance, account, section);
  if (section == VOUCH__TASK && !part->heading)
    return any_holds(worker, account, "task-open", -1) && c.general * 2 <= c.sentences;
  if (!part->any || c.sentences == 0)
    return false;
  bool general = c.general * 2 >= c.sentences && c.deeds == 0 && c.watched_deeds == 0;
  switch (section) {
  case VOUCH__SITUATION:
    return !general;
  case VOUCH__TASK:
    return !general && any_holds(worker, account, "task-words", VOUCH__TASK);
  case VOUCH__ACTION:
    if (stance->plan)
      return false;
    return c.deeds > 0 && !general && !(stance->watched && c.watched_deeds > c.deeds);
  case VOUCH__RESULT:
    return !general && c.unreal * 2 < c.sentences;
  default:
    return true;
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
    assessment->structure[s] = (struct vouch__structure){
        .heading = part->heading, .inferred = part->inferred, .line = part->line, .words = part->words,
        .present = present(worker, stance, account, (enum vouch__section)s)};
  }
  assessment->voice.i = stance->i;
  assessment->voice.we = stance->we;
  assessment->voice.would = stance->would;
  say(assessment, stance);
}
