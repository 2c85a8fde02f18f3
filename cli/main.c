/* SPDX-License-Identifier: MIT */
/* The program: one table of commands, and what happens before and after one of them runs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "system.h"

const struct command commands[] = {
    {.name = "check",
     .usage = "check [OPTION]... FILE|FOLDER|-...",
     .summary = "find the evidence in accounts, and what is missing",
     .details = "Reads accounts (Markdown), and shows for each criterion of the unit where the\n"
                "text shows it, what is missing and what to write next. A folder is searched for\n"
                "accounts; - is standard input. The unit stands in the account (unit:), or is\n"
                "given with --rubric. Exit code 0: all that counts was found. 1: something is\n"
                "missing. 3: an input could not be used.",
     .options = {{"rubric", "R", "check against this rubric (id or path); may be repeated", true},
                 {"rubrics", "DIR", "look for rubrics in this folder first", false},
                 {"jobs", "N", "use N threads (default: one a core)", false},
                 {"strict", NULL, "warnings and personal data make the exit code 1", false},
                 {"explain", "ID", "show each place that was looked at for a criterion", false},
                 {"format", "F", "text (default), json or ndjson", false}},
     .run = check_command},
    {.name = "explain",
     .usage = "explain [CODE]...",
     .summary = "say more about a message, such as V107",
     .details = "Says what a message means and what to do about it. CODE is its number (V107) or\n"
                "its name (unknown-unit). Without one, all of them are listed.",
     .run = explain_command},
    {.name = "rubric",
     .usage = "rubric list|show|check [OPTION]... [RUBRIC]...",
     .summary = "list, show or check rubrics",
     .details = "list: the rubrics that were found. show RUBRIC: its criteria, with what to\n"
                "write, and its common mistakes. check RUBRIC...: does it read well, and do its\n"
                "patterns find their own examples? RUBRIC is an id or the path of a file; for\n"
                "check, a folder too.",
     .options = {{"rubrics", "DIR", "look for rubrics in this folder first", false}},
     .run = rubric_command},
    {.name = "init",
     .usage = "init [FOLDER] --unit U... [--learner NAME]",
     .summary = "start a portfolio folder",
     .details = "Makes portfolio.md, the folders accounts, evidence, testimony and feedback, and\n"
                "an account for each unit, with notes on what to write. Nothing is ever\n"
                "overwritten.",
     .options = {{"unit", "U", "the unit (rubric id); may be repeated", true},
                 {"learner", "NAME", "your name", false},
                 {"rubrics", "DIR", "look for rubrics in this folder first", false}},
     .run = init_command},
    {.name = "new",
     .usage = "new account [OPTION]... [PATH]",
     .summary = "start another account",
     .details = "Makes one account with notes on what to write. Without PATH it goes into\n"
                "accounts/ and is named after its title. The unit and your name come from\n"
                "portfolio.md when they are not given. Nothing is ever overwritten.",
     .options = {{"unit", "U", "the unit (rubric id); may be repeated", true},
                 {"title", "T", "the title", false},
                 {"rubrics", "DIR", "look for rubrics in this folder first", false}},
     .run = new_command},
    {.name = "completion",
     .usage = "completion bash",
     .summary = "print completion rules for bash",
     .details = "To use them: source <(vouch completion bash)",
     .run = completion_command},
    {.name = "help",
     .usage = "help [COMMAND]",
     .summary = "say how a command is used",
     .details = "Shows all commands, or how one of them is used.",
     .run = help_command},
    {.name = NULL},
};

const struct command *
command_find(const char *name)
{
  for (const struct command *command = commands; command->name; command++)
    if (strcmp(command->name, name) == 0)
      return command;
  return NULL;
}

size_t
command_names(const char *names[MAX_COMMANDS])
{
  size_t n = 0;
  for (const struct command *command = commands; command->name && n < MAX_COMMANDS; command++)
    names[n++] = command->name;
  return n;
}

static int
unknown_command(const char *word)
{
  const char *names[MAX_COMMANDS + 2];
  size_t n = command_names(names);
  names[n++] = "--help";
  names[n++] = "--version";
  const char *near = vouch_word_nearest(word, names, n);
  if (!near && (strchr(word, '/') || strchr(word, '.')))
    near = "check"; /* a file was named without a command */
  char *next = near ? format_text("Did you mean: vouch %s?", near) : format_text("vouch help lists the commands.");
  int code = usage_error(NULL, next, "there is no command %s", word);
  free(next);
  return code;
}

static int
dispatch(int argc, char **argv)
{
  if (argc < 2) {
    usage_error(NULL, "vouch help lists the commands.", "a command is missing");
    return EXIT_USAGE;
  }
  const char *word = argv[1];
  if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
    help_print(NULL);
    return EXIT_DONE;
  }
  if (strcmp(word, "--version") == 0) {
    printf("vouch %s\n", vouch_version());
    return EXIT_DONE;
  }
  const struct command *command = command_find(word);
  return command ? command->run(command, argc - 2, argv + 2) : unknown_command(word);
}

int
main(int argc, char **argv)
{
  system_start();
  int code = dispatch(argc, argv);
  errno = 0;
  if (fflush(stdout) != 0 || ferror(stdout)) {
    char *what = format_text("the results could not be written: %s.", strerror(errno ? errno : EIO));
    code = worse(code, system_error(what));
    free(what);
  }
  return code;
}
