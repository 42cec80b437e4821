/** What a book has that marketing pages choose by. */
export interface Choices {
  readonly members: readonly string[];
  readonly tiers: readonly string[];
  readonly regions: readonly string[];
  readonly merchants: readonly string[];
  readonly rewards: readonly { readonly item_id: string; readonly wallet: string }[];
}

const pick = <Each>(list: readonly Each[], time: number): Each => list[time % list.length]!;
const SEGMENTS = ['champions', 'loyal', 'big_spenders', 'promising', 'regular', 'at_risk', 'hibernating'];
const OCCASIONS = ['expiring', 'near_tier', 'near_reward', 'accelerating', 'cooling'];

/** What the marketing pages ask when they open, and with their filters: other members, traits and months each time. */
export function marketingQuestions(choices: Choices, time: number): readonly string[] {
  const text = encodeURIComponent;
  const tier = `tier=${text(pick(choices.tiers, time))}`;
  const region = `region=${text(pick(choices.regions, time))}`;
  const reward = pick(choices.rewards, time);
  const item = `item=${text(reward.item_id)}`;
  const merchant = `merchant=${text(pick(choices.merchants, time))}`;
  const month = `2025-${String((time % 12) + 1).padStart(2, '0')}`;
  const window = `limit=100&offset=${time * 50}`;
  return [
    `/api/cohorts?grid=month&limit=1000&offset=${time}`,
    `/api/cohorts?grid=month&${region}&limit=1000`,
    `/api/cohorts?grid=week&${region}&limit=1000`,
    `/api/cohorts?grid=month&${tier}&${region}&limit=1000`,
    `/api/cohorts/curve?grid=quarter&${tier}&${region}&limit=400`,
    `/api/cohorts/members?grid=month&cohort=${month}&age=${time % 6}&limit=100`,
    `/api/cohorts/members?grid=year&cohort=2024-01&age=1&${window}`,
    `/api/cohorts/members?grid=year&cohort=2024-01&${window}`,
    `/api/members?${window}`,
    `/api/members?${tier}&${region}&limit=100`,
    `/api/members?segment=${pick(SEGMENTS, time)}&${window}`,
    `/api/members?${item}&wallet=${text(reward.wallet)}&within=3&limit=100`,
    `/api/members?life_cycle=active&at=${month}&limit=100`,
    `/api/members/segments?limit=100&offset=${time}`,
    `/api/members/segments?${tier}&${region}&limit=100`,
    `/api/members/months?from=${month}&to=2026-06&limit=400`,
    `/api/members/months?${region}&from=${month}&to=2026-06&limit=400`,
    `/api/members/rewards?from=${month}&to=2026-06&limit=100&offset=${time % 20}`,
    `/api/members/contacts?${window}`,
    `/api/members/contacts?occasion=${pick(OCCASIONS, time)}&${window}`,
    `/api/members/metrics?from=${month}&to=2026-06&limit=100`,
    `/api/members/outlook`,
    `/api/members/one?member=${text(pick(choices.members, time))}`,
    `/api/preferences?level=category&from=${month}&to=2026-06&limit=500`,
    `/api/preferences?level=item&dimension=tier&limit=500&offset=${time}`,
    `/api/preferences/suggestions?limit=500&offset=${time}`,
    `/api/preferences/members?level=item&key=${text(reward.item_id)}&wallet=${text(reward.wallet)}&did=afford&${window}`,
    `/api/preferences/members?level=item&key=${text(reward.item_id)}&wallet=${text(reward.wallet)}&did=redeem&${window}`,
    `/api/preferences/months?from=${month}&limit=400`,
    `/api/preferences/purchases?attribute=category&from=${month}&to=2026-06&limit=500`,
    `/api/preferences/purchases?attribute=category&dimension=region&from=${month}&to=2026-06&limit=500`,
    `/api/preferences/buyers?attribute=category&value=household&from=${month}&to=2026-06&limit=100`,
    `/api/preferences/buyers?attribute=merchant&value=${text(pick(choices.merchants, time))}&from=${month}&to=2026-06&limit=100`,
    `/api/preferences/frequency?limit=400&offset=${time}`,
    `/api/lock-in?limit=500&offset=${time % 3}`,
    `/api/lock-in/strata?question=near&${window}`,
    `/api/promotions?limit=200&offset=${time}`,
    `/api/rewards?balance=${1000 + time * 100}&limit=500`,
    `/api/rewards/years?high=${400 + time}`,
    `/api/rewards/months?from=${month}&to=2026-06&limit=400`,
    `/api/coalition?from=${month}&to=2026-06&limit=500`,
    `/api/coalition/flows?from=${month}&to=2026-06&limit=500`,
    `/api/coalition/shop?${merchant}&limit=200`,
    `/api/coalition/shop/months?${merchant}&from=${month}&limit=200`,
    `/api/coalition/shop/flows?${merchant}&from=${month}&to=2026-06&limit=200`,
  ];
}
