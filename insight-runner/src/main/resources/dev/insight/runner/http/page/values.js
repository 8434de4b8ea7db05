// What came from elsewhere, made sure of: nothing that is drawn takes a field on trust.

/** The number, or null for what is none: text, NaN, infinity, nothing. */
export const finite = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** The array, or an empty one. */
export const list = (value) => (Array.isArray(value) ? value : []);

/** Whether it is an object, and no array. */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The objects among the array's members. */
export const objects = (value) => list(value).filter(isObject);

/** The texts among the array's members. */
export const texts = (value) => list(value).filter((one) => typeof one === "string");

/** The text, or null for what is none, or empty. */
export const text = (value) => (typeof value === "string" && value !== "" ? value : null);
