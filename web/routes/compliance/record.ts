import { apiClient, type ApiClient } from '$lib/api.ts';

type Post = Parameters<ApiClient['decisions']['$post']>[0];
export type Decision = Post['json']['decision'];

/**
 * Asks the server to write a decision on some findings.
 *
 * @returns nothing where all was written, else the sentence that says why nothing was.
 */
export async function record(
  findingIds: readonly string[],
  decision: Decision,
  book: string | undefined,
): Promise<string | undefined> {
  try {
    const response = await apiClient(fetch).decisions.$post({
      query: book ? { book } : {},
      json: { finding_ids: [...findingIds], decision },
    });
    if (response.ok) return undefined;
    const body = (await response.json()) as { error?: { message: string } };
    return body.error?.message ?? response.statusText;
  } catch (error) {
    return (error as Error).message;
  }
}
