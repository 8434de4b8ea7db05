// The libraries, which are plain scripts of index.html, as modules see them.
const { h, render, Fragment, createContext, Component } = window.preact;
const hooks = window.preactHooks;

export const html = window.htm.bind(h);
export { h, render, Fragment, createContext, Component };
export const { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useReducer, useContext } = hooks;
export const geo = window.d3;
export const Plot = window.uPlot;
