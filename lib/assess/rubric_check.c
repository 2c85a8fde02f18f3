/* SPDX-License-Identifier: MIT */
/* What would disappoint the users of a rubric: patterns that do not work, examples that fail, concepts without use. */
#include <stdio.h>
#include <string.h>

#include "assess/matcher.h"
#include "base/context.h"
#include "read/pattern.h"

struct check {
  struct vouch_context *context;
  const struct vouch_rubric *rubric; /* all patterns compiled */
  struct vouch_worker *worker;
  struct vouch_diags *diags;
};

static struct vouch__at
at_line(const char *file, uint32_t line)
{
  return (struct vouch__at){.path = file, .offset = VOUCH__NO_OFFSET, .line = line};
}

/* Phrases were translated when the rubric was read; whether PCRE2 takes the result shows only here. */
static enum vouch_status
check_regex(struct check *c, const char *id, const char *file, uint32_t line, const char *text, size_t len)
{
  struct vouch__regex *regex = NULL;
  struct vouch__regex_error error;
  enum vouch_status status = vouch__regex_compile(&c->context->allocator, text, len, true, &regex, &error);
  vouch__regex_free(regex);
  if (status != VOUCH_INPUT)
    return status;
  VOUCH__DIAG(c->diags, VOUCH__V220, at_line(file, line), "Make the families in it smaller, or split it.", id, error.text);
  return VOUCH_OK;
}

static enum vouch_status
check_patterns(struct check *c)
{
  enum vouch_status status = VOUCH_OK;
  for (size_t i = 0; status == VOUCH_OK && i < c->rubric->n_patterns; i++) {
    const struct vouch__pattern *p = &c->rubric->patterns[i];
    const char *regex;
    size_t len;
    if (!p->ready)
      continue;
    status = vouch__pattern_regex(c->worker->phrases, p, &regex, &len);
    if (status == VOUCH_OK)
      status = check_regex(c, p->id, p->file, p->line, regex, len);
    if (!p->n_needs)
      VOUCH__DIAG(c->diags, VOUCH__V228, at_line(p->file, p->line),
                  p->leaf ? "Add needs=\"word|word\"." : "Add a word that every match holds.", p->id);
  }
  for (size_t i = 0; status == VOUCH_OK && i < c->rubric->n_concepts; i++) {
    const struct vouch__concept *concept = &c->rubric->concepts[i];
    for (size_t k = 0; status == VOUCH_OK && k < concept->n_excludes; k++) {
      const struct vouch__exclude *exclude = &concept->excludes[k];
      char id[96];
      snprintf(id, sizeof id, "exclude %zu of %s", k + 1, concept->id);
      const char *regex;
      size_t len;
      if (!exclude->ready)
        continue;
      status = vouch__phrase_regex(c->worker->phrases, exclude->written, &regex, &len);
      if (status == VOUCH_OK)
        status = check_regex(c, id, concept->file, exclude->line, regex, len);
    }
  }
  return status;
}

/* A concept may also serve as {id} in the phrases of others. */
static bool
serves_phrases(const struct vouch_rubric *rubric, const char *id)
{
  char braced[80];
  snprintf(braced, sizeof braced, "{%s}", id);
  for (size_t i = 0; i < rubric->n_wordings; i++)
    for (size_t k = 0; k < rubric->wordings[i].n_phrases; k++)
      if (strstr(rubric->wordings[i].phrases[k], braced))
        return true;
  return false;
}

static void
check_use(struct check *c)
{
  for (size_t i = 0; i < c->rubric->n_concepts; i++) {
    const struct vouch__concept *concept = &c->rubric->concepts[i];
    if (concept->own && !concept->reached && !serves_phrases(c->rubric, concept->id))
      VOUCH__DIAG(c->diags, VOUCH__V229, at_line(concept->file, concept->line), "Use it in a rule, or take it out.",
                  concept->id);
  }
}

/* The pattern by which the concept counts in the account, with its own actor and assertion; NULL when it does not. */
static enum vouch_status
find_in_account(struct check *c, size_t concept, const struct vouch_account *account, const char **ret_pattern)
{
  struct vouch__arena arena;
  struct vouch__stance *stance = NULL;
  struct vouch__hits hits = {0};
  vouch__arena_init(&arena, c->context->allocator);
  const char *found = NULL;
  enum vouch_status status = vouch__stance_read(&arena, account, c->context->language, &stance);
  if (status == VOUCH_OK)
    status = vouch__match(c->worker, &arena, account, stance, &hits);
  for (size_t i = 0; !found && i < hits.n; i++) {
    const struct vouch__hit *hit = &hits.list[i];
    if (hit->concept == concept && (c->rubric->concepts[concept].actors & VOUCH__BIT(hit->actor)) &&
        (c->rubric->concepts[concept].asserted & VOUCH__BIT(hit->asserted)))
      found = c->rubric->patterns[hit->pattern].id;
  }
  vouch__arena_free(&arena);
  if (status == VOUCH_OK)
    *ret_pattern = found;
  return status;
}

/* An example is judged as the text of an action. */
static enum vouch_status
find_in_example(struct check *c, size_t concept, const char *text, const char **ret_pattern)
{
  struct vouch__arena arena;
  struct vouch_source *source = NULL;
  struct vouch_account *account = NULL;
  vouch__arena_init(&arena, c->context->allocator);
  const char *body = vouch__format(&arena, "## Action\n\n%s\n", text);
  enum vouch_status status = body ? vouch_source_new(c->context, "example", body, strlen(body), &source) : VOUCH_NOMEM;
  if (status == VOUCH_OK)
    status = vouch_account_read(c->context, source, NULL, NULL, NULL, &account);
  if (status == VOUCH_OK)
    status = find_in_account(c, concept, account, ret_pattern);
  vouch_account_free(account);
  vouch_source_free(source);
  vouch__arena_free(&arena);
  return status;
}

static enum vouch_status
check_examples(struct check *c, size_t i)
{
  const struct vouch__concept *concept = &c->rubric->concepts[i];
  enum vouch_status status = VOUCH_OK;
  for (size_t k = 0; status == VOUCH_OK && k < concept->n_examples; k++) {
    const char *pattern = NULL;
    status = find_in_example(c, i, concept->examples[k], &pattern);
    if (status == VOUCH_OK && !pattern)
      VOUCH__DIAG(c->diags, VOUCH__V226, at_line(concept->file, concept->example_lines[k]), NULL, concept->id,
                  concept->examples[k]);
  }
  for (size_t k = 0; status == VOUCH_OK && k < concept->n_counter_examples; k++) {
    const char *pattern = NULL;
    status = find_in_example(c, i, concept->counter_examples[k], &pattern);
    if (status == VOUCH_OK && pattern)
      VOUCH__DIAG(c->diags, VOUCH__V227, at_line(concept->file, concept->counter_lines[k]), NULL, concept->id, pattern,
                  concept->counter_examples[k]);
  }
  return status;
}

enum vouch_status
vouch_rubric_check(struct vouch_context *context, const struct vouch_rubric *rubric, struct vouch_diags *diags)
{
  struct vouch_rubric *all = NULL;
  enum vouch_status status = vouch__rubric_compile_all(context, rubric, diags, &all);
  if (status != VOUCH_OK)
    return status;
  struct check check = {.context = context, .rubric = all, .diags = diags};
  status = vouch_worker_new(context, all, &check.worker);
  if (status == VOUCH_OK)
    status = check_patterns(&check);
  if (status == VOUCH_OK)
    check_use(&check);
  for (size_t i = 0; status == VOUCH_OK && i < all->n_concepts; i++)
    status = check_examples(&check, i);
  vouch_worker_free(check.worker);
  vouch_rubric_free(all);
  return status;
}
