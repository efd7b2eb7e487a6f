import { angled, type TypeSpelling } from '../text.ts';

/** How types are spelled in code for `net.servicestack:client`. */
export function jvmSpelling(
  types: Pick<TypeSpelling, 'int'> & Required<Pick<TypeSpelling, 'name'>>,
): TypeSpelling {
  return {
    string: 'String',
    double: 'Double',
    bool: 'Boolean',
    datetime: 'Date',
    list: (item) => `ArrayList<${item}>`,
    map: (value) => `HashMap<String,${value}>`,
    generic: angled,
    ...types,
  };
}
