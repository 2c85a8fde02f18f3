/* SPDX-License-Identifier: MIT */
/* Arena, text helpers, source places, diagnostics. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/context.h"
#include "base/diag.h"
#include "base/source.h"
#include "base/str.h"

static struct vouch_context
plain_context(void)
{
  return (struct vouch_context){.allocator = vouch__allocator_default()};
}

static void
places_count_code_points(void **state)
{
  (void)state;
  struct vouch_context context = plain_context();
  struct vouch_source *source = NULL;
  const char text[] = "\xEF\xBB\xBFone\r\ntw\xC3\xB6 x\rthree";
  assert_int_equal(vouch_source_new(&context, "a.md", text, sizeof text - 1, &source), VOUCH_OK);
  uint32_t line, column;
  vouch__source_place(source, 3, &line, &column);
  assert_int_equal(line, 1);
  assert_int_equal(column, 1);
  vouch__source_place(source, 8, &line, &column);
  assert_int_equal(line, 2);
  assert_int_equal(column, 1);
  vouch__source_place(source, 13, &line, &column);
  assert_int_equal(line, 2);
  assert_int_equal(column, 5);
  vouch__source_place(source, 12, &line, &column);
  assert_int_equal(column, 4);
  vouch__source_place(source, 11, &line, &column);
  assert_int_equal(column, 3); /* inside the second letter's two bytes */
  vouch__source_place(source, 15, &line, &column);
  assert_int_equal(line, 3);
  vouch_source_free(source);
}

/* On a long line the column is worked out from marks; it agrees with plain counting everywhere. */
static void
columns_on_long_lines(void **state)
{
  (void)state;
  struct vouch_context context = plain_context();
  struct vouch_source *source = NULL;
  enum { N = 1024 };
  char text[N * 3];
  size_t size = 0;
  for (size_t i = 0; i < N; i++)
    size += (size_t)sprintf(text + size, i % 3 ? "a" : "\xC3\xB6");
  assert_int_equal(vouch_source_new(&context, "a.md", text, size, &source), VOUCH_OK);
  uint32_t wanted = 0, line, column;
  for (size_t i = 0; i < size; i++) {
    wanted += ((unsigned char)text[i] & 0xC0) != 0x80;
    vouch__source_place(source, i, &line, &column);
    assert_int_equal(line, 1);
    assert_int_equal(column, wanted);
  }
  vouch__source_place(source, size + 9, &line, &column);
  assert_int_equal(column, N + 1);
  vouch_source_free(source);
}

static void
slots_are_filled_in_order(void **state)
{
  (void)state;
  struct vouch_context context = plain_context();
  struct vouch_diags *diags = NULL;
  assert_int_equal(vouch_diags_new(&context, &diags), VOUCH_OK);
  struct vouch__at at = {.path = "a.md", .offset = VOUCH__NO_OFFSET, .line = 4};
  VOUCH__DIAG(diags, VOUCH__V102, at, NULL, "title", "2", "4");
  const struct vouch_diag *diag = vouch_diags_get(diags, 0);
  assert_string_equal(diag->code, "V102");
  assert_string_equal(diag->message, "The key title stands twice in the front matter: on line 2 and on line 4.");
  assert_int_equal(diag->line, 4);
  assert_int_equal(diag->column, 0);
  vouch_diags_free(diags);
}

static void
nearest_word(void **state)
{
  (void)state;
  const char *const words[] = {"check", "explain", "rubric"};
  assert_string_equal(vouch__nearest("chekc", words, 3), "check");
  assert_string_equal(vouch__nearest("rubrics", words, 3), "rubric");
  assert_null(vouch__nearest("banana", words, 3));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(places_count_code_points),
      cmocka_unit_test(columns_on_long_lines),
      cmocka_unit_test(slots_are_filled_in_order),
      cmocka_unit_test(nearest_word),
  };
  return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
