/* SPDX-License-Identifier: MIT */
/* The patterns of concepts as regexes. */
#include <stdio.h>
#include <string.h>

#include "model/rubric_read.h"
#include "read/pattern.h"

/* Where a pattern stands, and what messages call it. */
struct place {
  const char *id, *file;
  uint32_t line;
};

static bool
tell_unknown(struct vouch__compiler *c, struct vouch__at at, const char *name)
{
  const char **ids = vouch__alloc(c->arena, (c->n_wordings + 1) * sizeof *ids);
  if (!ids)
    return false;
  for (size_t i = 0; i < c->n_wordings; i++)
    ids[i] = c->wordings[i].id;
  const char *near = vouch__nearest(name, ids, c->n_wordings), *hint = "Look for a <use> that is missing.";
  if (near)
    hint = vouch__format(c->arena, "Did you mean {%s}?", near);
  VOUCH__DIAG(c->diags, VOUCH__V222, at, hint, name);
  return true;
}

/* A mistake in a family shows in each phrase that uses it; it is told once, at the family. */
static bool
tell_phrase(struct vouch__compiler *c, struct place place, const struct vouch__phrase_error *error)
{
  c->wrong = true;
  if (error->wordings != SIZE_MAX) {
    const struct vouch__wordings *wordings = &c->wordings[error->wordings];
    if (c->told[error->wordings])
      return true;
    c->told[error->wordings] = true;
    place = (struct place){wordings->id, wordings->file, wordings->n_phrases ? wordings->lines[error->phrase] : wordings->line};
  }
  struct vouch__at at = VOUCH__AT_LINE(place.file, place.line);
  if (error->kind == VOUCH__PHRASE_UNKNOWN)
    return tell_unknown(c, at, error->text);
  if (error->kind == VOUCH__PHRASE_LOOP) {
    VOUCH__DIAG(c->diags, VOUCH__V225, at, "Write its words out in one of the places.", error->text);
    return true;
  }
  char problem[200];
  snprintf(problem, sizeof problem, "%s (at sign %zu of it)", error->text, error->offset + 1);
  VOUCH__DIAG(c->diags, VOUCH__V221, at, NULL, place.id, problem);
  return true;
}

static void
tell_regex(struct vouch__compiler *c, struct place place, const struct vouch__regex_error *error)
{
  char problem[200];
  snprintf(problem, sizeof problem, "%s (at sign %zu of it)", error->text, error->offset + 1);
  VOUCH__DIAG(c->diags, VOUCH__V220, VOUCH__AT_LINE(place.file, place.line), NULL, place.id, problem);
  c->wrong = true;
}

/* A regex that an author wrote: few and short, so it is tried at once. */
static enum vouch_status
compile_leaf(struct vouch__compiler *c, struct vouch__pattern *pattern)
{
  struct place place = {pattern->id, pattern->file, pattern->line};
  struct vouch__regex_error error = {.text = ""};
  struct vouch__regex *regex = NULL;
  size_t len = strlen(pattern->written);
  enum vouch_status status = VOUCH_INPUT;
  if (vouch__regex_check(pattern->written, len, &error))
    status = vouch__regex_compile(c->allocator, pattern->written, len, true, &regex, &error);
  vouch__regex_free(regex);
  pattern->ready = status == VOUCH_OK;
  if (status == VOUCH_INPUT) {
    tell_regex(c, place, &error);
    status = VOUCH_OK;
  }
  return status;
}

/* *ret_good: it may run. */
static enum vouch_status
read_phrase(struct vouch__compiler *c, struct place place, const char *written, struct vouch__phrase *phrase, bool *ret_good)
{
  struct vouch__phrase_error error;
  enum vouch_status status = vouch__phrase_read(c->phrases, written, phrase, &error);
  *ret_good = status == VOUCH_OK;
  if (status == VOUCH_INPUT)
    status = tell_phrase(c, place, &error) ? VOUCH_OK : VOUCH_NOMEM;
  return status;
}

static enum vouch_status
compile_pattern(struct vouch__compiler *c, struct vouch__pattern *pattern)
{
  if (pattern->leaf)
    return compile_leaf(c, pattern);
  struct vouch__phrase phrase = {0};
  struct place place = {pattern->id, pattern->file, pattern->line};
  enum vouch_status status = read_phrase(c, place, pattern->written, &phrase, &pattern->ready);
  pattern->needs = phrase.needs;
  pattern->n_needs = phrase.n_needs;
  pattern->program = phrase.program;
  pattern->from_start = phrase.from_start;
  return status;
}

enum vouch_status
vouch__concept_compile(struct vouch__compiler *c, const struct vouch__concept *concept, struct vouch__pattern *patterns,
                       struct vouch__exclude *excludes)
{
  enum vouch_status status = VOUCH_OK;
  for (size_t i = 0; status == VOUCH_OK && i < concept->n_patterns; i++)
    status = compile_pattern(c, &patterns[i]);
  for (size_t i = 0; status == VOUCH_OK && i < concept->n_excludes; i++) {
    struct vouch__phrase phrase = {0};
    char id[96];
    snprintf(id, sizeof id, "exclude %zu of %s", i + 1, concept->id);
    struct place place = {id, concept->file, excludes[i].line};
    status = read_phrase(c, place, excludes[i].written, &phrase, &excludes[i].ready);
    excludes[i].program = phrase.program;
  }
  return status;
}

enum vouch_status
vouch__pattern_regex(struct vouch__phrases *phrases, const struct vouch__pattern *pattern, const char **ret_regex,
                     size_t *ret_len)
{
  if (!pattern->leaf)
    return vouch__phrase_regex(phrases, pattern->written, ret_regex, ret_len);
  *ret_regex = pattern->written;
  *ret_len = strlen(pattern->written);
  return VOUCH_OK;
}

static enum vouch_status
compile_rest(const struct vouch_context *context, struct vouch_rubric *copy, struct vouch_diags *diags)
{
  struct vouch__compiler c = {.arena = &copy->arena,
                              .allocator = &context->allocator,
                              .wordings = copy->wordings,
                              .n_wordings = copy->n_wordings,
                              .diags = diags};
  c.told = vouch__alloc(c.arena, copy->n_wordings + 1);
  enum vouch_status status = c.told ? VOUCH_OK : VOUCH_NOMEM;
  if (status == VOUCH_OK)
    status = vouch__phrases_new(c.arena, context->language, copy->wordings, copy->n_wordings, &c.phrases);
  for (size_t i = 0; status == VOUCH_OK && i < copy->n_concepts; i++) {
    struct vouch__concept *concept = &copy->concepts[i];
    if (concept->reached)
      continue;
    struct vouch__exclude *excludes = vouch__alloc(c.arena, concept->n_excludes * sizeof *excludes);
    if (!excludes)
      return VOUCH_NOMEM;
    if (concept->n_excludes)
      memcpy(excludes, concept->excludes, concept->n_excludes * sizeof *excludes);
    concept->excludes = excludes;
    status = vouch__concept_compile(&c, concept, copy->patterns + concept->first_pattern, excludes);
  }
  return status;
}

enum vouch_status
vouch__rubric_compile_all(const struct vouch_context *context, const struct vouch_rubric *rubric, struct vouch_diags *diags,
                          struct vouch_rubric **ret_copy)
{
  struct vouch_rubric *copy = vouch__resize(&context->allocator, NULL, sizeof *copy);
  if (!copy)
    return VOUCH_NOMEM;
  *copy = *rubric;
  vouch__arena_init(&copy->arena, context->allocator);
  copy->concepts = vouch__alloc(&copy->arena, (rubric->n_concepts + 1) * sizeof *copy->concepts);
  copy->patterns = vouch__alloc(&copy->arena, (rubric->n_patterns + 1) * sizeof *copy->patterns);
  enum vouch_status status = copy->concepts && copy->patterns ? VOUCH_OK : VOUCH_NOMEM;
  if (status == VOUCH_OK) {
    memcpy(copy->concepts, rubric->concepts, (rubric->n_concepts + 1) * sizeof *copy->concepts);
    memcpy(copy->patterns, rubric->patterns, (rubric->n_patterns + 1) * sizeof *copy->patterns);
    status = compile_rest(context, copy, diags);
  }
  if (status == VOUCH_OK)
    *ret_copy = copy;
  else
    vouch_rubric_free(copy);
  return status;
}
