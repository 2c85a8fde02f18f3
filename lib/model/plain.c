/* SPDX-License-Identifier: MIT */
/* Plain text: what patterns see. */
#include "model/plain.h"

#include <string.h>

#include "base/str.h"
#include "model/language.h"

/* One folded character with its bytes in the file. */
struct letter {
  char c;
  uint32_t from, to;
};

struct maker {
  struct vouch__arena *arena;
  const struct vouch__language *language;
  const struct vouch__names *names;
  struct letter *in;
  size_t n;
  char *text;
  size_t len, room;
  struct vouch__word *words;
  size_t n_words, cap_words;
};

static bool
fold(struct maker *m, const char *text, size_t len, const uint32_t *from, const uint32_t *to)
{
  m->in = vouch__alloc(m->arena, (len + 1) * 3 * sizeof *m->in);
  if (!m->in)
    return false;
  for (size_t i = 0; i < len;) {
    uint32_t point;
    size_t bytes = vouch__utf8_decode(text + i, len - i, &point);
    if (bytes == 0) {
      bytes = 1;
      point = ' ';
    }
    char ascii[4];
    size_t n = vouch__fold_point(point, ascii);
    for (size_t k = 0; k < n; k++)
      m->in[m->n++] = (struct letter){ascii[k], from ? from[i] : 0, to ? to[i + bytes - 1] : 0};
    i += bytes;
  }
  return true;
}

static bool
is_word(char c)
{
  return vouch__is_alpha(c) || vouch__is_digit(c);
}

static bool
put(struct maker *m, const char *text, size_t len)
{
  if (m->len + len + 1 > m->room) {
    size_t room = (m->len + len + 64) * 2;
    char *more = vouch__alloc(m->arena, room);
    if (!more)
      return false;
    memcpy(more, m->text, m->len);
    m->text = more;
    m->room = room;
  }
  memcpy(m->text + m->len, text, len);
  m->len += len;
  m->text[m->len] = '\0';
  return true;
}

/* Appends one finished word. */
static bool
put_word(struct maker *m, const char *word, size_t len, uint32_t from, uint32_t to, uint8_t flags)
{
  if (m->len && m->text[m->len - 1] != ' ' && !put(m, " ", 1))
    return false;
  if (!VOUCH__PUSH(m->arena, m->words, m->n_words, m->cap_words))
    return false;
  m->words[m->n_words - 1] = (struct vouch__word){(uint32_t)m->len, (uint32_t)len, from, to, flags};
  return put(m, word, len);
}

static bool
put_point(struct maker *m, char point)
{
  if (m->len == 0)
    return true;
  char last = m->text[m->len - 1];
  return is_word(last) ? put(m, &point, 1) : true;
}

static bool
last_word_is(const struct maker *m, const char *list)
{
  if (m->n_words == 0)
    return false;
  const struct vouch__word *word = &m->words[m->n_words - 1];
  return vouch__words_has(vouch__language_list(m->language, list), m->text + word->at, word->len);
}

static const char *
respell(const struct vouch__language *language, const char *word)
{
  size_t low = 0, high = language->n_spelling;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    int by = strcmp(language->spelling[mid].wrong, word);
    if (by == 0)
      return language->spelling[mid].right;
    if (by < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return NULL;
}

/* US -iz- of the listed stems becomes UK -is-. */
static void
unify_ize(const struct vouch__language *language, char *word, size_t len)
{
  for (size_t i = 3; i + 2 <= len; i++)
    if (word[i] == 'i' && word[i + 1] == 'z' && vouch__words_has(vouch__language_list(language, "ize-stems"), word, i))
      word[i + 1] = 's';
}

/* The next word of the input from letter i on, folded: is it one of the list? */
static bool
next_word_in(const struct maker *m, size_t i, const char *list)
{
  char word[32];
  size_t len = 0;
  while (i < m->n && m->in[i].c == ' ')
    i++;
  while (i < m->n && is_word(m->in[i].c) && len < sizeof word)
    word[len++] = vouch__lower(m->in[i++].c);
  return vouch__words_has(vouch__language_list(m->language, list), word, len);
}

/* Writes a respelt wording of one or more words, all standing for the same bytes. */
static bool
put_wording(struct maker *m, const char *wording, uint32_t from, uint32_t to, uint8_t flags)
{
  while (*wording) {
    size_t len = strcspn(wording, " ");
    if (!put_word(m, wording, len, from, to, flags))
      return false;
    wording += len + (wording[len] == ' ');
  }
  return true;
}

enum { LONGEST = 64 };

/* Splits "i'd", joins "didn't" and "manager's". `word` is lower case with apostrophes inside. `at` is its first letter. */
static bool
put_contracted(struct maker *m, const char *word, size_t len, size_t at, uint8_t flags)
{
  char base[LONGEST + 1];
  size_t quote = len, n = 0;
  for (size_t i = 0; i < len; i++) {
    if (word[i] == '\'')
      quote = i;
    else
      base[n++] = word[i];
  }
  base[n] = '\0';
  const char *tail = word + quote + 1;
  size_t tail_len = len - quote - 1;
  bool not = quote > 0 && word[quote - 1] == 'n' && tail_len == 1 && *tail == 't';
  bool split = !not &&(vouch__equal_n(tail, tail_len, "d") || vouch__equal_n(tail, tail_len, "ll") ||
                       vouch__equal_n(tail, tail_len, "ve") || vouch__equal_n(tail, tail_len, "re") ||
                       vouch__equal_n(tail, tail_len, "m"));
  if (!split && vouch__equal_n(tail, tail_len, "s"))
    split = vouch__words_has(vouch__language_list(m->language, "s-splits"), base, n - 1);
  const struct letter *in = m->in + at;
  if (!split)
    return put_word(m, base, n, in[0].from, in[len - 1].to, flags);
  base[n - tail_len] = '\0';
  const char *right = respell(m->language, base); /* dialect: "ah'd" is "i'd" */
  return put_wording(m, right ? right : base, in[0].from, in[quote - 1].to, flags) &&
         put_word(m, tail, tail_len, in[quote].from, in[len - 1].to, 0);
}

static const struct vouch__name *
find_name(const struct maker *m, size_t at, size_t len)
{
  if (!m->names || len < 2 || !vouch__is_upper(m->in[at].c))
    return NULL;
  if (len > 2 && m->in[at + len - 2].c == '\'' && m->in[at + len - 1].c == 's')
    len -= 2;
  for (size_t i = 0; i < m->names->n; i++) {
    const char *name = m->names->list[i].name;
    size_t k = 0;
    while (k < len && name[k] == m->in[at + k].c)
      k++;
    if (k == len && name[k] == '\0')
      return &m->names->list[i];
  }
  return NULL;
}

/* A name: one xname for a run of names; xnames for the possessive. */
static bool
put_name(struct maker *m, size_t at, size_t len, enum vouch__name_kind kind)
{
  bool owns = len > 2 && m->in[at + len - 1].c == 's' && m->in[at + len - 2].c == '\'';
  uint32_t from = m->in[at].from, to = m->in[at + len - 1].to;
  struct vouch__word *last = m->n_words ? &m->words[m->n_words - 1] : NULL;
  if (last && (last->flags & VOUCH__WORD_NAME) && m->len == last->at + last->len && !owns) {
    last->to = to; /* "Dawn Price": the surname belongs to the same person */
    return true;
  }
  uint8_t flags = VOUCH__WORD_NAME | VOUCH__WORD_CAPITAL;
  if (kind == VOUCH__NAME_CUSTOMER)
    return put_word(m, "the", 3, from, to, flags) &&
           put_word(m, owns ? "customers" : "customer", owns ? 9 : 8, from, to, flags);
  const char *word = kind == VOUCH__NAME_AUTHORITY ? (owns ? "xbosss" : "xboss") : (owns ? "xnames" : "xname");
  return put_word(m, word, strlen(word), from, to, flags);
}

/* "Mr Patel", "Mrs. P": a customer, unless the name is a colleague's. Returns the letters taken, 0 when it is no title. */
static size_t
title_length(const struct maker *m, size_t at, size_t len, size_t *ret_name, size_t *ret_name_len)
{
  char word[8];
  if (!m->names || len > 5 || !vouch__is_upper(m->in[at].c))
    return 0;
  for (size_t i = 0; i < len; i++)
    word[i] = vouch__lower(m->in[at + i].c);
  if (!vouch__words_has(vouch__language_list(m->language, "titles"), word, len))
    return 0;
  size_t i = at + len;
  if (i < m->n && m->in[i].c == '.')
    i++;
  if (i >= m->n || m->in[i].c != ' ' || i + 1 >= m->n || !vouch__is_upper(m->in[i + 1].c))
    return 0;
  size_t name = ++i;
  while (i < m->n &&
         (is_word(m->in[i].c) || ((m->in[i].c == '\'' || m->in[i].c == '-') && i + 1 < m->n && is_word(m->in[i + 1].c))))
    i++;
  *ret_name = name;
  *ret_name_len = i - name;
  return i - at;
}

/* A run of letters, digits and inner apostrophes: in[at, at + len). Returns false when out of memory. */
static bool
put_raw(struct maker *m, size_t at, size_t len)
{
  char word[LONGEST + 1];
  uint8_t flags = vouch__is_upper(m->in[at].c) ? VOUCH__WORD_CAPITAL : 0;
  const struct vouch__name *name = find_name(m, at, len);
  if (name)
    return put_name(m, at, len, name->kind);
  if (len > LONGEST)
    len = LONGEST; /* no word of any language that is matched here */
  bool quote = false;
  for (size_t i = 0; i < len; i++) {
    word[i] = vouch__lower(m->in[at + i].c);
    quote |= word[i] == '\'';
  }
  word[len] = '\0';
  if (quote)
    return put_contracted(m, word, len, at, flags);
  uint32_t from = m->in[at].from, to = m->in[at + len - 1].to;
  if (len == 2 && memcmp(word, "of", 2) == 0 && last_word_is(m, "have-before-of"))
    return put_word(m, "have", 4, from, to, flags);
  if (len == 2 && memcmp(word, "id", 2) == 0 && m->in[at + 1].c == 'd' && !last_word_is(m, "id-after") &&
      !next_word_in(m, at + len, "id-before"))
    return put_wording(m, "i d", from, to, flags);
  unify_ize(m->language, word, len);
  const char *right = respell(m->language, word);
  return right ? put_wording(m, right, from, to, flags) : put_word(m, word, len, from, to, flags);
}

/* "e.g.", "p.m.": single letters with dots. Returns the letters taken, 0 when it is no such thing. */
static size_t
dotted_length(const struct maker *m, size_t at)
{
  size_t i = at, pairs = 0;
  while (i + 1 < m->n && vouch__is_alpha(m->in[i].c) && m->in[i + 1].c == '.' &&
         (i + 2 >= m->n || !vouch__is_alpha(m->in[i + 2].c) || (i + 3 < m->n && m->in[i + 3].c == '.'))) {
    i += 2;
    pairs++;
  }
  return pairs >= 2 ? i - at : 0;
}

static bool
put_dotted(struct maker *m, size_t at, size_t len)
{
  char word[16];
  size_t n = 0;
  for (size_t i = at; i < at + len && n < sizeof word; i++)
    if (m->in[i].c != '.')
      word[n++] = vouch__lower(m->in[i].c);
  return put_word(m, word, n, m->in[at].from, m->in[at + len - 1].to, 0);
}

static size_t
raw_length(const struct maker *m, size_t at)
{
  size_t i = at;
  for (; i < m->n; i++) {
    char c = m->in[i].c, next = i + 1 < m->n ? m->in[i + 1].c : ' ';
    if (is_word(c))
      continue;
    if (c == '\'' && i > at && is_word(next))
      continue;
    if ((c == '.' || c == ':' || c == ',') && i > at && vouch__is_digit(m->in[i - 1].c) && vouch__is_digit(next)) {
      /* A comma only in thousands: "1,200", not "12,13". */
      if (c != ',' || (i + 3 < m->n && vouch__is_digit(m->in[i + 2].c) && vouch__is_digit(m->in[i + 3].c)))
        continue;
    }
    break;
  }
  return i - at;
}

/* A number may hold ',' '.' ':'; the comma goes. "£20" is gbp20. */
static bool
put_number(struct maker *m, size_t at, size_t len, bool pound)
{
  char word[LONGEST + 8];
  size_t n = 0;
  if (pound) {
    memcpy(word, "gbp", 3);
    n = 3;
  }
  for (size_t i = at; i < at + len && n < LONGEST; i++)
    if (m->in[i].c != ',' && m->in[i].c != '\'')
      word[n++] = vouch__lower(m->in[i].c);
  return put_word(m, word, n, m->in[pound ? at - 1 : at].from, m->in[at + len - 1].to, 0);
}

/* A hyphen at i between letters: is the word before it a prefix that joins ("e-mail", "re-book")? */
static bool
joins(const struct maker *m, size_t start, size_t i)
{
  char word[8];
  size_t len = i - start;
  if (len >= sizeof word)
    return false;
  for (size_t k = 0; k < len; k++)
    word[k] = vouch__lower(m->in[start + k].c);
  return vouch__words_has(vouch__language_list(m->language, "hyphen-joins"), word, len);
}

/* Takes what starts at letter i; returns the letter after it, 0 when out of memory. */
static size_t
take(struct maker *m, size_t i)
{
  char c = m->in[i].c, next = i + 1 < m->n ? m->in[i + 1].c : ' ', before = i ? m->in[i - 1].c : ' ';
  bool good = true;
  if (is_word(c)) {
    size_t len = dotted_length(m, i), name, name_len;
    if (len)
      return put_dotted(m, i, len) ? i + len : 0;
    len = raw_length(m, i);
    if (vouch__is_digit(c))
      return put_number(m, i, len, before == VOUCH__POUND) ? i + len : 0;
    size_t end = i + len;
    if (end + 1 < m->n && m->in[end].c == '-' && vouch__is_alpha(m->in[end + 1].c) && joins(m, i, end)) {
      size_t more = raw_length(m, end + 1); /* close the gap by moving the prefix up against the word */
      for (size_t k = end; k > i; k--)
        m->in[k] = m->in[k - 1];
      return put_raw(m, i + 1, len + more) ? end + 1 + more : 0;
    }
    size_t titled = title_length(m, i, len, &name, &name_len);
    if (titled) {
      const struct vouch__name *known = find_name(m, name, name_len);
      enum vouch__name_kind kind = known && known->kind == VOUCH__NAME_AUTHORITY ? VOUCH__NAME_AUTHORITY : VOUCH__NAME_CUSTOMER;
      return put_name(m, i, titled, kind) ? i + titled : 0;
    }
    return put_raw(m, i, len) ? i + len : 0;
  }
  switch (c) {
  case ',':
  case '(':
  case ')':
  case '[':
  case ']':
    good = put_point(m, ',');
    break;
  case '.':
  case ';':
  case ':':
  case '!':
  case '?':
    good = put_point(m, c);
    break;
  case '&':
    good = put_word(m, "and", 3, m->in[i].from, m->in[i].to, 0);
    break;
  case '%':
    good = put_word(m, "percent", 7, m->in[i].from, m->in[i].to, 0);
    break;
  case VOUCH__DASH:
    good = vouch__is_digit(before) && vouch__is_digit(next) ? true : put_point(m, ',');
    break;
  case '-':
    if (next == '-' || (before == ' ' && next == ' '))
      good = put_point(m, ',');
    break;
  default:
    break;
  }
  return good ? i + 1 : 0;
}

static char *
mark_negations(struct maker *m)
{
  char *search = vouch__copy(m->arena, m->text, m->len);
  for (size_t i = 0; search && i < m->n_words; i++) {
    char *word = search + m->words[i].at;
    if (vouch__words_has(m->language->negations, word, m->words[i].len))
      *word = (char)(*word - 'a' + 'A');
  }
  return search;
}

enum vouch_status
vouch__plain_make(struct vouch__arena *arena, const struct vouch__language *language, const char *text, size_t len,
                  const uint32_t *from, const uint32_t *to, const struct vouch__names *names, struct vouch__plain *ret_plain)
{
  struct maker m = {.arena = arena, .language = language, .names = names};
  if (!fold(&m, text, len, from, to))
    return VOUCH_NOMEM;
  m.room = m.n + m.n / 4 + 32;
  m.text = vouch__alloc(arena, m.room);
  if (!m.text)
    return VOUCH_NOMEM;
  for (size_t i = 0; i < m.n;) {
    i = take(&m, i);
    if (i == 0)
      return VOUCH_NOMEM;
  }
  while (m.len && m.text[m.len - 1] == ' ')
    m.text[--m.len] = '\0';
  char *search = mark_negations(&m);
  if (!search)
    return VOUCH_NOMEM;
  *ret_plain = (struct vouch__plain){m.text, search, m.len, m.words, m.n_words};
  return VOUCH_OK;
}

bool
vouch__plain_is(const struct vouch__language *language, const char *word, size_t len)
{
  char copy[LONGEST + 1];
  if (len == 0 || len > LONGEST || (len == 2 && memcmp(word, "id", 2) == 0))
    return false;
  for (size_t i = 0; i < len; i++) {
    if (word[i] < 'a' || word[i] > 'z' || (word[i] == 'z' && i > 0 && word[i - 1] == 'i'))
      return false;
    copy[i] = word[i];
  }
  copy[len] = '\0';
  return respell(language, copy) == NULL;
}

void
vouch__plain_span(const struct vouch__plain *plain, size_t from, size_t to, size_t *ret_offset, size_t *ret_length)
{
  uint32_t low = UINT32_MAX, high = 0;
  for (size_t i = 0; i < plain->n_words; i++) {
    const struct vouch__word *word = &plain->words[i];
    if (word->at + word->len <= from || word->at >= to)
      continue;
    low = word->from < low ? word->from : low;
    high = word->to > high ? word->to : high;
  }
  *ret_offset = low == UINT32_MAX ? 0 : low;
  *ret_length = low == UINT32_MAX ? 0 : high - low;
}

bool
vouch__plain_word_is(const struct vouch__plain *plain, size_t i, const char *word)
{
  size_t len = strlen(word);
  return i < plain->n_words && plain->words[i].len == len && memcmp(plain->text + plain->words[i].at, word, len) == 0;
}

bool
vouch__plain_holds(const struct vouch__plain *plain, const struct vouch__words *words, size_t limit)
{
  for (size_t k = 0; k < words->n; k++) {
    size_t len = strlen(words->list[k]);
    for (const char *at = plain->text; (at = strstr(at, words->list[k])) != NULL; at++) {
      bool starts = at == plain->text || at[-1] == ' ', ends = at[len] < 'a' || at[len] > 'z';
      if (starts && ends && (size_t)(at - plain->text) < limit)
        return true;
    }
  }
  return false;
}
