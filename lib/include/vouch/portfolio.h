/* SPDX-License-Identifier: MIT */
/* portfolio.md: whose work it is, and which rubrics it is for. */
#ifndef VOUCH_PORTFOLIO_H
#define VOUCH_PORTFOLIO_H

#include <vouch/base.h>
#include <vouch/diag.h>

struct vouch_portfolio;

/* Reads the front matter of a portfolio.md. The source must outlive it. What is wrong in it is a diagnostic.
 * Errors: VOUCH_INPUT (not text), VOUCH_LIMIT, VOUCH_NOMEM. Free with vouch_portfolio_free(). */
VOUCH_API enum vouch_status vouch_portfolio_read(const struct vouch_context *context, const struct vouch_source *source,
                                                 struct vouch_diags *diags, struct vouch_portfolio **ret_portfolio);
VOUCH_API void vouch_portfolio_free(struct vouch_portfolio *portfolio);

/* The learner's name, or NULL. */
VOUCH_API const char *vouch_portfolio_learner(const struct vouch_portfolio *portfolio);
/* The rubrics that accounts without a unit of their own are for (`rubrics:`), in order, and where each stands. */
VOUCH_API size_t vouch_portfolio_rubrics(const struct vouch_portfolio *portfolio);
VOUCH_API const char *vouch_portfolio_rubric(const struct vouch_portfolio *portfolio, size_t i);
VOUCH_API size_t vouch_portfolio_rubric_offset(const struct vouch_portfolio *portfolio, size_t i);

#endif
