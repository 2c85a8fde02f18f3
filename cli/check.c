/* SPDX-License-Identifier: MIT */
/* vouch check FILE|FOLDER|-... */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "judge.h"
#include "ordered.h"
#include "system.h"

enum { MAX_JOBS = 256 };

struct check {
  const struct command *command;
  struct vouch_context *context;
  struct shelf shelf;
  struct judge judge;
  struct inputs inputs;
  unsigned jobs;
  size_t window;
  struct judge_thread *threads; /* one a job */
  struct judged *judged;        /* by i % window */
  struct vouch_diags *diags;    /* what belongs to no account */
  struct vouch_skipped *skipped;
  size_t n_skipped;
  struct vouch_run run;
  size_t others; /* files that are no accounts */
  bool explained;
  double started, shown;
  bool progress, progress_on;
  bool terminal; /* results go to one */
  int code;
};

static void
clear_progress(struct check *check)
{
  if (check->progress_on)
    fputs("\r\x1b[K", stderr);
  check->progress_on = false;
}

static void
tick(size_t done, void *data)
{
  struct check *check = data;
  double now = check->progress ? system_seconds() : 0;
  if (!check->progress || now - check->started < 0.5 || now - check->shown < 0.1)
    return;
  check->shown = now;
  check->progress_on = true;
  fprintf(stderr, "\r%zu of %zu checked\x1b[K", done, check->inputs.n);
  fflush(stderr);
}

static void
keep_skipped(struct check *check, const struct input *input, const struct judged *judged)
{
  check->skipped = must(realloc(check->skipped, (check->n_skipped + 1) * sizeof *check->skipped));
  char *path = format_text("%s", input->path), *why = format_text("%s", judged->why);
  check->skipped[check->n_skipped++] = (struct vouch_skipped){path, why, judged->why_code};
}

/* What one input leaves besides its results. Messages for people come at once, in the order of the inputs. */
static void
emit_rest(struct check *check, const struct input *input, const struct judged *judged)
{
  if (judged->why)
    keep_skipped(check, input, judged);
  bool account = !judged->why || judged->why_code;
  check->others += !account;
  if (account && input->folder != SIZE_MAX)
    check->inputs.folders[input->folder].accounts++;
  if (judged->diags && vouch_diags_count(judged->diags)) {
    if (check->judge.format == FORMAT_TEXT)
      check->code = worse(check->code, diags_print(check->context, judged->diags));
    else if (vouch_diags_join(check->diags, judged->diags, VOUCH_NOTE) != VOUCH_OK)
      check->code = EXIT_SYSTEM;
  }
  if (judged->no_rubric && check->judge.format == FORMAT_TEXT)
    fprintf(stderr, "%s: not checked: the rubric %s cannot be used\n", input->path, judged->no_rubric);
  if (judged->code == EXIT_SYSTEM)
    fprintf(stderr, "%s: there was not enough memory to check it\n", input->path);
}

static void
emit_text(struct check *check, const struct vouch_text *text)
{
  bool first = check->run.accounts++ == 0;
  if (check->judge.format == FORMAT_TEXT && !first)
    fputs("\n----------------------------------------\n\n", stdout);
  if (check->judge.format == FORMAT_JSON && !first)
    putchar(',');
  fwrite(text->bytes, 1, text->size, stdout);
  if (check->judge.format == FORMAT_NDJSON)
    putchar('\n');
}

static bool
emit(size_t i, void *data)
{
  struct check *check = data;
  struct judged *judged = &check->judged[i % check->window];
  bool says = check->judge.format == FORMAT_TEXT && judged->diags && vouch_diags_count(judged->diags);
  if (says || (judged->n_texts && check->terminal))
    clear_progress(check);
  emit_rest(check, &check->inputs.list[i], judged);
  for (size_t t = 0; t < judged->n_texts; t++)
    emit_text(check, &judged->texts[t]);
  struct vouch_counts *total = &check->run.total;
  total->criteria += judged->total.criteria;
  total->found += judged->total.found;
  total->partial += judged->total.partial;
  total->missing += judged->total.missing;
  total->undecided += judged->total.undecided;
  total->mistakes += judged->total.mistakes;
  total->privacy += judged->total.privacy;
  total->warnings += judged->total.warnings;
  check->code = worse(check->code, judged->code);
  check->explained |= judged->explained;
  judged_free(judged, check->context);
  return !ferror(stdout);
}

static void
work(size_t i, unsigned thread, void *data)
{
  struct check *check = data;
  judge_account(&check->judge, &check->threads[thread], &check->inputs.list[i], &check->judged[i % check->window]);
}

static void
complain(struct check *check, const char *code, const char *path, const char *hint, const char *const *slots)
{
  struct vouch_place place = {.path = path, .offset = VOUCH_NO_OFFSET};
  if (vouch_diags_add(check->diags, code, place, hint, slots) != VOUCH_OK)
    check->code = EXIT_SYSTEM;
  check->code = worse(check->code, EXIT_UNUSABLE);
}

static void
judge_folders(struct check *check)
{
  for (size_t i = 0; i < check->inputs.n_folders; i++) {
    const struct folder *folder = &check->inputs.folders[i];
    if (folder->error)
      complain(check, "V001", folder->path, "See whether you may open the folder.",
               (const char *const[]){folder->path, strerror(folder->error), NULL});
    else if (!folder->accounts)
      complain(check, "V017", folder->path, "An account ends in .md and stands in the folder accounts, or names its unit.",
               (const char *const[]){folder->path, NULL});
  }
  bool walked_only = check->inputs.n_folders > 0;
  if (!walked_only && check->inputs.n && check->others == check->inputs.n)
    for (size_t i = 0; i < check->inputs.n; i++)
      complain(check, "V018", check->inputs.list[i].path, "Name an account, or the folder of the portfolio.",
               (const char *const[]){check->inputs.list[i].path, NULL});
}

/* Rubrics are read once a run, so what is wrong with them is said once, behind the accounts. */
static void
join_rubrics(struct check *check)
{
  for (const struct shelved *item = check->shelf.first; item; item = item->next) {
    check->code = worse(check->code, item->code);
    if (vouch_diags_join(check->diags, item->diags, VOUCH_NOTE) != VOUCH_OK)
      check->code = EXIT_SYSTEM;
  }
}

static void
finish(struct check *check)
{
  struct vouch_text text = {0};
  clear_progress(check);
  judge_folders(check);
  join_rubrics(check);
  vouch_diags_sort(check->diags);
  check->run.skipped = check->skipped;
  check->run.n_skipped = check->n_skipped;
  check->run.diags = check->diags;
  enum vouch_status status;
  if (check->judge.format == FORMAT_TEXT) {
    struct vouch_style style = check->judge.style;
    status = vouch_report_run(check->context, &check->run, &style, &text);
  } else {
    status = vouch_report_json_run(check->context, &check->run, check->judge.format == FORMAT_NDJSON, &text);
  }
  if (status != VOUCH_OK) {
    check->code = system_error("there is not enough memory.");
    return;
  }
  if (!check->judge.explain)
    fwrite(text.bytes, 1, text.size, stdout);
  vouch_text_free(check->context, &text);
  if (check->judge.format == FORMAT_TEXT)
    check->code = worse(check->code, diags_print(check->context, check->diags));
}

static void
begin_json(struct check *check)
{
  struct vouch_text text = {0};
  if (vouch_report_json_begin(check->context, &text) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
  fwrite(text.bytes, 1, text.size, stdout);
  vouch_text_free(check->context, &text);
}

static void
run(struct check *check)
{
  if (check->jobs > check->inputs.n)
    check->jobs = check->inputs.n ? (unsigned)check->inputs.n : 1;
  check->window = (size_t)check->jobs * 8;
  check->threads = must(calloc(check->jobs, sizeof *check->threads));
  check->judged = must(calloc(check->window, sizeof *check->judged));
  check->started = system_seconds();
  check->progress = system_is_terminal(stderr) && check->inputs.n > 1;
  check->terminal = system_is_terminal(stdout);
  if (check->judge.format == FORMAT_JSON)
    begin_json(check);
  struct ordered ordered = {.n = check->inputs.n,
                            .jobs = check->jobs,
                            .window = check->window,
                            .work = work,
                            .emit = emit,
                            .tick = tick,
                            .data = check};
  ordered_run(&ordered);
  for (size_t i = 0; i < check->window; i++)
    judged_free(&check->judged[i], check->context);
  finish(check);
}

static int
read_format(const struct command *command, const char *word, enum format *ret_format)
{
  static const char *const names[] = {"text", "json", "ndjson"};
  for (size_t i = 0; word && i < sizeof names / sizeof *names; i++)
    if (strcmp(word, names[i]) == 0) {
      *ret_format = (enum format)i;
      return EXIT_DONE;
    }
  if (!word)
    return EXIT_DONE;
  const char *near = vouch_word_nearest(word, names, 3);
  char *next = near ? format_text("Did you mean %s?", near) : format_text("The formats are text, json and ndjson.");
  int code = usage_error(command, next, "there is no format %s", word);
  free(next);
  return code;
}

static int
read_jobs(const struct command *command, const char *word, unsigned *ret_jobs)
{
  *ret_jobs = system_cores();
  if (!word)
    return EXIT_DONE;
  char *end;
  errno = 0;
  long n = strtol(word, &end, 10);
  if (errno || *end || end == word || n < 1 || n > MAX_JOBS)
    return usage_error(command, "Give a number from 1 to 256.", "--jobs %s is no number of threads", word);
  *ret_jobs = (unsigned)n;
  return EXIT_DONE;
}

static int
check_words(const struct command *command, const struct words *words)
{
  size_t standard = 0;
  for (size_t i = 0; i < words->n_operands; i++) {
    standard += strcmp(words->operands[i], "-") == 0;
    if (!*words->operands[i])
      return usage_error(command, "Name a file or a folder.", "the name of a file is empty");
  }
  if (!words->n_operands)
    return usage_error(command, "Name an account, or the folder of your portfolio: vouch check accounts/my-account.md",
                       "there is nothing to check");
  if (standard > 1)
    return usage_error(command, "Give it once.", "- (standard input) stands twice");
  const char *folder = words_value(words, "rubrics");
  if (folder && vouch_path_kind(folder) != VOUCH_PATH_FOLDER)
    return usage_error(command, "Give the folder that holds the rubric files.", "--rubrics %s is no folder", folder);
  const char *format = words_value(words, "format");
  if (words_value(words, "explain") && format && strcmp(format, "text") != 0)
    return usage_error(command, "Leave out --format.", "--explain writes text only");
  return EXIT_DONE;
}

/* Rubrics named by --rubric are read and judged even when no account can be used. */
static void
read_named(struct check *check, const struct words *words)
{
  check->judge.rubrics = must(calloc(words->n_options + 1, sizeof(struct shelved *)));
  for (size_t i = 0; i < words->n_options; i++) {
    if (strcmp(words->options[i].option->name, "rubric") != 0)
      continue;
    struct shelved *item = shelf_named(&check->shelf, words->options[i].value);
    check->judge.rubrics[check->judge.n_rubrics++] = item;
  }
}

static void
close_check(struct check *check)
{
  for (unsigned i = 0; check->threads && i < check->jobs; i++)
    judge_thread_free(&check->threads[i]);
  free(check->threads);
  free(check->judged);
  for (size_t i = 0; i < check->n_skipped; i++) {
    free((char *)check->skipped[i].path);
    free((char *)check->skipped[i].why);
  }
  free(check->skipped);
  free(check->judge.rubrics);
  inputs_free(&check->inputs);
  vouch_diags_free(check->diags);
  shelf_close(&check->shelf);
  vouch_context_free(check->context);
}

static int
unknown_criterion(const struct check *check)
{
  return usage_error(check->command, "vouch rubric show UNIT lists the ids, such as DI2 or DI-M1.",
                     "--explain %s names no criterion and no common mistake of the rubric", check->judge.explain);
}

int
check_command(const struct command *command, int argc, char **argv)
{
  bool done;
  struct words words;
  struct check check = {.command = command};
  int code = words_read(&words, command, argc, argv, &done);
  if (code == EXIT_DONE && !done)
    code = check_words(command, &words);
  if (code == EXIT_DONE && !done)
    code = read_format(command, words_value(&words, "format"), &check.judge.format);
  if (code == EXIT_DONE && !done)
    code = read_jobs(command, words_value(&words, "jobs"), &check.jobs);
  if (code != EXIT_DONE || done) {
    words_free(&words);
    return code;
  }
  if (vouch_context_new(NULL, &check.context) != VOUCH_OK || vouch_diags_new(check.context, &check.diags) != VOUCH_OK ||
      shelf_open(&check.shelf, check.context, words_value(&words, "rubrics")) != VOUCH_OK)
    exit(system_error("there is not enough memory."));
  check.judge.shelf = &check.shelf;
  check.judge.style = style_of(stdout);
  check.judge.strict = words_has(&words, "strict");
  check.judge.explain = words_value(&words, "explain");
  read_named(&check, &words);
  inputs_collect(&check.inputs, words.operands, words.n_operands);
  run(&check);
  if (check.judge.explain && !check.explained && check.run.accounts == 0 && check.code == EXIT_DONE)
    check.code = unknown_criterion(&check);
  code = check.code;
  close_check(&check);
  words_free(&words);
  return code;
}
