/* SPDX-License-Identifier: MIT */
/* What `init` and `new` share: rubrics of the units, files made from templates. */
#ifndef VOUCH_CLI_START_H
#define VOUCH_CLI_START_H

#include <vouch/vouch.h>

#include "cli.h"
#include "shelf.h"

struct start {
  const struct command *command;
  struct words words;
  struct vouch_context *context;
  struct shelf shelf;
  const struct vouch_rubric **rubrics;
  size_t n_rubrics;
};

/* Opens shelf and context. Close with start_close(), whatever happened. */
void start_open(struct start *start, const struct command *command);
void start_close(struct start *start);
/* Reads the rubric of that id; an unknown one is a wrong use (from the command line) or unusable. */
int start_use(struct start *start, const char *unit);
/* The units of --unit, in order. */
int start_units(struct start *start);

/* Makes the file from the template, filled, and says so. A file that is there already is left alone: EXIT_USAGE. */
int start_file(struct start *start, const char *path, const char *template_name, const struct vouch_starter *starter);
/* Makes the folder and those above it. */
int start_folder(const char *path);

#endif
