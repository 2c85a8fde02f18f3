/* SPDX-License-Identifier: MIT */
/* `check --explain ID`: each candidate place for a criterion or mistake, and why it counted or not. */
#include <string.h>

#include "report/view.h"

enum { ATTRIBUTE_COLUMN = 4, VALUE_COLUMN = 18 };

static void
attribute(struct vouch__page *page, const char *name, const char *value)
{
  vouch__page_tab(page, ATTRIBUTE_COLUMN);
  vouch__page_text(page, name);
  vouch__page_tab(page, VALUE_COLUMN);
  vouch__page_text(page, value);
}

/* The words of the file that set an attribute: ' (because of "my manager")'. */
static void
because(struct vouch__page *page, const struct vouch_account *account, const struct vouch__hit *hit,
        enum vouch__trigger_role role)
{
  for (size_t i = 0, n = 0; i < hit->n_triggers; i++) {
    const struct vouch__trigger *trigger = &hit->triggers[i];
    if (trigger->role == role && trigger->length)
      vouch__page_format(page, "%s \xE2\x80\x9C%.*s\xE2\x80\x9D", n++ ? "," : " - set by", (int)trigger->length,
                         account->source->bytes + trigger->offset);
  }
}

static void
place(struct vouch__page *page, const struct vouch_assessment *assessment, const struct vouch__finding *finding, size_t number)
{
  const struct vouch_account *account = assessment->account;
  const struct vouch__hit *hit = finding->hit;
  const struct vouch__pattern *pattern = &assessment->rubric->patterns[hit->pattern];
  vouch__page_newline(page);
  vouch__page_format(page, "%zu.", number);
  vouch__page_tab(page, ATTRIBUTE_COLUMN);
  vouch__page_quote_hit(page, account, hit);
  vouch__page_newline(page);
  attribute(page, "words", "");
  vouch__page_format(page, "\xE2\x80\x9C%.*s\xE2\x80\x9D", (int)hit->length, account->source->bytes + hit->offset);
  vouch__page_newline(page);
  attribute(page, "found by", pattern->id);
  vouch__page_format(page, " (%s): %s", hit->strength == VOUCH__STRONG ? "strong" : "weak", pattern->written);
  vouch__page_newline(page);
  attribute(page, "who", vouch__actor_name(hit->actor));
  because(page, account, hit, VOUCH__TRIGGER_ACTOR);
  vouch__page_newline(page);
  attribute(page, "done or not", vouch__asserted_name(hit->asserted));
  because(page, account, hit, VOUCH__TRIGGER_NEGATION);
  because(page, account, hit, VOUCH__TRIGGER_NOT_DONE);
  because(page, account, hit, VOUCH__TRIGGER_QUOTE);
  vouch__page_newline(page);
  attribute(page, "part", vouch__section_name(hit->section));
  because(page, account, hit, VOUCH__TRIGGER_SECTION);
  vouch__page_newline(page);
  attribute(page, finding->why == VOUCH__WHY_NONE ? "counts" : "left out", "");
  vouch__page_why(page, account, finding);
  because(page, account, hit, VOUCH__TRIGGER_ORDER);
  vouch__page_newline(page);
}

static void
places(struct vouch__page *page, const struct vouch_assessment *assessment, const struct vouch__finding *list, size_t n)
{
  vouch__page_format(page, n == 1 ? "%zu place was looked at." : "%zu places were looked at.", n);
  vouch__page_newline(page);
  for (size_t i = 0; i < n; i++)
    place(page, assessment, &list[i], i + 1);
}

static void
title(struct vouch__page *page, const char *id, const char *statement, const char *verdict, const char *reason)
{
  vouch__page_ink(page, VOUCH__BOLD, id);
  vouch__page_format(page, " %s", statement);
  vouch__page_newline(page);
  vouch__page_format(page, "Verdict: %s.", verdict);
  if (reason)
    vouch__page_format(page, " %s", reason);
  vouch__page_newline(page);
}

enum vouch_status
vouch_report_explain(struct vouch_context *context, const struct vouch_assessment *assessment, const struct vouch_style *style,
                     struct vouch_text *ret_text)
{
  struct vouch__page page;
  const char *id = assessment->explain ? assessment->explain : "";
  vouch__page_init(&page, context, style);
  for (size_t i = 0; i < assessment->n_criteria; i++) {
    const struct vouch__criterion_result *result = &assessment->criteria[i];
    if (strcmp(result->criterion->id, id) != 0)
      continue;
    title(&page, id, result->criterion->statement, vouch__verdict_name(result->verdict), result->reason);
    places(&page, assessment, result->candidates, result->n_candidates);
  }
  for (size_t i = 0; i < assessment->n_mistakes; i++) {
    const struct vouch__mistake_result *result = &assessment->mistakes[i];
    if (strcmp(result->mistake->id, id) != 0)
      continue;
    title(&page, id, result->mistake->statement, vouch__mistake_verdict_name(result->verdict), NULL);
    places(&page, assessment, result->candidates, result->n_candidates);
  }
  return vouch__page_end(&page, ret_text);
}
