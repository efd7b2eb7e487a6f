import { describe, expect, it } from 'vitest';
import { GSON, javac, jvmClient, snippetOf } from './jvm-client.ts';
import { codeIn, expected, roundTrips, type Tool, workshopWith } from './toolchain.ts';

const java: Tool = { ...javac, command: 'java' };
const code = codeIn('java');

/** Decodes and encodes the samples of every operation with its classes. */
const program = `import com.google.gson.*;
import java.lang.reflect.Type;
import java.nio.file.*;
import net.servicestack.client.*;

public class RoundTrip {
    public static void main(String[] arguments) throws Exception {
        Gson gson = new Gson();
        JsonArray results = new JsonArray();
        for (JsonElement each : JsonParser.parseString(Files.readString(Path.of("samples.json"))).getAsJsonArray()) {
            JsonObject sample = each.getAsJsonObject();
            String name = sample.get("name").getAsString();
            if (name.equals("Hostile")) continue;
            Object request = gson.fromJson(sample.get("request"), Class.forName("dtos$" + name));
            JsonObject result = new JsonObject();
            result.addProperty("name", request.getClass().getSimpleName());
            result.addProperty("method", request instanceof IGet ? "GET" : request instanceof IPost ? "POST"
                : request instanceof IPatch ? "PATCH" : request instanceof IDelete ? "DELETE" : null);
            result.add("request", gson.toJsonTree(request));
            Type type = request instanceof IReturn<?> ? (Type) ((IReturn<?>) request).getResponseType() : null;
            Object response = type == null ? null : gson.fromJson(sample.get("response"), type);
            result.add("response", response == null ? JsonNull.INSTANCE : gson.toJsonTree(response));
            results.add(result);
        }
        System.out.println(new GsonBuilder().serializeNulls().create().toJson(results));
    }
}
`;

const workshop = await workshopWith({
  ...jvmClient,
  'dtos.java': code,
  'Acme.java': codeIn('java', {
    Package: 'com.acme.package',
    GlobalNamespace: 'Acme',
    AddServiceStackTypes: false,
  }),
  'Snippet.java': `import net.servicestack.client.*;\n\nclass Snippet {\n${snippetOf(code)}}\n`,
  'RoundTrip.java': program,
});

describe('Java', () => {
  it('is compiled without a warning, whatever names and wording', { timeout: 120_000 }, async () => {
    const options = ['-Xlint:all', '-Werror', '-encoding', 'UTF-8', '-cp', GSON, '-d', 'classes'];
    const sources = [...Object.keys(jvmClient), 'dtos.java', 'Acme.java'];
    expect(await workshop.run(javac, ...options, ...sources)).toBe('');
  });

  it('says in a comment how PATCH is sent, and that is compiled', { timeout: 120_000 }, async () => {
    expect(snippetOf(code)).toContain('X-HTTP-Method-Override');
    expect(await workshop.run(javac, '-cp', 'classes', '-d', 'classes', 'Snippet.java')).toBe('');
  });

  it('reads and writes every request and answer with Gson', { timeout: 120_000 }, async () => {
    await workshop.run(javac, '-cp', `classes:${GSON}`, '-d', 'classes', 'RoundTrip.java');
    const printed = await workshop.run(java, '-Dfile.encoding=UTF-8', '-cp', `classes:${GSON}`, 'RoundTrip');
    expect(roundTrips(printed)).toEqual(expected.filter(({ name }) => name !== 'Hostile'));
  });
});
