/** Two-byte codes of GBK, found by asking the decoder for each. */
const CODES = new Map<string, readonly [number, number]>();
const decoder = new TextDecoder('gbk');
for (let lead = 0x81; lead <= 0xfe; lead++)
  for (let trail = 0x40; trail <= 0xfe; trail++) {
    const text = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail));
    if (text.length === 1 && text !== '\ufffd' && !CODES.has(text)) CODES.set(text, [lead, trail]);
  }

/** A text as Chinese Excel saves CSV: in GBK. */
export function gbkOf(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((character) => {
      const code = character.charCodeAt(0);
      if (code < 0x80) return [code];
      const pair = CODES.get(character);
      if (!pair) throw new Error(`GBK has no ${character}.`);
      return [...pair];
    }),
  );
}
