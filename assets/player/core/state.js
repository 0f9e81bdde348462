// @ts-check
// The state of the player: the payload and the day shown. Only this module changes them; all others read them here.
// A payload is never changed in place: it is replaced by another.

/** @typedef {import("./payload.d.ts").Payload} Payload */

export class PlayerState {
  /** @type {Readonly<Payload>} */
  #payload;
  /** @type {number} */
  #day;

  /** @param {Payload} payload */
  constructor(payload) {
    this.#payload = Object.freeze(payload);
    this.#day = payload.day;
  }

  get payload() {
    return this.#payload;
  }

  get day() {
    return this.#day;
  }

  /** Sets the day; one outside the slider's range becomes its nearer end. @param {number} day */
  setDay(day) {
    const { first, last } = this.#payload;
    this.#day = Math.min(Math.max(day, first), last);
  }

  /** Takes another payload and keeps the day. @param {Payload} payload */
  setPayload(payload) {
    this.#payload = Object.freeze(payload);
  }

  /** Takes the part that another information date changes; sheets it does not contain stay. @param {import("./payload.d.ts").Known} known */
  applyKnowledge(known) {
    const fresh = new Map(known.sheets);
    const sheets = this.#payload.sheets.map(
      ([name, text]) => /** @type {[string, string]} */ ([name, fresh.get(name) ?? text]),
    );
    this.setPayload({ ...this.#payload, ...known, sheets });
  }

  /** Sets which layers are shown and what is hidden. @param {{layers?: string[], hide?: string[]}} options */
  setOptions({ layers = this.#payload.layers, hide = this.#payload.hide }) {
    this.setPayload({ ...this.#payload, layers, hide });
  }

  /** Adds places that only a closer drawing names. @param {Payload["places"]} places */
  addPlaces(places) {
    this.setPayload({ ...this.#payload, places: { ...places, ...this.#payload.places } });
  }
}
