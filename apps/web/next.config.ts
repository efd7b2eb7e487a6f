import type { NextConfig } from 'next';

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The packages of the workspace are TypeScript source.
  transpilePackages: [
    '@ai-sessions/api',
    '@ai-sessions/auth',
    '@ai-sessions/config',
    '@ai-sessions/contract',
    '@ai-sessions/db',
    '@ai-sessions/formats',
    '@ai-sessions/rest',
  ],
  experimental: { authInterrupts: true },
};

export default config;
