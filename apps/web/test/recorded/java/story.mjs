// Compiles the client in a checkout of ServiceStack.Java, the client code, what its comment says of PATCH, and the
// story, and runs that: story.mjs CHECKOUT FOLDER ADDRESS. It needs Debian's default-jdk-headless and libgoogle-gson-java.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const GSON = '/usr/share/java/gson.jar';
const [, , checkout, folder, address] = process.argv;
const client = join(checkout, 'src/AndroidClient/client/src/main/java');
const sources = readdirSync(client, { recursive: true }).filter((file) => file.endsWith('.java'));
const classes = join(folder, 'classes');
const classPath = [classes, GSON].join(delimiter);

const [, snippet] = /in a header:\n\n([\s\S]*?)\*\//.exec(readFileSync(join(folder, 'dtos.java'), 'utf8'));
writeFileSync(
  join(folder, 'Snippet.java'),
  `import net.servicestack.client.*;\n\nclass Snippet {\n${snippet}}\n`,
);
compile(sources.map((file) => join(client, file)));
compile([join(folder, 'dtos.java'), join(folder, 'Snippet.java'), join(import.meta.dirname, 'Story.java')]);
execFileSync('java', ['-Dfile.encoding=UTF-8', '-cp', classPath, 'Story', address], { stdio: 'inherit' });

function compile(files) {
  execFileSync('javac', ['-nowarn', '-encoding', 'UTF-8', '-cp', classPath, '-d', classes, ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
