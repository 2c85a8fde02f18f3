/* SPDX-License-Identifier: MIT */
/* What was named on the command line, folders walked, in the order in which results come out. */
#ifndef VOUCH_CLI_INPUTS_H
#define VOUCH_CLI_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

/* What the folder says about a file whose front matter names no kind. */
enum input_kind { INPUT_UNDECIDED, INPUT_ACCOUNT, INPUT_OTHER };

struct input {
  char *path;
  bool walked; /* met in a folder, not named itself */
  enum input_kind by_folder;
  size_t folder; /* in inputs.folders; SIZE_MAX: none */
};

struct folder {
  const char *path;
  size_t accounts; /* files in it that are accounts or could not be looked into */
  int error;       /* errno when it cannot be listed, else 0 */
};

struct inputs {
  struct input *list;
  size_t n, room;
  struct folder *folders;
  size_t n_folders;
};

/* Memory that is missing ends the program. */
void inputs_collect(struct inputs *inputs, const char *const *operands, size_t n_operands);
void inputs_free(struct inputs *inputs);

#endif
