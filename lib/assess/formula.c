/* SPDX-License-Identifier: MIT */
/* Rules over hits. */
#include "assess/formula.h"

const size_t *
vouch__formula_first(struct vouch__arena *arena, const struct vouch_rubric *rubric, const struct vouch__hits *hits)
{
  size_t *first = vouch__alloc(arena, (rubric->n_concepts + 1) * sizeof *first);
  for (size_t k = 0; first && k < rubric->n_concepts; k++)
    first[k] = SIZE_MAX;
  for (size_t i = hits->n; first && i-- > 0;) { /* from the last to the first: the first one stays */
    const struct vouch__hit *hit = &hits->list[i];
    const struct vouch__concept *concept = &rubric->concepts[hit->concept];
    if ((concept->actors & VOUCH__BIT(hit->actor)) && (concept->asserted & VOUCH__BIT(hit->asserted)) &&
        hit->section != VOUCH__SITUATION)
      first[hit->concept] = hit->offset;
  }
  return first;
}

enum vouch__why
vouch__formula_why(const struct vouch__case *c, const struct vouch__formula *f, const struct vouch__hit *hit)
{
  if (!(f->asserted & VOUCH__BIT(hit->asserted)))
    return hit->asserted == VOUCH__NEGATED    ? VOUCH__WHY_NEGATED
           : hit->asserted == VOUCH__QUOTED   ? VOUCH__WHY_OTHER_ACTOR
           : hit->asserted == VOUCH__NOT_DONE ? VOUCH__WHY_NOT_DONE
                                              : VOUCH__WHY_TOO_VAGUE;
  if (!(f->actors & VOUCH__BIT(hit->actor)))
    return VOUCH__WHY_OTHER_ACTOR;
  if ((c->sections || f->strict_section) && !(f->sections & VOUCH__BIT(hit->section)))
    return VOUCH__WHY_WRONG_SECTION;
  if (hit->strength < f->strength)
    return VOUCH__WHY_TOO_VAGUE;
  if (f->before != SIZE_MAX && hit->offset > c->first[f->before])
    return VOUCH__WHY_WRONG_ORDER;
  return VOUCH__WHY_NONE;
}

static bool
evaluate_indicator(const struct vouch__case *c, const struct vouch__formula *f)
{
  unsigned n = 0, want = f->at_least ? f->at_least : 1;
  for (size_t i = 0; i < c->hits->n && n < want; i++)
  n += c->hits->list[i].concept == f->concept && vouch__formula_why(c, f, &c->hits->list[i]) == VOUCH__WHY_NONE;
  return n >= want;
}

/* bars: whether `unless` counts. */
static bool
evaluate(const struct vouch__case *c, const struct vouch__formula *f, bool bars)
{
  unsigned n = 0;
  switch (f->kind) {
  case VOUCH__INDICATOR:
    return evaluate_indicator(c, f);
  case VOUCH__ALL:
    for (size_t i = 0; i < f->n_kids; i++)
      if (!evaluate(c, &f->kids[i], bars))
        return false;
    return true;
  case VOUCH__ANYOF:
    for (size_t i = 0; i < f->n_kids; i++)
      n += evaluate(c, &f->kids[i], bars);
    return n >= (f->at_least ? f->at_least : 1);
  case VOUCH__UNLESS:
    for (size_t i = 0; bars && i < f->n_kids; i++)
      if (evaluate(c, &f->kids[i], bars))
        return false;
    return true;
  }
  return false;
}

struct vouch__evaluation
vouch__formula_evaluate(const struct vouch__case *c, const struct vouch__formula *formula)
{
  struct vouch__evaluation result = {.holds = evaluate(c, formula, true)};
  result.conflict = !result.holds && evaluate(c, formula, false);
  return result;
}

void
vouch__formula_indicators(const struct vouch__formula *formula, bool credit,
                          void (*each)(const struct vouch__formula *indicator, void *data), void *data)
{
  if (formula->kind == VOUCH__INDICATOR) {
    if (credit)
      each(formula, data);
    return;
  }
  bool inner = formula->kind == VOUCH__UNLESS ? !credit : credit;
  for (size_t i = 0; i < formula->n_kids; i++)
    vouch__formula_indicators(&formula->kids[i], inner, each, data);
}
