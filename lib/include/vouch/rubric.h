/* SPDX-License-Identifier: MIT */
/* A rubric: criteria, the evidence rules and the concepts they use (XML, rubrics/rubric.xsd). */
#ifndef VOUCH_RUBRIC_H
#define VOUCH_RUBRIC_H

#include <vouch/base.h>
#include <vouch/diag.h>

struct vouch_rubric;

/* Gives the concept file that a rubric names with <use concepts="NAME">: NAME is a plain file name. Returns a new source that
 * the library frees, or the status of the failure (VOUCH_INPUT: no such file). */
typedef enum vouch_status (*vouch_concepts_loader)(const char *name, struct vouch_source **ret_source, void *data);

/* Reads, validates and compiles a rubric. trusted: its patterns may run on the JIT (only for rubrics that the user installed).
 * Errors: VOUCH_INPUT, VOUCH_LIMIT (a diagnostic names file, line, cause), VOUCH_NOMEM. The source may be freed afterwards. */
VOUCH_API enum vouch_status vouch_rubric_read(struct vouch_context *context, const struct vouch_source *source, bool trusted,
                                              vouch_concepts_loader load, void *data, struct vouch_diags *diags,
                                              struct vouch_rubric **ret_rubric);
VOUCH_API void vouch_rubric_free(struct vouch_rubric *rubric);

VOUCH_API const char *vouch_rubric_id(const struct vouch_rubric *rubric);
VOUCH_API const char *vouch_rubric_title(const struct vouch_rubric *rubric);
VOUCH_API const char *vouch_rubric_version(const struct vouch_rubric *rubric);
VOUCH_API const char *vouch_rubric_level(const struct vouch_rubric *rubric);
VOUCH_API size_t vouch_rubric_criteria(const struct vouch_rubric *rubric);
VOUCH_API size_t vouch_rubric_mistakes(const struct vouch_rubric *rubric);

struct vouch_criterion {
  const char *id, *number, *kind, *band, *statement, *guidance, *witness;
  bool claim_based;
};
VOUCH_API struct vouch_criterion vouch_rubric_criterion(const struct vouch_rubric *rubric, size_t i);
struct vouch_mistake {
  const char *id, *statement, *guidance;
};
VOUCH_API struct vouch_mistake vouch_rubric_mistake(const struct vouch_rubric *rubric, size_t i);

/* Checks a rubric that reads well for what would disappoint its users: every pattern compiles, every concept's examples are
 * found and its counter-examples not, patterns without a literal word, concepts that no rule uses. Findings go to `diags`. */
VOUCH_API enum vouch_status vouch_rubric_check(struct vouch_context *context, const struct vouch_rubric *rubric,
                                               struct vouch_diags *diags);

/* Identity without reading the whole: id, version, title of a rubric file's root, for lists. Strings are valid until the
 * source is freed... copied into the caller's buffers. VOUCH_INPUT when it is no rubric (a concepts file, not XML). */
struct vouch_rubric_head {
  char id[64], version[32], level[16], title[160];
  unsigned criteria, mistakes;
};
VOUCH_API enum vouch_status vouch_rubric_head(struct vouch_context *context, const struct vouch_source *source,
                                              struct vouch_rubric_head *ret_head);

#endif
