#!/usr/bin/env node
/* eslint-disable @typescript-eslint/ban-ts-comment -- the tests run it; types would ask for more than Node has */
// @ts-nocheck Plain JavaScript, for a machine that has Node and nothing else.
// Checks an audit pack of Jiheng, offline, with Node's standard library alone.
//
//   node verify-pack.mjs PACK.zip [--key PUBLIC-KEY.pem]
//
// Shares no code with the product: it has its own reader of ZIP and its own arithmetic, so that an auditor who has read
// this one file need trust nothing else. Prints each check that holds; at the first thing that is wrong it names it and
// ends with exit code 1. Exit code 2: it was asked wrongly.
//
// What a pass means, and what it does not, stands in README.txt of the pack.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { inflateRawSync } from 'node:zlib';

class Wrong extends Error {}

function ensure(holds, sentence) {
  if (!holds) throw new Wrong(sentence);
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

// ---- ZIP ---------------------------------------------------------------------------------------------------------

const CRC = Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = CRC[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * Reads all entries. Strict where other readers are lenient, since what one reader shows and another hides is how
 * archives are forged: entries stand one after the other without gaps, local and central names agree, none comes twice.
 */
function readZip(zip) {
  const end = zip.length - 22;
  ensure(end >= 0 && zip.readUInt32LE(end) === 0x06054b50, 'The file does not end like a ZIP archive.');
  ensure(zip.readUInt16LE(end + 20) === 0, 'The archive carries a comment, which no pack has.');
  let count = zip.readUInt16LE(end + 10);
  let directory = zip.readUInt32LE(end + 16);
  let directoryEnd = end;
  if (count === 0xffff || directory === 0xffffffff) {
    ensure(zip.readUInt32LE(end - 20) === 0x07064b50, 'The ZIP64 locator is missing.');
    const at = Number(zip.readBigUInt64LE(end - 12));
    ensure(zip.readUInt32LE(at) === 0x06064b50, 'The ZIP64 end of the archive is missing.');
    count = Number(zip.readBigUInt64LE(at + 32));
    directory = Number(zip.readBigUInt64LE(at + 48));
    directoryEnd = at;
  }
  const entries = new Map();
  let at = directory;
  let next = 0;
  for (let i = 0; i < count; i++) {
    ensure(zip.readUInt32LE(at) === 0x02014b50, `Entry ${i + 1} of the archive's directory cannot be read.`);
    const flags = zip.readUInt16LE(at + 8);
    const method = zip.readUInt16LE(at + 10);
    const crc = zip.readUInt32LE(at + 16);
    ensure(
      (flags & ~0x0808) === 0,
      `Entry ${i + 1} of the archive is marked as no entry of a pack is (encrypted, say).`,
    );
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      zip.readUInt16LE(at + offset),
    );
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const wide = zip64(zip.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength));
    const field = (offset) => {
      const value = zip.readUInt32LE(offset);
      return value === 0xffffffff ? wide() : value;
    };
    const size = field(at + 24);
    const packed = field(at + 20);
    const local = field(at + 42);
    const header = at;
    at += 46 + nameLength + extraLength + commentLength;
    ensure(!entries.has(name), `${name} stands in the archive twice.`);
    ensure(
      /^[\w.-]+(\/[\w.-]+)*$/.test(name) && !name.includes('..'),
      `${JSON.stringify(name)} is no name of a file of a pack.`,
    );
    ensure(local === next, `Before ${name} the archive holds bytes that belong to no entry.`);
    ensure(zip.readUInt32LE(local) === 0x04034b50, `${name} has no header where the directory says.`);
    // Flags, method, time and date say the same in both places; sizes and checksum may follow the data instead.
    ensure(
      zip.compare(zip, header + 8, header + 16, local + 6, local + 14) === 0,
      `${name} is described otherwise in its own header.`,
    );
    const localName = zip.readUInt16LE(local + 26);
    ensure(
      zip.toString('utf8', local + 30, local + 30 + localName) === name,
      `${name} goes by another name in its own header.`,
    );
    const start = local + 30 + localName + zip.readUInt16LE(local + 28);
    next = start + packed;
    if (flags & 8) next += descriptorLength(zip, next, crc);
    ensure(next <= directory, `${name} reaches beyond the archive's entries.`);
    const stored = zip.subarray(start, start + packed);
    ensure(method === 0 || method === 8, `${name} is compressed in a way that no pack uses.`);
    entries.set(name, () => {
      let bytes;
      try {
        bytes = method === 8 ? inflateRawSync(stored, { maxOutputLength: size + 1 }) : stored;
      } catch (error) {
        throw new Wrong(`${name} cannot be decompressed: ${error.message}.`);
      }
      ensure(
        bytes.length === size && crc32(bytes) === crc,
        `${name} does not have the length or checksum that the archive says.`,
      );
      return bytes;
    });
  }
  ensure(next === directory, 'The archive holds bytes between its entries and its directory.');
  ensure(at === directoryEnd, 'The archive holds bytes after its directory.');
  return entries;
}

/** The wide sizes and offset of an entry, in their order, out of its extra field. */
function zip64(extra) {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let field = at + 4;
    return () => {
      field += 8;
      return Number(extra.readBigUInt64LE(field - 8));
    };
  }
  return () => 0xffffffff;
}

function descriptorLength(zip, at, crc) {
  const signed = zip.readUInt32LE(at) === 0x08074b50 && zip.readUInt32LE(at + 4) === crc ? 4 : 0;
  const next = (offset) => [0x04034b50, 0x02014b50].includes(zip.readUInt32LE(at + offset));
  return signed + (next(signed + 12) ? 12 : 20);
}

// ---- CSV ---------------------------------------------------------------------------------------------------------

const [QUOTE, COMMA, LINE_FEED, RETURN] = [0x22, 0x2c, 0x0a, 0x0d];

/** Records of a CSV file one after the other, as lists of cells: a file may be longer than any text, or than memory. */
function* readCsv(bytes) {
  const within = 'A CSV file ends within a record, or holds what belongs to none.';
  let at = bytes.subarray(0, 3).toString('hex') === 'efbbbf' ? 3 : 0;
  let record = [];
  while (at < bytes.length) {
    let cell = '';
    if (bytes[at] === QUOTE) {
      for (let doubled = true; doubled;) {
        const close = bytes.indexOf(QUOTE, at + 1);
        ensure(close >= 0, within);
        doubled = bytes[close + 1] === QUOTE;
        cell += bytes.toString('utf8', at + 1, doubled ? close + 1 : close);
        at = close + 1;
      }
    } else {
      const start = at;
      while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== LINE_FEED && bytes[at] !== RETURN)
        at++;
      cell = bytes.toString('utf8', start, at);
    }
    if (bytes[at] === RETURN) at++;
    ensure(bytes[at] === COMMA || bytes[at] === LINE_FEED, within);
    record.push(cell);
    if (bytes[at] === LINE_FEED) {
      yield record;
      record = [];
    }
    at++;
  }
  ensure(record.length === 0, within);
}

/** Its rows as objects by its header. */
function* readRows(bytes) {
  let header;
  for (const record of readCsv(bytes)) {
    if (header) yield Object.fromEntries(header.map((name, i) => [name, record[i]]));
    else header = record;
  }
}

function countRows(bytes) {
  let records = 0;
  for (const record of readCsv(bytes)) if (record) records++;
  return Math.max(0, records - 1);
}

// ---- the checks --------------------------------------------------------------------------------------------------

const cents = (text) => {
  ensure(/^-?\d+\.\d{2}$/.test(text), `${JSON.stringify(text)} is no number of points.`);
  return BigInt(text.replace('.', ''));
};

function checkSignature(read, entries, trusted) {
  ensure(entries.has('manifest.json'), 'The pack has no manifest.json.');
  ensure(entries.has('manifest.sig'), 'The pack has no signature (manifest.sig).');
  ensure(entries.has('public-key.pem'), 'The pack has no public key (public-key.pem).');
  const bytes = read('manifest.json');
  const manifest = JSON.parse(bytes.toString('utf8'));
  ensure(
    manifest.format === 'jiheng-audit-pack' && manifest.version === 1,
    'manifest.json is not that of an audit pack of version 1.',
  );
  const key = createPublicKey(read('public-key.pem'));
  ensure(key.asymmetricKeyType === 'ed25519', 'public-key.pem is no Ed25519 key.');
  const fingerprint = sha256(key.export({ type: 'spki', format: 'der' }));
  if (trusted) {
    const known = sha256(createPublicKey(trusted).export({ type: 'spki', format: 'der' }));
    ensure(
      known === fingerprint,
      `The pack's public key (${fingerprint}) is not the one you gave (${known}).`,
    );
  }
  const signature = Buffer.from(read('manifest.sig').toString('ascii').trim(), 'base64');
  ensure(
    verify(null, bytes, key, signature),
    'The signature (manifest.sig) is not that of manifest.json by the key of the pack.',
  );
  ensure(
    manifest.key_fingerprint === fingerprint,
    'manifest.json names another public key than the pack holds.',
  );
  return { manifest, fingerprint };
}

function checkFiles(read, entries, manifest) {
  const listed = new Set(['manifest.json', 'manifest.sig']);
  for (const file of manifest.files) {
    ensure(!listed.has(file.path), `manifest.json lists ${file.path} twice.`);
    listed.add(file.path);
    ensure(entries.has(file.path), `${file.path} is missing.`);
    const bytes = read(file.path);
    ensure(
      bytes.length === file.bytes && sha256(bytes) === file.sha256,
      `${file.path} was altered: its SHA-256 is not the one in manifest.json.`,
    );
    if (file.rows !== undefined && file.path.endsWith('.csv'))
      ensure(
        countRows(bytes) === file.rows,
        `${file.path} does not have the ${file.rows} rows that manifest.json says.`,
      );
  }
  for (const name of entries.keys())
    ensure(listed.has(name), `${name} was added: manifest.json does not list it.`);
}

function checkChain(read, entries, manifest) {
  const names = [...entries.keys()].filter((name) => name.startsWith('source/manifests/')).sort();
  let previous = null;
  const batches = new Map();
  names.forEach((name, index) => {
    const bytes = read(name);
    const batch = JSON.parse(bytes.toString('utf8'));
    ensure(
      batch.sequence === index + 1,
      `${name} is number ${batch.sequence} of the chain where number ${index + 1} should stand.`,
    );
    ensure(batch.previous === previous, `${name} does not follow the manifest before it.`);
    previous = sha256(bytes);
    batches.set(batch.batch_id, batch);
    for (const file of batch.files ?? [])
      ensure(
        file.rows_read === file.accepted + file.duplicates + file.conflicts + file.skipped + file.rejected,
        `${name}: the rows of ${file.name} do not add up.`,
      );
  });
  ensure(
    names.length === manifest.chain.manifests,
    `The chain has ${names.length} manifests and should have ${manifest.chain.manifests}.`,
  );
  ensure(
    previous === manifest.chain.head,
    'The last manifest of the chain is not the one that manifest.json names as its head.',
  );
  return batches;
}

/** The one text of a value that its hash is taken of: keys in order of their code units, no white space. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

function checkDecisions(read, manifest) {
  let hash = '0'.repeat(64);
  let seq = 0;
  for (const line of read('decisions/decisions.jsonl').toString('utf8').split('\n').filter(Boolean)) {
    const link = JSON.parse(line);
    ensure(
      link.seq === seq + 1 && link.previous_hash === hash,
      `Decision ${seq + 1} is missing or out of order.`,
    );
    seq = link.seq;
    hash = sha256(`${link.previous_hash}\n${canonical(link.body)}`);
    ensure(hash === link.hash, `Decision ${seq} was altered after it was written.`);
  }
  ensure(
    seq === manifest.decisions.seq && hash === manifest.decisions.hash,
    'The log of decisions is not the one that manifest.json names: its end is missing.',
  );
}

function checkTotals(read, manifest, batches) {
  const book = JSON.parse(read('book/book.json').toString('utf8'));
  for (const name of ['book_id', 'content_fingerprint', 'provenance_fingerprint', 'rule_pack', 'as_of'])
    ensure(book[name] === manifest.book[name], `book/book.json and manifest.json differ in ${name}.`);
  const sums = { rows_read: 0, accepted: 0, duplicates: 0, conflicts: 0, skipped: 0, rejected: 0 };
  for (const { batch_id: id, content_hash: hash } of book.inputs) {
    ensure(batches.get(id)?.kind === 'ingest', `The book names batch ${id}, which the chain has not.`);
    ensure(
      batches.get(id).content_hash === hash,
      `The content of batch ${id} is not what the book was computed from.`,
    );
    for (const file of batches.get(id).files) for (const name of Object.keys(sums)) sums[name] += file[name];
  }
  for (const [name, sum] of Object.entries(sums))
    ensure(
      manifest.totals[name] === sum,
      `The batches have ${sum} rows in ${name}, manifest.json says ${manifest.totals[name]}.`,
    );
  const totals = book.control_totals;
  ensure(
    totals.rows_arrived ===
      totals.entries + totals.wholly_unposted + totals.duplicates + totals.conflicts + totals.after_as_of,
    'book/book.json does not account for every event.',
  );
  const wallets = [...readRows(read('data/points_by_wallet.csv'))];
  ensure(
    wallets.length === totals.wallets.length,
    'data/points_by_wallet.csv and book/book.json differ in their wallets.',
  );
  wallets.forEach((row, index) => {
    const told = totals.wallets[index];
    const wallet = `${told.programme_id}/${told.wallet}`;
    ensure(
      cents(row.opened) + cents(row.restored) === cents(row.remaining) + cents(row.used),
      `The points of ${wallet} do not add up: opened + restored is not remaining + used.`,
    );
    ensure(
      row.opened === told.points_opened &&
        row.restored === told.points_restored &&
        row.remaining === told.points_remaining &&
        row.used === told.points_used,
      `data/points_by_wallet.csv and book/book.json differ for ${wallet}.`,
    );
  });
  const evidence = new Map();
  for (const { finding_id: id } of readRows(read('data/evidence.csv')))
    evidence.set(id, (evidence.get(id) ?? 0) + 1);
  let findings = 0;
  let rows = 0;
  for (const finding of readRows(read('data/findings.csv'))) {
    findings++;
    rows += Number(finding.evidence_rows);
    ensure(
      (evidence.get(finding.finding_id) ?? 0) === Number(finding.evidence_rows),
      `Finding ${finding.finding_id} has not the ${finding.evidence_rows} rows of evidence it says.`,
    );
  }
  ensure(
    findings === manifest.totals.findings,
    `There are ${findings} findings, manifest.json says ${manifest.totals.findings}.`,
  );
  ensure(
    rows === manifest.totals.evidence,
    `The findings name ${rows} rows of evidence, manifest.json says ${manifest.totals.evidence}.`,
  );
}

function main([pack, option, keyFile, ...rest]) {
  if (
    !pack ||
    pack.startsWith('-') ||
    (option !== undefined && (option !== '--key' || !keyFile)) ||
    rest.length > 0
  ) {
    console.error('Usage: node verify-pack.mjs PACK.zip [--key PUBLIC-KEY.pem]');
    return 2;
  }
  let zip;
  let trusted;
  try {
    zip = readFileSync(pack);
    trusted = keyFile ? readFileSync(keyFile) : undefined;
  } catch (error) {
    console.error(`${error.message}; check the path.`);
    return 2;
  }
  try {
    const entries = readZip(zip);
    const read = (name) => {
      ensure(entries.has(name), `${name} is missing.`);
      return entries.get(name)();
    };
    const { manifest, fingerprint } = checkSignature(read, entries, trusted);
    console.log(`ok  signature by the key ${fingerprint}`);
    checkFiles(read, entries, manifest);
    console.log(`ok  ${manifest.files.length} files are what was signed, none added, none missing`);
    const batches = checkChain(read, entries, manifest);
    console.log(`ok  chain of ${manifest.chain.manifests} batches, head ${manifest.chain.head}`);
    checkDecisions(read, manifest);
    console.log(`ok  log of ${manifest.decisions.seq} decisions, head ${manifest.decisions.hash}`);
    checkTotals(read, manifest, batches);
    console.log(
      `ok  control totals: ${manifest.totals.rows_read} rows read, ${manifest.totals.findings} findings, ${manifest.totals.evidence} rows of evidence`,
    );
    console.log(
      `    book ${manifest.book.book_id}, as of ${manifest.book.as_of}, content ${manifest.book.content_fingerprint}`,
    );
    if (!trusted)
      console.log(
        '!!  the key came with the pack: compare its fingerprint with one you got elsewhere, or give --key FILE',
      );
    return 0;
  } catch (error) {
    // A forged archive may break a reader anywhere; whatever breaks is wrong with the pack.
    console.log(
      `WRONG  ${error instanceof Wrong ? error.message : `The pack cannot be read: ${error.message}.`}`,
    );
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
