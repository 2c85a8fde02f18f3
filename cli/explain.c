/* SPDX-License-Identifier: MIT */
/* vouch explain CODE */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MAX_CODES = 512 };

static int
unknown_code(const struct command *command, const char *word)
{
  const char *names[MAX_CODES];
  size_t n = 0;
  for (const struct vouch_diag_entry *entry; n < MAX_CODES && (entry = vouch_diag_entry_get(n / 2)) != NULL; n += 2) {
    names[n] = entry->code;
    names[n + 1] = entry->name;
  }
  const char *near = vouch_word_nearest(word, names, n);
  char *next = near ? format_text("Did you mean %s? vouch explain lists all codes.", near)
                    : format_text("vouch explain, without a code, lists all of them.");
  int code = usage_error(command, next, "there is no code %s", word);
  free(next);
  return code;
}

/* A paragraph, broken between words before column 80. */
static void
print_paragraph(const char *text)
{
  size_t column = 0;
  while (*text) {
    size_t len = strcspn(text, " ");
    if (column && column + 1 + len > 79) {
      putchar('\n');
      column = 0;
    } else if (column) {
      putchar(' ');
      column++;
    }
    fwrite(text, 1, len, stdout);
    column += len;
    text += len + strspn(text + len, " ");
  }
  putchar('\n');
}

static void
print_entry(const struct vouch_diag_entry *entry)
{
  static const char *const severities[] = {[VOUCH_ERROR] = "error", [VOUCH_WARNING] = "warning", [VOUCH_NOTE] = "note"};
  printf("%s %s (%s)\n\n", entry->code, entry->name, severities[entry->severity]);
  print_paragraph(entry->summary);
  putchar('\n');
  print_paragraph(entry->explanation);
}

int
explain_command(const struct command *command, int argc, char **argv)
{
  bool done;
  struct words words;
  int code = words_read(&words, command, argc, argv, &done);
  if (code != EXIT_DONE || done)
    goto end;
  if (!words.n_operands)
    for (size_t i = 0; vouch_diag_entry_get(i); i++)
      printf("%s  %s\n", vouch_diag_entry_get(i)->code, vouch_diag_entry_get(i)->name);
  for (size_t i = 0; i < words.n_operands; i++) {
    const struct vouch_diag_entry *entry = vouch_diag_entry_find(words.operands[i]);
    if (!entry) {
      code = unknown_code(command, words.operands[i]);
      break;
    }
    if (i)
      putchar('\n');
    print_entry(entry);
  }
end:
  words_free(&words);
  return code;
}
