import type { RuleGroup } from '../group.ts';
import { rule as reserveFundsCommingled } from './reserve-funds-commingled/rule.ts';
import { cases as reserveFundsCommingledCases } from './reserve-funds-commingled/cases.ts';
import { rule as quasiPaymentPoints } from './quasi-payment-points/rule.ts';
import { cases as quasiPaymentPointsCases } from './quasi-payment-points/cases.ts';
import { rule as balanceInterest } from './balance-interest/rule.ts';
import { cases as balanceInterestCases } from './balance-interest/cases.ts';

/** Do points stay clear of payment business and of customers’ money? */
export const PAYMENTS: RuleGroup = {
  id: 'payments',
  title: { zh: '支付与备付金', en: 'Payments and reserve funds' },
  rules: [
    [reserveFundsCommingled, reserveFundsCommingledCases],
    [quasiPaymentPoints, quasiPaymentPointsCases],
    [balanceInterest, balanceInterestCases],
  ],
};
