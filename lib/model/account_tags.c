/* SPDX-License-Identifier: MIT */
/* Criteria tagged in the text: "(1.3)", "[DI2]", "1.3/1.4"; and the count of words. */
#include <string.h>

#include "base/str.h"
#include "model/account_read.h"

/* ---- words ---- */

/* Letters and digits of any script: what is neither ASCII punctuation nor a symbol, a mark or an emoji. */
static bool
is_letter(uint32_t c)
{
  if (c < 0x80)
    return vouch__is_alpha((char)c) || vouch__is_digit((char)c);
  if (c < 0xC0)
    return c == 0xAA || c == 0xB5 || c == 0xBA;
  bool symbol = c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) ||
                (c >= 0x3000 && c <= 0x303F) || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xFE00 && c <= 0xFE2F) ||
                (c >= 0xFF00 && c <= 0xFF0F) || c >= 0x1F000;
  return !symbol;
}

static bool
joins(uint32_t c)
{
  return c == '\'' || c == '-' || c == 0x2019 || c == 0x2018 || c == 0x2010 || c == 0x2011;
}

uint32_t
vouch__count_words(const char *text, size_t len)
{
  uint32_t words = 0;
  bool in_word = false, joined = false;
  for (size_t i = 0; i < len;) {
    uint32_t point = (unsigned char)text[i];
    size_t n = point < 0x80 ? 1 : vouch__utf8_decode(text + i, len - i, &point);
    bool letter = n > 0 && is_letter(point);
    words += letter && !in_word;
    bool join = !letter && in_word && !joined && joins(point);
    in_word = letter || join;
    joined = join;
    i += n ? n : 1;
  }
  return words;
}

/* ---- tags ---- */

static bool
is_word_byte(char c)
{
  return vouch__is_alpha(c) || vouch__is_digit(c) || (unsigned char)c >= 0x80;
}

/* "DI2", "K1", "DI-M3", "AC1.2" at s: its length, else 0. lower: small letters will do. */
static size_t
code_length(const char *s, size_t len, bool lower)
{
  size_t n = 0;
  while (n < len && n < 4 && (vouch__is_upper(s[n]) || (lower && vouch__is_alpha(s[n])) || (s[n] == '-' && n > 0)))
    n++;
  size_t digits = n;
  while (n < len && n - digits < 3 && vouch__is_digit(s[n]))
    n++;
  if (digits == 0 || n == digits || n - digits > 2)
    return 0;
  if (n + 1 < len && s[n] == '.' && vouch__is_digit(s[n + 1]))
    for (n++; n < len && vouch__is_digit(s[n]);)
      n++;
  return n;
}

/* "1.3", "2.10": a number of a criterion; not "02.30", "4.50", "14.2". */
static size_t
number_length(const char *s, size_t len)
{
  enum { MAX_MAJOR = 12, MAX_MINOR = 20 };
  size_t n = 0;
  unsigned major = 0, minor = 0;
  for (; n < len && n < 2 && vouch__is_digit(s[n]); n++)
    major = major * 10 + (unsigned)(s[n] - '0');
  if (n == 0 || s[0] == '0' || major > MAX_MAJOR || n + 1 >= len || s[n] != '.' || s[n + 1] == '0')
    return 0;
  size_t dot = n++;
  for (; n < len && n - dot < 3 && vouch__is_digit(s[n]); n++)
    minor = minor * 10 + (unsigned)(s[n] - '0');
  return n == dot + 1 || minor > MAX_MINOR ? 0 : n;
}

/* "2.15" may as well be a time. */
static bool
is_time_like(const char *s, size_t len)
{
  return len >= 4 && s[len - 3] == '.' && (s[len - 1] == '0' || s[len - 1] == '5');
}

/* A tag at s that nothing runs on from. */
static size_t
tag_length(const char *s, size_t len, bool lower)
{
  size_t n = number_length(s, len);
  if (n == 0)
    n = code_length(s, len, lower);
  bool ends = n == len || (n > 0 && !is_word_byte(s[n]) && s[n] != '-' && s[n] != '%' && s[n] != ':' && s[n] != '@');
  bool decimal = n + 1 < len && (s[n] == '.' || s[n] == ',') && vouch__is_digit(s[n + 1]);
  if (n + 1 < len && s[n] == ':' && !vouch__is_digit(s[n + 1]))
    ends = true; /* "DI2: I listened" */
  return n > 0 && ends && !decimal ? n : 0;
}

static enum vouch_status
add_tag(struct vouch__account_reader *reader, const struct vouch__block *block, size_t from, size_t len, bool bracketed)
{
  struct vouch_account *account = reader->account;
  uint32_t column;
  if (!VOUCH__PUSH(&account->arena, account->tags, account->n_tags, reader->tags_cap))
    return VOUCH_NOMEM;
  struct vouch__tag *tag = &account->tags[account->n_tags - 1];
  tag->text = vouch__copy(&account->arena, block->text + from, len);
  tag->offset = block->from[from];
  tag->length = block->to[from + len - 1] - tag->offset;
  tag->bracketed = bracketed && !is_time_like(block->text + from, len);
  vouch__source_place(account->source, tag->offset, &tag->line, &column);
  return tag->text ? VOUCH_OK : VOUCH_NOMEM;
}

/* Words that may stand beside tags in brackets, and words beside a bare number that make it a time or a measure. */
static bool
is_one_of(const char *word, size_t len, const char *list)
{
  char lower[16] = "|";
  if (len == 0 || len > sizeof lower - 3)
    return false;
  for (size_t i = 0; i < len; i++)
    lower[i + 1] = vouch__lower(word[i]);
  lower[len + 1] = '|';
  return strstr(list, lower) != NULL;
}

static const char fillers[] = "|and|ac|acs|crit|criteria|criterion|ref|evidence|for|unit|see|";
static const char before_times[] = "|at|by|about|around|until|till|past|before|after|between|since|nearly|almost|just|";
static const char after_measures[] = "|am|pm|hours|hour|hrs|minutes|mins|miles|mile|stars|star|out|percent|million|m|cm|mm|km|"
                                     "kg|g|litres|l|pounds|quid|p|metres|tonnes|times|";

/* One tag, or one filler word, at s inside brackets. */
static size_t
bracket_token(const char *s, size_t len, bool *ret_tag)
{
  size_t n = tag_length(s, len, true);
  *ret_tag = n > 0;
  if (n)
    return n;
  while (n < len && vouch__is_alpha(s[n]))
    n++;
  return is_one_of(s, n, fillers) ? n : 0;
}

static bool
is_separator(char c)
{
  return c == ' ' || c == ',' || c == '/' || c == ';' || c == '&' || c == '+' || c == '\n' || c == ':' || c == '.';
}

/* Brackets at `open` that hold tags and nothing else: adds them. ret_end: behind the brackets, or `open` when they are no such.
 */
static enum vouch_status
take_brackets(struct vouch__account_reader *reader, const struct vouch__block *block, size_t open, size_t *ret_end)
{
  enum { LONGEST = 80, MOST = 16 };
  const char *text = block->text;
  char close = text[open] == '(' ? ')' : ']';
  size_t end = open + 1, froms[MOST], lens[MOST], n = 0;
  *ret_end = open;
  while (end < block->len && end - open < LONGEST && text[end] != close)
    end++;
  if (end >= block->len || text[end] != close)
    return VOUCH_OK;
  for (size_t at = open + 1; at < end;) {
    bool tag;
    size_t len = is_separator(text[at]) ? 1 : bracket_token(text + at, end - at, &tag);
    if (len == 0)
      return VOUCH_OK;
    if (!is_separator(text[at]) && tag && n < MOST) {
      froms[n] = at;
      lens[n++] = len;
    }
    at += len;
  }
  enum vouch_status status = VOUCH_OK;
  for (size_t i = 0; i < n && status == VOUCH_OK; i++)
    status = add_tag(reader, block, froms[i], lens[i], true);
  if (n)
    *ret_end = end + 1;
  return status;
}

/* What stands right before and behind a bare tag makes it a price, a time, a date, an address, a part of a longer word. */
static bool
stands_free(const char *text, size_t from)
{
  char before = from ? text[from - 1] : ' ';
  return !is_word_byte(before) && !strchr("$.:,-@#_", before) && !(before == '/' && from > 1 && !is_word_byte(text[from - 2]));
}

static bool
is_measure(const char *text, size_t len, size_t from, size_t to)
{
  size_t word = from;
  while (word > 0 && text[word - 1] == ' ')
    word--;
  size_t start = word;
  while (start > 0 && vouch__is_alpha(text[start - 1]))
    start--;
  if (is_one_of(text + start, word - start, before_times))
    return true;
  size_t next = to;
  while (next < len && text[next] == ' ')
    next++;
  size_t end = next;
  while (end < len && vouch__is_alpha(text[end]))
    end++;
  return is_one_of(text + next, end - next, after_measures);
}

static enum vouch_status
scan_block(struct vouch__account_reader *reader, const struct vouch__block *block)
{
  for (size_t i = 0; i < block->len;) {
    size_t end = i;
    enum vouch_status status = VOUCH_OK;
    char c = block->text[i];
    if (c == '(' || c == '[')
      status = take_brackets(reader, block, i, &end);
    else if ((vouch__is_digit(c) || vouch__is_upper(c)) && stands_free(block->text, i)) {
      size_t n = tag_length(block->text + i, block->len - i, false);
      bool measure = n && vouch__is_digit(c) && is_measure(block->text, block->len, i, i + n);
      if (n && !measure)
        status = add_tag(reader, block, i, n, false);
      end = i + n;
    }
    if (status != VOUCH_OK)
      return status;
    i = end > i ? end : i + 1;
  }
  return VOUCH_OK;
}

enum vouch_status
vouch__account_tags(struct vouch__account_reader *reader)
{
  const struct vouch__markdown *markdown = reader->account->markdown;
  for (size_t i = 0; i < markdown->n_blocks; i++) {
    const struct vouch__block *block = &markdown->blocks[i];
    if (block->kind != VOUCH__PARAGRAPH && block->kind != VOUCH__HEADING)
      continue;
    enum vouch_status status = scan_block(reader, block);
    if (status != VOUCH_OK)
      return status;
  }
  return VOUCH_OK;
}
