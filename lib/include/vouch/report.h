/* SPDX-License-Identifier: MIT */
/* Results as text for people and as JSON for programs. Renderers write into memory; the caller owns the result. */
#ifndef VOUCH_REPORT_H
#define VOUCH_REPORT_H

#include <vouch/assess.h>

/* Free with vouch_text_free(). bytes is NUL-terminated. */
struct vouch_text {
  char *bytes;
  size_t size;
};
VOUCH_API void vouch_text_free(struct vouch_context *context, struct vouch_text *text);

/* How text for people looks. width: columns of the terminal (0: do not wrap); colour: ANSI colours. */
struct vouch_style {
  size_t size; /* sizeof(struct vouch_style) */
  unsigned width;
  bool colour;
};
#define VOUCH_STYLE_INIT                                                                                                       \
  {                                                                                                                            \
    sizeof(struct vouch_style), 80, false                                                                                      \
  }

/* One account's results: summary, criteria with quotes, mistakes, models, personal data, structure, diagnostics. */
VOUCH_API enum vouch_status vouch_report_text(struct vouch_context *context, const struct vouch_assessment *assessment,
                                              const struct vouch_style *style, struct vouch_text *ret_text);
/* `check --explain ID`: each candidate place, its attributes, the words that set them, and why it counted or not. */
VOUCH_API enum vouch_status vouch_report_explain(struct vouch_context *context, const struct vouch_assessment *assessment,
                                                 const struct vouch_style *style, struct vouch_text *ret_text);
/* Diagnostics for people: "file:line:col: error V101: message" and the next step below. */
VOUCH_API enum vouch_status vouch_report_diags(struct vouch_context *context, const struct vouch_diags *diags,
                                               const struct vouch_style *style, struct vouch_text *ret_text);

/* An input that could not be used. code NULL: not an error ("not an account"). */
struct vouch_skipped {
  const char *path, *why, *code;
};
/* Totals over several accounts, and what belongs to none of them. */
struct vouch_run {
  const struct vouch_skipped *skipped;
  size_t n_skipped;
  const struct vouch_diags *diags; /* may be NULL */
  struct vouch_counts total;       /* sums */
  unsigned accounts;
};

/* The end of a run over several accounts: totals, and how many files were left out. */
VOUCH_API enum vouch_status vouch_report_run(struct vouch_context *context, const struct vouch_run *run,
                                             const struct vouch_style *style, struct vouch_text *ret_text);

/* vouch-check/1 (lib/report/vouch-check-1.schema.json). The json document is vouch_report_json_begin(), the accounts
 * (pretty) with a comma between them, vouch_report_json_run(). ndjson is one account a line (not pretty, no line break
 * inside), each line ended by the caller, and vouch_report_json_run() as the last line. */
VOUCH_API enum vouch_status vouch_report_json_begin(struct vouch_context *context, struct vouch_text *ret_text);
VOUCH_API enum vouch_status vouch_report_json_account(struct vouch_context *context, const struct vouch_assessment *assessment,
                                                      bool pretty, struct vouch_text *ret_text);
VOUCH_API enum vouch_status vouch_report_json_run(struct vouch_context *context, const struct vouch_run *run, bool ndjson,
                                                  struct vouch_text *ret_text);

/* Fills a starter file (templates/account.md, portfolio.md): each {{slot}} is replaced. Slots: title, learner (its line), unit
 * (the line), rubrics (the line), criteria (a comment for each criterion with its guidance). learner NULL: a line to fill in
 * stands there. Errors: VOUCH_INPUT (the template has a slot of another name), VOUCH_NOMEM. */
struct vouch_starter {
  const char *title, *learner;
  const struct vouch_rubric *const *rubrics;
  size_t n_rubrics;
};
VOUCH_API enum vouch_status vouch_starter_fill(struct vouch_context *context, const struct vouch_source *template_source,
                                               const struct vouch_starter *starter, struct vouch_text *ret_text);

#endif
