/* SPDX-License-Identifier: MIT */
/* Work on several threads whose results come out in order. */
#include "ordered.h"

#include <stdlib.h>
#include <threads.h>
#include <time.h>

#include "cli.h"

struct shared {
  const struct ordered *ordered;
  mtx_t lock;
  cnd_t moved; /* something was finished or emitted */
  size_t next; /* to be taken */
  size_t out;  /* to be emitted */
  bool *ready; /* by i % window */
  bool stop;
};

struct thread {
  struct shared *shared;
  unsigned number;
  thrd_t handle;
};

static int
run_thread(void *data)
{
  struct thread *thread = data;
  struct shared *shared = thread->shared;
  const struct ordered *ordered = shared->ordered;
  mtx_lock(&shared->lock);
  for (;;) {
    while (!shared->stop && shared->next < ordered->n && shared->next >= shared->out + ordered->window)
      cnd_wait(&shared->moved, &shared->lock);
    if (shared->stop || shared->next >= ordered->n)
      break;
    size_t i = shared->next++;
    mtx_unlock(&shared->lock);
    ordered->work(i, thread->number, ordered->data);
    mtx_lock(&shared->lock);
    shared->ready[i % ordered->window] = true;
    if (i == shared->out)
      cnd_broadcast(&shared->moved);
  }
  mtx_unlock(&shared->lock);
  return 0;
}

/* A tenth of a second from now: progress is shown even when nothing comes out. */
static void
wait_a_little(struct shared *shared)
{
  struct timespec until;
  timespec_get(&until, TIME_UTC);
  until.tv_nsec += 100 * 1000 * 1000;
  if (until.tv_nsec >= 1000 * 1000 * 1000) {
    until.tv_nsec -= 1000 * 1000 * 1000;
    until.tv_sec++;
  }
  cnd_timedwait(&shared->moved, &shared->lock, &until);
}

static void
emit_all(struct shared *shared)
{
  const struct ordered *ordered = shared->ordered;
  mtx_lock(&shared->lock);
  while (shared->out < ordered->n && !shared->stop) {
    size_t slot = shared->out % ordered->window;
    if (!shared->ready[slot]) {
      wait_a_little(shared);
      mtx_unlock(&shared->lock);
      ordered->tick(shared->out, ordered->data);
      mtx_lock(&shared->lock);
      continue;
    }
    mtx_unlock(&shared->lock);
    bool good = ordered->emit(shared->out, ordered->data);
    ordered->tick(shared->out + 1, ordered->data);
    mtx_lock(&shared->lock);
    shared->ready[slot] = false;
    shared->out++;
    shared->stop = !good;
    cnd_broadcast(&shared->moved);
  }
  mtx_unlock(&shared->lock);
}

static void
run_alone(const struct ordered *ordered)
{
  for (size_t i = 0; i < ordered->n; i++) {
    ordered->work(i, 0, ordered->data);
    if (!ordered->emit(i, ordered->data))
      return;
    ordered->tick(i + 1, ordered->data);
  }
}

void
ordered_run(const struct ordered *ordered)
{
  struct shared shared = {.ordered = ordered};
  if (ordered->jobs <= 1) {
    run_alone(ordered);
    return;
  }
  shared.ready = must(calloc(ordered->window, sizeof *shared.ready));
  struct thread *threads = must(calloc(ordered->jobs, sizeof *threads));
  unsigned started = 0;
  if (mtx_init(&shared.lock, mtx_plain) != thrd_success || cnd_init(&shared.moved) != thrd_success)
    exit(system_error("no more threads can be started."));
  for (; started < ordered->jobs; started++) {
    threads[started] = (struct thread){.shared = &shared, .number = started};
    if (thrd_create(&threads[started].handle, run_thread, &threads[started]) != thrd_success)
      break;
  }
  if (!started)
    exit(system_error("no more threads can be started."));
  emit_all(&shared);
  for (unsigned i = 0; i < started; i++)
    thrd_join(threads[i].handle, NULL);
  cnd_destroy(&shared.moved);
  mtx_destroy(&shared.lock);
  free(threads);
  free(shared.ready);
}
