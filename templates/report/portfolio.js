// The page can be read without this. With it: filters over the list of models.
(function () {
  "use strict";
  var bar = document.getElementById("filters"), table = document.getElementById("models");
  if (!bar || !table) return;
  bar.hidden = false;
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var said = document.getElementById("models-count");
  var boxes = Array.prototype.slice.call(bar.querySelectorAll("select, input"));
  function apply() {
    var shown = 0;
    rows.forEach(function (row) {
      var fits = boxes.every(function (box) {
        var wanted = box.value.trim().toLowerCase();
        if (!wanted) return true;
        var field = box.dataset.field;
        var text = field ? row.dataset[field] || "" : row.textContent;
        text = text.toLowerCase();
        return field ? (" " + text + " ").indexOf(" " + wanted + " ") >= 0 : text.indexOf(wanted) >= 0;
      });
      row.hidden = !fits;
      if (fits) shown += 1;
    });
    said.textContent = shown + " / " + rows.length;
  }
  boxes.forEach(function (box) { box.addEventListener("input", apply); });
  apply();
})();
