/** Adds two decimals written with the same number of places, exactly. */
export function add(left: string, right: string): string {
  const places = Math.max(placesOf(left), placesOf(right));
  return written(scaled(left, places) + scaled(right, places), places);
}

/** Subtracts exactly. */
export function subtract(left: string, right: string): string {
  const places = Math.max(placesOf(left), placesOf(right));
  return written(scaled(left, places) - scaled(right, places), places);
}

function placesOf(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

function scaled(text: string, places: number): bigint {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(`${whole}${fraction.padEnd(places, '0')}`);
}

function written(scaledValue: bigint, places: number): string {
  const sign = scaledValue < 0n ? '-' : '';
  const digits = String(scaledValue < 0n ? -scaledValue : scaledValue).padStart(places + 1, '0');
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
