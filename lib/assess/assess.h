/* SPDX-License-Identifier: MIT */
/* The results of judging, from inside: what the renderers show. */
#ifndef VOUCH_ASSESS_ASSESS_H
#define VOUCH_ASSESS_ASSESS_H

#include <vouch/assess.h>

#include "base/diag.h"
#include "model/account.h"
#include "model/rubric.h"

enum vouch__verdict { VOUCH__FOUND_EVIDENCE, VOUCH__PARTIAL, VOUCH__MISSING, VOUCH__UNDECIDED };
enum vouch__mistake_verdict { VOUCH__ABSENT, VOUCH__AVOIDED, VOUCH__PRESENT };
enum vouch__why {
  VOUCH__WHY_NONE,
  VOUCH__WHY_OTHER_ACTOR,
  VOUCH__WHY_NEGATED,
  VOUCH__WHY_NOT_DONE,
  VOUCH__WHY_WRONG_SECTION,
  VOUCH__WHY_WRONG_ORDER,
  VOUCH__WHY_TOO_VAGUE
};
enum vouch__trigger_role {
  VOUCH__TRIGGER_ACTOR,
  VOUCH__TRIGGER_NEGATION,
  VOUCH__TRIGGER_NOT_DONE,
  VOUCH__TRIGGER_QUOTE,
  VOUCH__TRIGGER_SECTION,
  VOUCH__TRIGGER_ORDER
};

/* Names as in vouch-check/1: "found", "present", "other-actor", "actor", "learner", "done", "weak". */
const char *vouch__verdict_name(enum vouch__verdict verdict);
const char *vouch__mistake_verdict_name(enum vouch__mistake_verdict verdict);
const char *vouch__why_name(enum vouch__why why);
const char *vouch__trigger_name(enum vouch__trigger_role role);
const char *vouch__actor_name(enum vouch__actor actor);
const char *vouch__asserted_name(enum vouch__asserted asserted);

struct vouch__trigger {
  enum vouch__trigger_role role;
  size_t offset, length; /* bytes of the file */
};

enum { VOUCH__MAX_TRIGGERS = 6, VOUCH__MAX_EVIDENCE = 3 };

/* One place where a pattern matched, with its attributes. */
struct vouch__hit {
  size_t concept, pattern; /* indexes in the rubric */
  size_t sentence;         /* index in the account */
  size_t at, end;          /* in the sentence's plain text */
  size_t offset, length;   /* bytes of the file: the finding */
  enum vouch__section section;
  enum vouch__actor actor;
  enum vouch__asserted asserted;
  enum vouch__strength strength;
  struct vouch__trigger triggers[VOUCH__MAX_TRIGGERS];
  size_t n_triggers;
};

/* A hit as evidence or near miss of one criterion. */
struct vouch__finding {
  const struct vouch__hit *hit;
  enum vouch__why why; /* NONE: it counts */
};

struct vouch__criterion_result {
  const struct vouch__criterion *criterion;
  enum vouch__verdict verdict;
  bool conflict, claimed, counts; /* counts: for the exit code */
  const char *reason;             /* one sentence for people */
  const char *guidance;           /* for a gap: what to write next; else NULL */
  uint32_t *tagged;               /* lines */
  size_t n_tagged;
  struct vouch__finding *evidence; /* strongest first, at most VOUCH__MAX_EVIDENCE */
  size_t n_evidence;
  struct vouch__finding *near_misses; /* at most VOUCH__MAX_EVIDENCE */
  size_t n_near_misses;
  struct vouch__finding *candidates; /* all places, document order: only for the explained id */
  size_t n_candidates;
};

struct vouch__mistake_result {
  const struct vouch__mistake *mistake;
  enum vouch__mistake_verdict verdict;
  struct vouch__finding *evidence;
  size_t n_evidence;
  struct vouch__finding *candidates;
  size_t n_candidates;
};

struct vouch__model_result {
  const struct vouch__model *model;
  uint32_t *lines; /* a step: line where it was seen, 0 when missing */
};

enum vouch__privacy_kind {
  VOUCH__PII_NAME,
  VOUCH__PII_EMAIL,
  VOUCH__PII_PHONE,
  VOUCH__PII_POSTCODE,
  VOUCH__PII_ADDRESS,
  VOUCH__PII_CARD,
  VOUCH__PII_IBAN,
  VOUCH__PII_BANK,
  VOUCH__PII_NI,
  VOUCH__PII_REFERENCE
};
const char *vouch__privacy_name(enum vouch__privacy_kind kind); /* "name" ... "reference" */

struct vouch__privacy {
  enum vouch__privacy_kind kind;
  size_t offset, length;
};

struct vouch__structure {
  bool heading, present, inferred;
  uint32_t line, words;
};

struct vouch_assessment {
  struct vouch__arena arena;
  const struct vouch_account *account;
  const struct vouch_rubric *rubric;
  struct vouch_diags *diags; /* account's and assessment's, sorted; own */
  struct vouch__structure structure[VOUCH__REFLECTION + 1];
  struct {
    uint32_t i, we, would;
  } voice;
  struct vouch__criterion_result *criteria; /* claim-based ones left out */
  size_t n_criteria;
  struct vouch__mistake_result *mistakes;
  size_t n_mistakes;
  struct vouch__model_result *models;
  size_t n_models;
  struct vouch__privacy *privacy;
  size_t n_privacy;
  const char *explain; /* id or NULL */
  struct vouch_counts counts;
};

#endif
