/* SPDX-License-Identifier: MIT */
/* Reads the words after the command by the command's own table of options. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static const struct option *
find_option(const struct command *command, const char *name, size_t len)
{
  for (const struct option *option = command->options; option < command->options + MAX_OPTIONS && option->name; option++)
    if (strlen(option->name) == len && memcmp(option->name, name, len) == 0)
      return option;
  return NULL;
}

static int
unknown_option(const struct command *command, const char *word, size_t len)
{
  const char *names[MAX_OPTIONS + 1] = {"help"};
  size_t n = 1;
  for (const struct option *option = command->options; option < command->options + MAX_OPTIONS && option->name; option++)
    names[n++] = option->name;
  char *name = format_text("%.*s", (int)len, word);
  const char *near = vouch_word_nearest(name, names, n);
  char *next = near ? format_text("Did you mean --%s?", near) : format_text("vouch help %s lists the options.", command->name);
  int code = usage_error(command, next, "there is no option %s%s", len > 1 || *word != '-' ? "--" : "", name);
  free(next);
  free(name);
  return code;
}

/* One word that starts with two hyphens, and the value behind it. */
static int
take_option(struct words *words, int argc, char **argv, int *i)
{
  const char *word = argv[*i] + 2;
  size_t len = strcspn(word, "=");
  const struct option *option = find_option(words->command, word, len);
  if (!option)
    return unknown_option(words->command, word, len);
  const char *value = word[len] == '=' ? word + len + 1 : NULL;
  if (value && !option->value)
    return usage_error(words->command, "Leave out the = and what follows.", "--%s takes no value", option->name);
  if (option->value && !value && *i + 1 < argc)
    value = argv[++*i];
  if (option->value && (!value || !*value)) {
    char *next = format_text("Write it as --%s %s.", option->name, option->value);
    int code = usage_error(words->command, next, "--%s needs a value", option->name);
    free(next);
    return code;
  }
  if (!option->repeat && words_has(words, option->name))
    return usage_error(words->command, "Give it once.", "--%s stands twice", option->name);
  words->options[words->n_options++] = (struct given){option, value};
  return EXIT_DONE;
}

int
words_read(struct words *words, const struct command *command, int argc, char **argv, bool *ret_done)
{
  *words = (struct words){.command = command};
  size_t room = (size_t)argc + 1;
  words->options = must(calloc(room, sizeof *words->options));
  words->operands = must(calloc(room, sizeof *words->operands));
  *ret_done = false;
  for (int i = 0; i < argc; i++) {
    const char *word = argv[i];
    int code = EXIT_DONE;
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
      help_print(command);
      *ret_done = true;
      return EXIT_DONE;
    }
    if (strcmp(word, "--") == 0) {
      while (++i < argc)
        words->operands[words->n_operands++] = argv[i];
    } else if (strncmp(word, "--", 2) == 0) {
      code = take_option(words, argc, argv, &i);
    } else if (word[0] == '-' && word[1]) {
      code = usage_error(command, "Options start with two hyphens. A file of this name is given as ./-name.",
                         "there is no option %s", word);
    } else {
      words->operands[words->n_operands++] = word;
    }
    if (code != EXIT_DONE)
      return code;
  }
  return EXIT_DONE;
}

void
words_free(struct words *words)
{
  free(words->options);
  free(words->operands);
  *words = (struct words){0};
}

const char *
words_value(const struct words *words, const char *option)
{
  for (size_t i = 0; i < words->n_options; i++)
    if (strcmp(words->options[i].option->name, option) == 0)
      return words->options[i].value;
  return NULL;
}

bool
words_has(const struct words *words, const char *option)
{
  for (size_t i = 0; i < words->n_options; i++)
    if (strcmp(words->options[i].option->name, option) == 0)
      return true;
  return false;
}
