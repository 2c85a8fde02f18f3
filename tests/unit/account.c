/* SPDX-License-Identifier: MIT */
/* An account as read: front matter, parts, tags, links, and what is said about each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/account.h"
#include "model/account_read.h"

/* Allocations that are left; below zero there is no end of them. */
struct budget {
  long left;
};

static void *
resize_within(void *ptr, size_t size, void *data)
{
  struct budget *budget = data;
  if (size == 0) {
    free(ptr);
    return NULL;
  }
  if (budget->left == 0)
    return NULL;
  budget->left -= budget->left > 0;
  return realloc(ptr, size);
}

struct read {
  struct budget budget;
  struct vouch_allocator allocator;
  struct vouch_context *context;
  struct vouch_source *source;
  struct vouch_diags *diags; /* the caller's */
  struct vouch_account *account;
  enum vouch_status status;
  char asked[256]; /* paths that the resolver saw */
};

static enum vouch_link_status
resolve(const char *path, void *data)
{
  struct read *read = data;
  strcat(strcat(read->asked, path), "|");
  return strstr(path, "gone")      ? VOUCH_LINK_MISSING
         : strstr(path, "outside") ? VOUCH_LINK_OUTSIDE
         : strstr(path, "folder")  ? VOUCH_LINK_NOT_A_FILE
                                   : VOUCH_LINK_OK;
}

static void
prepare(struct read *read, const char *text, size_t size)
{
  *read = (struct read){.budget = {-1}};
  read->allocator = (struct vouch_allocator){.resize = resize_within, .data = &read->budget};
  assert_int_equal(vouch_context_new(&read->allocator, &read->context), VOUCH_OK);
  assert_int_equal(vouch_source_new(read->context, "a.md", text, size, &read->source), VOUCH_OK);
  assert_int_equal(vouch_diags_new(read->context, &read->diags), VOUCH_OK);
}

static void
open_bytes(struct read *read, const char *text, size_t size)
{
  prepare(read, text, size);
  read->status = vouch_account_read(read->context, read->source, resolve, read, read->diags, &read->account);
}

static void
open_text(struct read *read, const char *text)
{
  open_bytes(read, text, strlen(text));
  assert_int_equal(read->status, VOUCH_OK);
  assert_int_equal(vouch_diags_count(read->diags), 0);
}

static void
close_text(struct read *read)
{
  vouch_account_free(read->account);
  vouch_diags_free(read->diags);
  vouch_source_free(read->source);
  vouch_context_free(read->context);
}

/* "V106 4 message | hint" of each finding of the account, in order of place. */
static void
assert_diags(const struct read *read, const char *const *wanted)
{
  vouch_diags_sort(read->account->diags);
  size_t n = vouch_diags_count(read->account->diags);
  for (size_t i = 0; i < n; i++) {
    char line[512];
    const struct vouch_diag *diag = vouch_diags_get(read->account->diags, i);
    snprintf(line, sizeof line, "%s %u:%u %s | %s", diag->code, diag->line, diag->column, diag->message,
             diag->hint ? diag->hint : "");
    if (!wanted[i])
      fail_msg("unexpected: %s", line);
    assert_string_equal(line, wanted[i]);
  }
  assert_null(wanted[n]);
}
#define ASSERT_DIAGS(read, ...) assert_diags((read), (const char *const[]){__VA_ARGS__})

/* Each paragraph as "part number heading line: text;", separated by line ends. */
static void
assert_paragraphs(const struct read *read, const char *wanted)
{
  char all[2048] = "";
  for (size_t i = 0; i < read->account->n_paragraphs; i++) {
    const struct vouch__paragraph *p = &read->account->paragraphs[i];
    char one[512];
    snprintf(one, sizeof one, "%s %u %s %u: %.*s\n", vouch__section_name(p->section), p->number, p->heading ? p->heading : "-",
             p->line, (int)(p->text_to - p->text_from), p->block->text + p->text_from);
    strcat(all, one);
  }
  assert_string_equal(all, wanted);
}

/* "H" a heading names it, "I" inferred, "A" it has text; then line and words. */
static void
assert_part(const struct read *read, enum vouch__section section, const char *flags, uint32_t line, uint32_t words)
{
  const struct vouch__part *part = &read->account->parts[section];
  char have[4] = "";
  strcat(strcat(strcat(have, part->heading ? "H" : ""), part->inferred ? "I" : ""), part->any ? "A" : "");
  assert_string_equal(have, flags);
  assert_int_equal(part->line, line);
  assert_int_equal(part->words, words);
}

static const char front[] = "---\ntitle: T\nunit: u\n---\n";

/* Text under a short front matter: its first line is line 5. */
static void
open_body(struct read *read, const char *body)
{
  char text[4096];
  assert_true(strlen(body) + sizeof front < sizeof text);
  snprintf(text, sizeof text, "%s%s", front, body);
  open_text(read, text);
}

static void
front_matter_keys(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "---\ntitle: Tiles\nlearner: Callum B\ndate: 2026-02-14\nunit: [a, b]\nrubric: c, a\nclaims: DI1, 1.3\n"
                   "ai-use: none\n---\n## Situation\nI.\n## Task\nI.\n## Action\nI.\n## Result\nI.\n");
  assert_string_equal(vouch_account_title(read.account), "Tiles");
  assert_string_equal(vouch_account_learner(read.account), "Callum B");
  assert_null(vouch_account_kind(read.account));
  assert_string_equal(read.account->kind, "account");
  assert_string_equal(read.account->date, "2026-02-14");
  assert_int_equal(vouch_account_units(read.account), 3);
  assert_string_equal(vouch_account_unit(read.account, 0), "a");
  assert_string_equal(vouch_account_unit(read.account, 1), "b");
  assert_string_equal(vouch_account_unit(read.account, 2), "c");
  assert_null(vouch_account_unit(read.account, 3));
  assert_int_equal(vouch_account_unit_offset(read.account, 2), strstr(read.source->bytes, "c, a") - read.source->bytes);
  assert_int_equal(read.account->n_claims, 2);
  assert_string_equal(read.account->claims[1].text, "1.3");
  assert_int_equal(read.account->claims[1].line, 7);
  assert_int_equal(read.account->words, 4);
  ASSERT_DIAGS(&read, NULL);
  close_text(&read);
}

static void
what_is_wrong_in_the_front_matter_is_said(void **state)
{
  (void)state;
  struct read read;
  open_text(&read,
            "---\ntitle: [a]\nlerner: x\nkind: acount\nunit: {a: b}\nclaims: [DI1, [DI2]]\nevidence:\n  - {foo: x}\n  - [a]\n"
            "  - {file: a, critera: DI1}\n  - {file: b, critera: DI1, date: soon}\nwhatever: x\n---\n# Action\nI.\n");
  ASSERT_DIAGS(&read, "V121 0:0 There is no Result in the account. | Put a line with ## Result in the text and write under it.",
               "V121 0:0 There is no Situation in the account. | Put a line with ## Situation in the text and write under it.",
               "V121 0:0 There is no Task in the account. | Put a line with ## Task in the text and write under it.",
               "V116 2:8 The key title should be one line of text. | ",
               "V106 3:1 vouch does not know the key lerner; it is kept, and not used. | Did you mean learner?",
               "V111 4:7 The kind acount is not one that vouch knows. | Did you mean account?",
               "V116 5:7 The key unit should be the id of a unit, or a list of ids. | ",
               "V116 6:15 The key claims should be a list of criteria, such as [DI1, DI2]. | ",
               "V116 8:5 The key evidence should be a file, or a map with file: or seen-by: in it. | ",
               "V116 9:5 The key evidence should be a file, or a map with file: or seen-by: in it. | ",
               "V106 10:15 vouch does not know the key critera; it is kept, and not used. | Did you mean criteria?",
               "V110 11:35 The date soon cannot be read. | Write it as year-month-day, such as 2026-02-14.",
               "V106 12:1 vouch does not know the key whatever; it is kept, and not used. | ", NULL);
  assert_null(vouch_account_title(read.account));
  assert_int_equal(vouch_account_units(read.account), 0);
  assert_int_equal(read.account->n_claims, 1);
  close_text(&read);
}

static void
broken_front_matter_keeps_the_text(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "---\ntitle: Tiles: two batches\nunit: u\n---\n# What I did\nI rang her.\n");
  assert_true(read.account->front.broken);
  assert_string_equal(vouch_account_title(read.account), "Tiles: two batches");
  assert_string_equal(vouch_account_unit(read.account, 0), "u");
  assert_paragraphs(&read, "action 1 What I did 6: I rang her.\n");
  close_text(&read);
}

static void
dates_in_many_forms(void **state)
{
  (void)state;
  static const struct {
    const char *text, *iso;
    int read;
  } cases[] = {{"2026-02-14", "2026-02-14", 1},
               {"14/02/2026", "2026-02-14", 0},
               {"14 February 2026", "2026-02-14", 0},
               {"14th Feb 2026", "2026-02-14", 0},
               {"4/2/26", "2026-02-04", 0},
               {"14.02.2026", "2026-02-14", 0},
               {"14-02-2026", "2026-02-14", 0},
               {"2026/2/14", "2026-02-14", 0},
               {"Sat 14 Feb 2026", "2026-02-14", 0},
               {"Saturday, 14th of February, 2026", "2026-02-14", 0},
               {"February 14, 2026", "2026-02-14", 0},
               {"1st Sept. 2025", "2025-09-01", 0},
               {"29 February 2024", "2024-02-29", 0},
               {"14 feb 26", "2026-02-14", 0},
               {"29 February 2026", "", -1},
               {"31/04/2026", "", -1},
               {"02/14/2026", "", -1},
               {"last week", "", -1},
               {"February 2026", "", -1},
               {"2026", "", -1},
               {"14/02", "", -1},
               {"14/02-2026", "", -1},
               {"14 Fob 2026", "", -1},
               {"2026-02-14 10:00", "", -1},
               {"00/01/2026", "", -1},
               {"", "", -1}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char iso[11] = "";
    int read = vouch__read_date(cases[i].text, iso);
    if (read != cases[i].read)
      fail_msg("%s was read as %d", cases[i].text, read);
    assert_string_equal(iso, cases[i].iso);
  }
  struct read read;
  open_text(&read, "---\ndate: 14/02/2026\n---\n");
  assert_string_equal(read.account->date, "2026-02-14");
  ASSERT_DIAGS(
      &read, "V109 2:7 The date 14/02/2026 was read as 2026-02-14. | Write it so in the file.",
      "V117 4:1 There is no text under the front matter. | Write under the headings Situation, Task, Action and Result.", NULL);
  close_text(&read);
}

static void
assert_link(const struct read *read, size_t i, const char *path, enum vouch__link_status status, uint32_t line)
{
  assert_true(i < read->account->n_links);
  assert_string_equal(read->account->links[i].path, path);
  assert_int_equal(read->account->links[i].status, status);
  assert_int_equal(read->account->links[i].line, line);
}

static void
evidence_and_links(void **state)
{
  (void)state;
  struct read read;
  open_text(&read,
            "---\nevidence:\n  - e/log.jpg\n  - {file: e/gone.mp3, kind: recording, at: \"00:04:10\", criteria: [DI2]}\n"
            "  - {seen-by: Jo, role: assessor, place: shop, date: 2026-02-14}\n  - https://a.b/c\n  - ../outside.pdf\n  - "
            "C:\\x\n---\n"
            "# Action\nI ![photo](e/my%20photo.jpg#x) [log](e/log.jpg) [gone](e/gone.mp3) [f](folder) <a@b.cd> [t](#task)\n"
            "[w](http://d.e/%20).\n");
  assert_int_equal(read.account->n_links, 11);
  assert_link(&read, 0, "e/log.jpg", VOUCH__LINK_OK, 3);
  assert_link(&read, 1, "e/gone.mp3", VOUCH__LINK_MISSING, 4);
  assert_link(&read, 2, "Jo", VOUCH__LINK_OK, 5);
  assert_true(read.account->links[2].seen_in_place);
  assert_link(&read, 3, "https://a.b/c", VOUCH__LINK_REMOTE, 6);
  assert_link(&read, 4, "../outside.pdf", VOUCH__LINK_OUTSIDE, 7);
  assert_link(&read, 5, "C:\\x", VOUCH__LINK_OK, 8);
  assert_link(&read, 6, "e/my photo.jpg", VOUCH__LINK_OK, 11);
  assert_link(&read, 7, "e/log.jpg", VOUCH__LINK_OK, 11);
  assert_link(&read, 8, "e/gone.mp3", VOUCH__LINK_MISSING, 11);
  assert_link(&read, 9, "folder", VOUCH__LINK_NOT_A_FILE, 11);
  assert_link(&read, 10, "http://d.e/%20", VOUCH__LINK_REMOTE, 12);
  assert_string_equal(read.asked, "e/log.jpg|e/gone.mp3|../outside.pdf|C:\\x|e/my photo.jpg|folder|"); /* each once */
  const struct vouch__evidence_link *photo = &read.account->links[6];
  assert_true(vouch__equal_n(read.source->bytes + photo->offset, photo->length, "![photo](e/my%20photo.jpg#x)"));
  ASSERT_DIAGS(
      &read, "V121 0:0 There is no Result in the account. | Put a line with ## Result in the text and write under it.",
      "V121 0:0 There is no Situation in the account. | Put a line with ## Situation in the text and write under it.",
      "V121 0:0 There is no Task in the account. | Put a line with ## Task in the text and write under it.",
      "V112 4:12 The evidence file e/gone.mp3 is not there. | Check the name, or put the file there.",
      "V115 6:5 The link https://a.b/c leads out of the portfolio; its target was not looked at. | Save what it shows as a "
      "file in "
      "the evidence folder.",
      "V113 7:5 The evidence file ../outside.pdf is outside the portfolio folder. | Copy the file into the evidence folder and "
      "change the name here.",
      "V114 11:68 The evidence folder is a folder or a device, not a file. | Name each file on its own.",
      "V115 12:1 The link http://d.e/%20 leads out of the portfolio; its target was not looked at. | Save what it shows as a "
      "file "
      "in the evidence folder.",
      NULL);
  close_text(&read);
}

static void
nobody_to_ask_about_links(void **state)
{
  (void)state;
  struct read read;
  prepare(&read, "---\nevidence: e/a.jpg\n---\n", 26);
  assert_int_equal(vouch_account_read(read.context, read.source, NULL, NULL, read.diags, &read.account), VOUCH_OK);
  assert_link(&read, 0, "e/a.jpg", VOUCH__LINK_MISSING, 2);
  ASSERT_DIAGS(
      &read, "V117 4:1 There is no text under the front matter. | Write under the headings Situation, Task, Action and Result.",
      NULL);
  close_text(&read);
}

static void
parts_under_headings(void **state)
{
  (void)state;
  struct read read;
  open_body(&read, "# My reflection on the tiles\n\nIn short.\n\n## Situation\n\nI work *here*.\n\n- She came\n- He "
                   "came\n\n### What she said\n\nMore.\n\n"
                   "My job\n------\n\nTo help.\n\n## What I did:\n\nI rang.\n\n**What happened next:** she came.\n\n## How it "
                   "ended\n\nWell.\n\n"
                   "## What I learned\n\nA lot.\n");
  assert_paragraphs(&read, "other 1 - 7: In short.\n"
                           "situation 1 Situation 11: I work here.\n"
                           "situation 2 Situation 13: She came\n"
                           "situation 3 Situation 14: He came\n"
                           "situation 4 Situation 18: More.\n"
                           "task 1 My job 23: To help.\n"
                           "action 1 What I did 27: I rang.\n"
                           "action 2 What I did 29: What happened next: she came.\n"
                           "result 1 How it ended 33: Well.\n"
                           "reflection 1 What I learned 37: A lot.\n");
  assert_true(read.account->headings);
  assert_part(&read, VOUCH__SITUATION, "HA", 9, 8);
  assert_part(&read, VOUCH__TASK, "HA", 20, 2);
  assert_part(&read, VOUCH__ACTION, "HA", 25, 7);
  assert_part(&read, VOUCH__RESULT, "HA", 31, 1);
  assert_part(&read, VOUCH__REFLECTION, "HA", 35, 2);
  assert_part(&read, VOUCH__OTHER, "A", 7, 2);
  assert_int_equal(read.account->words, 22);
  ASSERT_DIAGS(&read, NULL);
  close_text(&read);
}

static void
parts_under_bold_words(void **state)
{
  (void)state;
  struct read read;
  open_body(
      &read,
      "**Situation:** I work **here**.\n\n**I was cross.** Very.\n\n**Task**\n\nTo help.\n**Action** - I rang.\nShe said no.\n"
      "**The next day**\nI rang.\n\n***How it ended***:\nWell. And the\n**result** was good.\n");
  assert_paragraphs(&read, "situation 1 Situation 5: I work here.\n"
                           "situation 2 Situation 7: I was cross. Very.\n"
                           "task 1 Task 11: To help.\n"
                           "action 1 Action 12: I rang.\nShe said no.\n"
                           "action 2 Action 15: I rang.\n"
                           "result 1 How it ended 18: Well. And the\nresult was good.\n");
  assert_part(&read, VOUCH__ACTION, "HA", 12, 7);
  ASSERT_DIAGS(&read, NULL);
  close_text(&read);
}

static void
parts_under_plain_lines(void **state)
{
  (void)state;
  struct read read;
  open_body(&read, "What happened\n\nI work here.\n\nWhat I had to do: help her.\nWhat I did: I rang. At\nthe end: a "
                   "laugh.\n\nHow it ended\nWell.\n");
  assert_paragraphs(&read, "situation 1 What happened 7: I work here.\n"
                           "task 1 What I had to do 9: help her.\n"
                           "action 1 What I did 10: I rang. At\nthe end: a laugh.\n"
                           "result 1 How it ended 14: Well.\n");
  ASSERT_DIAGS(&read, NULL);
  close_text(&read);
  /* One such line alone is a line like any other. */
  open_body(&read, "I work here.\n\nI rang.\n\nThe result: a laugh.\n");
  assert_false(read.account->headings);
  assert_int_equal(read.account->n_paragraphs, 3);
  close_text(&read);
}

static void
parts_in_another_order(void **state)
{
  (void)state;
  struct read read;
  open_body(&read, "# Outcome\n\nShe left.\n\n# Background\n\nI work here.\n\n# What I did\n\nI rang.\n\n# Task\n\nTo "
                   "help.\n\n# What I did\n\nI rang.\n");
  assert_paragraphs(&read, "result 1 Outcome 7: She left.\n"
                           "situation 1 Background 11: I work here.\n"
                           "action 1 What I did 15: I rang.\n"
                           "task 1 Task 19: To help.\n"
                           "action 2 What I did 23: I rang.\n");
  ASSERT_DIAGS(&read, NULL);
  close_text(&read);
}

static void
headings_that_name_no_part(void **state)
{
  (void)state;
  struct read read;
  open_body(&read, "## The day\n\nI work here.\n\n## What I did\n\nI rang.\n\n## After\n\nShe left.\n");
  assert_paragraphs(&read, "situation 1 The day 7: I work here.\n"
                           "action 1 What I did 11: I rang.\n"
                           "result 1 After 15: She left.\n");
  assert_part(&read, VOUCH__SITUATION, "IA", 5, 3);
  assert_part(&read, VOUCH__RESULT, "IA", 13, 2);
  ASSERT_DIAGS(&read, "V121 0:0 There is no Task in the account. | Put a line with ## Task in the text and write under it.",
               NULL);
  close_text(&read);
  open_body(&read,
            "## Where and when\n\nHere.\n\n## My job\n\nTo help.\n\n## What happened\n\nI rang.\n\n## How it ended\n\nWell.\n");
  assert_part(&read, VOUCH__ACTION, "HA", 13, 2);
  close_text(&read);
}

static void
some_headings_are_missing(void **state)
{
  (void)state;
  struct read read;
  open_body(&read, "I work here. My job was to help.\n\n## Action\n\nI rang.\n\n## Result\n");
  assert_paragraphs(&read, "situation 1 - 5: I work here. My job was to help.\naction 1 Action 9: I rang.\n");
  assert_part(&read, VOUCH__SITUATION, "IA", 5, 8);
  assert_part(&read, VOUCH__RESULT, "H", 11, 0);
  ASSERT_DIAGS(&read, NULL); /* the task is told in passing */
  close_text(&read);
  open_body(&read, "I work here.\n\nI rang.\n\nShe left.\n\n## Reflection\n\nA lot.\n");
  assert_paragraphs(&read, "situation 1 - 5: I work here.\n"
                           "action 1 - 7: I rang.\n"
                           "result 1 - 9: She left.\n"
                           "reflection 1 Reflection 13: A lot.\n");
  close_text(&read);
}

static const char inferred[] = "V120 5:1 No headings were found, so the parts (Situation, Task, Action, Result) were worked "
                               "out from the order of the text. | "
                               "Put Situation, Task, Action and Result on lines of their own, each with ## in front.";

static void
no_headings_at_all(void **state)
{
  (void)state;
  static const struct {
    const char *body, *paragraphs;
  } cases[] = {
      {"I work here.\n\nI rang.\n\nI wrote.\n\nShe left.\n",
       "situation 1 - 5: I work here.\naction 1 - 7: I rang.\naction 2 - 9: I wrote.\nresult 1 - 11: She left.\n"},
      {"I work here.\n\nI had to help.\n\nI rang.\n\nIn the end she left.\n\nI wrote it down.\n\nLooking back, a lot.\n",
       "situation 1 - 5: I work here.\ntask 1 - 7: I had to help.\naction 1 - 9: I rang.\nresult 1 - 11: In the end she left.\n"
       "result 2 - 13: I wrote it down.\nreflection 1 - 15: Looking back, a lot.\n"},
      {"I work here. She said \"No. Now.\" I rang! She left.\n",
       "situation 1 - 5: I work here.\naction 1 - 5: She said \"No. Now.\" I rang!\nresult 1 - 5: She left.\n"},
      {"I work here.\n\nI rang. She left.\n",
       "situation 1 - 5: I work here.\naction 1 - 7: I rang.\nresult 1 - 7: She left.\n"},
      {"I rang.\n", "action 1 - 5: I rang.\n"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct read read;
    open_body(&read, cases[i].body);
    assert_paragraphs(&read, cases[i].paragraphs);
    assert_false(read.account->headings);
    assert_true(read.account->parts[VOUCH__ACTION].inferred);
    assert_false(read.account->parts[VOUCH__ACTION].heading);
    ASSERT_DIAGS(&read, inferred, NULL);
    close_text(&read);
  }
}

static void
code_and_html_are_left_out(void **state)
{
  (void)state;
  struct read read;
  open_body(&read,
            "<!-- a note to\nmyself -->\n\nI work here.\n\n\tI rang her back.\n\n<div>\nx\n</div>\n\nI wrote.\n\nShe left.\n");
  assert_paragraphs(&read, "situation 1 - 8: I work here.\naction 1 - 16: I wrote.\nresult 1 - 18: She left.\n");
  assert_int_equal(read.account->words, 7);
  vouch_diags_sort(read.account->diags);
  const struct vouch_diag *diag = vouch_diags_get(read.account->diags, 1);
  assert_int_equal(vouch_diags_count(read.account->diags), 2);
  assert_string_equal(diag->code, "V131");
  assert_int_equal(diag->line, 10);
  assert_string_equal(diag->message, "Text that is set as code was left out: it is not read as part of the account.");
  close_text(&read);
}

static void
tags_in_the_text(void **state)
{
  (void)state;
  static const struct {
    const char *text, *tags; /* in brackets where the account has them in brackets */
  } cases[] = {{"I rang (1.3) and [DI2] so (1.3, DI4) [criteria 1.3 and 1.4].", "(1.3)(DI2)(1.3)(DI4)(1.3)(1.4)"},
               {"1.3/1.4 I rang. DI2/DI3: I listened, K1.", "1.3 1.4 DI2 DI3 K1 "},
               {"See **DI-M3** and `DI5` (di1).", "DI-M3 DI5 (di1)"},
               {"At 2.30 for \xC2\xA3"
                "4.50 or $1.3, 1.5% on 14.2.2026 and 1.2.26, by 1.3 or 1.3pm, 1.3 miles, 1.234, 10:30, 01.2",
                ""},
               {"(2.30) (4.50) (14.2) (see above) (1.3 miles) () [ ] (Jo) (2) [x](y) 2026", ""},
               {"(2.15) (3.10)", "2.15 3.10 "},
               {"B31 1AB, M25, COVID19, v1.3, x@DI2, DI2-3, #DI2, A4s", "B31 M25 "},
               {"I did it (AC 2.1; 2.2 & 2.10).", "(2.1)(2.2)2.10 "}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct read read;
    char tags[256] = "";
    open_body(&read, cases[i].text);
    for (size_t k = 0; k < read.account->n_tags; k++) {
      const struct vouch__tag *tag = &read.account->tags[k];
      strcat(strcat(strcat(tags, tag->bracketed ? "(" : ""), tag->text), tag->bracketed ? ")" : " ");
      assert_true(vouch__equal_n(read.source->bytes + tag->offset, tag->length, tag->text));
      assert_int_equal(tag->line, 5);
    }
    assert_string_equal(tags, cases[i].tags);
    close_text(&read);
  }
}

static void
words_are_counted(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    uint32_t words;
  } cases[] = {{"", 0},
               {"I didn't re-book it.", 4},
               {"I didn\xE2\x80\x99t \xE2\x80\x9Cgo\xE2\x80\x9D \xE2\x80\x93 no", 4},
               {"caf\xC3\xA9 na\xC3\xAFve \xC2\xA3"
                "20 \xF0\x9F\x98\x80",
                3},
               {"- -- ' -a- b'", 2},
               {"one--two rock'n'roll", 3},
               {"\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 1,200", 3}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(vouch__count_words(cases[i].text, strlen(cases[i].text)), cases[i].words);
}

static void
assert_refused(const char *bytes, size_t size, enum vouch_status status, const char *code)
{
  struct read read;
  open_bytes(&read, bytes, size);
  assert_int_equal(read.status, status);
  assert_null(read.account);
  assert_int_equal(vouch_diags_count(read.diags), 1);
  assert_string_equal(vouch_diags_get(read.diags, 0)->code, code);
  close_text(&read);
}

static void
what_cannot_be_read_at_all(void **state)
{
  (void)state;
  enum { OVER = VOUCH_CAP_ACCOUNT + 1 };
  assert_refused("", 0, VOUCH_INPUT, "V014");
  assert_refused(" \n\t\r\n", 5, VOUCH_INPUT, "V014");
  assert_refused("\xEF\xBB\xBF\n", 4, VOUCH_INPUT, "V014");
  assert_refused("I rang\0her", 10, VOUCH_INPUT, "V013");
  assert_refused("I rang \x93her\x94", 12, VOUCH_INPUT, "V011");
  char *text = malloc(OVER);
  assert_non_null(text);
  memset(text, 'a', OVER);
  assert_refused(text, OVER, VOUCH_LIMIT, "V003");
  memset(text, '>', 100);
  assert_refused(text, 200, VOUCH_LIMIT, "V015");
  free(text);
}

static void
front_matter_is_missed(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "# Action\nI rang. My job was it.\n# Situation\nHere.\n# Result\nWell.\n");
  ASSERT_DIAGS(&read,
               "V100 1:1 The file does not start with front matter (the lines between ---). | vouch new account writes a file "
               "that has it.",
               NULL);
  close_text(&read);
  open_text(&read, "\n---\ntitle: x\n---\n# Action\nI rang. My job was it.\n# Situation\nHere.\n# Result\nWell.\n");
  ASSERT_DIAGS(&read,
               "V100 1:1 The file does not start with front matter (the lines between ---). | Take out the empty lines above "
               "the first ---.",
               NULL);
  close_text(&read);
}

/* Each allocation in turn fails: the status says so, and nothing is lost. */
static void
memory_runs_out(void **state)
{
  (void)state;
  struct read read;
  static const char text[] =
      "---\ntitle: a: b\ndate: 1/2/26\nunit: [u, v]\nclaims: DI1\nevidence: [a, gone]\nx: y\n---\nI work *here* (1.3).\n\n"
      "I rang &amp; said \"no\". Then Mrs Pugh left.\n";
  prepare(&read, text, sizeof text - 1);
  long n = 0;
  for (;; n++) {
    read.budget.left = n;
    read.asked[0] = '\0';
    enum vouch_status status = vouch_account_read(read.context, read.source, resolve, &read, read.diags, &read.account);
    if (status == VOUCH_OK)
      break;
    assert_int_equal(status, VOUCH_NOMEM);
    assert_null(read.account);
  }
  assert_true(n > 1);
  read.budget.left = -1;
  close_text(&read);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(front_matter_keys),
      cmocka_unit_test(what_is_wrong_in_the_front_matter_is_said),
      cmocka_unit_test(broken_front_matter_keeps_the_text),
      cmocka_unit_test(dates_in_many_forms),
      cmocka_unit_test(evidence_and_links),
      cmocka_unit_test(nobody_to_ask_about_links),
      cmocka_unit_test(parts_under_headings),
      cmocka_unit_test(parts_under_bold_words),
      cmocka_unit_test(parts_under_plain_lines),
      cmocka_unit_test(parts_in_another_order),
      cmocka_unit_test(headings_that_name_no_part),
      cmocka_unit_test(some_headings_are_missing),
      cmocka_unit_test(no_headings_at_all),
      cmocka_unit_test(code_and_html_are_left_out),
      cmocka_unit_test(tags_in_the_text),
      cmocka_unit_test(words_are_counted),
      cmocka_unit_test(what_cannot_be_read_at_all),
      cmocka_unit_test(front_matter_is_missed),
      cmocka_unit_test(memory_runs_out),
  };
  return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
