import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { UserError } from '#engine/user-error.ts';
import type { State } from './open.ts';
import type { Person } from './operator.ts';

/** A page of the workbench with its filters: never another host's. */
export const ViewPath = z
  .string()
  .max(2000)
  .regex(
    /^\/(?![/\\])[^\s\\]*$/,
    'a view is an address within the workbench, like /marketing/members?tier=gold',
  );
export const ViewName = z.string().trim().min(1, 'a view needs a name').max(80);

/** A name for an address of the workbench, for everybody who may open that page. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Page and query, e.g. `/marketing/cohorts?grid=week`. */
  readonly path: string;
  readonly saved_by: string;
  /** ISO 8601, UTC. */
  readonly saved_at: string;
}

/** All saved views, or those of one page, by name. */
export function savedViews(state: State, page?: string): SavedView[] {
  const all = state
    .prepare('select id, name, path, saved_by, saved_at from saved_views order by name, id')
    .all() as SavedView[];
  return page === undefined ? all : all.filter(({ path }) => path.split('?')[0] === page);
}

/** One of them; undefined where nobody saved it or somebody deleted it. */
export function savedView(state: State, id: string): SavedView | undefined {
  const [found] = state
    .prepare('select id, name, path, saved_by, saved_at from saved_views where id = ?')
    .all(id) as SavedView[];
  return found;
}

/**
 * Gives an address a name.
 *
 * @throws UserError where the name is taken: two views of one name could not be told apart.
 */
export function saveView(
  state: State,
  view: { name: string; path: string },
  by: Person,
  at: Date,
): SavedView {
  const saved = {
    id: randomUUID(),
    name: view.name,
    path: view.path,
    saved_by: by.name,
    saved_at: at.toISOString(),
  };
  refuseTaken(state, saved.name);
  state
    .prepare('insert into saved_views (id, name, path, saved_by, saved_at) values (?, ?, ?, ?, ?)')
    .run(saved.id, saved.name, saved.path, saved.saved_by, saved.saved_at);
  return saved;
}

/**
 * Calls a view something else.
 *
 * @returns undefined where there is no such view
 * @throws UserError where the name is taken
 */
export function renameView(state: State, id: string, name: string): SavedView | undefined {
  if (savedView(state, id)?.name === name) return savedView(state, id);
  refuseTaken(state, name);
  state.prepare('update saved_views set name = ? where id = ?').run(name, id);
  return savedView(state, id);
}

/** Forgets a view; whether there was one. */
export function deleteView(state: State, id: string): boolean {
  return state.prepare('delete from saved_views where id = ?').run(id).changes > 0;
}

function refuseTaken(state: State, name: string): void {
  const [taken] = state.prepare('select id from saved_views where name = ?').all(name);
  if (taken) throw new UserError(`There is a view called ${name} already: choose another name.`);
}
