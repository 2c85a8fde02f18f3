/* SPDX-License-Identifier: MIT */
/* The system's side of the program: terminal, signals, processors, where the program stands. The one file that knows POSIX. */
#ifndef VOUCH_CLI_SYSTEM_H
#define VOUCH_CLI_SYSTEM_H

#include <stdbool.h>
#include <stdio.h>

/* Interrupt (Ctrl-C) ends with 130, a closed pipe ends quietly. */
void system_start(void);
unsigned system_cores(void);
bool system_is_terminal(FILE *stream);
unsigned system_columns(FILE *stream);    /* 0 when not known */
double system_seconds(void);              /* a clock that only goes forward */
char *system_program_folder(void);        /* NULL when not known; free() it */
char *system_real_path(const char *path); /* links followed; NULL when it is not there; free() it */

#endif
