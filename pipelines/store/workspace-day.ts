import { dayOf } from '#engine/time/local-time.ts';
import { readConfiguration } from './workspace.ts';

/** The zone whose days end accounts and cut the access log: that of the first programme configured. */
export async function workspaceZone(workspace: string): Promise<string> {
  const { programmes } = await readConfiguration(workspace);
  return programmes[0]?.time_zone ?? 'Asia/Shanghai';
}

/** The calendar day at an instant in that zone, `YYYY-MM-DD`. */
export async function workspaceDay(workspace: string, at = new Date()): Promise<string> {
  return dayOf(await workspaceZone(workspace), at.getTime());
}
