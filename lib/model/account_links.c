/* SPDX-License-Identifier: MIT */
/* Evidence files and links: what stands where an account points. */
#include <string.h>

#include "base/str.h"
#include "model/account_read.h"

/* "https:", "mailto:", "//host"; not "C:", which is a Windows path. */
static bool
is_remote(const char *path)
{
  size_t n = 0;
  while (vouch__is_alpha(path[n]) ||
         (n > 0 && (vouch__is_digit(path[n]) || path[n] == '+' || path[n] == '-' || path[n] == '.')))
    n++;
  return (n > 1 && path[n] == ':') || strncmp(path, "//", 2) == 0;
}

static enum vouch__link_status
resolve(const struct vouch__account_reader *reader, const char *path)
{
  switch (reader->resolve ? reader->resolve(path, reader->data) : VOUCH_LINK_MISSING) {
  case VOUCH_LINK_OK:
    return VOUCH__LINK_OK;
  case VOUCH_LINK_OUTSIDE:
    return VOUCH__LINK_OUTSIDE;
  case VOUCH_LINK_NOT_A_FILE:
    return VOUCH__LINK_NOT_A_FILE;
  default:
    return VOUCH__LINK_MISSING;
  }
}

static void
report(const struct vouch__account_reader *reader, const struct vouch__evidence_link *link)
{
  const struct vouch_account *account = reader->account;
  struct vouch__at at = {.source = account->source, .offset = link->offset, .length = link->length};
  switch (link->status) {
  case VOUCH__LINK_OK:
    break;
  case VOUCH__LINK_MISSING:
    if (reader->resolve) /* else nobody looked */
      VOUCH__DIAG(account->diags, VOUCH__V112, at, "Check the name, or put the file there.", link->path);
    break;
  case VOUCH__LINK_OUTSIDE:
    VOUCH__DIAG(account->diags, VOUCH__V113, at, "Copy the file into the evidence folder and change the name here.",
                link->path);
    break;
  case VOUCH__LINK_NOT_A_FILE:
    VOUCH__DIAG(account->diags, VOUCH__V114, at, "Name each file on its own.", link->path);
    break;
  case VOUCH__LINK_REMOTE:
    VOUCH__DIAG(account->diags, VOUCH__V115, at, "Save what it shows as a file in the evidence folder.", link->path);
    break;
  }
}

static struct vouch__asked **
chain_of(struct vouch__account_reader *reader, const char *path)
{
  uint32_t hash = 5381;
  for (; *path; path++)
    hash = hash * 33 ^ (unsigned char)*path;
  return &reader->asked[hash % VOUCH__PATH_CHAINS];
}

enum vouch_status
vouch__account_link(struct vouch__account_reader *reader, const char *path, size_t offset, size_t length, uint32_t line)
{
  struct vouch_account *account = reader->account;
  if (!VOUCH__PUSH(&account->arena, account->links, account->n_links, reader->links_cap))
    return VOUCH_NOMEM;
  struct vouch__evidence_link *link = &account->links[account->n_links - 1];
  *link = (struct vouch__evidence_link){.path = path, .offset = offset, .length = length, .line = line};
  struct vouch__asked **chain = chain_of(reader, path);
  for (const struct vouch__asked *asked = *chain; asked; asked = asked->next) {
    if (strcmp(asked->path, path) != 0)
      continue;
    link->status = asked->status; /* reported already */
    return VOUCH_OK;
  }
  struct vouch__asked *asked = vouch__alloc(&account->arena, sizeof *asked);
  if (!asked)
    return VOUCH_NOMEM;
  link->status = is_remote(path) ? VOUCH__LINK_REMOTE : resolve(reader, path);
  *asked = (struct vouch__asked){.next = *chain, .path = path, .status = link->status};
  *chain = asked;
  report(reader, link);
  return VOUCH_OK;
}

static int
hex(char c)
{
  c = vouch__lower(c);
  return vouch__is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The path that a link names: "%20" decoded, "#part" left out. */
static char *
path_of(struct vouch__arena *arena, const char *target)
{
  bool remote = is_remote(target);
  size_t len = remote ? strlen(target) : strcspn(target, "#"), n = 0;
  char *path = vouch__copy(arena, target, len);
  for (size_t i = 0; path && !remote && i < len; i++) {
    int high = target[i] == '%' && i + 2 < len ? hex(target[i + 1]) : -1;
    int low = high >= 0 ? hex(target[i + 2]) : -1;
    bool escape = low >= 0 && (high || low);
    path[n++] = escape ? (char)(high * 16 + low) : target[i];
    i += escape ? 2 : 0;
    path[n] = '\0';
  }
  return path;
}

/* An address to write to or to ring is no evidence. */
static bool
is_contact(const char *target)
{
  return strncmp(target, "mailto:", 7) == 0 || strncmp(target, "tel:", 4) == 0;
}

enum vouch_status
vouch__account_body_links(struct vouch__account_reader *reader)
{
  struct vouch_account *account = reader->account;
  for (size_t i = 0; i < account->markdown->n_links; i++) {
    const struct vouch__link *link = &account->markdown->links[i];
    if (is_contact(link->target))
      continue;
    const char *path = path_of(&account->arena, link->target);
    if (!path)
      return VOUCH_NOMEM;
    enum vouch_status status =
        *path ? vouch__account_link(reader, path, link->src_from, link->src_to - link->src_from, link->line) : VOUCH_OK;
    if (status != VOUCH_OK)
      return status;
  }
  return VOUCH_OK;
}
