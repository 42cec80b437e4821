import { page } from '$app/state';
import type { Answer, ApiClient } from '$lib/api.ts';
import { useReader } from '$lib/reader.ts';

type Register = Answer<ApiClient['marketing']['$get']>;
export type Policy = Register['policies'][number];

const register = () => page.data.register as Register;

/** What a value is called in the reader's language, by the table value_names; as the source has it where that is silent. */
export function useNames(): (kind: string, value: string | null | undefined) => string {
  const reader = useReader();
  return (kind, value) => {
    const found = register().names.find((each) => each.kind === kind && each.value === value);
    return (reader.locale === 'en' ? (found?.name_en ?? found?.name) : found?.name) ?? value ?? '';
  };
}

/** The policies of some subjects, in the order of the register. */
export function policiesAbout(...subjects: readonly Policy['about'][]): readonly Policy[] {
  return register().policies.filter(({ about }) => subjects.includes(about));
}

/** The values of all policies by name, for sentences that say them. */
export function policyValues(): Readonly<Record<Policy['name'], string>> {
  return Object.fromEntries(register().policies.map(({ name, value }) => [name, String(value)])) as Record<
    Policy['name'],
    string
  >;
}
