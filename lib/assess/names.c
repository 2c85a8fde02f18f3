/* SPDX-License-Identifier: MIT */
/* Names of verdicts and attributes, as vouch-check/1 writes them. */
#include "assess/assess.h"

const char *
vouch__verdict_name(enum vouch__verdict verdict)
{
  static const char *const names[] = {"found", "partial", "missing", "undecided"};
  return names[verdict];
}

const char *
vouch__mistake_verdict_name(enum vouch__mistake_verdict verdict)
{
  static const char *const names[] = {"absent", "avoided", "present"};
  return names[verdict];
}

const char *
vouch__why_name(enum vouch__why why)
{
  static const char *const names[] = {"none",          "other-actor", "negated",  "not-done",
                                      "wrong-section", "wrong-order", "too-vague"};
  return names[why];
}

const char *
vouch__trigger_name(enum vouch__trigger_role role)
{
  static const char *const names[] = {"actor", "negation", "not-done", "quote", "section", "order"};
  return names[role];
}

const char *
vouch__actor_name(enum vouch__actor actor)
{
  static const char *const names[] = {"learner", "we", "other", "customer", "unknown"};
  return names[actor];
}

const char *
vouch__asserted_name(enum vouch__asserted asserted)
{
  static const char *const names[] = {"done", "negated", "not-done", "quoted"};
  return names[asserted];
}

const char *
vouch__privacy_name(enum vouch__privacy_kind kind)
{
  static const char *const names[] = {"name", "email", "phone",        "postcode",  "address",
                                      "card", "iban",  "bank-account", "ni-number", "reference"};
  return names[kind];
}
