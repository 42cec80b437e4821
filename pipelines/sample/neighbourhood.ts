import { DAY, END, instant, timeText } from './calendar.ts';
import { GOLD, SILVER } from './data/standing.ts';
import { BONUSES, campaignId } from './data/promotions.ts';
import type { WalletRule } from './data/wallets.ts';
import type { GeneralLedger } from './general-ledger.ts';
import type { Output } from './output.ts';
import { consentRows, firstAttributeRows, memberRow, newPerson, pickRegion, type Person } from './person.ts';
import type { Random } from './random.ts';
import { Scene } from './scene.ts';
import { STORIES } from './stories.ts';
import { planLeaving } from './stories/leaving.ts';

/** Members of one neighbourhood: households, an enterprise or two, friends who bring each other. */
export const NEIGHBOURS = 8;

/** Days at whose end balances are reported and the ledger closes a period. */
export const CLOSING_DAYS = [
  '2021-12-31',
  '2022-12-31',
  '2023-12-31',
  '2024-12-31',
  '2025-12-31',
  '2026-06-30',
];

/** How many acts a member with few or many has, relative to the average, in tenths. */
const LIVELINESS = [2, 4, 6, 8, 10, 12, 15, 23];

/**
 * Tells the sixty months of the members `first` to `first + count − 1`. It depends on nothing but the stream of numbers
 * and the numbers of ids already given.
 */
export function tellNeighbourhood(
  place: { first: number; count: number; actsPerMember: number; random: Random },
  wallets: ReadonlyMap<string, WalletRule>,
  output: Output,
  ledger: GeneralLedger,
): void {
  const scene = new Scene(place.random, output, wallets, ledger);
  populate(scene, place.first, place.count);
  for (const person of scene.people) {
    introduce(scene, person);
    planStories(scene, person, place.actsPerMember);
    planCampaigns(scene, person);
    planLeaving(scene, person);
  }
  for (const closingDay of CLOSING_DAYS)
    scene.agenda.plan(instant(closingDay) + DAY - 1, (at) => close(scene, closingDay, at));
  scene.agenda.plan(instant('2024-06-15T12:00:00'), (at) => acknowledge(scene, at));
  scene.agenda.run(END);
}

function populate(scene: Scene, first: number, count: number): void {
  const { random, people } = scene;
  const region = pickRegion(random);
  const hasEnterprises = count === NEIGHBOURS && random.chance(0.25);
  for (let index = 0; index < count; index++) {
    people.push(newPerson(first + index, region, hasEnterprises && index >= count - 2, random));
  }
  const natural = people.filter((person) => !person.isEnterprise);
  for (let start = 0; start < natural.length;) {
    const size = random.weighted([0, 4, 3, 3, 1]);
    const household = natural.slice(start, start + size);
    if (household.length > 1) joinHousehold(household);
    start += size;
  }
  for (const person of natural) {
    const elders = natural.filter((other) => other !== person && other.joinedAt < person.joinedAt - DAY);
    // Whoever was brought brings nobody: no tree of referrals grows.
    const root = elders.find((other) => other.referrer === undefined);
    if (root && random.chance(0.1)) person.referrer = root;
    if (hasEnterprises && random.chance(0.15)) person.employer = people[count - 1]!.id;
  }
}

function joinHousehold(household: readonly Person[]): void {
  for (const person of household) {
    person.household = `HH${household[0]!.number}`;
    // Every third household agrees together.
    person.showsContribution = household[0]!.number % 3 === 0;
    person.relatives = household.filter((other) => other !== person);
  }
}

/** What the tables say about a member from the day of joining. */
function introduce(scene: Scene, person: Person): void {
  const { output } = scene;
  output.row('members', memberRow(person));
  output.rows('member_attributes', firstAttributeRows(person));
  output.rows('consents', consentRows(person));
  if (person.referrer) {
    output.row('referrals', {
      referrer_member_id: person.referrer.id,
      referred_member_id: person.id,
      referred_at: timeText(person.joinedAt),
    });
  }
  if (person.consents.includes('sharing') && scene.random.chance(0.3)) {
    output.row('data_shares', {
      member_id: person.id,
      recipient: '红米家电',
      purpose: 'sharing',
      shared_at: timeText(person.joinedAt + 20 * DAY),
    });
  }
  if (person.number % 150 === 0) askForData(scene, person);
  if (person.number % 200 === 0) complain(scene, person);
  if (person.number % 60 === 0 && person.leavesAt === END) buyMembership(scene, person);
}

function askForData(scene: Scene, person: Person): void {
  const at = person.joinedAt + 30 * DAY;
  scene.output.row('data_requests', {
    request_id: scene.output.id('DQ'),
    member_id: person.id,
    kind: scene.random.pick(['access', 'correction', 'portability']),
    received_at: timeText(at),
    answered_at: timeText(at + scene.random.between(1, 9) * DAY),
  });
}

function complain(scene: Scene, person: Person): void {
  const at = person.joinedAt + 40 * DAY;
  scene.output.row('complaints', {
    complaint_id: scene.output.id('CP'),
    channel: scene.random.pick(['12315', 'hotline', 'app']),
    received_at: timeText(at),
    member_id: person.id,
    subject: scene.random.pick(['配送延误', '门店排队时间长', '积分入账时间咨询']),
    status: 'closed',
    closed_at: timeText(at + scene.random.between(1, 6) * DAY),
  });
}

function buyMembership(scene: Scene, person: Person): void {
  scene.output.row('memberships', {
    membership_id: scene.output.id('MS'),
    member_id: person.id,
    terms_id: 'T-HOTEL-1',
    paid_amount: 299,
    starts_at: timeText(person.joinedAt + 10 * DAY),
    ends_at: timeText(person.joinedAt + 375 * DAY),
  });
}

function planStories(scene: Scene, person: Person, actsPerMember: number): void {
  const { random } = scene;
  const lived = STORIES.filter((story) => random.chance(story.likelihood(person) / 100));
  const weights = lived.reduce((sum, story) => sum + story.weight, 0);
  const years = (person.leavesAt - person.joinedAt) / END;
  const acts = (actsPerMember * random.pick(LIVELINESS) * (0.4 + years)) / 10;
  for (const story of lived) {
    const share = weights === 0 ? 0 : (acts * story.weight) / weights;
    // A remainder of .3 acts is one act for three members in ten.
    const whole = Math.floor(share);
    story.plan(scene, person, whole + (random.chance(share - whole) ? 1 : 0), random);
  }
}

/** Those who consented are addressed or held out; who is treated gets the bonus with the next purchase. */
function planCampaigns(scene: Scene, person: Person): void {
  const { random, output } = scene;
  if (!person.consents.includes('profiling') || person.leavesAt < END) return;
  for (const bonus of BONUSES) {
    if (person.joinedAt > bonus.from - 60 * DAY || !random.chance(0.25)) continue;
    const isTreated = random.chance(0.7);
    output.row('campaign_targets', {
      campaign_id: campaignId(bonus),
      member_id: person.id,
      targeted_at: timeText(bonus.from),
      assigned: isTreated ? 'treated' : 'holdout',
    });
    if (!isTreated) continue;
    person.bonuses.add(bonus.id);
    if (random.chance(0.5)) {
      output.row('notices', {
        notice_id: output.id('N'),
        kind: 'activity',
        channel: 'app_push',
        sent_at: timeText(bonus.from + 10 * 3600),
        delivery_status: 'delivered',
        member_id: person.id,
        wallet: 'base',
      });
    }
  }
}

/** The shorter validity of car-service points is put before everyone who holds some. */
function acknowledge(scene: Scene, at: number): void {
  for (const person of scene.people) {
    if (person.hasLeft || !person.accounts.has('auto')) continue;
    scene.output.row('acknowledgements', {
      member_id: person.id,
      terms_id: 'T-AUTO-2',
      acknowledged_at: timeText(at + scene.random.below(10 * 24 * 60) * 60),
      method: 'app_popup',
    });
  }
}

function close(scene: Scene, closingDay: string, at: number): void {
  for (const person of scene.people) {
    for (const account of person.accounts.values()) {
      const total = account.total(at);
      // Where points are pending, reports differ in what they count; the sample reports only where they cannot.
      if (person.number % 15 !== 0 || total === 0 || total !== account.available(at)) continue;
      scene.output.row('reported_balances', {
        wallet: account.rule.id,
        member_id: person.id,
        as_of: closingDay,
        points: total / 100,
      });
    }
    if (closingDay.endsWith('12-31') && person.joinedAt < at) promote(scene, person, at);
  }
}

/** A tier once reached is kept; it is reached on the first of January after a year of many points. */
function promote(scene: Scene, person: Person, at: number): void {
  const points = person.earnedThisYear / 100;
  person.earnedThisYear = 0;
  const tier = points >= GOLD ? 'gold' : points >= SILVER && person.tier !== 'gold' ? 'silver' : person.tier;
  if (tier === person.tier || person.hasLeft) return;
  person.tier = tier;
  scene.output.row('member_attributes', {
    member_id: person.id,
    attribute: 'tier',
    value: tier,
    valid_from: timeText(at + 1),
  });
}
