'use client';

import { useState } from 'react';
import { useUrlState } from './use-url-state.ts';

/**
 * One parameter of the URL. What is set counts at once: the URL follows a moment later, and until then a box that was ticked
 * would jump back.
 *
 * @param keepsPlace Whether it changes nothing about which rows there are, so that the list stays where it is.
 */
export function useUrlValue(
  name: string,
  keepsPlace = false,
): readonly [value: string | undefined, set: (value: string | undefined) => void] {
  const { get, change } = useUrlState();
  const inUrl = get(name);
  const [known, setKnown] = useState(inUrl);
  const [value, setValue] = useState(inUrl);
  if (known !== inUrl) {
    setKnown(inUrl);
    setValue(inUrl);
  }
  const set = (wanted: string | undefined) => {
    setValue(wanted || undefined);
    change({ [name]: wanted, ...(keepsPlace ? {} : { cursor: undefined }) });
  };
  return [value, set];
}
