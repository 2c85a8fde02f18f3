/* SPDX-License-Identifier: MIT */
/* The shelf: where rubrics and templates stand, and the rubrics that were read, each once a run. */
#ifndef VOUCH_CLI_SHELF_H
#define VOUCH_CLI_SHELF_H

#include <threads.h>
#include <vouch/vouch.h>

/* A rubric that was asked for. rubric NULL: it cannot be used, and diags say why. */
struct shelved {
  char *name;
  size_t index; /* on the shelf: 0, 1 ... */
  struct vouch_rubric *rubric;
  struct vouch_diags *diags;
  int code; /* exit code that it adds */
  struct shelved *next;
};

struct shelf {
  struct vouch_context *context;
  const char *own; /* --rubrics DIR: looked at first, not trusted; or NULL */
  char *data[3];   /* data folders, each with rubrics/ and templates/: trusted */
  size_t n_data;
  struct shelved *first, **end;
  size_t n;
  mtx_t lock;
};

/* own may be NULL. Errors: VOUCH_NOMEM. */
enum vouch_status shelf_open(struct shelf *shelf, struct vouch_context *context, const char *own);
void shelf_close(struct shelf *shelf);

/* The rubric of that id; with `paths`, the rubric file of that path too. Read at the first call, then kept; any thread may ask.
 * NULL: nothing of that name is there. */
struct shelved *shelf_get(struct shelf *shelf, const char *name, bool paths);

/* The rubric that the user named (--rubric, `rubric show`): an id or a path. Never NULL: what is not there says so (V200). */
struct shelved *shelf_named(struct shelf *shelf, const char *name);

/* Calls `each` for every rubric file in reach, in the order in which they are looked for; an id that came before is left out.
 */
void shelf_each(struct shelf *shelf, void (*each)(const char *path, const struct vouch_rubric_head *head, void *data),
                void *data);

/* "Did you mean difficult-interactions?" or the ids to choose from; free() it. */
char *shelf_hint(struct shelf *shelf, const char *name);

#define NO_RUBRICS_HINT "Set VOUCH_DATA_DIR to the folder that holds rubrics and templates."

/* The file `name` of the templates; free() it. NULL: there is no data folder. */
char *shelf_template(const struct shelf *shelf, const char *name);

#endif
