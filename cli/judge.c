/* SPDX-License-Identifier: MIT */
/* One account from file to rendered result. */
#include "judge.h"

#include <stdlib.h>
#include <string.h>

#include "cli.h"

void
judge_thread_free(struct judge_thread *thread)
{
  for (size_t i = 0; i < thread->n; i++)
    vouch_worker_free(thread->workers[i]);
  free(thread->workers);
}

void
judged_free(struct judged *judged, struct vouch_context *context)
{
  for (size_t i = 0; i < judged->n_texts; i++)
    vouch_text_free(context, &judged->texts[i]);
  free(judged->texts);
  vouch_diags_free(judged->diags);
  free(judged->own_why);
  *judged = (struct judged){0};
}

/* The folder of the account, and the portfolio's: where portfolio.md stands, else where accounts/ stands, else the same. */
struct home {
  char *account, *portfolio, *portfolio_file; /* portfolio_file NULL: none */
};

static char *
folder_with_slash(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? format_text("%.*s", (int)(slash - path) + 1, path) : format_text("./");
}

static void
find_home(const struct input *input, struct home *home)
{
  *home = (struct home){.account = folder_with_slash(input->path)};
  static const char *const steps[] = {"", "../"};
  bool standard = strcmp(input->path, "-") == 0;
  for (size_t i = 0; !standard && i < 2 && !home->portfolio_file; i++) {
    char *folder = format_text("%s%s", home->account, steps[i]), *file = format_text("%sportfolio.md", folder);
    if (vouch_path_kind(file) == VOUCH_PATH_FILE) {
      home->portfolio = folder;
      home->portfolio_file = file;
    } else {
      free(folder);
      free(file);
    }
  }
  if (!home->portfolio)
    home->portfolio = format_text("%s%s", home->account, input->by_folder == INPUT_ACCOUNT && !standard ? "../" : "");
}

static void
home_free(struct home *home)
{
  free(home->account);
  free(home->portfolio);
  free(home->portfolio_file);
}

static enum vouch_link_status
status_of(const struct home *home, const char *path)
{
  enum vouch_path_kind kind = vouch_path_kind(path);
  if (kind == VOUCH_PATH_ABSENT)
    return VOUCH_LINK_MISSING;
  if (!vouch_path_inside(home->portfolio, path))
    return VOUCH_LINK_OUTSIDE;
  return kind == VOUCH_PATH_FILE ? VOUCH_LINK_OK : VOUCH_LINK_NOT_A_FILE;
}

/* Does the path climb further than from the account's folder to the portfolio's? Told by its words alone, so that the answer
 * says nothing about what lies there. */
static bool
climbs_out(const char *path)
{
  int depth = 0;
  for (const char *at = path; *at;) {
    size_t len = strcspn(at, "/");
    if (len == 2 && strncmp(at, "..", 2) == 0)
      depth--;
    else if (len > 0 && !(len == 1 && *at == '.'))
      depth++;
    if (depth < -1)
      return true;
    at += len + (at[len] == '/');
  }
  return false;
}

/* Evidence is named from the portfolio's folder, or from the account's. */
static enum vouch_link_status
resolve_link(const char *path, void *data)
{
  const struct home *home = data;
  if (climbs_out(path))
    return VOUCH_LINK_OUTSIDE;
  if (path[0] == '/')
    return status_of(home, path);
  const char *const folders[] = {home->portfolio, home->account};
  enum vouch_link_status status = VOUCH_LINK_MISSING;
  for (size_t i = 0; i < 2 && status == VOUCH_LINK_MISSING; i++) {
    char *full = format_text("%s%s", folders[i], path);
    status = status_of(home, full);
    free(full);
  }
  return status;
}

/* The input cannot be used: the first error says why. */
static void
leave_out(struct judged *judged, enum vouch_status status)
{
  judged->code = worse(judged->code, exit_of(status));
  for (size_t i = 0; i < vouch_diags_count(judged->diags) && !judged->why; i++) {
    const struct vouch_diag *diag = vouch_diags_get(judged->diags, i);
    if (diag->severity == VOUCH_ERROR) {
      judged->why = diag->message;
      judged->why_code = diag->code;
    }
  }
}

static void
no_account(struct judged *judged)
{
  vouch_diags_free(judged->diags);
  judged->diags = NULL;
  judged->why = "not an account";
  judged->why_code = NULL;
  judged->code = EXIT_DONE;
}

/* The kind that it names, else the folder it stands in; else what was named itself, or names a unit, is an account. */
static bool
is_account(const struct input *input, const struct vouch_account *account)
{
  const char *kind = vouch_account_kind(account);
  static const char *const others[] = {"testimony", "feedback", "portfolio"};
  if (kind && strcmp(kind, "account") == 0)
    return true;
  for (size_t i = 0; kind && i < sizeof others / sizeof *others; i++)
    if (strcmp(kind, others[i]) == 0)
      return false; /* an unknown kind says nothing */
  if (input->by_folder != INPUT_UNDECIDED)
    return input->by_folder == INPUT_ACCOUNT;
  return !input->walked || vouch_account_units(account) > 0;
}

static struct vouch_worker *
worker_of(const struct judge *judge, struct judge_thread *thread, const struct shelved *item)
{
  if (item->index >= thread->n) {
    thread->workers = must(realloc(thread->workers, (item->index + 1) * sizeof(struct vouch_worker *)));
    while (thread->n <= item->index)
      thread->workers[thread->n++] = NULL;
  }
  struct vouch_worker **worker = &thread->workers[item->index];
  if (!*worker && vouch_worker_new(judge->shelf->context, item->rubric, worker) != VOUCH_OK)
    *worker = NULL;
  return *worker;
}

static void
add_counts(struct vouch_counts *total, const struct vouch_counts *more)
{
  total->criteria += more->criteria;
  total->found += more->found;
  total->partial += more->partial;
  total->missing += more->missing;
  total->undecided += more->undecided;
  total->mistakes += more->mistakes;
  total->privacy += more->privacy;
  total->warnings += more->warnings;
}

/* The id that --explain means in this rubric (an id or a display number); NULL: it has none such. */
static const char *
explained_id(const struct judge *judge, const struct vouch_rubric *rubric)
{
  for (size_t i = 0; i < vouch_rubric_criteria(rubric); i++) {
    struct vouch_criterion criterion = vouch_rubric_criterion(rubric, i);
    if (strcmp(criterion.id, judge->explain) == 0 || (criterion.number && strcmp(criterion.number, judge->explain) == 0))
      return criterion.id;
  }
  for (size_t i = 0; i < vouch_rubric_mistakes(rubric); i++) {
    struct vouch_mistake mistake = vouch_rubric_mistake(rubric, i);
    if (strcmp(mistake.id, judge->explain) == 0)
      return mistake.id;
  }
  return NULL;
}

static enum vouch_status
render(const struct judge *judge, const struct vouch_assessment *assessment, struct vouch_text *ret_text)
{
  struct vouch_context *context = judge->shelf->context;
  if (judge->explain)
    return vouch_report_explain(context, assessment, &judge->style, ret_text);
  if (judge->format == FORMAT_TEXT)
    return vouch_report_text(context, assessment, &judge->style, ret_text);
  return vouch_report_json_account(context, assessment, judge->format == FORMAT_JSON, ret_text);
}

static void
judge_against(const struct judge *judge, struct judge_thread *thread, const struct vouch_account *account,
              const struct shelved *item, struct judged *judged)
{
  struct vouch_assessment *assessment = NULL;
  struct vouch_text text = {0};
  const char *explain = judge->explain ? explained_id(judge, item->rubric) : NULL;
  if (judge->explain && !explain)
    return;
  judged->explained |= explain != NULL;
  struct vouch_worker *worker = worker_of(judge, thread, item);
  enum vouch_status status = worker ? vouch_assess(worker, account, explain, &assessment) : VOUCH_NOMEM;
  if (status == VOUCH_OK)
    status = render(judge, assessment, &text);
  if (status == VOUCH_OK) {
    struct vouch_counts counts = vouch_assessment_counts(assessment);
    judged->texts = must(realloc(judged->texts, (judged->n_texts + 1) * sizeof *judged->texts));
    judged->texts[judged->n_texts++] = text;
    add_counts(&judged->total, &counts);
    bool strict = judge->strict && (counts.warnings || counts.privacy);
    if (counts.short_of || strict)
      judged->code = worse(judged->code, EXIT_SHORT);
  } else {
    judged->code = worse(judged->code, EXIT_SYSTEM);
  }
  vouch_assessment_free(assessment);
}

/* The rubrics that apply to one account, in order. */
struct choice {
  struct shelved **list;
  size_t n;
};

static void
choose(struct choice *choice, struct shelved *item)
{
  for (size_t i = 0; i < choice->n; i++)
    if (choice->list[i] == item)
      return;
  choice->list = must(realloc(choice->list, (choice->n + 1) * sizeof *choice->list));
  choice->list[choice->n++] = item;
}

static void
choose_by_name(const struct judge *judge, struct choice *choice, const char *name, const struct vouch_source *source,
               size_t offset, struct judged *judged)
{
  struct shelved *item = shelf_get(judge->shelf, name, false);
  if (item) {
    choose(choice, item);
    return;
  }
  char *hint = shelf_hint(judge->shelf, name);
  struct vouch_place place = {.source = source, .offset = offset, .length = strlen(name)};
  if (vouch_diags_add(judged->diags, "V107", place, hint, (const char *const[]){name, NULL}) != VOUCH_OK)
    judged->code = EXIT_SYSTEM;
  judged->code = worse(judged->code, EXIT_UNUSABLE);
  free(hint);
}

static void
choose_by_portfolio(const struct judge *judge, struct choice *choice, const struct home *home, struct judged *judged)
{
  struct vouch_source *source = NULL;
  struct vouch_portfolio *portfolio = NULL;
  struct vouch_context *context = judge->shelf->context;
  enum vouch_status status = vouch_source_read(context, home->portfolio_file, VOUCH_CAP_ACCOUNT, judged->diags, &source);
  if (status == VOUCH_OK)
    status = vouch_portfolio_read(context, source, judged->diags, &portfolio);
  if (status != VOUCH_OK)
    judged->code = worse(judged->code, exit_of(status));
  for (size_t i = 0; portfolio && i < vouch_portfolio_rubrics(portfolio); i++)
    choose_by_name(judge, choice, vouch_portfolio_rubric(portfolio, i), source, vouch_portfolio_rubric_offset(portfolio, i),
                   judged);
  vouch_portfolio_free(portfolio);
  vouch_source_free(source);
}

static void
choose_rubrics(const struct judge *judge, struct choice *choice, const struct vouch_account *account,
               const struct vouch_source *source, const struct home *home, struct judged *judged)
{
  for (size_t i = 0; i < judge->n_rubrics; i++)
    choose(choice, judge->rubrics[i]);
  if (judge->n_rubrics)
    return;
  for (size_t i = 0; i < vouch_account_units(account); i++)
    choose_by_name(judge, choice, vouch_account_unit(account, i), source, vouch_account_unit_offset(account, i), judged);
  if (!vouch_account_units(account) && home->portfolio_file)
    choose_by_portfolio(judge, choice, home, judged);
  if (choice->n || vouch_account_units(account))
    return;
  char *hint = shelf_hint(judge->shelf, NULL);
  struct vouch_place place = {.path = vouch_source_path(source), .offset = VOUCH_NO_OFFSET};
  if (vouch_diags_add(judged->diags, "V118", place, hint, (const char *const[]){NULL}) != VOUCH_OK)
    judged->code = EXIT_SYSTEM;
  judged->code = worse(judged->code, EXIT_UNUSABLE);
  free(hint);
}

/* No result came out: its own messages go where they are read, and the input is named as left out. */
static void
nothing_judged(const struct choice *choice, const struct vouch_account *account, struct judged *judged)
{
  if (choice->n) {
    const struct shelved *item = choice->list[0];
    judged->no_rubric = item->name;
    judged->own_why = format_text("the rubric %s cannot be used", item->name);
    judged->why = judged->own_why;
    for (size_t i = 0; i < vouch_diags_count(item->diags) && !judged->why_code; i++)
      if (vouch_diags_get(item->diags, i)->severity == VOUCH_ERROR)
        judged->why_code = vouch_diags_get(item->diags, i)->code;
  }
  if (vouch_diags_join(judged->diags, vouch_account_diags(account), VOUCH_ERROR) != VOUCH_OK)
    judged->code = EXIT_SYSTEM;
  else if (!choice->n)
    leave_out(judged, VOUCH_INPUT);
  vouch_diags_sort(judged->diags);
}

static void
judge_read(const struct judge *judge, struct judge_thread *thread, const struct vouch_account *account,
           const struct vouch_source *source, const struct home *home, struct judged *judged)
{
  struct choice choice = {0};
  size_t usable = 0;
  choose_rubrics(judge, &choice, account, source, home, judged);
  for (size_t i = 0; i < choice.n; i++) {
    judged->code = worse(judged->code, choice.list[i]->code);
    if (choice.list[i]->rubric) {
      usable++;
      judge_against(judge, thread, account, choice.list[i], judged);
    }
  }
  if (!usable && judged->code != EXIT_SYSTEM)
    nothing_judged(&choice, account, judged);
  free(choice.list);
}

void
judge_account(const struct judge *judge, struct judge_thread *thread, const struct input *input, struct judged *ret_judged)
{
  struct vouch_context *context = judge->shelf->context;
  struct vouch_source *source = NULL;
  struct vouch_account *account = NULL;
  struct judged judged = {0};
  struct home home;
  find_home(input, &home);
  enum vouch_status status = vouch_diags_new(context, &judged.diags);
  if (status == VOUCH_OK)
    status = vouch_source_read(context, input->path, VOUCH_CAP_ACCOUNT, judged.diags, &source);
  if (status == VOUCH_OK)
    status = vouch_account_read(context, source, resolve_link, &home, judged.diags, &account);
  if (status == VOUCH_NOMEM || status == VOUCH_ARG) {
    judged.code = EXIT_SYSTEM;
  } else if (status != VOUCH_OK) {
    leave_out(&judged, status);
    /* An empty file that was met while walking names no kind: it is not known to be an account at all. */
    bool empty = judged.why_code && strcmp(judged.why_code, "V014") == 0;
    if (input->by_folder == INPUT_OTHER || (empty && input->walked && input->by_folder == INPUT_UNDECIDED))
      no_account(&judged);
  } else if (!is_account(input, account)) {
    no_account(&judged);
  } else {
    judge_read(judge, thread, account, source, &home, &judged);
  }
  vouch_account_free(account);
  vouch_source_free(source);
  home_free(&home);
  *ret_judged = judged;
}
