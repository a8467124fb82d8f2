/** The two ways in which windows go wrong: another window is looked through, or some of its rows are lost. */
import type { Window } from '../../question.ts';
import type { Change, Stages } from '../../stages.ts';

/** Looks through another window than the one asked for. */
export function windowMoved(move: (window: Window) => Window): Change {
  return ({ within }) => ({ within: (rows, window, call) => within(rows, move(window), call) });
}

/** Finds other rows in a window. */
export function windowed(change: (within: Stages['within']) => Stages['within']): Change {
  return ({ within }) => ({ within: change(within) });
}
