/* SPDX-License-Identifier: MIT */
/* A rubric file and its concept files to one immutable object. */
#include "model/rubric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/rubric_read.h"

static const char *
kid_text(const struct vouch__xml *xml, const char *name)
{
  const struct vouch__xml *kid = xml ? vouch__xml_kid(xml, name) : NULL;
  return kid ? kid->text : NULL;
}

static const char *
attr_or(const struct vouch__xml *xml, const char *name, const char *otherwise)
{
  const char *value = vouch__xml_attr(xml, name);
  return value ? value : otherwise;
}

static unsigned
number(const char *text)
{
  return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static void
read_identity(struct vouch_rubric *rubric, const struct vouch__xml *root)
{
  rubric->id = vouch__xml_attr(root, "id");
  rubric->version = vouch__xml_attr(root, "version");
  rubric->title = vouch__xml_attr(root, "title");
  rubric->plan_version = vouch__xml_attr(root, "plan-version");
  rubric->awarding_body = vouch__xml_attr(root, "awarding-body");
  rubric->level = vouch__xml_attr(root, "level");
  rubric->licence = vouch__xml_attr(root, "licence");
  rubric->source = vouch__xml_attr(root, "source");
  rubric->language = attr_or(root, "language", "en-GB");
}

static void
read_policy(struct vouch_rubric *rubric, const struct vouch__xml *root)
{
  const struct vouch__xml *policy = vouch__xml_kid(root, "policy");
  const struct vouch__xml *accounts = policy ? vouch__xml_kid(policy, "reflective-accounts") : NULL;
  const struct vouch__xml *words = policy ? vouch__xml_kid(policy, "words") : NULL;
  rubric->policy.reflective_accounts = !accounts || strcmp(attr_or(accounts, "allowed", "yes"), "yes") == 0;
  rubric->policy.called = accounts ? vouch__xml_attr(accounts, "called") : NULL;
  rubric->policy.words_min = words ? number(vouch__xml_attr(words, "min")) : 0;
  rubric->policy.words_max = words ? number(vouch__xml_attr(words, "max")) : 0;
}

static void
bad_rule(struct vouch__rubric_reader *reader, uint32_t line, const char *owner, const char *problem)
{
  VOUCH__DIAG(reader->diags, VOUCH__V232, VOUCH__AT_LINE(reader->files[0].path, line), NULL, owner, problem);
  reader->wrong = true;
}

static bool
read_evidence(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, struct vouch__criterion *criterion)
{
  const struct vouch__xml *evidence = vouch__xml_kid(xml, "evidence"), *partial = vouch__xml_kid(evidence, "partial");
  criterion->claim_based = strcmp(attr_or(evidence, "claim", "no"), "yes") == 0;
  if (!vouch__formula_read(reader, evidence, criterion->id, &criterion->evidence))
    return false;
  if (partial && !vouch__formula_read(reader, partial, criterion->id, &criterion->partial))
    return false;
  if (criterion->claim_based && (criterion->evidence || partial))
    bad_rule(reader, evidence->line, criterion->id, "claim=\"yes\" says that there is no rule, and there is one");
  if (!criterion->claim_based && !criterion->evidence)
    bad_rule(reader, evidence->line, criterion->id, "there is nothing in it; write a rule or claim=\"yes\"");
  return true;
}

static bool
read_criterion(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, struct vouch__criterion *criterion)
{
  const struct vouch__xml *messages = vouch__xml_kid(xml, "messages");
  *criterion = (struct vouch__criterion){
      .id = vouch__xml_attr(xml, "id"),
      .number = vouch__xml_attr(xml, "number"),
      .kind = attr_or(xml, "kind", "assessment-criterion"),
      .band = attr_or(xml, "band", "pass"),
      .verified_by = vouch__xml_attr(xml, "verified-by"),
      .mandatory = strcmp(attr_or(xml, "mandatory", "yes"), "yes") == 0,
      .statement = kid_text(xml, "statement"),
      .guidance = kid_text(xml, "guidance"),
      .witness = kid_text(xml, "witness"),
      .found = kid_text(messages, "found"),
      .partial_message = kid_text(messages, "partial"),
      .missing = kid_text(messages, "missing"),
      .near_miss = kid_text(messages, "near-miss"),
      .line = xml->line,
  };
  return read_evidence(reader, xml, criterion);
}

static bool
read_mistake(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, struct vouch__mistake *mistake)
{
  const struct vouch__xml *avoided = vouch__xml_kid(xml, "avoided");
  *mistake = (struct vouch__mistake){.id = vouch__xml_attr(xml, "id"),
                                     .statement = kid_text(xml, "statement"),
                                     .guidance = kid_text(xml, "guidance"),
                                     .line = xml->line};
  return vouch__formula_read(reader, vouch__xml_kid(xml, "present"), mistake->id, &mistake->present) &&
         (!avoided || vouch__formula_read(reader, avoided, mistake->id, &mistake->avoided));
}

static bool
read_model(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, struct vouch__model *model)
{
  *model = (struct vouch__model){.id = vouch__xml_attr(xml, "id"), .n_steps = xml->n_kids};
  model->title = attr_or(xml, "title", model->id);
  model->steps = vouch__alloc(reader->arena, xml->n_kids * sizeof *model->steps);
  if (!model->steps)
    return false;
  for (size_t i = 0; i < xml->n_kids; i++) {
    struct vouch__step *step = &model->steps[i];
    step->id = vouch__xml_attr(&xml->kids[i], "id");
    step->title = attr_or(&xml->kids[i], "title", step->id);
    for (size_t k = 0; k < i; k++)
      if (strcmp(model->steps[k].id, step->id) == 0)
        bad_rule(reader, xml->kids[i].line, model->id, "two of its steps have the same id");
    if (!vouch__formula_read(reader, &xml->kids[i], model->id, &step->formula))
      return false;
  }
  return true;
}

static bool
read_parts(struct vouch__rubric_reader *reader, const struct vouch__xml *root)
{
  struct vouch_rubric *rubric = reader->rubric;
  size_t cap_criteria = 0, cap_mistakes = 0, cap_models = 0;
  for (size_t i = 0; i < root->n_kids; i++) {
    const struct vouch__xml *xml = &root->kids[i];
    bool good = true;
    if (strcmp(xml->name, "criterion") == 0)
      good = VOUCH__PUSH(reader->arena, rubric->criteria, rubric->n_criteria, cap_criteria) &&
             read_criterion(reader, xml, &rubric->criteria[rubric->n_criteria - 1]);
    else if (strcmp(xml->name, "mistake") == 0)
      good = VOUCH__PUSH(reader->arena, rubric->mistakes, rubric->n_mistakes, cap_mistakes) &&
             read_mistake(reader, xml, &rubric->mistakes[rubric->n_mistakes - 1]);
    else if (strcmp(xml->name, "model") == 0)
      good = VOUCH__PUSH(reader->arena, rubric->models, rubric->n_models, cap_models) &&
             read_model(reader, xml, &rubric->models[rubric->n_models - 1]);
    if (!good)
      return false;
  }
  if (rubric->n_criteria == 0) {
    VOUCH__DIAG(reader->diags, VOUCH__V209, VOUCH__AT_LINE(reader->files[0].path, root->line), NULL,
                "<rubric> holds no <criterion>");
    reader->wrong = true;
  }
  return true;
}

/* Each criterion that `list` names (ids with blanks between them) exists. */
static void
check_criteria(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *list)
{
  const struct vouch_rubric *rubric = reader->rubric;
  while (list && *list) {
    size_t len = strcspn(list, " ");
    char id[72], problem[128];
    snprintf(id, sizeof id, "%.*s", (int)(len < 64 ? len : 64), list);
    size_t i = 0;
    while (i < rubric->n_criteria && strcmp(rubric->criteria[i].id, id) != 0)
      i++;
    if (i == rubric->n_criteria) {
      snprintf(problem, sizeof problem, "it names the criterion %s, which is not there", id);
      bad_rule(reader, xml->line, attr_or(xml, "id", xml->name), problem);
    }
    list += len + (list[len] == ' ');
  }
}

/* Objectives, grades, crosswalk and marked examples name criteria; nothing else of them is used yet. */
static void
check_references(struct vouch__rubric_reader *reader, const struct vouch__xml *xml)
{
  for (size_t i = 0; i < xml->n_kids; i++) {
    const struct vouch__xml *kid = &xml->kids[i];
    if (strcmp(kid->name, "criterion") == 0 || strcmp(kid->name, "concept") == 0)
      continue;
    check_criteria(reader, kid, vouch__xml_attr(kid, "criteria"));
    check_criteria(reader, kid, vouch__xml_attr(kid, "criterion"));
    check_references(reader, kid);
  }
}

static enum vouch_status
compile_reached(struct vouch__rubric_reader *reader)
{
  struct vouch_rubric *rubric = reader->rubric;
  struct vouch__compiler compiler = {.arena = reader->arena,
                                     .allocator = &reader->context->allocator,
                                     .phrases = reader->phrases,
                                     .wordings = rubric->wordings,
                                     .n_wordings = rubric->n_wordings,
                                     .diags = reader->diags};
  compiler.told = vouch__alloc(reader->arena, rubric->n_wordings + 1);
  if (!compiler.told)
    return VOUCH_NOMEM;
  for (size_t i = 0; i < rubric->n_concepts; i++) {
    struct vouch__concept *concept = &rubric->concepts[i];
    if (!concept->reached)
      continue;
    enum vouch_status status =
        vouch__concept_compile(&compiler, concept, rubric->patterns + concept->first_pattern, concept->excludes);
    if (status != VOUCH_OK)
      return status;
  }
  reader->wrong |= compiler.wrong;
  return VOUCH_OK;
}

static enum vouch_status
read_all(struct vouch__rubric_reader *reader, const struct vouch_source *source)
{
  enum vouch_status status = vouch__rubric_files_read(reader, source);
  if (status == VOUCH_OK)
    status = vouch__rubric_concepts_read(reader);
  if (status != VOUCH_OK)
    return status;
  const struct vouch__xml *root = reader->files[0].root;
  reader->rubric->path = reader->files[0].path;
  read_identity(reader->rubric, root);
  read_policy(reader->rubric, root);
  if (!read_parts(reader, root))
    return VOUCH_NOMEM;
  check_references(reader, root);
  status = compile_reached(reader);
  if (status == VOUCH_OK)
    status = vouch__rubric_files_digest(reader, reader->rubric->sha512);
  return status == VOUCH_OK && reader->wrong ? VOUCH_INPUT : status;
}

enum vouch_status
vouch_rubric_read(struct vouch_context *context, const struct vouch_source *source, bool trusted, vouch_concepts_loader load,
                  void *data, struct vouch_diags *diags, struct vouch_rubric **ret_rubric)
{
  struct vouch_rubric *rubric = vouch__resize(&context->allocator, NULL, sizeof *rubric);
  if (!rubric)
    return VOUCH_NOMEM;
  *rubric = (struct vouch_rubric){.trusted = trusted};
  vouch__arena_init(&rubric->arena, context->allocator);
  struct vouch__rubric_reader reader = {
      .context = context, .rubric = rubric, .arena = &rubric->arena, .diags = diags, .load = load, .data = data};
  enum vouch_status status = read_all(&reader, source);
  vouch__rubric_files_free(&reader);
  if (status == VOUCH_OK)
    *ret_rubric = rubric;
  else
    vouch_rubric_free(rubric);
  return status;
}

void
vouch_rubric_free(struct vouch_rubric *rubric)
{
  if (!rubric)
    return;
  struct vouch_allocator allocator = rubric->arena.allocator;
  vouch__arena_free(&rubric->arena);
  vouch__resize(&allocator, rubric, 0);
}
