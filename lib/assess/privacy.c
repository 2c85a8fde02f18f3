/* SPDX-License-Identifier: MIT */
/* Personal data of customers: shapes by PCRE2, checked by arithmetic or by the words around. */
#include "assess/privacy.h"

#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/str.h"

enum check { CHECK_NONE, CHECK_PHONE, CHECK_CARD, CHECK_IBAN, CHECK_BANK, CHECK_POSTCODE, CHECK_ADDRESS };

/* Group 0 is the finding. Shapes only: no lists of areas. */
static const struct shape {
  enum vouch__privacy_kind kind;
  enum check check;
  const char *regex;
} shapes[] = {
    {VOUCH__PII_EMAIL, CHECK_NONE, "[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,5}"},
    {VOUCH__PII_IBAN, CHECK_IBAN, "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]){11,30}\\b"},
    {VOUCH__PII_CARD, CHECK_CARD, "(?<![\\d.-])\\d(?:[ -]?\\d){12,18}(?![\\d.-]?\\d)"},
    {VOUCH__PII_BANK, CHECK_BANK,
     "(?<![\\d-])\\d{2}[- ]\\d{2}[- ]\\d{2}(?:[ ,;/]|and|account|number|no|acc|a/c|:){1,12}\\d{8}(?!\\d)"},
    {VOUCH__PII_BANK, CHECK_NONE, "(?i:account|acc|a/c)(?:\\s|number|no\\.?|num|is|was|:|#){1,6}\\d{8}(?!\\d)"},
    {VOUCH__PII_PHONE, CHECK_PHONE,
     "(?<![\\w.])(?:\\+\\d{1,3}[ -]?(?:\\(0\\)[ -]?)?|\\(?0)\\d(?:[ ).-]{0,2}\\d){7,11}(?![\\w-])"},
    {VOUCH__PII_NI, CHECK_NONE, "\\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]\\b"},
    {VOUCH__PII_ADDRESS, CHECK_ADDRESS,
     "\\b(?:[Ff]lat \\d{1,4}[A-Za-z]?,? )?\\d{1,4}[A-Za-z]? (?:[A-Z][a-z'A-Z-]{1,20} ){1,3}[A-Z][a-z]{1,9}\\b"},
    {VOUCH__PII_POSTCODE, CHECK_POSTCODE, "\\b[A-Za-z]{1,2}\\d[A-Za-z\\d]? ?\\d[A-Za-z]{2}\\b"},
    {VOUCH__PII_REFERENCE, CHECK_NONE,
     "(?i:\\b(?:account|customer|policy|membership|member|patient|nhs|loyalty|passport|licence|hospital) "
     "(?:number|no\\.?|num|ref|reference|id))(?:\\s|is|was|:|#|,){1,4}[A-Z]{0,4}[- /]?\\d(?:[ -]?[\\dA-Z]){3,14}\\b"},
    {VOUCH__PII_REFERENCE, CHECK_NONE,
     "(?i:\\b(?:account|policy|membership))[ :#]{1,3}[A-Z]{0,4}[- ]?\\d(?:[ -]?\\d){5,14}\\b"},
};
enum { SHAPES = sizeof shapes / sizeof *shapes };

struct finder {
  struct vouch_worker *worker;
  struct vouch__arena *arena;
  const struct vouch_account *account;
  struct vouch__privacy *list;
  size_t n, cap;
  uint8_t *taken; /* by byte of the file: it belongs to a finding */
  bool nomem;
};

static size_t
digits(const char *text, size_t len, char *out, size_t room)
{
  size_t n = 0;
  for (size_t i = 0; i < len && n < room; i++)
    if (vouch__is_digit(text[i]))
      out[n++] = text[i];
  return n;
}

/* Luhn, ISO/IEC 7812-1. */
static bool
luhn(const char *text, size_t len)
{
  char d[24];
  size_t n = digits(text, len, d, sizeof d);
  unsigned sum = 0;
  for (size_t i = 0; i < n; i++) {
    unsigned x = (unsigned)(d[n - 1 - i] - '0');
    if (i & 1)
      x = x * 2 > 9 ? x * 2 - 9 : x * 2;
    sum += x;
  }
  return n >= 13 && n <= 19 && sum % 10 == 0;
}

/* Mod 97, ISO 13616. */
static bool
mod97(const char *text, size_t len)
{
  char c[40];
  size_t n = 0;
  for (size_t i = 0; i < len && n < sizeof c; i++)
    if (text[i] != ' ')
      c[n++] = text[i];
  unsigned rest = 0;
  for (size_t i = 0; i < n; i++) {
    char x = c[(i + 4) % n];
    unsigned value = vouch__is_digit(x) ? (unsigned)(x - '0') : (unsigned)(vouch__lower(x) - 'a') + 10;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return n >= 15 && n <= 34 && rest == 1;
}

static bool
listed(const struct finder *f, const char *id, const char *word, size_t len)
{
  char lower[32];
  if (len >= sizeof lower)
    return false;
  for (size_t i = 0; i < len; i++)
    lower[i] = vouch__lower(word[i]);
  return vouch__words_has(vouch__language_list(f->worker->context->language, id), lower, len);
}

static bool
holds(const struct finder *f, const struct shape *shape, const char *text, size_t len)
{
  char d[24];
  size_t n = digits(text, len, d, sizeof d), word = len;
  switch (shape->check) {
  case CHECK_CARD:
    return luhn(text, len);
  case CHECK_IBAN:
    return mod97(text, len);
  case CHECK_PHONE:
    return n >= (text[0] == '+' ? 9u : 10u) && n <= 14;
  case CHECK_POSTCODE: { /* lower case only with the blank, and no ordinal ("a1 2nd") */
    bool upper = vouch__is_upper(text[0]) && vouch__is_upper(text[len - 1]) && vouch__is_upper(text[len - 2]);
    bool ordinal = strncmp(text + len - 2, "st", 2) == 0 || strncmp(text + len - 2, "nd", 2) == 0 ||
                   strncmp(text + len - 2, "rd", 2) == 0 || strncmp(text + len - 2, "th", 2) == 0 ||
                   strncmp(text + len - 2, "am", 2) == 0 || strncmp(text + len - 2, "pm", 2) == 0;
    return upper || (memchr(text, ' ', len) && !ordinal && vouch__lower(text[0]) == text[0]);
  }
  case CHECK_ADDRESS:
    while (word > 0 && vouch__is_alpha(text[word - 1]))
      word--;
    return listed(f, "street-words", text + word, len - word);
  case CHECK_BANK:
  case CHECK_NONE:
    break;
  }
  return true;
}

static void
add(struct finder *f, enum vouch__privacy_kind kind, const struct vouch__block *block, size_t from, size_t to)
{
  size_t offset = block->from[from], length = block->to[to - 1] - offset;
  for (size_t i = offset; i < offset + length; i++)
    if (f->taken[i])
      return; /* an earlier shape has it */
  if (VOUCH__PUSH(f->arena, f->list, f->n, f->cap))
    f->list[f->n - 1] = (struct vouch__privacy){kind, offset, length};
  else
    f->nomem = true;
  memset(f->taken + offset, 1, length);
}

/* The text with blanks for line breaks and no-break spaces, byte for byte. */
static const char *
with_blanks(struct finder *f, const struct vouch__block *block)
{
  char *text = vouch__copy(f->arena, block->text, block->len);
  for (size_t i = 0; text && i < block->len; i++) {
    if (text[i] == '\n')
      text[i] = ' ';
    if ((unsigned char)text[i] == 0xC2 && i + 1 < block->len && (unsigned char)text[i + 1] == 0xA0)
      text[i] = text[i + 1] = ' ';
  }
  f->nomem |= text == NULL;
  return text;
}

/* Addresses that stand in the target of a link only. */
static void
find_mail_links(struct finder *f)
{
  const struct vouch__markdown *markdown = f->account->markdown;
  for (size_t i = 0; i < markdown->n_links; i++) {
    const struct vouch__link *link = &markdown->links[i];
    size_t length = link->src_to - link->src_from;
    bool taken = strncmp(link->target, "mailto:", 7) != 0 || length == 0;
    for (size_t k = link->src_from; k < link->src_to && !taken; k++)
      taken = f->taken[k];
    if (taken)
      continue;
    if (VOUCH__PUSH(f->arena, f->list, f->n, f->cap))
      f->list[f->n - 1] = (struct vouch__privacy){VOUCH__PII_EMAIL, link->src_from, length};
    else
      f->nomem = true;
    memset(f->taken + link->src_from, 1, length);
  }
}

static void
find_shapes(struct finder *f, struct vouch__regex *const *regexes, const struct vouch__block *block)
{
  const char *text = with_blanks(f, block);
  if (!text)
    return;
  for (size_t s = 0; s < SHAPES; s++) {
    size_t start = 0, a, b;
    while (start < block->len &&
           vouch__regex_search(regexes[s], f->worker->searcher, text, block->len, start, &a, &b) == VOUCH__FOUND) {
      if (holds(f, &shapes[s], text + a, b - a))
        add(f, shapes[s].kind, block, a, b);
      start = b;
    }
  }
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

struct word {
  size_t at, len;
  bool capital, starts; /* starts: first of a sentence or block */
};

static size_t
cut_words(const struct finder *f, const struct vouch__block *block, struct word **ret_words)
{
  struct word *words = vouch__alloc(f->arena, (block->len / 2 + 2) * sizeof *words);
  size_t n = 0;
  bool starts = true;
  for (size_t i = 0; words && i < block->len;) {
    const char *t = block->text;
    if (!vouch__is_alpha(t[i])) {
      starts |= strchr(".!?", t[i]) && t[i];
      i++;
      continue;
    }
    size_t from = i;
    while (i < block->len &&
           (vouch__is_alpha(t[i]) || ((t[i] == '\'' || t[i] == '-') && i + 1 < block->len && vouch__is_alpha(t[i + 1])) ||
            (unsigned char)t[i] >= 0x80))
      i++;
    /* A curly apostrophe and what follows it is part of the word by its bytes; an ending such as 's is not the name's. */
    words[n++] = (struct word){
        from, i - from,
        vouch__is_upper(t[from]) && i - from > 1 && vouch__is_alpha(t[from + 1]) && !vouch__is_upper(t[from + 1]), starts};
    starts = false;
  }
  *ret_words = words;
  return words ? n : 0;
}

/* Letters of the word without 's, in both kinds of apostrophe. */
static size_t
bare(const char *text, const struct word *w)
{
  size_t len = w->len;
  if (len > 2 && text[w->at + len - 1] == 's' && text[w->at + len - 2] == '\'')
    return len - 2;
  if (len > 4 && text[w->at + len - 1] == 's' && (unsigned char)text[w->at + len - 2] == 0x99 &&
      (unsigned char)text[w->at + len - 4] == 0xE2)
    return len - 4;
  return len;
}

static bool
near_word(const struct finder *f, const char *text, const struct word *words, size_t n, size_t from, size_t to,
          const char *list)
{
  for (size_t i = from; i < to && i < n; i++)
    if (listed(f, list, text + words[i].at, words[i].len))
      return true;
  return false;
}

static bool
own_name(const struct finder *f, const char *text, size_t len)
{
  const char *learner = f->account->learner;
  for (const char *at = learner; at && *at; at++)
    if (strncmp(at, text, len) == 0 && !vouch__is_alpha(at[len]) && (at == learner || at[-1] == ' '))
      return true;
  return false;
}

/* Is other personal data within 40 bytes? */
static bool
beside_data(const struct finder *f, const struct vouch__block *block, const struct word *first, const struct word *last)
{
  size_t from = block->from[first->at], to = block->to[last->at + last->len - 1];
  size_t start = from > 40 ? from - 40 : 0, end = to + 40 < f->account->source->size ? to + 40 : f->account->source->size;
  for (size_t i = start; i < end; i++)
    if (f->taken[i])
      return true;
  return false;
}

static void
find_names(struct finder *f, const struct vouch__block *block)
{
  struct word *words;
  size_t n = cut_words(f, block, &words);
  const char *text = block->text;
  for (size_t i = 0; i + 1 < n; i++) {
    const struct word *first = &words[i], *last = &words[i + 1];
    bool close = last->at - (first->at + first->len) == 1 && vouch__is_space(text[last->at - 1]);
    if (!close || !first->capital || !last->capital || listed(f, "titles", text + first->at, first->len))
      continue;
    size_t len = bare(text, last);
    bool title = i > 0 && listed(f, "titles", text + words[i - 1].at, words[i - 1].len);
    if (listed(f, "not-surnames", text + last->at, len) || listed(f, "not-surnames", text + first->at, first->len) ||
        listed(f, "not-names", text + first->at, first->len) || listed(f, "not-names", text + last->at, len) ||
        own_name(f, text + first->at, first->len))
      continue;
    bool known = listed(f, "first-names", text + first->at, first->len);
    bool cue = near_word(f, text, words, n, i > 8 ? i - 8 : 0, i, "name-cue");
    bool data = beside_data(f, block, first, last);
    /* "Eirwen Pugsley rang": who gets in touch is a customer */
    bool came = near_word(f, text, words, n, i + 2, i + 3, "contact-verbs");
    bool staff = near_word(f, text, words, n, i > 3 ? i - 3 : 0, i, "staff-cue") ||
                 near_word(f, text, words, n, i + 2, i + 6, "staff-cue");
    if ((title || data || came || (known && (cue || !first->starts)) || (cue && !first->starts)) &&
        (!staff || title || data || cue))
      add(f, VOUCH__PII_NAME, block, first->at, last->at + len);
    i++;
  }
}

static int
by_offset(const void *a, const void *b)
{
  const struct vouch__privacy *x = a, *y = b;
  return (x->offset > y->offset) - (x->offset < y->offset);
}

enum vouch_status
vouch__privacy_find(struct vouch_worker *worker, struct vouch__arena *arena, const struct vouch_account *account,
                    struct vouch__privacy **ret_list, size_t *ret_n)
{
  struct finder f = {.worker = worker, .arena = arena, .account = account};
  struct vouch__regex *regexes[SHAPES] = {NULL};
  f.taken = vouch__alloc(arena, account->source->size + 1);
  enum vouch_status status = f.taken ? VOUCH_OK : VOUCH_NOMEM;
  for (size_t s = 0; s < SHAPES && status == VOUCH_OK; s++) {
    struct vouch__regex_error error;
    status =
        vouch__regex_compile(&worker->context->allocator, shapes[s].regex, strlen(shapes[s].regex), true, &regexes[s], &error);
  }
  for (size_t b = 0; status == VOUCH_OK && b < account->markdown->n_blocks; b++) {
    find_shapes(&f, regexes, &account->markdown->blocks[b]);
    find_names(&f, &account->markdown->blocks[b]);
  }
  if (status == VOUCH_OK)
    find_mail_links(&f);
  for (size_t s = 0; s < SHAPES; s++)
    vouch__regex_free(regexes[s]);
  if (status != VOUCH_OK || f.nomem)
    return VOUCH_NOMEM;
  if (f.n)
    qsort(f.list, f.n, sizeof *f.list, by_offset);
  *ret_list = f.list;
  *ret_n = f.n;
  return VOUCH_OK;
}
