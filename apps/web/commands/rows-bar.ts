import { SingleBar } from 'cli-progress';

/** Shows on a terminal how many rows are done. */
export function rowsBar() {
  const bar = new SingleBar({
    format: '{bar} {percentage} % | {value} of about {total} rows | {eta_formatted} left',
  });
  let done = 0;
  return {
    begin: (rows: number) => bar.start(rows, 0),
    add: (rows: number) => {
      done += rows;
      if (done > bar.getTotal()) bar.setTotal(done);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}
