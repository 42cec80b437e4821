/** Indexes of the cell formats in `styles.xml`; a total's is that of its kind and `totalOffset`. */
export const STYLES = {
  text: 0,
  count: 1,
  points: 2,
  money: 3,
  value: 4,
  share: 5,
  day: 6,
  totalOffset: 7,
  header: 14,
  title: 15,
  heading: 16,
  wrapped: 17,
} as const;

const FONT = '<name val="Microsoft YaHei"/><family val="2"/><charset val="134"/>';

const FORMATS = [
  [164, '#,##0'],
  [165, '#,##0.00'],
  [166, '#,##0.00##'],
  [167, '0.00####%'],
  [168, 'yyyy\\-mm\\-dd'],
] as const;

/** The number format of text, count, points, money, value, share and day, in the order of `STYLES`. */
const NUMBER_FORMATS = [49, 164, 165, 166, 0, 167, 168];

/** `xl/styles.xml`: a Chinese font, headers and totals apart, one number format per kind of column. */
export function stylesXml(): string {
  const plain = NUMBER_FORMATS.map((format) => cellFormat({ format, font: 0, border: 0 }));
  const totals = NUMBER_FORMATS.map((format) => cellFormat({ format, font: 1, border: 1 }));
  const others = [
    cellFormat({ format: 49, font: 1, border: 2, fill: 2, wrap: true }),
    cellFormat({ format: 49, font: 2, border: 0 }),
    cellFormat({ format: 49, font: 1, border: 0 }),
    cellFormat({ format: 49, font: 0, border: 0, wrap: true }),
  ];
  const formats = [...plain, ...totals, ...others];
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="${FORMATS.length}">${FORMATS.map(
    ([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`,
  ).join(
    '',
  )}</numFmts><fonts count="3"><font><sz val="10"/>${FONT}</font><font><b/><sz val="10"/>${FONT}</font><font><b/><sz val="16"/>${FONT}</font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF3F0"/></patternFill></fill></fills><borders count="3">${border('')}${border('<top style="thin"><color rgb="FF4B5852"/></top>')}${border('', '<bottom style="thin"><color rgb="FF4B5852"/></bottom>')}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

function border(top: string, bottom = ''): string {
  return `<border><left/><right/>${top || '<top/>'}${bottom || '<bottom/>'}<diagonal/></border>`;
}

interface CellFormat {
  readonly format: number;
  readonly font: number;
  readonly border: number;
  readonly fill?: number;
  readonly wrap?: boolean;
}

function cellFormat({ format, font, border, fill = 0, wrap = false }: CellFormat): string {
  const alignment = wrap ? '<alignment vertical="top" wrapText="1"/>' : '<alignment vertical="top"/>';
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${alignment}</xf>`;
}
