/* Everything here only adds: each page works without it. One listener per kind of event on the document, so that parts
   loaded later behave like the rest. */
import "./numbers.js";
import "./grid.js";
import "./paste.js";
import "./sheet/undo.js";
import "./guard.js";
import "./confirm.js";
import "./controls.js";
import "./details.js";
import "./file_box.js";
import "./network.js";
import "./print.js";
import "./signout.js";
import "./idle.js";

document.documentElement.classList.add("js");
