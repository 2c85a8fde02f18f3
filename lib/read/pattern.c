/* SPDX-License-Identifier: MIT */
/* The door of PCRE2: compile and match with limits and five outcomes. */
#include "read/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

enum {
  MATCH_LIMIT = 2 * 1000 * 1000,
  DEPTH_LIMIT = 50 * 1000,
  HEAP_LIMIT = 16 * 1024, /* KiB */
  MAX_LENGTH = 4096,      /* of a pattern that an author wrote */
  MAX_PARENS = 60,
  MAX_REPEAT = 200, /* of anything wider than a word */
  MAX_NESTING = 120,
  COST_STEP = 16,
  COST_BUDGET = 200 * 1000 * 1000,
};

struct vouch__regex {
  struct vouch_allocator allocator;
  pcre2_code *code;
  bool counted; /* compiled with callouts: every step is paid for */
  bool jit;
};

struct vouch__searcher {
  struct vouch_allocator allocator;
  pcre2_general_context *general;
  pcre2_match_context *match;
  pcre2_match_data *data;
  pcre2_jit_stack *stack; /* NULL where there is no JIT */
  size_t cost;
  bool nomem;
};

static void *
take(PCRE2_SIZE size, void *data)
{
  return vouch__resize(data, NULL, size);
}

static void
give(void *ptr, void *data)
{
  if (ptr)
    vouch__resize(data, ptr, 0);
}

static void
set_error(struct vouch__regex_error *error, size_t offset, const char *text)
{
  if (!error)
    return;
  snprintf(error->text, sizeof error->text, "%s", text);
  error->offset = offset;
}

/* What the scan of an author's pattern knows: where it is, and how wide the last atom was. */
struct scan {
  const char *text;
  size_t len, at, parens;
  bool wide; /* the last atom may match blanks, so it must not repeat without limit */
  bool atom; /* there is something to repeat */
  struct vouch__regex_error *error;
};

static bool
refuse(struct scan *scan, const char *text)
{
  set_error(scan->error, scan->at, text);
  return false;
}

/* A set of characters: wide when it takes a blank. Sets that only take blanks are not wide: plain text has one at a time. */
static bool
scan_set(struct scan *scan)
{
  size_t i = scan->at + 1;
  bool negated = i < scan->len && scan->text[i] == '^', blank = false, other = false;
  i += negated;
  size_t first = i;
  while (i < scan->len && (scan->text[i] != ']' || i == first)) {
    char c = scan->text[i], next = i + 1 < scan->len ? scan->text[i + 1] : '\0';
    if (c == '[' && (next == ':' || next == '.' || next == '=')) {
      if (next != ':')
        return refuse(scan, "sets of the form [.x.] and [=x=] are not allowed");
      return refuse(scan, "write \\w or \\d in place of a named set such as [:alpha:]");
    }
    if (c == '\\') {
      /* a code such as \x20 may be a blank: taken for one where that is the strict reading */
      blank |= next && strchr(negated ? "sDWhHvVNRX" : "sDWhHvVNRXxoc01234567", next);
      other |= !(next == 's' || next == 'h');
      i++;
    } else {
      bool range = next == '-' && i + 2 < scan->len && scan->text[i + 2] != ']';
      blank |= c == ' ' || (range && c < ' ' && (unsigned char)scan->text[i + 2] >= ' ');
      other |= c != ' ';
    }
    i++;
  }
  if (i >= scan->len)
    return refuse(scan, "a set [ is not closed");
  scan->wide = negated ? !blank : blank && other;
  scan->atom = true;
  scan->at = i + 1;
  return true;
}

static bool
scan_escape(struct scan *scan)
{
  char c = scan->at + 1 < scan->len ? scan->text[scan->at + 1] : '\0';
  if (c == '\0')
    return refuse(scan, "it ends in a backslash");
  if (c == 'C')
    return refuse(scan, "\\C is not allowed");
  if (c == 'Q' || c == 'E')
    return refuse(scan, "\\Q is not allowed; put a backslash before each sign");
  if (c == 'g' && scan->at + 2 < scan->len && strchr("<'", scan->text[scan->at + 2]))
    return refuse(scan, "calls of a group are not allowed");
  if (strchr("pPK", c))
    return refuse(scan, "\\p, \\P and \\K are not allowed");
  scan->wide = strchr("DNRXHVkg123456789", c) != NULL;
  scan->atom = true;
  scan->at += 2;
  return true;
}

static bool
scan_open(struct scan *scan)
{
  const char *rest = scan->text + scan->at + 1;
  size_t n = scan->len - scan->at - 1;
  if (++scan->parens > MAX_PARENS)
    return refuse(scan, "it has more than 60 parentheses");
  if (n && rest[0] == '*')
    return refuse(scan, "(*VERBS) are not allowed");
  scan->atom = false;
  size_t head = 1;
  if (n >= 2 && rest[0] == '?') {
    if (strchr(":=!>|", rest[1]))
      head = 3;
    else if (n >= 3 && rest[1] == '<' && (rest[2] == '=' || rest[2] == '!'))
      head = 4;
    else
      return refuse(scan, rest[1] == 'C'   ? "callouts are not allowed"
                          : rest[1] == '#' ? "comments are not allowed inside a pattern"
                          : rest[1] == '(' ? "conditions are not allowed"
                                           : "after (? only : = ! > | <= and <! are allowed");
  }
  scan->at += head;
  return true;
}

/* A repeat after the last atom. */
static bool
scan_repeat(struct scan *scan)
{
  char c = scan->text[scan->at];
  size_t i = scan->at + 1, most = 1;
  bool unbounded = c == '*' || c == '+';
  if (c == '{') {
    size_t low = 0, digits = 0;
    for (; i < scan->len && vouch__is_digit(scan->text[i]); i++, digits++)
      low = low < 100000 ? low * 10 + (size_t)(scan->text[i] - '0') : low;
    most = low;
    if (i < scan->len && scan->text[i] == ',') {
      i++;
      unbounded = i < scan->len && scan->text[i] == '}';
      for (most = 0; i < scan->len && vouch__is_digit(scan->text[i]); i++)
        most = most < 100000 ? most * 10 + (size_t)(scan->text[i] - '0') : most;
    }
    if (!digits || i >= scan->len || scan->text[i] != '}')
      return refuse(scan, "a curly bracket { must hold a repeat, such as {0,8}");
    i++;
  }
  if (!scan->atom)
    return refuse(scan, "there is nothing to repeat here");
  if (unbounded && scan->wide)
    return refuse(scan, "a repeat without limit is allowed within one word only; write {0,8} or the like");
  if (scan->wide && most > MAX_REPEAT)
    return refuse(scan, "a repeat of more than 200 is allowed within one word only");
  if (i < scan->len && (scan->text[i] == '?' || scan->text[i] == '+'))
    i++;
  scan->atom = false;
  scan->at = i;
  return true;
}

static bool
scan_one(struct scan *scan)
{
  char c = scan->text[scan->at];
  switch (c) {
  case '\0':
    return refuse(scan, "it holds a zero byte");
  case '\\':
    return scan_escape(scan);
  case '[':
    return scan_set(scan);
  case '(':
    return scan_open(scan);
  case '*':
  case '+':
  case '?':
  case '{':
    return scan_repeat(scan);
  case '|':
    scan->atom = false;
    break;
  case '.':
  case ')':
    scan->wide = scan->atom = true;
    break;
  default:
    scan->wide = false;
    scan->atom = true;
  }
  scan->at++;
  return true;
}

bool
vouch__regex_check(const char *pattern, size_t len, struct vouch__regex_error *ret_error)
{
  if (len == 0 || len > MAX_LENGTH) {
    set_error(ret_error, 0, len ? "it is longer than 4096 bytes" : "it is empty");
    return false;
  }
  struct scan scan = {.text = pattern, .len = len, .error = ret_error};
  while (scan.at < len)
    if (!scan_one(&scan))
      return false;
  return true;
}

static void
compile_error(int code, size_t offset, struct vouch__regex_error *error)
{
  char text[128];
  switch (code) {
  case PCRE2_ERROR_PATTERN_TOO_LARGE:
    set_error(error, offset, "it is too large when it is written out; make its alternatives or families smaller");
    break;
  case PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS:
    set_error(error, offset, "a bracket ( is not closed");
    break;
  case PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS:
    set_error(error, offset, "a bracket ) has no partner");
    break;
  default:
    if (pcre2_get_error_message(code, (PCRE2_UCHAR *)text, sizeof text) <= 0)
      strcpy(text, "it does not compile");
    set_error(error, offset, text);
  }
}

enum vouch_status
vouch__regex_compile(const struct vouch_allocator *allocator, const char *pattern, size_t len, bool trusted,
                     struct vouch__regex **ret_regex, struct vouch__regex_error *ret_error)
{
  enum vouch_status status = VOUCH_NOMEM;
  struct vouch__regex *regex = vouch__resize(allocator, NULL, sizeof *regex);
  if (!regex)
    return VOUCH_NOMEM;
  *regex = (struct vouch__regex){.allocator = *allocator, .counted = !trusted};
  pcre2_general_context *general = pcre2_general_context_create(take, give, &regex->allocator);
  pcre2_compile_context *compile = general ? pcre2_compile_context_create(general) : NULL;
  if (!compile)
    goto done;
  pcre2_set_parens_nest_limit(compile, MAX_NESTING);
  uint32_t options = PCRE2_NEVER_BACKSLASH_C | PCRE2_NEVER_UTF | PCRE2_NEVER_UCP | (trusted ? 0 : PCRE2_AUTO_CALLOUT);
  int code = 0;
  PCRE2_SIZE offset = 0;
  regex->code = pcre2_compile((PCRE2_SPTR)pattern, len, options, &code, &offset, compile);
  status = regex->code ? VOUCH_OK : code == PCRE2_ERROR_HEAP_FAILED ? VOUCH_NOMEM : VOUCH_INPUT;
  if (status == VOUCH_INPUT)
    compile_error(code, offset, ret_error);
done:
  pcre2_compile_context_free(compile);
  pcre2_general_context_free(general);
  if (status == VOUCH_OK)
    *ret_regex = regex;
  else
    vouch__regex_free(regex);
  return status;
}

void
vouch__regex_jit(struct vouch__regex *regex)
{
  if (!regex->counted && !regex->jit)
    regex->jit = pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) == 0;
}

void
vouch__regex_free(struct vouch__regex *regex)
{
  if (!regex)
    return;
  struct vouch_allocator allocator = regex->allocator;
  pcre2_code_free(regex->code);
  vouch__resize(&allocator, regex, 0);
}

/* Called at each step of a counted pattern. The cost is the same on every machine, so the place where it gives up is. */
static int
count_step(pcre2_callout_block *block, void *data)
{
  struct vouch__searcher *searcher = data;
  searcher->cost += COST_STEP + (block->subject_length - block->current_position);
  return searcher->cost > COST_BUDGET ? PCRE2_ERROR_CALLOUT : 0;
}

enum vouch_status
vouch__searcher_new(const struct vouch_allocator *allocator, struct vouch__searcher **ret_searcher)
{
  struct vouch__searcher *searcher = vouch__resize(allocator, NULL, sizeof *searcher);
  if (!searcher)
    return VOUCH_NOMEM;
  *searcher = (struct vouch__searcher){.allocator = *allocator};
  searcher->general = pcre2_general_context_create(take, give, &searcher->allocator);
  searcher->match = searcher->general ? pcre2_match_context_create(searcher->general) : NULL;
  searcher->data = searcher->general ? pcre2_match_data_create(1, searcher->general) : NULL;
  if (!searcher->match || !searcher->data) {
    vouch__searcher_free(searcher);
    return VOUCH_NOMEM;
  }
  pcre2_set_match_limit(searcher->match, MATCH_LIMIT);
  pcre2_set_depth_limit(searcher->match, DEPTH_LIMIT);
  pcre2_set_heap_limit(searcher->match, HEAP_LIMIT);
  pcre2_set_callout(searcher->match, count_step, searcher);
  uint32_t jit = 0;
  pcre2_config(PCRE2_CONFIG_JIT, &jit);
  if (jit)
    searcher->stack = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, searcher->general);
  if (searcher->stack)
    pcre2_jit_stack_assign(searcher->match, NULL, searcher->stack);
  *ret_searcher = searcher;
  return VOUCH_OK;
}

void
vouch__searcher_free(struct vouch__searcher *searcher)
{
  if (!searcher)
    return;
  struct vouch_allocator allocator = searcher->allocator;
  pcre2_jit_stack_free(searcher->stack);
  pcre2_match_data_free(searcher->data);
  pcre2_match_context_free(searcher->match);
  pcre2_general_context_free(searcher->general);
  vouch__resize(&allocator, searcher, 0);
}

bool
vouch__searcher_nomem(const struct vouch__searcher *searcher)
{
  return searcher->nomem;
}

static enum vouch__outcome
outcome_of(int code, struct vouch__searcher *searcher)
{
  switch (code) {
  case PCRE2_ERROR_NOMATCH:
    return VOUCH__NOT_FOUND;
  case PCRE2_ERROR_NOMEMORY:
    searcher->nomem = true;
    return VOUCH__GAVE_UP;
  case PCRE2_ERROR_MATCHLIMIT:
  case PCRE2_ERROR_DEPTHLIMIT:
  case PCRE2_ERROR_HEAPLIMIT:
  case PCRE2_ERROR_JIT_STACKLIMIT:
  case PCRE2_ERROR_CALLOUT:
    return VOUCH__GAVE_UP;
  case PCRE2_ERROR_BADOFFSET:
    return VOUCH__TEXT_UNUSABLE;
  default:
    return VOUCH__PATTERN_WRONG;
  }
}

void
vouch__searcher_begin(struct vouch__searcher *searcher)
{
  searcher->cost = 0;
}

enum vouch__outcome
vouch__regex_search(const struct vouch__regex *regex, struct vouch__searcher *searcher, const char *text, size_t len,
                    size_t start, size_t *ret_from, size_t *ret_to)
{
  if (start > len)
    return VOUCH__TEXT_UNUSABLE;
  if (searcher->cost > COST_BUDGET && regex->counted)
    return VOUCH__GAVE_UP; /* the text's budget is spent */
  int code = regex->jit
                 ? pcre2_jit_match(regex->code, (PCRE2_SPTR)text, len, start, PCRE2_NOTEMPTY, searcher->data, searcher->match)
                 : pcre2_match(regex->code, (PCRE2_SPTR)text, len, start, PCRE2_NOTEMPTY, searcher->data, searcher->match);
  if (code < 0)
    return outcome_of(code, searcher);
  const PCRE2_SIZE *found = pcre2_get_ovector_pointer(searcher->data);
  *ret_from = found[0];
  *ret_to = found[1];
  return VOUCH__FOUND;
}
