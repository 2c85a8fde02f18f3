/* SPDX-License-Identifier: MIT */
/* What the commands share: the table, options, exit codes, messages. */
#ifndef VOUCH_CLI_H
#define VOUCH_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <vouch/vouch.h>

/* Exit codes (formats: docs and `vouch help`). */
enum { EXIT_DONE = 0, EXIT_SHORT = 1, EXIT_USAGE = 2, EXIT_UNUSABLE = 3, EXIT_TAMPERED = 4, EXIT_SYSTEM = 5 };
/* The one that counts when there are several: 5 > 2 > 4 > 3 > 1 > 0. */
int worse(int a, int b);
/* What a failed library call ends with. */
int exit_of(enum vouch_status status);

struct option {
  const char *name;  /* "rubric", without the hyphens */
  const char *value; /* "R": it takes one; NULL: a flag */
  const char *help;
  bool repeat; /* may be given more than once */
};

enum { MAX_OPTIONS = 8 };

struct command {
  const char *name, *usage, *summary;
  const char *details; /* for `vouch help NAME`; lines of at most 80 columns */
  struct option options[MAX_OPTIONS];
  int (*run)(const struct command *command, int argc, char **argv);
};

/* The one table: dispatch, help, completion and the manual pages follow it. Ends with a NULL name. */
extern const struct command commands[];
const struct command *command_find(const char *name);
/* The names of all commands, for suggestions; how many there are. */
enum { MAX_COMMANDS = 32 };
size_t command_names(const char *names[MAX_COMMANDS]);

int check_command(const struct command *command, int argc, char **argv);
int explain_command(const struct command *command, int argc, char **argv);
int rubric_command(const struct command *command, int argc, char **argv);
int init_command(const struct command *command, int argc, char **argv);
int new_command(const struct command *command, int argc, char **argv);
int help_command(const struct command *command, int argc, char **argv);
int completion_command(const struct command *command, int argc, char **argv);

/* The words after the command, sorted into options and the rest. */
struct words {
  const struct command *command;
  struct given {
    const struct option *option;
    const char *value;
  } * options;
  size_t n_options;
  const char **operands;
  size_t n_operands;
};
/* EXIT_DONE, or EXIT_USAGE after one clear line. --help is done here: *ret_done is set. Free with words_free(). */
int words_read(struct words *words, const struct command *command, int argc, char **argv, bool *ret_done);
void words_free(struct words *words);
const char *words_value(const struct words *words, const char *option); /* the first one, or NULL */
bool words_has(const struct words *words, const char *option);

void help_print(const struct command *command); /* on standard output */

/* One line on standard error: "vouch COMMAND: text", and the next step below. Returns EXIT_USAGE. */
int usage_error(const struct command *command, const char *next, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Out of memory, full disk: one line, EXIT_SYSTEM. */
int system_error(const char *what);
/* Memory that must be there: without it the program says so and ends with EXIT_SYSTEM. */
void *must(void *memory);
char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* How text looks on a stream: width and colour of its terminal. */
struct vouch_style style_of(FILE *stream);
/* Prints the list on standard error. */
int diags_print(struct vouch_context *context, const struct vouch_diags *diags);

#endif
