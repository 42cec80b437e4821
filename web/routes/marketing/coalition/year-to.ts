/** The first of the twelve months that end with `month`, both like `2025-12`. */
export function yearTo(month: string): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 12;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}
