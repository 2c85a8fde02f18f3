/* SPDX-License-Identifier: MIT */
/* Runs a rubric's patterns over an account: only those whose words stand in the sentence. */
#ifndef VOUCH_ASSESS_MATCHER_H
#define VOUCH_ASSESS_MATCHER_H

#include "assess/assertion.h"
#include "assess/assess.h"
#include "read/pattern.h"

struct vouch_worker {
  const struct vouch_context *context;
  const struct vouch_rubric *rubric;
  struct vouch__arena arena;
  struct vouch__searcher *searcher;
  struct vouch__phrases *phrases;  /* writes phrases out as regexes */
  struct vouch__regex **patterns;  /* compiled when first needed; one a pattern of the rubric */
  struct vouch__regex ***excludes; /* by concept, then by exclude */
  uint8_t *broken;                 /* patterns that PCRE2 refused */
  uint32_t *runs;                  /* how often each pattern ran: the JIT pays from some number on */
  uint32_t *seen;                  /* by pattern: the last sentence (a running number) that had one of its words */
  uint32_t clock;
  struct vouch__index *index;
};

/* A pattern that gave up on a sentence. */
struct vouch__gave_up {
  size_t pattern, sentence;
};

struct vouch__hits {
  struct vouch__hit *list; /* document order, by concept within a sentence */
  size_t n;
  struct vouch__gave_up *gave_up;
  size_t n_gave_up;
};

/* All matches in the account with their attributes. Errors: VOUCH_NOMEM. */
enum vouch_status vouch__match(struct vouch_worker *worker, struct vouch__arena *arena, const struct vouch_account *account,
                               const struct vouch__stance *stance, struct vouch__hits *ret_hits);

#endif
