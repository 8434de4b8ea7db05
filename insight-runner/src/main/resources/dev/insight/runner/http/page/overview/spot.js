// Which path the pointer or the focus is on: matrix and map show the same one.
import { useLayoutEffect, useReducer } from "../view.js";

let spot = null;
const listeners = new Set();

export const getSpot = () => spot;

/** Sets the path's id, or null. */
export function setSpot(id) {
  if (id !== spot) {
    spot = id;
    for (const listener of [...listeners]) {
      listener();
    }
  }
}

export function onSpot(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The path's id, rendering again when it changes. */
export function useSpot() {
  const [, again] = useReducer((n) => n + 1, 0);
  useLayoutEffect(() => onSpot(again), []);
  return spot;
}
