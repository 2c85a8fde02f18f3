/* SPDX-License-Identifier: MIT */
/* The context: allocator and language data. */
#include "base/context.h"

#include "model/language.h"

const char *
vouch_version(void)
{
  return VOUCH_VERSION;
}

enum vouch_status
vouch_context_new(const struct vouch_allocator *allocator, struct vouch_context **ret_context)
{
  struct vouch_allocator own = allocator ? *allocator : vouch__allocator_default();
  struct vouch_context *context = vouch__resize(&own, NULL, sizeof *context);
  if (!context)
    return VOUCH_NOMEM;
  *context = (struct vouch_context){.allocator = own};
  vouch__arena_init(&context->arena, own);
  enum vouch_status status = vouch__language_load(&context->arena, &context->language);
  if (status != VOUCH_OK)
    vouch_context_free(context);
  else
    *ret_context = context;
  return status;
}

void
vouch_context_free(struct vouch_context *context)
{
  if (!context)
    return;
  struct vouch_allocator allocator = context->allocator;
  vouch__arena_free(&context->arena);
  vouch__resize(&allocator, context, 0);
}
