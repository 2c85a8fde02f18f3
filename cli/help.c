/* SPDX-License-Identifier: MIT */
/* vouch help [COMMAND] */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static void
print_option(const struct option *option)
{
  char *left = format_text("--%s%s%s", option->name, option->value ? " " : "", option->value ? option->value : "");
  printf("  %-18s %s\n", left, option->help);
  free(left);
}

static void
print_overview(void)
{
  puts("vouch finds evidence in your accounts, quotes it, and says what is missing.\n\nUsage: vouch COMMAND [OPTION]... "
       "[ARGUMENT]...\n");
  for (const struct command *command = commands; command->name; command++)
    printf("  %-18s %s\n", command->name, command->summary);
  puts("\nvouch help COMMAND says more. vouch --version prints the version.\n"
       "\n"
       "Exit codes: 0 done, 1 done and something falls short, 2 wrong use,\n"
       "3 an input could not be used, 4 an archive is damaged, 5 the system failed.");
}

void
help_print(const struct command *command)
{
  if (!command) {
    print_overview();
    return;
  }
  printf("Usage: vouch %s\n\n%s\n", command->usage, command->details);
  if (command->options[0].name)
    puts("\nOptions:");
  for (const struct option *option = command->options; option < command->options + MAX_OPTIONS && option->name; option++)
    print_option(option);
}

int
help_command(const struct command *command, int argc, char **argv)
{
  bool done;
  struct words words;
  int code = words_read(&words, command, argc, argv, &done);
  if (code != EXIT_DONE || done)
    goto end;
  const struct command *about = words.n_operands ? command_find(words.operands[0]) : NULL;
  if (words.n_operands && !about) {
    const char *names[MAX_COMMANDS];
    const char *near = vouch_word_nearest(words.operands[0], names, command_names(names));
    char *next = near ? format_text("Did you mean %s?", near) : format_text("vouch help lists the commands.");
    code = usage_error(command, next, "there is no command %s", words.operands[0]);
    free(next);
  } else {
    help_print(about);
  }
end:
  words_free(&words);
  return code;
}
