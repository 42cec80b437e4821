interface Cell {
  readonly cohort: string;
  readonly age: number;
  readonly cohort_members: number;
  readonly members: number;
  readonly is_complete: boolean;
}

/** The newest cohorts first, each with its ages in order. */
export function byCohort(cells: readonly Cell[]) {
  const cohorts = new Map<
    string,
    { cohort: string; size: number; ages: { members: number; isComplete: boolean }[] }
  >();
  for (const { cohort, age, cohort_members: size, members, is_complete: isComplete } of cells) {
    const row = cohorts.get(cohort) ?? { cohort, size, ages: [] };
    row.ages[age] = { members, isComplete };
    cohorts.set(cohort, row);
  }
  return [...cohorts.values()].reverse();
}

/** `2025 Q2` of a day in it. */
export function quarterOf(day: string): string {
  return `${day.slice(0, 4)} Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`;
}

/** A part of a whole as a length for a chart; none where the whole is nothing. */
export function shareOf(part: string, whole: string): number | null {
  return Number(whole) > 0 ? Number(part) / Number(whole) : null;
}
