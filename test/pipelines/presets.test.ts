import { describe, expect, it } from 'vitest';
import { presetNames, readPreset } from '#pipelines/ingest/read-mapping.ts';
import { ingestFiles, refusedCodes, typedRows } from './workbench.ts';

/** A small export of a system, and what must come of it: the rows' type, points and instant; skips; refused codes. */
interface Case {
  readonly file: string;
  readonly lines: readonly string[];
  readonly rows: readonly (readonly [
    id: string,
    type: string,
    points: string,
    at: string,
    related?: string,
  ])[];
  readonly skipped?: number;
  readonly refused?: Readonly<Record<number, string[]>>;
  readonly warnings?: readonly RegExp[];
}

const CASES: Record<string, Case> = {
  yudao: {
    file: 'member_point_record.csv',
    lines: [
      'id,user_id,biz_id,biz_type,title,description,point,total_point,creator,create_time,updater,update_time,deleted,tenant_id',
      '1,7,o1,21,订单积分奖励,,100,100,,2024-01-01 10:00:00,,,0,1',
      '2,7,o2,11,订单积分抵扣,,-30,70,,2024-01-02 10:00:00,,,0,1',
      '3,7,o2,12,整单取消,,30,100,,2024-01-03 10:00:00,,,0,1',
      '4,7,o1,22,订单积分奖励(整单取消),,-100,0,,2024-01-04 10:00:00,,,0,1',
      '5,7,,2,管理员修改,,-5,-5,,2024-01-05 10:00:00,,,0,1',
      '6,7,o3,12,旧版使用,,-9,-14,,2023-05-05 10:00:00,,,0,1',
      '7,7,o3,11,旧版订单取消,,9,-5,,2023-05-06 10:00:00,,,0,1',
      '8,7,,1,签到,,5,0,,2024-01-06 10:00:00,,,1,1',
      '9,7,,99,邀请,,5,5,,2024-01-07 10:00:00,,,0,1',
      '10,7,,1,签到,,-5,0,,2024-01-08 10:00:00,,,0,1',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T02:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T02:00:00.000Z'],
      ['3', 'restore', '30.00', '2024-01-03T02:00:00.000Z', '2'],
      ['4', 'reverse', '100.00', '2024-01-04T02:00:00.000Z', '1'],
      ['5', 'adjust', '-5.00', '2024-01-05T02:00:00.000Z'],
      ['6', 'redeem', '9.00', '2023-05-05T02:00:00.000Z'],
      ['7', 'restore', '9.00', '2023-05-06T02:00:00.000Z', '6'],
    ],
    skipped: 1,
    refused: { 9: ['event_type:unmapped_code'], 10: ['points:contradiction'] },
    warnings: [/^2 行 rows: .*expiry/, /^2 行 rows: .*before 2023/],
  },
  crmeb: {
    file: 'eb_user_bill.csv',
    lines: [
      'id,uid,link_id,pm,title,category,type,number,balance,mark,add_time,status',
      '1,7,o1,1,购买商品赠送积分,integral,gain,100.00,100.00,,1704074400,1',
      '2,7,o2,0,积分抵扣,integral,deduction,30.00,70.00,,1704160800,1',
      '3,7,o1,0,积分回退,integral,deduction,10.00,60.00,,1704247200,1',
      '4,7,o1,0,其他,integral,deduction,10.00,50.00,,1704247200,1',
      '5,7,0,0,到期自动清除,integral,system_clear,60.00,0.00,,1704333600,1',
      '6,7,0,1,余额,now_money,recharge,60.00,0.00,,1704333600,1',
      '7,7,0,0,后台减少,integral,system_sub,6.00,0.00,,1704333600,1',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T02:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T02:00:00.000Z'],
      ['3', 'reverse', '10.00', '2024-01-03T02:00:00.000Z'],
      ['5', 'expire', '60.00', '2024-01-04T02:00:00.000Z'],
      ['7', 'adjust', '-6.00', '2024-01-04T02:00:00.000Z'],
    ],
    skipped: 1,
    refused: { 4: ['event_type:ambiguous_code'] },
  },
  'crmeb-java': {
    file: 'eb_user_integral_record.csv',
    lines: [
      'id,uid,link_id,link_type,type,title,integral,balance,mark,status,frozen_time,thaw_time,create_time,update_time',
      '1,7,o1,order,1,用户付款成功赠送积分,100,100,,3,7,1704679200000,2024-01-01 10:00:00,2024-01-08 10:00:00',
      '2,7,o2,order,2,订单支付抵扣积分,30,70,,3,0,0,2024-01-02 10:00:00,2024-01-02 10:00:00',
      '3,7,o3,order,1,用户付款成功赠送积分,5,75,,1,7,0,2024-01-03 10:00:00,2024-01-03 10:00:00',
      '4,7,0,system,2,后台积分操作,6,69,,3,0,0,2024-01-04 10:00:00,2024-01-04 10:00:00',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T02:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T02:00:00.000Z'],
      ['4', 'adjust', '-6.00', '2024-01-04T02:00:00.000Z'],
    ],
    skipped: 1,
  },
  mall: {
    file: 'ums_integration_change_history.csv',
    lines: [
      'id,member_id,create_time,change_type,change_count,operate_man,operate_note,source_type',
      '1,7,2024-01-01 10:00:00,0,100,u,,0',
      '2,7,2024-01-02 10:00:00,1,30,u,,0',
      '3,7,2024-01-03 10:00:00,1,5,admin,,1',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T02:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T02:00:00.000Z'],
      ['3', 'adjust', '-5.00', '2024-01-03T02:00:00.000Z'],
    ],
  },
  opencart: {
    file: 'oc_customer_reward.csv',
    lines: [
      'customer_reward_id,customer_id,order_id,description,points,date_added',
      '1,7,19,Order ID: #19,100,2024-01-01 10:00:00',
      '2,7,20,Order ID: #20,-30,2024-01-02 10:00:00',
      '3,7,0,gift,-5,2024-01-03 10:00:00',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T02:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T02:00:00.000Z'],
      ['3', 'adjust', '-5.00', '2024-01-03T02:00:00.000Z'],
    ],
  },
  woocommerce: {
    file: 'wp_wc_points_rewards_user_points_log.csv',
    lines: [
      'id,user_id,points,type,user_points_id,order_id,admin_user_id,data,date',
      '1,7,100,order-placed,1,19,,,2024-01-01 10:00:00',
      '2,7,-30,order-redeem,1,20,,,2024-01-02 10:00:00',
      '3,7,30,order-cancelled,1,20,,,2024-01-03 10:00:00',
      '4,7,-100,order-refunded,1,19,,,2024-01-04 10:00:00',
      '5,7,-2,expire,1,,,,2024-01-05 10:00:00',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T10:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T10:00:00.000Z'],
      ['3', 'restore', '30.00', '2024-01-03T10:00:00.000Z'],
      ['4', 'reverse', '100.00', '2024-01-04T10:00:00.000Z'],
      ['5', 'expire', '2.00', '2024-01-05T10:00:00.000Z'],
    ],
  },
  erpnext: {
    file: 'Loyalty Point Entry.csv',
    lines: [
      'name,loyalty_program,loyalty_program_tier,customer,invoice_type,invoice,redeem_against,loyalty_points,purchase_amount,expiry_date,posting_date,company',
      'a1,base,Gold,C7,Sales Invoice,SI-1,,100,1000.000000000,2024-12-31,2024-01-01,X',
      'a2,base,Gold,C7,Sales Invoice,SI-2,a1,-30,500.000000000,2024-12-31,2024-01-02,X',
    ],
    rows: [
      ['a1', 'earn', '100.00', '2023-12-31T16:00:00.000Z'],
      ['a2', 'redeem', '30.00', '2024-01-01T16:00:00.000Z'],
    ],
  },
  odoo: {
    file: 'loyalty_history.csv',
    lines: [
      'id,card_id,description,issued,used,available_issued_points,active,expiration_date,order_model,order_id,create_date',
      '1,7,a,100.0,0.0,70.0,true,2024-12-31,sale.order,19,2024-01-01 10:00:00',
      '2,7,b,5.0,30.0,0.0,true,,sale.order,20,2024-01-02 10:00:00',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T10:00:00.000Z'],
      ['2', 'earn', '5.00', '2024-01-02T10:00:00.000Z'],
      ['2-used', 'redeem', '30.00', '2024-01-02T10:00:00.000Z'],
    ],
  },
  magento: {
    file: 'magento_reward_history.csv',
    lines: [
      'history_id,reward_id,website_id,action,entity,points_delta,points_used,created_at,expired_at_static,expired_at_dynamic,is_expired,is_duplicate_of,notification_sent',
      '1,7,1,4,19,100,30,2024-01-01 10:00:00,2024-02-01 10:00:00,,1,,0',
      '2,7,1,1,20,-30,0,2024-01-02 10:00:00,,,0,,0',
      '3,7,1,4,19,-70,0,2024-02-01 10:00:00,,,1,1,0',
      '4,7,1,0,,-7,0,2024-02-02 10:00:00,,,0,,0',
    ],
    rows: [
      ['1', 'earn', '100.00', '2024-01-01T10:00:00.000Z'],
      ['2', 'redeem', '30.00', '2024-01-02T10:00:00.000Z'],
      ['3', 'expire', '70.00', '2024-02-01T10:00:00.000Z', '1'],
      ['4', 'adjust', '-7.00', '2024-02-02T10:00:00.000Z'],
    ],
  },
  'open-loyalty': {
    file: 'points_transfers.csv',
    lines: [
      'id,customerId,value,type,createdAt,expiresAt,lockedUntil,state,transactionId,revisedTransactionId,comment,senderId,receiverId',
      'a,7,100,adding,1704074400,1735696800,,active,t1,,,,',
      'b,7,30,spending,1704160800,,,active,,,,,',
      'c,7,20,p2p_spending,1704247200,,,active,,,,,8',
      'd,8,20,p2p_adding,1704247200,,,active,,,,7,',
      'e,7,1,adding,1704247200,,,canceled,,,,,',
    ],
    rows: [
      ['a', 'earn', '100.00', '2024-01-01T02:00:00.000Z'],
      ['b', 'redeem', '30.00', '2024-01-02T02:00:00.000Z'],
      ['c', 'transfer_out', '20.00', '2024-01-03T02:00:00.000Z', 'c-in'],
      ['c-in', 'transfer_in', '20.00', '2024-01-03T02:00:00.000Z', 'c'],
    ],
    skipped: 2,
  },
  voucherify: {
    file: 'voucherify.csv',
    lines: [
      'id,campaign_id,voucher_id,type,source_id,reason,source,balance,amount,related_transaction_id,created_at,details',
      'vtx_1,c,v7,POINTS_ACCRUAL,o1,,API,100,100,,2024-01-01T10:00:00.000Z,{}',
      'vtx_2,c,v7,POINTS_TRANSFER_OUT,,,API,80,-20,vtx_3,2024-01-02T10:00:00.000Z,{}',
      'vtx_3,c,v8,POINTS_TRANSFER_IN,,,API,20,20,vtx_2,2024-01-02T10:00:00.000Z,{}',
      'vtx_4,c,v7,POINTS_REMOVAL,,,API,75,-5,,2024-01-03T10:00:00.000Z,{}',
    ],
    rows: [
      ['vtx_1', 'earn', '100.00', '2024-01-01T10:00:00.000Z'],
      ['vtx_2', 'transfer_out', '20.00', '2024-01-02T10:00:00.000Z', 'vtx_3'],
      ['vtx_3', 'transfer_in', '20.00', '2024-01-02T10:00:00.000Z', 'vtx_2'],
      ['vtx_4', 'adjust', '-5.00', '2024-01-03T10:00:00.000Z'],
    ],
  },
  square: {
    file: 'loyalty_events.jsonl',
    lines: [
      '{"id":"a","type":"ACCUMULATE_POINTS","created_at":"2024-01-01T10:00:00Z","loyalty_account_id":"m7","location_id":"L1","source":"SQUARE","accumulate_points":{"points":100,"order_id":"o1"}}',
      '{"id":"b","type":"CREATE_REWARD","created_at":"2024-01-02T10:00:00Z","loyalty_account_id":"m7","source":"SQUARE","create_reward":{"points":-30}}',
      '{"id":"c","type":"REDEEM_REWARD","created_at":"2024-01-03T10:00:00Z","loyalty_account_id":"m7","source":"SQUARE","redeem_reward":{"reward_id":"r"}}',
      '{"id":"d","type":"ADJUST_POINTS","created_at":"2024-01-04T10:00:00Z","loyalty_account_id":"m7","source":"SQUARE","adjust_points":{"points":-5,"reason":"x"}}',
      '{"id":"e","type":"OTHER","created_at":"2024-01-04T10:00:00Z","loyalty_account_id":"m7","source":"SQUARE","other_event":{"points":-5}}',
    ],
    rows: [
      ['a', 'earn', '100.00', '2024-01-01T10:00:00.000Z'],
      ['b', 'redeem', '30.00', '2024-01-02T10:00:00.000Z'],
      ['d', 'adjust', '-5.00', '2024-01-04T10:00:00.000Z'],
    ],
    skipped: 1,
    refused: { 5: ['event_type:ambiguous_code', 'points:missing'] },
  },
};

describe('every preset reads a small export of its system', () => {
  it.each(Object.keys(CASES))('%s', async (preset) => {
    const { file, lines, rows, skipped = 0, refused = {}, warnings = [] } = CASES[preset]!;
    const mapping = await readPreset(preset);
    const { workspace, outcome } = await ingestFiles({ [file]: `${lines.join('\n')}\n` }, { mapping });
    const typed = (await typedRows(workspace)).sort(byRecordAndId);
    expect(
      typed.map((row) => [
        row.event_id,
        row.event_type,
        row.points,
        row.occurred_at,
        ...(row.related_event_id === null ? [] : [row.related_event_id]),
      ]),
    ).toEqual(rows);
    expect(typed.every((row) => row.source === preset)).toBe(true);
    const [counts] = outcome.manifest.files;
    expect(counts!.rows_read).toBe(lines.length - (file.endsWith('jsonl') ? 0 : 1));
    expect(counts!.skipped).toBe(skipped);
    expect(await refusedCodes(workspace)).toEqual(refused);
    for (const warning of warnings) expect(counts!.warnings.some((each) => warning.test(each))).toBe(true);
  });
});

function byRecordAndId(left: Record<string, unknown>, right: Record<string, unknown>): number {
  const key = (row: Record<string, unknown>) =>
    `${String(row.source_record).padStart(9)} ${String(row.event_id)}`;
  return key(left) < key(right) ? -1 : 1;
}

it('every preset has its case here', async () => {
  expect(Object.keys(CASES).sort()).toEqual(await presetNames());
});
