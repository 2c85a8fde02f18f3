/* SPDX-License-Identifier: MIT */
/* The shelf: where rubrics and templates stand, and the rubrics that were read, each once a run. */
#include "shelf.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "system.h"

#ifndef VOUCH_DATA_FOLDER
#error "VOUCH_DATA_FOLDER: the installed data folder, set by meson"
#endif

static bool
is_data_folder(const char *folder)
{
  char *rubrics = format_text("%s/rubrics", folder), *templates = format_text("%s/templates", folder);
  bool is = vouch_path_kind(rubrics) == VOUCH_PATH_FOLDER && vouch_path_kind(templates) == VOUCH_PATH_FOLDER;
  free(rubrics);
  free(templates);
  return is;
}

/* In a source tree the program stands in build/cli: the data folder is at most three steps up. */
static char *
source_folder(void)
{
  char *folder = system_program_folder();
  for (int up = 0; folder && up < 4; up++) {
    if (is_data_folder(folder))
      return folder;
    char *slash = strrchr(folder, '/');
    if (!slash || slash == folder)
      break;
    *slash = '\0';
  }
  free(folder);
  return NULL;
}

enum vouch_status
shelf_open(struct shelf *shelf, struct vouch_context *context, const char *own)
{
  *shelf = (struct shelf){.context = context, .own = own};
  shelf->end = &shelf->first;
  const char *named = getenv("VOUCH_DATA_DIR");
  if (named && *named && is_data_folder(named))
    shelf->data[shelf->n_data++] = format_text("%s", named);
  char *source = source_folder();
  if (source)
    shelf->data[shelf->n_data++] = source;
  if (is_data_folder(VOUCH_DATA_FOLDER))
    shelf->data[shelf->n_data++] = format_text("%s", VOUCH_DATA_FOLDER);
  return mtx_init(&shelf->lock, mtx_plain) == thrd_success ? VOUCH_OK : VOUCH_NOMEM;
}

void
shelf_close(struct shelf *shelf)
{
  for (struct shelved *item = shelf->first, *next; item; item = next) {
    next = item->next;
    vouch_rubric_free(item->rubric);
    vouch_diags_free(item->diags);
    free(item->name);
    free(item);
  }
  for (size_t i = 0; i < shelf->n_data; i++)
    free(shelf->data[i]);
  mtx_destroy(&shelf->lock);
}

/* Where a rubric's concept files are looked up: beside it, then in the data folders. */
struct concepts {
  const struct shelf *shelf;
  const char *folder;
};

static enum vouch_status
load_concepts(const char *name, struct vouch_source **ret_source, void *data)
{
  const struct concepts *concepts = data;
  if (strchr(name, '/') || name[0] == '.')
    return VOUCH_INPUT;
  for (size_t i = 0; i <= concepts->shelf->n_data; i++) {
    char *path = i == 0 ? format_text("%s/%s", concepts->folder, name)
                        : format_text("%s/rubrics/%s", concepts->shelf->data[i - 1], name);
    enum vouch_status status = VOUCH_INPUT;
    bool there = vouch_path_kind(path) == VOUCH_PATH_FILE;
    if (there)
      status = vouch_source_read(concepts->shelf->context, path, VOUCH_CAP_CONCEPTS, NULL, ret_source);
    free(path);
    if (there)
      return status;
  }
  return VOUCH_INPUT;
}

static char *
folder_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? format_text("%.*s", slash == path ? 1 : (int)(slash - path), path) : format_text(".");
}

static void
read_rubric(struct shelf *shelf, struct shelved *item, const char *path, bool trusted)
{
  struct vouch_source *source = NULL;
  char *folder = folder_of(path);
  struct concepts concepts = {shelf, folder};
  /* Read with room to spare: the library itself refuses a rubric over its cap, in the words of a rubric. */
  enum vouch_status status = vouch_source_read(shelf->context, path, VOUCH_CAP_CONCEPTS, item->diags, &source);
  if (status == VOUCH_OK)
    status = vouch_rubric_read(shelf->context, source, trusted, load_concepts, &concepts, item->diags, &item->rubric);
  item->code = exit_of(status);
  vouch_source_free(source);
  free(folder);
}

/* The path of the rubric file, and whether it is trusted. NULL: there is none. */
static char *
find_path(const struct shelf *shelf, const char *name, bool paths, bool *ret_trusted)
{
  bool plain = !strchr(name, '/') && name[0] != '.' && strlen(name) < 128;
  *ret_trusted = false;
  for (size_t i = shelf->own ? 0 : 1; plain && i <= shelf->n_data; i++) {
    char *path =
        i == 0 ? format_text("%s/%s.xml", shelf->own, name) : format_text("%s/rubrics/%s.xml", shelf->data[i - 1], name);
    if (vouch_path_kind(path) != VOUCH_PATH_ABSENT) {
      *ret_trusted = i > 0;
      return path;
    }
    free(path);
  }
  /* A word without a slash or an ending is taken for a path only when something stands there. */
  bool looks = strchr(name, '/') || strchr(name, '.');
  return paths && (looks || vouch_path_kind(name) != VOUCH_PATH_ABSENT) ? format_text("%s", name) : NULL;
}

static struct shelved *
add(struct shelf *shelf, const char *name)
{
  struct shelved *item = must(calloc(1, sizeof *item));
  item->name = format_text("%s", name);
  item->index = shelf->n++;
  if (vouch_diags_new(shelf->context, &item->diags) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
  *shelf->end = item;
  shelf->end = &item->next;
  return item;
}

struct shelved *
shelf_get(struct shelf *shelf, const char *name, bool paths)
{
  bool trusted;
  mtx_lock(&shelf->lock);
  struct shelved *item = shelf->first;
  while (item && strcmp(item->name, name) != 0)
    item = item->next;
  char *path = item ? NULL : find_path(shelf, name, paths, &trusted);
  if (path) {
    item = add(shelf, name);
    read_rubric(shelf, item, path, trusted);
  }
  mtx_unlock(&shelf->lock);
  free(path);
  return item;
}

struct shelved *
shelf_named(struct shelf *shelf, const char *name)
{
  struct shelved *item = shelf_get(shelf, name, true);
  if (item)
    return item;
  char *hint = shelf_hint(shelf, name);
  struct vouch_place place = {.offset = VOUCH_NO_OFFSET};
  mtx_lock(&shelf->lock);
  item = add(shelf, name);
  item->code = EXIT_UNUSABLE;
  bool any = shelf->n_data || shelf->own;
  if (vouch_diags_add(item->diags, any ? "V200" : "V231", place, any ? hint : NO_RUBRICS_HINT,
                      (const char *const[]){name, NULL}) != VOUCH_OK)
    item->code = EXIT_SYSTEM;
  mtx_unlock(&shelf->lock);
  free(hint);
  return item;
}

struct listing {
  struct shelf *shelf;
  void (*each)(const char *path, const struct vouch_rubric_head *head, void *data);
  void *data;
  const char *folder;
  char **seen;
  size_t n_seen;
};

static bool
seen(const struct listing *listing, const char *id)
{
  for (size_t i = 0; i < listing->n_seen; i++)
    if (strcmp(listing->seen[i], id) == 0)
      return true;
  return false;
}

static enum vouch_status
list_file(const char *path, void *data)
{
  struct listing *listing = data;
  struct vouch_source *source = NULL;
  struct vouch_rubric_head head;
  bool deeper = strchr(path + strlen(listing->folder) + 1, '/') != NULL;
  if (!deeper && vouch_source_read(listing->shelf->context, path, VOUCH_CAP_RUBRIC, NULL, &source) == VOUCH_OK &&
      vouch_rubric_head(listing->shelf->context, source, &head) == VOUCH_OK && !seen(listing, head.id)) {
    listing->seen = must(realloc(listing->seen, (listing->n_seen + 1) * sizeof *listing->seen));
    listing->seen[listing->n_seen++] = format_text("%s", head.id);
    listing->each(path, &head, listing->data);
  }
  vouch_source_free(source);
  return VOUCH_OK;
}

void
shelf_each(struct shelf *shelf, void (*each)(const char *path, const struct vouch_rubric_head *head, void *data), void *data)
{
  struct listing listing = {.shelf = shelf, .each = each, .data = data};
  for (size_t i = shelf->own ? 0 : 1; i <= shelf->n_data; i++) {
    char *folder = i == 0 ? format_text("%s", shelf->own) : format_text("%s/rubrics", shelf->data[i - 1]);
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
      folder[--len] = '\0';
    listing.folder = folder;
    vouch_folder_walk(folder, ".xml", list_file, &listing);
    free(folder);
  }
  for (size_t i = 0; i < listing.n_seen; i++)
    free(listing.seen[i]);
  free(listing.seen);
}

struct ids {
  char **list;
  size_t n;
};

static void
keep_id(const char *path, const struct vouch_rubric_head *head, void *data)
{
  struct ids *ids = data;
  (void)path;
  ids->list = must(realloc(ids->list, (ids->n + 1) * sizeof *ids->list));
  ids->list[ids->n++] = format_text("%s", head->id);
}

char *
shelf_hint(struct shelf *shelf, const char *name)
{
  struct ids ids = {0};
  shelf_each(shelf, keep_id, &ids);
  const char *near = name ? vouch_word_nearest(name, (const char *const *)ids.list, ids.n) : NULL;
  char *hint = near ? format_text("Did you mean %s?", near) : format_text(ids.n ? "The units are" : "No rubrics were found");
  for (size_t i = 0; i < ids.n; i++) {
    if (!near) {
      char *longer = format_text("%s%s %s", hint, i ? "," : "", ids.list[i]);
      free(hint);
      hint = longer;
    }
    free(ids.list[i]);
  }
  if (!near) {
    char *whole = format_text("%s.", hint);
    free(hint);
    hint = whole;
  }
  free(ids.list);
  return hint;
}

char *
shelf_template(const struct shelf *shelf, const char *name)
{
  return shelf->n_data ? format_text("%s/templates/%s", shelf->data[0], name) : NULL;
}
