/** What one decimal text of up to six decimals is less than another, exactly: `12.5`, `10` → `2.500000`. */
export function lessThan(text: string, other: string): string {
  const difference = micro(text) - micro(other);
  const digits = String(difference < 0n ? -difference : difference).padStart(7, '0');
  return `${difference < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

function micro(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`${JSON.stringify(text)} is no decimal.`);
  const value = BigInt(whole + fraction.padEnd(6, '0'));
  return sign ? -value : value;
}

/**
 * How what is tried would be written down to be kept: a piece of `programme.yaml`, and rows of `green_factors.csv`, with
 * the parts that only the user knows left as questions.
 */
export function kept(
  query: Readonly<Record<string, string>>,
  programme: string,
): { readonly yaml?: string; readonly csv?: string } {
  const { lamp_hours: hours, grid_factor: grid, water_factor: water } = query;
  const rows = [
    ...(grid ? [`own-grid,electricity,kgCO2/kWh,${grid},?,,emission,?,?,assumption`] : []),
    ...(water ? [`own-water,water,kgCO2e/m3,${water},?,,emission,?,?,assumption`] : []),
  ];
  return {
    ...(hours && {
      yaml: [
        'programmes:',
        `- id: ${programme}`,
        '  green:',
        '    lamp_hours_per_year:',
        `      value: ${hours}`,
        '      reason: ?',
      ].join('\n'),
    }),
    ...(rows.length > 0 && {
      csv: ['factor_id,behaviour,unit,value,year,region,basis,boundary,source,status', ...rows].join('\n'),
    }),
  };
}
