/* SPDX-License-Identifier: MIT */
/* What was named on the command line, folders walked, in the order in which results come out. */
#include "inputs.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "system.h"

static bool
is(const char *slice, size_t len, const char *word)
{
  return strlen(word) == len && memcmp(slice, word, len) == 0;
}

static enum input_kind
kind_of_folder(const char *name, size_t len)
{
  if (is(name, len, "accounts"))
    return INPUT_ACCOUNT;
  return is(name, len, "testimony") || is(name, len, "feedback") ? INPUT_OTHER : INPUT_UNDECIDED;
}

static const char *
base_name(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static bool
holds_portfolio(const char *folder)
{
  char *path = format_text("%s/portfolio.md", folder);
  bool holds = vouch_path_kind(path) == VOUCH_PATH_FILE;
  free(path);
  return holds;
}

/* What an existing folder says, however it was written ("." too): its own name, else that of one above it, up to the portfolio.
 */
static enum input_kind
kind_of_real_folder(const char *path)
{
  char *real = system_real_path(path), *slash;
  enum input_kind kind = INPUT_UNDECIDED;
  while (real && (slash = strrchr(real, '/')) != NULL && slash[1]) {
    kind = kind_of_folder(slash + 1, strlen(slash + 1));
    if (kind != INPUT_UNDECIDED || holds_portfolio(real))
      break;
    *slash = '\0';
  }
  free(real);
  return kind;
}

/* The nearest folder above the file that says something, up to the folder that was named. */
static enum input_kind
kind_of_walked(const char *path, const char *top)
{
  if (strcmp(base_name(path), "portfolio.md") == 0)
    return INPUT_OTHER;
  const char *end = base_name(path), *low = path + strlen(top);
  while (end > low) {
    const char *name = --end;
    while (name > low && name[-1] != '/')
      name--;
    enum input_kind kind = kind_of_folder(name, (size_t)(end - name));
    if (kind != INPUT_UNDECIDED)
      return kind;
    end = name;
  }
  return kind_of_real_folder(top);
}

static enum input_kind
kind_of_named(const char *path)
{
  const char *name = base_name(path);
  if (strcmp(name, "portfolio.md") == 0)
    return INPUT_OTHER;
  char *folder = name == path ? format_text(".") : format_text("%.*s", (int)(name - path), path);
  enum input_kind kind = kind_of_real_folder(folder);
  free(folder);
  return kind;
}

static void
add(struct inputs *inputs, struct input input)
{
  if (inputs->n == inputs->room) {
    inputs->room = inputs->room ? inputs->room * 2 : 16;
    inputs->list = must(realloc(inputs->list, inputs->room * sizeof *inputs->list));
  }
  inputs->list[inputs->n++] = input;
}

static enum vouch_status
add_walked(const char *path, void *data)
{
  struct inputs *inputs = data;
  size_t folder = inputs->n_folders - 1;
  add(inputs, (struct input){.path = format_text("%s", path),
                             .walked = true,
                             .by_folder = kind_of_walked(path, inputs->folders[folder].path),
                             .folder = folder});
  return VOUCH_OK;
}

static void
add_folder(struct inputs *inputs, const char *path)
{
  inputs->folders = must(realloc(inputs->folders, (inputs->n_folders + 1) * sizeof *inputs->folders));
  inputs->folders[inputs->n_folders++] = (struct folder){.path = path};
  errno = 0;
  if (vouch_folder_walk(path, ".md", add_walked, inputs) != VOUCH_OK)
    inputs->folders[inputs->n_folders - 1].error = errno ? errno : EIO;
}

void
inputs_collect(struct inputs *inputs, const char *const *operands, size_t n_operands)
{
  *inputs = (struct inputs){0};
  for (size_t i = 0; i < n_operands; i++) {
    const char *path = operands[i];
    if (strcmp(path, "-") != 0 && vouch_path_kind(path) == VOUCH_PATH_FOLDER)
      add_folder(inputs, path);
    else
      add(inputs, (struct input){.path = format_text("%s", path),
                                 .by_folder = strcmp(path, "-") == 0 ? INPUT_ACCOUNT : kind_of_named(path),
                                 .folder = SIZE_MAX});
  }
}

void
inputs_free(struct inputs *inputs)
{
  for (size_t i = 0; i < inputs->n; i++)
    free(inputs->list[i].path);
  free(inputs->list);
  free(inputs->folders);
}
