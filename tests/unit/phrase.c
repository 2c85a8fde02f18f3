/* SPDX-License-Identifier: MIT */
/* The phrase language: what each form finds, what it needs, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/context.h"
#include "model/rubric.h"
#include "read/pattern.h"

static struct vouch_context *context;

static const char *him[] = {"him|her|them", "the [angry|older] (customer|lady)"};
static const char *trees[] = {"so|soon|some|sombre|tree|trees|3.5"};
static const char *notes[] = {"wrote|typed it down", "^then logged it"};
static const char *loops[] = {"a {loop-b}"};
static const char *loops_b[] = {"{him}|{loop}"};
static const char *broken[] = {"fine", "bad [|x]"};
static const char *only_start[] = {"^then"};
static const struct vouch__wordings wordings[] = {
    {.id = "him", .family = true, .phrases = him, .n_phrases = 2},
    {.id = "tree", .family = true, .phrases = trees, .n_phrases = 1},
    {.id = "notes", .family = false, .phrases = notes, .n_phrases = 2},
    {.id = "loop", .family = true, .phrases = loops, .n_phrases = 1},
    {.id = "loop-b", .family = true, .phrases = loops_b, .n_phrases = 1},
    {.id = "broken", .family = true, .phrases = broken, .n_phrases = 2},
    {.id = "start", .family = false, .phrases = only_start, .n_phrases = 1},
};
enum { N_WORDINGS = sizeof wordings / sizeof *wordings };

static enum vouch_status
compile(struct vouch__arena *arena, const char *text, struct vouch__phrase *phrase, struct vouch__phrase_error *error)
{
  struct vouch__phrases *phrases = NULL;
  assert_int_equal(vouch__phrases_new(arena, context->language, wordings, N_WORDINGS, &phrases), VOUCH_OK);
  return vouch__phrase_read(phrases, text, phrase, error);
}

/* What the phrase finds in the text, "" when nothing. */
static const char *
found(struct vouch__arena *arena, const char *phrase, const char *text)
{
  struct vouch__phrase compiled;
  struct vouch__phrase_error error;
  struct vouch__phrases *phrases = NULL;
  const char *written = NULL;
  size_t len = 0;
  if (compile(arena, phrase, &compiled, &error) != VOUCH_OK)
    fail_msg("%s: %s", phrase, error.text);
  assert_int_equal(vouch__phrases_new(arena, context->language, wordings, N_WORDINGS, &phrases), VOUCH_OK);
  assert_int_equal(vouch__phrase_regex(phrases, phrase, &written, &len), VOUCH_OK);
  struct vouch__regex *regex = NULL;
  struct vouch__searcher *searcher = NULL;
  struct vouch__regex_error regex_error;
  if (vouch__regex_compile(&context->allocator, written, len, true, &regex, &regex_error) != VOUCH_OK)
    fail_msg("%s: %s", written, regex_error.text);
  assert_int_equal(vouch__searcher_new(&context->allocator, &searcher), VOUCH_OK);
  size_t from = 0, to = 0;
  struct vouch__plain plain;
  assert_int_equal(vouch__plain_make(arena, context->language, text, strlen(text), NULL, NULL, NULL, &plain), VOUCH_OK);
  enum vouch__outcome outcome = vouch__regex_search(regex, searcher, plain.search, plain.len, 0, &from, &to);
  const char *match = outcome == VOUCH__FOUND ? vouch__copy(arena, plain.text + from, to - from) : "";
  struct vouch__places *places = vouch__alloc(arena, sizeof *places);
  vouch__places_note(places, &plain);
  if (*match && !vouch__program_may_match(compiled.program, places))
    fail_msg("%s in '%s': the program misses '%s'", phrase, text, match);
  vouch__searcher_free(searcher);
  vouch__regex_free(regex);
  return match;
}

static void
finds(void **state)
{
  (void)state;
  static const struct {
    const char *phrase, *text, *match;
  } cases[] = {
      {"read it back", "i read it back to him", "read it back"},
      {"read it back", "i read it, back then", "read it, back"},
      {"read it back", "i read it - back then", "read it, back"},
      {"read it back", "i read it backwards", ""},
      {"read it back", "i reread it back", ""},
      {"said|read it back to him|her", "i read it back to her", "read it back to her"},
      {"said|read it back to him|her", "i said it back to him", "said it back to him"},
      {"(said|read it) back", "i read it back", "read it back"},
      {"(said|read it) back", "i said back", "said back"},
      {"(said|read it) back", "i said it back", ""},
      {"[then|just] rang", "and then rang", "then rang"},
      {"[then|just] rang", "i rang", "rang"},
      {"rang [him|my boss] back", "rang my boss back", "rang my boss back"},
      {"rang [him|my boss] back", "rang back", "rang back"},
      {"rang {him}", "i rang the older lady twice", "rang the older lady"},
      {"rang {him}", "i rang them", "rang them"},
      {"rang {him}", "i rang the", ""},
      {"saw {tree} there", "i saw soon there", "saw soon there"},
      {"saw {tree} there", "i saw so there", "saw so there"},
      {"saw {tree} there", "i saw sombre there", "saw sombre there"},
      {"saw {tree} there", "i saw trees there", "saw trees there"},
      {"saw {tree} there", "i saw som there", ""},
      {"saw {tree} there", "i saw 3.5 there", "saw 3.5 there"},
      {"saw {tree} there", "i saw 3x5 there", ""},
      {"{notes}", "i typed it down", "typed it down"},
      {"{notes} twice", "then logged it twice", ""},
      {"rang ... back", "i rang him right back", "rang him right back"},
      {"rang ... back", "i rang him at home back", ""},
      {"rang ...3 back", "i rang him at home, back", "rang him at home, back"},
      {"rang ...8 back", "rang one two three four five six seven eight back",
       "rang one two three four five six seven eight back"},
      {"rang ...8 back", "rang one two three four five six seven eight nine back", ""},
      {"rang ...8 back", "rang him; he rang back", "rang back"},
      {"rang ...8 back", "rang but he did not ring back", ""},
      {"rang ...8 back", "rang and she didnt ring back", ""},
      {"rang ...8 back", "rang and nobody came back", ""},
      {"rang ...8 back", "rang and none came back", ""},
      {"rang ...8 back", "rang nora who wanted it back", "rang nora who wanted it back"},
      {"rang ...8 back", "rang without coming back", ""},
      {"...2 rang", "so then i rang", "then i rang"},
      {"rang ...2", "i rang my boss.", "rang my"},
      {"rang _ back", "i rang dawn back", "rang dawn back"},
      {"rang _ back", "i rang back", ""},
      {"rang [_] [_] back", "i rang aunt dawn back", "rang aunt dawn back"},
      {"rang _", "i rang dawn.", "rang dawn"},
      {"listen* to", "i was listening to her", "listening to"},
      {"listen* to", "i listen to her", "listen to"},
      {"listen* to", "the listlessness to", ""},
      {"^so i rang", "so i rang", "so i rang"},
      {"^so i rang", "and so i rang", ""},
      {"didn't|couldn't go", "i couldnt go", "couldnt go"},
      {"i'd have been", "i d have been gutted", "i d have been"},
      {"the manager's desk", "at the managers desk", "the managers desk"},
      {"de-escalate|e-mail", "to de escalate it", "de escalate"},
      {"de-escalate|e-mail", "an email", "email"},
      {"told xname, my boss", "i told xname, my boss", "told xname, my boss"},
      {"told xname, my boss", "i told xname my boss", ""},
      {"(told xname), (my|the) boss", "i told xname, the boss", "told xname, the boss"},
      {"said [no, thanks]", "i said no, thanks", "said no, thanks"},
      {"£20", "gave gbp20 back", "gbp20"},
      {"a|b|(c d) x", "c d x", "c d x"},
      {"(a|(b [c|d e]) f) g", "b d e f g", "b d e f g"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct vouch__arena arena;
    vouch__arena_init(&arena, context->allocator);
    const char *match = found(&arena, cases[i].phrase, cases[i].text);
    if (strcmp(match, cases[i].match) != 0)
      fail_msg("%s in '%s': found '%s', not '%s'", cases[i].phrase, cases[i].text, match, cases[i].match);
    vouch__arena_free(&arena);
  }
}

static void
needs_the_rarest_words(void **state)
{
  (void)state;
  static const struct {
    const char *phrase, *needs;
  } cases[] = {
      {"read it back", "read"},
      {"said it [very] calmly", "calmly"},
      {"said|told {him}", "said told"},
      {"said|to {him} off", "off"},
      {"said|and|to|the {him}", "him her them customer lady"},
      {"(apologised|said sorry) to", "apologised sorry"},
      {"(apologised|_) to", "to"},
      {"listen* to", "listen*"},
      {"i'd have", "have"},
      {"...2 _ [x]", NULL},
      {"_", ""},
      {"{notes}", "wrote typed"},
      {"the (manager|manager of)", "manager"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct vouch__arena arena;
    vouch__arena_init(&arena, context->allocator);
    struct vouch__phrase phrase = {0};
    struct vouch__phrase_error error;
    if (cases[i].needs) {
      assert_int_equal(compile(&arena, cases[i].phrase, &phrase, &error), VOUCH_OK);
      char all[200] = "";
      for (size_t k = 0; k < phrase.n_needs; k++) {
        strcat(all, k ? " " : "");
        strcat(all, phrase.needs[k]);
      }
      assert_string_equal(all, cases[i].needs);
    }
    vouch__arena_free(&arena);
  }
}

static void
refuses(void **state)
{
  (void)state;
  static const struct {
    const char *phrase;
    int kind;
    const char *text;
    size_t offset, wordings;
  } cases[] = {
      {"", VOUCH__PHRASE_BAD, "there is a wording without a word", 0, SIZE_MAX},
      {"a (b|) c", VOUCH__PHRASE_BAD, "there is a wording without a word", 5, SIZE_MAX},
      {"a (b", VOUCH__PHRASE_BAD, "a bracket is not closed", 4, SIZE_MAX},
      {"a) b", VOUCH__PHRASE_BAD, "this bracket has no partner: ')'", 1, SIZE_MAX},
      {"a (b] c", VOUCH__PHRASE_BAD, "this bracket has no partner: ']'", 4, SIZE_MAX},
      {"[a] ...", VOUCH__PHRASE_BAD, "each wording needs a word that is not optional", 0, SIZE_MAX},
      {"it|the|...2 x", VOUCH__PHRASE_BAD, "each side of a bar needs a word that is not optional", 11, SIZE_MAX},
      {"a ...9 b", VOUCH__PHRASE_BAD, "a gap is 1 to 8 words: '...9'", 2, SIZE_MAX},
      {"a ...0 b", VOUCH__PHRASE_BAD, "a gap is 1 to 8 words: '...0'", 2, SIZE_MAX},
      {"a .... b", VOUCH__PHRASE_BAD, "a gap is three points: '....'", 2, SIZE_MAX},
      {"a ^b", VOUCH__PHRASE_BAD, "a ^ stands at the start of a phrase only", 2, SIZE_MAX},
      {"ab* c", VOUCH__PHRASE_BAD, "a stem needs three letters at least: 'ab*'", 0, SIZE_MAX},
      {"ab*c", VOUCH__PHRASE_BAD, "a star stands at the end of a word only: 'ab*c'", 0, SIZE_MAX},
      {"what happened?", VOUCH__PHRASE_BAD, "a phrase has no points: 'happened?'", 5, SIZE_MAX},
      {"a The b", VOUCH__PHRASE_BAD, "a phrase is written without capitals: 'The'", 2, SIZE_MAX},
      {"a - b", VOUCH__PHRASE_BAD, "there is no word in it: '-'", 2, SIZE_MAX},
      {", a", VOUCH__PHRASE_BAD, "a comma must follow a word", 0, SIZE_MAX},
      {"a b,", VOUCH__PHRASE_BAD, "a phrase cannot end in a comma", 4, SIZE_MAX},
      {"a {him", VOUCH__PHRASE_BAD, "a { must hold one id and be closed: '{him'", 2, SIZE_MAX},
      {"a {hims} b", VOUCH__PHRASE_UNKNOWN, "hims", 2, SIZE_MAX},
      {"a {loop}", VOUCH__PHRASE_LOOP, "loop", 0, 4},
      {"a {broken}", VOUCH__PHRASE_BAD, "there is a wording without a word", 5, 5},
      {"a {start}", VOUCH__PHRASE_BAD, "it holds no wording that can be part of a phrase", 0, 6},
      {"((((((((((((((((( a", VOUCH__PHRASE_BAD, "brackets stand more than 16 deep", 16, SIZE_MAX},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct vouch__arena arena;
    vouch__arena_init(&arena, context->allocator);
    struct vouch__phrase phrase = {.n_needs = 99};
    struct vouch__phrase_error error;
    if (compile(&arena, cases[i].phrase, &phrase, &error) != VOUCH_INPUT)
      fail_msg("%s was not refused", cases[i].phrase);
    assert_int_equal(phrase.n_needs, 99);
    assert_string_equal(error.text, cases[i].text);
    assert_int_equal(error.kind, cases[i].kind);
    assert_int_equal(error.offset, cases[i].offset);
    assert_int_equal(error.wordings, cases[i].wordings);
    vouch__arena_free(&arena);
  }
}

/* A family that holds the one before it twice doubles at each step: refused before it fills the memory. */
static void
refuses_to_grow_without_end(void **state)
{
  (void)state;
  enum { STEPS = 20 };
  static char ids[STEPS][8], texts[STEPS][32];
  static const char *list[STEPS][1];
  struct vouch__wordings grown[STEPS];
  for (int i = 0; i < STEPS; i++) {
    snprintf(ids[i], sizeof ids[i], "f%d", i);
    if (i)
      snprintf(texts[i], sizeof texts[i], "{f%d} {f%d}", i - 1, i - 1);
    else
      strcpy(texts[i], "something");
    list[i][0] = texts[i];
    grown[i] = (struct vouch__wordings){.id = ids[i], .family = true, .phrases = list[i], .n_phrases = 1};
  }
  struct vouch__arena arena;
  vouch__arena_init(&arena, context->allocator);
  struct vouch__phrases *phrases = NULL;
  struct vouch__phrase phrase;
  struct vouch__phrase_error error;
  assert_int_equal(vouch__phrases_new(&arena, context->language, grown, STEPS, &phrases), VOUCH_OK);
  assert_int_equal(vouch__phrase_read(phrases, "{f8} x", &phrase, &error), VOUCH_OK);
  assert_int_equal(vouch__phrase_read(phrases, "{f14} x", &phrase, &error), VOUCH_INPUT);
  assert_string_equal(error.text, "it is too large when its families are written out; use smaller ones");
  assert_int_equal(vouch__phrases_new(&arena, context->language, grown, STEPS, &phrases), VOUCH_OK);
  assert_int_equal(vouch__phrase_read(phrases, "{f19} x", &phrase, &error), VOUCH_INPUT);
  assert_string_equal(error.text, "families stand more than 16 deep inside each other");
  vouch__arena_free(&arena);
}

int
main(void)
{
  if (vouch_context_new(NULL, &context) != VOUCH_OK)
    return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds),
      cmocka_unit_test(needs_the_rarest_words),
      cmocka_unit_test(refuses),
      cmocka_unit_test(refuses_to_grow_without_end),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  vouch_context_free(context);
  return failed;
}
