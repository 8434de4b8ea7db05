// The time that the views of histories show, by the runner's clock.
import { windowOf } from "../spans.js";
import { getState, now } from "../store.js";
import { usualRange } from "../url.js";

/** {from, to, live, range}, as the URL has it. */
export const windowShown = (params) => windowOf(params, now(), usualRange(getState().status, now()));

/** Changes when another time is shown, and not as time goes on. */
export const windowKey = (params) => [windowShown(params).range, params.from, params.to].join(" ");
