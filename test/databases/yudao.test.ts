import { expect, it } from 'vitest';
import { ingestDatabase } from '#pipelines/ingest/connectors/ingest-database.ts';
import { readPreset } from '#pipelines/ingest/read-mapping.ts';
import { refusedCodes, temporaryWorkspace, totals, typedRows } from '../pipelines/workbench.ts';
import { describeWith, ownDatabase } from './servers.ts';

const TABLE = `create table member_point_record (
  id bigint not null auto_increment primary key, user_id bigint not null, biz_id varchar(255) not null,
  biz_type tinyint not null, title varchar(255) not null, description varchar(5000), point int not null,
  total_point int not null, creator varchar(64) default '', create_time datetime not null, updater varchar(64),
  update_time timestamp null, deleted bit(1) not null default b'0', tenant_id bigint not null default 1)`;
const insert = (...rows: string[]) =>
  `insert into member_point_record (id, user_id, biz_id, biz_type, title, description, point, total_point, create_time, deleted) values ${rows.join(', ')}`;

describeWith('MariaDB', 'the yudao table', () => {
  it('comes in through its preset; what is new comes later, and finds what it corrects', async () => {
    const database = await ownDatabase('MariaDB');
    await database.run(
      TABLE,
      insert(
        `(1, 7, 'o1', 21, '订单积分奖励', null, 100, 100, '2024-01-01 10:00:00', b'0')`,
        `(2, 7, 'o2', 11, '订单积分抵扣', '', -30, 70, '2024-01-02 10:00:00', b'0')`,
        `(3, 7, '', 1, '签到', null, 5, 75, '2024-01-03 10:00:00', b'1')`,
        `(4, 7, 'o9', 99, '邀请', null, 5, 80, '2024-01-04 10:00:00', b'0')`,
      ),
    );
    const workspace = await temporaryWorkspace();
    const mapping = await readPreset('yudao');
    const read = (overlap = '0') => ingestDatabase(workspace, database.url, { mapping, overlap });
    const first = await read();
    expect(totals(first.manifest)).toEqual({
      read: 4,
      accepted: 2,
      duplicates: 0,
      conflicts: 0,
      skipped: 1,
      rejected: 1,
    });
    expect(await refusedCodes(workspace)).toEqual({ 4: ['event_type:unmapped_code'] });
    expect(first.manifest.files[0]!.database).toMatchObject({
      system: 'mariadb',
      table: 'member_point_record',
      primary_key: ['id'],
      watermark: { column: 'id', from: null, to: '4' },
    });
    const again = await read();
    expect([again.isNew, again.manifest.batch_id]).toEqual([false, first.manifest.batch_id]);

    await database.run(
      insert(
        `(5, 7, 'o2', 12, '整单取消', null, 30, 105, '2024-01-05 10:00:00', b'0')`,
        `(6, 8, 'o3', 21, '订单积分奖励', null, 9, 9, '2024-01-06 10:00:00', b'0')`,
      ),
    );
    const second = await read();
    // Row 2 comes again only for the lookup of row 5, row 4 because rows of an equal watermark do.
    expect(second.manifest.files[0]!.database).toMatchObject({
      context_rows: 1,
      watermark: { from: '4', to: '6' },
    });
    expect(totals(second.manifest)).toMatchObject({ accepted: 2, conflicts: 0, rejected: 0 });
    const rows = await typedRows(workspace);
    expect(rows.find((row) => row.event_id === '5')).toMatchObject({
      event_type: 'restore',
      related_event_id: '2',
    });
    expect(rows.map((row) => row.event_id).sort()).toEqual(['1', '2', '5', '6']);
  });

  it('says what to do where the table has another prefix, or there are several', async () => {
    const database = await ownDatabase('MariaDB');
    await database.run(TABLE.replace('member_point_record', 'jf_log'));
    const workspace = await temporaryWorkspace();
    const mapping = await readPreset('yudao');
    const read = (sourceTables: string[] = []) =>
      ingestDatabase(workspace, database.url, { mapping, sourceTables });
    await expect(read()).rejects.toThrow(
      /named as the mapping yudao expects; .*--source-table. There are: jf_log/,
    );
    await expect(read(['JF_LOGS'])).rejects.toThrow(/has no table JF_LOGS .* it has: jf_log/);
    await database.run(
      `set sql_mode = ''`,
      insert(
        `(1, 7, 'o1', 21, '', null, 100, 100, '0000-00-00 00:00:00', b'0')`,
        `(2, 7, 'o1', 21, '', null, 100, 100, '2024-01-01 00:00:00', b'0')`,
      ).replace('member_point_record', 'jf_log'),
    );
    const { manifest } = await read(['jf_log']);
    expect(totals(manifest)).toMatchObject({ read: 2, accepted: 1, rejected: 1 });
    expect(await refusedCodes(workspace)).toEqual({ 1: ['occurred_at:not_a_time'] });
    await database.run(TABLE, TABLE.replace('member_point_record', 'old_member_point_record'));
    await expect(read()).rejects.toThrow(/Several tables .*: member_point_record, old_member_point_record/);
  });
});
