/* SPDX-License-Identifier: MIT */
/* Small text helpers that do not depend on the locale. */
#ifndef VOUCH_BASE_STR_H
#define VOUCH_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline char
vouch__lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static inline bool
vouch__is_alpha(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
vouch__is_upper(char c)
{
  return c >= 'A' && c <= 'Z';
}

static inline bool
vouch__is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static inline bool
vouch__is_space(char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool vouch__equal_fold(const char *a, const char *b); /* ASCII case-insensitive */
bool vouch__equal_n(const char *slice, size_t len, const char *text);
/* Trims white space at both ends of a slice. */
void vouch__trim(const char **text, size_t *len);

/* Decodes one code point at s[0, len); returns its bytes (1-4), or 0 when invalid (overlong, surrogate, too large, cut). */
size_t vouch__utf8_decode(const char *s, size_t len, uint32_t *ret_point);
/* Columns that a code point takes on a terminal (0-2); -1 for what must not reach one: controls, and marks that turn the
 * direction of the text around. */
int vouch__utf8_columns(uint32_t point);

/* Folds a code point to ASCII for matching: accents dropped, case kept, quotes and dashes straightened. Writes at most 4 bytes,
 * returns how many (0: nothing to match, such as an accent or an emoji joiner). Letters of other scripts give 'x', a dash gives
 * VOUCH__DASH, a pound sign VOUCH__POUND, other symbols a blank. */
enum { VOUCH__DASH = 1, VOUCH__POUND = 2 };
size_t vouch__fold_point(uint32_t point, char ret_ascii[4]);

/* Hash of a plain word, or of a stem (the start of a word): FNV-1a. */
static inline uint32_t
vouch__word_hash(const char *word, size_t len, bool stem)
{
  uint32_t h = stem ? 0x9747B28Cu : 0x811C9DC5u;
  for (size_t i = 0; i < len; i++)
    h = (h ^ (unsigned char)word[i]) * 0x01000193u;
  return h ^ (h >> 15);
}

#endif
