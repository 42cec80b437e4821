import common from './zh-CN/common.ts';
import compliance from './zh-CN/compliance.ts';
import data from './zh-CN/data.ts';
import database from './zh-CN/database.ts';
import finance from './zh-CN/finance.ts';
import green from './zh-CN/green.ts';
import greenGroups from './zh-CN/green-groups.ts';
import greenPoints from './zh-CN/green-points.ts';
import jobs from './zh-CN/jobs.ts';
import ledger from './zh-CN/ledger.ts';
import market from './zh-CN/market.ts';
import marketing from './zh-CN/marketing.ts';
import members from './zh-CN/members.ts';
import overview from './zh-CN/overview.ts';
import people from './zh-CN/people.ts';
import reports from './zh-CN/reports.ts';
import shell from './zh-CN/shell.ts';
import states from './zh-CN/states.ts';
import upload from './zh-CN/upload.ts';

/** All Chinese messages; they define which keys there are. */
export const zhCN = {
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
  upload,
  database,
  jobs,
  people,
  reports,
};

type Same<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Same<Tree[Key]> };
/** What a language must have: every key of the Chinese messages, and no other. */
export type Messages = Same<typeof zhCN>;
