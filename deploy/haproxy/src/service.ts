import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '@ai-sessions/db/testing';
import { type AppProcess, administratorOf, appProcess, type ServiceSettings } from './app-process.ts';
import { type Balancer, startBalancer } from './balancer.ts';

const PROCESSES = 4;

/** Several processes of the built service on one database, behind HAProxy. */
export interface BalancedService {
  readonly processes: readonly AppProcess[];
  readonly balancer: Balancer;
  readonly databaseUrl: string;
  /** The administrator's `Authorization`. */
  readonly authorization: string;
  stop(): Promise<void>;
}

/** Starts four processes, and HAProxy in front of them. */
export async function startBalancedService(): Promise<BalancedService> {
  const database = await createTestDatabase();
  const settings: ServiceSettings = {
    databaseUrl: database.url,
    password: randomUUID(),
    secret: randomUUID() + randomUUID(),
  };
  const processes: AppProcess[] = [];
  let balancer: Balancer | undefined;

  async function stop(): Promise<void> {
    await Promise.all(processes.map((process) => process.stop()));
    await balancer?.stop();
    await Promise.all(processes.map((process) => process.remove()));
    await database.drop();
  }

  try {
    for (let n = 1; n <= PROCESSES; n++) {
      const process = await appProcess(`app${n}`, settings);
      processes.push(process);
      await process.start();
    }
    balancer = await startBalancer(processes);
  } catch (error) {
    await stop();
    throw error;
  }
  const authorization = administratorOf(settings);
  return { processes, balancer, databaseUrl: database.url, authorization, stop };
}
