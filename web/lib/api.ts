import { error } from '@sveltejs/kit';
import { hc, type ClientResponse, type InferResponseType } from 'hono/client';
import type { Api } from '$lib/server/api/app.ts';

/** The typed client of the API. `fetch` is the one a page's load is given, so that no request leaves the server. */
export function apiClient(fetch: typeof globalThis.fetch) {
  return hc<Api>('/', { fetch, headers: { accept: 'application/json' } }).api;
}
export type ApiClient = ReturnType<typeof apiClient>;

/** What an endpoint answers when all is well. */
export type Answer<Endpoint> = Exclude<InferResponseType<Endpoint>, { error: unknown }>;

type Body<Response> =
  Response extends ClientResponse<infer Data, infer _Status, infer _Format> ? Data : never;

/** The body of an answer; a refusal becomes the page's error, with its code. */
export async function answerOf<Response extends ClientResponse<unknown>>(
  asked: Promise<Response>,
): Promise<Exclude<Body<Response>, { error: unknown }>> {
  const response = await asked;
  const body = (await response.json()) as { error?: { code: string; message: string } };
  if (!response.ok)
    error(response.status as 400, body.error ?? { code: 'internal', message: response.statusText });
  return body as Exclude<Body<Response>, { error: unknown }>;
}

/** As {@link answerOf}; null where it cannot be told to the part of the data that the reader may see. */
export async function answerWithin<Response extends ClientResponse<unknown>>(
  asked: Promise<Response>,
): Promise<Exclude<Body<Response>, { error: unknown }> | null> {
  const response = await asked;
  if (response.status !== 403) return answerOf(Promise.resolve(response));
  const { error: refusal } = (await response.clone().json()) as { error: { code: string } };
  return refusal.code === 'outside_scope' ? null : answerOf(Promise.resolve(response));
}
