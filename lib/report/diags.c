/* SPDX-License-Identifier: MIT */
/* Diagnostics for people: place, severity, code, message, and the next step below. */
#include "report/view.h"

#include <string.h>

static const enum vouch__ink severity_inks[] = {
    [VOUCH_ERROR] = VOUCH__RED, [VOUCH_WARNING] = VOUCH__YELLOW, [VOUCH_NOTE] = VOUCH__BOLD};

const char *
vouch__severity_name(enum vouch_severity severity)
{
  static const char *const names[] = {[VOUCH_ERROR] = "error", [VOUCH_WARNING] = "warning", [VOUCH_NOTE] = "note"};
  return names[severity];
}

void
vouch__page_diag(struct vouch__page *page, const struct vouch_diag *diag)
{
  if (diag->path) {
    vouch__page_text(page, strcmp(diag->path, "-") == 0 ? "(standard input)" : diag->path);
    if (diag->line && diag->column)
      vouch__page_format(page, ":%lu:%lu", (unsigned long)diag->line, (unsigned long)diag->column);
    else if (diag->line)
      vouch__page_format(page, ":%lu", (unsigned long)diag->line);
    vouch__page_text(page, ": ");
  }
  vouch__page_ink(page, severity_inks[diag->severity], vouch__severity_name(diag->severity));
  page->indent = 2;
  vouch__page_format(page, " %s: %s", diag->code, diag->message);
  vouch__page_newline(page);
  if (diag->hint) {
    vouch__page_tab(page, 2);
    vouch__page_text(page, diag->hint);
    vouch__page_newline(page);
  }
}

enum vouch_status
vouch_report_diags(struct vouch_context *context, const struct vouch_diags *diags, const struct vouch_style *style,
                   struct vouch_text *ret_text)
{
  struct vouch__page page;
  vouch__page_init(&page, context, style);
  for (size_t i = 0; i < vouch_diags_count(diags); i++)
    vouch__page_diag(&page, vouch_diags_get(diags, i));
  return vouch__page_end(&page, ret_text);
}
