import { createRoute, z } from '@hono/zod-openapi';
import { UserError } from '#engine/user-error.ts';
import { withState } from '#pipelines/state/open.ts';
import {
  deleteView,
  renameView,
  savedView,
  savedViews,
  saveView,
  ViewName,
  ViewPath,
} from '#pipelines/state/saved-views.ts';
import type { Viewer } from '../access/viewer.ts';
import { personOf } from '../person.ts';
import { Problem } from '../problem.ts';
import { REFUSALS, resource } from './environment.ts';

const View = z
  .object({ id: z.string(), name: z.string(), path: z.string(), saved_by: z.string(), saved_at: z.string() })
  .openapi('SavedView');
const Id = z.object({ id: z.uuid() });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });

const listRoute = createRoute({
  method: 'get',
  path: '/',
  summary: 'Saved views: names for addresses of the workbench',
  request: { query: z.object({ page: ViewPath.optional() }) },
  responses: {
    200: { description: 'Views', content: json(z.object({ views: z.array(View) })) },
    ...REFUSALS,
  },
});
const oneRoute = createRoute({
  method: 'get',
  path: '/{id}',
  summary: 'One saved view',
  request: { params: Id },
  responses: { 200: { description: 'The view', content: json(View) }, ...REFUSALS },
});
const saveRoute = createRoute({
  method: 'post',
  path: '/',
  summary: 'Give an address a name',
  request: { body: { required: true, content: json(z.object({ name: ViewName, path: ViewPath })) } },
  responses: { 200: { description: 'The view', content: json(View) }, ...REFUSALS },
});
const renameRoute = createRoute({
  method: 'post',
  path: '/{id}/name',
  summary: 'Call a view something else',
  request: { params: Id, body: { required: true, content: json(z.object({ name: ViewName })) } },
  responses: { 200: { description: 'The view', content: json(View) }, ...REFUSALS },
});
const deleteRoute = createRoute({
  method: 'post',
  path: '/{id}/forget',
  summary: 'Forget a view; the page it named stays as it is',
  request: { params: Id },
  responses: { 200: { description: 'Forgotten', content: json(z.object({ id: z.string() })) }, ...REFUSALS },
});

/** `/views` */
export const views = resource()
  .openapi(listRoute, (context) => {
    const { page } = context.req.valid('query');
    return context.json({ views: withState(context.var.workspace, (state) => savedViews(state, page)) }, 200);
  })
  .openapi(oneRoute, (context) => {
    const { id } = context.req.valid('param');
    const found = withState(context.var.workspace, (state) => savedView(state, id));
    return context.json(found ?? noView(), 200);
  })
  .openapi(saveRoute, (context) => {
    refuseAuditor(context.var.viewer);
    const view = context.req.valid('json');
    const saved = naming(() =>
      withState(context.var.workspace, (state) =>
        saveView(state, view, personOf(context), context.var.now()),
      ),
    );
    return context.json(saved, 200);
  })
  .openapi(renameRoute, (context) => {
    refuseAuditor(context.var.viewer);
    const { id } = context.req.valid('param');
    const { name } = context.req.valid('json');
    const renamed = naming(() =>
      withState(context.var.workspace, (state) =>
        savedView(state, id) ? renameView(state, id, name) : undefined,
      ),
    );
    return context.json(renamed ?? noView(), 200);
  })
  .openapi(deleteRoute, (context) => {
    refuseAuditor(context.var.viewer);
    const { id } = context.req.valid('param');
    if (!withState(context.var.workspace, (state) => deleteView(state, id))) noView();
    return context.json({ id }, 200);
  });

/** An auditor reads everything and changes nothing, not even a name that others share. */
function refuseAuditor(viewer: Viewer): void {
  if (viewer.role === 'auditor')
    throw new Problem(
      403,
      'forbidden',
      'An auditor changes nothing, so saves no views; the address itself can be kept.',
    );
}

function noView(): never {
  throw new Problem(404, 'not_found', 'There is no such view any more: somebody may have deleted it.');
}

/** A name that is taken is an answer to whoever asked, not a fault of the server. */
function naming<Result>(write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    if (error instanceof UserError) throw new Problem(409, 'bad_request', error.message);
    throw error;
  }
}
