/* SPDX-License-Identifier: MIT */
/* Front matter: values with places, and what is said when it cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/diag.h"
#include "base/str.h"
#include "read/frontmatter.h"

struct read {
  struct vouch_context context;
  struct vouch__arena arena;
  struct vouch_source *source;
  struct vouch_diags *diags;
  struct vouch__frontmatter front;
};

static void
open_text(struct read *read, const char *text)
{
  *read = (struct read){.context = {.allocator = vouch__allocator_default()}};
  vouch__arena_init(&read->arena, read->context.allocator);
  assert_int_equal(vouch_source_new(&read->context, "a.md", text, strlen(text), &read->source), VOUCH_OK);
  assert_int_equal(vouch_diags_new(&read->context, &read->diags), VOUCH_OK);
  assert_int_equal(vouch__frontmatter_read(&read->arena, read->source, read->diags, &read->front), VOUCH_OK);
}

static void
close_text(struct read *read)
{
  vouch_diags_free(read->diags);
  vouch_source_free(read->source);
  vouch__arena_free(&read->arena);
}

/* The scalar under a key of a map, with the bytes of the file that it stands at. */
static void
assert_scalar(const struct read *read, const struct vouch__value *map, const char *key, const char *text, const char *slice)
{
  const struct vouch__value *value = vouch__value_get(map, key);
  if (!value)
    fail_msg("there is no key %s", key);
  assert_int_equal(value->kind, VOUCH__SCALAR);
  assert_string_equal(value->text, text);
  assert_string_equal(value->key, key);
  const char *place = read->source->bytes + value->offset;
  if (!vouch__equal_n(place, value->length, slice))
    fail_msg("%s stands at \"%.*s\"", key, (int)value->length, place);
}

static void
assert_diag(const struct read *read, size_t i, const char *code, uint32_t line, uint32_t column, const char *message,
            const char *hint)
{
  const struct vouch_diag *diag = vouch_diags_get(read->diags, i);
  assert_non_null(diag);
  assert_string_equal(diag->code, code);
  assert_string_equal(diag->message, message);
  if (hint)
    assert_string_equal(diag->hint, hint);
  assert_int_equal(diag->line, line);
  assert_int_equal(diag->column, column);
}

static void
values_with_places(void **state)
{
  (void)state;
  struct read read;
  open_text(
      &read,
      "---\ntitle: \"Two: batches\" # c\nlearner:   Callum B\nunit: [a, b]\nempty:\nnone: ~\n"
      "evidence:\n  - evidence/log.jpg\n  - {file: call.mp3, at: \"00:04:10\"}\n  - seen-by: Jo\n    role: 'tutor'\n---\nBody");
  assert_true(read.front.present);
  assert_false(read.front.broken);
  assert_string_equal(read.source->bytes + read.front.body, "Body");
  const struct vouch__value *root = &read.front.root;
  assert_int_equal(root->n_items, 6);
  assert_scalar(&read, root, "title", "Two: batches", "Two: batches");
  assert_scalar(&read, root, "learner", "Callum B", "Callum B");
  assert_scalar(&read, root, "empty", "", "");
  assert_scalar(&read, root, "none", "", "~");
  assert_null(vouch__value_get(root, "date"));
  const struct vouch__value *unit = vouch__value_get(root, "unit"), *evidence = vouch__value_get(root, "evidence");
  assert_int_equal(unit->kind, VOUCH__LIST);
  assert_int_equal(unit->n_items, 2);
  assert_string_equal(unit->items[1].text, "b");
  assert_int_equal(unit->line, 4);
  assert_true(vouch__equal_n(read.source->bytes + unit->offset, unit->length, "[a, b]"));
  assert_true(vouch__equal_n(read.source->bytes + unit->key_offset, 4, "unit"));
  assert_int_equal(evidence->n_items, 3);
  assert_int_equal(evidence->items[0].line, 8);
  assert_scalar(&read, &evidence->items[1], "at", "00:04:10", "00:04:10");
  assert_scalar(&read, &evidence->items[2], "role", "tutor", "tutor");
  assert_int_equal(vouch_diags_count(read.diags), 0);
  close_text(&read);
}

static void
windows_line_ends_and_marks(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "\xEF\xBB\xBF---  \r\ntitle: Caf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D\r\nunit: u\r\n--- \r\nBody\r\n");
  assert_true(read.front.present);
  assert_scalar(&read, &read.front.root, "title", "Caf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D",
                "Caf\xC3\xA9 \xE2\x80\x9Cq\xE2\x80\x9D");
  assert_scalar(&read, &read.front.root, "unit", "u", "u");
  assert_string_equal(read.source->bytes + read.front.body, "Body\r\n");
  close_text(&read);
}

static void
no_front_matter(void **state)
{
  (void)state;
  static const char *const texts[] = {
      "", "Body", "----\na: b\n---\n", "---\n\nA ruled line.\n", "---\n\nTitle\n---\nText\n", " ---\na: b\n---\n", "---"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct read read;
    open_text(&read, texts[i]);
    assert_false(read.front.present);
    assert_false(read.front.broken);
    assert_int_equal(read.front.body, 0);
    assert_int_equal(read.front.root.n_items, 0);
    assert_int_equal(vouch_diags_count(read.diags), 0);
    close_text(&read);
  }
  struct read read;
  open_text(&read, "\xEF\xBB\xBF"
                   "Body");
  assert_int_equal(read.front.body, 3);
  close_text(&read);
  open_text(&read, "---\n---\nBody");
  assert_true(read.front.present);
  assert_int_equal(read.front.body, 8);
  assert_int_equal(vouch_diags_count(read.diags), 0);
  close_text(&read);
}

/* Each is broken on line 3, or where `line` says, says why, and keeps the keys around it. */
static void
broken_lines_are_explained(void **state)
{
  (void)state;
  static const struct {
    const char *lines;
    uint32_t line, column;
    const char *problem, *hint, *title; /* what title is read as; NULL: not at all */
  } cases[] = {
      {"title: Tiles: two batches", 3, 13, "the value has a colon in it and no quotes round it",
       "Put the title in quotes: title: \"Tiles: two batches\"", "Tiles: two batches"},
      {"title: \"Tiles\": two", 3, 15, "the value has a colon in it and no quotes round it",
       "Put the title in quotes: title: '\"Tiles\": two'", "\"Tiles\": two"},
      {"title: @home", 3, 8, "the value starts with a character that means something else here",
       "Put the title in quotes: title: \"@home\"", "@home"},
      {"title: *Great* day", 3, 14, "the value starts with a character that means something else here",
       "Put the title in quotes: title: \"*Great* day\"", "*Great* day"},
      {"title: 'It's fine'", 3, 12, "the line does not go with the lines above it",
       "Put the title in quotes: title: \"It's fine\"", "It's fine"},
      {"title: \"Tiles", 3, 8, "a quotation mark is opened and never closed", "Put the same mark at the end of the value.",
       "Tiles"},
      {"title: [a, b", 3, 8, "a list is opened with [ and not closed with ]",
       "Write the list on one line, with commas: [DI1, DI2].", "a, b"},
      {"title:Tiles", 3, 1, "there is no blank behind the colon", "Write: title: Tiles", "Tiles"},
      {"title Tiles", 3, 1, "the line has no key with a colon behind it",
       "Each line must be a word, a colon, a blank and a value.", NULL},
      {"  title: Tiles", 3, 8, "the line starts with blanks that do not belong there", "Write it without them: title: Tiles",
       NULL},
      {"\ttitle: Tiles", 3, 1, "the line has a tab where only blanks may be",
       "Take the tab out, or write two blanks in its place.", NULL},
      {"title: \"a\\q\"", 3, 10, "a backslash in double quotes means something else",
       "Use single quotes round the value, or / in place of the backslash.", NULL},
      {"title: - a", 3, 8, "a list starts on the line of its key",
       "Start each item on a line of its own, with a dash, under the key.", NULL},
      {"title: a\x01", 3, 9, "the line holds a character that cannot be shown", "Delete the line and type it anew.", NULL},
      {"title: Tiles\n...", 4, 1, "a line of three dots stands in it", "Take that line out.", "Tiles"},
      {"title: Tiles\nevidence:\n  - file: a: b\n    kind: photo\n  - c", 5, 12,
       "the value has a colon in it and no quotes round it", "Put the file in quotes: - file: \"a: b\"", "Tiles"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct read read;
    char text[512] = "---\nlearner: Callum\n", message[256] = "The front matter cannot be read: ";
    strcat(strcat(text, cases[i].lines), "\nunit: difficult\n---\nBody");
    strcat(strcat(message, cases[i].problem), ".");
    open_text(&read, text);
    assert_int_equal(vouch_diags_count(read.diags), 1);
    assert_diag(&read, 0, "V101", cases[i].line, cases[i].column, message, cases[i].hint);
    assert_true(read.front.present);
    assert_true(read.front.broken);
    assert_string_equal(read.source->bytes + read.front.body, "Body");
    assert_scalar(&read, &read.front.root, "learner", "Callum", "Callum");
    assert_scalar(&read, &read.front.root, "unit", "difficult", "difficult");
    const struct vouch__value *title = vouch__value_get(&read.front.root, "title");
    assert_int_equal(title != NULL, cases[i].title != NULL);
    if (title)
      assert_scalar(&read, &read.front.root, "title", cases[i].title, cases[i].title);
    close_text(&read);
  }
}

static void
several_faults_each_with_its_place(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "---\ntitle: a: b\nlearner: `c\nunit: u\n---\nBody");
  assert_int_equal(vouch_diags_count(read.diags), 2);
  assert_diag(&read, 0, "V101", 2, 9, "The front matter cannot be read: the value has a colon in it and no quotes round it.",
              NULL);
  assert_diag(&read, 1, "V101", 3, 10,
              "The front matter cannot be read: the value starts with a character that means something else here.", NULL);
  assert_scalar(&read, &read.front.root, "unit", "u", "u");
  close_text(&read);
  open_text(&read, "---\n- a\n- b\n---\nBody");
  assert_int_equal(vouch_diags_count(read.diags), 1);
  assert_diag(&read, 0, "V101", 2, 1, "The front matter cannot be read: it is a list.",
              "Each line must be a word, a colon, a blank and a value.");
  assert_int_equal(read.front.root.n_items, 0);
  close_text(&read);
}

static void
duplicate_keys_name_both_lines(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "---\ntitle: a\nunit: u\ntitle: b\nevidence:\n  - {file: c, file: d}\n---\n");
  assert_int_equal(vouch_diags_count(read.diags), 2);
  assert_diag(&read, 0, "V102", 4, 1, "The key title stands twice in the front matter: on line 2 and on line 4.",
              "Take one of the two lines out; vouch uses the first.");
  assert_diag(&read, 1, "V102", 6, 15, "The key file stands twice in the front matter: on line 6 and on line 6.", NULL);
  assert_scalar(&read, &read.front.root, "title", "a", "a");
  assert_int_equal(read.front.root.n_items, 3);
  assert_false(read.front.broken);
  close_text(&read);
}

static void
advanced_yaml_is_refused(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "---\na: &x v\nb: *x\nc: !!str w\n<<: {d: e}\nf: g\n---\nBody");
  static const char *const what[] = {"an anchor (&)", "an alias (*)", "a tag (!)", "a merge key (<<)"};
  assert_int_equal(vouch_diags_count(read.diags), 4);
  for (size_t i = 0; i < 4; i++) {
    char message[128] = "The front matter uses ";
    strcat(strcat(message, what[i]), ", which is not allowed here.");
    assert_diag(&read, i, "V104", (uint32_t)i + 2, i == 3 ? 1 : 4, message,
                "Write the value out in full, or put quotes round text that has such a sign.");
  }
  assert_true(read.front.broken);
  assert_scalar(&read, &read.front.root, "f", "g", "g");
  assert_scalar(&read, &read.front.root, "b", "", "*x");
  assert_null(vouch__value_get(&read.front.root, "d"));
  close_text(&read);
  open_text(&read, "---\na: b\n--- c\n---\nBody");
  assert_diag(&read, 0, "V104", 3, 1, "The front matter uses a second document (---), which is not allowed here.", NULL);
  assert_scalar(&read, &read.front.root, "a", "b", "b");
  close_text(&read);
  open_text(&read, "---\n%YAML 1.1\n--- \na: b\n---\nBody"); /* the second line of dashes closes */
  assert_true(read.front.broken);
  close_text(&read);
}

static void
unclosed_blocks_end_where_the_text_starts(void **state)
{
  (void)state;
  static const struct {
    const char *text, *body, *hint;
  } cases[] = {
      {"---\ntitle: T\nunit: u\n\n## Situation\nI\n\n---\nx\n", "\n## Situation\nI\n\n---\nx\n",
       "Put a line with --- below line 3."},
      {"---\ntitle: T\nunit: u\nI work here.\n", "I work here.\n", "Put a line with --- below line 3."},
      {"---\ntitle: T\n\nunit: u\n\nSituation: I\n", "\nSituation: I\n", "Put a line with --- below line 4."},
      {"---\ntitle: T\nunit:\n  - u\n\n- a list\n", "\n- a list\n", "Put a line with --- below line 4."},
      {"---\ntitle: T\nunit: u", "", "Put a line with --- below line 3."},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct read read;
    open_text(&read, cases[i].text);
    assert_int_equal(vouch_diags_count(read.diags), 1);
    assert_diag(&read, 0, "V105", 1, 1, "The front matter starts on line 1 and is never closed.", cases[i].hint);
    assert_false(read.front.present);
    assert_true(read.front.broken);
    assert_string_equal(read.source->bytes + read.front.body, cases[i].body);
    assert_scalar(&read, &read.front.root, "title", "T", "T");
    assert_non_null(vouch__value_get(&read.front.root, "unit"));
    close_text(&read);
  }
}

static void
caps(void **state)
{
  (void)state;
  enum { SIZE = 40 * 1024 };
  char *text = malloc(SIZE), *out = text;
  assert_non_null(text);
  struct read read;
  memcpy(out, "---\na: ", 8);
  memset(out + 7, 'x', VOUCH_CAP_FRONT_MATTER - 4);
  strcpy(out + 7 + VOUCH_CAP_FRONT_MATTER - 4, "\n---\nBody");
  open_text(&read, text); /* 16 KiB exactly */
  assert_int_equal(vouch_diags_count(read.diags), 0);
  assert_int_equal(read.front.root.n_items, 1);
  close_text(&read);
  strcpy(out + 7 + VOUCH_CAP_FRONT_MATTER - 4, "y\n---\nBody");
  open_text(&read, text);
  assert_diag(&read, 0, "V103", 2, 1, "The front matter is larger than 16 KiB.", "Move long text below the second --- line.");
  assert_true(read.front.broken);
  assert_string_equal(read.source->bytes + read.front.body, "Body");
  close_text(&read);
  memset(out + 7, '[', 9000);
  strcpy(out + 9007, "\nb: c\n---\n");
  open_text(&read, text);
  assert_diag(&read, 0, "V101", 2, 20, "The front matter cannot be read: lists or maps stand too deep in each other.",
              "Write the values in a flatter form.");
  assert_scalar(&read, &read.front.root, "b", "c", "c");
  close_text(&read);
  free(text);
}

struct items {
  char text[128];
  size_t offsets[8], n;
};

static enum vouch_status
collect(const struct vouch__value *item, void *data)
{
  struct items *items = data;
  strcat(strcat(items->text, item->kind == VOUCH__SCALAR ? item->text : "{}"), "|");
  items->offsets[items->n++] = item->offset;
  return VOUCH_OK;
}

static void
lists_in_every_form(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "---\na: DI1, 1.3 ,,DI2\nb: [DI1, \"x, y\"]\nc:\n  - {d: e}\n  - f\ng: {h: i}\nj:\n---\n");
  static const struct {
    const char *key, *items;
  } cases[] = {{"a", "DI1|1.3|DI2|"}, {"b", "DI1|x, y|"}, {"c", "{}|f|"}, {"g", "{}|"}, {"j", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct items items = {.text = ""};
    const struct vouch__value *value = vouch__value_get(&read.front.root, cases[i].key);
    assert_int_equal(vouch__value_each(&read.arena, value, collect, &items), VOUCH_OK);
    assert_string_equal(items.text, cases[i].items);
    if (i == 0)
      assert_int_equal(items.offsets[2], strstr(read.source->bytes, "DI2") - read.source->bytes);
  }
  close_text(&read);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_with_places),
      cmocka_unit_test(windows_line_ends_and_marks),
      cmocka_unit_test(no_front_matter),
      cmocka_unit_test(broken_lines_are_explained),
      cmocka_unit_test(several_faults_each_with_its_place),
      cmocka_unit_test(duplicate_keys_name_both_lines),
      cmocka_unit_test(advanced_yaml_is_refused),
      cmocka_unit_test(unclosed_blocks_end_where_the_text_starts),
      cmocka_unit_test(caps),
      cmocka_unit_test(lists_in_every_form),
  };
  return cmocka_run_group_tests_name("frontmatter", tests, NULL, NULL);
}
