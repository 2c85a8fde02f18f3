/* SPDX-License-Identifier: MIT */
/* Rubrics: what is read from one, and each thing that makes it unusable. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <vouch/io.h>

#include "base/context.h"
#include "base/digest.h"
#include "base/source.h"
#include "model/rubric.h"

static struct vouch_context *context;

/* Concept files by name; the ones asked for are written down. */
struct shelf {
  const char *const *files; /* name, text, ..., NULL */
  char asked[200];
};

static enum vouch_status
load(const char *name, struct vouch_source **ret_source, void *data)
{
  struct shelf *shelf = data;
  strcat(strcat(shelf->asked, name), " ");
  for (size_t i = 0; shelf->files && shelf->files[i]; i += 2)
    if (strcmp(shelf->files[i], name) == 0)
      return vouch_source_new(context, name, shelf->files[i + 1], strlen(shelf->files[i + 1]), ret_source);
  return VOUCH_INPUT;
}

static enum vouch_status
read_text(const char *text, struct shelf *shelf, struct vouch_diags *diags, struct vouch_rubric **ret_rubric)
{
  struct vouch_source *source = NULL;
  assert_int_equal(vouch_source_new(context, "r.xml", text, strlen(text), &source), VOUCH_OK);
  enum vouch_status status = vouch_rubric_read(context, source, true, load, shelf, diags, ret_rubric);
  vouch_source_free(source);
  return status;
}

/* The messages, one a line: "V222 r.xml:3: text [hint]". */
static const char *
messages(struct vouch_diags *diags)
{
  static char all[4096];
  all[0] = '\0';
  vouch_diags_sort(diags);
  for (size_t i = 0; i < vouch_diags_count(diags); i++) {
    const struct vouch_diag *d = vouch_diags_get(diags, i);
    size_t at = strlen(all);
    snprintf(all + at, sizeof all - at, "%s %s:%u: %s [%s]\n", d->code, d->path, (unsigned)d->line, d->message,
             d->hint ? d->hint : "");
  }
  return all;
}

#define CONCEPTS(kids) "<concepts id='c' version='1' title='c'>" kids "</concepts>"

static const char people[] = CONCEPTS("<family id='him'><phrase>him|her</phrase></family>");
static const char *const library[] = {
    "people.xml", people, "talk.xml",
    CONCEPTS("<use concepts='people.xml'/><family id='talk-say'><phrase>said|told {him}</phrase></family>"
             "<concept id='tells' title='Tells' actor='learner we' asserted='done quoted'><alias>tell</alias>"
             "<phrase>{talk-say} so|clearly</phrase><phrase in='any' strength='weak'>^told them</phrase>"
             "<pattern needs='spoke|speak*'>\\bspoke\\b</pattern><exclude scope='sentence'>told off</exclude>"
             "<exclude>told a lie</exclude><example>I told him so.</example>"
             "<counter-example>He told me.</counter-example></concept>"
             "<concept id='spare'><phrase in='speech'>{tells} twice</phrase></concept>"),
    NULL};

static const char good[] =
    "<rubric id='u1' version='1.2' title='Unit one' plan-version='2026' awarding-body='X' level='2' licence='MIT' "
    "source='own'>\n"
    "<policy><reflective-accounts allowed='no' called='personal statement'/><words min='300' "
    "max='900'/><kind>account</kind></policy>\n"
    "<use concepts='people.xml'/><use concepts='talk.xml'/>\n"
    "<criterion id='A1' number='1.1' kind='skill' band='merit' mandatory='no' verified-by='observation'>\n"
    "<statement>Tells.</statement><guidance>Say  how.</guidance><witness>Did they?</witness>\n"
    "<evidence><any at-least='2'><indicator concept='tells'/>\n"
    "<indicator concept='own' actor='any' asserted='negated not-done' section='action result' strict-section='yes' "
    "strength='any'\n"
    " before='tells' at-least='3'/></any><unless><indicator concept='tells' actor='other'/></unless>\n"
    "<partial><indicator concept='tells' strength='weak'/></partial></evidence>\n"
    "<messages><missing>None.</missing><found>Some.</found></messages></criterion>\n"
    "<criterion id='A2'><statement>Claimed.</statement><evidence claim='yes'/></criterion>\n"
    "<mistake id='M1'><statement>Shouts.</statement><guidance>Do not.</guidance><present><all><indicator "
    "concept='tells'/></all>"
    "</present><avoided><indicator concept='tells' asserted='negated'/></avoided></mistake>\n"
    "<model id='LARA' title='Four steps'><step id='listen' title='Listen'><indicator concept='tells'/></step></model>\n"
    "<concept id='own'><phrase>kept [really] calm</phrase></concept>\n"
    "<objectives><objective id='LO1' criteria='A1 A2'><statement>x</statement></objective></objectives>\n"
    "<grading><grade id='pass' criteria='A1'/><grade id='merit' includes='pass' criteria='A2'/></grading>\n"
    "<crosswalk><link criterion='A1' rubric='u2' as='B1' how='same'/></crosswalk>\n"
    "<examples><account file='a.md'><mark criterion='A1' verdict='found'/></account></examples>\n"
    "</rubric>\n";

static void
reads_the_whole(void **state)
{
  (void)state;
  struct shelf shelf = {.files = library};
  struct vouch_diags *diags = NULL;
  struct vouch_rubric *r = NULL;
  assert_int_equal(vouch_diags_new(context, &diags), VOUCH_OK);
  enum vouch_status status = read_text(good, &shelf, diags, &r);
  assert_string_equal(messages(diags), "");
  assert_int_equal(status, VOUCH_OK);
  assert_string_equal(shelf.asked, "people.xml talk.xml ");

  assert_string_equal(vouch_rubric_id(r), "u1");
  assert_string_equal(vouch_rubric_version(r), "1.2");
  assert_string_equal(vouch_rubric_title(r), "Unit one");
  assert_string_equal(vouch_rubric_level(r), "2");
  assert_string_equal(r->plan_version, "2026");
  assert_string_equal(r->awarding_body, "X");
  assert_string_equal(r->licence, "MIT");
  assert_string_equal(r->source, "own");
  assert_string_equal(r->language, "en-GB");
  assert_true(r->trusted);
  assert_false(r->policy.reflective_accounts);
  assert_string_equal(r->policy.called, "personal statement");
  assert_int_equal(r->policy.words_min, 300);
  assert_int_equal(r->policy.words_max, 900);

  assert_int_equal(vouch_rubric_criteria(r), 2);
  const struct vouch__criterion *c = &r->criteria[0];
  assert_string_equal(c->number, "1.1");
  assert_string_equal(c->kind, "skill");
  assert_string_equal(c->band, "merit");
  assert_string_equal(c->verified_by, "observation");
  assert_false(c->mandatory);
  assert_string_equal(c->guidance, "Say how.");
  assert_string_equal(c->found, "Some.");
  assert_null(c->partial_message);
  assert_string_equal(c->missing, "None.");
  assert_null(c->near_miss);
  assert_int_equal(c->line, 4);
  struct vouch_criterion shown = vouch_rubric_criterion(r, 1);
  assert_string_equal(shown.id, "A2");
  assert_string_equal(shown.kind, "assessment-criterion");
  assert_true(shown.claim_based);
  assert_null(shown.number);
  assert_null(r->criteria[1].evidence);
  assert_string_equal(vouch_rubric_mistake(r, 0).statement, "Shouts.");
  assert_int_equal(r->mistakes[0].present->kind, VOUCH__ALL);
  assert_int_equal(r->mistakes[0].avoided->asserted, VOUCH__BIT(VOUCH__NEGATED));
  assert_int_equal(r->n_models, 1);
  assert_string_equal(r->models[0].steps[0].title, "Listen");
  assert_int_equal(r->models[0].steps[0].formula->kind, VOUCH__INDICATOR);

  struct vouch__bytes ranges[6];
  char hex[3][129], all[129];
  const char *const texts[] = {good, people, library[3]};
  for (size_t i = 0; i < 3; i++) {
    struct vouch__bytes bytes = {texts[i], strlen(texts[i])};
    assert_int_equal(vouch__sha512(&bytes, 1, hex[i]), VOUCH_OK);
    ranges[2 * i] = (struct vouch__bytes){hex[i], 128};
    ranges[2 * i + 1] = (struct vouch__bytes){"\n", 1};
  }
  assert_int_equal(vouch__sha512(ranges, 6, all), VOUCH_OK);
  assert_string_equal(r->sha512, all);
  vouch_rubric_free(r);
  vouch_diags_free(diags);
}

static void
assert_regex(struct vouch__phrases *phrases, const struct vouch__pattern *pattern, const char *wanted)
{
  const char *regex = NULL;
  size_t len = 0;
  assert_true(pattern->ready);
  assert_int_equal(vouch__pattern_regex(phrases, pattern, &regex, &len), VOUCH_OK);
  assert_int_equal(len, strlen(wanted));
  assert_memory_equal(regex, wanted, len);
}

static void
reads_rules_and_concepts(void **state)
{
  (void)state;
  struct shelf shelf = {.files = library};
  struct vouch_rubric *r = NULL;
  assert_int_equal(read_text(good, &shelf, NULL, &r), VOUCH_OK);

  struct vouch__arena arena;
  struct vouch__phrases *phrases = NULL;
  vouch__arena_init(&arena, context->allocator);
  assert_int_equal(vouch__phrases_new(&arena, context->language, r->wordings, r->n_wordings, &phrases), VOUCH_OK);

  assert_int_equal(r->n_concepts, 3); /* tells, spare of talk.xml come after own: the rubric is the first file */
  const struct vouch__concept *own = &r->concepts[0], *tells = &r->concepts[1], *spare = &r->concepts[2];
  assert_string_equal(own->id, "own");
  assert_string_equal(own->title, "own");
  assert_true(own->own && own->reached);
  assert_int_equal(own->actors, VOUCH__BIT(VOUCH__LEARNER));
  assert_int_equal(own->asserted, VOUCH__BIT(VOUCH__DONE));
  assert_string_equal(tells->title, "Tells");
  assert_string_equal(tells->aliases[0], "tell");
  assert_int_equal(tells->actors, VOUCH__BIT(VOUCH__LEARNER) | VOUCH__BIT(VOUCH__WE));
  assert_int_equal(tells->asserted, VOUCH__BIT(VOUCH__DONE) | VOUCH__BIT(VOUCH__QUOTED));
  assert_string_equal(tells->examples[0], "I told him so.");
  assert_string_equal(tells->counter_examples[0], "He told me.");
  assert_int_equal(tells->n_patterns, 3);
  assert_false(spare->reached || spare->own);

  const struct vouch__pattern *p = &r->patterns[tells->first_pattern];
  assert_string_equal(p[0].id, "tells.1");
  assert_string_equal(p[0].written, "{talk-say} so|clearly");
  assert_regex(phrases, &p[0], "\\b(?:said|told,? (?:him|her)),? (?:so|clearly)\\b");
  assert_int_equal(p[0].n_needs, 2);
  assert_string_equal(p[0].needs[0], "so");
  assert_string_equal(p[0].needs[1], "clearly");
  assert_int_equal(p[0].voices, VOUCH__NARRATION);
  assert_int_equal(p[0].strength, VOUCH__STRONG);
  assert_int_equal(p[1].voices, VOUCH__NARRATION | VOUCH__SPEECH | VOUCH__THEIRS);
  assert_int_equal(p[1].strength, VOUCH__WEAK);
  assert_true(p[1].from_start);
  assert_regex(phrases, &p[1], "^told,? them\\b");
  assert_true(p[2].leaf);
  assert_regex(phrases, &p[2], "\\bspoke\\b");
  assert_int_equal(p[2].n_needs, 2);
  assert_string_equal(p[2].needs[1], "speak*");
  assert_int_equal(tells->n_excludes, 2);
  assert_true(tells->excludes[0].sentence);
  assert_false(tells->excludes[1].sentence);
  assert_true(tells->excludes[1].ready);
  assert_false(r->patterns[spare->first_pattern].ready);

  const struct vouch__formula *f = r->criteria[0].evidence;
  assert_int_equal(f->kind, VOUCH__ALL);
  assert_int_equal(f->n_kids, 2);
  assert_int_equal(f->kids[0].kind, VOUCH__ANYOF);
  assert_int_equal(f->kids[0].at_least, 2);
  assert_int_equal(f->kids[1].kind, VOUCH__UNLESS);
  const struct vouch__formula *plain = &f->kids[0].kids[0], *full = &f->kids[0].kids[1];
  assert_int_equal(plain->concept, 1);
  assert_int_equal(plain->actors, tells->actors);
  assert_int_equal(plain->asserted, tells->asserted);
  assert_int_equal(plain->sections, VOUCH__ANY);
  assert_int_equal(plain->strength, VOUCH__STRONG);
  assert_int_equal(plain->at_least, 1);
  assert_true(plain->before == SIZE_MAX);
  assert_int_equal(full->concept, 0);
  assert_int_equal(full->actors, VOUCH__ANY);
  assert_int_equal(full->asserted, VOUCH__BIT(VOUCH__NEGATED) | VOUCH__BIT(VOUCH__NOT_DONE));
  assert_int_equal(full->sections, VOUCH__BIT(VOUCH__ACTION) | VOUCH__BIT(VOUCH__RESULT));
  assert_true(full->strict_section);
  assert_int_equal(full->strength, VOUCH__WEAK);
  assert_int_equal(full->before, 1);
  assert_int_equal(full->at_least, 3);
  assert_int_equal(r->criteria[0].partial->kind, VOUCH__INDICATOR);
  assert_int_equal(r->criteria[0].partial->strength, VOUCH__WEAK);

  struct vouch_diags *diags = NULL;
  struct vouch_rubric *copy = NULL;
  assert_int_equal(vouch_diags_new(context, &diags), VOUCH_OK);
  assert_int_equal(vouch__rubric_compile_all(context, r, diags, &copy), VOUCH_OK);
  assert_string_equal(messages(diags), "");
  assert_true(copy->patterns[spare->first_pattern].ready);
  assert_regex(phrases, &copy->patterns[spare->first_pattern],
               "\\b(?:(?:said|told,? (?:him|her)),? (?:so|clearly)),? twice\\b");
  assert_false(r->patterns[spare->first_pattern].ready);
  vouch__arena_free(&arena);
  vouch_rubric_free(copy);
  vouch_diags_free(diags);
  vouch_rubric_free(r);
}

#define RUBRIC(kids) "<rubric id='u' version='1' title='u'>\n" kids "</rubric>"
#define CRITERION(rule) "<criterion id='A1'><statement>x</statement>\n<evidence>" rule "</evidence></criterion>\n"
#define INDICATOR "<indicator concept='own'/>"
#define OWN(phrase) "<concept id='own'>" phrase "</concept>\n"

static void
refuses(void **state)
{
  (void)state;
  static const struct {
    const char *text, *messages;
  } cases[] = {
      {RUBRIC(OWN("<phrase>a</phrase>")),
       "V209 r.xml:1: The rubric does not follow its schema: <rubric> holds no <criterion>. []\n"},
      {"<concepts id='c' version='1' title='c'><family id='f'><phrase>a</phrase></family></concepts>",
       "V209 r.xml:1: The rubric does not follow its schema: it is a file of shared concepts; a rubric starts with <rubric>. "
       "[]\n"},
      {RUBRIC("<use concepts='nowhere.xml'/><use concepts='broken.xml'/>" CRITERION(INDICATOR) OWN("<phrase>a</phrase>")),
       "V201 broken.xml:1: The file is not well-formed XML: the file ends before <concepts> is closed. [The mistake is at this "
       "place or just before it.]\n"
       "V224 r.xml:2: The concept file nowhere.xml cannot be found. [Put the file beside the rubric, or look for a slip in its "
       "name.]\n"},
      {RUBRIC("<use concepts='unit.xml'/>" CRITERION(INDICATOR) OWN("<phrase>a</phrase>")),
       "V209 unit.xml:1: The rubric does not follow its schema: it is a rubric; a file of shared concepts starts with "
       "<concepts>. []\n"},
      {RUBRIC(CRITERION("<indicator concept='ovn'/><indicator concept='xxxxxx'/>") OWN("<phrase>a</phrase>")),
       "V222 r.xml:3: There is no concept or family ovn. [Did you mean own (line 4 of r.xml)?]\n"
       "V222 r.xml:3: There is no concept or family xxxxxx. [Look for a <use> that is missing.]\n"},
      {RUBRIC(CRITERION(INDICATOR) OWN("<phrase>a {him} b</phrase>") "<family id='his'><phrase>c</phrase></family>"),
       "V222 r.xml:4: There is no concept or family him. [Did you mean {his}?]\n"},
      {RUBRIC(CRITERION(INDICATOR) OWN(
           "<phrase>a {f} b</phrase><phrase>{f} c</phrase><phrase>d (e</phrase>") "<family "
                                                                                  "id='f'><phrase>g</phrase>\n<phrase>h|</"
                                                                                  "phrase></family>"),
       "V221 r.xml:4: The phrase own.3 cannot be used: a bracket is not closed (at sign 5 of it). []\n"
       "V221 r.xml:6: The phrase f cannot be used: there is a wording without a word (at sign 3 of it). []\n"},
      {RUBRIC(CRITERION(INDICATOR) OWN("<phrase>a {f}</phrase>") "<family id='f'><phrase>x {g}</phrase></family>\n"
                                                                 "<family id='g'><phrase>y {f}</phrase></family>"),
       "V225 r.xml:6: The family f contains itself. [Write its words out in one of the places.]\n"},
      {RUBRIC(CRITERION(INDICATOR) OWN("<pattern>a.*b</pattern><pattern>(a</pattern><phrase>a</phrase><exclude>[b]</exclude>")),
       "V220 r.xml:4: The pattern own.1 cannot be used: a repeat without limit is allowed within one word only; write {0,8} or "
       "the like (at sign 3 of it). []\n"
       "V220 r.xml:4: The pattern own.2 cannot be used: a bracket ( is not closed (at sign 3 of it). []\n"
       "V221 r.xml:4: The phrase exclude 1 of own cannot be used: each wording needs a word that is not optional (at sign 1 of "
       "it). []\n"},
      {RUBRIC(CRITERION(INDICATOR)
                  OWN("<phrase>a</phrase>") "<family id='A1'><phrase>a</phrase></family>\n" OWN("<phrase>b</phrase>")),
       "V223 r.xml:5: The id A1 stands twice; first on line 2 of r.xml. [Give one of them another id.]\n"
       "V223 r.xml:6: The id own stands twice; first on line 4 of r.xml. [Give one of them another id.]\n"},
      {RUBRIC(CRITERION("") OWN("<phrase>a</phrase>")),
       "V232 r.xml:3: The rule of A1 cannot be used: there is nothing in it; write a rule or claim=\"yes\". []\n"},
      {RUBRIC("<criterion id='A1'><statement>x</statement>\n<evidence claim='yes'>" INDICATOR
              "</evidence></criterion>\n" OWN("<phrase>a</phrase>")),
       "V232 r.xml:3: The rule of A1 cannot be used: claim=\"yes\" says that there is no rule, and there is one. []\n"},
      {RUBRIC(CRITERION("<any at-least='2'>" INDICATOR "</any><all><unless>" INDICATOR "</unless></all>")
                  OWN("<phrase>a</phrase>")),
       "V232 r.xml:3: The rule of A1 cannot be used: at-least is more than the parts there are. []\n"
       "V232 r.xml:3: The rule of A1 cannot be used: it says only what must not be found (unless), not what to find. []\n"},
      {RUBRIC(CRITERION(INDICATOR) OWN("<phrase>a</phrase>") "<grading><grade id='pass' criteria='A1 A9'/></grading>\n"),
       "V232 r.xml:5: The rule of pass cannot be used: it names the criterion A9, which is not there. []\n"},
      {RUBRIC(CRITERION(INDICATOR) OWN("<phrase>a</phrase>") "<model id='m'><step id='s'>" INDICATOR
                                                             "</step>\n<step id='s'>" INDICATOR "</step></model>\n"),
       "V232 r.xml:6: The rule of m cannot be used: two of its steps have the same id. []\n"},
  };
  static const char *const files[] = {"broken.xml", "<concepts>", "unit.xml", RUBRIC(CRITERION(INDICATOR)), NULL};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct shelf shelf = {.files = files};
    struct vouch_diags *diags = NULL;
    struct vouch_rubric *rubric = NULL;
    assert_int_equal(vouch_diags_new(context, &diags), VOUCH_OK);
    enum vouch_status status = read_text(cases[i].text, &shelf, diags, &rubric);
    assert_string_equal(messages(diags), cases[i].messages);
    assert_int_equal(status, VOUCH_INPUT);
    assert_null(rubric);
    vouch_diags_free(diags);
  }
}

/* What `rubric check` says of a rubric that reads well. */
static void
checks_examples(void **state)
{
  (void)state;
  static const char text[] = RUBRIC(CRITERION(INDICATOR) OWN(
      "<phrase>rang {him} back</phrase><pattern>\\bput it right\\b</pattern>"
      "<exclude>rang him back too late</exclude>\n"
      "<example>I rang her back.</example>\n<example>I wrote to her.</example>\n"
      "<example>I rang him back too late.</example>\n"
      "<counter-example>My manager rang her back.</counter-example>\n"
      "<counter-example>I put it right.</counter-example>") "<family id='him'><phrase>him|her</phrase></family>\n"
                                                            "<concept id='unused'><phrase>xyz</phrase></concept>\n"
                                                            "<concept id='part'><phrase>xyz</phrase></concept>"
                                                            "<concept id='whole'><phrase>{part} abc</phrase><phrase>abc "
                                                            "(</phrase></concept>\n");
  struct shelf shelf = {.files = NULL};
  struct vouch_diags *diags = NULL;
  struct vouch_rubric *rubric = NULL;
  assert_int_equal(vouch_diags_new(context, &diags), VOUCH_OK);
  assert_int_equal(read_text(text, &shelf, diags, &rubric), VOUCH_OK);
  assert_int_equal(vouch_rubric_check(context, rubric, diags), VOUCH_OK);
  assert_string_equal(
      messages(diags),
      "V228 r.xml:4: The pattern own.2 has no word that must be there, so it runs on every sentence. [Add "
      "needs=\"word|word\".]\n"
      "V226 r.xml:6: The concept own does not find its own example: I wrote to her. []\n"
      "V226 r.xml:7: The concept own does not find its own example: I rang him back too late. []\n"
      "V227 r.xml:9: The concept own finds its own counter-example, by own.2: I put it right. []\n"
      "V229 r.xml:11: No rule of the rubric uses the concept unused. [Use it in a rule, or take it out.]\n"
      "V221 r.xml:12: The phrase whole.2 cannot be used: there is a wording without a word (at sign 6 of it). []\n"
      "V229 r.xml:12: No rule of the rubric uses the concept whole. [Use it in a rule, or take it out.]\n");
  vouch_rubric_free(rubric);
  vouch_diags_free(diags);
}

static void
tells_the_head(void **state)
{
  (void)state;
  struct vouch_source *source = NULL;
  struct vouch_rubric_head head = {.criteria = 99};
  assert_int_equal(vouch_source_new(context, "c.xml", people, strlen(people), &source), VOUCH_OK);
  assert_int_equal(vouch_rubric_head(context, source, &head), VOUCH_INPUT);
  vouch_source_free(source);
  assert_int_equal(vouch_source_new(context, "c.xml", "x", 1, &source), VOUCH_OK);
  assert_int_equal(vouch_rubric_head(context, source, &head), VOUCH_INPUT);
  assert_int_equal(head.criteria, 99);
  vouch_source_free(source);
  assert_int_equal(vouch_source_new(context, "r.xml", good, strlen(good), &source), VOUCH_OK);
  assert_int_equal(vouch_rubric_head(context, source, &head), VOUCH_OK);
  assert_string_equal(head.id, "u1");
  assert_string_equal(head.version, "1.2");
  assert_string_equal(head.level, "2");
  assert_string_equal(head.title, "Unit one");
  assert_int_equal(head.criteria, 2);
  assert_int_equal(head.mistakes, 1);
  vouch_source_free(source);
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

/* Every allocation of the library fails once: always VOUCH_NOMEM, nothing leaks. */
static void
survives_no_memory(void **state)
{
  (void)state;
  struct vouch_context *usual = context;
  for (long n = 0;; n++) {
    struct failing failing = {.left = 100000};
    struct vouch_context poor = {.allocator = {resize_failing, &failing}, .language = usual->language};
    struct shelf shelf = {.files = library};
    struct vouch_source *source = NULL;
    struct vouch_rubric *rubric = NULL;
    context = &poor;
    assert_int_equal(vouch_source_new(context, "r.xml", good, strlen(good), &source), VOUCH_OK);
    failing.left = n;
    enum vouch_status status = vouch_rubric_read(context, source, true, load, &shelf, NULL, &rubric);
    assert_true(status == VOUCH_OK || status == VOUCH_NOMEM);
    vouch_rubric_free(rubric);
    vouch_source_free(source);
    context = usual;
    assert_int_equal(failing.live, 0);
    if (status == VOUCH_OK) {
      assert_true(n > 8);
      return;
    }
  }
}

/* The shipped rubrics read without a word of complaint. */
static enum vouch_status
load_shipped(const char *name, struct vouch_source **ret_source, void *data)
{
  char path[1024];
  snprintf(path, sizeof path, "%s/%s", (const char *)data, name);
  return vouch_source_read(context, path, VOUCH_CAP_CONCEPTS, NULL, ret_source);
}

static enum vouch_status
read_shipped(const char *path, void *data)
{
  struct vouch_source *source = NULL;
  struct vouch_diags *diags = NULL;
  struct vouch_rubric *rubric = NULL;
  struct vouch_rubric_head head;
  assert_int_equal(vouch_source_read(context, path, VOUCH_CAP_CONCEPTS, NULL, &source), VOUCH_OK);
  if (vouch_rubric_head(context, source, &head) == VOUCH_OK) {
    assert_int_equal(vouch_diags_new(context, &diags), VOUCH_OK);
    enum vouch_status status = vouch_rubric_read(context, source, true, load_shipped, data, diags, &rubric);
    assert_string_equal(messages(diags), "");
    assert_int_equal(status, VOUCH_OK);
    vouch_rubric_free(rubric);
    vouch_diags_free(diags);
  }
  vouch_source_free(source);
  return VOUCH_OK;
}

static void
reads_the_shipped(void **state)
{
  (void)state;
  char folder[1024];
  const char *tests = getenv("VOUCH_TESTS");
  snprintf(folder, sizeof folder, "%s/../rubrics", tests ? tests : "tests");
  assert_int_equal(vouch_folder_walk(folder, ".xml", read_shipped, folder), VOUCH_OK);
}

int
main(void)
{
  if (vouch_context_new(NULL, &context) != VOUCH_OK)
    return 1;
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_whole),   cmocka_unit_test(reads_rules_and_concepts), cmocka_unit_test(refuses),
      cmocka_unit_test(checks_examples),   cmocka_unit_test(tells_the_head),           cmocka_unit_test(survives_no_memory),
      cmocka_unit_test(reads_the_shipped),
  };
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  vouch_context_free(context);
  return failed;
}
