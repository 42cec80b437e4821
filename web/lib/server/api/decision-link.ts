import { z } from '@hono/zod-openapi';
import type { Link } from '#pipelines/state/chain.ts';
import { Action, Decided, type Decision, WAIVER_SCOPES, Status } from '#pipelines/state/decision.ts';
import { Person as StatePerson } from '#pipelines/state/operator.ts';
import { Day, Instant } from './environment.ts';

/** Who acted. */
/** The id's own pattern knows letters of every script, which JSON Schema has no words for. */
export const Person = z
  .object({ id: z.string().min(1).max(64), name: StatePerson.shape.name })
  .openapi('Person');

/** One link of the log of decisions, as it was hashed. */
export const DecisionLink = z
  .object({
    seq: z.number().int(),
    hash: z.string(),
    previous_hash: z.string(),
    at: Instant,
    by: Person,
    book_id: z.string(),
    action: z.enum(Action.options.map((option) => option.shape.action.value) as [Action['action']]),
    finding: Decided,
    text: z.string().nullable().openapi({ description: 'The comment or the reason' }),
    status: Status.nullable(),
    owner: z.string().nullable(),
    due_on: Day.nullable(),
    waiver_id: z.string().nullable(),
    scope: z.enum(WAIVER_SCOPES).nullable(),
    expires_on: Day.nullable(),
  })
  .openapi('Decision');

/** A link for the API: what an action has not is null. */
export function linkRow({ seq, hash, previous_hash, body }: Link<Decision>): z.infer<typeof DecisionLink> {
  const of = <Key extends string>(key: Key) =>
    key in body ? (body as Record<Key, string | null>)[key] : null;
  return {
    seq,
    hash,
    previous_hash,
    at: body.at,
    by: body.by,
    book_id: body.book_id,
    action: body.action,
    finding: body.finding,
    text: of('text') ?? of('reason'),
    status: body.action === 'set_status' ? body.status : null,
    owner: of('owner'),
    due_on: of('due_on'),
    waiver_id: of('waiver_id'),
    scope: body.action === 'request_waiver' ? body.scope : null,
    expires_on: of('expires_on'),
  };
}
