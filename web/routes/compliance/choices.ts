import { zhCN } from '../../messages/zh-CN.ts';

type Keys<Words> = readonly (keyof Words)[];
const keysOf = <Words extends object>(words: Words) => Object.keys(words) as unknown as Keys<Words>;

/** What filters offer, in the order of the messages. */
export const SEVERITIES = keysOf(zhCN.compliance.severities);
export const NATURES = keysOf(zhCN.compliance.natures);
export const GROUPS = keysOf(zhCN.compliance.groups);
export const OUTCOMES = keysOf(zhCN.compliance.outcomes);
export const STATUSES = keysOf(zhCN.compliance.decide.statuses);
export const DUES = keysOf(zhCN.compliance.decide.dues);
export const MATCHINGS = keysOf(zhCN.compliance.decide.matchings);
export const ADVERSE = keysOf(zhCN.compliance.promises.adverse);
export const VALIDITIES = keysOf(zhCN.compliance.detail.validities);
export const GROUPINGS = keysOf(zhCN.compliance.grouping.kinds);
