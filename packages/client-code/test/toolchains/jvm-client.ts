import type { Tool } from './toolchain.ts';

export const javac: Tool = { command: 'javac', packages: 'default-jdk-headless libgoogle-gson-java' };

/** The library that ServiceStack's client reads and writes JSON with. */
export const GSON = '/usr/share/java/gson.jar';

/** What the comment on top of client code says to copy. */
export function snippetOf(code: string): string {
  return /in a header:\n\n([\s\S]*?)\*\//.exec(code)?.[1] ?? '';
}

/** The part of `net.servicestack:client` that client code refers to: Java source by path. */
export const jvmClient: Readonly<Record<string, string>> = {
  ...client('IReturn', 'interface IReturn<T> { Object getResponseType(); }'),
  ...client('IReturnVoid', 'interface IReturnVoid {}'),
  ...client('IGet', 'interface IGet {}'),
  ...client('IPost', 'interface IPost {}'),
  ...client('IPatch', 'interface IPatch {}'),
  ...client('IDelete', 'interface IDelete {}'),
  ...client('Api', '@interface Api { String Description() default ""; }'),
  ...client(
    'ApiMember',
    '@interface ApiMember { String Description() default ""; boolean IsRequired() default false; }',
  ),
  ...client('DataContract', '@interface DataContract {}'),
  ...client('DataMember', '@interface DataMember { int Order() default -1; }'),
  ...client(
    'ConnectionFilter',
    'interface ConnectionFilter { void exec(java.net.HttpURLConnection connection); }',
  ),
  ...client(
    'JsonServiceClient',
    'class JsonServiceClient { public ConnectionFilter RequestFilter; public <T> T post(IReturn<T> request) { return null; } }',
  ),
};

function client(name: string, declaration: string): Readonly<Record<string, string>> {
  const source = `package net.servicestack.client;\npublic ${declaration}\n`;
  return { [`net/servicestack/client/${name}.java`]: source };
}
