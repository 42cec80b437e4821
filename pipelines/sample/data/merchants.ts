import type { Row } from '../csv.ts';

const JOINED = '2021-06-01T00:00:00';

function merchant(
  merchant_id: string,
  name: string,
  industry: string,
  region_code: string,
  margin_rate: string,
  more: Row = {},
): Row {
  return {
    merchant_id,
    name,
    industry,
    region_code,
    joined_at: JOINED,
    role: 'both',
    is_aml_obligor: false,
    margin_rate,
    ...more,
  };
}

/** The coalition. Ids are short because every event names one. */
export const MERCHANTS: readonly Row[] = [
  merchant('R1', '红米生活超市', 'retail', '440300', '0.18', { affiliate_group: '红米集团' }),
  merchant('R2', '红米便利店', 'retail', '440300', '0.22', { affiliate_group: '红米集团' }),
  merchant('E1', '红米家电', 'appliance', '440300', '0.15', { affiliate_group: '红米集团' }),
  merchant('V1', '红米汽车服务中心', 'automotive_4s', '410100', '0.28', { affiliate_group: '红米集团' }),
  merchant('L1', '绿色生活馆', 'retail', '330100', '0.25', { affiliate_group: '红米集团' }),
  merchant('H1', '和风酒店', 'hotel', '330100', '0.35'),
  merchant('H2', '云栖度假酒店', 'hotel', '530100', '0.38'),
  merchant('B1', '联盟信用卡中心', 'bank', '310000', '0.4', { is_aml_obligor: true }),
  merchant('Y1', '红米支付', 'payment', '440300', '0.3', { is_aml_obligor: true, role: 'issuer' }),
  merchant('W1', '中原铁路旅行服务', 'railway', '410100', '0.12'),
  merchant('K1', '安心母婴', 'mother_baby', '320100', '0.3'),
  merchant('C1', '萌宠之家', 'pet', '510100', '0.32'),
  merchant('A1', '素衣服饰', 'apparel', '330100', '0.45'),
  merchant('F1', '溪谷有机农场', 'other', '510100', '0.27', { affiliate_group: '溪谷农业' }),
  merchant('G1', '南阳市民驿站', 'public_sector', '411300', '0.1'),
  merchant('G2', '宛城惠民超市', 'retail', '411300', '0.16'),
  merchant('S1', '老街面馆', 'sme', '410100', '0.35'),
  merchant('S2', '阿香裁缝铺', 'sme', '330100', '0.4'),
  merchant('S3', '巷口鲜花店', 'sme', '510100', '0.42'),
  merchant('S4', '城南五金店', 'sme', '411300', '0.3'),
];
