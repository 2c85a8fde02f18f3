/* SPDX-License-Identifier: MIT */
/* Language data (lib/model/english.xml, embedded): headings, spelling, people, trigger words. Data, not code. */
#ifndef VOUCH_MODEL_LANGUAGE_H
#define VOUCH_MODEL_LANGUAGE_H

#include "base/mem.h"

enum vouch__section { VOUCH__SITUATION, VOUCH__TASK, VOUCH__ACTION, VOUCH__RESULT, VOUCH__REFLECTION, VOUCH__OTHER, VOUCH__SECTIONS };
const char *vouch__section_name(enum vouch__section section); /* "situation" ... "other" */

/* A list of words or wordings (plain text form), sorted for lookup. */
struct vouch__words {
  const char **list;
  size_t n;
};

struct vouch__spelling {
  const char *wrong, *right;
};

/* Read once a context, immutable. Lists by id; see english.xml for what each one means. */
struct vouch__language {
  const struct vouch__spelling *spelling; /* sorted by `wrong` */
  size_t n_spelling;
  struct vouch__named_words {
    const char *id;
    struct vouch__words words; /* in the order of the file, longest first where the file says so */
  } *lists;
  size_t n_lists;
};

/* The list of that id; an empty one when english.xml has none (a test makes sure that it has). */
const struct vouch__words *vouch__language_list(const struct vouch__language *language, const char *id);
/* Exact lookup by bisection in a list that english.xml marks sorted="yes" (the loader sorts it). */
bool vouch__words_has(const struct vouch__words *words, const char *word, size_t len);

/* Parses the embedded data. Errors: VOUCH_NOMEM, VOUCH_INPUT. */
enum vouch_status vouch__language_load(struct vouch__arena *arena, const struct vouch__language **ret_language);

/* Which part a heading names ("What I did:" action), by the lists heading-situation ... heading-reflection (wordings in
 * plain form, matched as whole words anywhere in the heading, the longest wording wins); VOUCH__OTHER when none. */
enum vouch_status vouch__language_heading(struct vouch__arena *arena, const struct vouch__language *language, const char *text,
                                          size_t len, enum vouch__section *ret_section);

#endif
