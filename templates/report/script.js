// The report can be read without this. With it: filter, sort, expand, and jumps that open what they lead to.
(function () {
  "use strict";
  var all = function (what, where) { return Array.prototype.slice.call((where || document).querySelectorAll(what)); };
  all(".tools").forEach(function (bar) { bar.hidden = false; });

  all("input[data-filters]").forEach(function (box) {
    var rows = all("#" + box.dataset.filters + " tbody > tr");
    var said = document.getElementById(box.dataset.filters + "-count");
    box.addEventListener("input", function () {
      var wanted = box.value.trim().toLowerCase(), shown = 0;
      rows.forEach(function (row) {
        var fits = !wanted || row.textContent.toLowerCase().indexOf(wanted) >= 0;
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      if (said) said.textContent = shown + " / " + rows.length;
    });
  });

  all("table.sortable").forEach(function (table) {
    var body = table.tBodies[0];
    all("thead th", table).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        all("thead th", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var key = function (row) { var cell = row.cells[column]; return cell.dataset.sort || cell.textContent.trim(); };
        Array.prototype.slice.call(body.rows).sort(function (a, b) {
          return key(a).localeCompare(key(b), undefined, { numeric: true }) * (up ? 1 : -1);
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  });

  all("button[data-expands]").forEach(function (button) {
    var open = false, words = button.dataset.expands.split("|");
    button.addEventListener("click", function () {
      open = !open;
      all("main details").forEach(function (part) { part.open = open; });
      button.textContent = words[open ? 1 : 0];
      button.setAttribute("aria-pressed", String(open));
    });
  });

  function reveal() {
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place) return;
    if (place.hidden) place.hidden = false;
    for (var up = place; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
    if (place.tagName === "DETAILS") place.open = true;
    place.scrollIntoView();
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { all("main details").forEach(function (part) { part.open = true; }); });
  reveal();
})();
