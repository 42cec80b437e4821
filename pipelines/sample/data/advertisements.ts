import type { Row } from '../csv.ts';

const PLAIN = { discloses_points_price: true, discloses_limits: true, marked_as_ad: true };

export const ADVERTISEMENTS: readonly Row[] = [
  {
    ...PLAIN,
    ad_id: 'AD001',
    published_at: '2022-03-01T09:00:00',
    ended_at: '2022-03-31T23:00:00',
    channel: 'app',
    text: '5000积分兑换500元保养服务，每次消费限用一张，适用于红米汽车服务中心。',
    item_id: 'I301',
  },
  {
    ...PLAIN,
    ad_id: 'AD002',
    published_at: '2023-09-01T09:00:00',
    ended_at: '2023-09-30T23:00:00',
    channel: 'wechat',
    text: '车主周年月：全车深度保养由6000积分降为5000积分，每分价值提高20%。',
    item_id: 'I304',
    promotion_id: 'AN2309',
    claimed_uplift_pct: 20,
    claimed_metric: 'value_lift',
    evidence_id: 'EV-2023-091',
  },
  {
    ...PLAIN,
    ad_id: 'AD003',
    published_at: '2024-05-01T09:00:00',
    ended_at: '2024-06-30T23:00:00',
    channel: 'store',
    text: '1500绿色积分兑换节水花洒，适用范围与限额见兑换目录。',
    item_id: 'I802',
  },
  {
    ...PLAIN,
    ad_id: 'AD004',
    published_at: '2025-04-20T09:00:00',
    ended_at: '2025-05-20T23:00:00',
    channel: 'app',
    text: '以9瓦LED灯替换60瓦白炽灯，估算每盏每年避免排放约29.6千克二氧化碳（非核证，含负值，按每天3小时计）。',
    green_claim: '估算避免排放约29.6千克二氧化碳每盏每年',
    green_factor_id: 'grid-2023-national',
    reference_product: '60瓦白炽灯',
    functional_unit: '一盏灯使用一年（1095小时）',
    boundary: '使用阶段用电',
    factor_year: 2023,
    evidence_id: 'EV-2025-014',
  },
];
