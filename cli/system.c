/* SPDX-License-Identifier: MIT */
/* The system's side of the program: terminal, signals, processors, where the program stands. */
#define _GNU_SOURCE
#include "system.h"

#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

static void
interrupted(int number)
{
  (void)number;
  _exit(130);
}

void
system_start(void)
{
  struct sigaction on_interrupt = {.sa_handler = interrupted}, on_pipe = {.sa_handler = SIG_DFL};
  sigaction(SIGINT, &on_interrupt, NULL);
  sigaction(SIGPIPE, &on_pipe, NULL);
}

unsigned
system_cores(void)
{
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
    return (unsigned)CPU_COUNT(&set);
  long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n > 0 ? (unsigned)n : 1;
}

bool
system_is_terminal(FILE *stream)
{
  return isatty(fileno(stream)) == 1;
}

unsigned
system_columns(FILE *stream)
{
  struct winsize size = {0};
  return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

double
system_seconds(void)
{
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

char *
system_program_folder(void)
{
  char *path = realpath("/proc/self/exe", NULL);
  char *slash = path ? strrchr(path, '/') : NULL;
  if (slash)
    *slash = '\0';
  return path;
}

char *
system_real_path(const char *path)
{
  return realpath(path, NULL);
}
