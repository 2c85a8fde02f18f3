/* SPDX-License-Identifier: MIT */
/* Rules over hits: all, any, unless, indicators. */
#ifndef VOUCH_ASSESS_FORMULA_H
#define VOUCH_ASSESS_FORMULA_H

#include "assess/matcher.h"

struct vouch__evaluation {
  bool holds;    /* the rule is true */
  bool conflict; /* true but for an `unless` that fired */
};

/* hits of an account against one rule. sections: whether parts may be told from headings (else only strict ones count). */
struct vouch__case {
  const struct vouch_rubric *rubric;
  const struct vouch_account *account;
  const struct vouch__hits *hits;
  bool sections;
  const size_t *first; /* by concept: where its first place stands that counts by its own defaults; SIZE_MAX: none */
};

/* The array for `first`. NULL: out of memory. */
const size_t *vouch__formula_first(struct vouch__arena *arena, const struct vouch_rubric *rubric,
                                   const struct vouch__hits *hits);

struct vouch__evaluation vouch__formula_evaluate(const struct vouch__case *c, const struct vouch__formula *formula);

/* Why a hit does not satisfy an indicator (NONE: it does). The indicator's concept must be the hit's. */
enum vouch__why vouch__formula_why(const struct vouch__case *c, const struct vouch__formula *indicator,
                                   const struct vouch__hit *hit);

/* Calls `each` for every indicator of the rule that can add evidence (below no `unless`); credit false: those below one. */
void vouch__formula_indicators(const struct vouch__formula *formula, bool credit,
                               void (*each)(const struct vouch__formula *indicator, void *data), void *data);

#endif
