/* SPDX-License-Identifier: MIT */
/* The front matter of an account: keys to title, dates, units, claims and evidence. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "model/account_read.h"

static const char *const account_keys[] = {"title",  "learner",  "date",   "unit", "rubric",
                                           "claims", "evidence", "ai-use", "kind"};
static const char *const evidence_keys[] = {"file",     "kind",    "date", "description", "at",
                                            "criteria", "seen-by", "role", "place"};
static const char *const kinds[] = {"account", "testimony", "feedback", "portfolio"};
enum {
  N_ACCOUNT_KEYS = sizeof account_keys / sizeof *account_keys,
  N_EVIDENCE_KEYS = sizeof evidence_keys / sizeof *evidence_keys,
  N_KINDS = sizeof kinds / sizeof *kinds,
};

static struct vouch__at
at_value(const struct vouch_account *account, const struct vouch__value *value)
{
  return (struct vouch__at){.source = account->source, .offset = value->offset, .length = value->length};
}

static const char *
did_you_mean(struct vouch__arena *arena, const char *word, const char *const *words, size_t n)
{
  const char *near = vouch__nearest(word, words, n);
  return near ? vouch__format(arena, "Did you mean %s?", near) : NULL;
}

static void
wrong_shape(const struct vouch_account *account, const struct vouch__value *value, const char *key, const char *wanted)
{
  VOUCH__DIAG(account->diags, VOUCH__V116, at_value(account, value), NULL, key, wanted);
}

/* ---- dates ---- */

static bool
is_day(unsigned year, unsigned month, unsigned day)
{
  static const unsigned char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
         (month != 2 || day != 29 || leap);
}

static bool
put_date(unsigned year, unsigned month, unsigned day, char ret_iso[11])
{
  if (!is_day(year, month, day))
    return false;
  snprintf(ret_iso, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
  return true;
}

/* A number of at most four digits; its digits. */
static size_t
number(const char **text, unsigned *ret_number)
{
  size_t n = 0;
  *ret_number = 0;
  for (; n < 4 && vouch__is_digit((*text)[n]); n++)
    *ret_number = *ret_number * 10 + (unsigned)((*text)[n] - '0');
  *text += n;
  return n;
}

/* "February", "Feb", "Sept.": 1 to 12, or 0. */
static unsigned
month_name(const char **text)
{
  static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                      "july",    "august",   "september", "october", "november", "december"};
  size_t n = 0;
  char word[12] = "";
  for (; n < sizeof word - 1 && vouch__is_alpha((*text)[n]); n++)
    word[n] = vouch__lower((*text)[n]);
  for (unsigned i = 0; n >= 3 && i < 12; i++) {
    if (strncmp(names[i], word, n) != 0)
      continue;
    *text += n + ((*text)[n] == '.');
    return i + 1;
  }
  return 0;
}

static void
skip(const char **text, const char *set)
{
  *text += strspn(*text, set);
}

/* "Saturday 14th February 2026", "14 Feb 26", "February 14, 2026". */
static bool
read_words(const char *text, char ret_iso[11])
{
  unsigned day = 0, year, month = 0;
  const char *start = text;
  if (vouch__is_alpha(*text) && (month = month_name(&text)) == 0) { /* a day of the week */
    while (vouch__is_alpha(*text))
      text++;
    skip(&text, " ,.");
    if (text - start < 4)
      return false;
  }
  skip(&text, " ");
  size_t digits = number(&text, &day);
  if (digits < 1 || digits > 2)
    return false;
  if (strncmp(text, "st", 2) == 0 || strncmp(text, "nd", 2) == 0 || strncmp(text, "rd", 2) == 0 || strncmp(text, "th", 2) == 0)
    text += 2;
  skip(&text, " ,-");
  if (strncmp(text, "of ", 3) == 0)
    text += 3;
  if (month == 0 && (month = month_name(&text)) == 0)
    return false;
  skip(&text, " ,-");
  digits = number(&text, &year);
  skip(&text, " .");
  return *text == '\0' && (digits == 4 || digits == 2) && put_date(digits == 2 ? 2000 + year : year, month, day, ret_iso);
}

/* "14/02/2026", "14.2.26", "2026/02/14": the day first, as people here write it. */
static bool
read_numbers(const char *text, char ret_iso[11])
{
  unsigned a, b, c;
  size_t first = number(&text, &a);
  char mark = *text;
  if (first == 0 || !mark || !strchr("/.-", mark))
    return false;
  text++;
  size_t second = number(&text, &b);
  if (*text++ != mark || second == 0 || second > 2)
    return false;
  size_t third = number(&text, &c);
  if (*text)
    return false;
  if (first == 4)
    return third >= 1 && third <= 2 && put_date(a, b, c, ret_iso);
  return first <= 2 && (third == 4 || third == 2) && put_date(third == 2 ? 2000 + c : c, b, a, ret_iso);
}

int
vouch__read_date(const char *text, char ret_iso[11])
{
  if (!read_numbers(text, ret_iso) && !read_words(text, ret_iso))
    return -1;
  return strcmp(text, ret_iso) == 0;
}

/* The date in its one form; NULL when it cannot be read (then said). */
static const char *
date_of(const struct vouch_account *account, struct vouch__arena *arena, const struct vouch__value *value, bool *ret_nomem)
{
  char iso[11];
  int read = value->kind == VOUCH__SCALAR ? vouch__read_date(value->text, iso) : -1;
  if (value->kind != VOUCH__SCALAR) {
    wrong_shape(account, value, value->key, "one date, such as 2026-02-14");
    return NULL;
  }
  if (read < 0) {
    VOUCH__DIAG(account->diags, VOUCH__V110, at_value(account, value), "Write it as year-month-day, such as 2026-02-14.",
                value->text);
    return NULL;
  }
  if (read == 0)
    VOUCH__DIAG(account->diags, VOUCH__V109, at_value(account, value), "Write it so in the file.", value->text, iso);
  const char *date = vouch__copy(arena, iso, 10);
  *ret_nomem = !date;
  return date;
}

/* ---- keys ---- */

static const struct vouch__value *
given(const struct vouch__value *map, const char *key)
{
  const struct vouch__value *value = vouch__value_get(map, key);
  return value && (value->kind != VOUCH__SCALAR || *value->text) ? value : NULL;
}

static const char *
text_of(const struct vouch_account *account, const char *key)
{
  const struct vouch__value *value = given(&account->front.root, key);
  if (value && value->kind != VOUCH__SCALAR) {
    wrong_shape(account, value, key, "one line of text");
    return NULL;
  }
  return value ? value->text : NULL;
}

/* Items of unit: or claims: go to one of the account's two lists. */
struct listing {
  struct vouch__account_reader *reader;
  const char *key, *wanted;
  struct vouch__claim **list;
  size_t *n, *cap;
};

static enum vouch_status
add_item(const struct vouch__value *item, void *data)
{
  struct listing *listing = data;
  struct vouch_account *account = listing->reader->account;
  if (item->kind != VOUCH__SCALAR) {
    wrong_shape(account, item, listing->key, listing->wanted);
    return VOUCH_OK;
  }
  if (!*item->text)
    return VOUCH_OK;
  for (size_t i = 0; i < *listing->n; i++)
    if (strcmp((*listing->list)[i].text, item->text) == 0)
      return VOUCH_OK;
  if (!VOUCH__PUSH(&account->arena, *listing->list, *listing->n, *listing->cap))
    return VOUCH_NOMEM;
  (*listing->list)[*listing->n - 1] =
      (struct vouch__claim){.text = item->text, .offset = item->offset, .length = item->length, .line = item->line};
  return VOUCH_OK;
}

static enum vouch_status
read_list(struct vouch__account_reader *reader, const char *key)
{
  struct vouch_account *account = reader->account;
  const struct vouch__value *value = given(&account->front.root, key);
  bool claims = strcmp(key, "claims") == 0;
  struct listing listing = {.reader = reader, .key = key};
  listing.wanted = claims ? "a list of criteria, such as [DI1, DI2]" : "the id of a unit, or a list of ids";
  listing.list = claims ? &account->claims : &account->units;
  listing.n = claims ? &account->n_claims : &account->n_units;
  listing.cap = claims ? &reader->claims_cap : &reader->units_cap;
  return value ? vouch__value_each(&account->arena, value, add_item, &listing) : VOUCH_OK;
}

static bool
is_known(const char *key, const char *const *keys, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (strcmp(key, keys[i]) == 0)
      return true;
  return false;
}

/* The same key in several items of evidence is named at the first. */
static bool
is_noted(const struct vouch_account *account, const char *key, size_t len)
{
  for (size_t i = 0; i < account->diags->n; i++) {
    const struct vouch_diag *diag = &account->diags->list[i];
    if (strcmp(diag->code, "V106") == 0 && vouch__equal_n(account->source->bytes + diag->offset, len, key))
      return true;
  }
  return false;
}

static void
note_unknown_keys(struct vouch_account *account, const struct vouch__value *map, const char *const *keys, size_t n)
{
  for (size_t i = 0; map->kind == VOUCH__MAP && i < map->n_items; i++) {
    const char *key = map->items[i].key;
    struct vouch__at at = {.source = account->source, .offset = map->items[i].key_offset, .length = strlen(key)};
    if (!is_known(key, keys, n) && !is_noted(account, key, at.length))
      VOUCH__DIAG(account->diags, VOUCH__V106, at, did_you_mean(&account->arena, key, keys, n), key);
  }
}

/* ---- evidence ---- */

static enum vouch_status
seen_in_place(struct vouch__account_reader *reader, const struct vouch__value *item, const struct vouch__value *by)
{
  struct vouch_account *account = reader->account;
  if (!VOUCH__PUSH(&account->arena, account->links, account->n_links, reader->links_cap))
    return VOUCH_NOMEM;
  account->links[account->n_links - 1] = (struct vouch__evidence_link){
      .path = by->text, .offset = item->offset, .length = item->length, .line = item->line, .seen_in_place = true};
  return VOUCH_OK;
}

static enum vouch_status
add_evidence(const struct vouch__value *item, void *data)
{
  struct vouch__account_reader *reader = data;
  struct vouch_account *account = reader->account;
  if (item->kind == VOUCH__SCALAR)
    return *item->text ? vouch__account_link(reader, item->text, item->offset, item->length, item->line) : VOUCH_OK;
  const struct vouch__value *file = given(item, "file"), *by = given(item, "seen-by"), *date = given(item, "date");
  bool named = (file && file->kind == VOUCH__SCALAR) || (by && by->kind == VOUCH__SCALAR);
  if (item->kind == VOUCH__LIST || !named) {
    wrong_shape(account, item, "evidence", "a file, or a map with file: or seen-by: in it");
    return VOUCH_OK;
  }
  note_unknown_keys(account, item, evidence_keys, N_EVIDENCE_KEYS);
  bool nomem = false;
  if (date)
    date_of(account, &account->arena, date, &nomem);
  if (nomem)
    return VOUCH_NOMEM;
  if (file && file->kind == VOUCH__SCALAR)
    return vouch__account_link(reader, file->text, file->offset, file->length, file->line);
  return seen_in_place(reader, item, by);
}

static void
read_kind(struct vouch_account *account)
{
  const char *kind = text_of(account, "kind");
  if (!kind)
    return;
  account->kind = kind;
  if (!is_known(kind, kinds, N_KINDS))
    VOUCH__DIAG(account->diags, VOUCH__V111, at_value(account, vouch__value_get(&account->front.root, "kind")),
                did_you_mean(&account->arena, kind, kinds, N_KINDS), kind);
}

enum vouch_status
vouch__account_front(struct vouch__account_reader *reader)
{
  struct vouch_account *account = reader->account;
  const struct vouch__value *root = &account->front.root, *date = given(root, "date"), *evidence = given(root, "evidence");
  bool nomem = false;
  account->title = text_of(account, "title");
  account->learner = text_of(account, "learner");
  text_of(account, "ai-use");
  account->date = date ? date_of(account, &account->arena, date, &nomem) : NULL;
  read_kind(account);
  note_unknown_keys(account, root, account_keys, N_ACCOUNT_KEYS);
  enum vouch_status status = nomem ? VOUCH_NOMEM : read_list(reader, "unit");
  if (status == VOUCH_OK)
    status = read_list(reader, "rubric");
  if (status == VOUCH_OK)
    status = read_list(reader, "claims");
  if (status == VOUCH_OK && evidence)
    status = vouch__value_each(&account->arena, evidence, add_evidence, reader);
  return status;
}
