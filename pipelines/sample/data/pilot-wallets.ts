/**
 * What the small pilot schemes are called that shops of the coalition tried beside the eight kinds of points; each has
 * terms of its own, and so its own compliance story.
 */
const NAMES: Readonly<Record<string, readonly [chinese: string, english: string]>> = {
  'x-agreed': ['试点·书面同意', 'Pilot: agreed in writing'],
  'x-b2b': ['试点·企业采购', 'Pilot: enterprise purchasing'],
  'x-carbon': ['试点·深圳碳普惠', 'Pilot: Shenzhen carbon'],
  'x-card': ['试点·办卡礼', 'Pilot: card opening'],
  'x-cash': ['试点·抵现转让', 'Pilot: cash offset'],
  'x-collect': ['试点·好友互赠', 'Pilot: gifts among friends'],
  'x-disclosed': ['试点·写明有效期', 'Pilot: expiry stated'],
  'x-equity': ['试点·合伙人', 'Pilot: partners'],
  'x-exit': ['试点·城北洗衣', 'Pilot: north laundry'],
  'x-flat': ['试点·定额支付', 'Pilot: flat payment bonus'],
  'x-forty': ['试点·四十天前告知', 'Pilot: forty days notice'],
  'x-guarantee': ['试点·保值承诺甲', 'Pilot: value promise A'],
  'x-heard': ['试点·逐人告知', 'Pilot: told one by one'],
  'x-honoured': ['试点·保值承诺乙', 'Pilot: value promise B'],
  'x-interest': ['试点·余额生息', 'Pilot: interest on balance'],
  'x-kept': ['试点·守约两年', 'Pilot: two years kept'],
  'x-lifetime': ['试点·终身有效甲', 'Pilot: for life A'],
  'x-reminded': ['试点·到期提醒', 'Pilot: reminded'],
  'x-ring': ['试点·转赠圈', 'Pilot: circle of gifts'],
  'x-short': ['试点·提前到期', 'Pilot: cut short'],
  'x-stable': ['试点·稳定价值', 'Pilot: stable value'],
  'x-stayed': ['试点·城东洗衣', 'Pilot: east laundry'],
  'x-structured': ['试点·大额转赠', 'Pilot: large gifts'],
  'x-sudden': ['试点·即日改期', 'Pilot: changed overnight'],
  'x-topup': ['试点·储值', 'Pilot: top-up'],
  'x-truly': ['试点·终身有效乙', 'Pilot: for life B'],
  'x-twenty': ['试点·二十天前告知', 'Pilot: twenty days notice'],
  'x-undisclosed': ['试点·未写有效期', 'Pilot: expiry unstated'],
  'x-unheard': ['试点·未曾告知', 'Pilot: not told'],
  'x-unreminded': ['试点·到期未提醒', 'Pilot: not reminded'],
  'x-unseen': ['试点·默示同意', 'Pilot: silent consent'],
  'x-week': ['试点·七天前告知', 'Pilot: a week’s notice'],
};

/** Their points have no value that anybody stated: what such points are worth cannot be evaluated, and is said so. */
const UNVALUED = new Set(['x-carbon', 'x-structured']);

/** The wallets of the pilots as `programme.yaml` declares them, with names. */
export function namedPilots(wallets: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(wallets).map(([id, wallet]) => {
      const named = NAMES[id];
      if (!named) throw new Error(`The pilot ${id} has no name; give it one in pilot-wallets.ts.`);
      return [id, { names: { 'zh-CN': named[0], en: named[1] }, ...(wallet as object) }];
    }),
  );
}

/** The pilots whose points have a value. */
export function valuedPilots(): string[] {
  return Object.keys(NAMES).filter((id) => !UNVALUED.has(id));
}
