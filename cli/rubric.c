/* SPDX-License-Identifier: MIT */
/* vouch rubric list|show|check */
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "shelf.h"

static void
list_one(const char *path, const struct vouch_rubric_head *head, void *data)
{
  size_t *n = data;
  (void)path;
  ++*n;
  printf("%-24s %-6s level %-6s criteria %2u, mistakes %2u  %s\n", head->id, head->version, *head->level ? head->level : "-",
         head->criteria, head->mistakes, head->title);
}

static int
no_rubrics(struct shelf *shelf)
{
  struct vouch_diags *diags = NULL;
  struct vouch_place place = {.offset = VOUCH_NO_OFFSET};
  if (vouch_diags_new(shelf->context, &diags) != VOUCH_OK ||
      vouch_diags_add(diags, "V231", place, NO_RUBRICS_HINT, (const char *const[]){NULL}) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
  diags_print(shelf->context, diags);
  vouch_diags_free(diags);
  return EXIT_UNUSABLE;
}

static int
list(const struct command *command, struct shelf *shelf, const struct words *words)
{
  size_t n = 0;
  if (words->n_operands > 1)
    return usage_error(command, "vouch rubric show RUBRIC shows one.", "list takes no more words");
  shelf_each(shelf, list_one, &n);
  return n ? EXIT_DONE : no_rubrics(shelf);
}

static void
show_rubric(const struct vouch_rubric *rubric)
{
  const char *level = vouch_rubric_level(rubric);
  printf("%s\n%s %s%s%s\n", vouch_rubric_title(rubric), vouch_rubric_id(rubric), vouch_rubric_version(rubric),
         level ? ", level " : "", level ? level : "");
  puts("\nCriteria");
  for (size_t i = 0; i < vouch_rubric_criteria(rubric); i++) {
    struct vouch_criterion criterion = vouch_rubric_criterion(rubric, i);
    printf("\n%s %s  %s\n", criterion.number ? criterion.number : "", criterion.id, criterion.statement);
    if (criterion.guidance)
      printf("  Write: %s\n", criterion.guidance);
    if (criterion.witness)
      printf("  Witness: %s\n", criterion.witness);
    if (criterion.claim_based)
      puts("  Shown by claims and evidence, not by the text.");
  }
  if (vouch_rubric_mistakes(rubric))
    puts("\nCommon mistakes");
  for (size_t i = 0; i < vouch_rubric_mistakes(rubric); i++) {
    struct vouch_mistake mistake = vouch_rubric_mistake(rubric, i);
    printf("\n%s  %s\n", mistake.id, mistake.statement);
    if (mistake.guidance)
      printf("  Better: %s\n", mistake.guidance);
  }
}

static int
show(const struct command *command, struct shelf *shelf, const struct words *words)
{
  int code = EXIT_DONE;
  if (words->n_operands < 2)
    return usage_error(command, "vouch rubric list shows their ids.", "the rubric to show is missing");
  for (size_t i = 1; i < words->n_operands; i++) {
    struct shelved *item = shelf_named(shelf, words->operands[i]);
    if (i > 1)
      putchar('\n');
    if (item->rubric)
      show_rubric(item->rubric);
    else
      code = worse(code, worse(item->code, diags_print(shelf->context, item->diags)));
  }
  return code;
}

static const char *
judgement(const size_t counts[], bool read)
{
  if (!read || counts[VOUCH_ERROR])
    return "cannot be used";
  return counts[VOUCH_WARNING] ? "can be used, with warnings" : "good";
}

/* Reads and tries one rubric; its findings go to standard error, one line about it to standard output. */
static int
check_one(struct shelf *shelf, const char *name)
{
  struct shelved *item = shelf_named(shelf, name);
  int code = item->code;
  if (item->rubric && vouch_rubric_check(shelf->context, item->rubric, item->diags) == VOUCH_NOMEM)
    return system_error("there is not enough memory.");
  vouch_diags_sort(item->diags);
  size_t counts[] = {[VOUCH_ERROR] = 0, [VOUCH_WARNING] = 0, [VOUCH_NOTE] = 0};
  for (size_t i = 0; i < vouch_diags_count(item->diags); i++)
    counts[vouch_diags_get(item->diags, i)->severity]++;
  code = worse(code, diags_print(shelf->context, item->diags));
  if (counts[VOUCH_ERROR])
    code = worse(code, EXIT_UNUSABLE);
  if (counts[VOUCH_WARNING])
    code = worse(code, EXIT_SHORT);
  printf("%s: %s (errors %zu, warnings %zu, notes %zu)\n", name, judgement(counts, item->rubric != NULL), counts[VOUCH_ERROR],
         counts[VOUCH_WARNING], counts[VOUCH_NOTE]);
  return code;
}

struct names {
  char **list;
  size_t n;
};

static enum vouch_status
keep_rubric(const char *path, void *data)
{
  struct names *names = data;
  names->list = must(realloc(names->list, (names->n + 1) * sizeof *names->list));
  names->list[names->n++] = format_text("%s", path);
  return VOUCH_OK;
}

/* A concept file that rubrics share is no rubric: it is tried with each rubric that uses it. */
static bool
is_concepts(struct shelf *shelf, const char *path)
{
  struct vouch_source *source = NULL;
  size_t size = 0;
  if (vouch_source_read(shelf->context, path, VOUCH_CAP_CONCEPTS, NULL, &source) != VOUCH_OK)
    return false;
  const char *bytes = vouch_source_bytes(source, &size), *root = bytes;
  while ((root = memchr(root, '<', size - (size_t)(root - bytes))) && (root[1] == '?' || root[1] == '!'))
    root++;
  bool is = root && size - (size_t)(root - bytes) > 9 && strncmp(root, "<concepts", 9) == 0;
  vouch_source_free(source);
  return is;
}

static int
check_folder(const struct command *command, struct shelf *shelf, const char *folder)
{
  struct names names = {0};
  size_t n = 0;
  int code = EXIT_DONE;
  vouch_folder_walk(folder, ".xml", keep_rubric, &names);
  for (size_t i = 0; i < names.n; i++) {
    if (!is_concepts(shelf, names.list[i])) {
      code = worse(code, check_one(shelf, names.list[i]));
      n++;
    }
    free(names.list[i]);
  }
  free(names.list);
  return n ? code : usage_error(command, "Rubric files end in .xml.", "there is no rubric in %s", folder);
}

static int
check(const struct command *command, struct shelf *shelf, const struct words *words)
{
  int code = EXIT_DONE;
  if (words->n_operands < 2)
    return usage_error(command, "Give an id, a file or a folder of rubrics.", "the rubric to check is missing");
  for (size_t i = 1; i < words->n_operands; i++) {
    const char *name = words->operands[i];
    bool folder = vouch_path_kind(name) == VOUCH_PATH_FOLDER;
    code = worse(code, folder ? check_folder(command, shelf, name) : check_one(shelf, name));
  }
  return code;
}

int
rubric_command(const struct command *command, int argc, char **argv)
{
  static const char *const names[] = {"list", "show", "check"};
  static int (*const actions[])(const struct command *, struct shelf *, const struct words *) = {list, show, check};
  bool done;
  struct words words;
  struct vouch_context *context = NULL;
  struct shelf shelf;
  int code = words_read(&words, command, argc, argv, &done);
  if (code != EXIT_DONE || done)
    goto end;
  const char *word = words.n_operands ? words.operands[0] : NULL;
  size_t action = 0;
  while (word && action < 3 && strcmp(names[action], word) != 0)
    action++;
  if (!word || action == 3) {
    const char *near = word ? vouch_word_nearest(word, names, 3) : NULL;
    char *next = near ? format_text("Did you mean %s?", near) : format_text("Say list, show or check.");
    code =
        word ? usage_error(command, next, "there is no action %s", word) : usage_error(command, next, "the action is missing");
    free(next);
    goto end;
  }
  if (vouch_context_new(NULL, &context) != VOUCH_OK || shelf_open(&shelf, context, words_value(&words, "rubrics")) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
  code = actions[action](command, &shelf, &words);
  shelf_close(&shelf);
  vouch_context_free(context);
end:
  words_free(&words);
  return code;
}
