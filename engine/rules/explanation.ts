import { literal } from '../sql-text.ts';
import type { Rule } from './rule.ts';

/** What a placeholder says that is no key of the evidence; decimals without superfluous zeros. */
const COLUMNS: Readonly<Record<string, string>> = {
  subject_id: 'finding.subject_id',
  wallet: 'finding.wallet',
  event_id: 'finding.event_id',
  terms_id: 'finding.terms_id',
  occurred_on: 'local_day(finding.programme_id, finding.occurred_at)::varchar',
  observed: 'finding.observed',
  expected: 'finding.expected',
  members: 'finding.members::varchar',
  points: trimmed('finding.points::varchar'),
  money: trimmed('finding.money::varchar'),
  evidence_rows: 'finding.evidence_rows::varchar',
};

/**
 * An SQL expression over a finding (`finding.<column>`) that gives its explanation in a language, by its rule's template.
 * A value that is not there reads as a dash.
 */
export function explanation(rules: readonly Rule[], language: 'zh' | 'en'): string {
  if (rules.length === 0) return `''`;
  const branches = rules.map((rule) => `when ${literal(rule.id)} then ${compiled(rule, language)}`);
  return `case finding.rule_id ${branches.join(' ')} end`;
}

/** What is counted, right behind its number: English has one word for one and another for all other numbers. */
const COUNTED =
  /^( (?:[a-z-]+ )?)(points|members|times|days|years|months|transfers|rewards|levels|runs|messages|chances|entries)\b/;

function compiled(rule: Rule, language: 'zh' | 'en'): string {
  const split = rule.explanation[language].split(/\{(\w+)\}/);
  const valueOf = (name: string) => COLUMNS[name] ?? evidence(name);
  const parts = split.map((part, index) => {
    if (index % 2 === 0) {
      const counted = language === 'en' && index > 0 ? COUNTED.exec(part) : null;
      return counted ? textAfter(part, counted, valueOf(split[index - 1]!)) : literal(part);
    }
    const value = valueOf(part);
    const words = Object.entries(rule.words?.[part] ?? {});
    if (words.length === 0) return `coalesce(${value}, '—')`;
    const branches = words.map(([code, word]) => `when ${literal(code)} then ${literal(word[language])}`);
    const separator = language === 'zh' ? '、' : ', ';
    return `list_transform(string_split(coalesce(${value}, '—'), ', '),
      lambda code: case code ${branches.join(' ')} else code end).array_to_string('${separator}')`;
  });
  return `concat(${parts.join(', ')})`;
}

/** A text that begins with what is counted, by the number before it. */
function textAfter(text: string, [matched, before, many]: RegExpExecArray, number: string): string {
  const one = many!.replace(/ies$/, 'y').replace(/s$/, '');
  const rest = text.slice(matched!.length);
  return `if(${number} = '1', ${literal(before + one + rest)}, ${literal(text)})`;
}

function evidence(key: string): string {
  return trimmed(`json_extract_string(finding.evidence, '$.${key}')`);
}

function trimmed(text: string): string {
  return `regexp_replace(${text}, '^(-?\\d+)(\\.\\d*?)0+$', '\\1\\2').rtrim('.')`;
}
