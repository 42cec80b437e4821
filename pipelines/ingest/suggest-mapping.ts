import type { Table } from '#engine/contract/table.ts';

/** Headers that points systems use for a column of the contract, in lower case without blanks, `_` and `-`. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  event_id: [
    'id',
    '流水号',
    '流水id',
    '积分流水号',
    '记录编号',
    '交易流水号',
    '序号',
    'transactionid',
    'recordid',
    'logid',
    'txnid',
  ],
  member_id: [
    '会员号',
    '会员编号',
    '会员id',
    '会员卡号',
    '会员',
    '用户id',
    '用户编号',
    '用户',
    '客户号',
    '客户编号',
    'userid',
    'uid',
    'customerid',
    'customer',
    'memberno',
    'cardno',
  ],
  event_type: [
    '类型',
    '积分类型',
    '变动类型',
    '业务类型',
    '交易类型',
    '事件类型',
    'type',
    'biztype',
    'changetype',
    'action',
    'transactiontype',
  ],
  points: [
    '积分',
    '积分数',
    '积分值',
    '变动积分',
    '积分变动',
    '变动数量',
    '积分数量',
    'point',
    'integral',
    'score',
    'amountpoints',
    'value',
    'delta',
    'pointsdelta',
    'changecount',
    'number',
    'creds',
  ],
  occurred_at: [
    '时间',
    '日期',
    '发生时间',
    '交易时间',
    '创建时间',
    '变动时间',
    '业务时间',
    'time',
    'date',
    'datetime',
    'createtime',
    'createdat',
    'dateadded',
    'addtime',
    'eventtime',
    'timestamp',
    'transactiondate',
  ],
  recorded_at: ['记录时间', '入库时间', '更新时间', 'updatetime', 'updatedat'],
  expires_at: [
    '到期时间',
    '过期时间',
    '失效时间',
    '有效期',
    'expirydate',
    'expirationdate',
    'expireat',
    'expiredat',
  ],
  available_at: ['生效时间', '可用时间', '解冻时间', 'thawtime', 'thawingtime'],
  balance_after: ['余额', '积分余额', '变动后积分', '变动后余额', 'balance', 'totalpoint', 'pointsbalance'],
  wallet: ['积分账户', '账户类型', '积分类别', 'ctype', 'account', 'accounttype'],
  amount: ['金额', '消费金额', '交易金额', '订单金额', 'purchaseamount'],
  merchant_id: [
    '商户号',
    '商户编号',
    '商户id',
    '门店',
    '门店编号',
    '店铺id',
    'storeid',
    'shopid',
    'locationid',
  ],
  product_id: ['商品编号', '商品id', '产品编号', 'sku', 'goodsid'],
  item_id: ['礼品编号', '奖品编号', '兑换品编号', 'rewardid', 'giftid'],
  order_id: ['订单号', '订单编号', '订单id', 'orderno', 'ordersn'],
  reason: ['原因', '备注', '说明', '描述', 'description', 'title', 'mark', 'remark', 'note', 'comment'],
  channel: ['渠道', '来源渠道'],
  source: ['来源', '系统来源', '来源系统'],
  programme_id: ['计划', '计划编号', '积分计划', 'program', 'programid', 'loyaltyprogram'],
  name: ['名称', '姓名', '商品名称', '商户名称'],
  birth_date: ['生日', '出生日期', 'birthday', 'dob'],
  joined_at: ['入会时间', '注册时间', '加入时间', 'registertime', 'registeredat', 'signupdate'],
  region_code: ['地区', '地区代码', '行政区划', '行政区划代码'],
};

/**
 * Suggests which of a file's unknown columns may be meant by which missing ones: first by names that points systems
 * use, then by likeness of spelling.
 *
 * @param known columns of the contract that the file has already.
 * @returns file's column → contract's column, missing required columns first.
 */
export function suggestMapping(
  unknown: readonly string[],
  missing: readonly string[],
  known: readonly string[],
  table: Table,
): Map<string, string> {
  const suggested = new Map<string, string>();
  const wanted = [
    ...missing,
    ...Object.keys(table.columns).filter((name) => !missing.includes(name) && !known.includes(name)),
  ];
  const free = () => unknown.filter((name) => !suggested.has(name));
  for (const column of wanted) {
    const found =
      free().find((name) => SYNONYMS[column]?.includes(squeezed(name))) ??
      (missing.includes(column) ? nearest(free(), column) : undefined);
    if (found !== undefined) suggested.set(found, column);
  }
  return suggested;
}

function nearest(names: readonly string[], column: string): string | undefined {
  const target = squeezed(column);
  const scored = names
    .map((name) => ({ name, distance: editDistance(squeezed(name), target) }))
    .filter(
      ({ name, distance }) =>
        distance <= Math.max(1, Math.floor(Math.min(squeezed(name).length, target.length) / 3)),
    )
    .sort((left, right) => left.distance - right.distance);
  return scored[0]?.name;
}

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

/** Levenshtein distance. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      current[column] = Math.min(
        previous[column]! + 1,
        current[column - 1]! + 1,
        previous[column - 1]! + change,
      );
    }
    previous = current;
  }
  return previous[right.length]!;
}
