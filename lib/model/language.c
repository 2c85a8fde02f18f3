/* SPDX-License-Identifier: MIT */
/* Language data: read once a context from the embedded english.xml. */
#include "model/language.h"

#include <stdlib.h>
#include <string.h>

#include "base/context.h"
#include "base/source.h"
#include "base/str.h"
#include "model/plain.h"
#include "read/xml.h"

extern const char vouch__english[];
extern const size_t vouch__english_size;

static const char *const section_names[] = {"situation", "task", "action", "result", "reflection", "other"};
static const char *const cue_names[VOUCH__CUES] = {"negation", "pseudo",     "not-done", "real", "general",  "break",
                                                   "join",     "i",          "we",       "they", "customer", "staff",
                                                   "name",     "determiner", "passive",  "say"};

const char *
vouch__section_name(enum vouch__section section)
{
  return section_names[section];
}

static int
by_text(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int
by_wrong(const void *a, const void *b)
{
  return strcmp(((const struct vouch__spelling *)a)->wrong, ((const struct vouch__spelling *)b)->wrong);
}

static int
by_wording(const void *a, const void *b)
{
  const struct vouch__cue_entry *x = a, *y = b;
  int by = strcmp(x->wording, y->wording);
  return by ? by : (int)x->cue - (int)y->cue;
}

/* Cuts "a|b c|d" into its trimmed items. Empty items are left out. */
static bool
cut(struct vouch__arena *arena, const char *text, struct vouch__words *ret_words)
{
  size_t cap = 0;
  struct vouch__words words = {NULL, 0};
  while (*text) {
    const char *item = text;
    size_t len = strcspn(text, "|");
    text += len + (text[len] == '|');
    vouch__trim(&item, &len);
    if (len == 0)
      continue;
    if (!VOUCH__PUSH(arena, words.list, words.n, cap) || !(words.list[words.n - 1] = vouch__copy(arena, item, len)))
      return false;
  }
  *ret_words = words;
  return true;
}

static bool
load_spelling(struct vouch__arena *arena, const char *text, struct vouch__language *language)
{
  struct vouch__words words;
  if (!cut(arena, text, &words))
    return false;
  language->spelling = vouch__alloc(arena, words.n * sizeof *language->spelling);
  if (!language->spelling)
    return false;
  for (size_t i = 0; i < words.n; i++) {
    char *wrong = (char *)words.list[i], *equals = strchr(wrong, '=');
    if (!equals)
      continue;
    *equals = '\0';
    if (strcmp(wrong, equals + 1) != 0)
      language->spelling[language->n_spelling++] = (struct vouch__spelling){wrong, equals + 1};
  }
  qsort(language->spelling, language->n_spelling, sizeof *language->spelling, by_wrong);
  return true;
}

static bool
load_list(struct vouch__arena *arena, const struct vouch__xml *xml, struct vouch__language *language, size_t *cap)
{
  if (!VOUCH__PUSH(arena, language->lists, language->n_lists, *cap))
    return false;
  struct vouch__named_words *list = &language->lists[language->n_lists - 1];
  const char *id = vouch__xml_attr(xml, "id");
  list->id = id ? id : "";
  if (!cut(arena, xml->text, &list->words))
    return false;
  if (vouch__xml_attr(xml, "sorted"))
    qsort(list->words.list, list->words.n, sizeof *list->words.list, by_text);
  return true;
}

static bool
load_cues(struct vouch__arena *arena, const struct vouch__xml *xml, struct vouch__language *language, size_t *cap)
{
  struct vouch__words words;
  const char *what = vouch__xml_attr(xml, "what");
  enum vouch__cue cue = VOUCH__CUES;
  for (size_t i = 0; what && i < VOUCH__CUES; i++)
    if (strcmp(what, cue_names[i]) == 0)
      cue = (enum vouch__cue)i;
  if (!cut(arena, xml->text, &words))
    return false;
  for (size_t i = 0; cue != VOUCH__CUES && i < words.n; i++) {
    if (!VOUCH__PUSH(arena, language->cues, language->n_cues, *cap))
      return false;
    language->cues[language->n_cues - 1] = (struct vouch__cue_entry){words.list[i], strlen(words.list[i]), cue};
  }
  return true;
}

enum vouch_status
vouch__language_load(struct vouch__arena *arena, const struct vouch__language **ret_language)
{
  struct vouch_context context = {.allocator = arena->allocator};
  struct vouch_source *source = NULL;
  const struct vouch__xml *root;
  size_t list_cap = 0, cue_cap = 0;
  struct vouch__language *language = vouch__alloc(arena, sizeof *language);
  if (!language)
    return VOUCH_NOMEM;
  enum vouch_status status = vouch_source_new(&context, "english.xml", vouch__english, vouch__english_size, &source);
  if (status == VOUCH_OK)
    status = vouch__xml_read(arena, source, VOUCH_CAP_RUBRIC, false, NULL, &root);
  vouch_source_free(source);
  for (size_t i = 0; status == VOUCH_OK && i < root->n_kids; i++) {
    const struct vouch__xml *kid = &root->kids[i];
    bool good = true;
    if (strcmp(kid->name, "spelling") == 0)
      good = load_spelling(arena, kid->text, language);
    else if (strcmp(kid->name, "list") == 0)
      good = load_list(arena, kid, language, &list_cap);
    else if (strcmp(kid->name, "cue") == 0)
      good = load_cues(arena, kid, language, &cue_cap);
    if (!good)
      status = VOUCH_NOMEM;
  }
  if (status != VOUCH_OK)
    return status;
  if (language->n_cues)
    qsort(language->cues, language->n_cues, sizeof *language->cues, by_wording);
  language->negations = vouch__language_list(language, "negation-words");
  *ret_language = language;
  return VOUCH_OK;
}

const struct vouch__words *
vouch__language_list(const struct vouch__language *language, const char *id)
{
  static const struct vouch__words none = {NULL, 0};
  for (size_t i = 0; i < language->n_lists; i++)
    if (strcmp(language->lists[i].id, id) == 0)
      return &language->lists[i].words;
  return &none;
}

/* strcmp of a slice with a string. */
static int
compare_slice(const char *slice, size_t len, const char *text)
{
  int by = strncmp(slice, text, len);
  return by ? by : text[len] ? -1 : 0;
}

bool
vouch__words_has(const struct vouch__words *words, const char *word, size_t len)
{
  size_t low = 0, high = words->n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    int by = compare_slice(word, len, words->list[mid]);
    if (by == 0)
      return true;
    if (by > 0)
      low = mid + 1;
    else
      high = mid;
  }
  return false;
}

/* How many words of the plain text from i on the wording takes; 0 when it does not stand there. Commas between are fine. */
static size_t
wording_at(const struct vouch__plain *plain, size_t i, const char *wording)
{
  size_t taken = 0;
  while (*wording) {
    size_t len = strcspn(wording, " ");
    if (i + taken >= plain->n_words)
      return 0;
    const struct vouch__word *word = &plain->words[i + taken];
    if (word->len != len || memcmp(plain->text + word->at, wording, len) != 0)
      return 0;
    taken++;
    wording += len + (wording[len] == ' ');
  }
  return taken;
}

size_t
vouch__language_cues(const struct vouch__language *language, const struct vouch__plain *plain, size_t i,
                     struct vouch__cue_hit *ret_hits, size_t max)
{
  const struct vouch__word *word = &plain->words[i];
  const char *text = plain->text + word->at;
  size_t low = 0, high = language->n_cues, n = 0;
  while (low < high) { /* first entry not before the word */
    size_t mid = low + (high - low) / 2;
    if (compare_slice(text, word->len, language->cues[mid].wording) > 0)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < language->n_cues && n < max; low++) {
    const struct vouch__cue_entry *entry = &language->cues[low];
    if (strncmp(entry->wording, text, word->len) != 0)
      break;
    size_t taken = wording_at(plain, i, entry->wording);
    if (taken)
      ret_hits[n++] = (struct vouch__cue_hit){entry->cue, (uint32_t)i, (uint32_t)taken};
  }
  return n;
}

enum vouch_status
vouch__language_heading(struct vouch__arena *arena, const struct vouch__language *language, const char *text, size_t len,
                        enum vouch__section *ret_section)
{
  struct vouch__plain plain;
  if (vouch__plain_make(arena, language, text, len, NULL, NULL, NULL, &plain) != VOUCH_OK)
    return VOUCH_NOMEM;
  size_t longest = 0;
  enum vouch__section best = VOUCH__OTHER;
  for (int s = VOUCH__SITUATION; s <= VOUCH__REFLECTION; s++) {
    char id[32] = "heading-";
    strcat(id, section_names[s]);
    const struct vouch__words *words = vouch__language_list(language, id);
    for (size_t k = 0; k < words->n; k++)
      for (size_t i = 0; i < plain.n_words; i++) {
        size_t taken = wording_at(&plain, i, words->list[k]);
        if (taken && strlen(words->list[k]) > longest) {
          longest = strlen(words->list[k]);
          best = (enum vouch__section)s;
        }
      }
  }
  *ret_section = best;
  return VOUCH_OK;
}
