/* SPDX-License-Identifier: MIT */
/* Paragraphs to sentences: names, quotations, sentence ends, plain text. */
#include <string.h>

#include "base/str.h"
#include "model/account.h"

/* Text with the bytes of the file behind each byte. */
struct mapped {
  const char *text;
  size_t len;
  const uint32_t *from, *to;
};

enum {
  NAMES_MOST = 256, /* of an account: a real one has ten */
  LONG = 800,       /* bytes of a sentence after which it is cut at a comma */
  LONGEST = 1000,   /* ... at any blank: what looks at all words of a sentence must not see a whole file */
};

struct quote {
  size_t open, close; /* of the marks' first bytes in the paragraph's text */
  size_t open_len, close_len;
};

struct splitter {
  struct vouch_account *account;
  const struct vouch__language *language;
  struct vouch__names names;
  size_t cap_names, cap_sentences;
};

/* ---- names ------------------------------------------------------------------------------------------------------- */

struct token {
  const char *text;
  size_t len;
  char before; /* the last character before it that is not a blank, 0 at the start */
  bool blank_before;
};

/* Cuts words of letters with inner apostrophes (both kinds) or hyphens out of a text. Returns false at the end. */
static bool
next_token(const char **at, const char *end, struct token *ret_token, char *before)
{
  bool blank = false;
  while (*at < end && !vouch__is_alpha(**at)) {
    if (vouch__is_space(**at))
      blank = true;
    else
      *before = (unsigned char)**at < 0x80 ? **at : '"';
    ++*at;
  }
  if (*at >= end)
    return false;
  const char *start = *at;
  while (*at < end && (vouch__is_alpha(**at) || (**at == '\'' && *at + 1 < end && vouch__is_alpha((*at)[1]))))
    ++*at;
  *ret_token = (struct token){start, (size_t)(*at - start), *before, blank};
  *before = 'a';
  return true;
}

static bool
in_list(const struct vouch__language *language, const char *id, const char *word, size_t len)
{
  char lower[40];
  if (len >= sizeof lower)
    return false;
  for (size_t i = 0; i < len; i++)
    lower[i] = vouch__lower(word[i]);
  return vouch__words_has(vouch__language_list(language, id), lower, len);
}

static size_t
bare_length(const struct token *token)
{
  size_t len = token->len;
  if (len > 2 && token->text[len - 2] == '\'' && token->text[len - 1] == 's')
    len -= 2;
  return len;
}

/* Capitalised in mid sentence, three letters or more, not in the list of words that are no names. */
static bool
looks_like_name(const struct splitter *s, const struct token *token)
{
  size_t len = bare_length(token);
  if (len < 3 || !vouch__is_upper(token->text[0]) || !(token->text[1] >= 'a' && token->text[1] <= 'z'))
    return false;
  return !memchr(token->text, '\'', len) && !in_list(s->language, "not-names", token->text, len);
}

static struct vouch__name *
known_name(struct splitter *s, const char *name, size_t len)
{
  for (size_t i = 0; i < s->names.n; i++)
    if (vouch__equal_n(name, len, s->names.list[i].name))
      return &s->names.list[i];
  return NULL;
}

static bool
add_name(struct splitter *s, const char *name, size_t len)
{
  if (s->names.n == NAMES_MOST || known_name(s, name, len))
    return true;
  if (!VOUCH__PUSH(&s->account->arena, s->names.list, s->names.n, s->cap_names))
    return false;
  struct vouch__name *added = &s->names.list[s->names.n - 1];
  added->kind = VOUCH__NAME_SOMEBODY;
  added->name = vouch__copy(&s->account->arena, name, len);
  return added->name != NULL;
}

static bool
collect_names(struct splitter *s, const struct vouch__paragraph *p)
{
  const char *at = p->block->text + p->text_from, *end = p->block->text + p->text_to;
  char before = 0;
  struct token token;
  while (next_token(&at, end, &token, &before)) {
    bool starts = token.before == 0 || strchr(".!?:\"'-*#", token.before) != NULL;
    if (!starts && looks_like_name(s, &token) && !add_name(s, token.text, bare_length(&token)))
      return false;
  }
  return true;
}

/* "Dawn, the clinic manager", "Dawn (team leader)", "Dawn who runs the shop": a role within a few words after the name. */
static bool
role_after(const struct splitter *s, const char *at, const char *end, char before)
{
  struct token token;
  bool led = false; /* something links the name to what follows: a comma, a bracket, "is", "who" */
  for (int i = 0; i < 7; i++) {
    const char *gap = at;
    if (!next_token(&at, end, &token, &before))
      return false;
    for (; gap < token.text; gap++) {
      if (*gap == '.' || *gap == '!' || *gap == '?' || *gap == ';')
        return false;
      if (*gap == ',' || *gap == '(')
        led = led || i == 0;
    }
    if (i == 0 && !led)
      led = in_list(s->language, "name-links", token.text, token.len);
    if (!led)
      return false;
    if (in_list(s->language, "role-nouns", token.text, token.len))
      return true;
    if (!in_list(s->language, "role-fillers", token.text, token.len))
      return false;
  }
  return false;
}

/* "my manager Dawn", "the duty manager, Dawn": names that a role stands right beside are people of authority. */
static void
rank_names(struct splitter *s, const struct vouch__paragraph *p)
{
  const char *at = p->block->text + p->text_from, *end = p->block->text + p->text_to;
  char before = 0;
  struct token token, last = {0};
  while (next_token(&at, end, &token, &before)) {
    struct vouch__name *name = vouch__is_upper(token.text[0]) ? known_name(s, token.text, bare_length(&token)) : NULL;
    if (name && name->kind != VOUCH__NAME_AUTHORITY) {
      bool close = last.text && (token.text - (last.text + last.len)) <= 2 &&
                   !memchr(last.text + last.len, '.', (size_t)(token.text - (last.text + last.len)));
      if ((close && in_list(s->language, "role-nouns", last.text, last.len)) || role_after(s, at, end, before))
        name->kind = VOUCH__NAME_AUTHORITY;
    }
    last = token;
  }
}

/* ---- quotations -------------------------------------------------------------------------------------------------- */

enum mark { NO_MARK, OPENS, CLOSES, EITHER, SINGLE_OPENS, SINGLE_CLOSES };

static enum mark
mark_at(const char *text, size_t len, size_t i, size_t *ret_len)
{
  static const struct {
    const char *bytes;
    enum mark mark;
  } curly[] = {{"\xE2\x80\x9C", OPENS}, {"\xE2\x80\x9D", CLOSES},       {"\xE2\x80\x9E", OPENS},        {"\xC2\xAB", OPENS},
               {"\xC2\xBB", CLOSES},    {"\xE2\x80\x98", SINGLE_OPENS}, {"\xE2\x80\x99", SINGLE_CLOSES}};
  *ret_len = 1;
  if (text[i] == '"')
    return EITHER;
  char before = i ? text[i - 1] : ' ', after = i + 1 < len ? text[i + 1] : ' ';
  if (text[i] == '\'') {
    bool space_before = vouch__is_space(before) || before == '(' || before == ':';
    if (space_before && (vouch__is_alpha(after) || (unsigned char)after >= 0x80))
      return SINGLE_OPENS;
    if (!space_before && !vouch__is_alpha(after) && !vouch__is_digit(after))
      return SINGLE_CLOSES;
    return NO_MARK;
  }
  for (size_t k = 0; k < sizeof curly / sizeof *curly; k++) {
    size_t n = strlen(curly[k].bytes);
    if (i + n > len || memcmp(text + i, curly[k].bytes, n) != 0)
      continue;
    *ret_len = n;
    after = i + n < len ? text[i + n] : ' ';
    if (curly[k].mark == SINGLE_CLOSES && vouch__is_alpha(after))
      return NO_MARK; /* an apostrophe */
    return curly[k].mark;
  }
  return NO_MARK;
}

/* Does a closing single mark that may end speech follow (after punctuation, or at the end of several words)? */
static size_t
single_close(const char *text, size_t len, size_t from, size_t *ret_len)
{
  size_t blanks = 0, plural = SIZE_MAX, plural_len = 0;
  for (size_t i = from; i < len; i++) {
    size_t n;
    blanks += text[i] == ' ';
    enum mark mark = mark_at(text, len, i, &n);
    if (mark == OPENS || mark == CLOSES || mark == EITHER || mark == SINGLE_OPENS)
      break;
    if (mark != SINGLE_CLOSES || i == from)
      continue;
    if (strchr(".,!?", text[i - 1]) || (blanks >= 1 && text[i - 1] != 's')) {
      *ret_len = n;
      return i;
    }
    if (plural == SIZE_MAX && blanks >= 1) { /* "the customers' ..." or the end of speech: only when nothing better comes */
      plural = i;
      plural_len = n;
    }
  }
  *ret_len = plural_len;
  return plural;
}

/* The next quotation at or after `from`; false when there is none that closes in the paragraph. */
static bool
next_quote(const char *text, size_t len, size_t from, struct quote *ret_quote)
{
  for (size_t i = from; i < len; i++) {
    size_t n, close_len;
    enum mark mark = mark_at(text, len, i, &n);
    if (mark == SINGLE_OPENS) {
      size_t close = single_close(text, len, i + n, &close_len);
      if (close == SIZE_MAX)
        continue;
      *ret_quote = (struct quote){i, close, n, close_len};
      return true;
    }
    if (mark != OPENS && mark != EITHER)
      continue;
    for (size_t k = i + n; k < len; k++) {
      enum mark end = mark_at(text, len, k, &close_len);
      if (end == CLOSES || (end == EITHER && mark == EITHER) || (end == EITHER && mark == OPENS)) {
        *ret_quote = (struct quote){i, k, n, close_len};
        return true;
      }
    }
    return false;
  }
  return false;
}

/* ---- sentences --------------------------------------------------------------------------------------------------- */

/* Is the point at i the end of a sentence? */
static bool
ends_sentence(const struct splitter *s, const struct mapped *m, size_t i)
{
  size_t next = i + 1;
  while (next < m->len && strchr(".!?", m->text[next]))
    next++;
  if (next < m->len && !vouch__is_space(m->text[next]) && m->text[next] != ')')
    return false;
  if (m->text[i] != '.')
    return true;
  size_t start = i;
  while (start > 0 && vouch__is_alpha(m->text[start - 1]))
    start--;
  size_t len = i - start;
  bool initial = len == 1 && vouch__is_alpha(m->text[start]) && m->text[start] != 'I' && m->text[start] != 'i';
  return !initial && !in_list(s->language, "abbreviations", m->text + start, len);
}

static struct vouch__sentence *
add_sentence(struct splitter *s, const struct mapped *m, size_t from, size_t to)
{
  while (from < to && vouch__is_space(m->text[from]))
    from++;
  while (to > from && vouch__is_space(m->text[to - 1]))
    to--;
  struct vouch_account *account = s->account;
  struct vouch__plain plain;
  if (vouch__plain_make(&account->arena, s->language, m->text + from, to - from, m->from + from, m->to + from, &s->names,
                        &plain) != VOUCH_OK ||
      !VOUCH__PUSH(&account->arena, account->sentences, account->n_sentences, s->cap_sentences))
    return NULL;
  struct vouch__sentence *sentence = &account->sentences[account->n_sentences - 1];
  sentence->plain = plain;
  if (plain.n_words)
    vouch__plain_span(&plain, 0, plain.len, &sentence->offset, &sentence->length);
  sentence->host = account->n_sentences - 1;
  return sentence;
}

static bool
blank(const struct mapped *m, size_t from, size_t to)
{
  for (size_t i = from; i < to; i++)
    if (vouch__is_alpha(m->text[i]) || vouch__is_digit(m->text[i]) || (unsigned char)m->text[i] >= 0x80)
      return false;
  return true;
}

/* Calls add_sentence for each sentence of the text; the new ones get paragraph, quoted, host and quote_word. */
static bool
split(struct splitter *s, const struct mapped *m, const struct vouch__sentence *like)
{
  size_t from = 0;
  uint32_t part = 0;
  for (size_t i = 0; i <= m->len; i++) {
    bool end = i == m->len;
    bool cut = !end && ((i - from >= LONG && m->text[i] == ',') || (i - from >= LONGEST && m->text[i] == ' '));
    if (!end && !cut && (!strchr(".!?", m->text[i]) || !ends_sentence(s, m, i)))
      continue;
    size_t to = end ? i : i + 1;
    while (to < m->len && strchr(".!?", m->text[to]))
      to++;
    if (!blank(m, from, to)) {
      struct vouch__sentence *sentence = add_sentence(s, m, from, to);
      if (!sentence)
        return false;
      sentence->paragraph = like->paragraph;
      sentence->quoted = like->quoted;
      if (like->quoted) {
        sentence->host = like->host;
        sentence->quote_word = like->quote_word;
        sentence->part_of_quote = part++;
      }
    }
    from = to;
    i = to > i ? to - 1 : i;
    if (end)
      break;
  }
  return true;
}

/* "I asked" behind a quotation belongs to its sentence, although I is always a capital. */
static bool
says_it(const struct splitter *s, const char *text, size_t len)
{
  size_t n = 2;
  if (len < 4 || text[0] != 'I' || text[1] != ' ')
    return false;
  while (n < len && vouch__is_alpha(text[n]))
    n++;
  return in_list(s->language, "report-verbs", text + 2, n - 2);
}

/* The narration of a paragraph: each quotation is one word "qq" that stands for all its bytes. */
static bool
narrate(struct splitter *s, const struct vouch__paragraph *p, const struct quote *quotes, size_t n,
        struct mapped *ret_narration)
{
  size_t len = p->text_to - p->text_from, out = 0;
  const char *text = p->block->text + p->text_from;
  const uint32_t *from = p->block->from + p->text_from, *to = p->block->to + p->text_from;
  char *chars = vouch__alloc(&s->account->arena, len + n * 8 + 1);
  uint32_t *starts = vouch__alloc(&s->account->arena, (len + n * 8 + 1) * sizeof *starts);
  uint32_t *ends = vouch__alloc(&s->account->arena, (len + n * 8 + 1) * sizeof *ends);
  if (!chars || !starts || !ends)
    return false;
  for (size_t i = 0, q = 0; i < len; i++) {
    if (q < n && i == quotes[q].open) {
      size_t close = quotes[q].close, last = close + quotes[q].close_len - 1;
      char point = close > 0 ? text[close - 1] : ' ';
      size_t next = last + 1;
      while (next < len && vouch__is_space(text[next]))
        next++;
      /* Speech that ends a sentence ends it for the narration too, when a capital or nothing follows. */
      bool stops = strchr(".!?", point) && point && (next >= len || vouch__is_upper(text[next]) || text[next] == '"') &&
                   !says_it(s, text + next, len - next);
      for (const char *c = stops ? " qq. " : " qq "; *c; c++, out++) {
        chars[out] = *c;
        starts[out] = from[i];
        ends[out] = to[last];
      }
      i = last;
      q++;
      continue;
    }
    chars[out] = text[i] == '\n' ? ' ' : text[i];
    starts[out] = from[i];
    ends[out] = to[i];
    out++;
  }
  *ret_narration = (struct mapped){chars, out, starts, ends};
  return true;
}

static bool
is_quote_word(const struct vouch__plain *plain, size_t i)
{
  return plain->words[i].len == 2 && memcmp(plain->text + plain->words[i].at, "qq", 2) == 0;
}

/* The quotations of the narration sentences first ... last, each split behind them. */
static bool
split_quotes(struct splitter *s, const struct vouch__paragraph *p, size_t first, size_t last, const struct quote *quotes,
             size_t n)
{
  size_t q = 0;
  for (size_t host = first; host < last; host++) {
    size_t n_words = s->account->sentences[host].plain.n_words;
    for (size_t w = 0; w < n_words && q < n; w++) {
      if (!is_quote_word(&s->account->sentences[host].plain, w))
        continue;
      size_t open = p->text_from + quotes[q].open + quotes[q].open_len, close = p->text_from + quotes[q].close;
      struct mapped inner = {p->block->text + open, close - open, p->block->from + open, p->block->to + open};
      struct vouch__sentence like = {
          .quoted = true, .host = host, .quote_word = (uint32_t)w, .paragraph = s->account->sentences[host].paragraph};
      if (!split(s, &inner, &like))
        return false;
      q++;
    }
  }
  return true;
}

static bool
split_paragraph(struct splitter *s, size_t index)
{
  const struct vouch__paragraph *p = &s->account->paragraphs[index];
  const char *text = p->block->text + p->text_from;
  size_t len = p->text_to - p->text_from, n = 0, cap = 0;
  struct quote *quotes = NULL, quote;
  for (size_t at = 0; next_quote(text, len, at, &quote); at = quote.close + quote.close_len) {
    if (!VOUCH__PUSH(&s->account->arena, quotes, n, cap))
      return false;
    quotes[n - 1] = quote;
  }
  struct mapped narration;
  size_t first = s->account->n_sentences;
  struct vouch__sentence like = {.paragraph = index};
  if (!narrate(s, p, quotes, n, &narration) || !split(s, &narration, &like))
    return false;
  return split_quotes(s, p, first, s->account->n_sentences, quotes, n);
}

enum vouch_status
vouch__account_sentences(struct vouch_account *account, const struct vouch__language *language)
{
  struct splitter s = {.account = account, .language = language};
  for (size_t i = 0; i < account->n_paragraphs; i++)
    if (!collect_names(&s, &account->paragraphs[i]))
      return VOUCH_NOMEM;
  for (size_t i = 0; i < account->n_paragraphs; i++)
    rank_names(&s, &account->paragraphs[i]);
  for (size_t i = 0; i < account->n_paragraphs; i++)
    if (!split_paragraph(&s, i))
      return VOUCH_NOMEM;
  return VOUCH_OK;
}
