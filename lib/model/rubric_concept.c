/* SPDX-License-Identifier: MIT */
/* Families and concepts, as the files have them. */
#include <stdlib.h>
#include <string.h>

#include "model/rubric_read.h"
#include "model/rubric_words.h"

static bool
is(const struct vouch__xml *xml, const char *name)
{
  return strcmp(xml->name, name) == 0;
}

static size_t
count(const struct vouch__xml *xml, const char *name)
{
  size_t n = 0;
  for (size_t i = 0; i < xml->n_kids; i++)
    n += is(&xml->kids[i], name);
  return n;
}

/* The texts, and with `ret_lines` the lines, of the kids of that name. */
static bool
texts(struct vouch__arena *arena, const struct vouch__xml *xml, const char *name, const char ***ret_list,
      const uint32_t **ret_lines, size_t *ret_n)
{
  size_t n = count(xml, name);
  const char **list = n ? vouch__alloc(arena, n * sizeof *list) : NULL;
  uint32_t *lines = n ? vouch__alloc(arena, n * sizeof *lines) : NULL;
  if (n && (!list || !lines))
    return false;
  n = 0;
  for (size_t i = 0; i < xml->n_kids; i++) {
    if (!is(&xml->kids[i], name))
      continue;
    list[n] = xml->kids[i].text;
    lines[n++] = xml->kids[i].line;
  }
  *ret_list = list;
  if (ret_lines)
    *ret_lines = lines;
  *ret_n = n;
  return true;
}

/* What {id} brings in: all phrases of a family; of a concept those that look at narration. */
static bool
read_wordings(struct vouch__rubric_reader *reader, const struct vouch__rubric_file *file, const struct vouch__xml *xml,
              struct vouch__wordings *wordings)
{
  *wordings = (struct vouch__wordings){
      .id = vouch__xml_attr(xml, "id"), .family = is(xml, "family"), .line = xml->line, .file = file->path};
  if (!texts(reader->arena, xml, "phrase", &wordings->phrases, &wordings->lines, &wordings->n_phrases))
    return false;
  if (wordings->family)
    return true;
  size_t n = 0, k = 0;
  uint32_t *lines = (uint32_t *)wordings->lines;
  for (size_t i = 0; i < xml->n_kids; i++) {
    if (!is(&xml->kids[i], "phrase"))
      continue;
    if (vouch__word_voices(vouch__xml_attr(&xml->kids[i], "in")) & VOUCH__NARRATION) {
      wordings->phrases[n] = wordings->phrases[k];
      lines[n++] = lines[k];
    }
    k++;
  }
  wordings->n_phrases = n;
  return true;
}

/* "until|till" */
static bool
read_needs(struct vouch__arena *arena, const char *text, struct vouch__pattern *pattern)
{
  if (!text)
    return true;
  size_t cap = 0;
  for (const char *at = text; *at;) {
    size_t len = strcspn(at, "|");
    char *word = vouch__copy(arena, at, len);
    if (!word || !VOUCH__PUSH(arena, pattern->needs, pattern->n_needs, cap))
      return false;
    pattern->needs[pattern->n_needs - 1] = word;
    at += len + (at[len] == '|');
  }
  return true;
}

/* "listens.3"; thousands of them, so without printf. */
static const char *
pattern_id(struct vouch__arena *arena, const char *concept, size_t number)
{
  size_t len = strlen(concept), digits = 1;
  for (size_t n = number; n > 9; n /= 10)
    digits++;
  char *id = vouch__alloc(arena, len + digits + 2);
  if (!id)
    return NULL;
  memcpy(id, concept, len);
  id[len] = '.';
  for (size_t i = len + digits; i > len; i--, number /= 10)
    id[i] = (char)('0' + number % 10);
  return id;
}

static bool
read_pattern(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, size_t concept, size_t number)
{
  const struct vouch__concept *owner = &reader->rubric->concepts[concept];
  struct vouch__pattern *pattern = &reader->rubric->patterns[reader->rubric->n_patterns++];
  const char *strength = vouch__xml_attr(xml, "strength");
  *pattern = (struct vouch__pattern){
      .id = pattern_id(reader->arena, owner->id, number),
      .concept = concept,
      .voices = vouch__word_voices(vouch__xml_attr(xml, "in")),
      .strength = strength && strcmp(strength, "weak") == 0 ? VOUCH__WEAK : VOUCH__STRONG,
      .written = xml->text,
      .leaf = is(xml, "pattern"),
      .line = xml->line,
      .file = owner->file,
  };
  return pattern->id && read_needs(reader->arena, vouch__xml_attr(xml, "needs"), pattern);
}

static bool
read_excludes(struct vouch__rubric_reader *reader, const struct vouch__xml *xml, struct vouch__concept *concept)
{
  size_t n = count(xml, "exclude");
  concept->excludes = n ? vouch__alloc(reader->arena, n * sizeof *concept->excludes) : NULL;
  if (n && !concept->excludes)
    return false;
  for (size_t i = 0; i < xml->n_kids; i++) {
    const struct vouch__xml *kid = &xml->kids[i];
    const char *scope = vouch__xml_attr(kid, "scope");
    if (is(kid, "exclude"))
    concept->excludes[concept->n_excludes++] =
        (struct vouch__exclude){.sentence = scope && strcmp(scope, "sentence") == 0, .written = kid->text, .line = kid->line};
  }
  return true;
}

static bool
read_concept(struct vouch__rubric_reader *reader, const struct vouch__rubric_file *file, const struct vouch__xml *xml)
{
  struct vouch__arena *arena = reader->arena;
  size_t index = reader->rubric->n_concepts++, number = 0;
  struct vouch__concept *concept = &reader->rubric->concepts[index];
  const char *actor = vouch__xml_attr(xml, "actor"), *asserted = vouch__xml_attr(xml, "asserted");
  *concept = (struct vouch__concept){
      .id = vouch__xml_attr(xml, "id"),
      .title = vouch__xml_attr(xml, "title"),
      .actors = actor ? vouch__word_actors(actor) : VOUCH__BIT(VOUCH__LEARNER),
      .asserted = asserted ? vouch__word_asserted(asserted) : VOUCH__BIT(VOUCH__DONE),
      .first_pattern = reader->rubric->n_patterns,
      .own = file == reader->files,
      .line = xml->line,
      .file = file->path,
  };
  if (!concept->title)
  concept->title = concept->id;
  for (size_t i = 0; i < xml->n_kids; i++)
    if ((is(&xml->kids[i], "phrase") || is(&xml->kids[i], "pattern")) && !read_pattern(reader, &xml->kids[i], index, ++number))
      return false;
  concept->n_patterns = number;
  return read_excludes(reader, xml, concept) && texts(arena, xml, "alias", &concept->aliases, NULL, &concept->n_aliases) &&
         texts(arena, xml, "example", &concept->examples, &concept->example_lines, &concept->n_examples) &&
         texts(arena, xml, "counter-example", &concept->counter_examples, &concept->counter_lines,
               &concept->n_counter_examples);
}

/* An id and where it was given, to find the ones given twice. */
struct given {
  const char *id, *file;
  uint32_t line;
  size_t order;
};

static int
compare_given(const void *left, const void *right)
{
  const struct given *a = left, *b = right;
  int by = strcmp(a->id, b->id);
  return by ? by : (a->order > b->order) - (a->order < b->order);
}

/* Ids of criteria, mistakes, models, concepts and families differ over all files. */
static bool
check_ids(struct vouch__rubric_reader *reader)
{
  size_t n = 0, most = 0;
  for (size_t f = 0; f < reader->n_files; f++)
    most += reader->files[f].root ? reader->files[f].root->n_kids : 0;
  struct given *all = vouch__alloc(reader->arena, (most + 1) * sizeof *all);
  if (!all)
    return false;
  for (size_t f = 0; f < reader->n_files; f++) {
    const struct vouch__xml *root = reader->files[f].root;
    for (size_t i = 0; root && i < root->n_kids; i++) {
      const char *id = vouch__xml_attr(&root->kids[i], "id");
      if (id)
        all[n] = (struct given){id, reader->files[f].path, root->kids[i].line, n};
      n += id != NULL;
    }
  }
  qsort(all, n, sizeof *all, compare_given);
  for (size_t i = 1, first = 0; i < n; i++) {
    if (strcmp(all[i].id, all[first].id) != 0) {
      first = i;
      continue;
    }
    VOUCH__DIAG(reader->diags, VOUCH__V223, VOUCH__AT_LINE(all[i].file, all[i].line), "Give one of them another id.", all[i].id,
                VOUCH__NUMBER(all[first].line), all[first].file);
    reader->wrong = true;
  }
  return true;
}

static bool
make_room(struct vouch__rubric_reader *reader)
{
  size_t families = 0, concepts = 0, patterns = 0;
  for (size_t f = 0; f < reader->n_files; f++) {
    const struct vouch__xml *root = reader->files[f].root;
    for (size_t i = 0; root && i < root->n_kids; i++) {
      bool concept = is(&root->kids[i], "concept");
      families += is(&root->kids[i], "family");
      concepts += concept;
      patterns += concept ? count(&root->kids[i], "phrase") + count(&root->kids[i], "pattern") : 0;
    }
  }
  struct vouch_rubric *rubric = reader->rubric;
  rubric->concepts = vouch__alloc(reader->arena, (concepts + 1) * sizeof *rubric->concepts);
  rubric->patterns = vouch__alloc(reader->arena, (patterns + 1) * sizeof *rubric->patterns);
  rubric->wordings = vouch__alloc(reader->arena, (families + concepts + 1) * sizeof *rubric->wordings);
  reader->concept_of = vouch__alloc(reader->arena, (families + concepts + 1) * sizeof *reader->concept_of);
  return rubric->concepts && rubric->patterns && rubric->wordings && reader->concept_of;
}

enum vouch_status
vouch__rubric_concepts_read(struct vouch__rubric_reader *reader)
{
  if (!make_room(reader) || !check_ids(reader))
    return VOUCH_NOMEM;
  struct vouch_rubric *rubric = reader->rubric;
  struct vouch__wordings *wordings = (struct vouch__wordings *)rubric->wordings;
  for (size_t f = 0; f < reader->n_files; f++) {
    const struct vouch__rubric_file *file = &reader->files[f];
    for (size_t i = 0; file->root && i < file->root->n_kids; i++) {
      const struct vouch__xml *xml = &file->root->kids[i];
      bool concept = is(xml, "concept");
      if (!concept && !is(xml, "family"))
        continue;
      reader->concept_of[rubric->n_wordings] = concept ? rubric->n_concepts : SIZE_MAX;
      if (!read_wordings(reader, file, xml, &wordings[rubric->n_wordings++]))
        return VOUCH_NOMEM;
      if (concept && !read_concept(reader, file, xml))
        return VOUCH_NOMEM;
    }
  }
  return vouch__phrases_new(reader->arena, reader->context->language, rubric->wordings, rubric->n_wordings, &reader->phrases);
}
