/* SPDX-License-Identifier: MIT */
/* Who did it, and was it done: the attributes of one word in a short account. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assess/assertion.h"
#include "base/context.h"
#include "model/account.h"

static const struct {
  const char *text, *word; /* the word as it stands in plain text; the last sentence that has it counts */
  enum vouch__actor actor;
  enum vouch__asserted asserted;
} cases[] = {
    /* actor */
    {"I listened to her.", "listened", VOUCH__LEARNER, VOUCH__DONE},
    {"We listened to her.", "listened", VOUCH__WE, VOUCH__DONE},
    {"My manager listened to her.", "listened", VOUCH__OTHER_PERSON, VOUCH__DONE},
    {"The customer listened to me.", "listened", VOUCH__CUSTOMER, VOUCH__DONE},
    {"The older gentleman in the queue listened to me.", "listened", VOUCH__CUSTOMER, VOUCH__DONE},
    {"I rang my manager. She listened to her.", "listened", VOUCH__OTHER_PERSON, VOUCH__DONE},
    {"A man came in. He shouted.", "shouted", VOUCH__CUSTOMER, VOUCH__DONE},
    {"I let her talk and then logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"I waited until he had finished and then logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"I filled in the form as he had asked, and walked it up.", "walked", VOUCH__LEARNER, VOUCH__DONE},
    {"The complaint was logged.", "logged", VOUCH__UNKNOWN, VOUCH__DONE},
    {"Rang the office straight away.", "rang", VOUCH__LEARNER, VOUCH__DONE},
    {"I spoke to Dawn, the duty manager. Dawn rang him.", "rang", VOUCH__OTHER_PERSON, VOUCH__DONE},
    {"My colleague and I listened to her.", "listened", VOUCH__WE, VOUCH__DONE},
    /* negation */
    {"I did not log it.", "log", VOUCH__LEARNER, VOUCH__NEGATED},
    {"I didn't log it.", "log", VOUCH__LEARNER, VOUCH__NEGATED},
    {"I didnt log it.", "log", VOUCH__LEARNER, VOUCH__NEGATED},
    {"I forgot to log it.", "log", VOUCH__LEARNER, VOUCH__NEGATED},
    {"I went home without logging it.", "logging", VOUCH__LEARNER, VOUCH__NEGATED},
    {"I didn't hesitate to log it.", "log", VOUCH__LEARNER, VOUCH__DONE},
    {"I not only listened, I logged it.", "listened", VOUCH__LEARNER, VOUCH__DONE},
    {"I did not argue, I logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"I did not argue and logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"I never shouted but I logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    /* not done */
    {"I should have logged it.", "logged", VOUCH__LEARNER, VOUCH__NOT_DONE},
    {"I should of logged it.", "logged", VOUCH__LEARNER, VOUCH__NOT_DONE},
    {"I would have logged it.", "logged", VOUCH__LEARNER, VOUCH__NOT_DONE},
    {"Next time I log it.", "log", VOUCH__LEARNER, VOUCH__NOT_DONE},
    {"I was supposed to log it.", "log", VOUCH__LEARNER, VOUCH__NOT_DONE},
    {"I could have shouted, but I logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"He asked what I would do, so I logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"I asked if he would wait and I logged it.", "logged", VOUCH__LEARNER, VOUCH__DONE},
    {"I always log every complaint.", "log", VOUCH__LEARNER, VOUCH__NOT_DONE},
    {"Staff should log complaints.", "log", VOUCH__OTHER_PERSON, VOUCH__NOT_DONE},
    /* quoted */
    {"I said \"let me log it\".", "log", VOUCH__LEARNER, VOUCH__DONE},
    {"He said \"you never log it\".", "log", VOUCH__CUSTOMER, VOUCH__QUOTED},
    {"\"You never log it,\" she said.", "log", VOUCH__CUSTOMER, VOUCH__QUOTED},
    {"\"Let me log it,\" I said.", "log", VOUCH__LEARNER, VOUCH__DONE},
    {"He said \xE2\x80\x98you never log it\xE2\x80\x99.", "log", VOUCH__CUSTOMER, VOUCH__QUOTED},
    {"I should have said \"let me log it\".", "log", VOUCH__LEARNER, VOUCH__NOT_DONE},
};

static bool
has_word(const struct vouch__plain *plain, const char *word, size_t *ret_at)
{
  for (size_t i = 0; i < plain->n_words; i++)
    if (plain->words[i].len == strlen(word) && memcmp(plain->text + plain->words[i].at, word, strlen(word)) == 0) {
      *ret_at = plain->words[i].at;
      return true;
    }
  return false;
}

static void
judge(struct vouch_context *context, const char *text, const char *word, struct vouch__hit *ret_hit)
{
  char file[512];
  struct vouch_source *source = NULL;
  struct vouch_diags *diags = NULL;
  struct vouch_account *account = NULL;
  struct vouch__stance *stance = NULL;
  struct vouch__arena arena;
  snprintf(file, sizeof file, "---\ntitle: T\nunit: u\n---\n\n## Action\n\n%s\n", text);
  assert_int_equal(vouch_source_new(context, "a.md", file, strlen(file), &source), VOUCH_OK);
  assert_int_equal(vouch_diags_new(context, &diags), VOUCH_OK);
  assert_int_equal(vouch_account_read(context, source, NULL, NULL, diags, &account), VOUCH_OK);
  vouch__arena_init(&arena, context->allocator);
  assert_int_equal(vouch__stance_read(&arena, account, context->language, &stance), VOUCH_OK);
  struct vouch__hit hit = {0};
  size_t at;
  bool found = false;
  for (size_t i = 0; i < account->n_sentences; i++)
    if (has_word(&account->sentences[i].plain, word, &at)) {
      hit = (struct vouch__hit){.sentence = i, .at = at, .end = at + strlen(word)};
      found = true;
    }
  assert_true(found);
  vouch__stance_judge(stance, account, false, VOUCH__ANY, context->language, &hit);
  *ret_hit = hit;
  vouch__arena_free(&arena);
  vouch_account_free(account);
  vouch_diags_free(diags);
  vouch_source_free(source);
}

static void
each_case_is_told_right(void **state)
{
  size_t wrong = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct vouch__hit hit;
    judge(*state, cases[i].text, cases[i].word, &hit);
    if (hit.actor != cases[i].actor || hit.asserted != cases[i].asserted) {
      print_error("%s: %s is %s, %s; wanted %s, %s\n", cases[i].text, cases[i].word, vouch__actor_name(hit.actor),
                  vouch__asserted_name(hit.asserted), vouch__actor_name(cases[i].actor),
                  vouch__asserted_name(cases[i].asserted));
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
}

int
main(void)
{
  struct vouch_context *context = NULL;
  if (vouch_context_new(NULL, &context) != VOUCH_OK)
    return EXIT_FAILURE;
  const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(each_case_is_told_right, context)};
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  vouch_context_free(context);
  return failed;
}
