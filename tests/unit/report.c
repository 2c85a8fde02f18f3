/* SPDX-License-Identifier: MIT */
/* Renderers, over an assessment made by hand: exact text and JSON, widths, hostile text, lack of memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/source.h"
#include "base/str.h"
#include "report/view.h"

/* clang-format off */
static const char account_text[] =
  "---\n"                                                              /* 0 */
  "title: Two batches\n"                                               /* 4 */
  "---\n"                                                              /* 23 */
  "## Action\n"                                                        /* 27 */
  "I said it back to her \xE2\x80\x93 slowly.\n"                       /* 37 */
  "My manager logged the call.\n"                                      /* 71 */
  "Her number is 07700 900123.\n";                                     /* 99 */
/* clang-format on */

struct fixture {
  struct vouch_context context;
  struct vouch_source *source;
  struct vouch_account account;
  struct vouch_rubric rubric;
  struct vouch_assessment assessment;
  struct vouch__concept concepts[2];
  struct vouch__pattern patterns[2];
  struct vouch__criterion criteria[2];
  struct vouch__mistake mistakes[2];
  struct vouch__step steps[2];
  struct vouch__model model;
  struct vouch__hit hits[2];
  struct vouch__finding findings[2];
  struct vouch__criterion_result results[2];
  struct vouch__mistake_result mistake_results[2];
  struct vouch__model_result model_result;
  uint32_t step_lines[2], tagged[1];
  struct vouch__privacy privacy[1];
  struct vouch__evidence_link links[2];
};

static void
fill_rubric(struct fixture *f)
{
  f->concepts[0] = (struct vouch__concept){.id = "paraphrases"};
  f->concepts[1] = (struct vouch__concept){.id = "records"};
  f->patterns[0] = (struct vouch__pattern){.id = "paraphrases.1", .written = "said it back to (her|him)"};
  f->patterns[1] = (struct vouch__pattern){.id = "records.1", .written = "logged the call"};
  f->criteria[0] = (struct vouch__criterion){.id = "T1", .number = "1.1", .statement = "Says it back in own words"};
  f->criteria[1] = (struct vouch__criterion){.id = "T2", .number = "1.2", .statement = "Writes down what happened"};
  f->mistakes[0] =
      (struct vouch__mistake){.id = "T-M1", .statement = "Takes it personally", .guidance = "Say what you did to stay calm."};
  f->mistakes[1] = (struct vouch__mistake){.id = "T-M2", .statement = "Promises too much"};
  f->steps[0] = (struct vouch__step){.id = "listen", .title = "Listen"};
  f->steps[1] = (struct vouch__step){.id = "ask", .title = "Ask"};
  f->model = (struct vouch__model){.id = "LA", .title = "LA", .steps = f->steps, .n_steps = 2};
  f->rubric = (struct vouch_rubric){.id = "test-unit",
                                    .version = "1.0",
                                    .title = "A unit for tests",
                                    .criteria = f->criteria,
                                    .n_criteria = 2,
                                    .concepts = f->concepts,
                                    .n_concepts = 2,
                                    .patterns = f->patterns,
                                    .n_patterns = 2};
  memset(f->rubric.sha512, 'a', 128);
}

static void
fill_results(struct fixture *f)
{
  f->hits[0] = (struct vouch__hit){.concept = 0,
                                   .pattern = 0,
                                   .offset = 37,
                                   .length = 21,
                                   .section = VOUCH__ACTION,
                                   .actor = VOUCH__LEARNER,
                                   .asserted = VOUCH__DONE,
                                   .strength = VOUCH__STRONG,
                                   .triggers = {{VOUCH__TRIGGER_ACTOR, 37, 1}},
                                   .n_triggers = 1};
  f->hits[1] = (struct vouch__hit){.concept = 1,
                                   .pattern = 1,
                                   .offset = 82,
                                   .length = 15,
                                   .section = VOUCH__ACTION,
                                   .actor = VOUCH__OTHER_PERSON,
                                   .asserted = VOUCH__DONE,
                                   .strength = VOUCH__WEAK,
                                   .triggers = {{VOUCH__TRIGGER_ACTOR, 71, 10}},
                                   .n_triggers = 1};
  f->findings[0] = (struct vouch__finding){&f->hits[0], VOUCH__WHY_NONE};
  f->findings[1] = (struct vouch__finding){&f->hits[1], VOUCH__WHY_OTHER_ACTOR};
  f->tagged[0] = 5;
  f->results[0] = (struct vouch__criterion_result){.criterion = &f->criteria[0],
                                                   .verdict = VOUCH__FOUND_EVIDENCE,
                                                   .claimed = true,
                                                   .counts = true,
                                                   .reason = "The text shows it.",
                                                   .tagged = f->tagged,
                                                   .n_tagged = 1,
                                                   .evidence = &f->findings[0],
                                                   .n_evidence = 1};
  f->results[1] = (struct vouch__criterion_result){.criterion = &f->criteria[1],
                                                   .verdict = VOUCH__MISSING,
                                                   .counts = false,
                                                   .reason = "Nobody says I wrote.",
                                                   .guidance = "Say what you wrote down, and where.",
                                                   .near_misses = &f->findings[1],
                                                   .n_near_misses = 1,
                                                   .candidates = &f->findings[1],
                                                   .n_candidates = 1};
  f->mistake_results[0] = (struct vouch__mistake_result){
      .mistake = &f->mistakes[0], .verdict = VOUCH__PRESENT, .evidence = &f->findings[0], .n_evidence = 1};
  f->mistake_results[1] = (struct vouch__mistake_result){.mistake = &f->mistakes[1], .verdict = VOUCH__ABSENT};
  f->step_lines[0] = 5;
  f->model_result = (struct vouch__model_result){&f->model, f->step_lines};
  f->privacy[0] = (struct vouch__privacy){VOUCH__PII_PHONE, 113, 12};
}

static int
set_up(void **state)
{
  struct fixture *f = calloc(1, sizeof *f);
  assert_non_null(f);
  f->context.allocator = vouch__allocator_default();
  assert_int_equal(vouch_source_new(&f->context, "accounts/two.md", account_text, sizeof account_text - 1, &f->source),
                   VOUCH_OK);
  memset(f->source->sha512, 'b', 128);
  fill_rubric(f);
  fill_results(f);
  f->links[0] = (struct vouch__evidence_link){.path = "evidence/a.jpg", .line = 3, .status = VOUCH__LINK_OK};
  f->links[1] = (struct vouch__evidence_link){.line = 3, .seen_in_place = true};
  f->account = (struct vouch_account){
      .source = f->source, .title = "Two batches", .date = "2026-02-14", .words = 17, .links = f->links, .n_links = 2};
  struct vouch_assessment *a = &f->assessment;
  *a = (struct vouch_assessment){.account = &f->account,
                                 .rubric = &f->rubric,
                                 .criteria = f->results,
                                 .n_criteria = 2,
                                 .mistakes = f->mistake_results,
                                 .n_mistakes = 2,
                                 .models = &f->model_result,
                                 .n_models = 1,
                                 .privacy = f->privacy,
                                 .n_privacy = 1,
                                 .explain = "T2"};
  a->structure[VOUCH__ACTION] = (struct vouch__structure){.heading = true, .present = true, .line = 4, .words = 17};
  a->structure[VOUCH__RESULT] = (struct vouch__structure){.heading = true, .line = 9};
  a->voice.i = 1;
  a->counts = (struct vouch_counts){
      .criteria = 2, .found = 1, .missing = 1, .mistakes = 1, .privacy = 1, .warnings = 1, .short_of = true};
  assert_int_equal(vouch_diags_new(&f->context, &a->diags), VOUCH_OK);
  struct vouch__at at = {.source = f->source, .offset = 113, .length = 12};
  VOUCH__DIAG(a->diags, VOUCH__V130, at, NULL, "phone");
  VOUCH__DIAG(a->diags, VOUCH__V121, ((struct vouch__at){.source = f->source, .offset = VOUCH__NO_OFFSET}), "Add it.",
              "result");
  *state = f;
  return 0;
}

static int
tear_down(void **state)
{
  struct fixture *f = *state;
  vouch_diags_free(f->assessment.diags);
  vouch_source_free(f->source);
  free(f);
  return 0;
}

static void
text_is_exact(void **state)
{
  struct fixture *f = *state;
  struct vouch_style style = VOUCH_STYLE_INIT;
  struct vouch_text text;
  assert_int_equal(vouch_report_text(&f->context, &f->assessment, &style, &text), VOUCH_OK);
  assert_string_equal(text.bytes,
                      "Two batches\n"
                      "accounts/two.md \xC2\xB7 A unit for tests (test-unit 1.0)\n"
                      "\n"
                      "Found 1 of 2 \xC2\xB7 0 partly \xC2\xB7 1 missing\n"
                      "1 common mistake \xC2\xB7 1 place with personal data \xC2\xB7 1 warning\n"
                      "The account claims 1 of the 2; only what it claims counts for the result.\n"
                      "\n"
                      "What the text shows\n"
                      "Found      1.1 T1 Says it back in own words\n"
                      "           two.md:5: \xE2\x80\x9CI said it back to her\xE2\x80\x9D\n"
                      "Missing    1.2 T2 Writes down what happened (not claimed)\n"
                      "           Why: Nobody says I wrote.\n"
                      "           Near miss: two.md:6: \xE2\x80\x9Clogged the call\xE2\x80\x9D - this reads as something done\n"
                      "             by \xE2\x80\x9CMy manager\xE2\x80\x9D, not by you\n"
                      "           Next: Say what you wrote down, and where.\n"
                      "\n"
                      "Common mistakes\n"
                      "Seen       T-M1 Takes it personally\n"
                      "           two.md:5: \xE2\x80\x9CI said it back to her\xE2\x80\x9D\n"
                      "           Next: Say what you did to stay calm.\n"
                      "\n"
                      "Steps of the models\n"
                      "LA         listen (line 5); not seen: ask\n"
                      "\n"
                      "Personal data to take out\n"
                      "phone        two.md:7: \xE2\x80\x9C"
                      "07700 900123\xE2\x80\x9D\n"
                      "\n"
                      "Parts of the account\n"
                      "Situation  not found\n"
                      "Task       not found\n"
                      "Action     line 4, 17 words\n"
                      "Result     line 9: the heading is there, but not what belongs under it\n"
                      "\n"
                      "Notes and warnings\n"
                      "accounts/two.md: warning V121: There is no result in the account.\n"
                      "  Add it.\n");
  assert_int_equal(text.size, strlen(text.bytes));
  vouch_text_free(&f->context, &text);
}

static void
explain_is_exact(void **state)
{
  struct fixture *f = *state;
  struct vouch_style style = VOUCH_STYLE_INIT;
  struct vouch_text text;
  assert_int_equal(vouch_report_explain(&f->context, &f->assessment, &style, &text), VOUCH_OK);
  assert_string_equal(text.bytes,
                      "T2 Writes down what happened\n"
                      "Verdict: missing. Nobody says I wrote.\n"
                      "1 place was looked at.\n"
                      "\n"
                      "1.  two.md:6: \xE2\x80\x9Clogged the call\xE2\x80\x9D\n"
                      "    words         \xE2\x80\x9Clogged the call\xE2\x80\x9D\n"
                      "    found by      records.1 (weak): logged the call\n"
                      "    who           other - set by \xE2\x80\x9CMy manager\xE2\x80\x9D\n"
                      "    done or not   done\n"
                      "    part          action\n"
                      "    left out      this reads as something done by \xE2\x80\x9CMy manager\xE2\x80\x9D, not by you\n");
  vouch_text_free(&f->context, &text);
}

static void
json_is_exact(void **state)
{
  struct fixture *f = *state;
  struct vouch_text text;
  char wanted[4096], a[129], b[129];
  memset(a, 'a', 128);
  memset(b, 'b', 128);
  a[128] = b[128] = '\0';
  snprintf(wanted, sizeof wanted,
           "{\"schema\":\"vouch-check/1\",\"account\":{\"path\":\"accounts/two.md\",\"title\":\"Two batches\",\""
           "learner\":null,\"date\":\"2026-02-14\",\"sha512\":\"%s\",\"words\":17,\"rubric\":{\"id\":\"test-unit"
           "\",\"version\":\"1.0\",\"sha512\":\"%s\"},\"structure\":{\"situation\":{\"heading\":false,\"present"
           "\":false,\"inferred\":false,\"line\":null,\"words\":0},\"task\":{\"heading\":false,\"present\":false"
           ",\"inferred\":false,\"line\":null,\"words\":0},\"action\":{\"heading\":true,\"present\":true,\"infer"
           "red\":false,\"line\":4,\"words\":17},\"result\":{\"heading\":true,\"present\":false,\"inferred\":fal"
           "se,\"line\":9,\"words\":0},\"reflection\":{\"heading\":false,\"present\":false,\"inferred\":false,\""
           "line\":null,\"words\":0}},\"voice\":{\"i\":1,\"we\":0,\"would\":0},\"links\":[{\"path\":\"evidence/a"
           ".jpg\",\"line\":3,\"status\":\"ok\"}],\"criteria\":[{\"id\":\"T1\",\"number\":\"1.1\",\"verdict\":\""
           "found\",\"conflict\":false,\"reason\":\"The text shows it.\",\"guidance\":null,\"claimed\":true,\"ta"
           "gged\":[5],\"evidence\":[{\"section\":\"action\",\"line\":5,\"column\":1,\"offset\":37,\"length\":21"
           ",\"text\":\"I said it back to her\",\"strength\":\"strong\",\"indicator\":\"paraphrases\",\"pattern"
           "\":\"paraphrases.1\",\"actor\":\"learner\",\"asserted\":\"done\",\"triggers\":[{\"offset\":37,\"leng"
           "th\":1,\"role\":\"actor\"}]}],\"near_misses\":[]},{\"id\":\"T2\",\"number\":\"1.2\",\"verdict\":\"mi"
           "ssing\",\"conflict\":false,\"reason\":\"Nobody says I wrote.\",\"guidance\":\"Say what you wrote dow"
           "n, and where.\",\"claimed\":false,\"tagged\":[],\"evidence\":[],\"near_misses\":[{\"why\":\"other-ac"
           "tor\",\"section\":\"action\",\"line\":6,\"column\":12,\"offset\":82,\"length\":15,\"text\":\"logged "
           "the call\"}]}],\"mistakes\":[{\"id\":\"T-M1\",\"verdict\":\"present\",\"evidence\":[{\"section\":\"a"
           "ction\",\"line\":5,\"column\":1,\"offset\":37,\"length\":21,\"text\":\"I said it back to her\",\"str"
           "ength\":\"strong\",\"indicator\":\"paraphrases\",\"pattern\":\"paraphrases.1\",\"actor\":\"learner\""
           ",\"asserted\":\"done\",\"triggers\":[{\"offset\":37,\"length\":1,\"role\":\"actor\"}]}]},{\"id\":\"T"
           "-M2\",\"verdict\":\"absent\",\"evidence\":[]}],\"models\":[{\"id\":\"LA\",\"steps\":[{\"id\":\"liste"
           "n\",\"present\":true,\"line\":5},{\"id\":\"ask\",\"present\":false,\"line\":null}],\"missing\":[\"as"
           "k\"]}],\"privacy\":[{\"kind\":\"phone\",\"line\":7,\"column\":15,\"offset\":113,\"length\":12,\"text"
           "\":\"07700 900123\"}],\"diagnostics\":[{\"code\":\"V130\",\"severity\":\"warning\",\"line\":7,\"colu"
           "mn\":15,\"message\":\"This looks like personal data of a customer: phone.\",\"hint\":null},{\"code\""
           ":\"V121\",\"severity\":\"warning\",\"line\":null,\"column\":null,\"message\":\"There is no result in"
           " the account.\",\"hint\":\"Add it.\"}]}}",
           b, a);
  assert_int_equal(vouch_report_json_account(&f->context, &f->assessment, false, &text), VOUCH_OK);
  assert_string_equal(text.bytes, wanted);
  vouch_text_free(&f->context, &text);
}

/* The three parts of a document, put together as the contract says; %s stands for an account. */
static void
json_document_parts(void **state)
{
  struct fixture *f = *state;
  struct vouch_text begin, account, end;
  struct vouch_skipped skipped[] = {{"README.md", "not an account", NULL}, {"bad\xFF.md", "it looks like UTF-16", "V012"}};
  struct vouch_run run = {.skipped = skipped, .n_skipped = 2, .total = f->assessment.counts, .accounts = 1};
  assert_int_equal(vouch_report_json_begin(&f->context, &begin), VOUCH_OK);
  assert_int_equal(vouch_report_json_account(&f->context, &f->assessment, true, &account), VOUCH_OK);
  assert_int_equal(vouch_report_json_run(&f->context, &run, false, &end), VOUCH_OK);
  assert_string_equal(begin.bytes, "{\n  \"schema\": \"vouch-check/1\",\n  \"tool\": {\n    \"name\": \"vouch\",\n"
                                   "    \"version\": \"" VOUCH_VERSION "\"\n  },\n  \"accounts\": [");
  assert_memory_equal(account.bytes, "\n    {\n      \"path\": \"accounts/two.md\",\n      \"title\": \"Two batches\",\n", 70);
  assert_string_equal(account.bytes + account.size - 7, "]\n    }");
  assert_string_equal(
      end.bytes,
      "\n  ],\n  \"skipped\": [\n    {\n      \"path\": \"README.md\",\n      \"why\": \"not an account\",\n      \"code\": "
      "null\n"
      "    },\n    {\n      \"path\": \"bad\xEF\xBF\xBD.md\",\n      \"why\": \"it looks like UTF-16\",\n      \"code\": "
      "\"V012\"\n"
      "    }\n  ],\n  \"diagnostics\": [],\n  \"summary\": {\n    \"accounts\": 1,\n    \"criteria\": 2,\n    \"found\": 1,\n"
      "    \"partial\": 0,\n    \"missing\": 1,\n    \"undecided\": 0,\n    \"mistakes\": 1,\n    \"privacy\": 1\n  }\n}\n");
  vouch_text_free(&f->context, &begin);
  vouch_text_free(&f->context, &account);
  vouch_text_free(&f->context, &end);
}

static void
ndjson_ends_with_the_run(void **state)
{
  struct fixture *f = *state;
  struct vouch_text text;
  struct vouch_run run = {.diags = f->assessment.diags};
  assert_int_equal(vouch_report_json_run(&f->context, &run, true, &text), VOUCH_OK);
  assert_string_equal(
      text.bytes,
      "{\"schema\":\"vouch-check/1\",\"skipped\":[],\"diagnostics\":[{\"code\":\"V130\",\"severity\":\"warning\",\"path\":"
      "\"accounts/two.md\",\"line\":7,\"column\":15,\"message\":\"This looks like personal data of a customer: phone.\","
      "\"hint\":null},{\"code\":\"V121\",\"severity\":\"warning\",\"path\":\"accounts/two.md\",\"line\":null,\"column\":null,"
      "\"message\":\"There is no result in the account.\",\"hint\":\"Add it.\"}],\"summary\":{\"accounts\":0,\"criteria\":0,"
      "\"found\":0,\"partial\":0,\"missing\":0,\"undecided\":0,\"mistakes\":0,\"privacy\":0}}\n");
  vouch_text_free(&f->context, &text);
}

static void
diagnostics_are_exact(void **state)
{
  struct fixture *f = *state;
  struct vouch_style style = VOUCH_STYLE_INIT;
  struct vouch_text text;
  assert_int_equal(vouch_report_diags(&f->context, f->assessment.diags, &style, &text), VOUCH_OK);
  assert_string_equal(text.bytes, "accounts/two.md:7:15: warning V130: This looks like personal data of a customer:\n"
                                  "  phone.\n"
                                  "accounts/two.md: warning V121: There is no result in the account.\n"
                                  "  Add it.\n");
  vouch_text_free(&f->context, &text);
}

static void
run_summary_counts_other_files(void **state)
{
  struct fixture *f = *state;
  struct vouch_style style = VOUCH_STYLE_INIT;
  struct vouch_skipped skipped[] = {{"README.md", "not an account", NULL}, {"b.md", "it is empty", "V014"}};
  struct vouch_run run = {
      .skipped = skipped, .n_skipped = 2, .total = {.criteria = 10, .found = 4, .missing = 6}, .accounts = 2};
  struct vouch_text text;
  assert_int_equal(vouch_report_run(&f->context, &run, &style, &text), VOUCH_OK);
  assert_string_equal(text.bytes, "\nAll accounts\n2 results: Found 4 of 10 \xC2\xB7 0 partly \xC2\xB7 6 missing\n"
                                  "1 other file not checked: it is not an account.\n");
  vouch_text_free(&f->context, &text);
}

/* Each line of the text, escape sequences left out: valid UTF-8, no control characters, and its columns. */
static size_t
widest_line(const char *bytes, size_t size)
{
  size_t widest = 0, column = 0;
  for (size_t i = 0; i < size;) {
    if (bytes[i] == '\x1b') {
      assert_true(bytes[i + 1] == '[');
      i += strcspn(bytes + i, "m") + 1;
      continue;
    }
    if (bytes[i] == '\n') {
      column = 0;
      i++;
      continue;
    }
    uint32_t point;
    size_t n = vouch__utf8_decode(bytes + i, size - i, &point);
    assert_true(n > 0);
    int columns = vouch__utf8_columns(point);
    assert_true(columns >= 0);
    column += (size_t)columns;
    widest = column > widest ? column : widest;
    i += n;
  }
  return widest;
}

static void
any_width_fits(void **state)
{
  struct fixture *f = *state;
  for (unsigned width = 40; width <= 130; width++) {
    struct vouch_style style = {sizeof style, width, width % 2 == 0};
    struct vouch_text text;
    assert_int_equal(vouch_report_text(&f->context, &f->assessment, &style, &text), VOUCH_OK);
    assert_true(widest_line(text.bytes, text.size) <= width);
    assert_int_equal(strchr(text.bytes, '\x1b') != NULL, style.colour);
    vouch_text_free(&f->context, &text);
  }
}

static void
hostile_text_cannot_reach_the_terminal(void **state)
{
  struct fixture *f = *state;
  char *title = calloc(1, 600);
  strcpy(title, "a\x1b]0;own\x07 \xE2\x80\xAEtxt.exe \xC2\x9B"
                "31m \xFF\xFE ");
  for (size_t i = 0; i < 60; i++)
    strcat(title, "\xE6\xBC\xA2\xCC\x81"); /* wide, with a mark that has no width, and no blank to break at */
  f->account.title = title;
  struct vouch_style style = {sizeof style, 40, false};
  struct vouch_text text;
  assert_int_equal(vouch_report_text(&f->context, &f->assessment, &style, &text), VOUCH_OK);
  assert_true(widest_line(text.bytes, text.size) <= 40);
  assert_memory_equal(text.bytes,
                      "a\xEF\xBF\xBD]0;own\xEF\xBF\xBD \xEF\xBF\xBDtxt.exe \xEF\xBF\xBD"
                      "31m",
                      30);
  vouch_text_free(&f->context, &text);
  assert_int_equal(vouch_report_json_account(&f->context, &f->assessment, false, &text), VOUCH_OK);
  assert_non_null(strstr(text.bytes, "\"title\":\"a\\u001B]0;own\\u0007 "));
  vouch_text_free(&f->context, &text);
  free(title);
}

/* An allocator that fails at the n-th call. */
struct failing {
  long left;
};

static void *
resize_failing(void *ptr, size_t size, void *data)
{
  struct failing *failing = data;
  if (size == 0) {
    free(ptr);
    return NULL;
  }
  return failing->left-- > 0 ? realloc(ptr, size) : NULL;
}

static void
no_memory_is_said(void **state)
{
  struct fixture *f = *state;
  struct vouch_style style = VOUCH_STYLE_INIT;
  struct vouch_run run = {.diags = f->assessment.diags};
  struct failing failing;
  struct vouch_context context = {.allocator = {resize_failing, &failing}};
  struct vouch_text kept = {"kept", 4}, text = kept;
  for (int renderer = 0; renderer < 4; renderer++) {
    enum vouch_status status = VOUCH_NOMEM;
    long calls = 0;
    for (; status == VOUCH_NOMEM && calls < 10000; calls++) {
      text = kept;
      failing.left = calls;
      switch (renderer) {
      case 0:
        status = vouch_report_text(&context, &f->assessment, &style, &text);
        break;
      case 1:
        status = vouch_report_explain(&context, &f->assessment, &style, &text);
        break;
      case 2:
        status = vouch_report_json_account(&context, &f->assessment, true, &text);
        break;
      default:
        status = vouch_report_json_run(&context, &run, false, &text);
        break;
      }
      if (status == VOUCH_NOMEM)
        assert_ptr_equal(text.bytes, kept.bytes);
    }
    assert_int_equal(status, VOUCH_OK);
    assert_true(calls > 1);
    vouch_text_free(&context, &text);
  }
}

static char *
filled(struct fixture *f, const char *template_text, const struct vouch_starter *starter, enum vouch_status *ret_status)
{
  struct vouch_source *source = NULL;
  struct vouch_text text = {0};
  assert_int_equal(vouch_source_new(&f->context, "t.md", template_text, strlen(template_text), &source), VOUCH_OK);
  *ret_status = vouch_starter_fill(&f->context, source, starter, &text);
  vouch_source_free(source);
  return text.bytes;
}

static void
starters_are_filled(void **state)
{
  struct fixture *f = *state;
  const struct vouch_rubric *rubrics[] = {&f->rubric};
  enum vouch_status status;
  f->criteria[0].guidance = "Write --> it -- down.";
  struct vouch_starter full = {.title = "Tiles: \"two\" batches", .learner = "Callum", .rubrics = rubrics, .n_rubrics = 1};
  char *text = filled(f, "{{title}}\n{{learner}}\n{{unit}}\n{{rubrics}}\n{{criteria}}", &full, &status);
  assert_int_equal(status, VOUCH_OK);
  assert_string_equal(text, "\"Tiles: \\\"two\\\" batches\"\nlearner: Callum\nunit: test-unit\nrubrics: [test-unit]\n"
                            "\n<!-- T1 1.1: Says it back in own words\n     Write - -> it - - down. -->\n"
                            "\n<!-- T2 1.2: Writes down what happened -->\n");
  free(text);
  struct vouch_starter empty = {0};
  text = filled(f, "{{title}}|{{learner}}|{{unit}}|{{rubrics}}|{{criteria}}|{{", &empty, &status);
  assert_int_equal(status, VOUCH_OK);
  assert_string_equal(text, "My account|# learner: Your Name|# unit: |# rubrics: []||{{");
  free(text);
  assert_null(filled(f, "{{titel}}", &empty, &status));
  assert_int_equal(status, VOUCH_INPUT);
  struct vouch_starter yes = {.title = "yes"};
  text = filled(f, "{{title}}", &yes, &status);
  assert_string_equal(text, "\"yes\"");
  free(text);
}

static void
diagnostics_are_raised_and_joined(void **state)
{
  struct fixture *f = *state;
  struct vouch_diags *diags = NULL;
  assert_int_equal(vouch_diags_new(&f->context, &diags), VOUCH_OK);
  struct vouch_place place = {.source = f->source, .offset = 37, .length = 1};
  assert_int_equal(vouch_diags_add(diags, "V107", place, NULL, (const char *const[]){"x", NULL}), VOUCH_OK);
  assert_int_equal(vouch_diags_add(diags, "V999", place, NULL, (const char *const[]){NULL}), VOUCH_ARG);
  assert_int_equal(vouch_diags_join(diags, f->assessment.diags, VOUCH_NOTE), VOUCH_OK);
  assert_int_equal(vouch_diags_count(diags), 3);
  assert_int_equal(vouch_diags_join(diags, f->assessment.diags, VOUCH_ERROR), VOUCH_OK);
  assert_int_equal(vouch_diags_count(diags), 3);
  assert_string_equal(vouch_diags_get(diags, 0)->message, "There is no unit x.");
  assert_int_equal(vouch_diags_get(diags, 0)->line, 5);
  assert_string_equal(vouch_diags_get(diags, 2)->hint, "Add it.");
  assert_ptr_not_equal(vouch_diags_get(diags, 2)->hint, vouch_diags_get(f->assessment.diags, 1)->hint);
  vouch_diags_free(diags);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(text_is_exact, set_up, tear_down),
      cmocka_unit_test_setup_teardown(explain_is_exact, set_up, tear_down),
      cmocka_unit_test_setup_teardown(json_is_exact, set_up, tear_down),
      cmocka_unit_test_setup_teardown(json_document_parts, set_up, tear_down),
      cmocka_unit_test_setup_teardown(ndjson_ends_with_the_run, set_up, tear_down),
      cmocka_unit_test_setup_teardown(diagnostics_are_exact, set_up, tear_down),
      cmocka_unit_test_setup_teardown(run_summary_counts_other_files, set_up, tear_down),
      cmocka_unit_test_setup_teardown(any_width_fits, set_up, tear_down),
      cmocka_unit_test_setup_teardown(hostile_text_cannot_reach_the_terminal, set_up, tear_down),
      cmocka_unit_test_setup_teardown(no_memory_is_said, set_up, tear_down),
      cmocka_unit_test_setup_teardown(starters_are_filled, set_up, tear_down),
      cmocka_unit_test_setup_teardown(diagnostics_are_raised_and_joined, set_up, tear_down),
  };
  return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
