import type { Account, Use } from './account.ts';
import { DAY, timeText } from './calendar.ts';
import { CHEAPEST, itemsOffered, type Item } from './data/items.ts';
import type { PointEvent } from './event.ts';
import type { Person } from './person.ts';
import type { Scene } from './scene.ts';

const RANK: Readonly<Record<string, number>> = { standard: 1, silver: 2, gold: 3 };

/** A member looks at the catalogue and redeems what pleases, if anything is within reach. */
export function wish(scene: Scene, person: Person, account: Account, at: number): void {
  if (!scene.isOpen(person, account, at) || account.isKept) return;
  const balance = account.available(at);
  if (balance < (CHEAPEST.get(account.rule.id) ?? Infinity)) return;
  const offered = itemsOffered(account.rule.id, at).filter((item) => mayHave(person, item));
  const affordable = offered.filter((item) => item.points * 100 <= balance);
  if (scene.random.chance(0.04)) askInVain(scene, person, account, at, offered);
  if (affordable.length === 0) return;
  redeem(
    scene,
    person,
    account,
    at,
    affordable[scene.random.weighted(affordable.map((item) => item.appeal))]!,
  );
}

function mayHave(person: Person, item: Item): boolean {
  if (item.minTier && RANK[person.tier]! < RANK[item.minTier]!) return false;
  return item.limit === undefined || (person.redeemed.get(item.id) ?? 0) < item.limit;
}

function redeem(scene: Scene, person: Person, account: Account, at: number, item: Item): void {
  const second = scene.tick(at);
  const points = item.points * 100;
  const uses = account.take(points, second, 'redeemed');
  scene.touch(person, account, second);
  if (item.limit !== undefined) person.redeemed.set(item.id, (person.redeemed.get(item.id) ?? 0) + 1);
  const event: PointEvent = {
    id: scene.output.id('E'),
    member: person.id,
    wallet: account.rule.id,
    type: 'redeem',
    points,
    at: second,
    quantity: 1,
    merchant: item.merchant,
    item: item.id,
    cashPaid: item.cashPart === 0 ? undefined : item.cashPart * 100,
    channel: item.isShipped ? 'app' : 'pos',
  };
  scene.post(account, event);
  if (scene.random.chance(0.06)) logRequest(scene, person, account, item, second, true);
  const willReturn = item.isShipped && scene.random.chance(0.05);
  if (willReturn && uses.every(({ lot }) => lot.expiresAt > second + 60 * DAY)) {
    planReturn(scene, person, account, item, event, uses);
  }
}

/** The reward is sent back and the points return in kind, days after the parcel arrived. */
function planReturn(
  scene: Scene,
  person: Person,
  account: Account,
  item: Item,
  redemption: PointEvent,
  uses: readonly Use[],
): void {
  const isQuality = scene.random.chance(0.15);
  scene.agenda.plan(redemption.at + 9 * DAY, (at) => {
    if (!scene.isOpen(person, account, at)) return;
    const second = scene.tick(at);
    account.giveBack(uses, second);
    scene.post(account, {
      id: scene.output.id('E'),
      member: person.id,
      wallet: account.rule.id,
      type: 'restore',
      points: redemption.points,
      at: second,
      reason: 'return',
      merchant: redemption.merchant,
      item: item.id,
      related: redemption.id,
    });
    scene.output.row('returns', {
      return_id: scene.output.id('RT'),
      event_id: redemption.id,
      requested_at: timeText(redemption.at + 4 * DAY),
      kind: isQuality ? 'quality' : 'seven_day',
      sale_channel: 'online',
      decision: 'approved',
      delivered_at: timeText(redemption.at + 2 * DAY),
      goods_received_at: timeText(redemption.at + 7 * DAY),
      refunded_at: timeText(second),
      refunded_amount: item.cashPart === 0 ? undefined : item.cashPart,
      points_returned: redemption.points / 100,
    });
  });
}

/** A request for more than the balance covers is declined, and rightly so. */
function askInVain(
  scene: Scene,
  person: Person,
  account: Account,
  at: number,
  offered: readonly Item[],
): void {
  const dear = offered.find((item) => item.points * 100 > account.total(at));
  if (dear) logRequest(scene, person, account, dear, at, false);
}

function logRequest(
  scene: Scene,
  person: Person,
  account: Account,
  item: Item,
  at: number,
  isAccepted: boolean,
): void {
  scene.output.row('redemption_requests', {
    request_id: scene.output.id('RQ'),
    member_id: person.id,
    wallet: account.rule.id,
    item_id: item.id,
    points_price: item.points,
    requested_at: timeText(at),
    outcome: isAccepted ? 'accepted' : 'declined',
    decline_reason: isAccepted ? undefined : 'insufficient_points',
  });
}
