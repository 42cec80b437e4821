import type { Row } from '../csv.ts';

/** Something members buy. Prices are in cents. */
export interface Product {
  readonly id: string;
  readonly merchant: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly green?: string;
  readonly certificate?: string;
  readonly attributes?: Readonly<Record<string, readonly [value: string, unit: string]>>;
}

const product = (
  id: string,
  merchant: string,
  name: string,
  category: string,
  yuan: number,
  more: Partial<Product> = {},
): Product => ({ id, merchant, name, category, price: Math.round(yuan * 100), ...more });

const clothing = (size: string, colour: string, material: string): Partial<Product> => ({
  attributes: { size: [size, ''], colour: [colour, ''], material: [material, ''] },
});
const lamp = (power: number, reference: number): Partial<Product> => ({
  green: 'led_lamp',
  certificate: 'CELC-LED-0421',
  attributes: {
    power_w: [String(power), 'W'],
    reference_power_w: [String(reference), 'W'],
    service_years: ['8', 'a'],
  },
});
const waterSaver = (cubicMetres: number): Partial<Product> => ({
  green: 'water_saving_fixture',
  certificate: 'CWEL-1-2107',
  attributes: { water_saved_m3: [String(cubicMetres), 'm3/a'], service_years: ['6', 'a'] },
});
const gradeOne = (annual: number, reference: number): Partial<Product> => ({
  green: 'grade_1_appliance',
  certificate: 'CEL-1-330178',
  attributes: {
    annual_kwh: [String(annual), 'kWh/a'],
    reference_annual_kwh: [String(reference), 'kWh/a'],
    service_years: ['10', 'a'],
  },
});

export const PRODUCTS: readonly Product[] = [
  product('P101', 'R1', '东北大米 5 千克', 'grocery', 39.9),
  product('P102', 'R1', '非转基因菜籽油 5 升', 'grocery', 74.5),
  product('P103', 'R1', '纯棉毛巾三条装', 'household', 29.9),
  product('P104', 'R1', '不锈钢炒锅', 'household', 159),
  product('P105', 'R1', '洗衣液 3 千克', 'household', 36.5),
  product('P106', 'R2', '鲜牛奶 950 毫升', 'grocery', 15.9),
  product('P107', 'R2', '便当与饮料', 'grocery', 25.5),
  product('P108', 'R2', '抽纸一提', 'household', 23.9),
  product('P201', 'E1', '对开门冰箱 500 升', 'refrigerator', 4299, gradeOne(303, 420)),
  product('P202', 'E1', '一级能效空调 1.5 匹', 'air_conditioner', 3199, gradeOne(690, 1010)),
  product('P203', 'E1', '滚筒洗衣机 10 千克', 'washing_machine', 2799, gradeOne(95, 165)),
  product('P204', 'E1', '65 英寸电视机', 'television', 3599),
  product('P205', 'E1', '燃气热水器', 'water_heater', 1899),
  product('P301', 'V1', '小保养（机油机滤）', 'car_service', 680),
  product('P302', 'V1', '大保养', 'car_service', 1580),
  product('P303', 'V1', '刹车片更换', 'car_service', 980),
  product('P304', 'V1', '轮胎一条', 'tyre', 899),
  product('P305', 'V1', '钣金喷漆', 'car_service', 2400),
  product('P401', 'H1', '商务大床房', 'hotel_night', 428),
  product('P402', 'H1', '家庭套房', 'hotel_night', 698),
  product('P403', 'H2', '湖景度假房', 'hotel_night', 868),
  product('P501', 'B1', '信用卡消费', 'card_spending', 0),
  product('P601', 'W1', '二等座车票', 'rail_ticket', 236),
  product('P602', 'W1', '卧铺车票', 'rail_ticket', 412),
  product('P603', 'W1', '银发旅游专列', 'rail_tour', 1000),
  product('P701', 'K1', '婴儿纸尿裤', 'baby_care', 129),
  product('P702', 'K1', '婴儿推车', 'baby_gear', 899),
  product('P703', 'K1', '儿童安全座椅', 'baby_gear', 1280),
  product('P704', 'K1', '宝宝辅食米粉', 'baby_food', 68.5),
  product('P801', 'C1', '全价猫粮 5 千克', 'pet_food', 189),
  product('P802', 'C1', '狗粮 10 千克', 'pet_food', 268),
  product('P803', 'C1', '宠物洗护', 'pet_care', 98),
  product('P901', 'A1', '亚麻衬衫', 'shirt', 299, clothing('M', '白', '亚麻')),
  product('P902', 'A1', '纯棉 T 恤', 'tshirt', 129, clothing('L', '蓝', '棉')),
  product('P903', 'A1', '羊毛大衣', 'coat', 1299, clothing('S', '驼', '羊毛')),
  product('P904', 'A1', '再生聚酯外套', 'jacket', 499, clothing('XL', '黑', '再生聚酯')),
  product('P905', 'A1', '真丝连衣裙', 'dress', 899, clothing('M', '绿', '真丝')),
  product('PL01', 'L1', 'LED 球泡灯 9 瓦', 'lighting', 19.9, lamp(9, 60)),
  product('PL02', 'L1', 'LED 吸顶灯 24 瓦', 'lighting', 169, lamp(24, 80)),
  product('PL03', 'L1', '节水花洒', 'bathroom', 128, waterSaver(9)),
  product('PL04', 'L1', '一级水效马桶', 'bathroom', 1299, waterSaver(15)),
  product('PL05', 'L1', '可降解垃圾袋', 'packaging', 26.5, {
    green: 'degradable_packaging',
    certificate: 'GBT38082-0915',
  }),
  product('PL06', 'F1', '有机蔬菜箱', 'organic', 138, { green: 'organic_food', certificate: 'COFCC-R-2033' }),
  product('PL07', 'F1', '有机大米 5 千克', 'organic', 118, {
    green: 'organic_food',
    certificate: 'COFCC-R-2034',
  }),
  product('PG01', 'G1', '市民驿站便民服务', 'community_service', 48),
  product('PG02', 'G2', '米面粮油', 'grocery', 86),
  product('PG03', 'G2', '日用百货', 'household', 54),
  product('PS01', 'S1', '手工面', 'meal', 26),
  product('PS02', 'S2', '改衣服务', 'tailoring', 45),
  product('PS03', 'S3', '鲜花一束', 'flowers', 99),
  product('PS04', 'S4', '五金工具', 'hardware', 67),
];

/** Certificates cover the whole sixty months: what lacks one is planted. */
const CERTIFIED = {
  certificate_valid_from: '2020-01-01T00:00:00',
  certificate_valid_to: '2028-01-01T00:00:00',
};

export function productRows(): Row[] {
  return PRODUCTS.map((each) => ({
    product_id: each.id,
    merchant_id: each.merchant,
    name: each.name,
    category: each.category,
    green_category: each.green,
    green_certificate: each.certificate,
    ...(each.certificate ? CERTIFIED : {}),
    price: each.price === 0 ? undefined : each.price / 100,
  }));
}

export function productAttributeRows(): Row[] {
  return PRODUCTS.flatMap((each) =>
    Object.entries(each.attributes ?? {}).map(([attribute, [value, unit]]) => ({
      product_id: each.id,
      attribute,
      value,
      unit,
    })),
  );
}

const BY_ID = new Map(PRODUCTS.map((each) => [each.id, each]));

/** The price on the label, in cents; 0 where there is none, as for what a plant sells. */
export function listPriceOf(id: string): number {
  return BY_ID.get(id)?.price ?? 0;
}

/** The product of that id; the stories name only such as exist. */
export function productOf(id: string): Product {
  const found = BY_ID.get(id);
  if (!found) throw new Error(`The sample sells no product ${id}.`);
  return found;
}
