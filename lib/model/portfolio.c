/* SPDX-License-Identifier: MIT */
/* portfolio.md: whose work it is, and which rubrics it is for. */
#include <vouch/portfolio.h>

#include "base/context.h"
#include "base/source.h"
#include "read/frontmatter.h"

struct vouch_portfolio {
  struct vouch__arena arena;
  const char *learner;
  const struct vouch__value **rubrics;
  size_t n_rubrics, cap_rubrics;
};

void
vouch_portfolio_free(struct vouch_portfolio *portfolio)
{
  if (!portfolio)
    return;
  struct vouch_allocator allocator = portfolio->arena.allocator;
  vouch__arena_free(&portfolio->arena);
  vouch__resize(&allocator, portfolio, 0);
}

static enum vouch_status
add_rubric(const struct vouch__value *item, void *data)
{
  struct vouch_portfolio *portfolio = data;
  if (item->kind != VOUCH__SCALAR || !*item->text)
    return VOUCH_OK;
  if (!VOUCH__PUSH(&portfolio->arena, portfolio->rubrics, portfolio->n_rubrics, portfolio->cap_rubrics))
    return VOUCH_NOMEM;
  struct vouch__value *own = vouch__alloc(&portfolio->arena, sizeof *own);
  if (!own)
    return VOUCH_NOMEM;
  *own = *item;
  portfolio->rubrics[portfolio->n_rubrics - 1] = own;
  return VOUCH_OK;
}

enum vouch_status
vouch_portfolio_read(const struct vouch_context *context, const struct vouch_source *source, struct vouch_diags *diags,
                     struct vouch_portfolio **ret_portfolio)
{
  enum vouch_status status = vouch__source_check_text(source, VOUCH_CAP_ACCOUNT, diags);
  if (status != VOUCH_OK)
    return status;
  struct vouch_portfolio *portfolio = vouch__resize(&context->allocator, NULL, sizeof *portfolio);
  if (!portfolio)
    return VOUCH_NOMEM;
  *portfolio = (struct vouch_portfolio){0};
  vouch__arena_init(&portfolio->arena, context->allocator);
  struct vouch__frontmatter front;
  status = vouch__frontmatter_read(&portfolio->arena, source, diags, &front);
  if (status != VOUCH_OK)
    goto failed;
  const struct vouch__value *learner = vouch__value_get(&front.root, "learner");
  const struct vouch__value *rubrics = vouch__value_get(&front.root, "rubrics");
  if (learner && learner->kind == VOUCH__SCALAR && *learner->text)
    portfolio->learner = learner->text;
  if (rubrics)
    status = vouch__value_each(&portfolio->arena, rubrics, add_rubric, portfolio);
  if (status != VOUCH_OK)
    goto failed;
  *ret_portfolio = portfolio;
  return VOUCH_OK;
failed:
  vouch_portfolio_free(portfolio);
  return status;
}

const char *
vouch_portfolio_learner(const struct vouch_portfolio *portfolio)
{
  return portfolio->learner;
}

size_t
vouch_portfolio_rubrics(const struct vouch_portfolio *portfolio)
{
  return portfolio->n_rubrics;
}

const char *
vouch_portfolio_rubric(const struct vouch_portfolio *portfolio, size_t i)
{
  return portfolio->rubrics[i]->text;
}

size_t
vouch_portfolio_rubric_offset(const struct vouch_portfolio *portfolio, size_t i)
{
  return portfolio->rubrics[i]->offset;
}
