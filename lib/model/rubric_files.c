/* SPDX-License-Identifier: MIT */
/* The files of a rubric: itself and the concept files that it uses. */
#include <string.h>

#include "base/digest.h"
#include "model/rubric_read.h"

enum { FILES_MOST = 64 };

static bool
plain_name(const char *name)
{
  return *name && *name != '.' && !strpbrk(name, "/\\:");
}

static bool
known(const struct vouch__rubric_reader *reader, const char *name)
{
  for (size_t i = 1; i < reader->n_files; i++)
    if (strcmp(reader->files[i].name, name) == 0)
      return true;
  return false;
}

static void
refuse(struct vouch__rubric_reader *reader, const char *path, uint32_t line, const char *hint, const char *name)
{
  VOUCH__DIAG(reader->diags, VOUCH__V224, VOUCH__AT_LINE(path, line), hint, name);
  reader->wrong = true;
}

static enum vouch_status
parse(struct vouch__rubric_reader *reader, size_t i, const char *root)
{
  struct vouch__rubric_file *file = &reader->files[i];
  size_t cap = i == 0 ? VOUCH_CAP_RUBRIC : VOUCH_CAP_CONCEPTS;
  const struct vouch__xml *xml = NULL;
  enum vouch_status status = vouch__xml_read(reader->arena, file->source, cap, true, reader->diags, &xml);
  if (status != VOUCH_OK)
    return status;
  if (strcmp(xml->name, root) != 0) {
    const char *problem = i == 0 ? "it is a file of shared concepts; a rubric starts with <rubric>"
                                 : "it is a rubric; a file of shared concepts starts with <concepts>";
    VOUCH__DIAG(reader->diags, VOUCH__V209, VOUCH__AT_LINE(file->path, xml->line), NULL, problem);
    return VOUCH_INPUT;
  }
  file->root = xml;
  return VOUCH_OK;
}

static enum vouch_status use(struct vouch__rubric_reader *reader, size_t from);

/* One <use>: the file is asked for, read, and what it uses after it. */
static enum vouch_status
use_one(struct vouch__rubric_reader *reader, const char *from, const struct vouch__xml *xml)
{
  const char *name = vouch__xml_attr(xml, "concepts");
  if (known(reader, name))
    return VOUCH_OK;
  if (!plain_name(name) || reader->n_files == FILES_MOST) {
    refuse(reader, from, xml->line, "Name a file without folders; a rubric uses at most 63.", name);
    return VOUCH_OK;
  }
  struct vouch_source *source = NULL;
  enum vouch_status status = reader->load ? reader->load(name, &source, reader->data) : VOUCH_INPUT;
  if (status == VOUCH_NOMEM)
    return status;
  if (status != VOUCH_OK) {
    refuse(reader, from, xml->line, "Put the file beside the rubric, or look for a slip in its name.", name);
    return VOUCH_OK;
  }
  if (!VOUCH__PUSH(reader->arena, reader->files, reader->n_files, reader->cap_files)) {
    vouch_source_free(source);
    return VOUCH_NOMEM;
  }
  size_t i = reader->n_files - 1;
  reader->files[i] = (struct vouch__rubric_file){.name = name, .source = source, .own = source};
  reader->files[i].path = vouch__copy(reader->arena, source->path, strlen(source->path));
  if (!reader->files[i].path)
    return VOUCH_NOMEM;
  status = parse(reader, i, "concepts");
  if (status == VOUCH_OK)
    return use(reader, i);
  reader->wrong = true;
  return status == VOUCH_NOMEM ? status : VOUCH_OK;
}

static enum vouch_status
use(struct vouch__rubric_reader *reader, size_t from)
{
  const struct vouch__xml *root = reader->files[from].root;
  const char *path = reader->files[from].path;
  for (size_t i = 0; i < root->n_kids; i++) {
    if (strcmp(root->kids[i].name, "use") != 0)
      continue;
    enum vouch_status status = use_one(reader, path, &root->kids[i]);
    if (status != VOUCH_OK)
      return status;
  }
  return VOUCH_OK;
}

enum vouch_status
vouch__rubric_files_read(struct vouch__rubric_reader *reader, const struct vouch_source *source)
{
  if (!VOUCH__PUSH(reader->arena, reader->files, reader->n_files, reader->cap_files))
    return VOUCH_NOMEM;
  const char *path = vouch__copy(reader->arena, source->path, strlen(source->path));
  if (!path)
    return VOUCH_NOMEM;
  reader->files[0] = (struct vouch__rubric_file){.name = path, .path = path, .source = source};
  enum vouch_status status = parse(reader, 0, "rubric");
  return status == VOUCH_OK ? use(reader, 0) : status;
}

enum vouch_status
vouch__rubric_files_digest(const struct vouch__rubric_reader *reader, char ret_hex[129])
{
  struct vouch__bytes ranges[2 * FILES_MOST];
  for (size_t i = 0; i < reader->n_files; i++) {
    ranges[2 * i] = (struct vouch__bytes){reader->files[i].source->sha512, 128};
    ranges[2 * i + 1] = (struct vouch__bytes){"\n", 1};
  }
  return vouch__sha512(ranges, 2 * reader->n_files, ret_hex);
}

void
vouch__rubric_files_free(struct vouch__rubric_reader *reader)
{
  for (size_t i = 0; i < reader->n_files; i++)
    vouch_source_free(reader->files[i].own);
}
