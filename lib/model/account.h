/* SPDX-License-Identifier: MIT */
/* An account as read: front matter, STAR parts, paragraphs, sentences, tags, claims, links. Complete and immutable. */
#ifndef VOUCH_MODEL_ACCOUNT_H
#define VOUCH_MODEL_ACCOUNT_H

#include <vouch/account.h>

#include "model/language.h"
#include "model/plain.h"
#include "read/frontmatter.h"
#include "read/markdown.h"

/* What was found of a STAR part. `present` (is its content really there) is judged later, by assess/structure. */
struct vouch__part {
  bool heading;    /* a heading or bold line names it */
  bool inferred;   /* no heading: paragraphs were given to it by their place */
  bool any;        /* some paragraph stands in it */
  uint32_t line;   /* of its heading, else of its first paragraph; 0 when absent */
  uint32_t words;
};

struct vouch__paragraph {
  enum vouch__section section;
  const struct vouch__block *block;
  size_t text_from, text_to;  /* slice of block->text (a bold lead-in that is a heading is left out) */
  uint32_t number;            /* within its part, from 1: the locator */
  const char *heading;        /* of its part, for the locator, or NULL */
  uint32_t line;              /* of its first byte in the file */
};

/* One sentence of narration, or one sentence inside quotation marks. In narration a quotation is the word "qq". */
struct vouch__sentence {
  bool quoted;
  size_t paragraph;        /* index */
  size_t host;             /* quoted: index of the narration sentence that holds it; else its own index */
  uint32_t quote_word;     /* quoted: index of the word "qq" in the host's plain.words that it stands for */
  uint32_t part_of_quote;  /* quoted: 0 for the first sentence of the quotation, 1 ... */
  size_t offset, length;   /* bytes of the file */
  struct vouch__plain plain;
};

/* A criterion tagged in the text, "(1.3)", "[DI2]", "1.3/1.4" gives two. */
struct vouch__tag {
  const char *text; /* "1.3", "DI2" */
  size_t offset, length;
  uint32_t line;
  bool bracketed; /* false: a bare number or code, to be believed only when the rubric has it */
};

struct vouch__claim {
  const char *text;
  size_t offset, length;
  uint32_t line;
};

enum vouch__link_status {
  VOUCH__LINK_OK,
  VOUCH__LINK_MISSING,
  VOUCH__LINK_OUTSIDE,
  VOUCH__LINK_NOT_A_FILE,
  VOUCH__LINK_REMOTE,
};

/* An evidence item of the front matter, or a link or image in the text. status is what the caller's resolver said. */
struct vouch__evidence_link {
  const char *path;
  size_t offset, length;
  uint32_t line;
  enum vouch__link_status status;
  bool seen_in_place; /* no file: `seen-by` */
};

struct vouch_account {
  struct vouch__arena arena;
  const struct vouch_source *source; /* borrowed */
  struct vouch_diags *diags;         /* of this account, own */
  struct vouch__frontmatter front;
  struct vouch__markdown *markdown;
  const char *title, *learner, *date; /* NULL when not given; date ISO when it could be read */
  const char *kind;                   /* "account" when not given */
  struct vouch__claim *units;         /* rubric ids named by unit: or rubric: */
  size_t n_units;
  struct vouch__claim *claims;
  size_t n_claims;
  struct vouch__tag *tags;
  size_t n_tags;
  struct vouch__evidence_link *links;
  size_t n_links;
  struct vouch__part parts[VOUCH__SECTIONS];
  bool headings; /* at least one STAR heading was recognised */
  struct vouch__paragraph *paragraphs;
  size_t n_paragraphs;
  struct vouch__sentence *sentences; /* document order; a quotation's sentences follow their host */
  size_t n_sentences;
  uint32_t words; /* of the body, headings left out */
};

/* lib/model/sentence.c: splits the paragraphs into sentences (quotations, names, plain text). Fills account->sentences. */
enum vouch_status vouch__account_sentences(struct vouch_account *account, const struct vouch__language *language);

#endif
