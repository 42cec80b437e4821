import { DAY, END, instant, timeText } from '../calendar.ts';
import type { Row } from '../csv.ts';
import type { WalletId } from './wallets.ts';

/** A reward. Points are whole, money in yuan; `appeal` says how gladly members take it. */
export interface Item {
  readonly id: string;
  readonly wallet: WalletId;
  readonly merchant: string;
  readonly name: string;
  readonly category: string;
  readonly kind: string;
  readonly points: number;
  readonly cashPrice: number;
  readonly cashPart: number;
  readonly unitCost: number;
  readonly appeal: number;
  readonly isGreen: boolean;
  readonly minSpend?: number;
  readonly minTier?: string;
  readonly segment?: string;
  readonly limit?: number;
  readonly from: number;
  readonly to: number;
  /** Goods sent by post can be returned. */
  readonly isShipped: boolean;
}

type Given = Partial<Item> & Pick<Item, 'points' | 'cashPrice' | 'appeal'>;

const item = (
  id: string,
  wallet: WalletId,
  merchant: string,
  name: string,
  category: string,
  kind: string,
  given: Given,
): Item => ({
  id,
  wallet,
  merchant,
  name,
  category,
  kind,
  cashPart: 0,
  unitCost: Math.round(given.cashPrice * 0.7),
  isGreen: false,
  from: 0,
  to: END + 365 * DAY,
  isShipped: kind === 'goods',
  ...given,
});

/** Rewards offered throughout. Practical household goods are liked better than souvenirs with the brand's name on. */
const STANDING: readonly Item[] = [
  item('I101', 'base', 'R1', '抽纸一提', 'household', 'goods', { points: 500, cashPrice: 6, appeal: 9 }),
  item('I102', 'base', 'R1', '纯棉毛巾', 'household', 'goods', { points: 800, cashPrice: 9.9, appeal: 9 }),
  item('I103', 'base', 'R1', '保鲜盒三件套', 'kitchen', 'goods', {
    points: 1500,
    cashPrice: 19.9,
    appeal: 8,
  }),
  item('I104', 'base', 'R1', '洗衣液 3 千克', 'household', 'goods', {
    points: 2800,
    cashPrice: 36.5,
    appeal: 8,
  }),
  item('I105', 'base', 'R1', '不锈钢炒锅', 'kitchen', 'goods', {
    points: 6000,
    cashPrice: 159,
    cashPart: 60,
    appeal: 6,
  }),
  item('I106', 'base', 'R1', '品牌纪念徽章', 'souvenir', 'goods', {
    points: 600,
    cashPrice: 9.9,
    appeal: 1,
    limit: 2,
  }),
  item('I107', 'base', 'R1', '品牌纪念杯', 'souvenir', 'goods', {
    points: 1200,
    cashPrice: 19.9,
    appeal: 1,
    limit: 2,
  }),
  item('I108', 'base', 'R2', '便利店 10 元抵用券', 'coupon', 'coupon', {
    points: 1000,
    cashPrice: 10,
    appeal: 6,
  }),
  item('I109', 'base', 'L1', '环保购物袋', 'green_living', 'goods', {
    points: 400,
    cashPrice: 5.9,
    appeal: 5,
    isGreen: true,
  }),
  item('I110', 'base', 'L1', 'LED 球泡灯', 'green_living', 'goods', {
    points: 1500,
    cashPrice: 19.9,
    appeal: 5,
    isGreen: true,
  }),
  item('I111', 'base', 'K1', '亲子讲座门票', 'lecture', 'service', { points: 300, cashPrice: 5, appeal: 3 }),
  item('I201', 'lifetime', 'E1', '空调深度清洗', 'cleaning', 'service', {
    points: 3000,
    cashPrice: 168,
    appeal: 5,
  }),
  item('I202', 'lifetime', 'E1', '延长保修一年', 'warranty', 'service', {
    points: 2000,
    cashPrice: 120,
    appeal: 4,
  }),
  item('I203', 'lifetime', 'E1', '以旧换新补贴 400 元', 'trade_in', 'coupon', {
    points: 7000,
    cashPrice: 400,
    appeal: 6,
    isGreen: true,
    minSpend: 2000,
  }),
  item('I301', 'auto', 'V1', '500 元保养服务', 'car_service', 'service', {
    points: 5000,
    cashPrice: 500,
    appeal: 6,
  }),
  item('I302', 'auto', 'V1', '1000 元轮胎一条', 'tyre', 'goods', {
    points: 10000,
    cashPrice: 1000,
    appeal: 3,
    isShipped: false,
  }),
  item('I303', 'auto', 'V1', '1000 元车险抵用券', 'insurance_voucher', 'coupon', {
    points: 20000,
    cashPrice: 1000,
    appeal: 2,
    minSpend: 5000,
  }),
  item('I401', 'hotel', 'H1', '商务房一晚', 'hotel_night', 'service', {
    points: 8000,
    cashPrice: 428,
    appeal: 6,
  }),
  item('I402', 'hotel', 'H1', '接送机一次', 'transfer', 'service', {
    points: 3500,
    cashPrice: 180,
    appeal: 3,
  }),
  item('I403', 'hotel', 'H2', '湖景房升级', 'upgrade', 'upgrade', {
    points: 2500,
    cashPrice: 150,
    appeal: 4,
    minTier: 'silver',
  }),
  item('I404', 'hotel', 'H2', '延迟退房', 'late_checkout', 'upgrade', {
    points: 1200,
    cashPrice: 60,
    appeal: 3,
  }),
  item('I501', 'travel', 'W1', '50 元车票', 'rail_ticket', 'coupon', {
    points: 5000,
    cashPrice: 50,
    appeal: 5,
  }),
  item('I502', 'travel', 'W1', '150 元车票', 'rail_ticket', 'coupon', {
    points: 15000,
    cashPrice: 150,
    appeal: 6,
  }),
  item('I601', 'card', 'B1', '20 元加油券', 'fuel', 'coupon', { points: 10000, cashPrice: 20, appeal: 5 }),
  item('I602', 'card', 'B1', '机场贵宾厅一次', 'lounge', 'service', {
    points: 30000,
    cashPrice: 120,
    appeal: 3,
  }),
  item('I701', 'pet', 'C1', '猫粮试吃装', 'pet_food', 'goods', { points: 300, cashPrice: 6, appeal: 5 }),
  item('I702', 'pet', 'C1', '宠物洗护一次', 'pet_care', 'service', {
    points: 1200,
    cashPrice: 58,
    appeal: 5,
  }),
  item('I801', 'green', 'L1', '可降解垃圾袋', 'green_living', 'goods', {
    points: 200,
    cashPrice: 6,
    appeal: 6,
    isGreen: true,
  }),
  item('I802', 'green', 'L1', '节水花洒', 'green_living', 'goods', {
    points: 1500,
    cashPrice: 59,
    appeal: 5,
    isGreen: true,
  }),
  item('I803', 'green', 'F1', '有机蔬菜箱', 'organic', 'goods', {
    points: 2500,
    cashPrice: 88,
    appeal: 5,
    isGreen: true,
    isShipped: false,
  }),
  item('I804', 'green', 'L1', '认养一棵树', 'tree', 'service', {
    points: 600,
    cashPrice: 20,
    appeal: 3,
    isGreen: true,
  }),
];

const SEASONS = [
  { month: '03', end: '06', name: '春季', goods: '露营地垫', green: '阳台种菜盒' },
  { month: '06', end: '09', name: '夏季', goods: '冰丝凉席', green: '节能风扇' },
  { month: '09', end: '12', name: '秋季', goods: '保温壶', green: '旧衣再生围巾' },
  { month: '12', end: '03', name: '冬季', goods: '珊瑚绒毯', green: '保温窗帘' },
];

/** A catalogue for each season: one practical thing and one green thing, under ids of their own. */
const SEASONAL: readonly Item[] = [2021, 2022, 2023, 2024, 2025, 2026].flatMap((year) =>
  SEASONS.flatMap((season) => {
    const from = instant(`${year}-${season.month}-01`);
    const to = instant(`${season.month === '12' ? year + 1 : year}-${season.end}-01`);
    if (to <= 0 || from >= END) return [];
    const period = { from: Math.max(from, 0), to };
    const number = `${year % 100}${season.month}`;
    return [
      item(`IS${number}`, 'base', 'R1', `${season.name}好物：${season.goods}`, 'seasonal', 'goods', {
        points: 2000,
        cashPrice: 26.9,
        appeal: 8,
        ...period,
      }),
      item(`IG${number}`, 'green', 'L1', `${season.name}绿色好物：${season.green}`, 'green_living', 'goods', {
        points: 900,
        cashPrice: 32,
        appeal: 6,
        isGreen: true,
        ...period,
      }),
    ];
  }),
);

/** The full service that costs 6,000 points, and 5,000 in September, the anniversary month of the car-service centre. */
const FULL_SERVICE = { usual: 6000, anniversary: 5000 };
export const ANNIVERSARY_YEARS = [2021, 2022, 2023, 2024, 2025];
const fullService = (from: number, to: number, points: number): Item =>
  item('I304', 'auto', 'V1', '全车深度保养', 'car_service', 'service', {
    points,
    cashPrice: 600,
    appeal: 5,
    from,
    to,
  });

const ANNIVERSARY: readonly Item[] = ANNIVERSARY_YEARS.flatMap((year, index) => {
  const before = index === 0 ? 0 : instant(`${year - 1}-10-01`);
  const september = instant(`${year}-09-01`);
  const october = instant(`${year}-10-01`);
  const last = index === ANNIVERSARY_YEARS.length - 1;
  return [
    fullService(before, september, FULL_SERVICE.usual),
    fullService(september, october, FULL_SERVICE.anniversary),
    ...(last ? [fullService(october, END + 365 * DAY, FULL_SERVICE.usual)] : []),
  ];
});

/** Every reward with the period in which it was offered on these conditions. */
export const ITEMS: readonly Item[] = [...STANDING, ...SEASONAL, ...ANNIVERSARY];

const BY_WALLET = new Map<string, Item[]>();
for (const each of ITEMS) BY_WALLET.set(each.wallet, [...(BY_WALLET.get(each.wallet) ?? []), each]);

/** What a wallet's points buy at an instant. */
export function itemsOffered(wallet: string, second: number): Item[] {
  return (BY_WALLET.get(wallet) ?? []).filter((each) => each.from <= second && second < each.to);
}

/** The cheapest price a wallet ever had: below it nobody thinks of redeeming. In hundredths of a point. */
export const CHEAPEST = new Map(
  [...BY_WALLET].map(([wallet, items]) => [wallet, Math.min(...items.map((each) => each.points)) * 100]),
);

/** `stock` is enough for all who may come, whatever the size of the sample. */
export function itemRow(each: Item, stock: number): Row {
  return {
    item_id: each.id,
    valid_from: timeText(each.from),
    valid_to: each.to > END ? undefined : timeText(each.to),
    merchant_id: each.merchant,
    name: each.name,
    category: each.category,
    kind: each.kind,
    points_price: each.points,
    cash_price: each.cashPrice,
    cash_part: each.cashPart,
    list_value: each.cashPrice,
    unit_cost: each.unitCost,
    is_green: each.isGreen,
    stock,
    min_spend: each.minSpend,
    min_tier: each.minTier,
    limit_per_member: each.limit,
    eligible_segment: each.segment,
  };
}
