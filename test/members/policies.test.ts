import { describe, expect, it } from 'vitest';
import { Configuration } from '#engine/contract/programme.ts';
import { checkMarketingParameters, policiesOn, policyRows } from '#engine/members/policies.ts';

const DAY = '2026-06-30';
const set = (marketing_parameters: object) =>
  Configuration.parse({ programmes: [{ id: 'p', marketing_parameters }, { id: 'q' }] });

describe('a policy of marketing', () => {
  it('is the workbench’s own unless the programme sets it with a reason, which is shown', () => {
    const configuration = set({ recent_days: { value: 60, reason: '会员每两个月来一次' } });
    expect(policiesOn(configuration, 'p', DAY).recent_days).toBe(60);
    expect(policiesOn(configuration, 'q', DAY).recent_days).toBe(90);
    const row = policyRows(configuration, 'p', DAY).find(({ name }) => name === 'recent_days');
    expect(row).toMatchObject({ is_overridden: true, reason: '会员每两个月来一次', valid_from: null });
    expect(policyRows(configuration, 'q', DAY).every(({ is_overridden: own }) => !own)).toBe(true);
  });

  it('needs a reason and a positive whole number', () => {
    expect(() => set({ recent_days: { value: 60 } })).toThrow();
    expect(() => set({ recent_days: { value: 0, reason: 'none' } })).toThrow();
    expect(() => set({ recent_days: { value: 1.5, reason: 'half' } })).toThrow();
  });

  it('must exist, and not contradict another', () => {
    const check = (own: object) => () => checkMarketingParameters(set(own), DAY);
    expect(check({ dormant_days: { value: 400, reason: 'x' } })).not.toThrow();
    expect(check({ recent_dayz: { value: 60, reason: 'x' } })).toThrow(/recent_dayz of p.*recent_days/s);
    expect(check({ active_days: { value: 180, reason: 'x' } })).toThrow(
      /active_days must be below cooling_days/,
    );
    expect(check({ near_percent: { value: 50, reason: 'x' } })).toThrow(/middle_percent must be below/);
  });
});
