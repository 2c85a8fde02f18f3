/* SPDX-License-Identifier: MIT */
/* Reading an account: text to front matter, blocks, parts, sentences. */
#include "model/account.h"

#include "base/context.h"
#include "base/str.h"
#include "model/account_read.h"

static bool
is_empty(const struct vouch_source *source)
{
  const char *text = source->bytes + source->bom;
  size_t len = source->size - source->bom;
  vouch__trim(&text, &len);
  return len == 0;
}

static enum vouch_status
check_bytes(const struct vouch_source *source, struct vouch_diags *diags)
{
  enum vouch_status status = vouch__source_check_text(source, VOUCH_CAP_ACCOUNT, diags);
  if (status != VOUCH_OK || !is_empty(source))
    return status;
  VOUCH__DIAG(diags, VOUCH__V014, ((struct vouch__at){.source = source}),
              "Write under the headings Situation, Task, Action and Result.", "");
  return VOUCH_INPUT;
}

/* Empty lines above the first --- keep the front matter from being seen. */
static bool
has_late_front_matter(const struct vouch_source *source)
{
  const char *text = source->bytes + source->bom;
  size_t len = source->size - source->bom;
  vouch__trim(&text, &len);
  return text > source->bytes + source->bom && len > 4 && vouch__equal_n(text, 3, "---") &&
         (text[3] == '\n' || text[3] == '\r');
}

static void
note_front_matter(const struct vouch_account *account)
{
  if (account->front.present || account->front.broken)
    return;
  VOUCH__DIAG(account->diags, VOUCH__V100, ((struct vouch__at){.source = account->source, .offset = account->source->bom}),
              has_late_front_matter(account->source) ? "Take out the empty lines above the first ---."
                                                     : "vouch new account writes a file that has it.",
              "");
}

static bool
is_comment(const struct vouch__block *block)
{
  const char *text = block->text;
  size_t len = block->len;
  vouch__trim(&text, &len);
  return len >= 4 && vouch__equal_n(text, 4, "<!--") && (len < 7 || vouch__equal_n(text + len - 3, 3, "-->"));
}

/* Code and HTML are no evidence: said once, at the first. */
static void
note_left_out(const struct vouch_account *account)
{
  for (size_t i = 0; i < account->markdown->n_blocks; i++) {
    const struct vouch__block *block = &account->markdown->blocks[i];
    bool code = block->kind == VOUCH__CODE_BLOCK, html = block->kind == VOUCH__HTML_BLOCK;
    if ((!code && !html) || vouch__count_words(block->text, block->len) == 0 || (html && is_comment(block)))
      continue;
    struct vouch__at at = {.source = account->source, .offset = block->src_from, .length = block->src_to - block->src_from};
    VOUCH__DIAG(account->diags, VOUCH__V131, at,
                code ? "Take out the four blanks or the tab before the line, or the marks around it."
                     : "Write it without the tags.",
                code ? "code" : "HTML");
    return;
  }
}

static enum vouch_status
read_account(struct vouch__account_reader *reader, struct vouch_diags *diags)
{
  struct vouch_account *account = reader->account;
  enum vouch_status status = vouch__frontmatter_read(&account->arena, account->source, account->diags, &account->front);
  if (status != VOUCH_OK)
    return status;
  note_front_matter(account);
  /* Over a cap the account is not read at all: that message is the caller's. */
  status = vouch__markdown_read(&account->arena, account->source, account->front.body, diags, &account->markdown);
  if (status == VOUCH_OK)
    status = vouch__account_front(reader);
  if (status == VOUCH_OK)
    status = vouch__account_body_links(reader);
  if (status == VOUCH_OK)
    status = vouch__account_parts(reader);
  if (status == VOUCH_OK)
    status = vouch__account_tags(reader);
  if (status == VOUCH_OK)
    status = vouch__account_sentences(account, reader->language);
  if (status != VOUCH_OK)
    return status;
  note_left_out(account);
  vouch__account_note_parts(reader);
  return VOUCH_OK;
}

enum vouch_status
vouch_account_read(const struct vouch_context *context, const struct vouch_source *source, vouch_link_resolver resolve,
                   void *data, struct vouch_diags *diags, struct vouch_account **ret_account)
{
  enum vouch_status status = check_bytes(source, diags);
  if (status != VOUCH_OK)
    return status;
  struct vouch__arena arena;
  vouch__arena_init(&arena, context->allocator);
  struct vouch_account *account = vouch__alloc(&arena, sizeof *account);
  struct vouch_diags *own = vouch__alloc(&arena, sizeof *own);
  if (!account || !own) {
    vouch__arena_free(&arena);
    return VOUCH_NOMEM;
  }
  vouch__arena_init(&own->arena, context->allocator);
  *account = (struct vouch_account){.arena = arena, .source = source, .diags = own, .kind = "account"};
  struct vouch__account_reader reader = {.account = account, .language = context->language, .resolve = resolve, .data = data};
  status = read_account(&reader, diags);
  if (status == VOUCH_OK && own->lost)
    status = VOUCH_NOMEM;
  if (status == VOUCH_OK)
    *ret_account = account;
  else
    vouch_account_free(account);
  return status;
}

void
vouch_account_free(struct vouch_account *account)
{
  if (!account)
    return;
  vouch__arena_free(&account->diags->arena);
  struct vouch__arena arena = account->arena; /* the account itself stands in it */
  vouch__arena_free(&arena);
}

const char *
vouch_account_kind(const struct vouch_account *account)
{
  return vouch__value_get(&account->front.root, "kind") ? account->kind : NULL;
}

const char *
vouch_account_title(const struct vouch_account *account)
{
  return account->title;
}

const char *
vouch_account_learner(const struct vouch_account *account)
{
  return account->learner;
}

size_t
vouch_account_units(const struct vouch_account *account)
{
  return account->n_units;
}

const char *
vouch_account_unit(const struct vouch_account *account, size_t i)
{
  return i < account->n_units ? account->units[i].text : NULL;
}

size_t
vouch_account_unit_offset(const struct vouch_account *account, size_t i)
{
  return i < account->n_units ? account->units[i].offset : 0;
}

const struct vouch_diags *
vouch_account_diags(const struct vouch_account *account)
{
  return account->diags;
}
