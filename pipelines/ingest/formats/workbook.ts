import { posix } from 'node:path';
import { SaxesParser } from 'saxes';
import { UserError } from '#engine/user-error.ts';
import { openArchive, type Archive } from '../archive.ts';
import type { InflateLimits } from '../limits.ts';

/** More XML than this without a tag is no cell. */
const LONGEST_TEXT = 32 * 1024 * 1024;
/** Shared strings are held in memory: about so many characters fit beside the rest. */
const MOST_SHARED = 300_000_000;
/** Number formats that come without a code: days and times of Excel, in the West and in East Asia. */
const BUILT_IN_DATES = [
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47,
].concat([50, 51, 52, 53, 54, 55, 56, 57, 58, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81]);

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly hasCells: boolean;
}

/** What cells of a workbook refer to. */
export interface Workbook {
  readonly archive: Archive;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly entry: string }[];
  /** Days count from 1904 instead of 1900. */
  readonly is1904: boolean;
  readonly strings: readonly string[];
  /** Per cell style, whether its number is a day or time. */
  readonly dateStyles: readonly boolean[];
}

/** The sheets of an XLSX file. */
export async function listSheets(path: string, name: string, limits: InflateLimits): Promise<Sheet[]> {
  const archive = await openArchive(path, name, limits);
  try {
    const { sheets } = await readDirectory(archive, name);
    const listed: Sheet[] = [];
    for (const sheet of sheets) {
      const hasCells = await holds(archive, sheet.entry, name, /<(\w+:)?(v|is)[\s>]/);
      listed.push({ name: sheet.name, isHidden: sheet.isHidden, hasCells });
    }
    return listed;
  } finally {
    archive.close();
  }
}

/** Opens an XLSX file with its shared strings and styles; the caller closes its archive. */
export async function openWorkbook(path: string, name: string, limits: InflateLimits): Promise<Workbook> {
  const archive = await openArchive(path, name, limits);
  try {
    const { sheets, is1904, related } = await readDirectory(archive, name);
    const strings = related.sharedStrings
      ? await readSharedStrings(archive, related.sharedStrings, name)
      : [];
    const dateStyles = related.styles ? await readDateStyles(archive, related.styles, name) : [];
    return { archive, sheets, is1904, strings, dateStyles };
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function readDirectory(archive: Archive, name: string) {
  const relations = new Map<string, string>();
  const related: { sharedStrings?: string; styles?: string } = {};
  await parseXml(archive, 'xl/_rels/workbook.xml.rels', name, {
    open: ({ name: tag, attributes }) => {
      if (localName(tag) !== 'Relationship' || attributes.Target === undefined) return;
      const target = attributes.Target.startsWith('/')
        ? attributes.Target.slice(1)
        : posix.normalize(`xl/${attributes.Target}`);
      relations.set(attributes.Id!, target);
      if (attributes.Type?.endsWith('/sharedStrings')) related.sharedStrings = target;
      if (attributes.Type?.endsWith('/styles')) related.styles = target;
    },
  });
  const sheets: { name: string; isHidden: boolean; entry: string }[] = [];
  let is1904 = false;
  await parseXml(archive, 'xl/workbook.xml', name, {
    open: ({ name: tag, attributes }) => {
      if (localName(tag) === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (localName(tag) !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
      const entry = relations.get(id ?? '');
      // Sheets of charts and macros hold no cells.
      if (entry?.includes('worksheets/'))
        sheets.push({
          name: attributes.name ?? '',
          isHidden: (attributes.state ?? 'visible') !== 'visible',
          entry,
        });
    },
  });
  return { sheets, is1904, related };
}

async function readSharedStrings(archive: Archive, entry: string, name: string): Promise<string[]> {
  const strings: string[] = [];
  let total = 0;
  const text = new RichText();
  await parseXml(archive, entry, name, {
    open: ({ name: tag }) => {
      if (localName(tag) === 'si') text.begin();
      else text.open(localName(tag));
    },
    text: (piece) => text.add(piece),
    close: (tag) => {
      text.close(tag);
      if (tag !== 'si') return;
      const string = text.end();
      total += string.length + 16;
      if (total > MOST_SHARED)
        throw new UserError(`${name} holds more text than can be read as a workbook; save it as CSV.`);
      strings.push(string);
    },
  });
  return strings;
}

async function readDateStyles(archive: Archive, entry: string, name: string): Promise<boolean[]> {
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  await parseXml(archive, entry, name, {
    open: ({ name: tag, attributes }) => {
      const local = localName(tag);
      if (local === 'numFmt')
        custom.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
      if (local === 'cellXfs') inCells = true;
      if (local !== 'xf' || !inCells) return;
      const id = Number(attributes.numFmtId ?? 0);
      styles.push(custom.get(id) ?? BUILT_IN_DATES.includes(id));
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Whether a number format shows a day or time: it has a letter of one outside quotes, brackets and escapes. */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs年月日时分秒]/i.test(bare.split(';')[0]!.replace(/general/gi, ''));
}

/** Collects the text of a string with its runs, the phonetic ones left out. */
export class RichText {
  #pieces: string[] = [];
  #inText = false;
  #inPhonetic = false;

  begin(): void {
    this.#pieces = [];
    this.#inText = false;
    this.#inPhonetic = false;
  }

  open(tag: string): void {
    if (tag === 't') this.#inText = true;
    if (tag === 'rPh') this.#inPhonetic = true;
  }

  add(piece: string): void {
    if (this.#inText && !this.#inPhonetic) this.#pieces.push(piece);
  }

  close(tag: string): void {
    if (tag === 't') this.#inText = false;
    if (tag === 'rPh') this.#inPhonetic = false;
  }

  /** The whole text; `_x000D_` stands for a control character. */
  end(): string {
    return this.#pieces
      .join('')
      .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}

export interface XmlTag {
  /** With its prefix, if any. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlHandler {
  open?(tag: XmlTag): void;
  text?(text: string): void;
  /** Told the tag's name without its prefix. */
  close?(tag: string): void;
  /** After each piece of the file, for work that must wait. */
  pause?(): Promise<void>;
}

/** Reads an XML entry in a stream. Entities that a document declares itself are refused by the parser. */
export async function parseXml(
  archive: Archive,
  entry: string,
  name: string,
  handler: XmlHandler,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  let sinceTag = 0;
  parser.on('opentag', (tag) => {
    sinceTag = 0;
    handler.open?.(tag);
  });
  parser.on('closetag', (tag) => {
    sinceTag = 0;
    handler.close?.(localName(tag.name));
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  const source = archive.entries.find((each) => each.name.toLowerCase() === entry.toLowerCase());
  if (!source) throw new UserError(`${name} is no workbook: it lacks ${entry}; save it as XLSX again.`);
  const stream = await source.open();
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sinceTag += chunk.length;
      if (sinceTag > LONGEST_TEXT)
        throw new UserError(`${name} has a cell of more than ${LONGEST_TEXT} bytes; it is no table.`);
      parser.write(decoder.decode(chunk, { stream: true }));
      await handler.pause?.();
    }
    parser.write(decoder.decode()).close();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      `${name} is damaged at ${entry} (${(cause as Error).message.split('\n')[0]}); save it as XLSX again.`,
      {
        cause,
      },
    );
  } finally {
    stream.destroy();
  }
}

/** Whether an entry holds text that fits a pattern of at most 64 characters. */
async function holds(archive: Archive, entry: string, name: string, pattern: RegExp): Promise<boolean> {
  for await (const text of windows(archive, entry, name)) if (pattern.test(text)) return true;
  return false;
}

/** An entry's bytes as latin1 text in pieces that overlap. */
export async function* windows(archive: Archive, entry: string, name: string): AsyncGenerator<string> {
  const source = archive.entries.find((each) => each.name.toLowerCase() === entry.toLowerCase());
  if (!source) throw new UserError(`${name} is no workbook: it lacks ${entry}; save it as XLSX again.`);
  const stream = await source.open();
  let rest = '';
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const text = rest + chunk.toString('latin1');
      yield text;
      rest = text.slice(-OVERLAP);
    }
  } finally {
    stream.destroy();
  }
}

/** Characters by which the pieces of `windows` overlap. */
const OVERLAP = 200;

export function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}
