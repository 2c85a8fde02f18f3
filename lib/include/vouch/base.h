/* SPDX-License-Identifier: MIT */
/* What every part of vouch shares: statuses, memory, the context, input bytes. */
#ifndef VOUCH_BASE_H
#define VOUCH_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) && defined(VOUCH_BUILDING)
#define VOUCH_API __attribute__((visibility("default")))
#else
#define VOUCH_API
#endif

/* How a call ended. Findings about what a person wrote are never a status: they are diagnostics (diag.h) or
 * verdicts (assess.h). A `ret_` parameter is untouched unless the call returns VOUCH_OK. */
enum vouch_status {
  VOUCH_OK = 0,
  VOUCH_NOMEM,     /* the allocator returned NULL */
  VOUCH_IO,        /* the system could not read or write; errno says why */
  VOUCH_ARG,       /* the caller broke the contract of this header */
  VOUCH_INPUT,     /* the input cannot be used at all; a diagnostic says where and why */
  VOUCH_LIMIT,     /* the input is over a cap; a diagnostic names the cap */
  VOUCH_INTEGRITY, /* bytes are not what was recorded */
};

/* Memory hook: `resize(NULL, n)` allocates, `resize(p, 0)` frees and returns NULL. `data` is handed back. */
struct vouch_allocator {
  void *(*resize)(void *ptr, size_t size, void *data);
  void *data;
};

/* The context: allocator and the shipped language data (headings, typing errors, trigger words). Immutable after
 * creation, so any number of threads may share one. */
struct vouch_context;

/* Makes a context. `allocator` may be NULL (malloc). Errors: VOUCH_NOMEM, VOUCH_INPUT (the built-in data is broken:
 * a defect of the build). Free with vouch_context_free() after everything that was made from it. */
VOUCH_API enum vouch_status vouch_context_new(const struct vouch_allocator *allocator, struct vouch_context **ret_context);
VOUCH_API void vouch_context_free(struct vouch_context *context);

/* Version of the library, "0.1.0". Static. */
VOUCH_API const char *vouch_version(void);

/* Input bytes with their name, line index and SHA-512. The name is only quoted in results. */
struct vouch_source;
struct vouch_diags;

/* Takes a copy of `size` bytes. `path` is copied. Errors: VOUCH_NOMEM. */
VOUCH_API enum vouch_status vouch_source_new(struct vouch_context *context, const char *path, const void *bytes, size_t size,
                                             struct vouch_source **ret_source);
VOUCH_API void vouch_source_free(struct vouch_source *source);

/* Reads a regular file of at most `cap` bytes ("-" is standard input). Errors: VOUCH_IO (errno is set, a
 * diagnostic names the file and the reason), VOUCH_INPUT (not a regular file), VOUCH_LIMIT (over the cap), VOUCH_NOMEM. */
VOUCH_API enum vouch_status vouch_source_read(struct vouch_context *context, const char *path, size_t cap,
                                              struct vouch_diags *diags, struct vouch_source **ret_source);
VOUCH_API const char *vouch_source_path(const struct vouch_source *source);
VOUCH_API const void *vouch_source_bytes(const struct vouch_source *source, size_t *ret_size);

/* Caps on what people write and on rubrics, in bytes (docs: limits). */
enum {
  VOUCH_CAP_ACCOUNT = 256 * 1024,
  VOUCH_CAP_FRONT_MATTER = 16 * 1024,
  VOUCH_CAP_RUBRIC = 256 * 1024,
  VOUCH_CAP_CONCEPTS = 1024 * 1024,
};

#endif
