export class Refusal extends Error {
  constructor(status, code, message, pointer) {
    super(message);
    Object.assign(this, {status, code, pointer});
  }
}
