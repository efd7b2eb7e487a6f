// Whether the service on this machine lives: exit code 0 or 1, for health checks of containers.
const alive = await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(alive ? 0 : 1);
