/* SPDX-License-Identifier: MIT */
/* vouch new account [--unit U]... [--title T] [PATH] */
#include <stdlib.h>
#include <string.h>

#include "start.h"

/* The title as a file name: letters and digits, hyphens between; "account" when nothing of it is left. */
static char *
file_name(const char *title)
{
  char *name = must(malloc(strlen(title) + sizeof "account")), *out = name;
  for (const char *in = title; *in && out - name < 60; in++) {
    char c = *in >= 'A' && *in <= 'Z' ? (char)(*in + 32) : *in;
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain)
      *out++ = c;
    else if (c != '\'' && out > name && out[-1] != '-')
      *out++ = '-';
  }
  while (out > name && out[-1] == '-')
    out--;
  *out = '\0';
  if (out == name)
    strcpy(name, "account");
  return name;
}

/* A free name in accounts/, or here where there is no such folder. */
static char *
free_path(const char *title)
{
  const char *folder = vouch_path_kind("accounts") == VOUCH_PATH_FOLDER ? "accounts/" : "";
  char *name = file_name(title), *path = format_text("%s%s.md", folder, name);
  for (unsigned i = 2; vouch_path_kind(path) != VOUCH_PATH_ABSENT; i++) {
    free(path);
    path = format_text("%s%s-%u.md", folder, name, i);
  }
  free(name);
  return path;
}

/* portfolio.md beside the new account or one folder up; NULL: none. */
static struct vouch_source *
find_portfolio(struct start *start, const char *path)
{
  static const char *const steps[] = {"", "../"};
  const char *slash = strrchr(path, '/');
  struct vouch_source *source = NULL;
  for (size_t i = 0; i < 2 && !source; i++) {
    char *file = format_text("%.*s%sportfolio.md", slash ? (int)(slash - path) + 1 : 0, path, steps[i]);
    if (vouch_path_kind(file) == VOUCH_PATH_FILE)
      vouch_source_read(start->context, file, VOUCH_CAP_ACCOUNT, NULL, &source);
    free(file);
  }
  return source;
}

static int
make(struct start *start, const char *path, const char *title)
{
  struct vouch_portfolio *portfolio = NULL;
  struct vouch_source *source = find_portfolio(start, path);
  int code = EXIT_DONE;
  if (source)
    vouch_portfolio_read(start->context, source, NULL, &portfolio);
  if (portfolio && !start->n_rubrics && vouch_portfolio_rubrics(portfolio) == 1)
    code = start_use(start, vouch_portfolio_rubric(portfolio, 0));
  struct vouch_starter starter = {.title = title,
                                  .learner = portfolio ? vouch_portfolio_learner(portfolio) : NULL,
                                  .rubrics = start->rubrics,
                                  .n_rubrics = start->n_rubrics};
  if (code == EXIT_DONE)
    code = start_file(start, path, "account.md", &starter);
  if (code == EXIT_DONE) {
    puts(start->n_rubrics ? "" : "\nIt has no unit yet: write its id behind unit: (vouch rubric list shows them).");
    printf("Next: write under the headings, then: vouch check %s\n", path);
  }
  vouch_portfolio_free(portfolio);
  vouch_source_free(source);
  return code;
}

static int
check_words(const struct command *command, const struct words *words)
{
  const char *const kinds[] = {"account"};
  if (!words->n_operands)
    return usage_error(command, "Say: vouch new account", "the kind of file is missing");
  if (strcmp(words->operands[0], "account") != 0) {
    bool near = vouch_word_nearest(words->operands[0], kinds, 1) != NULL;
    return usage_error(command, near ? "Did you mean account?" : "Say: vouch new account", "%s cannot be made",
                       words->operands[0]);
  }
  if (words->n_operands > 2)
    return usage_error(command, "Put quotes round a name that has blanks in it.", "only one file can be made at a time");
  return EXIT_DONE;
}

int
new_command(const struct command *command, int argc, char **argv)
{
  bool done;
  struct start start = {0};
  int code = words_read(&start.words, command, argc, argv, &done);
  if (code == EXIT_DONE && !done)
    code = check_words(command, &start.words);
  if (code != EXIT_DONE || done)
    goto end;
  const char *title = words_value(&start.words, "title");
  start_open(&start, command);
  code = start_units(&start);
  if (code == EXIT_DONE) {
    const char *given = start.words.n_operands > 1 ? start.words.operands[1] : NULL;
    char *path = given ? format_text("%s", given) : free_path(title ? title : "My account");
    code = make(&start, path, title);
    free(path);
  }
  start_close(&start);
end:
  words_free(&start.words);
  return code;
}
