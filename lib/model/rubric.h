/* SPDX-License-Identifier: MIT */
/* A rubric as read: criteria, concepts, patterns, formulas. Complete and immutable; shared by all threads. */
#ifndef VOUCH_MODEL_RUBRIC_H
#define VOUCH_MODEL_RUBRIC_H

#include <vouch/rubric.h>

#include "base/mem.h"
#include "base/source.h"
#include "model/language.h"
#include "model/plain.h"

enum vouch__actor { VOUCH__LEARNER, VOUCH__WE, VOUCH__OTHER_PERSON, VOUCH__CUSTOMER, VOUCH__UNKNOWN, VOUCH__ACTORS };
enum vouch__asserted { VOUCH__DONE, VOUCH__NEGATED, VOUCH__NOT_DONE, VOUCH__QUOTED, VOUCH__ASSERTEDS };
enum vouch__strength { VOUCH__WEAK, VOUCH__STRONG };
/* Where a phrase looks: bits. */
enum vouch__voice { VOUCH__NARRATION = 1, VOUCH__SPEECH = 2, VOUCH__THEIRS = 4 };

#define VOUCH__BIT(x) (1u << (x))
#define VOUCH__ANY (~0u)

/* A phrase (or family) as a program over the words of a sentence: lib/model/phrase_program.c. */
struct vouch__program;

/* The words of one sentence for programs: a bit for each word that has a hash (vouch__word_hash, of the word or of a start of
 * it). Two words may have one hash, so a program may say yes too often, never no. */
enum { VOUCH__PLACE_SLOTS = 1024, VOUCH__PLACE_WORDS = 63 };
struct vouch__places {
  uint32_t hashes[VOUCH__PLACE_SLOTS]; /* open hash table */
  uint64_t bits[VOUCH__PLACE_SLOTS];   /* 0: the slot is free */
  uint64_t all;                        /* a bit for each word */
  uint64_t plain;                      /* words that a gap may pass over: no negations */
  bool too_many;                       /* more words than bits, or than the table takes: nothing is known */
};
void vouch__places_note(struct vouch__places *places, const struct vouch__plain *plain);
/* Could the phrase match in the sentence? */
bool vouch__program_may_match(const struct vouch__program *program, const struct vouch__places *places);

struct vouch__pattern {
  const char *id; /* "paraphrases.3" */
  size_t concept;
  unsigned voices; /* bits of vouch__voice */
  enum vouch__strength strength;
  bool from_start;     /* the phrase must start the sentence: the regex begins with ^ */
  const char *written; /* as the author wrote it */
  bool leaf;           /* written as a regex: no phrase */
  bool ready;          /* a rule reaches it: it was found good, and needs are known; only then it may run */
  const char **needs;  /* words (or, with a trailing '*', stems) of which one must be in the sentence; n_needs 0: always run */
  size_t n_needs;
  const struct vouch__program *program; /* of a phrase, else NULL */
  uint32_t line;
  const char *file;
};

struct vouch__exclude {
  bool sentence; /* drops all matches of a sentence that holds it; else those that overlap it */
  const char *written;
  uint32_t line;
  bool ready; /* as in vouch__pattern */
  const struct vouch__program *program;
};

struct vouch__concept {
  const char *id, *title;
  const char **aliases;
  size_t n_aliases;
  unsigned actors, asserted;        /* defaults of an indicator, bits */
  size_t first_pattern, n_patterns; /* in rubric->patterns */
  struct vouch__exclude *excludes;
  size_t n_excludes;
  const char **examples, **counter_examples;
  const uint32_t *example_lines, *counter_lines;
  size_t n_examples, n_counter_examples;
  bool reached; /* by a rule of the rubric */
  bool own;     /* defined in the rubric itself */
  uint32_t line;
  const char *file;
};

enum vouch__formula_kind { VOUCH__ALL, VOUCH__ANYOF, VOUCH__UNLESS, VOUCH__INDICATOR };

/* all: every kid. any: at least `at_least` kids. unless: none of the kids. indicator: at least `at_least` hits of the concept.
 * A formula with an `unless` that fires although the rest is true is a conflict. */
struct vouch__formula {
  enum vouch__formula_kind kind;
  unsigned at_least;
  struct vouch__formula *kids;
  size_t n_kids;
  size_t concept;                /* indicator */
  unsigned actors, asserted;     /* bits */
  unsigned sections;             /* bits of vouch__section */
  bool strict_section;           /* sections count even where parts were inferred */
  enum vouch__strength strength; /* WEAK admits both */
  size_t before;                 /* concept that must not come earlier than this hit; SIZE_MAX: no order */
  uint32_t line;
};

struct vouch__criterion {
  const char *id, *number, *kind, *band, *verified_by;
  bool mandatory;
  bool claim_based; /* no rule: left out of check */
  const char *statement, *guidance, *witness;
  const char *found, *partial_message, *missing, *near_miss; /* messages; NULL: the general ones */
  const struct vouch__formula *evidence, *partial;           /* partial may be NULL: the default of engine.md 7 */
  uint32_t line;
};

struct vouch__mistake {
  const char *id, *statement, *guidance;
  const struct vouch__formula *present, *avoided; /* avoided may be NULL */
  uint32_t line;
};

struct vouch__model {
  const char *id, *title;
  struct vouch__step {
    const char *id, *title;
    const struct vouch__formula *formula;
  } * steps;
  size_t n_steps;
};

/* The phrases of a family or a concept, as {id} brings them in. */
struct vouch__wordings {
  const char *id;
  bool family; /* the bar separates whole wordings; in a concept's phrase it binds single words */
  const char **phrases;
  const uint32_t *lines; /* of each phrase */
  size_t n_phrases;
  uint32_t line;
  const char *file;
};

struct vouch_rubric {
  struct vouch__arena arena;
  const char *path;
  const char *id, *version, *plan_version, *title, *awarding_body, *level, *licence, *source, *language;
  bool trusted;
  /* Of the digests of the rubric file and the concept files it uses, in the order in which they are named, each in hex with a
   * line feed: sha512sum FILE... | cut -c1-128 | sha512sum */
  char sha512[129];
  struct {
    bool reflective_accounts;      /* allowed */
    const char *called;            /* what an account is called where they are not */
    unsigned words_min, words_max; /* 0: no limit */
  } policy;
  struct vouch__criterion *criteria;
  size_t n_criteria;
  struct vouch__mistake *mistakes;
  size_t n_mistakes;
  struct vouch__model *models;
  size_t n_models;
  struct vouch__concept *concepts;
  size_t n_concepts;
  struct vouch__pattern *patterns;
  size_t n_patterns;
  const struct vouch__wordings *wordings; /* families and concepts, in the order of the files */
  size_t n_wordings;
};

/* lib/model/phrase.c: phrases to bounded regexes over plain text. One set serves all phrases of a rubric: each word is made
 * plain once, each {id} is translated once. Wordings and language must outlive it; memory from the arena. */
struct vouch__phrases;
enum vouch_status vouch__phrases_new(struct vouch__arena *arena, const struct vouch__language *language,
                                     const struct vouch__wordings *wordings, size_t n, struct vouch__phrases **ret_phrases);
/* Index of the wordings of that id, or SIZE_MAX. */
size_t vouch__phrases_find(const struct vouch__phrases *phrases, const char *id, size_t len);

struct vouch__phrase {
  const char **needs; /* words, or stems with a trailing '*', of which one must stand in the sentence */
  size_t n_needs;     /* 0: the phrase holds no word that must be there */
  const struct vouch__program *program;
  bool from_start;
};
struct vouch__phrase_error {
  enum { VOUCH__PHRASE_BAD, VOUCH__PHRASE_UNKNOWN, VOUCH__PHRASE_LOOP } kind;
  char text[160];  /* BAD: what is wrong; else the id that is unknown or that contains itself */
  size_t offset;   /* in the phrase that is wrong */
  size_t wordings; /* that phrase belongs to these wordings; SIZE_MAX: it is the one that was given */
  size_t phrase;   /* its index there */
};
/* Errors: VOUCH_INPUT (ret_error filled), VOUCH_NOMEM. */
enum vouch_status vouch__phrase_read(struct vouch__phrases *phrases, const char *text, struct vouch__phrase *ret_phrase,
                                     struct vouch__phrase_error *ret_error);
/* The regex of a phrase that vouch__phrase_read() accepted; valid until the next call. An account runs a tenth of a rubric's
 * phrases, so each is written out only when it first runs. Errors: VOUCH_NOMEM, VOUCH_INPUT (not accepted). */
enum vouch_status vouch__phrase_regex(struct vouch__phrases *phrases, const char *text, const char **ret_regex,
                                      size_t *ret_len);

/* lib/model/rubric_compile.c: the regex of a pattern that is ready; valid until the next call with these phrases, which a
 * worker makes from rubric->wordings. Errors: VOUCH_NOMEM, VOUCH_INPUT. */
enum vouch_status vouch__pattern_regex(struct vouch__phrases *phrases, const struct vouch__pattern *pattern,
                                       const char **ret_regex, size_t *ret_len);
/* A copy whose patterns are all ready but those that are wrong (told to `diags`), for `rubric check`. It shares what it can, so
 * free it first. Errors: VOUCH_NOMEM. */
enum vouch_status vouch__rubric_compile_all(const struct vouch_context *context, const struct vouch_rubric *rubric,
                                            struct vouch_diags *diags, struct vouch_rubric **ret_copy);

#endif
