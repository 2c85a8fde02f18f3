/* SPDX-License-Identifier: MIT */
/* The words of a rubric's attributes as bits. The schema has checked them: unknown words count for nothing. */
#ifndef VOUCH_MODEL_RUBRIC_WORDS_H
#define VOUCH_MODEL_RUBRIC_WORDS_H

unsigned vouch__word_voices(const char *text);   /* NULL: narration */
unsigned vouch__word_actors(const char *list);   /* "learner we"; any: all */
unsigned vouch__word_asserted(const char *list); /* "done negated" */
unsigned vouch__word_sections(const char *list); /* "action result" */

#endif
