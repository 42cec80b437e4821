import type { TFunction } from 'i18next';
import { zhCN } from '../messages/zh-CN.ts';

type Kind = keyof typeof zhCN.jobs.kinds;

/** What a job does, in the reader's language. */
export function jobWord(t: TFunction, kind: string): string {
  return t(`jobs.kinds.${kind in zhCN.jobs.kinds ? (kind as Kind) : 'other'}`);
}

/** Steps of computing are named after what they build: schema first. */
const SCHEMAS: Readonly<Record<string, keyof typeof zhCN.jobs.steps>> = {
  data: 'load',
  meta: 'load',
  posting: 'posting',
  ledger: 'posting',
  lots: 'lots',
  merge: 'lots',
  balances: 'balances',
  rule: 'rules',
  rules: 'rules',
  check: 'finish',
  seal: 'finish',
  checkpoint: 'finish',
  publish: 'publish',
  open: 'open',
  draw: 'draw',
  write: 'write',
  gather: 'gather',
  sign: 'sign',
};

/** What a job is doing just now, in the reader's language; the command line's own words stay in the `title`. */
export function stepWord(t: TFunction, step: string): string {
  if (!step) return t('jobs.steps.start');
  const [verb = '', ...rest] = step.split(' ');
  if (verb === 'copy') return t('jobs.steps.copy');
  if (verb === 'read') return t('jobs.steps.read', { what: rest.join(' ') });
  if (verb === 'connect') return t('jobs.steps.connect', { what: rest.slice(1).join(' ') });
  if (verb === 'type') return t('jobs.steps.type');
  if (verb === 'compare') return t('jobs.steps.compare');
  return t(`jobs.steps.${SCHEMAS[verb.split('.')[0]!] ?? 'measures'}`);
}
