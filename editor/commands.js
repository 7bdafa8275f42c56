/* What keys and buttons do to the text. */
import { baseKeymap, chainCommands, deleteSelection, setBlockType, splitBlock, splitBlockAs } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { Selection } from "prosemirror-state";
import { goToNextCell, isInTable, selectedRect } from "prosemirror-tables";
import { BLOCKS, schema } from "./schema.js";
import { trimEnd } from "./signs.js";

const { paragraph, bullet, number, figure, table, table_row: row, table_cell: cell } = schema.nodes;
const ROWS = 3;
const COLUMNS = 3;
const SENTENCE_ENDS = /[。！？；：.!?;:”）)]$/u;
const TORN_FROM = 12;

export function become(name) {
  const { type, attrs } = BLOCKS[name];
  return (state, dispatch) => !isInTable(state) && setBlockType(type, attrs)(state, dispatch);
}

/** An item becomes a paragraph again when it is asked for twice. */
export function toggleItem(name) {
  return (state, dispatch) => become(kindAt(state) === name ? "text" : name)(state, dispatch);
}

/** The name in BLOCKS of the block with the cursor. */
export function kindAt(state) {
  const block = state.selection.$from.parent;
  if (block.type === schema.nodes.heading) return String(block.attrs.level);
  return block.type === bullet || block.type === number ? block.type.name : "text";
}

function isItem(node) {
  return node.type === bullet || node.type === number;
}

function leaveItem(state, dispatch) {
  const { $from, empty } = state.selection;
  const isLeaving = empty && isItem($from.parent) && $from.parent.content.size === 0;
  return isLeaving && become("text")(state, dispatch);
}

function nextItem(state, dispatch) {
  if (!isItem(state.selection.$from.parent)) return false;
  return splitBlockAs((node) => ({ type: node.type }))(state, dispatch);
}

/** Begins a new line in a cell, as Alt+Enter does in Excel. */
function lineInCell(state, dispatch) {
  return isInTable(state) && splitBlock(state, dispatch);
}

/** Enter in a cell goes to the cell below, in the last row it does nothing. */
function cellBelow(state, dispatch) {
  if (!isInTable(state)) return false;
  const { map, tableStart, bottom, left } = selectedRect(state);
  if (bottom < map.height && dispatch) {
    const at = tableStart + map.map[bottom * map.width + left];
    dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(at + 1))).scrollIntoView());
  }
  return true;
}

function plainAtStart(state, dispatch) {
  const { $from, empty } = state.selection;
  const isPlain = $from.parent.type === paragraph || isInTable(state);
  return empty && $from.parentOffset === 0 && !isPlain && become("text")(state, dispatch);
}

function withoutFigure(side) {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    const beside = side < 0 ? $from.nodeBefore : $from.nodeAfter;
    if (!empty || beside?.type !== figure) return false;
    const [from, to] = side < 0 ? [$from.pos - 1, $from.pos] : [$from.pos, $from.pos + 1];
    dispatch?.(state.tr.delete(from, to).scrollIntoView());
    return true;
  };
}

export function insertFigure(name) {
  return (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(figure.create({ id: name })).scrollIntoView());
    return true;
  };
}

/** Puts blocks where the cursor is: one line into the line, more as lines of their own. */
export function insertBlocks(blocks) {
  return (state, dispatch) => {
    const isLine = blocks.length === 1 && blocks[0].type === paragraph;
    const open = isLine ? 1 : 0;
    dispatch?.(state.tr.replaceSelection(new Slice(Fragment.from(blocks), open, open)).scrollIntoView());
    return true;
  };
}

export function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const line = () => row.create(null, Array.from({ length: COLUMNS }, () => cell.createAndFill()));
  const made = table.create(null, Array.from({ length: ROWS }, line));
  if (dispatch) {
    const change = state.tr.replaceSelectionWith(made);
    const start = change.mapping.map(state.selection.from, -1);
    let inside = null;
    change.doc.nodesBetween(Math.max(0, start - 1), change.doc.content.size, (node, at) => {
      if (inside === null && node.type === table) inside = at + 1;
      return inside === null;
    });
    if (inside !== null) change.setSelection(Selection.near(change.doc.resolve(inside)));
    dispatch(change.scrollIntoView());
  }
  return true;
}

/** Joins lines that a PDF or a narrow window tore apart: a paragraph that ends without a stop goes on in the next. */
export function joinTorn(state, dispatch) {
  const { from, to, empty } = state.selection;
  const torn = [];
  state.doc.forEach((block, at, place) => {
    const next = place + 1 < state.doc.childCount ? state.doc.child(place + 1) : null;
    const isMeant = empty || (at + block.nodeSize > from && at + block.nodeSize < to);
    const text = trimEnd(block.textContent);
    if (!isMeant || block.type !== paragraph || next?.type !== paragraph || !next.content.size) return;
    if (text.length >= TORN_FROM && !SENTENCE_ENDS.test(text)) torn.push(at + block.nodeSize);
  });
  if (dispatch && torn.length) {
    const change = state.tr;
    torn.reverse().forEach((at) => change.join(at));
    dispatch(change.scrollIntoView());
  }
  return torn.length > 0;
}

/** There is always a line behind a table. */
export function lineBehind(change) {
  if (change.doc.lastChild.type === table) change.insert(change.doc.content.size, paragraph.create());
  return change;
}

/** Does it and keeps the browser's own undo away even where there is nothing to do. */
function always(command) {
  return (state, dispatch) => command(state, dispatch) || true;
}

export const keys = {
  "Mod-z": always(undo),
  "Mod-y": always(redo),
  "Shift-Mod-z": always(redo),
  "Mod-Alt-0": become("text"),
  "Mod-Alt-1": become("1"),
  "Mod-Alt-2": become("2"),
  "Mod-Alt-3": become("3"),
  "Mod-Shift-7": toggleItem("number"),
  "Mod-Shift-8": toggleItem("bullet"),
  Enter: chainCommands(cellBelow, leaveItem, nextItem, baseKeymap.Enter),
  "Alt-Enter": lineInCell,
  "Shift-Enter": chainCommands(lineInCell, leaveItem, nextItem, baseKeymap.Enter),
  Tab: goToNextCell(1) /* out of the last cell, and anywhere else, the browser's own: it leaves the editor */,
  "Shift-Tab": goToNextCell(-1),
  Backspace: chainCommands(deleteSelection, withoutFigure(-1), plainAtStart, baseKeymap.Backspace),
  Delete: chainCommands(deleteSelection, withoutFigure(1), baseKeymap.Delete),
};
