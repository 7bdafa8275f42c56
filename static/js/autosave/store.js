/* A copy on this computer of what is typed and not yet saved: by person, filing and page, gone once the server has it,
   after seven days, or on signing out. A browser without IndexedDB has no copy, everything else works. */

const NAME = "portal-unsaved";
const PLACES = "places";
const DAYS = 7;
const OLDEST = DAYS * 24 * 60 * 60 * 1000;

let opened = null;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = window.indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(PLACES, { keyPath: ["person", "filing", "at"] }).createIndex("typed", "typed");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  return opened;
}

/** Does `work` with the places in one transaction; resolves with its request's result when all is on disk. */
async function transact(mode, work, otherwise) {
  try {
    const open = await database();
    return await new Promise((resolve, reject) => {
      const transaction = open.transaction(PLACES, mode);
      const request = work(transaction.objectStore(PLACES));
      transaction.oncomplete = () => resolve(request?.result ?? otherwise);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    return otherwise;
  }
}

function ofPerson(person) {
  return IDBKeyRange.bound([person], [person, []]);
}

/* On disk the page stands beside the address. A key of four parts would be a new version of the database, and a page
   of an earlier release that is still open would keep the new one from opening it; its copies name no page. */
function packed(entry) {
  const { page, ...rest } = entry;
  return page ? { ...rest, at: [entry.at, page] } : rest;
}

function unpacked(entry) {
  const [at, page = ""] = [entry.at].flat();
  return { ...entry, at, page };
}

function keyOf(entry) {
  return [entry.person, entry.filing, packed(entry).at];
}

/** Keeps what stands at a place of a page. `entry`: { person, filing, at, page, stage, label, base, isRefused, text, status }. */
export function keep(entry) {
  return transact("readwrite", (places) => places.put({ ...packed(entry), typed: Date.now() }));
}

/** Forgets the copy of a place that one page made; one that is kept after this call stays. */
export function forget(entry) {
  return transact("readwrite", (places) => places.delete(keyOf(entry)));
}

/** Every copy of a person, or of one of his filings, oldest first. */
export async function copiesOf(person, filing) {
  const all = await transact("readonly", (places) => places.getAll(ofPerson(person)), []);
  const wanted = all.filter((entry) => filing === undefined || entry.filing === filing);
  return wanted.map(unpacked).sort((one, other) => one.typed - other.typed);
}

/** Forgets everything of a person. */
export function forgetAll(person) {
  return transact("readwrite", (places) => places.delete(ofPerson(person)));
}

/** Forgets what is older than seven days, whosever it is. */
export function purge() {
  return transact("readwrite", (places) => {
    const request = places.index("typed").openCursor(IDBKeyRange.upperBound(Date.now() - OLDEST));
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return;
      cursor.delete();
      cursor.continue();
    };
    return request;
  });
}
