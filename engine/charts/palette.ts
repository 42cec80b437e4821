/** Whether a chart stands on a light or a dark page; a printed report is light. */
export type Scheme = 'light' | 'dark';

/**
 * Colours of charts. The same thing has the same colour everywhere; hues are told apart by colour-blind readers too
 * (blue, green, ochre and grey differ in lightness as well).
 */
export interface Palette {
  readonly ink: string;
  readonly inkSoft: string;
  readonly inkFaint: string;
  readonly line: string;
  readonly surface: string;
  readonly float: string;
  readonly earned: string;
  readonly redeemed: string;
  readonly expired: string;
  readonly moved: string;
  readonly corrected: string;
  readonly ghost: string;
  readonly balance: string;
}

export const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: {
    ink: '#17201c',
    inkSoft: '#4b5852',
    inkFaint: '#6b7771',
    line: '#e3e6e1',
    surface: '#ffffff',
    float: '#ffffff',
    earned: '#1d7a5c',
    redeemed: '#3b73b9',
    expired: '#c08a2d',
    moved: '#8a6aa9',
    corrected: '#8a948f',
    ghost: '#e4ebe7',
    balance: '#0e5a45',
  },
  dark: {
    ink: '#e4e9e6',
    inkSoft: '#a9b5af',
    inkFaint: '#84918a',
    line: '#29312d',
    surface: '#171c1a',
    float: '#202724',
    earned: '#4caf8c',
    redeemed: '#6d9fdc',
    expired: '#d9a94f',
    moved: '#b096cc',
    corrected: '#7d8983',
    ghost: '#252e2a',
    balance: '#7fd0b3',
  },
};

/** Fonts as on the pages: Chinese first. */
export const CHART_FONT =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';

/** What every chart function is told about where it stands. */
export interface ChartSetting {
  readonly scheme: Scheme;
  /** How numbers on axes are written; text of the exact values comes with the rows. */
  readonly axisNumber: (value: number) => string;
}

/** Text style of a chart as a whole. */
export function textStyle(palette: Palette) {
  return { fontFamily: CHART_FONT, fontSize: 12, color: palette.inkSoft };
}

/** A tooltip drawn on the canvas: one made of HTML would need style attributes in text. */
export function tooltip(palette: Palette) {
  return {
    renderMode: 'richText' as const,
    backgroundColor: palette.float,
    borderColor: palette.line,
    borderWidth: 1,
    padding: [8, 12],
    textStyle: { color: palette.ink, fontFamily: CHART_FONT, fontSize: 12, lineHeight: 18 },
  };
}

/** The tooltip of bars: of all that stand at one place of the axis, which is shaded. */
export function barTooltip(palette: Palette) {
  return {
    ...tooltip(palette),
    trigger: 'axis' as const,
    axisPointer: { type: 'shadow' as const, shadowStyle: { color: palette.inkFaint, opacity: 0.08 } },
  };
}

/** The legend above stacked bars; it names and switches nothing off. */
export function legend(palette: Palette) {
  return {
    type: 'scroll' as const,
    top: 0,
    left: 0,
    itemWidth: 10,
    itemHeight: 10,
    itemGap: 14,
    icon: 'rect',
    selectedMode: false,
    textStyle: { color: palette.inkSoft, fontSize: 12 },
  };
}
