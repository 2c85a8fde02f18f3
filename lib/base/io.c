/* SPDX-License-Identifier: MIT */
/* Files and folders: the one place of the base that knows POSIX. */
#define _GNU_SOURCE
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vouch/io.h>

#include "base/context.h"
#include "base/diag.h"
#include "base/source.h"

enum vouch_path_kind
vouch_path_kind(const char *path)
{
  struct stat info;
  if (stat(path, &info) != 0)
    return VOUCH_PATH_ABSENT;
  if (S_ISREG(info.st_mode))
    return VOUCH_PATH_FILE;
  return S_ISDIR(info.st_mode) ? VOUCH_PATH_FOLDER : VOUCH_PATH_OTHER;
}

/* Reads fd to its end, at most cap + 1 bytes. */
static enum vouch_status
read_all(struct vouch_context *context, int fd, size_t cap, char **ret_bytes, size_t *ret_size)
{
  size_t size = 0, room = 64 * 1024;
  char *bytes = vouch__resize(&context->allocator, NULL, room);
  while (bytes && size <= cap) {
    if (size == room) {
      char *more = vouch__resize(&context->allocator, bytes, room * 2);
      if (!more) {
        vouch__resize(&context->allocator, bytes, 0);
        return VOUCH_NOMEM;
      }
      bytes = more;
      room *= 2;
    }
    ssize_t n = read(fd, bytes + size, room - size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      int why = errno;
      vouch__resize(&context->allocator, bytes, 0);
      errno = why;
      return VOUCH_IO;
    }
    if (n == 0)
      break;
    size += (size_t)n;
  }
  if (!bytes)
    return VOUCH_NOMEM;
  *ret_bytes = bytes;
  *ret_size = size;
  return VOUCH_OK;
}

static enum vouch_status
refuse_kind(struct vouch_diags *diags, struct vouch__at at, mode_t mode)
{
  VOUCH__DIAG(diags, VOUCH__V002, at, S_ISDIR(mode) ? "Name the file in it." : "Give the name of a file.", at.path,
              S_ISDIR(mode) ? "a folder" : "a device or a pipe");
  return VOUCH_INPUT;
}

enum vouch_status
vouch_source_read(struct vouch_context *context, const char *path, size_t cap, struct vouch_diags *diags,
                  struct vouch_source **ret_source)
{
  bool standard = strcmp(path, "-") == 0;
  struct vouch__at at = {.path = path, .offset = VOUCH__NO_OFFSET};
  enum vouch_status status = VOUCH_IO;
  char *bytes = NULL;
  size_t size = 0;
  struct stat info;
  int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0 || fstat(fd, &info) != 0)
    goto failed;
  if (S_ISDIR(info.st_mode) || (!standard && !S_ISREG(info.st_mode))) {
    status = refuse_kind(diags, at, info.st_mode);
    goto done;
  }
  status = read_all(context, fd, cap, &bytes, &size);
  if (status == VOUCH_IO)
    goto failed;
  if (status == VOUCH_OK && size > cap) {
    char kib[32];
    snprintf(kib, sizeof kib, "%zu KiB", cap / 1024);
    VOUCH__DIAG(diags, VOUCH__V003, at, "Save the text on its own, without pictures in it.", path, kib);
    status = VOUCH_LIMIT;
  }
  if (status == VOUCH_OK)
    status = vouch_source_new(context, path, bytes, size, ret_source);
  goto done;
failed:
  status = VOUCH_IO;
  VOUCH__DIAG(diags, VOUCH__V001, at,
              errno == ENOENT ? "Check the name and the folder."
                              : "See whether you may open it, and whether the disk is sound.",
              path, strerror(errno));
done:
  if (bytes)
    vouch__resize(&context->allocator, bytes, 0);
  if (fd >= 0 && !standard) {
    int why = errno;
    close(fd);
    errno = why;
  }
  return status;
}

bool
vouch_path_inside(const char *folder, const char *path)
{
  char *inner = realpath(path, NULL), *outer = realpath(folder, NULL);
  size_t len = outer ? strlen(outer) : 0;
  bool inside = inner && outer && strncmp(inner, outer, len) == 0 && (inner[len] == '/' || inner[len] == '\0' || len == 1);
  free(inner);
  free(outer);
  return inside;
}

enum { DEEPEST = 64 };

/* Folders that are open in the walk, to notice a link that leads back up. */
struct level {
  const struct level *up;
  dev_t device;
  ino_t inode;
};

struct walk {
  const char *top, *suffix;
  enum vouch_status (*each)(const char *path, void *data);
  void *data;
};

static int
visible(const struct dirent *entry)
{
  return entry->d_name[0] != '.';
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
  return strcmp((*a)->d_name, (*b)->d_name);
}

static bool
ends_in(const char *name, const char *suffix)
{
  size_t n = strlen(name), m = strlen(suffix);
  return n > m && strcmp(name + n - m, suffix) == 0;
}

static enum vouch_status walk_folder(const struct walk *walk, const char *folder, const struct level *up);

static enum vouch_status
walk_entry(const struct walk *walk, const char *path, const char *name, const struct level *up)
{
  struct stat info, link;
  if (lstat(path, &link) != 0 || stat(path, &info) != 0)
    return VOUCH_OK; /* gone meanwhile, or a link to nowhere */
  if (S_ISLNK(link.st_mode) && !vouch_path_inside(walk->top, path))
    return VOUCH_OK;
  if (S_ISLNK(link.st_mode))
    return VOUCH_OK; /* its target is met on its own: each file once */
  if (S_ISDIR(info.st_mode)) {
    /* A folder with a file's name is handed on as well: reading it says that it is none. */
    enum vouch_status status = ends_in(name, walk->suffix) ? walk->each(path, walk->data) : VOUCH_OK;
    return status == VOUCH_OK ? walk_folder(walk, path, up) : status;
  }
  return ends_in(name, walk->suffix) ? walk->each(path, walk->data) : VOUCH_OK;
}

static enum vouch_status
walk_folder(const struct walk *walk, const char *folder, const struct level *up)
{
  struct stat info;
  if (stat(folder, &info) != 0)
    return VOUCH_IO;
  struct level level = {up, info.st_dev, info.st_ino};
  unsigned depth = 0;
  for (const struct level *l = up; l; l = l->up, depth++)
    if (l->device == level.device && l->inode == level.inode)
      return VOUCH_OK;
  struct dirent **entries;
  int n = depth > DEEPEST ? -1 : scandir(folder, &entries, visible, by_bytes);
  if (n < 0) /* handed on as it is: whoever tries to read it learns why it cannot be, and the rest is still walked */
    return up ? walk->each(folder, walk->data) : VOUCH_IO;
  enum vouch_status status = VOUCH_OK;
  for (int i = 0; i < n; i++) {
    char *path = NULL;
    size_t len = strlen(folder);
    if (status == VOUCH_OK &&
        asprintf(&path, "%s%s%s", folder, len && folder[len - 1] == '/' ? "" : "/", entries[i]->d_name) < 0)
      status = VOUCH_NOMEM;
    else if (status == VOUCH_OK)
      status = walk_entry(walk, path, entries[i]->d_name, &level);
    free(path);
    free(entries[i]);
  }
  free(entries);
  return status;
}

enum vouch_status
vouch_folder_walk(const char *folder, const char *suffix, enum vouch_status (*each)(const char *path, void *data), void *data)
{
  struct walk walk = {folder, suffix, each, data};
  return walk_folder(&walk, folder, NULL);
}

enum vouch_status
vouch_folder_make(const char *path)
{
  if (mkdir(path, 0777) == 0)
    return VOUCH_OK;
  if (errno == EEXIST && vouch_path_kind(path) == VOUCH_PATH_FOLDER)
    return VOUCH_OK;
  return VOUCH_IO;
}

static bool
write_all(int fd, const char *bytes, size_t size)
{
  while (size) {
    ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    bytes += n;
    size -= (size_t)n;
  }
  return true;
}

enum vouch_status
vouch_file_create(const char *path, const void *bytes, size_t size)
{
  char *part = NULL;
  if (asprintf(&part, "%s.part-%ld", path, (long)getpid()) < 0)
    return VOUCH_NOMEM;
  enum vouch_status status = VOUCH_IO;
  int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (fd < 0)
    goto done;
  bool good = write_all(fd, bytes, size) && fsync(fd) == 0;
  int why = errno;
  if (close(fd) != 0 && good) {
    good = false;
    why = errno;
  }
  /* link() refuses to replace, on every file system that has it; where it is not to be had, renameat2 does. */
  if (good && link(part, path) != 0) {
    if (errno == EEXIST || renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) != 0) {
      good = false;
      why = errno;
    }
  }
  unlink(part);
  errno = why;
  if (good)
    status = VOUCH_OK;
done:
  why = errno;
  free(part);
  errno = why;
  return status;
}
