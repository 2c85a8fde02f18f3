/* SPDX-License-Identifier: MIT */
/* XML from strangers: what is refused, with which code and where, and the tree of what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/context.h"
#include "base/source.h"
#include "read/xml.h"

static struct vouch_context context;

struct result {
  struct vouch__arena arena;
  struct vouch_source *source;
  struct vouch_diags *diags;
  const struct vouch__xml *root;
  enum vouch_status status;
};

static void
read_bytes(struct result *result, const void *bytes, size_t size, bool validate)
{
  *result = (struct result){0};
  vouch__arena_init(&result->arena, context.allocator);
  assert_int_equal(vouch_diags_new(&context, &result->diags), VOUCH_OK);
  assert_int_equal(vouch_source_new(&context, "r.xml", bytes, size, &result->source), VOUCH_OK);
  result->status = vouch__xml_read(&result->arena, result->source, VOUCH_CAP_RUBRIC, validate, result->diags, &result->root);
}

static void
finish(struct result *result)
{
  vouch_source_free(result->source);
  vouch_diags_free(result->diags);
  vouch__arena_free(&result->arena);
}

/* The messages, one a line: "V209:3: text [hint]". */
static void
assert_messages(const struct result *result, const char *wanted)
{
  static char all[8192];
  all[0] = '\0';
  for (size_t i = 0; i < vouch_diags_count(result->diags); i++) {
    const struct vouch_diag *diag = vouch_diags_get(result->diags, i);
    size_t at = strlen(all);
    snprintf(all + at, sizeof all - at, "%s:%u: %s [%s]\n", diag->code, (unsigned)diag->line, diag->message,
             diag->hint ? diag->hint : "");
  }
  assert_string_equal(all, wanted);
}

static void
assert_code(const struct result *result, const char *code, unsigned line)
{
  assert_true(vouch_diags_count(result->diags) >= 1);
  const struct vouch_diag *diag = vouch_diags_get(result->diags, 0);
  assert_string_equal(diag->code, code);
  assert_int_equal(diag->line, line);
  assert_null(result->root);
}

static char *
slurp(const char *name, size_t *ret_size)
{
  const char *tests = getenv("VOUCH_TESTS");
  char path[1024];
  snprintf(path, sizeof path, "%s/hostile/xml/%s", tests ? tests : "tests", name);
  FILE *file = fopen(path, "rb");
  if (!file)
    fail_msg("%s is not there", path);
  char *bytes = malloc(1 << 20);
  *ret_size = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  return bytes;
}

static void
refuses_hazards(void **state)
{
  (void)state;
  static const struct {
    const char *name, *code;
    unsigned line;
  } cases[] = {
      {"bad.xml", "V209", 1},       {"catpi.xml", "V210", 1}, {"deep300.xml", "V207", 1},     {"evilcat.xml", "V211", 1},
      {"extdtd.xml", "V202", 1},    {"lol.xml", "V202", 1},   {"lolattr.xml", "V202", 1},     {"u16.xml", "V012", 1},
      {"utf7.xml", "V203", 1},      {"xinc.xml", "V211", 1},  {"xsi.xml", "V211", 1},         {"xsi2.xml", "V211", 1},
      {"xxe-param.xml", "V202", 1}, {"xxe.xml", "V202", 1},   {"attrs-12500.xml", "V206", 1}, {"gz.xml", "V204", 1},
      {"name60k.xml", "V206", 1},   {"quad.xml", "V208", 0},  {"quadattr.xml", "V202", 1},    {"schema.xml", "V209", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t size;
    char *bytes = slurp(cases[i].name, &size);
    struct result result;
    read_bytes(&result, bytes, size, true);
    assert_true(result.status == VOUCH_INPUT || result.status == VOUCH_LIMIT);
    assert_code(&result, cases[i].code, cases[i].line);
    finish(&result);
    free(bytes);
  }
}

/* A root element with `n` times `unit` between `head` and `tail`. */
static void
read_repeated(struct result *result, const char *head, const char *unit, size_t n, const char *tail)
{
  size_t len = strlen(unit), size = strlen(head) + n * len + strlen(tail);
  char *bytes = malloc(size + 1), *at = bytes + strlen(head);
  strcpy(bytes, head);
  for (size_t i = 0; i < n; i++, at += len)
    memcpy(at, unit, len);
  strcpy(at, tail);
  read_bytes(result, bytes, size, true);
  free(bytes);
}

static void
refuses_by_size(void **state)
{
  (void)state;
  struct result result;
  read_repeated(&result, "<r a", " b=\"1\" c", 4000, "/>");
  assert_int_equal(result.status, VOUCH_LIMIT);
  assert_messages(&result, "V206:1: A tag is longer than 16 KiB. [Move long text from attributes into elements.]\n");
  finish(&result);
  read_repeated(&result, "<", "n", 60000, "/>");
  assert_code(&result, "V206", 1);
  finish(&result);
  read_repeated(&result, "", "<a>", 65, "");
  assert_int_equal(result.status, VOUCH_LIMIT);
  assert_messages(&result, "V207:1: Elements stand more than 64 deep. [Look for an end tag that is missing.]\n");
  finish(&result);
  read_repeated(&result, "<r>", "x", VOUCH_CAP_RUBRIC, "</r>");
  assert_int_equal(result.status, VOUCH_LIMIT);
  assert_messages(&result, "V208:0: The file is larger than 256 KiB. [Split the file, or take out what is not needed.]\n");
  finish(&result);
}

static void
refuses_bytes(void **state)
{
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    const char *messages;
  } cases[] = {
      {"\x1f\x8b\x08", 3, "V204:1: The file is compressed (gzip), not XML. [Unpack it first, and give the XML file itself.]\n"},
      {"PK\x03\x04", 4, "V204:1: The file is compressed (zip), not XML. [Unpack it first, and give the XML file itself.]\n"},
      {"<r>\n\0</r>", 9, "V205:2: The file holds a zero byte at 4: it is not XML. [Save the file as plain text in UTF-8.]\n"},
      {"<?xml version='1.0' encoding='latin1'?><r>\xe9</r>", 47,
       "V203:1: The file declares the encoding latin1; only UTF-8 is read. [Save the file as UTF-8 and write "
       "encoding=\"UTF-8\" in its first line.]\n"},
      {"<r>\n \xe9</r>", 10,
       "V011:2: The file looks like Windows-1252, as Notepad saves it: byte 5 is 0xE9. It was not checked. [In Notepad choose "
       "Save As, then Encoding: UTF-8, and save.]\n"},
      {"", 0,
       "V201:1: The file is not well-formed XML: there is no element in it. [The mistake is at this place or just before "
       "it.]\n"},
      {"<a>\n<b>\n</c></a>", 16,
       "V201:3: The file is not well-formed XML: <b> of line 2 is closed by </c>. [The mistake is at this place or just before "
       "it.]\n"},
      {"<a>\n<b>", 7,
       "V201:2: The file is not well-formed XML: the file ends before <b> is closed. [The mistake is at this place or just "
       "before it.]\n"},
      {"<a>\n&lol;</a>", 13,
       "V201:2: The file is not well-formed XML: the entity &lol; is not known; write the sign itself. [The mistake is at this "
       "place or just before it.]\n"},
      {"<a>\nB & B</a>", 13,
       "V201:2: The file is not well-formed XML: there is a & or < in the text that is no markup; write &amp; or &lt;. [The "
       "mistake is at this place or just before it.]\n"},
      {"<a b='1'\nb='2'/>", 16,
       "V201:2: The file is not well-formed XML: the attribute b stands twice in one tag. [The mistake is at this place or "
       "just "
       "before it.]\n"},
      {"<a/>\n<b/>", 9,
       "V201:2: The file is not well-formed XML: there is text after the end of the root element. [The mistake is at this "
       "place "
       "or just before it.]\n"},
      {"<a/><?php x?>", 13, "V210:1: The file holds the processing instruction php, which is refused. [Take it out.]\n"},
      {"<a b:c='1'/>", 12, "V211:1: The file uses a namespace, which is refused. [Write names without a colon.]\n"},
      {"<recipe/>", 9,
       "V209:1: The rubric does not follow its schema: the root is <recipe>; expected is <rubric> or <concepts>. []\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct result result;
    read_bytes(&result, cases[i].bytes, cases[i].size, true);
    assert_int_equal(result.status, VOUCH_INPUT);
    assert_messages(&result, cases[i].messages);
    finish(&result);
  }
}

static void
explains_schema(void **state)
{
  (void)state;
  static const char *const wanted =
      "V209:1: The rubric does not follow its schema: the attribute id of <rubric> has the wrong form. [A name for machines: "
      "it starts with a letter and goes on with letters, digits, points, hyphens and underscores; at most 63 signs.]\n"
      "V209:1: The rubric does not follow its schema: the attribute version of <rubric> has the wrong form. [A version: digits "
      "and points, such as 1.0.]\n"
      "V209:1: The rubric does not follow its schema: <rubric> has no attribute titel. [Look for a slip in its name.]\n"
      "V209:1: The rubric does not follow its schema: <rubric> needs the attribute title. []\n"
      "V209:2: The rubric does not follow its schema: the attribute min of <words> has the wrong form. [A whole number from "
      "1.]\n"
      "V209:3: The rubric does not follow its schema: the attribute concepts of <use> has the wrong form. [The name of a file "
      "in the same folder: no folders, no leading point.]\n"
      "V209:4: The rubric does not follow its schema: the attribute kind of <criterion> must be knowledge, skill, behaviour or "
      "assessment-criterion, not \"skil\". [Did you mean skill?]\n"
      "V209:4: The rubric does not follow its schema: the attribute mandatory of <criterion> must be yes or no, not \"maybe\". "
      "[]\n"
      "V209:5: The rubric does not follow its schema: <guidance> cannot stand here; expected is <statement>. []\n"
      "V209:8: The rubric does not follow its schema: the text of <statement> must not be empty. []\n"
      "V209:9: The rubric does not follow its schema: the attribute actor of <indicator> must be learner, we, other, customer, "
      "unknown or any, not \"lerner\". [Did you mean learner?]\n"
      "V209:9: The rubric does not follow its schema: the attribute section of <indicator> must be situation, task, action, "
      "result, reflection or other, not \"actions\". [Did you mean action?]\n"
      "V209:9: The rubric does not follow its schema: the attribute at-least of <indicator> has the wrong form. [A whole "
      "number from 1.]\n"
      "V209:9: The rubric does not follow its schema: <any> is not complete; <all>, <any>, <unless> or <indicator> must "
      "follow. []\n"
      "V209:11: The rubric does not follow its schema: <mistake> holds text, but only elements may stand in it. []\n"
      "V209:11: The rubric does not follow its schema: <mistake> is not complete; <guidance> or <present> must follow. []\n"
      "V209:12: The rubric does not follow its schema: <phrase> has no attribute needs. [Look for a slip in its name.]\n"
      "V209:12: The rubric does not follow its schema: the attribute needs of <pattern> has the wrong form. [Words with bars "
      "between them: until|till.]\n"
      "V209:12: The rubric does not follow its schema: <pattern> holds an element, but only text may stand in it. []\n"
      "V209:13: The rubric does not follow its schema: <example> cannot stand here; expected is <alias>, <phrase> or "
      "<pattern>. []\n";
  size_t size;
  char *bytes = slurp("schema.xml", &size);
  struct result result;
  read_bytes(&result, bytes, size, true);
  assert_int_equal(result.status, VOUCH_INPUT);
  assert_messages(&result, wanted);
  finish(&result);
  free(bytes);
}

static void
gives_the_tree(void **state)
{
  (void)state;
  static const char text[] = "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- <!DOCTYPE x> -->\n"
                             "<r a=' one  two ' b=\"&lt;&amp;\">\n  some\n text <k/> &#233; <![CDATA[<?x <!DOCTYPE]]>\n"
                             "  <k id=\"2\">in</k>\n</r>\n";
  struct result result;
  read_bytes(&result, text, sizeof text - 1, false);
  assert_messages(&result, "");
  assert_int_equal(result.status, VOUCH_OK);
  const struct vouch__xml *root = result.root;
  assert_string_equal(root->name, "r");
  assert_int_equal(root->line, 3);
  assert_string_equal(root->text, "some text \xC3\xA9 <?x <!DOCTYPE");
  assert_string_equal(vouch__xml_attr(root, "a"), "one two");
  assert_string_equal(vouch__xml_attr(root, "b"), "<&");
  assert_null(vouch__xml_attr(root, "c"));
  assert_int_equal(root->n_kids, 2);
  assert_ptr_equal(vouch__xml_kid(root, "k"), &root->kids[0]);
  assert_null(vouch__xml_kid(root, "z"));
  assert_string_equal(root->kids[0].text, "");
  assert_string_equal(root->kids[1].text, "in");
  assert_int_equal(root->kids[1].line, 6);
  finish(&result);
}

int
main(void)
{
  context.allocator = vouch__allocator_default();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refuses_hazards), cmocka_unit_test(refuses_by_size), cmocka_unit_test(refuses_bytes),
      cmocka_unit_test(explains_schema), cmocka_unit_test(gives_the_tree),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
