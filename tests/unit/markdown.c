/* SPDX-License-Identifier: MIT */
/* Markdown to leaf blocks: kinds, text, and the place of each byte in the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/context.h"
#include "base/diag.h"
#include "base/str.h"
#include "read/markdown.h"

/* One text as read, with all that has to be freed. */
struct read {
  struct vouch_context context;
  struct vouch__arena arena;
  struct vouch_source *source;
  struct vouch_diags *diags;
  struct vouch__markdown *markdown;
  enum vouch_status status;
};

static void
open_bytes(struct read *read, const char *bytes, size_t size, size_t body)
{
  *read = (struct read){.context = {.allocator = vouch__allocator_default()}};
  vouch__arena_init(&read->arena, read->context.allocator);
  assert_int_equal(vouch_source_new(&read->context, "a.md", bytes, size, &read->source), VOUCH_OK);
  assert_int_equal(vouch_diags_new(&read->context, &read->diags), VOUCH_OK);
  read->status = vouch__markdown_read(&read->arena, read->source, body, read->diags, &read->markdown);
}

static void
open_text(struct read *read, const char *text)
{
  open_bytes(read, text, strlen(text), 0);
  assert_int_equal(read->status, VOUCH_OK);
}

static void
close_text(struct read *read)
{
  vouch_diags_free(read->diags);
  vouch_source_free(read->source);
  vouch__arena_free(&read->arena);
}

static char *
slurp(const char *path, size_t *ret_size)
{
  FILE *file = fopen(path, "rb");
  if (!file)
    fail_msg("cannot open %s", path);
  enum { ROOM = 1 << 19 };
  char *bytes = malloc(ROOM + 1);
  assert_non_null(bytes);
  *ret_size = fread(bytes, 1, ROOM, file);
  bytes[*ret_size] = '\0';
  fclose(file);
  return bytes;
}

/* What must hold of every block whatever was written. Returns the bytes of text whose place is not exact although it is no
 * entity, escape or line end: those of blocks that could not be followed. */
static size_t
check_places(const struct read *read, const char *what)
{
  const struct vouch_source *source = read->source;
  size_t unknown = 0, before = 0;
  for (size_t b = 0; b < read->markdown->n_blocks; b++) {
    const struct vouch__block *block = &read->markdown->blocks[b];
    if (block->src_from < before || block->src_to < block->src_from || block->src_to > source->size)
      fail_msg("%s: block %zu has bytes %zu-%zu behind %zu", what, b, block->src_from, block->src_to, before);
    before = block->src_from;
    assert_int_equal(strlen(block->text), block->len);
    for (size_t i = 0; i < block->len; i++) {
      uint32_t from = block->from[i], to = block->to[i];
      bool line_end = block->text[i] == '\n' && from < source->size && source->bytes[from] == '\r';
      if (from >= to || to > source->size || (i && (from < block->from[i - 1] || to < block->to[i - 1])))
        fail_msg("%s: block %zu byte %zu has place %u-%u", what, b, i, from, to);
      if (to - from == 1 && source->bytes[from] != block->text[i] && !line_end)
        fail_msg("%s: block %zu byte %zu is %c and its place holds %c", what, b, i, block->text[i], source->bytes[from]);
      unknown += block->len > 1 && from == block->src_from && to == block->src_to && to - from > 40;
    }
  }
  for (size_t i = 0; i < read->markdown->n_links; i++) {
    const struct vouch__link *link = &read->markdown->links[i];
    assert_true(link->src_from < link->src_to && link->src_to <= source->size && link->line > 0);
  }
  return unknown;
}

/* Every kind of the text in `needle` has exactly the file's bytes `slice` as its place. */
static void
assert_place(const struct read *read, size_t b, const char *needle, const char *slice)
{
  assert_true(b < read->markdown->n_blocks);
  const struct vouch__block *block = &read->markdown->blocks[b];
  const char *found = strstr(block->text, needle);
  if (!found)
    fail_msg("\"%s\" is not in \"%s\"", needle, block->text);
  size_t at = (size_t)(found - block->text), last = at + strlen(needle) - 1;
  const char *place = read->source->bytes + block->from[at];
  size_t len = block->to[last] - block->from[at];
  if (!vouch__equal_n(place, len, slice))
    fail_msg("\"%s\" has the place \"%.*s\", not \"%s\"", needle, (int)len, place, slice);
}

static void
assert_block(const struct read *read, size_t b, enum vouch__block_kind kind, const char *text)
{
  assert_true(b < read->markdown->n_blocks);
  assert_int_equal(read->markdown->blocks[b].kind, kind);
  assert_string_equal(read->markdown->blocks[b].text, text);
}

static void
blocks_and_their_text(void **state)
{
  (void)state;
  struct read read;
  open_text(&read,
            "## What *I* did ##\n\nOne\ntwo.\n\nSet\n===\n\n- a\n\n  b\n> > q\n\n```c\nx  y\n```\n<div>\nz\n</div>\n\n***\n");
  assert_int_equal(read.markdown->n_blocks, 8);
  assert_block(&read, 0, VOUCH__HEADING, "What I did");
  assert_int_equal(read.markdown->blocks[0].level, 2);
  assert_int_equal(read.markdown->blocks[0].src_from, 0);
  assert_int_equal(read.markdown->blocks[0].src_to, 18);
  assert_block(&read, 1, VOUCH__PARAGRAPH, "One\ntwo.");
  assert_int_equal(read.markdown->blocks[1].line, 3);
  assert_int_equal(read.markdown->blocks[1].src_to - read.markdown->blocks[1].src_from, 8);
  assert_block(&read, 2, VOUCH__HEADING, "Set");
  assert_int_equal(read.markdown->blocks[2].level, 1);
  assert_block(&read, 3, VOUCH__PARAGRAPH, "a");
  assert_true(read.markdown->blocks[3].item_start);
  assert_int_equal(read.markdown->blocks[3].list_depth, 1);
  assert_block(&read, 4, VOUCH__PARAGRAPH, "b");
  assert_false(read.markdown->blocks[4].item_start);
  assert_int_equal(read.markdown->blocks[4].list_depth, 1);
  assert_block(&read, 5, VOUCH__PARAGRAPH, "q");
  assert_int_equal(read.markdown->blocks[5].quote_depth, 2);
  assert_int_equal(read.markdown->blocks[5].list_depth, 0);
  assert_block(&read, 6, VOUCH__CODE_BLOCK, "x  y\n");
  assert_place(&read, 6, "x  y", "x  y");
  assert_block(&read, 7, VOUCH__HTML_BLOCK, "<div>\nz\n</div>\n");
  assert_place(&read, 7, "z\n</div>", "z\n</div>");
  assert_int_equal(check_places(&read, "blocks"), 0);
  close_text(&read);
}

static void
markup_is_left_out_and_places_stay(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "I **rang** *her* `a  b` &amp; said \\*sorry\\*, caf&eacute; &#163;5 &nGt; &bogus; AT&T 5 < 6.\n");
  assert_block(&read, 0, VOUCH__PARAGRAPH,
               "I rang her a  b & said *sorry*, caf\xC3\xA9 \xC2\xA3"
               "5 \xE2\x89\xAB\xE2\x83\x92 &bogus; AT&T 5 < 6.");
  assert_place(&read, 0, "rang", "rang");
  assert_place(&read, 0, "rang her", "rang** *her");
  assert_place(&read, 0, "a  b", "a  b");
  assert_place(&read, 0, "& said", "&amp; said");
  assert_place(&read, 0, "*sorry*", "\\*sorry\\*");
  assert_place(&read, 0, "\xC3\xA9", "&eacute;");
  assert_place(&read, 0, "\xA9", "&eacute;");
  assert_place(&read, 0, "\xC2\xA3", "&#163;");
  assert_place(&read, 0, "\xE2\x83\x92", "&nGt;");
  assert_place(&read, 0, "&bogus; AT&T", "&bogus; AT&T");
  assert_int_equal(check_places(&read, "markup"), 0);
  close_text(&read);
}

static void
links_of_every_form(void **state)
{
  (void)state;
  struct read read;
  open_text(&read,
            "See [the *log*](evidence/log%20a.jpg \"a (b)\") and ![photo &amp; me](<e/p q.png>), [ref][Log], [log][], [log],\n"
            "<https://a.b/?x&amp;y>, [x](a(b)c\n  'd') [t [u]](v) end.\n\n[log]: evidence/ref.txt\n");
  assert_block(&read, 0, VOUCH__PARAGRAPH, "See the log and photo & me, ref, log, log,\nhttps://a.b/?x&y, x t [u] end.");
  assert_int_equal(read.markdown->n_links, 8);
  static const char *const targets[] = {"evidence/log%20a.jpg",
                                        "e/p q.png",
                                        "evidence/ref.txt",
                                        "evidence/ref.txt",
                                        "evidence/ref.txt",
                                        "https://a.b/?x&y",
                                        "a(b)c",
                                        "v"};
  static const char *const sources[] = {"[the *log*](evidence/log%20a.jpg \"a (b)\")",
                                        "![photo &amp; me](<e/p q.png>)",
                                        "[ref][Log]",
                                        "[log][]",
                                        "[log]",
                                        "<https://a.b/?x&amp;y>",
                                        "[x](a(b)c\n  'd')",
                                        "[t [u]](v)"};
  for (size_t i = 0; i < 8; i++) {
    const struct vouch__link *link = &read.markdown->links[i];
    assert_string_equal(link->target, targets[i]);
    assert_int_equal(link->image, i == 1);
    assert_int_equal(link->line, i < 5 ? 1 : i < 7 ? 2 : 3);
    assert_true(vouch__equal_n(read.source->bytes + link->src_from, link->src_to - link->src_from, sources[i]));
  }
  assert_place(&read, 0, "https://a.b/?x&y, x", "https://a.b/?x&amp;y>, [x");
  assert_place(&read, 0, "end", "end");
  assert_int_equal(check_places(&read, "links"), 0);
  close_text(&read);
}

static void
definitions_before_the_text(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "[a]: /x \"t\"\n[b]:\n  <y>\n  'u\nv'\nI told her [a] and [b].\n\n[c]: /z\nTitle\n===\n");
  assert_int_equal(read.markdown->n_blocks, 2);
  assert_block(&read, 0, VOUCH__PARAGRAPH, "I told her a and b.");
  assert_int_equal(read.markdown->blocks[0].line, 6);
  assert_place(&read, 0, "her", "her");
  assert_block(&read, 1, VOUCH__HEADING, "Title");
  assert_int_equal(read.markdown->blocks[1].line, 9);
  assert_place(&read, 1, "Title", "Title");
  close_text(&read);
}

static void
lines_that_go_on(void **state)
{
  (void)state;
  struct read read;
  open_text(
      &read,
      "> - I rang\n>   her  \n    back\\\nand\n> said `so\n> I` <b\n> c=\"d\">did</b>.\n\n1.  One\n\ttwo\n three<br>four\n"
      "\n> a\n>      > b\n");
  assert_block(&read, 0, VOUCH__PARAGRAPH, "I rang\nher\nback\nand\nsaid so\nI did.");
  assert_place(&read, 0, "rang\nher\nback", "rang\n>   her  \n    back");
  assert_place(&read, 0, "so\nI", "so\n> I");
  assert_place(&read, 0, "did.", "did</b>.");
  assert_place(&read, 0, "\nback", "  \n    back");
  assert_block(&read, 1, VOUCH__PARAGRAPH, "One\ntwo\nthree\nfour");
  assert_place(&read, 1, "two\nthree\nfour", "two\n three<br>four");
  assert_block(&read, 2, VOUCH__PARAGRAPH, "a\n> b");
  assert_place(&read, 2, "> b", "> b");
  assert_int_equal(check_places(&read, "lines"), 0);
  close_text(&read);
}

static void
line_ends_and_marks_of_windows(void **state)
{
  (void)state;
  struct read read;
  open_text(&read, "\xEF\xBB\xBF# Tiles\r\n\r\nI rang  \r\nhim \xF0\x9F\x98\x80 and \xE2\x80\x9Csaid\xE2\x80\x9D\rso.\r\n");
  assert_block(&read, 0, VOUCH__HEADING, "Tiles");
  assert_int_equal(read.markdown->blocks[0].src_from, 3);
  assert_place(&read, 0, "Tiles", "Tiles");
  assert_block(&read, 1, VOUCH__PARAGRAPH, "I rang\nhim \xF0\x9F\x98\x80 and \xE2\x80\x9Csaid\xE2\x80\x9D\nso.");
  assert_place(&read, 1, "\nhim", "  \r\nhim");
  assert_place(&read, 1, "said\xE2\x80\x9D\nso", "said\xE2\x80\x9D\rso");
  assert_int_equal(read.markdown->blocks[1].line, 3);
  close_text(&read);
  const char front[] = "---\ntitle: T\n---\nSo *it* went.\n";
  open_bytes(&read, front, sizeof front - 1, 17);
  assert_int_equal(read.status, VOUCH_OK);
  assert_int_equal(read.markdown->n_blocks, 1);
  assert_int_equal(read.markdown->blocks[0].line, 4);
  assert_place(&read, 0, "it went", "it* went");
  close_text(&read);
}

static void
bold_words_that_begin_a_line(void **state)
{
  (void)state;
  static const struct {
    const char *text, *bolds;
  } cases[] = {{"**Situation**\n", "Situation|"},
               {"**Situation:** I work\n", "Situation:|"},
               {"***Task***\nI\n__Action__:  \nI **did**\n  **Result**\n", "Task|Action|Result|"},
               {"I **did** it\n", ""},
               {"****a** b** **c**\n", "a b|"},
               {"> **a *b*\n> c** d\n> `x` **y**\n", "a b\nc|"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct read read;
    char bolds[64] = "";
    open_text(&read, cases[i].text);
    const struct vouch__block *block = &read.markdown->blocks[0];
    for (size_t k = 0; k < block->n_bolds; k++)
      strcat(strncat(bolds, block->text + block->bolds[k].from, block->bolds[k].to - block->bolds[k].from), "|");
    assert_string_equal(bolds, cases[i].bolds);
    assert_int_equal(check_places(&read, cases[i].text), 0);
    close_text(&read);
  }
}

/* Lines that are hard to follow: each must keep exact places. */
static void
nasty_text_keeps_its_places(void **state)
{
  (void)state;
  static const char *const texts[] = {
      "***a** b* **c *d*** ****e**** _f_ __g *h* i__ *j**k* **l*m* n*o*p 2*3*4 _a_b_ *\n",
      "``a ` b`` ` c ` `` ` `` ```d``` `e\\` \\`f` unclosed ` tick\n",
      "[a] [b](c [d]() [e](<f g> (h)) [i\\]](j) [k]( l ) ![m ![n](o) p](q) [*r*](s*t) ]( [![u](v)](w)\n",
      "<a@b.cd> <http://x.y/z_*_> <x> <!-- *c* --> <b>i</b> a<b 1<2 <?p ?> <![CDATA[*q*]]> &lt;b&gt; &#x41;&#0; &copy &ampx;\n",
      "\\\\ \\a \\* \\&amp; &amp;amp; &amp;amp;amp; &#38;&#35;38; \\<b> \\[x](y) \\`z` \\\n next\\\nlast\\\n",
      "-\ta\n\tb\n \t c\n\n1. x\n  - y\n    z\n   lazy\n   > q\n  lazy *q\n  r* s\n+ * 1) deep\n  text\n",
      ">a\n> b\nc\n >  d\n>\te\n\n> > f\n> g\nh\n>> i\n\n   > j\n   k\n\n- > l\n  > m\n  n\n  >o\n",
      "Title `a`\n  more **b**\n---\n# b # c ##   \n#\n##\t d\n### \\#\n#### e #\\##\n##### f#\n",
      "a  \nb   \n  c\t\nd \\\ne `f  \n g` [h  \n i](j\n 'k\n l') <m\n n> *o  \np*\n",
      "caf\xC3\xA9 \xE2\x80\x98q\xE2\x80\x99 \xE2\x80\x93 \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD &pound;5&nbsp;\xC2\xA0\n",
      "x\xEF\xBB\xBFy\n",
      "[a]: b\n[c]: <d e> (f\n g) \n[h]:\n\ti 'j\nText [a] [c] [h]:\n[k]: not\n",
      "    code\n\ttab\n\n- \tx\n\n  \t  code\n\n~~~ a\nb\n\n  c\n> \n~~~\n- ```\n  d\n   e\n  ```\n> <div>\n> f\n> </div>\n",
      "a <br/>b<br>\nc <BR /> d\n*e<br>*f\n",
      "**Situation:**  \nI *was*\n**Task**\n\n* * *\n- - - -\n_ _ _\nend",
      "a\vb\fc\n \v d \n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct read read;
    open_text(&read, texts[i]);
    size_t unknown = check_places(&read, texts[i]);
    if (unknown)
      fail_msg("text %zu: %zu bytes without an exact place", i, unknown);
    close_text(&read);
  }
}

/* Variants of a whole account. Each writes into `out`, which has room for eight times the text. */
enum variant { AS_IT_IS, WINDOWS, OLD_MAC, WITH_BOM, LAZY, QUOTED, LISTED, TABBED, DRESSED, VARIANTS };

static void
vary_line(enum variant variant, const char *line, size_t len, size_t n, char **out)
{
  static const char *const ends[] = {"\n", "\r\n", "\r", "\n", "\n", "\n", "\n", "\n", "  \n"};
  bool text = len > 0 && *line != '#';
  *out += sprintf(*out, "%s",
                  !text                      ? (variant == QUOTED ? ">" : "")
                  : variant == LAZY && n % 3 ? "     "
                  : variant == QUOTED        ? "> > - "
                  : variant == LISTED        ? "  * 1. "
                  : variant == TABBED        ? "-\t\t"
                                             : "");
  for (size_t i = 0; i < len; i++) {
    if (variant != DRESSED || !text)
      *(*out)++ = line[i];
    else if (line[i] == '\'')
      *out += sprintf(*out, "&rsquo;");
    else if (line[i] == 'e' && i % 7 == 0)
      *out += sprintf(*out, "&#101;");
    else if (line[i] == ',' || line[i] == '.')
      *out += sprintf(*out, "\\%c", line[i]);
    else if (line[i] == ' ' && i % 11 == 0)
      *out += sprintf(*out, "\n \t");
    else if (line[i] == ' ' && i % 13 == 0)
      *out += sprintf(*out, " `` x ` y `` [**z**](<a b> \"c\") <i>i</i>\xF0\x9F\x98\x80 ");
    else
      *(*out)++ = line[i];
  }
  *out += sprintf(*out, "%s", ends[variant]);
}

static void
check_account(const char *path)
{
  size_t size, total = 0;
  char *bytes = slurp(path, &size), *room = malloc(size * 12 + 64);
  assert_non_null(room);
  for (enum variant variant = 0; variant < VARIANTS; variant++) {
    char *out = room;
    if (variant == WITH_BOM)
      out += sprintf(out, "\xEF\xBB\xBF");
    size_t n = 0;
    for (const char *line = bytes; *line; n++) {
      size_t len = strcspn(line, "\n");
      vary_line(variant, line, len, n, &out);
      line += len + (line[len] == '\n');
    }
    struct read read;
    open_bytes(&read, room, (size_t)(out - room), 0);
    assert_int_equal(read.status, VOUCH_OK);
    size_t unknown = check_places(&read, path);
    if (unknown)
      fail_msg("%s, variant %d: %zu bytes without an exact place", path, (int)variant, unknown);
    total += read.markdown->n_blocks;
    close_text(&read);
  }
  assert_true(total > 9 * 5);
  free(room);
  free(bytes);
}

static void
accounts_keep_their_places(void **state)
{
  (void)state;
  size_t seen = 0;
  for (char set = 'a'; set <= 'f'; set++) {
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "%s/accounts/%c", getenv("VOUCH_TESTS"), set);
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
      if (!strstr(entry->d_name, ".md"))
        continue;
      snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
      check_account(path);
      seen++;
    }
    closedir(dir);
  }
  assert_int_equal(seen, 120);
}

static void
assert_refused(const char *bytes, size_t size, const char *code, uint32_t line, const char *message)
{
  struct read read;
  clock_t start = clock();
  open_bytes(&read, bytes, size, 0);
  assert_int_equal(read.status, VOUCH_LIMIT);
  assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 0.2);
  assert_int_equal(vouch_diags_count(read.diags), 1);
  const struct vouch_diag *diag = vouch_diags_get(read.diags, 0);
  assert_string_equal(diag->code, code);
  assert_int_equal(diag->line, line);
  assert_string_equal(diag->message, message);
  close_text(&read);
}

static const char too_deep[] = "Quotes or lists stand more than 32 deep on this line; the file was not checked.";

static void
hostile_files(void **state)
{
  (void)state;
  static const struct {
    const char *name, *code, *message;
  } cases[] = {
      {"deepquote-50k.md", "V015", too_deep},
      {"quad-deeplist-9k.md", "V015", too_deep},
      {"quad-emph-deepquote-60k.md", "V015", too_deep},
      {"quad-image-openers-60k.md", "V016", "There are more than 500 picture marks (![) in the file; it was not checked."}};
  char path[1024];
  size_t size;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    snprintf(path, sizeof path, "%s/hostile/markdown/%s", getenv("VOUCH_TESTS"), cases[i].name);
    char *bytes = slurp(path, &size);
    assert_refused(bytes, size, cases[i].code, 1, cases[i].message);
    free(bytes);
  }
  struct read read;
  snprintf(path, sizeof path, "%s/hostile/markdown/xss.md", getenv("VOUCH_TESTS"));
  char *bytes = slurp(path, &size);
  open_bytes(&read, bytes, size, 0);
  assert_int_equal(read.status, VOUCH_OK);
  assert_int_equal(check_places(&read, path), 0);
  assert_int_equal(read.markdown->n_links, 31);
  assert_string_equal(read.markdown->links[2].target, "java\nscript:alert(1)");
  close_text(&read);
  free(bytes);
}

static void
append_n(char **out, const char *text, size_t n)
{
  for (size_t i = 0; i < n; i++)
    *out += sprintf(*out, "%s", text);
}

static void
caps_count_what_nests(void **state)
{
  (void)state;
  char *room = malloc(1 << 16), *out = room;
  assert_non_null(room);
  for (size_t i = 0; i < 40; i++) { /* one list in the other, a line each */
    append_n(&out, " ", 2 * i);
    append_n(&out, "- a\n", 1);
  }
  assert_refused(room, (size_t)(out - room), "V015", 33, too_deep);
  out = room;
  for (size_t i = 0; i < 16; i++)
    append_n(&out, "> - ", 1);
  append_n(&out, "> a\n", 1);
  assert_refused(room, (size_t)(out - room), "V015", 1, too_deep);
  out = room;
  append_n(&out, "I rang.\n\n", 2);
  append_n(&out, "![a](b) ", 500);
  append_n(&out, "\n![c](d)\n", 1);
  assert_refused(room, (size_t)(out - room), "V016", 6,
                 "There are more than 500 picture marks (![) in the file; it was not checked.");
  free(room);
}

/* What an honest person writes, however odd, is read. */
static void
caps_spare_honest_text(void **state)
{
  (void)state;
  char *room = malloc(1 << 16), *out = room;
  assert_non_null(room);
  append_n(&out, "- ", 60); /* a ruled line */
  append_n(&out, "\n\n", 1);
  append_n(&out, "* ", 60);
  append_n(&out, "\n\n", 1);
  append_n(&out, ">", 32);
  append_n(&out, " a\n\n", 1);
  append_n(&out, "- ", 32);
  append_n(&out, "a\n\n", 1);
  for (size_t i = 0; i < 200; i++) { /* lists that start anew, and numbers */
    append_n(&out, " ", i % 5);
    append_n(&out, "1. a\n", 1);
    append_n(&out, " ", 3 + i % 5);
    append_n(&out, "- b\n\nI rang her.\n\n", 1);
  }
  append_n(&out, "![a](b) ", 500);
  struct read read;
  open_bytes(&read, room, (size_t)(out - room), 0);
  assert_int_equal(read.status, VOUCH_OK);
  assert_int_equal(vouch_diags_count(read.diags), 0);
  assert_int_equal(check_places(&read, "honest"), 0);
  close_text(&read);
  free(room);
}

/* Large inputs of one kind stay far below a second. */
static void
large_inputs_are_quick(void **state)
{
  (void)state;
  static const char *const pieces[] = {"[a](",
                                       "*_",
                                       "[](",
                                       "&",
                                       "[a]: b\n",
                                       "[a]: b\nx [a]\n\n",
                                       "a `b ",
                                       "&a;",
                                       "<a ",
                                       "x <!A ",
                                       "**x [a*b**c*](d) ",
                                       "- x\n",
                                       "[a]: <\n",
                                       "[a\n]:\n",
                                       "\\",
                                       "* a\n\n> b\n",
                                       "[a](b\n",
                                       "a<br>"};
  enum { SIZE = 256 * 1024 };
  char *room = malloc(SIZE + 64);
  assert_non_null(room);
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    size_t len = strlen(pieces[i]), n = SIZE / len;
    for (size_t k = 0; k < n; k++)
      memcpy(room + k * len, pieces[i], len);
    struct read read;
    clock_t start = clock();
    open_bytes(&read, room, n * len, 0);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_int_equal(read.status, VOUCH_OK);
    if (seconds > 5)
      fail_msg("\"%s\" took %.1f s", pieces[i], seconds);
    check_places(&read, pieces[i]);
    close_text(&read);
  }
  free(room);
}

static void
nothing_to_read(void **state)
{
  (void)state;
  static const char *const texts[] = {"", "\n", "\xEF\xBB\xBF", "   ", "---\n", "[a]: b\n", "<!-- c"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct read read;
    open_text(&read, texts[i]);
    assert_int_equal(read.markdown->n_blocks, i == 6);
    assert_int_equal(check_places(&read, texts[i]), 0);
    close_text(&read);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blocks_and_their_text),
      cmocka_unit_test(markup_is_left_out_and_places_stay),
      cmocka_unit_test(links_of_every_form),
      cmocka_unit_test(definitions_before_the_text),
      cmocka_unit_test(lines_that_go_on),
      cmocka_unit_test(line_ends_and_marks_of_windows),
      cmocka_unit_test(bold_words_that_begin_a_line),
      cmocka_unit_test(nasty_text_keeps_its_places),
      cmocka_unit_test(accounts_keep_their_places),
      cmocka_unit_test(hostile_files),
      cmocka_unit_test(caps_count_what_nests),
      cmocka_unit_test(caps_spare_honest_text),
      cmocka_unit_test(large_inputs_are_quick),
      cmocka_unit_test(nothing_to_read),
  };
  return cmocka_run_group_tests_name("markdown", tests, NULL, NULL);
}
