/* SPDX-License-Identifier: MIT */
/* The door of PCRE2: compile and match with limits and five outcomes. */
#ifndef VOUCH_READ_PATTERN_H
#define VOUCH_READ_PATTERN_H

#include "base/mem.h"

/* Text that is matched is ASCII bytes (model/plain.h), so patterns are compiled without UTF and case-sensitive. */
struct vouch__regex;

enum vouch__outcome {
  VOUCH__FOUND,
  VOUCH__NOT_FOUND,
  VOUCH__GAVE_UP,       /* a match, depth, heap or cost limit was hit */
  VOUCH__TEXT_UNUSABLE, /* the text cannot be searched (bad offset, not valid for the pattern's mode) */
  VOUCH__PATTERN_WRONG, /* a pattern that PCRE2 refuses */
};

struct vouch__regex_error {
  char text[160]; /* in our words where we know better, else PCRE2's */
  size_t offset;  /* in the pattern */
};

/* Refuses (without compiling) a pattern from a rubric's author that is not bounded: longer than 4096 bytes, more than 60
 * parentheses, (*VERBS), callouts, \C, recursion, conditions, inline options, and unbounded repeats of anything wider than one
 * word ("*", "+", "{n,}" after "." or a group). True when it may be compiled. */
bool vouch__regex_check(const char *pattern, size_t len, struct vouch__regex_error *ret_error);

/* trusted: may use JIT (vouch__regex_jit). Otherwise the interpreter with an auto-callout cost budget (archive.md), so
 * that "gave up" comes at the same place on every machine. Errors: VOUCH_NOMEM, VOUCH_INPUT (ret_error filled). */
enum vouch_status vouch__regex_compile(const struct vouch_allocator *allocator, const char *pattern, size_t len, bool trusted,
                                       struct vouch__regex **ret_regex, struct vouch__regex_error *ret_error);
/* Worth it from about 100 accounts on; quietly nothing where there is no JIT. */
void vouch__regex_jit(struct vouch__regex *regex);
void vouch__regex_free(struct vouch__regex *regex);

/* What a worker needs to match: match data, match context with limits, JIT stack, cost counter. One a thread. */
struct vouch__searcher;
enum vouch_status vouch__searcher_new(const struct vouch_allocator *allocator, struct vouch__searcher **ret_searcher);
void vouch__searcher_free(struct vouch__searcher *searcher);
/* Did a search give up for want of memory? The caller then ends with VOUCH_NOMEM. */
bool vouch__searcher_nomem(const struct vouch__searcher *searcher);

/* A new text begins: what patterns of untrusted rubrics may cost is counted for all its searches together. */
void vouch__searcher_begin(struct vouch__searcher *searcher);

/* First match at or after `start`; [*ret_from, *ret_to) in text. An empty match counts as not found. */
enum vouch__outcome vouch__regex_search(const struct vouch__regex *regex, struct vouch__searcher *searcher, const char *text,
                                        size_t len, size_t start, size_t *ret_from, size_t *ret_to);

#endif
