/* SPDX-License-Identifier: MIT */
/* Arenas over the caller's allocator. */
#include "base/mem.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_SIZE = 64 * 1024, ALIGN = alignof(max_align_t) };

struct vouch__chunk {
  struct vouch__chunk *next;
  size_t size;
  alignas(max_align_t) char bytes[];
};

static void *
resize_malloc(void *ptr, size_t size, void *data)
{
  (void)data;
  if (size == 0) {
    free(ptr);
    return NULL;
  }
  return realloc(ptr, size);
}

struct vouch_allocator
vouch__allocator_default(void)
{
  return (struct vouch_allocator){.resize = resize_malloc};
}

void *
vouch__resize(const struct vouch_allocator *allocator, void *ptr, size_t size)
{
  return allocator->resize(ptr, size, allocator->data);
}

void
vouch__arena_init(struct vouch__arena *arena, struct vouch_allocator allocator)
{
  *arena = (struct vouch__arena){.allocator = allocator};
}

void
vouch__arena_free(struct vouch__arena *arena)
{
  for (struct vouch__chunk *chunk = arena->chunk, *next; chunk; chunk = next) {
    next = chunk->next;
    vouch__resize(&arena->allocator, chunk, 0);
  }
  arena->chunk = NULL;
  arena->used = 0;
}

void *
vouch__alloc(struct vouch__arena *arena, size_t size)
{
  if (size > SIZE_MAX / 2)
    return NULL;
  size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  if (size == 0)
    size = ALIGN;
  if (!arena->chunk || arena->chunk->size - arena->used < size) {
    size_t want = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    struct vouch__chunk *chunk = vouch__resize(&arena->allocator, NULL, sizeof *chunk + want);
    if (!chunk)
      return NULL;
    chunk->size = want;
    chunk->next = arena->chunk;
    arena->chunk = chunk;
    arena->used = 0;
  }
  void *at = arena->chunk->bytes + arena->used;
  arena->used += size;
  return memset(at, 0, size);
}

void *
vouch__grow(struct vouch__arena *arena, void *items, size_t n, size_t *cap, size_t size)
{
  if (n < *cap)
    return items;
  size_t more = *cap ? *cap * 2 : 8;
  if (more > SIZE_MAX / 2 / size)
    return NULL;
  void *moved = vouch__alloc(arena, more * size);
  if (!moved)
    return NULL;
  if (n)
    memcpy(moved, items, n * size);
  *cap = more;
  return moved;
}

bool
vouch__push_(struct vouch__arena *arena, void **items, size_t *n, size_t *cap, size_t size)
{
  void *list = vouch__grow(arena, *items, *n, cap, size);
  if (!list)
    return false;
  *items = list;
  ++*n;
  return true;
}

char *
vouch__copy(struct vouch__arena *arena, const char *text, size_t len)
{
  char *copy = vouch__alloc(arena, len + 1);
  if (copy && len)
    memcpy(copy, text, len);
  return copy;
}

char *
vouch__vformat(struct vouch__arena *arena, const char *format, va_list args)
{
  va_list again;
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  char *text = len < 0 ? NULL : vouch__alloc(arena, (size_t)len + 1);
  if (text)
    vsnprintf(text, (size_t)len + 1, format, again);
  va_end(again);
  return text;
}

char *
vouch__format(struct vouch__arena *arena, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *text = vouch__vformat(arena, format, args);
  va_end(args);
  return text;
}
