/** The two ways in which windows go wrong: another window is looked through, or some of its rows are lost. */
import type { Window } from '../../list-query.ts';
import type { Change, Stages } from '../../stages.ts';

/** Looks through another window than the one asked for. */
export function windowMoved(move: (window: Window) => Window): Change {
  return ({ inWindow }) => ({ inWindow: (rows, window, call) => inWindow(rows, move(window), call) });
}

/** Finds other rows in a window. */
export function windowed(change: (within: Stages['inWindow']) => Stages['inWindow']): Change {
  return ({ inWindow }) => ({ inWindow: change(inWindow) });
}
