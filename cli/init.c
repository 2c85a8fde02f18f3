/* SPDX-License-Identifier: MIT */
/* vouch init [FOLDER] --unit U... [--learner NAME] */
#include <stdlib.h>
#include <string.h>

#include "start.h"

static const char *const folders[] = {"accounts", "evidence", "testimony", "feedback"};

static char *
in_folder(const char *folder, const char *name)
{
  size_t len = strlen(folder);
  if (strcmp(folder, ".") == 0)
    return format_text("%s", name);
  return format_text("%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", name);
}

static char *
account_path(const char *folder, const struct vouch_rubric *rubric)
{
  char *name = format_text("accounts/%s.md", vouch_rubric_id(rubric)), *path = in_folder(folder, name);
  free(name);
  return path;
}

/* Looks before anything is made, so that a refusal leaves the folder as it was. */
static int
refuse_present(const struct start *start, const char *folder)
{
  int code = EXIT_DONE;
  for (size_t i = 0; i <= start->n_rubrics && code == EXIT_DONE; i++) {
    char *path = i == 0 ? in_folder(folder, "portfolio.md") : account_path(folder, start->rubrics[i - 1]);
    if (vouch_path_kind(path) != VOUCH_PATH_ABSENT)
      code = usage_error(start->command, "Nothing was changed. Choose another folder, or start one account: vouch new account",
                         "%s is there already", path);
    free(path);
  }
  return code;
}

static int
make(struct start *start, const char *folder)
{
  struct vouch_starter starter = {
      .learner = words_value(&start->words, "learner"), .rubrics = start->rubrics, .n_rubrics = start->n_rubrics};
  int code = start_folder(folder);
  for (size_t i = 0; i < sizeof folders / sizeof *folders && code == EXIT_DONE; i++) {
    char *path = in_folder(folder, folders[i]);
    code = start_folder(path);
    free(path);
  }
  char *portfolio = in_folder(folder, "portfolio.md");
  if (code == EXIT_DONE)
    code = start_file(start, portfolio, "portfolio.md", &starter);
  free(portfolio);
  for (size_t i = 0; i < start->n_rubrics && code == EXIT_DONE; i++) {
    char *path = account_path(folder, start->rubrics[i]);
    starter.title = vouch_rubric_title(start->rubrics[i]);
    starter.rubrics = &start->rubrics[i];
    starter.n_rubrics = 1;
    code = start_file(start, path, "account.md", &starter);
    free(path);
  }
  return code;
}

static void
say_next(const struct start *start, const char *folder)
{
  char *account = account_path(folder, start->rubrics[0]), *accounts = in_folder(folder, "accounts");
  printf("\nNext: open %s in your editor and write under the headings.\n"
         "Then see what it shows: vouch check %s\n",
         account, accounts);
  free(accounts);
  free(account);
}

int
init_command(const struct command *command, int argc, char **argv)
{
  bool done;
  struct start start = {0};
  int code = words_read(&start.words, command, argc, argv, &done);
  if (code != EXIT_DONE || done)
    goto end;
  if (start.words.n_operands > 1) {
    code = usage_error(command, "Put quotes round a name that has blanks in it.", "only one folder can be started at a time");
    goto end;
  }
  const char *folder = start.words.n_operands ? start.words.operands[0] : ".";
  if (folder[strspn(folder, " \t")] == '\0') {
    code = usage_error(command, "Give the folder a name, or leave it out for this folder.", "the name of the folder is empty");
    goto end;
  }
  start_open(&start, command);
  code = start_units(&start);
  if (code == EXIT_DONE && !start.n_rubrics) {
    char *hint = shelf_hint(&start.shelf, NULL);
    code = usage_error(command, hint, "--unit is missing");
    free(hint);
  }
  if (code == EXIT_DONE)
    code = refuse_present(&start, folder);
  if (code == EXIT_DONE)
    code = make(&start, folder);
  if (code == EXIT_DONE)
    say_next(&start, folder);
  start_close(&start);
end:
  words_free(&start.words);
  return code;
}
