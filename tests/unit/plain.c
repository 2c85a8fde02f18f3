/* SPDX-License-Identifier: MIT */
/* Plain text: each rule of the normal form, and the bytes behind each word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "model/language.h"
#include "model/plain.h"

static const struct {
  const char *text, *plain;
} rules[] = {
    {"I Didn't  go\n home.", "i didnt go home."},
    {"I'd said it\xE2\x80\x99s fine", "i d said it s fine"},
    {"Id said its fine, thats it", "i d said it s fine, that s it"},
    {"her id number", "her id number"},
    {"They're sure we've won't", "they re sure we ve wont"},
    {"the manager's desk", "the managers desk"},
    {"I should of rang", "i should have rang"},
    {"de-escalate a follow-up by e-mail and re-book", "de escalate a follow up by email and rebook"},
    {"calm \xE2\x80\x94 and slow -- then \xE2\x80\x93 yes", "calm, and slow, then, yes"},
    {"\xC2\xA3"
     "20 or \xC2\xA3"
     "1,200 at 10.30",
     "gbp20 or gbp1200 at 10.30"},
    {"she (the boss) left; I: stayed", "she, the boss, left; i: stayed"},
    {"caf\xC3\xA9 na\xC3\xAFve", "cafe naive"},
    {"apologized and recognized the complant aswell", "apologised and recognised the complaint as well"},
    {"e.g. 5 p.m. etc.", "eg 5 pm etc."},
    {"\xF0\x9F\x98\x80 ok & fine 20%", "ok and fine 20 percent"},
    {"and/or", "and or"},
    {"", ""},
    {" ,. ", ""},
};

static void
each_rule_holds(void **state)
{
  struct vouch_context *context = *state;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    struct vouch__arena arena;
    struct vouch__plain plain;
    vouch__arena_init(&arena, context->allocator);
    assert_int_equal(
        vouch__plain_make(&arena, context->language, rules[i].text, strlen(rules[i].text), NULL, NULL, NULL, &plain), VOUCH_OK);
    assert_string_equal(plain.text, rules[i].plain);
    for (size_t w = 0; w < plain.n_words; w++)
      assert_true(plain.words[w].at + plain.words[w].len <= plain.len && plain.words[w].len > 0);
    vouch__arena_free(&arena);
  }
}

/* A match is quoted from the first byte of its first word to the last byte of its last. */
static void
words_know_their_bytes(void **state)
{
  struct vouch_context *context = *state;
  const char text[] = "Then I'd re-read caf\xC3\xA9 \xE2\x80\x98lists\xE2\x80\x99.";
  uint32_t from[sizeof text], to[sizeof text];
  for (uint32_t i = 0; i < sizeof text; i++) {
    from[i] = i + 100;
    to[i] = i + 101;
  }
  struct vouch__arena arena;
  struct vouch__plain plain;
  vouch__arena_init(&arena, context->allocator);
  assert_int_equal(vouch__plain_make(&arena, context->language, text, sizeof text - 1, from, to, NULL, &plain), VOUCH_OK);
  assert_string_equal(plain.text, "then i d reread cafe lists.");
  size_t offset, length;
  vouch__plain_span(&plain, 5, 6, &offset, &length); /* i */
  assert_int_equal(offset, 105);
  assert_int_equal(length, 1);
  vouch__plain_span(&plain, 9, 20, &offset, &length); /* reread cafe */
  assert_memory_equal(text + (offset - 100), "re-read caf\xC3\xA9", length);
  assert_int_equal(length, 13);
  vouch__arena_free(&arena);
}

static void
names_become_people(void **state)
{
  struct vouch_context *context = *state;
  struct vouch__name list[] = {{"Dawn", VOUCH__NAME_AUTHORITY}, {"Priya", VOUCH__NAME_SOMEBODY}};
  struct vouch__names names = {list, 2};
  const char text[] = "Dawn and Priya Shah's mate met Mrs. Pugh; dawn broke";
  struct vouch__arena arena;
  struct vouch__plain plain;
  vouch__arena_init(&arena, context->allocator);
  assert_int_equal(vouch__plain_make(&arena, context->language, text, sizeof text - 1, NULL, NULL, &names, &plain), VOUCH_OK);
  assert_string_equal(plain.text, "xboss and xname shahs mate met the customer; dawn broke");
  vouch__arena_free(&arena);
}

int
main(void)
{
  struct vouch_context *context = NULL;
  if (vouch_context_new(NULL, &context) != VOUCH_OK)
    return EXIT_FAILURE;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_prestate(each_rule_holds, context),
      cmocka_unit_test_prestate(words_know_their_bytes, context),
      cmocka_unit_test_prestate(names_become_people, context),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  vouch_context_free(context);
  return failed;
}
