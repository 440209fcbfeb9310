// A list that scrolls with the page and has only the rows near the window in the document. One that has the focus stays.
const BEYOND = 8;

export class VirtualRows {
  #body;
  #make;
  #heightOf;
  #isOpen;
  #items = [];
  #places = new Map(); // of an item, by its key
  #tops = [0]; // where each row begins; the last is where all end
  #rows = new Map(); // those in the document, by key
  #spare = [];
  #opened = new Map(); // measured heights, by key

  // `make()` gives an empty row { element, fill(item) }; `heightOf(item)` its height, unless `isOpen(item)`: then it is measured.
  constructor(body, { make, heightOf, isOpen }) {
    this.#body = body;
    this.#make = make;
    this.#heightOf = heightOf;
    this.#isOpen = isOpen;
    let scheduled = false;
    const soon = () => {
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        this.#render();
      });
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", () => this.layOut());
    body.addEventListener("keydown", event => this.#walk(event));
  }

  // Shows items, each with a key of its own.
  show(items) {
    this.#items = items;
    this.#places = new Map(items.map(({ key }, i) => [key, i]));
    this.layOut();
  }

  // To be called when rows have opened or closed.
  layOut() {
    const tops = new Float64Array(this.#items.length + 1);
    this.#items.forEach((item, i) => {
      tops[i + 1] = tops[i] + ((this.#isOpen(item) && this.#opened.get(item.key)) || this.#heightOf(item));
    });
    this.#tops = tops;
    this.#body.style.height = `${tops[tops.length - 1]}px`;
    this.#render();
  }

  #render() {
    const focused = document.activeElement;
    const wanted = this.#wanted(focused);
    const keys = new Set(wanted.map(i => this.#items[i].key));
    for (const [key, row] of this.#rows) if (!keys.has(key)) this.#drop(key, row);
    let following = null;
    for (const i of wanted.reverse()) {
      const row = this.#rowOf(this.#items[i], i);
      if (row.element.parentNode !== this.#body || row.element.nextSibling !== following)
        this.#body.insertBefore(row.element, following);
      following = row.element;
    }
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
    if (wanted.some(i => this.#measure(this.#items[i]))) this.layOut();
  }

  #wanted(focused) {
    const above = -this.#body.getBoundingClientRect().top;
    const first = Math.max(0, this.#at(above) - BEYOND);
    const end = Math.min(this.#items.length, this.#at(above + innerHeight) + 1 + BEYOND);
    const wanted = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
    const kept = this.#places.get([...this.#rows].find(([, row]) => row.element.contains(focused))?.[0]);
    if (kept < first) wanted.unshift(kept);
    if (kept >= end) wanted.push(kept);
    return wanted;
  }

  // The last row that begins at or above a height of the list.
  #at(height) {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tops[middle + 1] <= height) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #rowOf(item, i) {
    let row = this.#rows.get(item.key);
    if (!row) {
      row = this.#spare.pop() ?? this.#make();
      this.#rows.set(item.key, row);
      row.element.dataset.key = item.key;
    }
    row.fill(item);
    row.element.style.transform = `translateY(${this.#tops[i]}px)`;
    row.element.setAttribute("aria-rowindex", i + 2);
    return row;
  }

  #drop(key, row) {
    row.element.remove();
    this.#rows.delete(key);
    this.#spare.push(row);
  }

  // Whether an open row is not as high as was believed.
  #measure(item) {
    if (!this.#isOpen(item)) return false;
    const height = this.#rows.get(item.key).element.offsetHeight;
    const changed = height !== this.#opened.get(item.key);
    this.#opened.set(item.key, height);
    return changed;
  }

  // The arrows go from a link or button to that of the row below or above.
  #walk(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = this.#places.get(event.target.closest("[data-key]")?.dataset.key) + step;
    const item = this.#items[place];
    if (!item) return;
    event.preventDefault();
    if (!this.#rows.has(item.key)) {
      scrollBy(0, this.#body.getBoundingClientRect().top + this.#tops[place] - innerHeight / 2);
      this.#render();
    }
    const row = this.#rows.get(item.key).element;
    (row.querySelector(event.target.tagName === "A" ? "a[href]" : "button") ?? row.querySelector("button"))?.focus();
  }
}
