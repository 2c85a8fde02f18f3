/* SPDX-License-Identifier: MIT */
/* Between the files of the phrase compiler: words, nodes, text. */
#ifndef VOUCH_MODEL_PHRASE_H
#define VOUCH_MODEL_PHRASE_H

#include "model/rubric.h"

/* A word of a phrase as written, made plain once. */
struct vouch__entry {
  const char *written;
  size_t len;
  const char *plain; /* "i d" for "i'd"; a stem without its star */
  const char *need;  /* the rarest of its plain words; a stem with its star */
  uint32_t weight;   /* sentences in a thousand that hold `need`, about */
  uint32_t *hashes;  /* of its plain words (of the stem) */
  uint32_t n_hashes;
  uint32_t stamp; /* of the last list of needs that holds it */
  bool stem;
  bool single; /* one plain word, no stem */
  bool odd;    /* it holds a sign that has no meaning */
};

struct vouch__slot {
  struct vouch__entry *entry; /* NULL: free */
  uint32_t hash;
};

/* Words are kept by what was written. NULL: out of memory. plain is "" when there is no word in it. */
struct vouch__vocabulary {
  struct vouch__arena *arena;
  const struct vouch__language *language;
  struct vouch__slot *slots;
  size_t n, cap; /* cap: a power of two */
};
struct vouch__entry *vouch__vocabulary_get(struct vouch__vocabulary *words, const char *text, size_t len, uint32_t hash);
/* FNV-1a, one character at a time. */
#define VOUCH__HASH_START 2166136261u
#define VOUCH__HASH(hash, c) (((hash) ^ (unsigned char)(c)) * 16777619u)

#define VOUCH__NEVER UINT32_MAX

/* What may stand between two words: a comma. */
#define VOUCH__SEPARATOR ",? "
/* A word that a gap may swallow: no negation, which would turn the meaning round (plain.search writes those with a capital). */
#define VOUCH__ANY_WORD "[a-z0-9][^ ,;:]{0,39}"

enum vouch__node_kind {
  VOUCH__NODE_WORD,
  VOUCH__NODE_ANY,    /* _ */
  VOUCH__NODE_GAP,    /* ...N */
  VOUCH__NODE_COMMA,  /* a comma that must be there */
  VOUCH__NODE_GROUP,  /* ( | ): kid is its first alternative */
  VOUCH__NODE_OPTION, /* [ | ] */
  VOUCH__NODE_FAMILY, /* {id} */
  VOUCH__NODE_SEQ,    /* one alternative: kid is its first item */
};

/* Nodes live in one growing list and name each other by index; 0 is none. */
struct vouch__node {
  enum vouch__node_kind kind;
  uint32_t kid, next;
  uint32_t n;      /* gap: most words; family: index */
  uint32_t weight; /* of the lightest words of which one must be there; VOUCH__NEVER: none must */
  uint32_t size;   /* of its regex text, at most */
  struct vouch__entry *word;
};

/* A translated {id}. */
struct vouch__translation {
  enum { VOUCH__TODO, VOUCH__DOING, VOUCH__READY, VOUCH__BROKEN } state;
  const char *regex; /* in brackets; NULL until it is asked for */
  size_t regex_len;
  uint32_t size; /* of the regex, at most */
  struct vouch__entry **needs;
  size_t n_needs;
  uint32_t weight;
  struct vouch__program *program;
};

struct vouch__text {
  struct vouch__arena *arena;
  char *bytes;
  size_t len, cap;
  bool failed; /* out of memory */
};
void vouch__text_put(struct vouch__text *text, const char *bytes, size_t len);
void vouch__text_puts(struct vouch__text *text, const char *string);
#define VOUCH__TEXT_LITERAL(text, literal) vouch__text_put((text), "" literal, sizeof literal - 1)

struct vouch__phrases {
  struct vouch__arena *arena;
  struct vouch__vocabulary words;
  const struct vouch__wordings *wordings;
  size_t n_wordings;
  uint32_t *index; /* hash table of wordings + 1 by id */
  size_t index_cap;
  struct vouch__translation *translations;
  struct vouch__node *nodes;
  size_t n_nodes, cap_nodes;
  struct vouch__text text;
  uint32_t stamp; /* of the newest list of needs */
  unsigned depth; /* of families inside each other */
  bool emit;      /* families are wanted as text */
};

/* A phrase while it is read. */
struct vouch__reader {
  struct vouch__phrases *phrases;
  const char *text;
  size_t at;
  unsigned brackets;
  enum vouch_status status;
  struct vouch__phrase_error *error;
};

/* The grammar. Node 0 is none: it stands for "wrong" or out of memory, with r->status and r->error set. */
uint32_t vouch__phrase_node(struct vouch__reader *r, enum vouch__node_kind kind);
/* Notes what is wrong, with `len` bytes of the phrase as a quotation; the first thing wrong stays. Returns 0. */
uint32_t vouch__phrase_wrong(struct vouch__reader *r, size_t at, const char *what, size_t len);
/* The next character that is no blank; '\0' at the end. */
char vouch__phrase_peek(struct vouch__reader *r);
uint32_t vouch__phrase_read_seq(struct vouch__reader *r);
/* Alternatives up to `close` ('\0': the end of the text), added to the group. */
bool vouch__phrase_read_alternatives(struct vouch__reader *r, char close, uint32_t group, uint32_t *last);
void vouch__phrase_add(struct vouch__phrases *p, uint32_t group, uint32_t *last, uint32_t seq);
/* Makes the wordings with index i ready. */
enum vouch_status vouch__phrase_translate(struct vouch__phrases *p, size_t i, struct vouch__phrase_error *error);

/* PCRE2 refuses patterns over 64 KiB of its own code, about twice their text. */
enum { VOUCH__REGEX_MOST = 40 * 1024 };
/* Writes a sequence's items (or a group's alternatives) as a regex. translations: of all families that occur, ready. */
void vouch__phrase_emit_seq(struct vouch__text *text, const struct vouch__node *nodes, uint32_t seq,
                            const struct vouch__translation *translations);
void vouch__phrase_emit_group(struct vouch__text *text, const struct vouch__node *nodes, uint32_t group,
                              const struct vouch__translation *translations);

/* The nodes below `seq` as a program of its own. NULL: out of memory. Families that occur must be ready. */
struct vouch__program *vouch__program_make(struct vouch__phrases *p, uint32_t node, bool from_start);

#endif
