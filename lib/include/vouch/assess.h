/* SPDX-License-Identifier: MIT */
/* An account judged against a rubric: what evidence was found, and where. Pure: no I/O, no clock. */
#ifndef VOUCH_ASSESS_H
#define VOUCH_ASSESS_H

#include <vouch/account.h>
#include <vouch/rubric.h>

struct vouch_assessment;

/* What one thread needs to match one rubric (compiled patterns, match data). Made per thread and rubric, used for any number of
 * accounts. Context and rubric must outlive it. */
struct vouch_worker;
VOUCH_API enum vouch_status vouch_worker_new(const struct vouch_context *context, const struct vouch_rubric *rubric,
                                             struct vouch_worker **ret_worker);
VOUCH_API void vouch_worker_free(struct vouch_worker *worker);

/* Judges. explain: a criterion or mistake id for which every candidate place is kept (vouch_report_explain), or NULL.
 * Account and rubric must outlive the assessment. Errors: VOUCH_NOMEM. */
VOUCH_API enum vouch_status vouch_assess(struct vouch_worker *worker, const struct vouch_account *account, const char *explain,
                                         struct vouch_assessment **ret_assessment);
VOUCH_API void vouch_assessment_free(struct vouch_assessment *assessment);

/* Counts of one assessment, as in the summary of vouch-check/1. short_of: a criterion that counts (claimed, when the
 * account claims any; else each) is missing, partial or undecided, or a mistake is present, or the front matter is broken. */
struct vouch_counts {
  unsigned criteria, found, partial, missing, undecided, mistakes, privacy, warnings;
  bool short_of;
};
VOUCH_API struct vouch_counts vouch_assessment_counts(const struct vouch_assessment *assessment);

#endif
