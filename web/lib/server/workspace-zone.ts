import { readConfiguration } from '#pipelines/store/workspace.ts';

/** The zone whose days end accounts and cut the access log: that of the first programme configured. */
export async function workspaceZone(workspace: string): Promise<string> {
  const { programmes } = await readConfiguration(workspace);
  return programmes[0]?.time_zone ?? 'Asia/Shanghai';
}
