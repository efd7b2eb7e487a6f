/** The address under which people and programs reach the service. */
export interface ServiceAddress {
  /** An URL: the configured one, or that of the port, which is known once the service listens. */
  readonly url: () => string;
  /** The service listens on a port of this machine. */
  listensOn(port: number): void;
}

/** Makes the {@link ServiceAddress}, which is that of `PUBLIC_URL` when there is one. */
export function serviceAddress(publicUrl: string | undefined): ServiceAddress {
  let url = publicUrl ?? '';
  return {
    url: () => url,
    listensOn(port) {
      url = publicUrl ?? `http://localhost:${port}`;
    },
  };
}
