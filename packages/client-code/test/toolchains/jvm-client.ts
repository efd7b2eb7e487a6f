import type { Tool } from './toolchain.ts';

export const javac: Tool = { command: 'javac', packages: 'default-jdk-headless' };

/** The part of `net.servicestack:client`, and of Gson, that client code refers to: Java source by path. */
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
  'com/google/gson/annotations/SerializedName.java': `package com.google.gson.annotations;
    import java.lang.annotation.*;
    @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.FIELD, ElementType.METHOD})
    public @interface SerializedName { String value(); }`,
  'com/google/gson/reflect/TypeToken.java': `package com.google.gson.reflect;
    public class TypeToken<T> { public final java.lang.reflect.Type getType() { return null; } }`,
};

function client(name: string, declaration: string): Readonly<Record<string, string>> {
  const source = `package net.servicestack.client;\npublic ${declaration}\n`;
  return { [`net/servicestack/client/${name}.java`]: source };
}
