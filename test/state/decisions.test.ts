import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '#pipelines/state/canonical-json.ts';
import { appendLinks, chainHead, verifyChain } from '#pipelines/state/chain.ts';
import { decide, DECISIONS } from '#pipelines/state/decide.ts';
import type { Action, Decided } from '#pipelines/state/decision.ts';
import { openState, type State } from '#pipelines/state/open.ts';
import { decisionsHead, readDecisions, verifyDecisions } from '#pipelines/state/read-decisions.ts';
import { Register } from '#pipelines/state/standing.ts';
import { initWorkspace } from '#pipelines/store/workspace.ts';

const LI = { id: 'li', name: '李薇' };
const WANG = { id: 'wang', name: '王强' };
const BOOK = 'b'.repeat(64);

function found(digit: string, more: Partial<Decided> = {}): Decided {
  return {
    finding_id: digit.repeat(64),
    rule_id: 'expiry-shortened',
    rule_version: 1,
    group_id: 'disclosure',
    title_zh: '有效期被缩短',
    title_en: 'Validity shortened',
    severity: 'critical',
    nature: 'violation',
    programme_id: 'default',
    subject_type: 'terms',
    subject_id: `T${digit}/base`,
    occurred_at: '2025-01-01T00:00:00Z',
    observed: '12',
    expected: '24',
    points: '100.00',
    money: null,
    members: 3,
    ...more,
  };
}

let workspace: string;
let state: State;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'jiheng-state-'));
  await initWorkspace(workspace);
  state = openState(workspace);
});

afterEach(async () => {
  state.close();
  await rm(workspace, { recursive: true });
});

function act(action: Action, findings = [found('a')], by = LI, today = '2026-01-10') {
  return decide(state, { action, findings, bookId: BOOK, by, at: new Date(`${today}T04:00:00Z`), today });
}

function standing(finding = found('a'), today = '2026-01-10') {
  return new Register(readDecisions(workspace), today).standingOf(finding);
}

/** Asks for a waiver and gives its id. */
function askWaiver(scope: 'finding' | 'rule' | 'subject', expires_on = '2026-03-31'): string {
  const [link] = act({ action: 'request_waiver', scope, reason: '监管部门同意分期整改', expires_on });
  return link!.body.waiver_id!;
}

describe('the log of decisions', () => {
  it('chains canonical texts, whatever the order of keys', () => {
    expect(canonicalJson({ b: 1, a: ['积', null], c: undefined })).toBe('{"a":["积",null],"b":1}');
    expect(() => canonicalJson({ points: 0.1 })).toThrow('0.1');
    const links = act({ action: 'comment', text: '已联系门店' }, [found('a'), found('b')]);
    expect(links.map((link) => link.seq)).toEqual([1, 2]);
    expect(links[1]!.previous_hash).toBe(links[0]!.hash);
    expect(decisionsHead(workspace)).toEqual({ seq: 2, hash: links[1]!.hash });
    expect(verifyDecisions(workspace)).toMatchObject({ ok: true, links: 2 });
  });

  it('refuses to change, remove, replace or leave out a link', () => {
    act({ action: 'comment', text: 'x' });
    for (const sql of [
      `update decisions set body = '{}'`,
      'delete from decisions',
      `insert or replace into decisions (seq, body, previous_hash, hash) values (1, '{}', '', '')`,
      `insert into decisions (seq, body, previous_hash, hash) values (3, '{}', '', '')`,
    ])
      expect(() => state.exec(sql), sql).toThrow(/append-only|one link at its end/);
  });

  it.each([
    ['an altered body', `update decisions set body = replace(body, 'one', 'two') where seq = 2`, 2],
    ['a removed link', 'delete from decisions where seq = 2', 2],
    ['a new hash without new followers', `update decisions set hash = '${'0'.repeat(63)}1' where seq = 1`, 1],
  ])('finds %s that was made behind the triggers', (_, sql, seq) => {
    for (const text of ['zero', 'one', 'last']) act({ action: 'comment', text });
    state.exec('drop trigger decisions_no_update; drop trigger decisions_no_delete;');
    state.exec(sql);
    expect(verifyDecisions(workspace)).toMatchObject({ ok: false, seq });
  });

  it('finds a cut-off end and a rewritten history by a head that was noted', () => {
    for (const text of ['zero', 'one']) act({ action: 'comment', text });
    const noted = decisionsHead(workspace);
    state.exec('drop trigger decisions_no_delete; delete from decisions where seq = 2;');
    expect(verifyDecisions(workspace)).toMatchObject({ ok: true });
    expect(verifyDecisions(workspace, noted)).toMatchObject({ ok: false, seq: 2 });
    act({ action: 'comment', text: 'other' });
    expect(verifyDecisions(workspace, noted)).toMatchObject({ ok: false, seq: 2 });
  });

  it('writes all of a bulk decision or nothing', () => {
    act({ action: 'set_status', status: 'confirmed', reason: '属实' }, [found('b')]);
    expect(() =>
      act({ action: 'set_status', status: 'confirmed', reason: '属实' }, [found('a'), found('b')]),
    ).toThrow('already stands at confirmed');
    expect(readDecisions(workspace)).toHaveLength(1);
    expect(() => appendLinks(state, DECISIONS, () => [{ n: 1 }, { n: 0.5 }])).toThrow('0.5');
    expect(chainHead(state, DECISIONS).seq).toBe(1);
  });

  it('takes turns between two that write at the same time', () => {
    const other = openState(workspace);
    try {
      for (const [index, each] of [state, other, other, state].entries())
        appendLinks(each, DECISIONS, () => [{ index }]);
      expect(verifyChain(other, DECISIONS)).toMatchObject({ ok: true, links: 4 });
    } finally {
      other.close();
    }
  });

  it('refuses a database of a newer version', () => {
    state.exec('pragma user_version = 99');
    expect(() => openState(workspace)).toThrow('newer Jiheng');
  });

  it('refuses a file that is no database, and says what to do', async () => {
    const other = join(workspace, 'other');
    await initWorkspace(other);
    await writeFile(join(other, 'state.sqlite'), 'no database at all'.repeat(300));
    expect(() => openState(other)).toThrow(/cannot be opened .* Restore it from a backup/);
  });
});

describe('where a finding stands', () => {
  it('is open until somebody decides, and closes only with a reason', () => {
    expect(standing()).toMatchObject({ status: 'open', since: null, by: null });
    act({ action: 'set_status', status: 'investigating', reason: null });
    expect(standing()).toMatchObject({ status: 'investigating', by: LI });
    for (const status of ['confirmed', 'false_positive', 'remediated', 'open'] as const)
      expect(() => act({ action: 'set_status', status, reason: null })).toThrow('reason');
    act({ action: 'assign', owner: '法务部', due_on: '2026-02-01' });
    act({ action: 'set_status', status: 'false_positive', reason: '条款在线下公示' }, undefined, WANG);
    expect(standing()).toMatchObject({
      status: 'false_positive',
      owner: '法务部',
      due_on: '2026-02-01',
      by: WANG,
    });
    expect(standing(found('b')).status).toBe('open');
  });

  it('is waived once a second person has approved, and reopens on the day after', () => {
    const waiver_id = askWaiver('finding');
    expect(standing()).toMatchObject({ status: 'open', waiver: { answer: 'pending' } });
    expect(() => act({ action: 'approve_waiver', waiver_id })).toThrow('second person');
    act({ action: 'approve_waiver', waiver_id }, undefined, WANG);
    expect(() => act({ action: 'approve_waiver', waiver_id }, undefined, WANG)).toThrow('answered');
    expect(standing()).toMatchObject({ status: 'waived', by: WANG });
    expect(standing(found('a'), '2026-03-31').status).toBe('waived');
    expect(standing(found('a'), '2026-04-01')).toMatchObject({ status: 'open', is_reopened: true });
    expect(standing(found('b')).status).toBe('open');
  });

  it('follows waivers of the rule and of the subject, within the programme', () => {
    act({ action: 'approve_waiver', waiver_id: askWaiver('rule') }, undefined, WANG);
    expect(standing(found('b')).status).toBe('waived');
    expect(standing(found('b', { rule_id: 'overdrawn' })).status).toBe('open');
    expect(standing(found('b', { programme_id: 'other' })).status).toBe('open');
    act({ action: 'approve_waiver', waiver_id: askWaiver('subject') }, undefined, WANG);
    expect(standing(found('b', { rule_id: 'overdrawn', subject_id: 'Ta/base' })).status).toBe('waived');
    expect(new Register(readDecisions(workspace), '2026-01-10').historyOf(found('b'))).toHaveLength(2);
  });

  it('counts the later of a status and a waiver, and opens again when a waiver is revoked', () => {
    const waiver_id = askWaiver('finding');
    act({ action: 'approve_waiver', waiver_id }, undefined, WANG);
    act({ action: 'set_status', status: 'confirmed', reason: '新证据' });
    expect(standing().status).toBe('confirmed');
    const again = askWaiver('finding');
    act({ action: 'approve_waiver', waiver_id: again }, undefined, WANG);
    expect(standing().status).toBe('waived');
    act({ action: 'revoke_waiver', waiver_id: again, reason: '条件不再成立' }, undefined, WANG);
    expect(standing()).toMatchObject({ status: 'open', is_reopened: true });
    expect(() => act({ action: 'revoke_waiver', waiver_id: again, reason: 'x' })).toThrow('not in force');
  });

  it('refuses a waiver that has ended, and answers to one that is not there', () => {
    expect(() => askWaiver('finding', '2026-01-09')).toThrow('already ended');
    expect(() => act({ action: 'approve_waiver', waiver_id: 'W-0' }, undefined, WANG)).toThrow('no waiver');
    const waiver_id = askWaiver('finding');
    expect(() => act({ action: 'approve_waiver', waiver_id }, [found('b')], WANG)).toThrow('no waiver');
    expect(() => act({ action: 'approve_waiver', waiver_id }, undefined, WANG, '2026-05-01')).toThrow(
      'ask for a new one',
    );
  });
});
