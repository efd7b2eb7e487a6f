'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { type Density, densityCookie } from './density-cookie.ts';

const Chosen = createContext<readonly [Density, (density: Density) => void]>(['comfortable', () => {}]);

/** Gives the tables inside the height of their rows, and keeps it for all pages when it is changed. */
export function DensityProvider({ initial, children }: { initial: Density; children: ReactNode }) {
  const [density, setDensity] = useState(initial);
  const choose = (wanted: Density) => {
    setDensity(wanted);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers that are served
    document.cookie = densityCookie(wanted, window.location.protocol === 'https:');
  };
  return (
    <Chosen value={[density, choose]}>
      <div data-density={density} className="contents">
        {children}
      </div>
    </Chosen>
  );
}

/** How high the rows of tables are, and how to change it. */
export function useDensity(): readonly [Density, (density: Density) => void] {
  return useContext(Chosen);
}
