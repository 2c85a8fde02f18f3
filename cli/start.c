/* SPDX-License-Identifier: MIT */
/* What `init` and `new` share: rubrics of the units, files made from templates. */
#include "start.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void
start_open(struct start *start, const struct command *command)
{
  start->command = command;
  if (vouch_context_new(NULL, &start->context) != VOUCH_OK ||
      shelf_open(&start->shelf, start->context, words_value(&start->words, "rubrics")) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
}

void
start_close(struct start *start)
{
  free(start->rubrics);
  shelf_close(&start->shelf);
  vouch_context_free(start->context);
}

int
start_use(struct start *start, const char *unit)
{
  const struct shelved *item = shelf_get(&start->shelf, unit, false);
  if (!item) {
    char *hint = shelf_hint(&start->shelf, unit);
    int code = usage_error(start->command, hint, "there is no unit %s", unit);
    free(hint);
    return code;
  }
  if (!item->rubric) {
    diags_print(start->context, item->diags);
    return item->code;
  }
  for (size_t i = 0; i < start->n_rubrics; i++)
    if (start->rubrics[i] == item->rubric)
      return EXIT_DONE;
  start->rubrics = must(realloc(start->rubrics, (start->n_rubrics + 1) * sizeof *start->rubrics));
  start->rubrics[start->n_rubrics++] = item->rubric;
  return EXIT_DONE;
}

int
start_units(struct start *start)
{
  int code = EXIT_DONE;
  for (size_t i = 0; i < start->words.n_options && code == EXIT_DONE; i++)
    if (strcmp(start->words.options[i].option->name, "unit") == 0)
      code = start_use(start, start->words.options[i].value);
  return code;
}

static int
not_made(const struct command *command, const char *path, int why)
{
  if (why == EEXIST)
    return usage_error(command, "Nothing was changed in it. Choose another name or folder.", "%s is there already", path);
  if (why == ENOENT)
    return usage_error(command, "Make the folder first, or choose another.", "the folder of %s is not there", path);
  char *what = format_text("%s cannot be made: %s.", path, strerror(why));
  int code = system_error(what);
  free(what);
  return code;
}

int
start_folder(const char *path)
{
  char *part = format_text("%s", path);
  int code = EXIT_DONE;
  for (char *at = part; code == EXIT_DONE && *at; at++) {
    if (at == part || (at[1] && *at != '/'))
      continue;
    char kept = *at;
    if (kept == '/')
      *at = '\0';
    if (vouch_path_kind(part) != VOUCH_PATH_FOLDER && vouch_folder_make(part) != VOUCH_OK)
      code = not_made(NULL, part, errno);
    *at = kept;
  }
  free(part);
  return code;
}

int
start_file(struct start *start, const char *path, const char *template_name, const struct vouch_starter *starter)
{
  struct vouch_source *source = NULL;
  struct vouch_diags *diags = NULL;
  struct vouch_text text = {0};
  char *from = shelf_template(&start->shelf, template_name);
  int code = EXIT_DONE;
  if (vouch_diags_new(start->context, &diags) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
  enum vouch_status status = VOUCH_OK;
  if (!from)
    status = vouch_diags_add(diags, "V231", (struct vouch_place){.offset = VOUCH_NO_OFFSET}, NO_RUBRICS_HINT,
                             (const char *const[]){NULL});
  else
    status = vouch_source_read(start->context, from, VOUCH_CAP_ACCOUNT, diags, &source);
  if (source)
    status = vouch_starter_fill(start->context, source, starter, &text);
  if (!source || status != VOUCH_OK) {
    diags_print(start->context, diags);
    code = status == VOUCH_OK ? EXIT_UNUSABLE : exit_of(status);
    if (source)
      fprintf(stderr, "vouch: the template %s has a slot that is not known\n", from);
  } else if (vouch_file_create(path, text.bytes, text.size) != VOUCH_OK) {
    code = not_made(start->command, path, errno);
  } else {
    printf("Made %s\n", path);
  }
  vouch_text_free(start->context, &text);
  vouch_source_free(source);
  vouch_diags_free(diags);
  free(from);
  return code;
}
