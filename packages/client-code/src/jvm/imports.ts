import type { Declaration } from '../program.ts';

/** The packages that the code needs: those of Gson only where names or generic responses call for them. */
export function importsOf(
  declarations: readonly Declaration[],
  isReserved: (name: string) => boolean,
): readonly string[] {
  const classes = declarations.flatMap((declaration) => (declaration.kind === 'class' ? [declaration] : []));
  const renamed = classes.some(({ fields }) => fields.some(({ wireName }) => isReserved(wireName)));
  const generic = classes.some(({ request }) => request?.returns && request.returns.arguments.length > 0);
  return [
    'java.math.*',
    'java.util.*',
    'java.io.InputStream',
    'net.servicestack.client.*',
    ...(renamed ? ['com.google.gson.annotations.*'] : []),
    ...(generic ? ['com.google.gson.reflect.*'] : []),
  ];
}
