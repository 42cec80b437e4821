import type { BookFacts } from '../report-head.ts';
import { ROW_COUNTS, rowTotals } from '../report-head.ts';
import { add, subtract } from '../decimal-sum.ts';
import type { FigureTable, Section } from '../document.ts';
import type { ReportSource } from '../report-source.ts';
import { nameOfWallet, walletNames, type WalletNames } from '../wallet-names.ts';
import { sayIn } from '../words.ts';

/** Whether all rows and points are accounted for: rows by batch, events, points by wallet, and what was refused. */
export async function controlSection(source: ReportSource, facts: BookFacts): Promise<Section> {
  const say = sayIn(source.language);
  const { intake } = source;
  return {
    id: 'control_totals',
    title: say('控制总数', 'Control totals'),
    blocks: [
      ...(intake
        ? [intakeTable(source)]
        : [
            {
              kind: 'paragraph' as const,
              tone: 'warning' as const,
              text: say(
                '来源库不在手边，读取行数无法核对。',
                'The source store was not at hand: the rows read could not be checked.',
              ),
            },
          ]),
      eventsTable(source, facts),
      walletsTable(source, facts, await walletNames(source)),
      ...(intake ? [rejectsTable(source)] : []),
    ],
  };
}

function intakeTable({ language, intake }: ReportSource): FigureTable {
  const say = sayIn(language);
  const totals = rowTotals(intake!);
  return {
    kind: 'table',
    id: 'rows_by_batch',
    title: say('读取的记录，按导入批次', 'Rows read, by batch'),
    note: say(
      '读取 = 接受 + 重复 + 冲突 + 声明跳过 + 拒收。',
      'Read = accepted + duplicates + conflicts + declared skips + rejected.',
    ),
    columns: [
      { key: 'batch_id', title: say('导入批次', 'Batch'), kind: 'text', width: 22 },
      { key: 'rows_read', title: say('读取', 'Read'), kind: 'count', total: 'sum' },
      { key: 'accepted', title: say('接受', 'Accepted'), kind: 'count', total: 'sum' },
      { key: 'duplicates', title: say('重复', 'Duplicates'), kind: 'count', total: 'sum' },
      { key: 'conflicts', title: say('冲突', 'Conflicts'), kind: 'count', total: 'sum' },
      { key: 'skipped', title: say('声明跳过', 'Skipped'), kind: 'count', total: 'sum' },
      { key: 'rejected', title: say('拒收', 'Rejected'), kind: 'count', total: 'sum' },
    ],
    rows: intake!.batches.map((batch) => [batch.batch_id, ...ROW_COUNTS.map((name) => String(batch[name]))]),
    totals: [say('合计', 'Total'), ...ROW_COUNTS.map((name) => String(totals[name]))],
  };
}

function eventsTable({ language }: ReportSource, { totals }: BookFacts): FigureTable {
  const say = sayIn(language);
  const lines: [string, string, number][] = [
    ['entries', say('已入账', 'Posted entries'), totals.entries],
    ['wholly_unposted', say('全部未入账（超额部分）', 'Wholly unposted (excess)'), totals.wholly_unposted],
    ['duplicates', say('重复', 'Duplicates'), totals.duplicates],
    ['conflicts', say('冲突', 'Conflicts'), totals.conflicts],
    ['after_as_of', say('截至日之后', 'After the as-of date'), totals.after_as_of],
  ];
  return {
    kind: 'table',
    id: 'events_accounted_for',
    title: say('积分流水去向', 'What became of the events'),
    columns: [
      { key: 'outcome', title: say('代码', 'Code'), kind: 'text', width: 14 },
      { key: 'meaning', title: say('去向', 'Became'), kind: 'text', width: 30 },
      { key: 'events', title: say('流水数', 'Events'), kind: 'count', total: 'sum', width: 12 },
    ],
    print: [
      { title: say('去向', 'Became'), keys: ['meaning'], width: 40 },
      { title: say('流水数', 'Events'), keys: ['events'], width: 14, align: 'right' },
      { title: '', keys: [], width: 40 },
    ],
    rows: lines.map(([code, meaning, number]) => [code, meaning, String(number)]),
    totals: [null, say('收到', 'Arrived'), String(totals.rows_arrived)],
  };
}

function walletsTable({ language }: ReportSource, { totals }: BookFacts, names: WalletNames): FigureTable {
  const say = sayIn(language);
  const unit = say('分', 'points');
  const isOne = new Set(totals.wallets.map((each) => each.programme_id)).size <= 1;
  return {
    kind: 'table',
    id: 'points_by_wallet',
    title: say('积分，按积分类别', 'Points, by wallet'),
    note: say(
      '开立 + 返还 = 剩余 + 已用；差额必须为零。',
      'Opened + restored = remaining + used; the difference must be zero.',
    ),
    columns: [
      { key: 'programme_id', title: say('计划', 'Programme'), kind: 'text', width: 10 },
      { key: 'name', title: say('积分类别', 'Wallet'), kind: 'text', width: 16 },
      { key: 'wallet', title: say('代码', 'Code'), kind: 'text', width: 12 },
      { key: 'opened', title: say('开立', 'Opened'), kind: 'points', unit },
      { key: 'restored', title: say('返还', 'Restored'), kind: 'points', unit },
      { key: 'remaining', title: say('剩余', 'Remaining'), kind: 'points', unit },
      { key: 'used', title: say('已用', 'Used'), kind: 'points', unit },
      {
        key: 'difference',
        title: say('差额', 'Difference'),
        kind: 'points',
        unit,
        formula: '{opened} + {restored} - {remaining} - {used}',
      },
    ],
    print: [
      ...(isOne ? [] : [{ title: say('计划', 'Programme'), keys: ['programme_id'], width: 10 }]),
      { title: say('积分类别', 'Wallet'), keys: ['name'], width: 20 },
      { title: say('代码', 'Code'), keys: ['wallet'], width: 12 },
      ...(
        [
          ['opened', '开立', 'Opened'],
          ['restored', '返还', 'Restored'],
          ['remaining', '剩余', 'Remaining'],
          ['used', '已用', 'Used'],
          ['difference', '差额', 'Difference'],
        ] as const
      ).map(([key, zh, en]) => ({
        title: `${say(zh, en)} (${unit})`,
        keys: [key],
        width: 12,
        align: 'right' as const,
      })),
    ],
    rows: totals.wallets.map((each) => [
      each.programme_id,
      nameOfWallet(names, language, each.programme_id, each.wallet),
      each.wallet,
      each.points_opened,
      each.points_restored,
      each.points_remaining,
      each.points_used,
      subtract(add(each.points_opened, each.points_restored), add(each.points_remaining, each.points_used)),
    ]),
  };
}

function rejectsTable({ language, intake }: ReportSource): FigureTable {
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'rejects',
    title: say('拒收的记录', 'Rejected records'),
    columns: [
      { key: 'batch_id', title: say('导入批次', 'Batch'), kind: 'text', width: 18 },
      { key: 'table', title: say('表', 'Table'), kind: 'text', width: 14 },
      { key: 'source_file', title: say('文件', 'File'), kind: 'text', width: 20 },
      { key: 'source_record', title: say('记录', 'Record'), kind: 'count', width: 9 },
      { key: 'reasons', title: say('原因', 'Reasons'), kind: 'text', width: 40 },
      { key: 'raw', title: say('原文', 'Raw text'), kind: 'text', width: 40 },
    ],
    print: [
      { title: say('来源', 'Where'), keys: ['source_file', 'source_record', 'table', 'batch_id'], width: 24 },
      { title: say('原因', 'Reasons'), keys: ['reasons'], width: 38 },
      { title: say('原文', 'Raw text'), keys: ['raw'], width: 38 },
    ],
    rows: intake!.rejects,
    empty: say('没有：读取的记录无一拒收。', 'None: no record was refused.'),
  };
}
