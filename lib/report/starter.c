/* SPDX-License-Identifier: MIT */
/* Starter files: templates whose {{slots}} are filled with the learner's and the rubrics' facts. */
#include <string.h>

#include "base/context.h"
#include "base/source.h"
#include "base/str.h"
#include "model/rubric.h"
#include "report/page.h"

static void
put(struct vouch__page *page, const char *text)
{
  vouch__page_raw(page, text, strlen(text));
}

/* A YAML scalar that reads back as `text` whatever it holds: plain where that is safe, else in double quotes. */
static void
put_scalar(struct vouch__page *page, const char *text)
{
  static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,-_()";
  static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"};
  bool safe = vouch__is_alpha(*text);
  size_t len = strlen(text);
  for (size_t i = 0; i < len; i++)
    safe = safe && (strchr(plain, text[i]) || (unsigned char)text[i] >= 0x80);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    safe = safe && !vouch__equal_fold(text, words[i]);
  if (safe && text[len - 1] != ' ') {
    put(page, text);
    return;
  }
  put(page, "\"");
  for (size_t i = 0; i < len; i++) {
    if (text[i] == '"' || text[i] == '\\')
      put(page, "\\");
    vouch__page_raw(page, (unsigned char)text[i] < 0x20 ? " " : text + i, 1);
  }
  put(page, "\"");
}

/* Text inside an HTML comment: a double hyphen would end it. */
static void
put_comment(struct vouch__page *page, const char *text)
{
  for (; *text; text++) {
    vouch__page_raw(page, text, 1);
    if (text[0] == '-' && text[1] == '-')
      put(page, " ");
  }
}

static void
put_learner(struct vouch__page *page, const struct vouch_starter *starter)
{
  put(page, starter->learner ? "learner: " : "# learner: Your Name");
  if (starter->learner)
    put_scalar(page, starter->learner);
}

/* `key` with the ids of the rubrics, as a scalar or a list. */
static void
put_rubrics(struct vouch__page *page, const struct vouch_starter *starter, const char *key, bool list)
{
  if (!starter->n_rubrics)
    put(page, "# ");
  put(page, key);
  put(page, list ? ": [" : ": ");
  for (size_t i = 0; i < starter->n_rubrics; i++) {
    put(page, i ? ", " : "");
    put(page, starter->rubrics[i]->id);
  }
  put(page, list ? "]" : "");
}

static void
put_criteria(struct vouch__page *page, const struct vouch_starter *starter)
{
  for (size_t r = 0; r < starter->n_rubrics; r++) {
    const struct vouch_rubric *rubric = starter->rubrics[r];
    for (size_t i = 0; i < rubric->n_criteria; i++) {
      const struct vouch__criterion *criterion = &rubric->criteria[i];
      put(page, "\n<!-- ");
      put_comment(page, criterion->id);
      put(page, " ");
      put_comment(page, criterion->number ? criterion->number : "");
      put(page, ": ");
      put_comment(page, criterion->statement);
      if (criterion->guidance && *criterion->guidance) {
        put(page, "\n     ");
        put_comment(page, criterion->guidance);
      }
      put(page, " -->\n");
    }
  }
}

static bool
put_slot(struct vouch__page *page, const struct vouch_starter *starter, const char *name, size_t len)
{
  if (vouch__equal_n(name, len, "title"))
    put_scalar(page, starter->title ? starter->title : "My account");
  else if (vouch__equal_n(name, len, "learner"))
    put_learner(page, starter);
  else if (vouch__equal_n(name, len, "unit"))
    put_rubrics(page, starter, "unit", starter->n_rubrics > 1);
  else if (vouch__equal_n(name, len, "rubrics"))
    put_rubrics(page, starter, "rubrics", true);
  else if (vouch__equal_n(name, len, "criteria"))
    put_criteria(page, starter);
  else
    return false;
  return true;
}

enum vouch_status
vouch_starter_fill(struct vouch_context *context, const struct vouch_source *template_source,
                   const struct vouch_starter *starter, struct vouch_text *ret_text)
{
  struct vouch__page page;
  vouch__page_init(&page, context, NULL);
  for (const char *at = template_source->bytes;;) {
    const char *open = strstr(at, "{{"), *close = open ? strstr(open, "}}") : NULL;
    if (!close) {
      put(&page, at);
      break;
    }
    vouch__page_raw(&page, at, (size_t)(open - at));
    if (!put_slot(&page, starter, open + 2, (size_t)(close - open) - 2)) {
      vouch__resize(&context->allocator, page.bytes, 0);
      return VOUCH_INPUT;
    }
    at = close + 2;
  }
  return vouch__page_end(&page, ret_text);
}
