/* SPDX-License-Identifier: MIT */
/* Messages of the program itself, exit codes, styles. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "system.h"

int
worse(int a, int b)
{
  static const int rank[] = {
      [EXIT_DONE] = 0, [EXIT_SHORT] = 1, [EXIT_UNUSABLE] = 2, [EXIT_TAMPERED] = 3, [EXIT_USAGE] = 4, [EXIT_SYSTEM] = 5};
  return rank[a] >= rank[b] ? a : b;
}

int
exit_of(enum vouch_status status)
{
  switch (status) {
  case VOUCH_OK:
    return EXIT_DONE;
  case VOUCH_IO:
  case VOUCH_INPUT:
  case VOUCH_LIMIT:
    return EXIT_UNUSABLE;
  case VOUCH_INTEGRITY:
    return EXIT_TAMPERED;
  default:
    return EXIT_SYSTEM;
  }
}

int
usage_error(const struct command *command, const char *next, const char *format, ...)
{
  va_list args;
  fprintf(stderr, "vouch%s%s: ", command ? " " : "", command ? command->name : "");
  va_start(args, format);
  vfprintf(stderr, format, args);
  va_end(args);
  fputs(".\n", stderr);
  if (next)
    fprintf(stderr, "  %s\n", next);
  return EXIT_USAGE;
}

int
system_error(const char *what)
{
  fprintf(stderr, "vouch: %s\n", what);
  return EXIT_SYSTEM;
}

void *
must(void *memory)
{
  if (!memory)
    exit(system_error("there is not enough memory."));
  return memory;
}

char *
format_text(const char *format, ...)
{
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  char *text = must(malloc(len < 0 ? 1 : (size_t)len + 1));
  text[0] = '\0';
  if (len > 0)
    vsnprintf(text, (size_t)len + 1, format, again);
  va_end(again);
  va_end(args);
  return text;
}

struct vouch_style
style_of(FILE *stream)
{
  struct vouch_style style = VOUCH_STYLE_INIT;
  if (!system_is_terminal(stream)) {
    style.width = 0; /* nobody knows how wide the reader is: lines stay whole, for search and for editors */
    return style;
  }
  const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
  unsigned columns = system_columns(stream);
  style.colour = (!no_colour || !*no_colour) && (!terminal || strcmp(terminal, "dumb") != 0);
  if (columns)
    style.width = columns < 120 ? columns : 120;
  return style;
}

int
diags_print(struct vouch_context *context, const struct vouch_diags *diags)
{
  struct vouch_style style = style_of(stderr);
  struct vouch_text text;
  if (vouch_report_diags(context, diags, &style, &text) != VOUCH_OK)
    return system_error("there is not enough memory.");
  fwrite(text.bytes, 1, text.size, stderr);
  vouch_text_free(context, &text);
  return EXIT_DONE;
}
