import { rows } from '../database.server.ts';
import { UserError } from '../user-error.ts';
import { programmeNames } from './audit/audit-report.ts';
import { readRows } from './book-rows.ts';
import type { FigureTable, ReportDocument, Section } from './document.ts';
import { readable } from './number-text.ts';
import { readBookFacts } from './report-head.ts';
import type { ReportSource } from './report-source.ts';
import { walletNames, walletWord, type WalletNames } from './wallet-names.ts';
import { sayIn, sqlWords } from './words.ts';
import type { Bilingual } from '../contract/citation.ts';

/** What happened, as one would tell the member. */
const HAPPENED: Readonly<Record<string, Bilingual>> = {
  earn: { zh: '获得积分', en: 'You earned points' },
  redeem: { zh: '兑换使用', en: 'You redeemed points' },
  expire: { zh: '积分到期', en: 'Points expired' },
  transfer_out: { zh: '转赠给他人', en: 'You gave points away' },
  transfer_in: { zh: '收到转赠', en: 'You were given points' },
  exchange_out: { zh: '换成合作方积分', en: 'You exchanged points for those of a partner' },
  exchange_in: { zh: '由合作方积分换入', en: 'You exchanged points of a partner' },
  reverse: { zh: '因退款等收回', en: 'Points were taken back, e.g. for a refund' },
  restore: { zh: '兑换取消，积分退回', en: 'A redemption was undone and points given back' },
  adjust: { zh: '人工调整', en: 'Points were adjusted by hand' },
  forfeit: { zh: '账户关闭，积分清零', en: 'The account was closed and its points cancelled' },
};

/**
 * A member's own points history in plain words: what there is now, what expires when, and every change with the balance
 * after it, down to the record. Fit for answering a complaint.
 *
 * @throws UserError where the book has no account of the member
 */
export async function memberReport(source: ReportSource): Promise<ReportDocument> {
  const { book, language } = source;
  const member = source.memberId!;
  const say = sayIn(language);
  const facts = await readBookFacts(source);
  const wallets = await walletNames(source);
  const accounts = await rows<{ wallet: string; points_balance: string }>(
    book.connection,
    `select ${walletWord(wallets, language)} as wallet, points_balance from balances.accounts
     where member_id = $member order by programme_id, wallet`,
    { member },
  );
  if (accounts.length === 0)
    throw new UserError(`This book has no account of member ${member}; check the id, leading zeros count.`);
  const balances = accounts
    .map(({ wallet, points_balance: points }) => `${wallet} ${readable(points, 'points')}`)
    .join(say('；', '; '));
  return {
    kind: 'member',
    language,
    title: say('会员积分对账单', 'Points statement of a member'),
    subtitle: `${say('会员', 'Member')} ${member} · ${await programmeNames(source)}`,
    head: facts.head,
    sections: [
      {
        id: 'summary',
        title: say('现在有多少积分', 'What there is now'),
        blocks: [
          {
            kind: 'paragraph',
            text: say(
              `截至 ${facts.head.asOf} 当天结束，按逐笔记录重新计算的余额为：${balances}。`,
              `At the end of ${facts.head.asOf}, the balance recomputed from every single record is: ${balances}.`,
            ),
          },
          await accountsTable(source, member, wallets),
        ],
      },
      await expirySection(source, member, wallets),
      {
        id: 'history',
        title: say('每一笔变动', 'Every change'),
        blocks: [
          {
            kind: 'paragraph',
            tone: 'quiet',
            text: say(
              '每类积分按发生的先后列出。“当时余额”为该笔之后的余额。每一笔都注明原始记录所在的文件和行号，可据此核对。',
              'Wallet by wallet, in the order in which it happened. The balance is that after the change. Each names the file and record it comes from, so that it can be checked.',
            ),
          },
          await historyTable(source, member, wallets),
        ],
      },
      questionsSection(source),
    ],
  };
}

async function accountsTable(
  { book, language }: ReportSource,
  member: string,
  wallets: WalletNames,
): Promise<FigureTable> {
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'accounts',
    title: '',
    columns: [
      { key: 'wallet', title: say('积分类别', 'Kind of points'), kind: 'text', width: 16 },
      { key: 'available', title: say('可用', 'Available'), kind: 'points' },
      { key: 'pending', title: say('待生效', 'Not yet available'), kind: 'points' },
      { key: 'debt', title: say('透支', 'Overdrawn'), kind: 'points' },
      {
        key: 'balance',
        title: say('余额', 'Balance'),
        kind: 'points',
        formula: '{available} + {pending} - {debt}',
      },
      { key: 'earned', title: say('累计获得', 'Earned so far'), kind: 'points' },
      { key: 'redeemed', title: say('累计兑换', 'Redeemed so far'), kind: 'points' },
      { key: 'expired', title: say('累计过期', 'Expired so far'), kind: 'points' },
    ],
    rows: await readRows(
      book,
      `select ${walletWord(wallets, language)}, points_available, points_pending, points_debt, points_balance, earned, redeemed, expired
       from balances.accounts where member_id = $member order by programme_id, wallet`,
      { member },
    ),
  };
}

async function expirySection(
  { book, language }: ReportSource,
  member: string,
  wallets: WalletNames,
): Promise<Section> {
  const say = sayIn(language);
  return {
    id: 'expiry',
    title: say('什么时候过期', 'What expires when'),
    blocks: [
      {
        kind: 'table',
        id: 'expiry',
        title: '',
        columns: [
          { key: 'wallet', title: say('积分类别', 'Kind of points'), kind: 'text', width: 16 },
          {
            key: 'usable_until',
            title: say('最后可用时刻之前', 'Usable before'),
            kind: 'instant',
            width: 20,
          },
          { key: 'points', title: say('积分', 'Points'), kind: 'points' },
        ],
        rows: await readRows(
          book,
          `select ${walletWord(wallets, language)}, expires_at, sum(points_remaining)::decimal(18, 2) from lots.lots
           where member_id = $member and points_remaining > 0 and expires_at is not null and isfinite(expires_at)
           group by programme_id, wallet, expires_at order by expires_at, wallet`,
          { member },
        ),
        empty: say('剩余的积分都没有到期日。', 'None of the points that are left has a day of expiry.'),
      },
    ],
  };
}

async function historyTable(
  { book, language }: ReportSource,
  member: string,
  wallets: WalletNames,
): Promise<FigureTable> {
  const say = sayIn(language);
  return {
    kind: 'table',
    id: 'history',
    title: '',
    columns: [
      { key: 'wallet', title: say('积分类别', 'Kind of points'), kind: 'text', width: 10 },
      { key: 'happened_at', title: say('时间', 'When'), kind: 'instant', width: 15 },
      { key: 'what', title: say('发生了什么', 'What happened'), kind: 'text', width: 24 },
      { key: 'order_or_item', title: say('订单或奖品', 'Order or reward'), kind: 'text', width: 12 },
      { key: 'change', title: say('增减', 'Change'), kind: 'points', width: 11 },
      { key: 'balance', title: say('当时余额', 'Balance then'), kind: 'points', width: 11 },
      { key: 'event_id', title: say('流水编号', 'Record id'), kind: 'text', width: 10 },
      { key: 'stood_in', title: say('文件与记录号', 'File and record'), kind: 'text', width: 24 },
      { key: 'about', title: say('关于', 'About'), kind: 'text', width: 24 },
    ],
    print: [
      { title: say('时间', 'When'), keys: ['happened_at', 'wallet'], width: 20 },
      { title: say('发生了什么', 'What happened'), keys: ['what', 'about'], width: 34 },
      { title: say('增减', 'Change'), keys: ['change'], width: 12, align: 'right' },
      { title: say('当时余额', 'Balance then'), keys: ['balance'], width: 12, align: 'right' },
      { title: say('出处', 'Where from'), keys: ['event_id', 'stood_in'], width: 22 },
    ],
    rows: await readRows(book, historySql(language, wallets), { member }),
  };
}

/** Each entry and each expiry that the clock brought, with the running balance of its account. */
function historySql(language: ReportSource['language'], wallets: WalletNames): string {
  const say = sayIn(language);
  const wallet = walletWord(wallets, language);
  return `
    with accounts as (select account_no from balances.accounts where member_id = $member),
    changes as (
      select account_no, programme_id, wallet, effective_at, 1 as phase, entry_no, 0 as part, event_type, points_change,
        coalesce(order_id, item_id) as order_or_item, event_id, source_file, source_record, order_id, item_id
      from ledger.entries where account_no in (select account_no from accounts)
      union all
      select fact.account_no, account.programme_id, account.wallet, fact.used_at,
        case when fact.entry_no is null then 0 else 1 end, coalesce(fact.entry_no, 0), 1, 'expire', -fact.points, null,
        entry.event_id, entry.source_file, entry.source_record, null, null
      from lots.use_facts as fact join ledger.accounts as account using (account_no)
      left join ledger.entries as entry on entry.entry_no = fact.entry_no
      where fact.account_no in (select account_no from accounts) and fact.use_type = 'expire'
        and (fact.entry_no is null or entry.event_type = 'restore')
      union all
      select entry.account_no, entry.programme_id, entry.wallet, entry.effective_at, 1, entry.entry_no, 2, 'shortfall',
        floored.points, null, entry.event_id, entry.source_file, entry.source_record, null, null
      from (
        select entry_no, points from lots.shortfall_facts
        where kind = 'floor' and account_no in (select account_no from accounts)
        union all
        select entry_no, -points from lots.cancellations
        where kind = 'floor' and account_no in (select account_no from accounts)
      ) as floored join ledger.entries as entry using (entry_no)
    ),
    -- What a reward was called last; the catalogue may have several periods of one.
    rewards as (
      select programme_id, item_id, arg_max(name, coalesce(valid_from, '-infinity'::timestamptz)) as reward
      from data.catalogue_items where name is not null group by programme_id, item_id
    )
    select ${wallet}, effective_at,
      case when event_type = 'shortfall' then '${say('积分不足，差额由系统放过', 'There were not enough points; the system let the rest go')}'
        else ${sqlWords(HAPPENED, 'event_type', language)} end,
      order_or_item, points_change::decimal(18, 2),
      (sum(points_change) over (partition by account_no order by effective_at, phase, entry_no, part
        rows unbounded preceding))::decimal(18, 2),
      event_id, case when source_file is not null then concat(source_file, ':', source_record) end,
      case
        when order_id is not null then concat('${say('订单 ', 'Order ')}', order_id)
        when reward is not null then concat(reward, ' (', item_id, ')')
        when item_id is not null then concat('${say('奖品 ', 'Reward ')}', item_id)
      end
    from changes left join rewards using (programme_id, item_id) order by programme_id, wallet, effective_at, phase, entry_no, part`;
}

function questionsSection({ language }: ReportSource): Section {
  const say = sayIn(language);
  return {
    id: 'questions',
    title: say('如有疑问', 'If something looks wrong'),
    blocks: [
      {
        kind: 'paragraph',
        text: say(
          '请指出上表中的流水编号。经营者可以据此出示原始记录；如仍有争议，可以拨打 12315 向市场监督管理部门投诉。',
          'Name the record id from the table above: the operator can show the original record by it. If you still disagree, you can complain to the market-supervision authority by calling 12315.',
        ),
      },
      {
        kind: 'paragraph',
        tone: 'quiet',
        text: say(
          '本对账单由流水逐笔重算得出，不改动任何系统中的积分。来源系统漏记的事情，这里也不会有。',
          'This statement was recomputed from the records one by one and changes no points in any system. What the source did not record cannot be here either.',
        ),
      },
    ],
  };
}
