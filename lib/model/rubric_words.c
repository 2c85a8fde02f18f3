/* SPDX-License-Identifier: MIT */
/* The words of a rubric's attributes as bits. */
#include "model/rubric_words.h"

#include <string.h>

#include "base/str.h"
#include "model/rubric.h"

static unsigned
bits(const char *list, const char *const *names, size_t n)
{
  unsigned set = 0;
  while (*list) {
    size_t len = strcspn(list, " ");
    if (vouch__equal_n(list, len, "any"))
      set = VOUCH__ANY;
    for (size_t i = 0; i < n; i++)
      if (vouch__equal_n(list, len, names[i]))
        set |= VOUCH__BIT(i);
    list += len + (list[len] == ' ');
  }
  return set;
}

unsigned
vouch__word_voices(const char *text)
{
  static const char *const names[] = {"narration", "speech", "theirs"};
  if (!text)
    return VOUCH__NARRATION;
  return bits(text, names, 3) & (VOUCH__NARRATION | VOUCH__SPEECH | VOUCH__THEIRS);
}

unsigned
vouch__word_actors(const char *list)
{
  static const char *const names[VOUCH__ACTORS] = {"learner", "we", "other", "customer", "unknown"};
  return bits(list, names, VOUCH__ACTORS);
}

unsigned
vouch__word_asserted(const char *list)
{
  static const char *const names[VOUCH__ASSERTEDS] = {"done", "negated", "not-done", "quoted"};
  return bits(list, names, VOUCH__ASSERTEDS);
}

unsigned
vouch__word_sections(const char *list)
{
  const char *names[VOUCH__SECTIONS];
  for (size_t i = 0; i < VOUCH__SECTIONS; i++)
    names[i] = vouch__section_name((enum vouch__section)i);
  return bits(list, names, VOUCH__SECTIONS);
}
