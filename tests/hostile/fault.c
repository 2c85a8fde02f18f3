/* SPDX-License-Identifier: MIT */
/* A fault on purpose, preloaded: opening a file whose name ends in $FAULT_NAME fails with $FAULT_OPEN, reading it with
 * $FAULT_READ (errno numbers). It stands in for an unreadable file, which root could read, and for a failing disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int fault_open(const char *path, int flags, ...) __asm__("open");
int fault_open64(const char *path, int flags, ...) __asm__("open64");
ssize_t fault_read(int fd, void *bytes, size_t size) __asm__("read");

static int marked = -1;

static int
fault_of(const char *name)
{
  const char *text = getenv(name);
  return text ? atoi(text) : 0;
}

static int
open_or_fail(const char *symbol, const char *path, int flags, int mode)
{
  const char *name = getenv("FAULT_NAME");
  size_t len = strlen(path), end = name ? strlen(name) : 0;
  bool hit = name && len >= end && strcmp(path + len - end, name) == 0;
  if (hit && fault_of("FAULT_OPEN")) {
    errno = fault_of("FAULT_OPEN");
    return -1;
  }
  int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, symbol);
  int fd = real(path, flags, mode);
  if (hit)
    marked = fd;
  return fd;
}

int
fault_open(const char *path, int flags, ...)
{
  va_list args;
  va_start(args, flags);
  int mode = flags & O_CREAT ? va_arg(args, int) : 0;
  va_end(args);
  return open_or_fail("open", path, flags, mode);
}

int
fault_open64(const char *path, int flags, ...)
{
  va_list args;
  va_start(args, flags);
  int mode = flags & O_CREAT ? va_arg(args, int) : 0;
  va_end(args);
  return open_or_fail("open64", path, flags, mode);
}

ssize_t
fault_read(int fd, void *bytes, size_t size)
{
  if (fd == marked && fault_of("FAULT_READ")) {
    errno = fault_of("FAULT_READ");
    return -1;
  }
  ssize_t (*real)(int, void *, size_t) = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  return real(fd, bytes, size);
}
