/* SPDX-License-Identifier: MIT */
/* A learner's reflective account: Markdown with YAML front matter, in STAR form. */
#ifndef VOUCH_ACCOUNT_H
#define VOUCH_ACCOUNT_H

#include <vouch/base.h>
#include <vouch/diag.h>

struct vouch_account;

/* What stands at `path` (as written in the account): "ok", "missing", "outside", "not-a-file". Asked once for each
 * evidence path that is no URL; the library itself does no I/O. NULL: links get the status "missing". */
enum vouch_link_status { VOUCH_LINK_OK, VOUCH_LINK_MISSING, VOUCH_LINK_OUTSIDE, VOUCH_LINK_NOT_A_FILE };
typedef enum vouch_link_status (*vouch_link_resolver)(const char *path, void *data);

/* Reads an account. The source must outlive it. What the learner got wrong is in vouch_account_diags(), never a failed
 * status, as long as there is text to check. Errors: VOUCH_INPUT (not text, or nothing but white space),
 * VOUCH_LIMIT (over a cap), VOUCH_NOMEM; `diags` then says where and why. Free with vouch_account_free(). */
VOUCH_API enum vouch_status vouch_account_read(const struct vouch_context *context, const struct vouch_source *source,
                                               vouch_link_resolver resolve, void *data, struct vouch_diags *diags,
                                               struct vouch_account **ret_account);
VOUCH_API void vouch_account_free(struct vouch_account *account);

/* Front matter: the kind ("account", "testimony" ...; NULL when not given), title, learner; NULL when absent. */
VOUCH_API const char *vouch_account_kind(const struct vouch_account *account);
VOUCH_API const char *vouch_account_title(const struct vouch_account *account);
VOUCH_API const char *vouch_account_learner(const struct vouch_account *account);
/* The rubrics it names (`unit:` or `rubric:`), in order. */
VOUCH_API size_t vouch_account_units(const struct vouch_account *account);
VOUCH_API const char *vouch_account_unit(const struct vouch_account *account, size_t i);
/* Where the i-th unit stands, for a diagnostic about it. */
VOUCH_API size_t vouch_account_unit_offset(const struct vouch_account *account, size_t i);
/* Its own findings (front matter, headings, links). */
VOUCH_API const struct vouch_diags *vouch_account_diags(const struct vouch_account *account);

#endif
