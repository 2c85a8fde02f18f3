/* SPDX-License-Identifier: MIT */
/* Patterns: what authors may write, limits, five outcomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "read/pattern.h"

static struct vouch_allocator memory;

static void
test_check_accepts(void **state)
{
  (void)state;
  static const char *const good[] = {
      "\\b(?:until|till) (?:he|she|they) (?:had )?(?:finished|done|run out)\\b",
      "\\w+ \\d{2,} [a-z]* [^ ]+ x?",
      "(?:[a-z]+ ){0,8}end",
      "(?<=so )i(?! didnt)",
      "(?:.{0,40}|[^;]{1,100})x",
      "[]a]+[^]; ]*",
      "\\s+",
      "let him\\W*$",
  };
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    struct vouch__regex_error error = {.text = ""};
    if (!vouch__regex_check(good[i], strlen(good[i]), &error))
      fail_msg("%s: %s", good[i], error.text);
  }
}

static void
test_check_refuses(void **state)
{
  (void)state;
  static const struct {
    const char *pattern;
    size_t offset;
    const char *text;
  } bad[] = {
      {"", 0, "it is empty"},
      {"a.*b", 2, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"(?:a b)+", 7, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"(a){2,}", 3, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"[^;]*", 4, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"[a-z ]+", 6, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"[\\x20-z]+", 8, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"\\D+", 2, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"(a b)\\1*", 7, "a repeat without limit is allowed within one word only; write {0,8} or the like"},
      {"(?:a b){0,201}", 7, "a repeat of more than 200 is allowed within one word only"},
      {"(*UTF)a", 0, "(*VERBS) are not allowed"},
      {"a(?C1)b", 1, "callouts are not allowed"},
      {"a\\Cb", 1, "\\C is not allowed"},
      {"(a(?R)?)", 2, "after (? only : = ! > | <= and <! are allowed"},
      {"(a(?1)?)", 2, "after (? only : = ! > | <= and <! are allowed"},
      {"(?x)# (", 0, "after (? only : = ! > | <= and <! are allowed"},
      {"(?#[)a.*", 0, "comments are not allowed inside a pattern"},
      {"(?(1)a|b)", 0, "conditions are not allowed"},
      {"(a)\\g<1>", 3, "calls of a group are not allowed"},
      {"\\Qa.*\\E", 0, "\\Q is not allowed; put a backslash before each sign"},
      {"a\\", 1, "it ends in a backslash"},
      {"[a", 0, "a set [ is not closed"},
      {"a{x}", 1, "a curly bracket { must hold a repeat, such as {0,8}"},
      {"a|*", 2, "there is nothing to repeat here"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct vouch__regex_error error = {.text = ""};
    if (vouch__regex_check(bad[i].pattern, strlen(bad[i].pattern), &error))
      fail_msg("%s was accepted", bad[i].pattern);
    assert_string_equal(error.text, bad[i].text);
    assert_int_equal(error.offset, bad[i].offset);
  }
  char many[200] = "";
  for (size_t i = 0; i < 61; i++)
    strcat(many, "()");
  struct vouch__regex_error error;
  assert_false(vouch__regex_check(many, strlen(many), &error));
  assert_string_equal(error.text, "it has more than 60 parentheses");
  static char longer[4097];
  memset(longer, 'a', sizeof longer);
  assert_false(vouch__regex_check(longer, sizeof longer, &error));
  assert_true(vouch__regex_check(longer, sizeof longer - 1, &error));
}

static enum vouch__outcome
search(const char *pattern, bool trusted, bool jit, const char *text, size_t len, size_t start, size_t *from, size_t *to)
{
  struct vouch__regex *regex = NULL;
  struct vouch__searcher *searcher = NULL;
  struct vouch__regex_error error;
  assert_int_equal(vouch__regex_compile(&memory, pattern, strlen(pattern), trusted, &regex, &error), VOUCH_OK);
  assert_int_equal(vouch__searcher_new(&memory, &searcher), VOUCH_OK);
  if (jit)
    vouch__regex_jit(regex);
  enum vouch__outcome outcome = vouch__regex_search(regex, searcher, text, len, start, from, to);
  assert_false(vouch__searcher_nomem(searcher));
  vouch__searcher_free(searcher);
  vouch__regex_free(regex);
  return outcome;
}

static void
test_outcomes(void **state)
{
  (void)state;
  static char slow[20001];
  memset(slow, 'a', sizeof slow - 1);
  for (int way = 0; way < 3; way++) {
    bool trusted = way > 0, jit = way > 1;
    size_t from = 99, to = 99;
    const char *text = "i rang him and rang her";
    assert_int_equal(search("\\brang\\b", trusted, jit, text, strlen(text), 0, &from, &to), VOUCH__FOUND);
    assert_int_equal(from, 2);
    assert_int_equal(to, 6);
    assert_int_equal(search("\\brang\\b", trusted, jit, text, strlen(text), 3, &from, &to), VOUCH__FOUND);
    assert_int_equal(from, 15);
    assert_int_equal(search("\\bRang\\b", trusted, jit, text, strlen(text), 0, &from, &to), VOUCH__NOT_FOUND);
    assert_int_equal(search("z?", trusted, jit, text, strlen(text), 0, &from, &to), VOUCH__NOT_FOUND);
    assert_int_equal(search("a", trusted, jit, text, 3, 4, &from, &to), VOUCH__TEXT_UNUSABLE);
    assert_int_equal(search("(?:a{0,60}){0,60}[bc]", trusted, jit, slow, 200, 0, &from, &to), VOUCH__GAVE_UP);
  }
  size_t from, to;
  assert_int_equal(search("a*\\d", false, false, slow, sizeof slow - 1, 0, &from, &to), VOUCH__GAVE_UP);
}

static void
test_compile_errors(void **state)
{
  (void)state;
  static const struct {
    const char *pattern, *text;
  } bad[] = {
      {"(a", "a bracket ( is not closed"},
      {"a)", "a bracket ) has no partner"},
      {"(?:(?:a{1000}){1000}){1000}", "it is too large when it is written out; make its alternatives or families smaller"},
  };
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    struct vouch__regex *regex = NULL;
    struct vouch__regex_error error;
    assert_int_equal(vouch__regex_compile(&memory, bad[i].pattern, strlen(bad[i].pattern), true, &regex, &error), VOUCH_INPUT);
    assert_null(regex);
    assert_string_equal(error.text, bad[i].text);
  }
}

struct failing {
  long left, live;
};

static void *
resize_failing(void *ptr, size_t size, void *data)
{
  struct failing *failing = data;
  if (size == 0) {
    failing->live -= ptr != NULL;
    free(ptr);
    return NULL;
  }
  if (failing->left-- <= 0)
    return NULL;
  failing->live += ptr == NULL;
  return realloc(ptr, size);
}

/* Every allocation fails once: always VOUCH_NOMEM, nothing leaks. */
static void
test_no_memory(void **state)
{
  (void)state;
  for (long n = 0;; n++) {
    struct failing failing = {.left = n};
    struct vouch_allocator allocator = {resize_failing, &failing};
    struct vouch__regex *regex = NULL;
    struct vouch__searcher *searcher = NULL;
    struct vouch__regex_error error;
    enum vouch_status status = vouch__regex_compile(&allocator, "(?:a|b){0,8}c", 13, true, &regex, &error);
    if (status == VOUCH_OK)
      status = vouch__searcher_new(&allocator, &searcher);
    assert_true(status == VOUCH_OK || status == VOUCH_NOMEM);
    vouch__searcher_free(searcher);
    vouch__regex_free(regex);
    assert_int_equal(failing.live, 0);
    if (status == VOUCH_OK) {
      assert_true(n > 4);
      return;
    }
  }
}

int
main(void)
{
  memory = vouch__allocator_default();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_check_accepts),  cmocka_unit_test(test_check_refuses), cmocka_unit_test(test_outcomes),
      cmocka_unit_test(test_compile_errors), cmocka_unit_test(test_no_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
