/* SPDX-License-Identifier: MIT */
/* The context, from inside. */
#ifndef VOUCH_BASE_CONTEXT_H
#define VOUCH_BASE_CONTEXT_H

#include "base/mem.h"

struct vouch__language; /* lib/model/language.h */

struct vouch_context {
  struct vouch_allocator allocator;
  struct vouch__arena arena;
  const struct vouch__language *language;
};

#endif
