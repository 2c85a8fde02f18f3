/* SPDX-License-Identifier: MIT */
/* One account from file to rendered result. */
#ifndef VOUCH_CLI_JUDGE_H
#define VOUCH_CLI_JUDGE_H

#include <vouch/vouch.h>

#include "inputs.h"
#include "shelf.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_NDJSON };

/* The same for all accounts of a run. */
struct judge {
  struct shelf *shelf;
  enum format format;
  struct vouch_style style;
  bool strict;
  const char *explain;      /* id or number, or NULL */
  struct shelved **rubrics; /* --rubric; those that cannot be used too */
  size_t n_rubrics;
};

/* What one thread keeps: its matcher for each rubric. */
struct judge_thread {
  struct vouch_worker **workers; /* by shelved.index */
  size_t n;
};
void judge_thread_free(struct judge_thread *thread);

/* What came out of one input. */
struct judged {
  struct vouch_text *texts; /* rendered results, one an account and rubric */
  size_t n_texts;
  struct vouch_diags *diags;  /* what belongs to no result; NULL: nothing */
  const char *why, *why_code; /* why NULL: it was used. why_code NULL: it is no account */
  char *own_why;
  const char *no_rubric; /* name of the rubric that could not be used, when that is why */
  struct vouch_counts total;
  bool explained; /* --explain: one of its rubrics has the criterion */
  int code;
};
void judged_free(struct judged *judged, struct vouch_context *context);

void judge_account(const struct judge *judge, struct judge_thread *thread, const struct input *input,
                   struct judged *ret_judged);

#endif
