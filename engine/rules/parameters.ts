import type { Configuration } from '../contract/programme.ts';
import type { DuckDBConnection } from '../database.server.ts';
import { literal } from '../sql-text.ts';
import { UserError } from '../user-error.ts';
import type { Parameter, Rule } from './rule.ts';

type Value = number | string | boolean;

/** A parameter's value in one programme and span of local days, and why it is that. */
export interface ParameterRow {
  readonly rule_id: string;
  readonly programme_id: string;
  readonly name: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly unit: string;
  readonly value: Value;
  /** First local day; null: ever. */
  readonly valid_from: string | null;
  /** First local day of the next value. */
  readonly valid_to: string | null;
  readonly why_zh: string;
  readonly why_en: string;
  readonly is_overridden: boolean;
}

/**
 * The values of a rule's parameters in each programme; an override holds at all times.
 *
 * @throws UserError where the configuration sets a parameter to another kind of value.
 */
export function parameterRows(
  rule: Rule,
  programmeIds: readonly string[],
  configuration: Configuration,
): ParameterRow[] {
  return programmeIds.flatMap((programmeId) => {
    const programme = configuration.programmes.find((each) => each.id === programmeId);
    const overrides = programme?.rule_parameters?.[rule.id] ?? {};
    return Object.entries(rule.parameters).flatMap(([name, parameter]): ParameterRow[] => {
      const override = overrides[name];
      const shared = {
        rule_id: rule.id,
        programme_id: programmeId,
        name,
        title_zh: parameter.title.zh,
        title_en: parameter.title.en,
        unit: parameter.unit,
      };
      if (override) {
        const { value, reason } = override;
        return [
          {
            ...shared,
            value,
            valid_from: null,
            valid_to: null,
            why_zh: reason,
            why_en: reason,
            is_overridden: true,
          },
        ];
      }
      return parameter.values.map(({ from, value, why }, index) => ({
        ...shared,
        value,
        valid_from: from,
        valid_to: parameter.values[index + 1]?.from ?? null,
        why_zh: why.zh,
        why_en: why.en,
        is_overridden: false,
      }));
    });
  });
}

/**
 * Checks the parameters that a configuration sets against the rules that have them.
 *
 * @throws UserError that names the rule or parameter that does not exist, or the value of the wrong kind.
 */
export function checkOverrides(rules: readonly Rule[], configuration: Configuration): void {
  for (const programme of configuration.programmes) {
    for (const [ruleId, overrides] of Object.entries(programme.rule_parameters ?? {})) {
      const rule = rules.find((each) => each.id === ruleId);
      if (!rule)
        throw new UserError(
          `programme.yaml sets parameters of ${ruleId}, but there is no such rule; \`jiheng rules\` lists them.`,
        );
      for (const [name, { value }] of Object.entries(overrides)) checkOverride(rule, name, value);
    }
  }
}

function checkOverride(rule: Rule, name: string, value: Value): void {
  const parameter = rule.parameters[name];
  if (!parameter) {
    const known = Object.keys(rule.parameters).join(', ') || 'none';
    throw new UserError(
      `programme.yaml sets ${name} of the rule ${rule.id}, which has no such parameter (it has: ${known}).`,
    );
  }
  const wanted = typeof parameter.values[0]!.value;
  if (typeof value !== wanted)
    throw new UserError(
      `programme.yaml sets ${name} of the rule ${rule.id} to ${JSON.stringify(value)}; it takes a ${wanted}.`,
    );
}

/**
 * Defines, for the rule about to run, a macro `parameter_<name>(programme_id, instant)` per parameter: the value in force
 * in that programme on the local day of that instant. Numbers are DECIMAL(18,6).
 */
export async function defineParameters(
  connection: DuckDBConnection,
  rule: Rule,
  configuration: Configuration,
): Promise<void> {
  for (const [name, parameter] of Object.entries(rule.parameters)) {
    const overridden = configuration.programmes.flatMap((programme) => {
      const override = programme.rule_parameters?.[rule.id]?.[name];
      return override
        ? [`when programme_id = ${literal(programme.id)} then ${sqlValue(override.value)}`]
        : [];
    });
    const branches = [...overridden, ...dated(parameter)];
    const first = sqlValue(parameter.values[0]!.value);
    await connection.run(
      `create or replace temp macro parameter_${name}(programme_id, instant) as
       ${branches.length ? `case ${branches.join(' ')} else ${first} end` : first}`,
    );
  }
}

/** The values that follow the first one, the latest before the others. */
function dated({ values }: Parameter): string[] {
  return values
    .slice(1)
    .toReversed()
    .map(
      ({ from, value }) => `when local_day(programme_id, instant) >= date '${from}' then ${sqlValue(value)}`,
    );
}

function sqlValue(value: Value): string {
  if (typeof value === 'number') return `${value}::decimal(18, 6)`;
  return typeof value === 'string' ? literal(value) : String(value);
}
