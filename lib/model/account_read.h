/* SPDX-License-Identifier: MIT */
/* The steps of reading an account, shared by the files account*.c alone. */
#ifndef VOUCH_MODEL_ACCOUNT_READ_H
#define VOUCH_MODEL_ACCOUNT_READ_H

#include "model/account.h"

enum { VOUCH__PATH_CHAINS = 1024 };

struct vouch__account_reader {
  struct vouch_account *account;
  const struct vouch__language *language;
  vouch_link_resolver resolve; /* may be NULL */
  void *data;
  size_t units_cap, claims_cap, links_cap, tags_cap, paragraphs_cap;
  /* Paths that were asked for, by hash: the status is found again without looking through all links. */
  struct vouch__asked {
    const struct vouch__asked *next;
    const char *path;
    enum vouch__link_status status;
  } * asked[VOUCH__PATH_CHAINS];
};

/* account_front.c: keys of the front matter, with diagnostics for each that is not as it should be. */
enum vouch_status vouch__account_front(struct vouch__account_reader *reader);
/* account_links.c: an evidence path, and the links and images of the text. The resolver is asked once for each path. */
enum vouch_status vouch__account_link(struct vouch__account_reader *reader, const char *path, size_t offset, size_t length,
                                      uint32_t line);
enum vouch_status vouch__account_body_links(struct vouch__account_reader *reader);
/* account_parts.c: headings to parts, parts to paragraphs, words. The findings on them come last: they look at sentences. */
enum vouch_status vouch__account_parts(struct vouch__account_reader *reader);
void vouch__account_note_parts(const struct vouch__account_reader *reader);
/* account_tags.c: criteria tagged in the text. */
enum vouch_status vouch__account_tags(struct vouch__account_reader *reader);

/* Runs of letters or digits, with apostrophes or hyphens inside. */
uint32_t vouch__count_words(const char *text, size_t len);

/* A date as people write it to year-month-day: 1 as it should be, 0 read from another form, -1 not a date. */
int vouch__read_date(const char *text, char ret_iso[11]);

#endif
