/** Why a cell or a record was refused, and what to do about it; Chinese first, English second. */
interface Words {
  readonly reason: string;
  readonly advice: string;
}

/** Every reason by its code. Codes are public: pages and scripts tell cases apart by them. */
export const REASONS = {
  missing: {
    reason: '必填项为空 / required cell is empty',
    advice: '填写该列 / fill in the cell',
  },
  programme_missing: {
    reason: '未写明积分计划 / no programme is named',
    advice: '配置了多个计划,请填写 programme_id / several programmes are configured: fill in programme_id',
  },
  not_a_number: {
    reason: '不是数字 / not a number',
    advice: '写成 1234.50 的形式 / write it like 1234.50',
  },
  ambiguous_number: {
    reason: '数字写法有歧义 / the number can be read in two ways',
    advice:
      '去掉千分位,小数点用“.”,如 1234.50 / write it without thousands separators and with a point, like 1234.50',
  },
  scientific_notation: {
    reason: '科学计数法,位数可能已丢失 / scientific notation, digits may be lost',
    advice: '从原系统重新导出完整数字 / export the full digits from the source system',
  },
  too_many_decimals: {
    reason: '小数位数超过可保存的位数 / more decimals than can be kept exactly',
    advice: '按该列允许的位数提供 / give no more decimals than the column holds',
  },
  out_of_range: {
    reason: '数值超出范围 / the number is out of range',
    advice: '核对数值与单位 / check the number and its unit',
  },
  not_an_integer: {
    reason: '不是整数 / not a whole number',
    advice: '写成整数 / write a whole number',
  },
  not_positive: {
    reason: '必须大于零 / must be greater than zero',
    advice: '核对数值 / check the number',
  },
  points_zero: {
    reason: '积分为零 / the points are zero',
    advice: '删除该记录,或填写变动的积分 / leave the record out, or fill in the points moved',
  },
  points_negative: {
    reason: '只有 adjust 可以为负 / only adjust may be negative',
    advice: '填写绝对值,方向由 event_type 决定 / give the magnitude; event_type tells the direction',
  },
  not_a_boolean: {
    reason: '不是“是/否” / not a yes or no',
    advice: '写 true false 1 0 yes no 是 否 之一 / write one of true false 1 0 yes no 是 否',
  },
  not_in_list: {
    reason: '不在允许的取值之内 / not one of the allowed words',
    advice: '改为该列允许的取值 / use a word the column allows',
  },
  not_a_time: {
    reason: '不是可识别的时间 / not a time that can be read',
    advice:
      '写成 2025-03-04 08:05:06,可带 +08:00 / write it like 2025-03-04 08:05:06, with +08:00 where needed',
  },
  not_a_date: {
    reason: '不是可识别的日期 / not a day that can be read',
    advice: '写成 2025-03-04 / write it like 2025-03-04',
  },
  ambiguous_date: {
    reason: '日期写法有歧义 / the date can be read in two ways',
    advice: '年在前,如 2025-03-04 / write the year first, like 2025-03-04',
  },
  date_with_time: {
    reason: '日期带有时刻或时区 / the day carries a time or an offset',
    advice: '只写日期,如 2025-03-04 / write the day alone, like 2025-03-04',
  },
  no_such_instant: {
    reason: '该日期或时刻不存在 / no such day or time exists',
    advice: '核对日期与时刻 / check the day and the time',
  },
  too_precise: {
    reason: '时间精度超过微秒 / the time is finer than a microsecond',
    advice: '最多六位小数秒 / give at most six decimals of a second',
  },
  local_time_skipped: {
    reason: '当地时间因夏令时不存在 / this local time was skipped by daylight saving',
    advice: '写明时差,如 +08:00 / add the offset, like +08:00',
  },
  local_time_twice: {
    reason: '当地时间因夏令时出现两次 / this local time occurred twice by daylight saving',
    advice: '写明时差,如 +08:00 / add the offset, like +08:00',
  },
  too_few_cells: {
    reason: '单元格少于表头 / fewer cells than the header has',
    advice: '补齐缺少的单元格 / add the missing cells',
  },
  too_many_cells: {
    reason: '单元格多于表头 / more cells than the header has',
    advice: '含分隔符的内容加引号 / put quotes around a cell that holds the delimiter',
  },
  stray_quote: {
    reason: '引号位置不合规 / a quote stands where none may stand',
    advice: '含引号的内容整体加引号,内部引号写两次 / quote the whole cell and double the quotes in it',
  },
  unclosed_quote: {
    reason: '引号没有闭合 / a quote is never closed',
    advice: '补上结尾的引号 / add the closing quote',
  },
  stray_carriage_return: {
    reason: '单独的回车符 / a carriage return stands alone',
    advice: '含换行的内容加引号 / quote a cell that holds a line break',
  },
  nul_character: {
    reason: '含有空字符 / holds a NUL character',
    advice: '从原系统重新导出 / export the record again',
  },
  invalid_bytes: {
    reason: '含有该编码中不存在的字节 / holds bytes that the encoding does not have',
    advice: '用 --encoding 指明编码,或重新导出 / name the encoding with --encoding, or export again',
  },
  not_json: {
    reason: '不是 JSON 对象 / not a JSON object',
    advice: '每行一个 JSON 对象 / write one JSON object a line',
  },
  repeated_key: {
    reason: 'JSON 键重复 / a JSON key occurs twice',
    advice: '每个键只写一次 / write each key once',
  },
  long_number: {
    reason:
      '数值单元格超过 15 位,Excel 可能已丢失末位 / a number cell of more than 15 digits: Excel may have lost the last',
    advice: '把该列设为文本,从原系统重新导出 / make the column text and export it again from the source',
  },
  cell_error: {
    reason: '单元格是错误值 / the cell holds an error',
    advice: '在 Excel 中改正公式后另存 / correct the formula in Excel and save',
  },
  formula_without_value: {
    reason: '公式没有计算结果 / a formula has no computed value',
    advice: '在 Excel 中打开并另存一次 / open the file in Excel and save it once',
  },
  merged_cells: {
    reason: '该行有合并单元格,无法判定各行的取值 / the row has merged cells, so that its values are unclear',
    advice: '取消合并并逐行填写 / unmerge the cells and fill in each row',
  },
  second_table: {
    reason: '表头再次出现,其后可能是另一张表 / the header stands again: another table may begin here',
    advice: '从这里拆成两个文件分别导入,或删去重复的表头 / split the file here, or drop the repeated header',
  },
  unmapped_code: {
    reason: '映射中没有该代码 / the mapping does not know this code',
    advice: '在映射文件中补充该代码的含义 / say in the mapping what the code means',
  },
  ambiguous_code: {
    reason: '该代码有多种含义,无法判定 / the code has several meanings and nothing tells which',
    advice:
      '核对原系统的单据,改用 CSV 写明 event_type / look up the source document and state the event_type',
  },
  contradiction: {
    reason: '代码与数值的正负相矛盾 / the code and the sign contradict each other',
    advice: '核对该记录,或在映射中说明 / check the record, or explain it in the mapping',
  },
  not_a_unix_time: {
    reason: '不是该单位的 Unix 时间 / not a Unix time of that unit',
    advice: '核对映射中的单位(秒、毫秒) / check the unit in the mapping (seconds, milliseconds)',
  },
  inexact_number: {
    reason: 'JSON 数字位数过多,无法精确读取 / a JSON number has too many digits to be read exactly',
    advice: '把数字写成带引号的文本 / write the number as text in quotes',
  },
} as const satisfies Record<string, Words>;

export type ReasonCode = keyof typeof REASONS;

/** One thing wrong with a record, as `rejects.parquet` holds it. */
export interface Reason {
  /** Contract column, or null where the whole record is meant. */
  readonly column: string | null;
  readonly value: string | null;
  readonly code: ReasonCode;
  readonly reason: string;
  readonly advice: string;
}
