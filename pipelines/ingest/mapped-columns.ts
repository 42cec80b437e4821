import type { Condition, Expression, MappedTable } from '#engine/contract/mapping.ts';

/** The source's columns that a mapping reads, in lower case. */
export function mappedColumns(mapped: MappedTable): Set<string> {
  const { required, optional } = columnsRead(mapped);
  return new Set([...required, ...optional]);
}

/** The same, apart by whether the file must have them. */
export function columnsRead(mapped: MappedTable): { required: Set<string>; optional: Set<string> } {
  const required = new Set<string>();
  const optional = new Set<string>();
  const note = (name: string, isOptional = false) =>
    (isOptional ? optional : required).add(name.trim().toLowerCase());
  const ofCondition = (condition: Condition): void => {
    if ('all' in condition) condition.all.forEach(ofCondition);
    else if ('any' in condition) condition.any.forEach(ofCondition);
    else if ('not' in condition) ofCondition(condition.not);
    else note(condition.column, condition.optional);
  };
  const ofExpression = (expression: Expression): void => {
    if (typeof expression === 'string') note(expression);
    else if ('template' in expression)
      for (const [, name] of expression.template.matchAll(/\{([^{}]+)\}/g)) note(name!, expression.optional);
    else if ('first' in expression) expression.first.forEach(ofExpression);
    else if ('cases' in expression) {
      for (const { when, then } of expression.cases) {
        ofCondition(when);
        ofExpression(then);
      }
      if (expression.otherwise !== undefined) ofExpression(expression.otherwise);
    } else if ('lookup' in expression) {
      const { give, where, match } = expression.lookup;
      [give, ...Object.entries(match).flat()].forEach((name) => note(name));
      ofCondition(where);
    } else if ('column' in expression) {
      note(expression.column, expression.optional);
      if (expression.dated_by !== undefined) note(expression.dated_by);
    }
  };
  for (const { when } of [...mapped.skip, ...mapped.refuse, ...mapped.also]) ofCondition(when);
  for (const { when } of mapped.warn) if (when) ofCondition(when);
  for (const { columns } of [mapped, ...mapped.also]) Object.values(columns).forEach(ofExpression);
  return { required, optional };
}
