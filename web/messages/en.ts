import common from './en/common.ts';
import compliance from './en/compliance.ts';
import data from './en/data.ts';
import database from './en/database.ts';
import finance from './en/finance.ts';
import green from './en/green.ts';
import greenGroups from './en/green-groups.ts';
import greenPoints from './en/green-points.ts';
import jobs from './en/jobs.ts';
import ledger from './en/ledger.ts';
import market from './en/market.ts';
import marketing from './en/marketing.ts';
import members from './en/members.ts';
import overview from './en/overview.ts';
import people from './en/people.ts';
import reports from './en/reports.ts';
import shell from './en/shell.ts';
import states from './en/states.ts';
import upload from './en/upload.ts';
import type { Messages } from './zh-CN.ts';

export const en = {
  shell,
  common,
  states,
  overview,
  compliance,
  finance,
  marketing,
  members,
  market,
  green,
  greenGroups,
  greenPoints,
  ledger,
  data,
  jobs,
  upload,
  database,
  people,
  reports,
} satisfies Messages;
