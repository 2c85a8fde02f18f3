/* SPDX-License-Identifier: MIT */
/* Headings to STAR parts, parts to paragraphs; where nobody wrote headings, the order of the text. */
#include <string.h>

#include "base/str.h"
#include "model/account_read.h"

enum {
  BOLD_LEVEL = 7,  /* bold lines stand below every real heading, */
  PLAIN_LEVEL = 8, /* plain lines below those */
  NO_LEVEL = 9,
  LONGEST_TITLE = 14, /* words, as all below */
  LONGEST_LABEL = 10,
  LONGEST_LEAD_IN = 6,
  LONGEST_UNKNOWN = 5,
  LONGEST_PLAIN = 6,
  LONGEST_INSIDE = 4,
  LONGEST_NAME = 3,
  LONGEST_BARE = 2,
};

/* What may be the heading of a part: a heading, bold words at the start of a paragraph, or a plain line. */
struct label {
  size_t block;
  size_t from, to; /* of its words in the block's text, marks at the end left out */
  size_t body;     /* where the paragraph's own text starts behind it; the block's length when there is none */
  int level;
  enum vouch__section section;
  enum vouch__section next; /* what the next label that counts names; OTHER behind the last */
  bool counts;              /* it starts a part */
  bool title;               /* the title of the whole text */
  bool guessed;             /* it names no part: what stands around it says which */
  bool text;                /* it starts no part after all: its words are text like any */
};

struct parts {
  struct vouch__account_reader *reader;
  struct vouch_account *account;
  struct label *labels;
  size_t n_labels, labels_cap;
  int levels[VOUCH__SECTIONS]; /* of the highest label that names the section; NO_LEVEL when none does */
};

/* ---- labels ---- */

/* Bytes of the mark at s that may stand behind a label: . : - and dashes. */
static size_t
mark_length(const char *s, size_t len)
{
  if (len && (*s == ':' || *s == '.' || *s == '-' || *s == ' ' || *s == '\n' || *s == '\t'))
    return 1;
  bool dash = len >= 3 && s[0] == '\xE2' && s[1] == '\x80' && (s[2] == '\x93' || s[2] == '\x94');
  return dash ? 3 : 0;
}

static size_t
skip_marks(const char *text, size_t at, size_t len)
{
  for (size_t n; at < len && (n = mark_length(text + at, len - at)) > 0;)
    at += n;
  return at;
}

static size_t
trim_marks(const char *text, size_t from, size_t to)
{
  while (to > from) {
    size_t n = mark_length(text + to - 1, 1);
    if (n == 0 && to - from >= 3)
      n = mark_length(text + to - 3, 3) == 3 ? 3 : 0;
    if (n == 0)
      break;
    to -= n;
  }
  return to;
}

static enum vouch_status
add_label(struct parts *parts, size_t index, struct label label)
{
  const struct vouch__block *block = &parts->account->markdown->blocks[index];
  label.block = index;
  label.to = trim_marks(block->text, label.from, label.to);
  label.section = VOUCH__OTHER;
  if (!VOUCH__PUSH(&parts->account->arena, parts->labels, parts->n_labels, parts->labels_cap))
    return VOUCH_NOMEM;
  struct label *added = &parts->labels[parts->n_labels - 1];
  *added = label;
  return vouch__language_heading(&parts->account->arena, parts->reader->language, block->text + label.from,
                                 label.to - label.from, &added->section);
}

/* "**Situation:** I work ..." or a bold line. Bold words without a mark behind them must be few and start like a heading. */
static enum vouch_status
add_bold(struct parts *parts, size_t index, const struct vouch__bold *bold)
{
  const struct vouch__block *block = &parts->account->markdown->blocks[index];
  const char *text = block->text;
  uint32_t words = vouch__count_words(text + bold->from, bold->to - bold->from);
  size_t behind = bold->to + strspn(text + bold->to, " \t:");
  bool alone = text[behind] == '\0' || text[behind] == '\n', sentence = strchr(".!?\"", text[bold->to - 1]) != NULL;
  bool marked = trim_marks(text, bold->from, bold->to) < bold->to || skip_marks(text, bold->to, block->len) > bold->to + 1 ||
                (text[bold->to] && text[bold->to] != ' ' && mark_length(text + bold->to, 1));
  bool bare = bold->from == 0 || vouch__is_upper(text[bold->from]);
  uint32_t longest = alone ? LONGEST_LABEL : marked ? LONGEST_LEAD_IN : bare ? LONGEST_BARE : 0;
  if (words == 0 || words > longest)
    return VOUCH_OK;
  struct label label = {.from = bold->from, .to = bold->to, .level = BOLD_LEVEL};
  label.body = skip_marks(text, bold->to, block->len);
  enum vouch_status status = add_label(parts, index, label);
  if (status != VOUCH_OK || parts->labels[parts->n_labels - 1].section != VOUCH__OTHER)
    return status;
  /* Bold words that name no part are a heading only when they have the line to themselves and are no sentence. */
  if (!alone || sentence || words > LONGEST_UNKNOWN)
    parts->n_labels--;
  return VOUCH_OK;
}

/* A plain line, or plain words with a colon, that name a part. Only where nothing else does. Inside a paragraph a line that was
 * merely broken there must not be taken for one. */
static enum vouch_status
add_plain(struct parts *parts, size_t index, size_t from)
{
  const struct vouch__block *block = &parts->account->markdown->blocks[index];
  const char *text = block->text;
  size_t line = from + strcspn(text + from, "\n"), colon = from + strcspn(text + from, ":");
  size_t end = colon < line ? colon : line;
  uint32_t words = vouch__count_words(text + from, end - from);
  bool ends = end > from && strchr(".!?,;\"", text[end - 1]), inside = from > 0;
  bool starts = !inside || (vouch__is_upper(text[from]) && from > 1 && strchr(".!?\":", text[from - 2]));
  if (words == 0 || words > (inside ? LONGEST_INSIDE : LONGEST_PLAIN) || (end == line && ends) || !starts)
    return VOUCH_OK;
  struct label label = {.from = from, .to = end, .body = skip_marks(text, end, block->len), .level = PLAIN_LEVEL};
  enum vouch_status status = add_label(parts, index, label);
  if (status == VOUCH_OK && parts->labels[parts->n_labels - 1].section == VOUCH__OTHER)
    parts->n_labels--;
  return status;
}

/* Labels at the starts of a paragraph's lines. */
static enum vouch_status
label_paragraph(struct parts *parts, size_t index, bool plain)
{
  const struct vouch__block *block = &parts->account->markdown->blocks[index];
  enum vouch_status status = VOUCH_OK;
  for (size_t i = 0; !plain && i < block->n_bolds && status == VOUCH_OK; i++)
    status = add_bold(parts, index, &block->bolds[i]);
  for (size_t at = 0; plain && at < block->len && status == VOUCH_OK;) {
    status = add_plain(parts, index, at);
    at += strcspn(block->text + at, "\n") + 1;
  }
  return status;
}

/* ---- which labels start a part ---- */

static uint32_t
label_words(const struct parts *parts, const struct label *label)
{
  const struct vouch__block *block = &parts->account->markdown->blocks[label->block];
  return vouch__count_words(block->text + label->from, label->to - label->from);
}

/* The first heading is the title of the text when deeper ones name parts, or when it says more than a part's name. */
static void
find_title(struct parts *parts)
{
  if (parts->n_labels == 0 || parts->labels[0].block != 0 || parts->labels[0].level >= BOLD_LEVEL)
    return;
  struct label *first = &parts->labels[0];
  size_t deeper = 0, others = 0;
  bool again = false;
  for (size_t i = 1; i < parts->n_labels; i++) {
    bool names = parts->labels[i].section != VOUCH__OTHER;
    others += names;
    deeper += names && parts->labels[i].level > first->level;
    again |= names && parts->labels[i].section == first->section;
  }
  first->title = deeper == others && (again || label_words(parts, first) > LONGEST_NAME);
}

static void
name_section(struct parts *parts, enum vouch__section section, int level)
{
  if (section != VOUCH__OTHER && level < parts->levels[section])
    parts->levels[section] = level;
}

static void
find_levels(struct parts *parts)
{
  for (int s = 0; s < VOUCH__SECTIONS; s++)
    parts->levels[s] = NO_LEVEL;
  for (size_t i = 0; i < parts->n_labels; i++)
    if (!parts->labels[i].title)
      name_section(parts, parts->labels[i].section, parts->labels[i].level);
}

static enum vouch_status
find_labels(struct parts *parts, bool plain)
{
  const struct vouch__markdown *markdown = parts->account->markdown;
  enum vouch_status status = VOUCH_OK;
  parts->n_labels = 0;
  for (size_t i = 0; i < markdown->n_blocks && status == VOUCH_OK; i++) {
    const struct vouch__block *block = &markdown->blocks[i];
    if (block->kind == VOUCH__HEADING && vouch__count_words(block->text, block->len))
      status = add_label(parts, i, (struct label){.to = block->len, .body = block->len, .level = block->level});
    else if (block->kind == VOUCH__PARAGRAPH)
      status = label_paragraph(parts, i, plain);
  }
  if (status == VOUCH_OK) {
    find_title(parts);
    find_levels(parts);
  }
  return status;
}

static bool
is_named(const struct parts *parts, enum vouch__section section)
{
  return parts->levels[section] < NO_LEVEL;
}

static int
top_level(const struct parts *parts)
{
  int level = NO_LEVEL;
  for (int s = 0; s < VOUCH__SECTIONS; s++)
    if (parts->levels[s] < level)
      level = parts->levels[s];
  return level;
}

static void
choose_labels(struct parts *parts)
{
  int top = top_level(parts);
  enum vouch__section next = VOUCH__OTHER;
  for (size_t i = parts->n_labels; i-- > 0;) {
    struct label *label = &parts->labels[i];
    bool names = label->section != VOUCH__OTHER, deeper = names && label->level > top && parts->levels[label->section] <= top;
    label->counts = names && !label->title && !deeper && label_words(parts, label) <= LONGEST_TITLE;
    label->text = names && !label->counts;
    label->next = next;
    if (label->counts)
      next = label->section;
  }
}

/* A heading of the parts' own level that names none of them: a part that would else be missing at this place. */
static enum vouch__section
guess(const struct parts *parts, enum vouch__section next, enum vouch__section now, bool situation)
{
  bool last = next == VOUCH__OTHER;
  if (now == VOUCH__OTHER && next <= VOUCH__ACTION && next != VOUCH__SITUATION && !is_named(parts, VOUCH__SITUATION))
    return VOUCH__SITUATION;
  if (situation && now == VOUCH__SITUATION && next == VOUCH__ACTION && !is_named(parts, VOUCH__TASK))
    return VOUCH__TASK;
  if (now <= VOUCH__TASK && next == VOUCH__RESULT && !is_named(parts, VOUCH__ACTION))
    return VOUCH__ACTION;
  if (now == VOUCH__ACTION && last && !is_named(parts, VOUCH__RESULT))
    return VOUCH__RESULT;
  if (now == VOUCH__RESULT && last && !is_named(parts, VOUCH__REFLECTION))
    return VOUCH__REFLECTION;
  return now;
}

/* "Where and when", "My job", "What happened", "How it ended": the second that tells what happened holds the deeds. */
static bool
tells_action(const struct parts *parts, const struct label *label, bool situation)
{
  return situation && label->section == VOUCH__SITUATION && (label->next == VOUCH__RESULT || label->next == VOUCH__OTHER) &&
         !is_named(parts, VOUCH__ACTION);
}

static void
guess_labels(struct parts *parts)
{
  int top = top_level(parts);
  enum vouch__section now = VOUCH__OTHER;
  bool situation = false;
  for (size_t i = 0; i < parts->n_labels; i++) {
    struct label *label = &parts->labels[i];
    if (label->counts) {
      if (tells_action(parts, label, situation))
        label->section = VOUCH__ACTION;
      now = label->section;
      name_section(parts, now, label->level);
      situation |= now == VOUCH__SITUATION;
    } else if (label->section == VOUCH__OTHER && !label->title && label->level <= top) {
      enum vouch__section guessed = guess(parts, label->next, now, situation);
      label->guessed = label->counts = guessed != now;
      label->section = now = guessed;
      name_section(parts, now, label->level);
    }
  }
}

static size_t
sections_named(const struct parts *parts)
{
  size_t n = 0;
  for (int s = VOUCH__SITUATION; s <= VOUCH__REFLECTION; s++)
    n += is_named(parts, (enum vouch__section)s);
  return n;
}

static enum vouch_status
label_account(struct parts *parts)
{
  enum vouch_status status = find_labels(parts, false);
  if (status == VOUCH_OK && sections_named(parts) == 0) {
    status = find_labels(parts, true);
    if (status == VOUCH_OK && sections_named(parts) < 2)
      status = find_labels(parts, false);
  }
  if (status != VOUCH_OK)
    return status;
  choose_labels(parts);
  guess_labels(parts);
  return VOUCH_OK;
}

/* ---- paragraphs ---- */

static enum vouch_status
add_paragraph(struct parts *parts, const struct vouch__block *block, size_t from, size_t to, enum vouch__section section,
              const char *heading)
{
  struct vouch_account *account = parts->account;
  while (to > from && vouch__is_space(block->text[to - 1]))
    to--;
  if (to <= from || vouch__count_words(block->text + from, to - from) == 0)
    return VOUCH_OK;
  if (!VOUCH__PUSH(&account->arena, account->paragraphs, account->n_paragraphs, parts->reader->paragraphs_cap))
    return VOUCH_NOMEM;
  struct vouch__paragraph *paragraph = &account->paragraphs[account->n_paragraphs - 1];
  uint32_t column;
  *paragraph =
      (struct vouch__paragraph){.section = section, .block = block, .text_from = from, .text_to = to, .heading = heading};
  vouch__source_place(account->source, block->from[from], &paragraph->line, &column);
  return VOUCH_OK;
}

static enum vouch_status
start_part(struct parts *parts, const struct label *label, const char **ret_heading)
{
  uint32_t line, column;
  const struct vouch__block *block = &parts->account->markdown->blocks[label->block];
  struct vouch__part *part = &parts->account->parts[label->section];
  char *heading = vouch__copy(&parts->account->arena, block->text + label->from, label->to - label->from);
  if (!heading)
    return VOUCH_NOMEM;
  for (char *c = heading; *c; c++)
    if (*c == '\n')
      *c = ' ';
  *ret_heading = heading;
  part->heading |= !label->guessed;
  part->inferred |= label->guessed;
  parts->account->headings |= !label->guessed;
  vouch__source_place(parts->account->source, block->from[label->from], &line, &column);
  if (part->line == 0)
    part->line = line;
  return VOUCH_OK;
}

/* The part that is being read, and the label that comes next. */
struct reading {
  enum vouch__section section; /* OTHER: none has started yet */
  const char *heading;
  size_t next;
};

/* A block's text, cut where labels stand in it. */
static enum vouch_status
divide_block(struct parts *parts, size_t index, struct reading *reading)
{
  const struct vouch__block *block = &parts->account->markdown->blocks[index];
  bool paragraph = block->kind == VOUCH__PARAGRAPH;
  enum vouch_status status = VOUCH_OK;
  size_t from = 0;
  for (; reading->next < parts->n_labels && parts->labels[reading->next].block == index && status == VOUCH_OK;
       reading->next++) {
    const struct label *label = &parts->labels[reading->next];
    if (label->text)
      continue;
    if (paragraph)
      status = add_paragraph(parts, block, from, label->from, reading->section, reading->heading);
    from = label->body;
    if (label->counts && status == VOUCH_OK) {
      reading->section = label->section;
      status = start_part(parts, label, &reading->heading);
    }
  }
  if (status == VOUCH_OK && paragraph)
    status = add_paragraph(parts, block, from, block->len, reading->section, reading->heading);
  return status;
}

/* Gives each paragraph the part that the nearest label above it starts. */
static enum vouch_status
divide(struct parts *parts)
{
  struct reading reading = {.section = VOUCH__OTHER};
  enum vouch_status status = VOUCH_OK;
  for (size_t i = 0; i < parts->account->markdown->n_blocks && status == VOUCH_OK; i++)
    status = divide_block(parts, i, &reading);
  return status;
}

/* ---- parts from the order of the text ---- */

/* Does the paragraph open with one of the wordings of the list? */
static enum vouch_status
opens_with(struct parts *parts, const struct vouch__paragraph *paragraph, const char *list, bool *ret_opens)
{
  enum { OPENING = 120 };
  struct vouch_account *account = parts->account;
  const struct vouch__words *words = vouch__language_list(parts->reader->language, list);
  size_t len = paragraph->text_to - paragraph->text_from;
  struct vouch__plain plain;
  *ret_opens = false;
  enum vouch_status status =
      vouch__plain_make(&account->arena, parts->reader->language, paragraph->block->text + paragraph->text_from,
                        len < OPENING ? len : OPENING, NULL, NULL, NULL, &plain);
  if (status != VOUCH_OK)
    return status;
  for (size_t i = 0; i < words->n && !*ret_opens; i++) {
    size_t n = strlen(words->list[i]);
    *ret_opens = plain.len >= n && memcmp(plain.text, words->list[i], n) == 0 && !vouch__is_alpha(plain.text[n]);
  }
  return VOUCH_OK;
}

/* Where the first (or last) sentence of a paragraph ends (or starts), outside quotation marks; text_from when there is no such
 * place. */
static size_t
cut_sentence(const struct vouch__paragraph *paragraph, bool last)
{
  const char *text = paragraph->block->text;
  size_t cut = paragraph->text_from, words_end = paragraph->text_to;
  bool quoted = false;
  while (words_end > paragraph->text_from && !vouch__count_words(text + words_end - 1, 1) &&
         (unsigned char)text[words_end - 1] < 0x80)
    words_end--;
  for (size_t i = paragraph->text_from; i + 1 < paragraph->text_to; i++) {
    if (text[i] == '"')
      quoted = !quoted;
    else if (strncmp(text + i, "\xE2\x80\x9C", 3) == 0)
      quoted = true;
    else if (strncmp(text + i, "\xE2\x80\x9D", 3) == 0)
      quoted = false;
    bool ends = !quoted && strchr(".!?", text[i]) && vouch__is_space(text[i + 1]);
    size_t behind = i + 1;
    while (ends && behind < paragraph->text_to && vouch__is_space(text[behind]))
      behind++;
    if (!ends || behind >= words_end)
      continue;
    cut = behind;
    if (!last)
      break;
  }
  return cut;
}

/* Makes two paragraphs of one, so that a text of one or two paragraphs still has a start, a middle and an end. */
static enum vouch_status
split_paragraph(struct parts *parts, size_t index, bool last)
{
  struct vouch_account *account = parts->account;
  size_t cut = cut_sentence(&account->paragraphs[index], last);
  if (cut == account->paragraphs[index].text_from)
    return VOUCH_OK;
  if (!VOUCH__PUSH(&account->arena, account->paragraphs, account->n_paragraphs, parts->reader->paragraphs_cap))
    return VOUCH_NOMEM;
  struct vouch__paragraph *paragraph = &account->paragraphs[index];
  memmove(paragraph + 1, paragraph, (account->n_paragraphs - 1 - index) * sizeof *paragraph);
  paragraph[0].text_to = paragraph[1].text_from = cut;
  while (vouch__is_space(paragraph[0].block->text[paragraph[0].text_to - 1]))
    paragraph[0].text_to--;
  uint32_t column;
  vouch__source_place(account->source, paragraph[1].block->from[cut], &paragraph[1].line, &column);
  return VOUCH_OK;
}

/* From which of the first `n` paragraphs on it is the result: the last, or one in the second half that opens like an end. */
static enum vouch_status
find_result(struct parts *parts, size_t n, size_t *ret_result)
{
  struct vouch__paragraph *paragraphs = parts->account->paragraphs;
  *ret_result = n - 1;
  for (size_t i = (n + 2) / 2; i + 1 < n; i++) {
    bool opens;
    enum vouch_status status = opens_with(parts, &paragraphs[i], "part-cue-result", &opens);
    if (status != VOUCH_OK)
      return status;
    if (opens) {
      *ret_result = i;
      break;
    }
  }
  return VOUCH_OK;
}

/* The paragraphs [0, n) stand before every heading that could name them. */
static enum vouch_status
infer(struct parts *parts, size_t n, bool result)
{
  struct vouch_account *account = parts->account;
  size_t all = account->n_paragraphs, end = n;
  enum vouch_status status = VOUCH_OK;
  bool reflects = false, task = false;
  if (n == 1)
    status = split_paragraph(parts, 0, false);
  if (status == VOUCH_OK && n + account->n_paragraphs - all <= 2 && result)
    status = split_paragraph(parts, n + account->n_paragraphs - all - 1, true);
  n += account->n_paragraphs - all;
  if (status == VOUCH_OK && n > 3 && result)
    status = opens_with(parts, &account->paragraphs[n - 1], "part-cue-reflection", &reflects);
  if (status == VOUCH_OK && n > 3)
    status = opens_with(parts, &account->paragraphs[1], "part-cue-task", &task);
  size_t from_result = end = n - reflects;
  if (status == VOUCH_OK && result && n > 1)
    status = find_result(parts, end, &from_result);
  for (size_t i = 0; i < n; i++)
    account->paragraphs[i].section = i >= end           ? VOUCH__REFLECTION
                                     : i == 0 && n > 1  ? VOUCH__SITUATION
                                     : i >= from_result ? VOUCH__RESULT
                                     : i == 1 && task   ? VOUCH__TASK
                                                        : VOUCH__ACTION;
  return status;
}

/* Paragraphs above the first label. */
static enum vouch_status
place_opening(struct parts *parts)
{
  struct vouch_account *account = parts->account;
  size_t n = 0;
  while (n < account->n_paragraphs && account->paragraphs[n].section == VOUCH__OTHER)
    n++;
  bool task = is_named(parts, VOUCH__TASK), action = is_named(parts, VOUCH__ACTION);
  if (n == 0 || is_named(parts, VOUCH__SITUATION))
    return VOUCH_OK;
  if (!task && !action)
    return infer(parts, n, !is_named(parts, VOUCH__RESULT));
  for (size_t i = 0; i < n; i++)
    account->paragraphs[i].section = VOUCH__SITUATION;
  return VOUCH_OK;
}

/* ---- counts and findings ---- */

static void
count_parts(struct vouch_account *account)
{
  uint32_t numbers[VOUCH__SECTIONS] = {0};
  for (size_t i = 0; i < account->n_paragraphs; i++) {
    struct vouch__paragraph *paragraph = &account->paragraphs[i];
    struct vouch__part *part = &account->parts[paragraph->section];
    uint32_t words =
        vouch__count_words(paragraph->block->text + paragraph->text_from, paragraph->text_to - paragraph->text_from);
    paragraph->number = ++numbers[paragraph->section];
    part->any = true;
    part->inferred |= !part->heading && paragraph->section != VOUCH__OTHER;
    if (part->line == 0)
      part->line = paragraph->line;
    part->words += words;
    account->words += words;
  }
}

/* A task may well be told in passing: "my job was to ...". */
static bool
tells_task(const struct vouch_account *account, const struct vouch__language *language)
{
  const struct vouch__words *words = vouch__language_list(language, "task-open");
  for (size_t i = 0; i < account->n_sentences; i++) {
    const char *text = account->sentences[i].plain.text;
    for (size_t k = 0; !account->sentences[i].quoted && k < words->n; k++) {
      const char *at = strstr(text, words->list[k]);
      if (at && (at == text || at[-1] == ' '))
        return true;
    }
  }
  return false;
}

void
vouch__account_note_parts(const struct vouch__account_reader *reader)
{
  static const char *const names[] = {"Situation", "Task", "Action", "Result"};
  const struct vouch_account *account = reader->account;
  if (account->words == 0) {
    VOUCH__DIAG(account->diags, VOUCH__V117, ((struct vouch__at){.source = account->source, .offset = account->front.body}),
                "Write under the headings Situation, Task, Action and Result.", "");
    return;
  }
  if (!account->headings) {
    VOUCH__DIAG(account->diags, VOUCH__V120,
                ((struct vouch__at){.source = account->source, .offset = account->paragraphs[0].block->src_from}),
                "Put Situation, Task, Action and Result on lines of their own, each with ## in front.", "");
    return;
  }
  for (int s = VOUCH__SITUATION; s <= VOUCH__RESULT; s++) {
    char hint[80] = "Put a line with ## ";
    if (account->parts[s].heading || account->parts[s].any || (s == VOUCH__TASK && tells_task(account, reader->language)))
      continue;
    strcat(strcat(hint, names[s]), " in the text and write under it.");
    VOUCH__DIAG(account->diags, VOUCH__V121, ((struct vouch__at){.source = account->source, .offset = VOUCH__NO_OFFSET}), hint,
                names[s]);
  }
}

enum vouch_status
vouch__account_parts(struct vouch__account_reader *reader)
{
  struct parts parts = {.reader = reader, .account = reader->account};
  enum vouch_status status = label_account(&parts);
  if (status == VOUCH_OK)
    status = divide(&parts);
  if (status == VOUCH_OK)
    status = place_opening(&parts);
  if (status != VOUCH_OK)
    return status;
  count_parts(reader->account);
  return VOUCH_OK;
}
