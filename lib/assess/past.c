/* SPDX-License-Identifier: MIT */
/* Verbs in the past, by their look. */
#include "assess/past.h"

bool
vouch__past_verb(const struct vouch__language *language, const struct vouch__plain *plain, size_t i)
{
  if (i >= plain->n_words)
    return false;
  const struct vouch__word *word = &plain->words[i];
  const char *text = plain->text + word->at;
  if (word->len > 3 && text[word->len - 1] == 'd' && text[word->len - 2] == 'e')
    return !vouch__words_has(vouch__language_list(language, "not-verbs"), text, word->len);
  return vouch__words_has(vouch__language_list(language, "past-verbs"), text, word->len);
}

bool
vouch__past_unreal(const struct vouch__language *language, const struct vouch__plain *plain, size_t i)
{
  const struct vouch__words *words = vouch__language_list(language, "not-past-after");
  for (size_t k = i > 2 ? i - 2 : 0; k < i; k++)
    if (vouch__words_has(words, plain->text + plain->words[k].at, plain->words[k].len))
      return true;
  return false;
}

bool
vouch__past_told(const struct vouch__language *language, const struct vouch__plain *plain)
{
  for (size_t i = 0; i < plain->n_words; i++)
    if (vouch__past_verb(language, plain, i) && !vouch__past_unreal(language, plain, i))
      return true;
  return false;
}
