/* SPDX-License-Identifier: MIT */
/* Arenas over the caller's allocator: everything of one document is freed at once. */
#ifndef VOUCH_BASE_MEM_H
#define VOUCH_BASE_MEM_H

#include <stdarg.h>
#include <vouch/base.h>

struct vouch__arena {
  struct vouch_allocator allocator;
  struct vouch__chunk *chunk;
  size_t used; /* in the newest chunk */
};

/* malloc-backed allocator, for a NULL argument of vouch_context_new(). */
struct vouch_allocator vouch__allocator_default(void);
void *vouch__resize(const struct vouch_allocator *allocator, void *ptr, size_t size);

void vouch__arena_init(struct vouch__arena *arena, struct vouch_allocator allocator);
void vouch__arena_free(struct vouch__arena *arena);
/* Zeroed, aligned for any type; NULL when out of memory. */
void *vouch__alloc(struct vouch__arena *arena, size_t size);
/* Room for one more of `size` bytes behind `n` items: returns the array (moved when it had to grow), NULL when out of
 * memory. */
void *vouch__grow(struct vouch__arena *arena, void *items, size_t n, size_t *cap, size_t size);
char *vouch__copy(struct vouch__arena *arena, const char *text, size_t len); /* NUL-terminated */
char *vouch__format(struct vouch__arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *vouch__vformat(struct vouch__arena *arena, const char *format, va_list args) __attribute__((format(printf, 2, 0)));

/* if (!VOUCH__PUSH(arena, list, n, cap)) goto nomem;  list[n - 1] is the new zeroed item. */
#define VOUCH__PUSH(arena, items, n, cap) (vouch__push_((arena), (void **)&(items), &(n), &(cap), sizeof *(items)))
bool vouch__push_(struct vouch__arena *arena, void **items, size_t *n, size_t *cap, size_t size);

#endif
