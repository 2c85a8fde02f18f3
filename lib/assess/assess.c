/* SPDX-License-Identifier: MIT */
/* An account against a rubric: verdicts with the places that show why. */
#include "assess/assess.h"

#include <stdlib.h>
#include <string.h>

#include "assess/formula.h"
#include "assess/matcher.h"
#include "assess/privacy.h"
#include "assess/structure.h"
#include "base/context.h"
#include "base/str.h"

struct judging {
  struct vouch_worker *worker;
  struct vouch_assessment *a;
  struct vouch__hits hits;
  struct vouch__case c;
  struct vouch__stance *stance;
};

/* ---- findings of one rule ---------------------------------------------------------------------------------------- */

/* What a rule found: places that count, and places that nearly do. */
struct gathering {
  struct judging *j;
  struct vouch__finding *counted, *near, *all;
  size_t n_counted, n_near, n_all, cap_counted, cap_near, cap_all;
  bool keep_all, nomem;
  unsigned indicator; /* running number of the indicator, to take one place of each first */
  unsigned *ranks;    /* beside `counted` */
  size_t n_ranks, cap_ranks;
};

static void
gather_hit(struct gathering *g, const struct vouch__formula *indicator, const struct vouch__hit *hit)
{
  struct vouch__arena *arena = &g->j->a->arena;
  struct vouch__finding finding = {hit, vouch__formula_why(&g->j->c, indicator, hit)};
  if (finding.why == VOUCH__WHY_NONE) {
    if (!VOUCH__PUSH(arena, g->counted, g->n_counted, g->cap_counted) ||
        !VOUCH__PUSH(arena, g->ranks, g->n_ranks, g->cap_ranks))
      g->nomem = true;
    else {
      g->counted[g->n_counted - 1] = finding;
      g->ranks[g->n_ranks - 1] = g->indicator;
    }
  } else if (VOUCH__PUSH(arena, g->near, g->n_near, g->cap_near)) {
    g->near[g->n_near - 1] = finding;
  } else {
    g->nomem = true;
  }
  if (!g->keep_all)
    return;
  if (VOUCH__PUSH(arena, g->all, g->n_all, g->cap_all))
    g->all[g->n_all - 1] = finding;
  else
    g->nomem = true;
}

static void
gather(const struct vouch__formula *indicator, void *data)
{
  struct gathering *g = data;
  for (size_t i = 0; i < g->j->hits.n && !g->nomem; i++)
    if (g->j->hits.list[i].concept == indicator->concept)
      gather_hit(g, indicator, &g->j->hits.list[i]);
  g->indicator++;
}

static bool
overlaps(const struct vouch__hit *a, const struct vouch__hit *b)
{
  return a->offset < b->offset + b->length && b->offset < a->offset + a->length;
}

static bool
chosen(const struct vouch__finding *list, size_t n, const struct vouch__hit *hit)
{
  for (size_t i = 0; i < n; i++)
    if (overlaps(list[i].hit, hit))
      return true;
  return false;
}

/* The longer of two places says more; strong before weak. */
static bool
better(const struct vouch__hit *a, const struct vouch__hit *b)
{
  if (a->strength != b->strength)
    return a->strength > b->strength;
  return a->length > b->length;
}

static struct vouch__finding *
pick(struct gathering *g, size_t *ret_n)
{
  struct vouch__finding *list = vouch__alloc(&g->j->a->arena, VOUCH__MAX_EVIDENCE * sizeof *list);
  size_t n = 0;
  if (!list) {
    g->nomem = true;
    return NULL;
  }
  for (unsigned round = 0; round < 3; round++)
    for (unsigned rank = 0; rank < g->indicator; rank++) {
      const struct vouch__finding *best = NULL;
      for (size_t i = 0; i < g->n_counted; i++)
        if (g->ranks[i] == rank && !chosen(list, n, g->counted[i].hit) && (!best || better(g->counted[i].hit, best->hit)))
          best = &g->counted[i];
      if (best && n < VOUCH__MAX_EVIDENCE)
        list[n++] = *best;
    }
  for (size_t i = 1; i < n; i++) /* strongest first, otherwise as taken */
    for (size_t k = i; k > 0 && list[k].hit->strength > list[k - 1].hit->strength; k--) {
      struct vouch__finding swap = list[k];
      list[k] = list[k - 1];
      list[k - 1] = swap;
    }
  *ret_n = n;
  return list;
}

static struct vouch__finding *
pick_near(struct gathering *g, const struct vouch__finding *taken, size_t n_taken, size_t *ret_n)
{
  struct vouch__finding *list = vouch__alloc(&g->j->a->arena, VOUCH__MAX_EVIDENCE * sizeof *list);
  size_t n = 0;
  if (!list) {
    g->nomem = true;
    return NULL;
  }
  for (size_t i = 0; i < g->n_near && n < VOUCH__MAX_EVIDENCE; i++)
    if (!chosen(list, n, g->near[i].hit) && !chosen(taken, n_taken, g->near[i].hit))
      list[n++] = g->near[i];
  *ret_n = n;
  return list;
}

static int
by_place(const void *x, const void *y)
{
  const struct vouch__finding *a = x, *b = y;
  if (a->hit->offset != b->hit->offset)
    return a->hit->offset < b->hit->offset ? -1 : 1;
  if (a->hit->pattern != b->hit->pattern)
    return a->hit->pattern < b->hit->pattern ? -1 : 1;
  return (int)a->why - (int)b->why;
}

/* ---- criteria ---------------------------------------------------------------------------------------------------- */

static void
names_concept(const struct vouch__formula *indicator, void *data)
{
  size_t *concept = data;
  if (indicator->concept == concept[0])
  concept[1] = 1;
}

/* Did a pattern of one of the rule's concepts give up? */
static bool
gave_up(const struct judging *j, const struct vouch__formula *rule, size_t *ret_pattern)
{
  for (size_t i = 0; i < j->hits.n_gave_up; i++) {
    size_t found[2] = {j->a->rubric->patterns[j->hits.gave_up[i].pattern].concept, 0};
    vouch__formula_indicators(rule, true, names_concept, found);
    vouch__formula_indicators(rule, false, names_concept, found);
    if (found[1]) {
      *ret_pattern = j->hits.gave_up[i].pattern;
      return true;
    }
  }
  return false;
}

static bool
may_be_own(const struct vouch__hit *hit)
{
  return hit->actor != VOUCH__OTHER_PERSON && hit->actor != VOUCH__CUSTOMER;
}

/* Is one of the places that count the learner's own doing, by name? */
static bool
own_doing(const struct gathering *g)
{
  for (size_t i = 0; i < g->n_counted; i++)
    if (g->counted[i].hit->actor == VOUCH__LEARNER && g->counted[i].hit->n_triggers > 0)
      return true;
  return false;
}

/* Terms without an incident: touched on, no more. */
static bool
general(const struct gathering *g)
{
  for (size_t i = 0; g->j->stance->no_incident && i < g->n_near; i++)
    if (g->near[i].hit->asserted == VOUCH__NOT_DONE && may_be_own(g->near[i].hit))
      return true;
  return false;
}

/* Without a rule of its own, a criterion is partly shown when one of its places was done, by somebody who may be the learner.
 */
static bool
partly(const struct gathering *g)
{
  for (size_t i = 0; i < g->n_counted; i++)
    if (may_be_own(g->counted[i].hit))
      return true;
  for (size_t i = 0; i < g->n_near; i++)
    if (g->near[i].hit->asserted == VOUCH__DONE && may_be_own(g->near[i].hit))
      return true;
  return general(g);
}

static const char *
reason_of(const struct vouch__criterion_result *r)
{
  const struct vouch__criterion *c = r->criterion;
  if (r->conflict)
    return "There is evidence for this, and another place that speaks against it. The assessor decides.";
  switch (r->verdict) {
  case VOUCH__FOUND_EVIDENCE:
    return c->found ? c->found : "Evidence found at the places quoted. The assessor judges it.";
  case VOUCH__PARTIAL:
    return c->partial_message ? c->partial_message
                              : "Part of this was found. It may be too general, or it may not be clear that you did it.";
  case VOUCH__UNDECIDED:
    return "A pattern gave up on this text, so there is no verdict.";
  case VOUCH__MISSING:
    break;
  }
  if (r->n_near_misses && c->near_miss)
    return c->near_miss;
  return c->missing ? c->missing : "Nothing was found in this text that shows it.";
}

static bool
same_id(const struct vouch__criterion *c, const char *text)
{
  return vouch__equal_fold(c->id, text) || (c->number && strcmp(c->number, text) == 0);
}

static bool
note_tags(struct judging *j, struct vouch__criterion_result *r)
{
  const struct vouch_account *account = j->a->account;
  size_t cap = 0;
  for (size_t i = 0; i < account->n_tags; i++)
    if (same_id(r->criterion, account->tags[i].text)) {
      if (!VOUCH__PUSH(&j->a->arena, r->tagged, r->n_tagged, cap))
        return false;
      r->tagged[r->n_tagged - 1] = account->tags[i].line;
    }
  for (size_t i = 0; i < account->n_claims; i++)
    r->claimed |= same_id(r->criterion, account->claims[i].text);
  return true;
}

static bool
is_explained(const struct judging *j, const char *id)
{
  return j->a->explain && vouch__equal_fold(j->a->explain, id);
}

static bool
judge_criterion(struct judging *j, const struct vouch__criterion *criterion, struct vouch__criterion_result *r)
{
  struct gathering g = {
      .j = j, .keep_all = is_explained(j, criterion->id) || (criterion->number && is_explained(j, criterion->number))};
  size_t pattern = 0;
  r->criterion = criterion;
  vouch__formula_indicators(criterion->evidence, true, gather, &g);
  struct vouch__evaluation e = vouch__formula_evaluate(&j->c, criterion->evidence);
  bool watched = j->stance->watched || j->stance->plan;
  r->conflict = e.conflict;
  if (e.holds && j->stance->watched && !own_doing(&g))
    r->verdict = VOUCH__MISSING; /* told of somebody else's work */
  else if (e.holds)
    r->verdict = VOUCH__FOUND_EVIDENCE;
  else if (gave_up(j, criterion->evidence, &pattern))
    r->verdict = VOUCH__UNDECIDED;
  else if (e.conflict)
    r->verdict = VOUCH__PARTIAL;
  else if (!watched &&
           (criterion->partial ? vouch__formula_evaluate(&j->c, criterion->partial).holds || general(&g) : partly(&g)))
    r->verdict = VOUCH__PARTIAL;
  else
    r->verdict = VOUCH__MISSING;
  if (criterion->partial)
    vouch__formula_indicators(criterion->partial, true, gather, &g);
  r->evidence = pick(&g, &r->n_evidence);
  if (r->evidence)
    r->near_misses = pick_near(&g, r->evidence, r->n_evidence, &r->n_near_misses);
  if (g.nomem || !note_tags(j, r))
    return false;
  if (r->verdict == VOUCH__MISSING)
    r->n_evidence = 0;
  if (g.n_all)
    qsort(g.all, g.n_all, sizeof *g.all, by_place);
  r->candidates = g.all;
  r->n_candidates = g.n_all;
  r->reason = reason_of(r);
  r->guidance = r->verdict == VOUCH__FOUND_EVIDENCE ? NULL : criterion->guidance;
  if (r->verdict == VOUCH__UNDECIDED)
    VOUCH__DIAG(j->a->diags, VOUCH__V230, ((struct vouch__at){.source = j->a->account->source, .offset = VOUCH__NO_OFFSET}),
                NULL, j->a->rubric->patterns[pattern].id, criterion->id);
  return true;
}

static bool
judge_criteria(struct judging *j)
{
  const struct vouch_rubric *rubric = j->a->rubric;
  size_t claim_based = 0;
  j->a->criteria = vouch__alloc(&j->a->arena, (rubric->n_criteria + 1) * sizeof *j->a->criteria);
  if (!j->a->criteria)
    return false;
  for (size_t i = 0; i < rubric->n_criteria; i++) {
    if (rubric->criteria[i].claim_based || !rubric->criteria[i].evidence) {
      claim_based++;
      continue;
    }
    if (!judge_criterion(j, &rubric->criteria[i], &j->a->criteria[j->a->n_criteria++]))
      return false;
  }
  if (claim_based)
    VOUCH__DIAG(j->a->diags, VOUCH__V126, ((struct vouch__at){.source = j->a->account->source, .offset = VOUCH__NO_OFFSET}),
                NULL, VOUCH__NUMBER(claim_based));
  return true;
}

/* ---- mistakes and models ----------------------------------------------------------------------------------------- */

/* Without a rule of its own, a mistake is avoided when the learner says that it was not made, or nearly was. */
static bool
avoided(const struct gathering *g)
{
  for (size_t i = 0; i < g->n_near; i++)
    if ((g->near[i].why == VOUCH__WHY_NEGATED || g->near[i].why == VOUCH__WHY_NOT_DONE) &&
        g->near[i].hit->actor == VOUCH__LEARNER)
      return true;
  return false;
}

static bool
judge_mistake(struct judging *j, const struct vouch__mistake *mistake, struct vouch__mistake_result *r)
{
  struct gathering g = {.j = j, .keep_all = is_explained(j, mistake->id)}, shown = {.j = j};
  r->mistake = mistake;
  vouch__formula_indicators(mistake->present, true, gather, &g);
  struct gathering *places = &g;
  if (vouch__formula_evaluate(&j->c, mistake->present).holds)
    r->verdict = VOUCH__PRESENT;
  else if (mistake->avoided && vouch__formula_evaluate(&j->c, mistake->avoided).holds) {
    r->verdict = VOUCH__AVOIDED;
    vouch__formula_indicators(mistake->avoided, true, gather, &shown);
    places = &shown;
  } else if (avoided(&g))
    r->verdict = VOUCH__AVOIDED;
  else
    r->verdict = VOUCH__ABSENT;
  if (r->verdict == VOUCH__PRESENT || places == &shown)
    r->evidence = pick(places, &r->n_evidence);
  else if (r->verdict == VOUCH__AVOIDED)
    r->evidence = pick_near(&g, NULL, 0, &r->n_evidence);
  if (g.n_all)
    qsort(g.all, g.n_all, sizeof *g.all, by_place);
  r->candidates = g.all;
  r->n_candidates = g.n_all;
  return !g.nomem && !shown.nomem;
}

static bool
judge_mistakes(struct judging *j)
{
  const struct vouch_rubric *rubric = j->a->rubric;
  j->a->mistakes = vouch__alloc(&j->a->arena, (rubric->n_mistakes + 1) * sizeof *j->a->mistakes);
  if (!j->a->mistakes)
    return false;
  for (size_t i = 0; i < rubric->n_mistakes; i++)
    if (!judge_mistake(j, &rubric->mistakes[i], &j->a->mistakes[j->a->n_mistakes++]))
      return false;
  return true;
}

static bool
judge_step(struct judging *j, const struct vouch__step *step, uint32_t *ret_line)
{
  *ret_line = 0;
  if (!step->formula || !vouch__formula_evaluate(&j->c, step->formula).holds)
    return true;
  struct gathering g = {.j = j};
  vouch__formula_indicators(step->formula, true, gather, &g);
  size_t first = SIZE_MAX;
  for (size_t i = 0; i < g.n_counted; i++)
    first = g.counted[i].hit->offset < first ? g.counted[i].hit->offset : first;
  uint32_t column;
  if (first != SIZE_MAX)
    vouch__source_place(j->a->account->source, first, ret_line, &column);
  return !g.nomem;
}

static bool
judge_models(struct judging *j)
{
  const struct vouch_rubric *rubric = j->a->rubric;
  j->a->models = vouch__alloc(&j->a->arena, (rubric->n_models + 1) * sizeof *j->a->models);
  if (!j->a->models)
    return false;
  for (size_t i = 0; i < rubric->n_models; i++) {
    const struct vouch__model *model = &rubric->models[i];
    struct vouch__model_result *r = &j->a->models[j->a->n_models++];
    r->model = model;
    r->lines = vouch__alloc(&j->a->arena, (model->n_steps + 1) * sizeof *r->lines);
    if (!r->lines)
      return false;
    for (size_t s = 0; s < model->n_steps; s++)
      if (!judge_step(j, &model->steps[s], &r->lines[s]))
        return false;
  }
  return true;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

/* Does the claim begin with the letters of the unit's ids? In an account for several units, others belong to the other ones. */
static bool
same_family(const char *claim, const char *const *ids, size_t n)
{
  size_t len = n ? strcspn(ids[0], "0123456789") : 0;
  for (size_t i = 0; i < len; i++)
    if (vouch__lower(claim[i]) != vouch__lower(ids[0][i]))
      return false;
  return len > 0;
}

static void
note_unknown(struct judging *j)
{
  const struct vouch_account *account = j->a->account;
  const struct vouch_rubric *rubric = j->a->rubric;
  const char *ids[256];
  size_t n = 0;
  for (size_t i = 0; i < rubric->n_criteria && n < 256; i++)
    ids[n++] = rubric->criteria[i].id;
  for (size_t i = 0; i < account->n_claims; i++) {
    bool known = false;
    for (size_t k = 0; k < rubric->n_criteria; k++)
      known |= same_id(&rubric->criteria[k], account->claims[i].text);
    if (known || (account->n_units > 1 && !same_family(account->claims[i].text, ids, n)))
      continue;
    const char *near = vouch__nearest(account->claims[i].text, ids, n);
    char *hint = near ? vouch__format(&j->a->arena, "Did you mean %s?", near) : NULL;
    VOUCH__DIAG(j->a->diags, VOUCH__V108,
                ((struct vouch__at){
                    .source = account->source, .offset = account->claims[i].offset, .length = account->claims[i].length}),
                hint, account->claims[i].text);
  }
  for (size_t i = 0; i < account->n_tags; i++) {
    bool known = !account->tags[i].bracketed;
    for (size_t k = 0; k < rubric->n_criteria; k++)
      known |= same_id(&rubric->criteria[k], account->tags[i].text);
    if (!known)
      VOUCH__DIAG(
          j->a->diags, VOUCH__V127,
          ((struct vouch__at){.source = account->source, .offset = account->tags[i].offset, .length = account->tags[i].length}),
          NULL, account->tags[i].text);
  }
}

static void
note_policy(struct judging *j)
{
  const struct vouch_rubric *rubric = j->a->rubric;
  struct vouch__at at = {.source = j->a->account->source, .offset = VOUCH__NO_OFFSET};
  uint32_t words = j->a->account->words;
  if (!rubric->policy.reflective_accounts)
    VOUCH__DIAG(j->a->diags, VOUCH__V125, at, NULL, rubric->policy.called ? rubric->policy.called : "context statement");
  bool low = rubric->policy.words_min && words < rubric->policy.words_min;
  bool high = rubric->policy.words_max && words > rubric->policy.words_max;
  if (low || high) {
    char *wanted = low ? vouch__format(&j->a->arena, "%u or more", rubric->policy.words_min)
                       : vouch__format(&j->a->arena, "%u or fewer", rubric->policy.words_max);
    if (wanted)
      VOUCH__DIAG(j->a->diags, VOUCH__V124, at, NULL, VOUCH__NUMBER(words), wanted);
  }
}

static void
note_privacy(struct judging *j)
{
  for (size_t i = 0; i < j->a->n_privacy; i++)
    VOUCH__DIAG(j->a->diags, VOUCH__V130,
                ((struct vouch__at){
                    .source = j->a->account->source, .offset = j->a->privacy[i].offset, .length = j->a->privacy[i].length}),
                NULL, vouch__privacy_name(j->a->privacy[i].kind));
}

static void
count(struct vouch_assessment *a)
{
  struct vouch_counts *n = &a->counts;
  bool claims = false;
  for (size_t i = 0; i < a->n_criteria; i++)
    claims |= a->criteria[i].claimed;
  n->criteria = (unsigned)a->n_criteria;
  for (size_t i = 0; i < a->n_criteria; i++) {
    struct vouch__criterion_result *r = &a->criteria[i];
    n->found += r->verdict == VOUCH__FOUND_EVIDENCE;
    n->partial += r->verdict == VOUCH__PARTIAL;
    n->missing += r->verdict == VOUCH__MISSING;
    n->undecided += r->verdict == VOUCH__UNDECIDED;
    r->counts = !claims || r->claimed;
    n->short_of |= r->counts && r->verdict != VOUCH__FOUND_EVIDENCE;
  }
  for (size_t i = 0; i < a->n_mistakes; i++)
    n->mistakes += a->mistakes[i].verdict == VOUCH__PRESENT;
  n->short_of |= n->mistakes > 0 || a->account->front.broken;
  n->privacy = (unsigned)a->n_privacy;
  for (size_t i = 0; i < vouch_diags_count(a->diags); i++) {
    enum vouch_severity severity = vouch_diags_get(a->diags, i)->severity;
    /* personal data has a count of its own */
    n->warnings += severity == VOUCH_WARNING && strcmp(vouch_diags_get(a->diags, i)->code, "V130") != 0;
    n->short_of |= severity == VOUCH_ERROR;
  }
}

static void
copy_diags(const struct vouch_diags *from, struct vouch_diags *to)
{
  for (size_t i = 0; i < from->n; i++) {
    if (VOUCH__PUSH(&to->arena, to->list, to->n, to->cap))
      to->list[to->n - 1] = from->list[i]; /* strings stay the account's, which outlives the assessment */
    else
      to->lost = true;
  }
}

static bool
judge(struct judging *j)
{
  struct vouch_assessment *a = j->a;
  if (vouch__stance_read(&a->arena, a->account, j->worker->context->language, &j->stance) != VOUCH_OK ||
      vouch__match(j->worker, &a->arena, a->account, j->stance, &j->hits) != VOUCH_OK ||
      vouch__privacy_find(j->worker, &a->arena, a->account, &a->privacy, &a->n_privacy) != VOUCH_OK)
    return false;
  const size_t *first = vouch__formula_first(&a->arena, a->rubric, &j->hits);
  if (!first)
    return false;
  j->c = (struct vouch__case){a->rubric, a->account, &j->hits, a->account->headings, first};
  copy_diags(a->account->diags, a->diags);
  vouch__structure_judge(j->worker, j->stance, &j->hits, a);
  if (!judge_criteria(j) || !judge_mistakes(j) || !judge_models(j))
    return false;
  note_unknown(j);
  note_policy(j);
  note_privacy(j);
  vouch_diags_sort(a->diags);
  count(a);
  return !a->diags->lost;
}

enum vouch_status
vouch_assess(struct vouch_worker *worker, const struct vouch_account *account, const char *explain,
             struct vouch_assessment **ret_assessment)
{
  struct vouch_allocator allocator = worker->context->allocator;
  struct vouch_assessment *a = vouch__resize(&allocator, NULL, sizeof *a);
  if (!a)
    return VOUCH_NOMEM;
  *a = (struct vouch_assessment){.account = account, .rubric = worker->rubric};
  vouch__arena_init(&a->arena, allocator);
  /* the hits are pointed at by findings, so they live as long as the assessment: in its arena */
  struct judging j = {.worker = worker, .a = a};
  struct vouch_context context = {.allocator = allocator};
  bool good = vouch_diags_new(&context, &a->diags) == VOUCH_OK;
  if (good && explain)
    good = (a->explain = vouch__copy(&a->arena, explain, strlen(explain))) != NULL;
  if (!good || !judge(&j)) {
    vouch_assessment_free(a);
    return VOUCH_NOMEM;
  }
  *ret_assessment = a;
  return VOUCH_OK;
}

void
vouch_assessment_free(struct vouch_assessment *assessment)
{
  if (!assessment)
    return;
  struct vouch_allocator allocator = assessment->arena.allocator;
  vouch_diags_free(assessment->diags);
  vouch__arena_free(&assessment->arena);
  vouch__resize(&allocator, assessment, 0);
}

struct vouch_counts
vouch_assessment_counts(const struct vouch_assessment *assessment)
{
  return assessment->counts;
}
