/* SPDX-License-Identifier: MIT */
/* Language data (lib/model/english.xml, embedded): headings, spelling, people, trigger words. Data, not code. */
#ifndef VOUCH_MODEL_LANGUAGE_H
#define VOUCH_MODEL_LANGUAGE_H

#include "base/mem.h"

enum vouch__section {
  VOUCH__SITUATION,
  VOUCH__TASK,
  VOUCH__ACTION,
  VOUCH__RESULT,
  VOUCH__REFLECTION,
  VOUCH__OTHER,
  VOUCH__SECTIONS,
};
const char *vouch__section_name(enum vouch__section section); /* "situation" ... "other" */

/* A list of words or wordings (plain text form), sorted for lookup. */
struct vouch__words {
  const char **list;
  size_t n;
};

struct vouch__spelling {
  const char *wrong, *right;
};

/* What a trigger wording does; see english.xml. */
enum vouch__cue {
  VOUCH__CUE_NEGATION, /* not, never, forgot to: what follows in the clause did not happen */
  VOUCH__CUE_PSEUDO,   /* not only, no problem, did not hesitate to: looks like a negation and is none */
  VOUCH__CUE_NOT_DONE, /* would, should, next time: hypothetical, intended, obliged */
  VOUCH__CUE_REAL,     /* looks hypothetical and is not: was going to be, would you (asked), used to would */
  VOUCH__CUE_GENERAL,  /* always, customers are, it is important: a general truth */
  VOUCH__CUE_BREAK,    /* but, because, which: a clause ends before it */
  VOUCH__CUE_JOIN,     /* and, then: a clause may end before it; the subject carries over */
  VOUCH__CUE_I,        /* i */
  VOUCH__CUE_WE,
  VOUCH__CUE_THEY,       /* he, she, they: carried from the last person named */
  VOUCH__CUE_CUSTOMER,   /* customer, lady, caller ...: nouns */
  VOUCH__CUE_STAFF,      /* manager, colleague, xboss ...: nouns */
  VOUCH__CUE_NAME,       /* xname */
  VOUCH__CUE_DETERMINER, /* the, my, our, a: a noun behind it may be a subject */
  VOUCH__CUE_PASSIVE,    /* was, were, got, been: with a participle, nobody is named as the doer */
  VOUCH__CUE_SAY,        /* said, told, asked ...: verbs of saying */
  VOUCH__CUES
};

/* A wording of one or more plain words with what it does. */
struct vouch__cue_entry {
  const char *wording;
  size_t len;
  enum vouch__cue cue;
};

/* Read once a context, immutable. Lists by id; see english.xml for what each one means. */
struct vouch__language {
  struct vouch__spelling *spelling; /* sorted by `wrong` */
  size_t n_spelling;
  struct vouch__named_words {
    const char *id;
    struct vouch__words words; /* in the order of the file, longest first where the file says so */
  } * lists;
  size_t n_lists;
  const struct vouch__words *negations; /* the list negation-words, asked for each word of each phrase */
  struct vouch__cue_entry *cues;        /* sorted by wording */
  size_t n_cues;
};

/* The cue entries that stand at words[i] of a plain text: calls nothing, writes up to `max` of them (longest wording first) and
 * returns how many. ret_words: how many words each takes. */
struct vouch__plain;
struct vouch__cue_hit {
  enum vouch__cue cue;
  uint32_t first, words; /* word indexes */
};
size_t vouch__language_cues(const struct vouch__language *language, const struct vouch__plain *plain, size_t i,
                            struct vouch__cue_hit *ret_hits, size_t max);

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
