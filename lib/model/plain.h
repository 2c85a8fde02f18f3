/* SPDX-License-Identifier: MIT */
/* Plain text: what patterns see. Lower-case ASCII words, one blank apart, spelling and contractions made equal, each word
 * knowing its bytes in the file. The same function prepares the words of a phrase, so both always agree. */
#ifndef VOUCH_MODEL_PLAIN_H
#define VOUCH_MODEL_PLAIN_H

#include "base/mem.h"

struct vouch__language;

enum vouch__word_flag {
  VOUCH__WORD_CAPITAL = 1, /* began with a capital letter in the file */
  VOUCH__WORD_NAME = 2,    /* stands for a person's name: text is xname, xboss or "the customer" */
};

struct vouch__word {
  uint32_t at, len;  /* bytes of plain.text, trailing punctuation not counted */
  uint32_t from, to; /* bytes of the file */
  uint8_t flags;
};

struct vouch__plain {
  const char *text;   /* "i said qq, then rang xboss." NUL-terminated */
  const char *search; /* the same with the first letter of negation words in upper case, so that a gap can pass them over */
  size_t len;
  const struct vouch__word *words;
  size_t n_words;
};

/* Names of people that an account mentions, found by model/sentence.c. ASCII-folded, as capitalised in the text. */
enum vouch__name_kind { VOUCH__NAME_SOMEBODY, VOUCH__NAME_AUTHORITY, VOUCH__NAME_CUSTOMER };
struct vouch__names {
  struct vouch__name {
    const char *name;
    enum vouch__name_kind kind;
  } * list;
  size_t n;
};

/* Normalises text[0, len) (UTF-8). from/to: per byte of text its bytes in the file, or NULL for text that has no file
 * (phrases): then 0. names: capitalised words that are people's names become xname, xboss (authority) or "the customer"; so
 * does a title with its name ("Mrs Pugh": the customer). NULL: none. Rules (tested one by one in tests/unit/plain.c):
 *  - letters to lower case, accents dropped, other scripts become 'x', emoji and control characters a blank;
 *  - curly quotes and apostrophes straightened; n't joins (didnt), 'd 'll 've 're 'm and pronoun + 's split (i d, it s),
 *    other 's joins (managers); im, ive, id, theyre, thats ... as with the apostrophe;
 *  - hyphen between letters: a blank, or nothing after e re co pre t x; a dash: a comma;
 *  - "£20" gbp20, "1,200" 1200; brackets become commas; '/' a blank; , ; : . ! ? stay behind their word;
 *  - words of the language's spelling list are replaced.
 * Errors: VOUCH_NOMEM. */
enum vouch_status vouch__plain_make(struct vouch__arena *arena, const struct vouch__language *language, const char *text,
                                    size_t len, const uint32_t *from, const uint32_t *to, const struct vouch__names *names,
                                    struct vouch__plain *ret_plain);

/* Is the plain form of this word the word itself? Sure when true; false says nothing. For words by the thousand. */
bool vouch__plain_is(const struct vouch__language *language, const char *word, size_t len);

/* The words that [from, to) of plain.text touches, as bytes of the file. */
void vouch__plain_span(const struct vouch__plain *plain, size_t from, size_t to, size_t *ret_offset, size_t *ret_length);

bool vouch__plain_word_is(const struct vouch__plain *plain, size_t i, const char *word);

/* Does a wording of the list stand in the text as whole words, beginning before byte `limit`? */
struct vouch__words;
bool vouch__plain_holds(const struct vouch__plain *plain, const struct vouch__words *words, size_t limit);

#endif
