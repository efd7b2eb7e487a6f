/** Something that is not as it was written. */
export class Fault extends Error {
  override readonly name = 'Fault';
  /** Where it is: a line, a byte, or the path of a member such as `/events/3`. */
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.place = place;
  }
}
