/* Pages beside the stages tell who is here as well. */
import { tellWhoIsHere } from "./autosave/here.js";

const page = document.querySelector("[data-here-url]");
if (page) tellWhoIsHere(page);
