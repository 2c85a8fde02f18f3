/* SPDX-License-Identifier: MIT */
/* One account's results as text for the learner. */
#include <string.h>

#include "report/view.h"

#define QUOTED "\xE2\x80\x9C%.*s\xE2\x80\x9D"
#define DOT " \xC2\xB7 "

enum { VERDICT_COLUMN = 11, LABEL_COLUMN = 13, MAX_QUOTE = 240 };

struct words {
  const char *word;
  enum vouch__ink ink;
};

static const struct words verdicts[] = {
    [VOUCH__FOUND_EVIDENCE] = {"Found", VOUCH__GREEN},
    [VOUCH__PARTIAL] = {"Partly", VOUCH__YELLOW},
    [VOUCH__MISSING] = {"Missing", VOUCH__RED},
    [VOUCH__UNDECIDED] = {"Undecided", VOUCH__YELLOW},
};

static const char *const parts[] = {
    [VOUCH__SITUATION] = "Situation",   [VOUCH__TASK] = "Task",       [VOUCH__ACTION] = "Action", [VOUCH__RESULT] = "Result",
    [VOUCH__REFLECTION] = "Reflection", [VOUCH__OTHER] = "(no part)",
};

static void
heading(struct vouch__page *page, const char *text)
{
  vouch__page_newline(page);
  vouch__page_ink(page, VOUCH__BOLD, text);
  vouch__page_newline(page);
}

/* The name alone: the whole path stands at the top of the report. */
static const char *
file_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash && slash[1] ? slash + 1 : path;
}

void
vouch__page_quote(struct vouch__page *page, const struct vouch_account *account, size_t offset, size_t length)
{
  const struct vouch_source *source = account->source;
  uint32_t line, column;
  vouch__source_place(source, offset, &line, &column);
  if (strcmp(source->path, "-") == 0)
    vouch__page_format(page, "line %lu: ", (unsigned long)line);
  else
    vouch__page_format(page, "%s:%lu: ", file_name(source->path), (unsigned long)line);
  vouch__page_format(page, QUOTED, (int)length, source->bytes + offset);
}

struct span {
  size_t offset, length;
};

/* What is shown of a hit: its sentence, unless that is too long. */
static struct span
shown_of(const struct vouch_account *account, const struct vouch__hit *hit)
{
  struct span span = {hit->offset, hit->length};
  const struct vouch__sentence *sentence = hit->sentence < account->n_sentences ? &account->sentences[hit->sentence] : NULL;
  if (sentence && sentence->length <= MAX_QUOTE && sentence->offset <= span.offset &&
      sentence->offset + sentence->length >= span.offset + span.length)
    span = (struct span){sentence->offset, sentence->length};
  return span;
}

void
vouch__page_quote_hit(struct vouch__page *page, const struct vouch_account *account, const struct vouch__hit *hit)
{
  struct span span = shown_of(account, hit);
  vouch__page_quote(page, account, span.offset, span.length);
}

/* The words in the text that say who acted ("my manager"), if any. */
static const struct vouch__trigger *
trigger_of(const struct vouch__hit *hit, enum vouch__trigger_role role)
{
  for (size_t i = 0; i < hit->n_triggers; i++)
    if (hit->triggers[i].role == role && hit->triggers[i].length)
      return &hit->triggers[i];
  return NULL;
}

static void
why_actor(struct vouch__page *page, const struct vouch_account *account, const struct vouch__hit *hit)
{
  const struct vouch__trigger *who = trigger_of(hit, VOUCH__TRIGGER_ACTOR);
  switch (hit->actor) {
  case VOUCH__WE:
    vouch__page_text(page, "it is not clear which part of this was yours");
    return;
  case VOUCH__UNKNOWN:
    vouch__page_text(page, "it is not clear who did this; if it was you, say I");
    return;
  case VOUCH__LEARNER:
    vouch__page_text(page, "this reads as something that you did, and the customer was meant");
    return;
  default:
    break;
  }
  if (who)
    vouch__page_format(page, "this reads as something done by " QUOTED ", not by you", (int)who->length,
                       account->source->bytes + who->offset);
  else
    vouch__page_text(page, hit->actor == VOUCH__CUSTOMER ? "this reads as something that the customer did"
                                                         : "this reads as something that somebody else did");
}

void
vouch__page_why(struct vouch__page *page, const struct vouch_account *account, const struct vouch__finding *finding)
{
  const struct vouch__hit *hit = finding->hit;
  switch (finding->why) {
  case VOUCH__WHY_OTHER_ACTOR:
    why_actor(page, account, hit);
    break;
  case VOUCH__WHY_NEGATED:
    vouch__page_text(page, "this says that it was not done");
    break;
  case VOUCH__WHY_NOT_DONE:
    vouch__page_text(page, "this reads as a plan, a duty or a wish, not as something that you did");
    break;
  case VOUCH__WHY_WRONG_SECTION:
    vouch__page_format(page, "this stands in the part %s, and is looked for in another part", parts[hit->section]);
    break;
  case VOUCH__WHY_WRONG_ORDER:
    vouch__page_text(page, "this comes too late in the story");
    break;
  case VOUCH__WHY_TOO_VAGUE:
    vouch__page_text(page, "this is too general; say what you said or did");
    break;
  case VOUCH__WHY_NONE:
    vouch__page_text(page, "this counts");
    break;
  }
}

static void
label(struct vouch__page *page, const char *text)
{
  vouch__page_tab(page, VERDICT_COLUMN);
  vouch__page_ink(page, VOUCH__DIM, text);
  vouch__page_tab(page, VERDICT_COLUMN + (unsigned)strlen(text) + 1);
  page->indent = LABEL_COLUMN;
}

static void
paragraph(struct vouch__page *page, const char *name, const char *text)
{
  if (!text || !*text)
    return;
  label(page, name);
  vouch__page_text(page, text);
  vouch__page_newline(page);
}

/* Is the same sentence shown by one of the findings before the i-th? */
static bool
repeats(const struct vouch_account *account, const struct vouch__finding *findings, size_t i)
{
  struct span span = shown_of(account, findings[i].hit);
  for (size_t k = 0; k < i; k++)
    if (shown_of(account, findings[k].hit).offset == span.offset)
      return true;
  return false;
}

static void
quotes(struct vouch__page *page, const struct vouch_account *account, const struct vouch__finding *findings, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    if (repeats(account, findings, i))
      continue;
    vouch__page_tab(page, VERDICT_COLUMN);
    page->indent = LABEL_COLUMN;
    vouch__page_quote_hit(page, account, findings[i].hit);
    vouch__page_newline(page);
  }
}

static void
one_criterion(struct vouch__page *page, const struct vouch_assessment *assessment, const struct vouch__criterion_result *result)
{
  const struct vouch__criterion *criterion = result->criterion;
  const struct vouch_account *account = assessment->account;
  bool gap = result->verdict != VOUCH__FOUND_EVIDENCE;
  vouch__page_ink(page, verdicts[result->verdict].ink, verdicts[result->verdict].word);
  vouch__page_tab(page, VERDICT_COLUMN);
  if (criterion->number && strcmp(criterion->number, criterion->id) != 0)
    vouch__page_format(page, "%s ", criterion->number);
  vouch__page_format(page, "%s ", criterion->id);
  vouch__page_text(page, criterion->statement);
  if (!result->counts)
    vouch__page_text(page, " (not claimed)");
  vouch__page_newline(page);
  quotes(page, account, result->evidence, result->n_evidence);
  if (gap || result->conflict)
    paragraph(page, "Why:", result->reason);
  for (size_t i = 0; gap && i < result->n_near_misses; i++) {
    const struct vouch__finding *near = &result->near_misses[i];
    if (repeats(account, result->near_misses, i))
      continue;
    label(page, "Near miss:");
    vouch__page_quote_hit(page, account, near->hit);
    vouch__page_text(page, " - ");
    vouch__page_why(page, account, near);
    vouch__page_newline(page);
  }
  if (gap)
    paragraph(page, "Next:", result->guidance);
}

static void
criteria(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  if (assessment->n_criteria)
    heading(page, "What the text shows");
  for (size_t i = 0; i < assessment->n_criteria; i++)
    one_criterion(page, assessment, &assessment->criteria[i]);
}

static void
mistakes(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  bool any = false;
  for (int pass = 0; pass < 2; pass++) {
    enum vouch__mistake_verdict wanted = pass == 0 ? VOUCH__PRESENT : VOUCH__AVOIDED;
    for (size_t i = 0; i < assessment->n_mistakes; i++) {
      const struct vouch__mistake_result *result = &assessment->mistakes[i];
      if (result->verdict != wanted)
        continue;
      if (!any)
        heading(page, "Common mistakes");
      any = true;
      vouch__page_ink(page, pass == 0 ? VOUCH__RED : VOUCH__GREEN, pass == 0 ? "Seen" : "Avoided");
      vouch__page_tab(page, VERDICT_COLUMN);
      vouch__page_format(page, "%s %s", result->mistake->id, result->mistake->statement);
      vouch__page_newline(page);
      quotes(page, assessment->account, result->evidence, result->n_evidence);
      if (wanted == VOUCH__PRESENT)
        paragraph(page, "Next:", result->mistake->guidance);
    }
  }
}

static void
models(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  bool any = false;
  for (size_t m = 0; m < assessment->n_models; m++) {
    const struct vouch__model_result *result = &assessment->models[m];
    size_t seen = 0;
    for (size_t i = 0; i < result->model->n_steps; i++)
      seen += result->lines[i] != 0;
    if (!seen)
      continue;
    if (!any)
      heading(page, "Steps of the models");
    any = true;
    vouch__page_text(page, result->model->id);
    vouch__page_tab(page, VERDICT_COLUMN);
    for (size_t i = 0, n = 0; i < result->model->n_steps; i++)
      if (result->lines[i])
        vouch__page_format(page, "%s%s (line %lu)", n++ ? ", " : "", result->model->steps[i].id,
                           (unsigned long)result->lines[i]);
    for (size_t i = 0, n = 0; i < result->model->n_steps; i++)
      if (!result->lines[i])
        vouch__page_format(page, "%s%s", n++ ? ", " : "; not seen: ", result->model->steps[i].id);
    vouch__page_newline(page);
  }
}

static void
privacy(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  if (assessment->n_privacy)
    heading(page, "Personal data to take out");
  for (size_t i = 0; i < assessment->n_privacy; i++) {
    const struct vouch__privacy *found = &assessment->privacy[i];
    vouch__page_ink(page, VOUCH__YELLOW, vouch__privacy_name(found->kind));
    vouch__page_tab(page, LABEL_COLUMN);
    vouch__page_quote(page, assessment->account, found->offset, found->length);
    vouch__page_newline(page);
  }
}

static void
structure(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  heading(page, "Parts of the account");
  for (int part = VOUCH__SITUATION; part <= VOUCH__REFLECTION; part++) {
    const struct vouch__structure *is = &assessment->structure[part];
    if (part == VOUCH__REFLECTION && !is->heading && !is->present)
      continue;
    vouch__page_text(page, parts[part]);
    vouch__page_tab(page, VERDICT_COLUMN);
    if (!is->heading && !is->present)
      vouch__page_text(page, "not found");
    else if (!is->present)
      vouch__page_format(page, "line %lu: the heading is there, but not what belongs under it", (unsigned long)is->line);
    else if (!is->line)
      vouch__page_text(page, "told along with another part");
    else
      vouch__page_format(page, "line %lu, %lu %s%s", (unsigned long)is->line, (unsigned long)is->words,
                         is->words == 1 ? "word" : "words", is->inferred ? " (worked out: it has no heading)" : "");
    vouch__page_newline(page);
  }
}

static void
notes(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  bool any = false;
  for (size_t i = 0; i < vouch_diags_count(assessment->diags); i++) {
    const struct vouch_diag *diag = vouch_diags_get(assessment->diags, i);
    if (strcmp(diag->name, "personal-data") == 0)
      continue; /* shown above, with its text */
    if (!any)
      heading(page, "Notes and warnings");
    any = true;
    vouch__page_diag(page, diag);
  }
}

/* "3 mistakes", with the plural's s where it is wanted. */
static void
count(struct vouch__page *page, const char *between, unsigned n, const char *one, const char *many)
{
  vouch__page_format(page, "%s%u %s", between, n, n == 1 ? one : many);
}

static void
tally(struct vouch__page *page, const struct vouch_counts *counts)
{
  vouch__page_format(page, "Found %u of %u", counts->found, counts->criteria);
  vouch__page_format(page, DOT "%u partly" DOT "%u missing", counts->partial, counts->missing);
  if (counts->undecided)
    vouch__page_format(page, DOT "%u undecided", counts->undecided);
  vouch__page_newline(page);
  const char *between = "";
  if (counts->mistakes) {
    count(page, between, counts->mistakes, "common mistake", "common mistakes");
    between = DOT;
  }
  if (counts->privacy) {
    count(page, between, counts->privacy, "place with personal data", "places with personal data");
    between = DOT;
  }
  if (counts->warnings) {
    count(page, between, counts->warnings, "warning", "warnings");
    between = DOT;
  }
  if (*between)
    vouch__page_newline(page);
}

static void
summary(struct vouch__page *page, const struct vouch_assessment *assessment)
{
  const struct vouch_account *account = assessment->account;
  const struct vouch_rubric *rubric = assessment->rubric;
  const char *path = strcmp(account->source->path, "-") == 0 ? "(standard input)" : account->source->path;
  vouch__page_ink(page, VOUCH__BOLD, account->title ? account->title : path);
  vouch__page_newline(page);
  vouch__page_format(page, "%s" DOT "%s (%s %s)", path, rubric->title, rubric->id, rubric->version);
  vouch__page_newline(page);
  vouch__page_newline(page);
  tally(page, &assessment->counts);
  unsigned claimed = 0;
  for (size_t i = 0; i < assessment->n_criteria; i++)
    claimed += assessment->criteria[i].claimed;
  if (claimed && claimed < assessment->n_criteria) {
    vouch__page_format(page, "The account claims %u of the %zu; only what it claims counts for the result.", claimed,
                       assessment->n_criteria);
    vouch__page_newline(page);
  }
}

enum vouch_status
vouch_report_text(struct vouch_context *context, const struct vouch_assessment *assessment, const struct vouch_style *style,
                  struct vouch_text *ret_text)
{
  struct vouch__page page;
  vouch__page_init(&page, context, style);
  summary(&page, assessment);
  criteria(&page, assessment);
  mistakes(&page, assessment);
  models(&page, assessment);
  privacy(&page, assessment);
  structure(&page, assessment);
  notes(&page, assessment);
  return vouch__page_end(&page, ret_text);
}

enum vouch_status
vouch_report_run(struct vouch_context *context, const struct vouch_run *run, const struct vouch_style *style,
                 struct vouch_text *ret_text)
{
  struct vouch__page page;
  vouch__page_init(&page, context, style);
  if (run->accounts > 1) {
    heading(&page, "All accounts");
    vouch__page_format(&page, "%u results: ", run->accounts);
    tally(&page, &run->total);
  }
  unsigned others = 0;
  for (size_t i = 0; i < run->n_skipped; i++)
    others += run->skipped[i].code == NULL;
  if (others) {
    if (run->accounts == 1)
      vouch__page_newline(&page);
    count(&page, "", others, "other file not checked", "other files not checked");
    vouch__page_text(&page, others == 1 ? ": it is not an account." : ": they are not accounts.");
    vouch__page_newline(&page);
  }
  return vouch__page_end(&page, ret_text);
}
