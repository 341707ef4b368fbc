// A letter and a colour for each open visit, the same on the floor and on its cart.

const hues = 12; // as many as css/base.css defines (.hue-0 … .hue-11)
const hueStep = 5; // no divisor of 12: neighbours in the alphabet differ well in colour
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Hands out marks in turn: A, B, … Z, again A; past 26 open visits A2, B2 and so on. */
export class Marks {
  #numbers = new Map();
  #taken = new Set();
  #next = 0;

  /** Gives an open visit its mark, {letter, hue}; a visit keeps the one it has. */
  give(session) {
    if (!this.#numbers.has(session)) {
      const number = this.#free();
      this.#numbers.set(session, number);
      this.#taken.add(number);
      this.#next = (number + 1) % letters.length;
    }
    return this.of(session);
  }

  /** The mark of a visit, or null for one that is not open. */
  of(session) {
    const number = this.#numbers.get(session);
    if (number === undefined) return null;
    const round = Math.floor(number / letters.length);
    return { letter: letters[number % letters.length] + (round ? round + 1 : ""), hue: `hue-${(number * hueStep) % hues}` };
  }

  /** Takes back the mark of a visit that is over. */
  release(session) {
    this.#taken.delete(this.#numbers.get(session));
    this.#numbers.delete(session);
  }

  #free() {
    for (let i = 0; i < letters.length; i += 1) {
      const number = (this.#next + i) % letters.length;
      if (!this.#taken.has(number)) return number;
    }
    let number = letters.length;
    while (this.#taken.has(number)) number += 1;
    return number;
  }
}
