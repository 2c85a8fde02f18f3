/* SPDX-License-Identifier: MIT */
/* libvouch: finds and quotes evidence in reflective accounts, against rubrics. This header brings all the others. */
#ifndef VOUCH_VOUCH_H
#define VOUCH_VOUCH_H

#include <vouch/account.h>
#include <vouch/assess.h>
#include <vouch/base.h>
#include <vouch/diag.h>
#include <vouch/io.h>
#include <vouch/portfolio.h>
#include <vouch/report.h>
#include <vouch/rubric.h>

#endif
