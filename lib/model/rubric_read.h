/* SPDX-License-Identifier: MIT */
/* Between the files of the rubric reader. */
#ifndef VOUCH_MODEL_RUBRIC_READ_H
#define VOUCH_MODEL_RUBRIC_READ_H

#include "base/context.h"
#include "base/diag.h"
#include "model/rubric.h"
#include "read/xml.h"

/* The rubric or a concept file. */
struct vouch__rubric_file {
  const char *name; /* as <use> names it; the rubric's path for the rubric */
  const char *path;
  const struct vouch_source *source;
  struct vouch_source *own; /* to be freed */
  const struct vouch__xml *root;
};

/* Functions that return bool return false when out of memory; what a person got wrong sets `wrong` and goes to diags. */
struct vouch__rubric_reader {
  struct vouch_context *context;
  struct vouch_rubric *rubric;
  struct vouch__arena *arena; /* the rubric's */
  struct vouch_diags *diags;
  vouch_concepts_loader load;
  void *data;
  struct vouch__rubric_file *files; /* the rubric first */
  size_t n_files, cap_files;
  struct vouch__phrases *phrases;
  size_t *concept_of; /* by wordings: index of the concept; SIZE_MAX: a family */
  bool wrong;
};

/* rubric_files.c: the rubric and the files that it uses, each once, in the order in which they are named. */
enum vouch_status vouch__rubric_files_read(struct vouch__rubric_reader *reader, const struct vouch_source *source);
enum vouch_status vouch__rubric_files_digest(const struct vouch__rubric_reader *reader, char ret_hex[129]);
void vouch__rubric_files_free(struct vouch__rubric_reader *reader);

/* rubric_concept.c: families and concepts of all files, not yet compiled. */
enum vouch_status vouch__rubric_concepts_read(struct vouch__rubric_reader *reader);

/* rubric_formula.c: the formula parts among the kids of `xml`, under one head. owner: the id that messages name. NULL with
 * reader->wrong, or out of memory (returns false). */
bool vouch__formula_read(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, const char *owner,
                         const struct vouch__formula **ret_formula);

/* rubric_compile.c */
struct vouch__compiler {
  struct vouch__arena *arena;
  const struct vouch_allocator *allocator;
  struct vouch__phrases *phrases;
  const struct vouch__wordings *wordings;
  size_t n_wordings;
  struct vouch_diags *diags;
  bool *told; /* by wordings: its mistake was told */
  bool wrong;
};
/* Reads a concept's patterns and excludes: those that are good are ready. */
enum vouch_status vouch__concept_compile(struct vouch__compiler *compiler, const struct vouch__concept *concept,
                                         struct vouch__pattern *patterns, struct vouch__exclude *excludes);

#define VOUCH__AT_LINE(file_, line_) ((struct vouch__at){.path = (file_), .offset = VOUCH__NO_OFFSET, .line = (line_)})

#endif
