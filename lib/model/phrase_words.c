/* SPDX-License-Identifier: MIT */
/* The words of phrases: made plain once, and how common each is. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/phrase.h"

enum { RARE = 2, STEM_EXTRA = 3 };

/* Sentences in a thousand that hold the word, counted in accounts written for this project; sorted by word. It only decides
 * which words of a phrase are looked for first, never whether a phrase matches. */
static const struct common {
  const char *word;
  uint32_t weight;
} common[] = {
    {"a", 278},      {"about", 64},    {"after", 34},   {"again", 24},     {"all", 49},        {"already", 11},
    {"also", 11},    {"am", 12},       {"an", 33},      {"and", 501},      {"angry", 11},      {"another", 10},
    {"any", 16},     {"anything", 26}, {"are", 19},     {"as", 53},        {"ask", 13},        {"asked", 48},
    {"at", 106},     {"back", 56},     {"be", 47},      {"because", 50},   {"been", 49},       {"before", 34},
    {"behind", 12},  {"being", 11},    {"bit", 17},     {"book", 12},      {"booked", 10},     {"both", 18},
    {"but", 30},     {"by", 46},       {"call", 19},    {"called", 10},    {"came", 59},       {"can", 35},
    {"cant", 14},    {"card", 10},     {"come", 23},    {"complaint", 17}, {"complaints", 11}, {"could", 40},
    {"counter", 15}, {"customer", 20}, {"d", 96},       {"day", 24},       {"days", 17},       {"desk", 21},
    {"did", 58},     {"didnt", 44},    {"do", 35},      {"done", 15},      {"dont", 16},       {"door", 12},
    {"down", 53},    {"end", 17},      {"every", 13},   {"find", 10},      {"first", 32},      {"five", 17},
    {"for", 139},    {"form", 17},     {"forty", 10},   {"four", 22},      {"free", 11},       {"friday", 13},
    {"from", 31},    {"front", 16},    {"gave", 17},    {"get", 38},       {"give", 13},       {"go", 35},
    {"goes", 10},    {"going", 27},    {"gone", 19},    {"good", 13},      {"got", 55},        {"had", 146},
    {"hadnt", 12},   {"half", 14},     {"hand", 14},    {"has", 20},       {"have", 60},       {"he", 194},
    {"hear", 10},    {"her", 151},     {"here", 17},    {"him", 104},      {"his", 83},        {"hours", 10},
    {"how", 20},     {"i", 520},       {"if", 49},      {"in", 221},       {"is", 95},         {"it", 337},
    {"its", 11},     {"job", 11},      {"just", 24},    {"keep", 10},      {"kept", 22},       {"know", 16},
    {"left", 20},    {"let", 23},      {"like", 25},    {"line", 16},      {"look", 16},       {"looked", 12},
    {"m", 28},       {"made", 14},     {"make", 10},    {"man", 11},       {"manager", 22},    {"me", 99},
    {"minutes", 22}, {"monday", 13},   {"money", 21},   {"more", 20},      {"morning", 11},    {"my", 88},
    {"name", 15},    {"never", 18},    {"new", 10},     {"next", 23},      {"no", 36},         {"nobody", 22},
    {"not", 74},     {"nothing", 22},  {"now", 22},     {"number", 19},    {"of", 140},        {"off", 55},
    {"office", 13},  {"on", 206},      {"one", 82},     {"only", 24},      {"or", 40},         {"our", 34},
    {"out", 82},     {"over", 36},     {"own", 13},     {"paper", 10},     {"part", 10},       {"past", 13},
    {"people", 24},  {"person", 10},   {"phone", 16},   {"policy", 11},    {"put", 46},        {"qq", 120},
    {"queue", 10},   {"rang", 29},     {"re", 11},      {"read", 10},      {"red", 10},        {"refund", 11},
    {"right", 35},   {"ring", 11},     {"room", 13},    {"round", 13},     {"run", 10},        {"s", 64},
    {"said", 170},   {"same", 32},     {"sat", 11},     {"saturday", 10},  {"say", 31},        {"saying", 10},
    {"second", 10},  {"see", 24},      {"sent", 13},    {"service", 10},   {"she", 190},       {"should", 14},
    {"side", 11},    {"since", 19},    {"six", 11},     {"so", 125},       {"somebody", 12},   {"someone", 11},
    {"sorry", 16},   {"still", 14},    {"stood", 13},   {"stopped", 11},   {"take", 11},       {"team", 16},
    {"tell", 21},    {"ten", 19},      {"than", 15},    {"that", 186},     {"the", 570},       {"them", 34},
    {"then", 61},    {"there", 66},    {"they", 46},    {"thing", 20},     {"think", 12},      {"this", 36},
    {"thought", 13}, {"three", 34},    {"through", 22}, {"time", 40},      {"times", 19},      {"to", 301},
    {"told", 59},    {"too", 10},      {"took", 28},    {"tuesday", 10},   {"turned", 14},     {"two", 47},
    {"until", 11},   {"up", 70},       {"us", 31},      {"ve", 31},        {"voice", 22},      {"want", 10},
    {"wanted", 25},  {"was", 263},     {"wasnt", 20},   {"way", 12},       {"we", 55},         {"week", 20},
    {"well", 20},    {"went", 48},     {"were", 20},    {"what", 92},      {"when", 39},       {"where", 12},
    {"which", 37},   {"while", 12},    {"who", 40},     {"whole", 12},     {"why", 13},        {"will", 10},
    {"with", 140},   {"would", 41},    {"wrong", 16},   {"wrote", 17},     {"xboss", 20},      {"xname", 120},
    {"yes", 12},     {"you", 81},      {"your", 23},
};

static int
compare_common(const void *key, const void *item)
{
  return strcmp(key, ((const struct common *)item)->word);
}

static uint32_t
weight_of(const char *word)
{
  const struct common *found = bsearch(word, common, sizeof common / sizeof *common, sizeof *common, compare_common);
  return found ? found->weight : RARE;
}

static uint32_t
weight_of_stem(const char *stem)
{
  uint32_t weight = RARE + STEM_EXTRA;
  size_t len = strlen(stem), low = 0, high = sizeof common / sizeof *common;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (strcmp(common[mid].word, stem) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < sizeof common / sizeof *common && strncmp(common[low].word, stem, len) == 0; low++)
    weight += common[low].weight;
  return weight;
}

static struct vouch__slot *
find(struct vouch__slot *slots, size_t cap, const char *text, size_t len, uint32_t hash)
{
  size_t i = (hash ^ hash >> 15) & (cap - 1);
  while (slots[i].entry &&
         (slots[i].hash != hash || slots[i].entry->len != len || memcmp(slots[i].entry->written, text, len) != 0))
    i = (i + 1) & (cap - 1);
  return &slots[i];
}

static bool
widen(struct vouch__vocabulary *words)
{
  size_t cap = words->cap ? words->cap * 2 : 8192;
  struct vouch__slot *slots = vouch__alloc(words->arena, cap * sizeof *slots);
  if (!slots)
    return false;
  for (size_t i = 0; i < words->cap; i++) {
    struct vouch__slot *old = &words->slots[i];
    if (old->entry)
      *find(slots, cap, old->entry->written, old->entry->len, old->hash) = *old;
  }
  words->slots = slots;
  words->cap = cap;
  return true;
}

/* The rarest of the plain words. */
static bool
choose_need(struct vouch__vocabulary *words, struct vouch__entry *entry, const struct vouch__plain *plain)
{
  if (entry->stem) {
    entry->need = vouch__format(words->arena, "%s*", plain->text);
    entry->weight = weight_of_stem(plain->text);
    return entry->need != NULL;
  }
  for (size_t i = 0; i < plain->n_words; i++) {
    const char *word = plain->text;
    if (plain->n_words > 1)
      word = vouch__copy(words->arena, plain->text + plain->words[i].at, plain->words[i].len);
    if (!word)
      return false;
    uint32_t weight = weight_of(word);
    if (!entry->need || weight < entry->weight) {
      entry->need = word;
      entry->weight = weight;
      }
  }
  return true;
}

/* Digits with '.' or ':' between them are a number; any other point has no place in a phrase. */
static bool
only_words(const char *plain)
{
  for (; *plain; plain++)
    if (!vouch__is_alpha(*plain) && !vouch__is_digit(*plain) && *plain != ' ' &&
        !((*plain == '.' || *plain == ':') && vouch__is_digit(plain[1])))
      return false;
  return true;
}

static bool
note_hashes(struct vouch__vocabulary *words, struct vouch__entry *entry, const struct vouch__plain *plain)
{
  entry->hashes = vouch__alloc(words->arena, (plain->n_words + 1) * sizeof *entry->hashes);
  if (!entry->hashes)
    return false;
  for (size_t i = 0; i < plain->n_words; i++)
    entry->hashes[entry->n_hashes++] =
        vouch__word_hash(plain->text + plain->words[i].at, plain->words[i].len, entry->stem && i + 1 == plain->n_words);
  return true;
}

/* A word that is its own plain form, without the work of making it. */
static bool
make_simple(struct vouch__vocabulary *words, struct vouch__entry *entry, size_t len)
{
  char *text = vouch__copy(words->arena, entry->written, len), *search = text;
  struct vouch__word *word = vouch__alloc(words->arena, sizeof *word);
  if (!text || !word)
    return false;
  if (vouch__words_has(words->language->negations, text, len)) {
    search = vouch__copy(words->arena, text, len);
    if (!search)
      return false;
    *search = (char)(*search - 'a' + 'A');
  }
  *word = (struct vouch__word){.len = (uint32_t)len};
  struct vouch__plain plain = {text, search, len, word, 1};
  entry->plain = search;
  entry->single = !entry->stem;
  return note_hashes(words, entry, &plain) && choose_need(words, entry, &plain);
}

static bool
make(struct vouch__vocabulary *words, struct vouch__entry *entry)
{
  struct vouch__plain plain;
  size_t len = entry->len - entry->stem;
  if (vouch__plain_is(words->language, entry->written, len))
    return make_simple(words, entry, len);
  if (vouch__plain_make(words->arena, words->language, entry->written, len, NULL, NULL, NULL, &plain) != VOUCH_OK)
    return false;
  entry->plain = plain.n_words ? plain.search : "";
  entry->odd = !only_words(plain.text);
  entry->single = !entry->stem && !strchr(entry->plain, ' ');
  if (!note_hashes(words, entry, &plain))
    return false;
  return plain.n_words == 0 || choose_need(words, entry, &plain);
}

struct vouch__entry *
vouch__vocabulary_get(struct vouch__vocabulary *words, const char *text, size_t len, uint32_t hash)
{
  if (words->n * 2 >= words->cap && !widen(words))
    return NULL;
  struct vouch__slot *slot = find(words->slots, words->cap, text, len, hash);
  if (slot->entry)
    return slot->entry;
  struct vouch__entry *entry = vouch__alloc(words->arena, sizeof *entry);
  if (!entry)
    return NULL;
  *entry = (struct vouch__entry){.written = text, .len = len, .stem = text[len - 1] == '*'};
  if (!make(words, entry))
    return NULL;
  words->n++;
  *slot = (struct vouch__slot){entry, hash};
  return entry;
}
