/* SPDX-License-Identifier: MIT */
/* Rules: all, any, unless, indicators. */
#include <stdlib.h>
#include <string.h>

#include "model/rubric_read.h"
#include "model/rubric_words.h"

static void
bad_rule(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *owner, const char *problem)
{
  VOUCH__DIAG(reader->diags, VOUCH__V232, VOUCH__AT_LINE(reader->files[0].path, xml->line), NULL, owner, problem);
  reader->wrong = true;
}

/* Names the nearest concept, so that a slip is found at once. */
static bool
unknown_concept(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *name)
{
  const struct vouch_rubric *rubric = reader->rubric;
  const char **ids = vouch__alloc(reader->arena, (rubric->n_concepts + 1) * sizeof *ids);
  if (!ids)
    return false;
  for (size_t i = 0; i < rubric->n_concepts; i++)
    ids[i] = rubric->concepts[i].id;
  const char *near = vouch__nearest(name, ids, rubric->n_concepts), *hint = "Look for a <use> that is missing.";
  for (size_t i = 0; near && i < rubric->n_concepts; i++)
    if (ids[i] == near)
      hint = vouch__format(reader->arena, "Did you mean %s (line %u of %s)?", near, (unsigned)rubric->concepts[i].line,
                           rubric->concepts[i].file);
  VOUCH__DIAG(reader->diags, VOUCH__V222, VOUCH__AT_LINE(reader->files[0].path, xml->line), hint, name);
  reader->wrong = true;
  return true;
}

/* Index of the concept that the attribute names; it counts as reached. */
static bool
find_concept(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *name, size_t *ret_concept)
{
  size_t at = vouch__phrases_find(reader->phrases, name, strlen(name));
  size_t concept = at == SIZE_MAX ? SIZE_MAX : reader->concept_of[at];
  *ret_concept = concept;
  if (concept == SIZE_MAX)
    return unknown_concept(reader, xml, name);
  reader->rubric->concepts[concept].reached = true;
  return true;
}

static unsigned
number(const char *text)
{
  return text ? (unsigned)strtoul(text, NULL, 10) : 1;
}

static bool
read_indicator(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, struct vouch__formula *formula)
{
  const char *before = vouch__xml_attr(xml, "before"), *actor = vouch__xml_attr(xml, "actor");
  const char *asserted = vouch__xml_attr(xml, "asserted"), *section = vouch__xml_attr(xml, "section");
  const char *strict = vouch__xml_attr(xml, "strict-section"), *strength = vouch__xml_attr(xml, "strength");
  formula->before = SIZE_MAX;
  if (!find_concept(reader, xml, vouch__xml_attr(xml, "concept"), &formula->concept))
    return false;
  if (before && !find_concept(reader, xml, before, &formula->before))
    return false;
  const struct vouch__concept *concept = formula->concept == SIZE_MAX ? NULL : &reader->rubric->concepts[formula->concept];
  formula->actors = actor ? vouch__word_actors(actor) : concept ? concept->actors : 0;
  formula->asserted = asserted ? vouch__word_asserted(asserted) : concept ? concept->asserted : 0;
  formula->sections = section ? vouch__word_sections(section) : VOUCH__ANY;
  formula->strict_section = strict && strcmp(strict, "yes") == 0;
  formula->strength = strength && strcmp(strength, "strong") != 0 ? VOUCH__WEAK : VOUCH__STRONG;
  return true;
}

static bool read_kids(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *owner,
                      struct vouch__formula *formula);

/* False in *ret_is when the element is no part of a formula. */
static bool
read_part(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *owner, struct vouch__formula *formula)
{
  *formula = (struct vouch__formula){
      .line = xml->line, .at_least = number(vouch__xml_attr(xml, "at-least")), .before = SIZE_MAX, .concept = SIZE_MAX};
  if (strcmp(xml->name, "indicator") == 0) {
    formula->kind = VOUCH__INDICATOR;
    return read_indicator(reader, xml, formula);
  }
  formula->kind = strcmp(xml->name, "all") == 0 ? VOUCH__ALL : strcmp(xml->name, "any") == 0 ? VOUCH__ANYOF : VOUCH__UNLESS;
  if (!read_kids(reader, xml, owner, formula))
    return false;
  if (formula->kind == VOUCH__ANYOF && formula->at_least > formula->n_kids)
    bad_rule(reader, xml, owner, "at-least is more than the parts there are");
  return true;
}

static bool
is_part(const struct vouch__xml *xml)
{
  static const char *const names[] = {"all", "any", "unless", "indicator"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(xml->name, names[i]) == 0)
      return true;
  return false;
}

static bool
read_kids(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *owner, struct vouch__formula *formula)
{
  for (size_t i = 0; i < xml->n_kids; i++)
    formula->n_kids += is_part(&xml->kids[i]);
  formula->kids = vouch__alloc(reader->arena, formula->n_kids * sizeof *formula->kids);
  if (!formula->kids)
    return false;
  bool credit = false;
  struct vouch__formula *kid = formula->kids;
  for (size_t i = 0; i < xml->n_kids; i++) {
    if (!is_part(&xml->kids[i]))
      continue;
    if (!read_part(reader, &xml->kids[i], owner, kid))
      return false;
    credit |= kid++->kind != VOUCH__UNLESS;
  }
  if (formula->n_kids && !credit)
    bad_rule(reader, xml, owner, "it says only what must not be found (unless), not what to find");
  return true;
}

bool
vouch__formula_read(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *owner,
                    const struct vouch__formula **ret_formula)
{
  struct vouch__formula *formula = vouch__alloc(reader->arena, sizeof *formula);
  if (!formula)
    return false;
  *formula =
      (struct vouch__formula){.kind = VOUCH__ALL, .at_least = 1, .line = xml->line, .before = SIZE_MAX, .concept = SIZE_MAX};
  if (!read_kids(reader, xml, owner, formula))
    return false;
  *ret_formula = formula->n_kids == 1 ? formula->kids : formula->n_kids ? formula : NULL;
  return true;
}
