/* SPDX-License-Identifier: MIT */
/* Work on several threads whose results come out in order. */
#ifndef VOUCH_CLI_ORDERED_H
#define VOUCH_CLI_ORDERED_H

#include <stdbool.h>
#include <stddef.h>

struct ordered {
  size_t n;                                            /* pieces of work: 0 ... n - 1 */
  unsigned jobs;                                       /* threads */
  size_t window;                                       /* at most so many results wait for one before them: memory stays flat */
  void (*work)(size_t i, unsigned thread, void *data); /* on any thread; thread is 0 ... jobs - 1 */
  bool (*emit)(size_t i, void *data);                  /* on the caller's thread, in order; false: stop */
  void (*tick)(size_t done, void *data);               /* on the caller's thread, now and then */
  void *data;
};

/* With one job no thread is started. */
void ordered_run(const struct ordered *ordered);

#endif
