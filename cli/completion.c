/* SPDX-License-Identifier: MIT */
/* vouch completion bash */
#include <string.h>

#include "cli.h"

int
completion_command(const struct command *command, int argc, char **argv)
{
  bool done;
  struct words words;
  int code = words_read(&words, command, argc, argv, &done);
  if (code == EXIT_DONE && !done && (words.n_operands != 1 || strcmp(words.operands[0], "bash") != 0))
    code = usage_error(command, "Say: vouch completion bash", "the shell is missing or not known");
  if (code == EXIT_DONE && !done) {
    fputs("_vouch() {\n  local word=${COMP_WORDS[COMP_CWORD]} words=\"--help\"\n  case ${COMP_CWORD}:${COMP_WORDS[1]} in\n  "
          "1:*) words=\"",
          stdout);
    for (const struct command *each = commands; each->name; each++)
      printf("%s ", each->name);
    fputs("--help --version\" ;;\n", stdout);
    for (const struct command *each = commands; each->name; each++) {
      printf("  *:%s) words=\"--help", each->name);
      for (const struct option *option = each->options; option < each->options + MAX_OPTIONS && option->name; option++)
        printf(" --%s", option->name);
      fputs("\" ;;\n", stdout);
    }
    puts("  esac\n  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n}\ncomplete -o default -F _vouch vouch");
  }
  words_free(&words);
  return code;
}
