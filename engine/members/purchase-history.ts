/** A member's repeat purchases until the end of observation, in one unit of time for all. */
export interface PurchaseHistory {
  /** x: days with a purchase after the first such day. */
  readonly frequency: number;
  /** t_x: time of the last of them since the first purchase; 0 when there is none. */
  readonly recency: number;
  /** T: time since the first purchase. */
  readonly age: number;
}

/** Distinct purchase days (whole numbers, any order) up to `until`, as a history in units of `daysPerUnit`; undefined without any. */
export function purchaseHistory(
  days: readonly number[],
  until: number,
  daysPerUnit = 7,
): PurchaseHistory | undefined {
  const seen = [...new Set(days.filter((day) => day <= until))].sort((left, right) => left - right);
  if (seen.length === 0) return undefined;
  const first = seen[0]!;
  return {
    frequency: seen.length - 1,
    recency: (seen.at(-1)! - first) / daysPerUnit,
    age: (until - first) / daysPerUnit,
  };
}

/** Histories in columns, like ones counted together, sorted by frequency, recency and age. */
export interface HistoryGroups {
  readonly frequency: Float64Array;
  /** Places in `times`. */
  readonly recency: Int32Array;
  readonly age: Int32Array;
  /** How many members share the history. */
  readonly members: Float64Array;
  /** The different times that occur, ascending: days, so there are few even among millions of members. */
  readonly times: Float64Array;
  /** Σ members. */
  readonly total: number;
}

/** Groups equal histories. An impossible one is a bug of the caller and throws. */
export function groupHistories(histories: readonly PurchaseHistory[]): HistoryGroups {
  const counts = new Map<string, { history: PurchaseHistory; members: number }>();
  for (const history of histories) {
    const key = `${history.frequency}/${history.recency}/${history.age}`;
    const group = counts.get(key);
    if (group) group.members++;
    else counts.set(key, { history, members: 1 });
  }
  return countedHistories(Array.from(counts.values(), ({ history, members }) => ({ ...history, members })));
}

/** The same for histories that are counted already, each once, in any order. */
export function countedHistories(
  counted: readonly (PurchaseHistory & { readonly members: number })[],
): HistoryGroups {
  const groups = [...counted].sort(
    (left, right) => left.frequency - right.frequency || left.recency - right.recency || left.age - right.age,
  );
  const seen = new Set<number>();
  for (const history of groups) {
    checked(history);
    seen.add(history.recency).add(history.age);
  }
  const times = Float64Array.from(seen).sort();
  const place = new Map(Array.from(times, (time, index) => [time, index]));
  return {
    frequency: Float64Array.from(groups, ({ frequency }) => frequency),
    recency: Int32Array.from(groups, ({ recency }) => place.get(recency)!),
    age: Int32Array.from(groups, ({ age }) => place.get(age)!),
    members: Float64Array.from(groups, (group) => group.members),
    times,
    total: groups.reduce((sum, { members }) => sum + members, 0),
  };
}

/** About so many groups make a sample. */
export const SAMPLE = 5000;

/** Every so-manyth group, {@link SAMPLE} or a few more of them: the sort makes it a systematic sample. */
export function sampleGroups(groups: HistoryGroups): HistoryGroups {
  const every = Math.max(1, Math.floor(groups.members.length / SAMPLE));
  const taken = (_: number, index: number) => index % every === 0;
  const members = groups.members.filter(taken);
  return {
    ...groups,
    frequency: groups.frequency.filter(taken),
    recency: groups.recency.filter(taken),
    age: groups.age.filter(taken),
    members,
    total: members.reduce((sum, count) => sum + count, 0),
  };
}

function checked(history: PurchaseHistory): PurchaseHistory {
  const { frequency, recency, age } = history;
  const fits =
    Number.isInteger(frequency) &&
    frequency >= 0 &&
    recency >= 0 &&
    recency <= age &&
    (frequency > 0 || recency === 0);
  if (!fits || !Number.isFinite(age)) {
    throw new Error(`No purchase history: frequency ${frequency}, recency ${recency}, age ${age}.`);
  }
  return history;
}
