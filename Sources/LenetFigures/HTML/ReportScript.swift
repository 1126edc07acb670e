/// What moves in a report: read-outs of figures, for pointer and keys, and the sliders. Plain JavaScript of any browser of the last
/// ten years; it builds texts and drawings from the page's own data through the document, never from markup.
enum ReportScript {
    static let text = #"""
        (function () {
          "use strict";
          var drawing = "http://www.w3.org/2000/svg";

          function each(root, selector, body) {
            Array.prototype.forEach.call(root.querySelectorAll(selector), body);
          }
          function make(name, attributes, parent) {
            var element = document.createElementNS(drawing, name);
            Object.keys(attributes).forEach(function (key) { element.setAttribute(key, attributes[key]); });
            parent.appendChild(element);
            return element;
          }
          function data(figure) { return JSON.parse(figure.querySelector("script.data").textContent); }

          // A read-out at the nearest point of a curve.
          function chart(figure) {
            var known = data(figure), room = figure.querySelector(".paper-room"), svg = room.querySelector("svg");
            var tip = figure.querySelector("output.tip");
            var mark = make("circle", { "class": "pointer", r: 6, visibility: "hidden" }, svg);
            var series = known.series.filter(function (points) { return points.length > 0; });
            var row = 0, place = 0, isShown = false;

            function show(r, p) {
              var point = series[r][p];
              row = r; place = p; isShown = true;
              mark.setAttribute("cx", point[0]);
              mark.setAttribute("cy", point[1]);
              mark.setAttribute("visibility", "visible");
              tip.style.left = 100 * point[0] / known.width + "%";
              tip.style.top = 100 * point[1] / known.height + "%";
              tip.className = point[0] > known.width * 0.55 ? "tip left" : "tip";
              if (tip.textContent !== point[2]) { tip.textContent = point[2]; }
            }
            function hide() {
              isShown = false;
              mark.setAttribute("visibility", "hidden");
              tip.textContent = "";
            }
            function nearest(x, y, rows) {
              var best = null;
              rows.forEach(function (r) {
                series[r].forEach(function (point, p) {
                  var distance = (point[0] - x) * (point[0] - x) + (point[1] - y) * (point[1] - y);
                  if (best === null || distance < best.distance) { best = { row: r, place: p, distance: distance }; }
                });
              });
              return best;
            }
            function pointed(event) {
              var box = svg.getBoundingClientRect();
              var best = nearest(
                (event.clientX - box.left) * known.width / box.width, (event.clientY - box.top) * known.height / box.height,
                Object.keys(series).map(Number));
              if (best.distance < 3600) { show(best.row, best.place); } else { hide(); }
            }
            room.addEventListener("pointermove", pointed);
            room.addEventListener("pointerdown", pointed);
            room.addEventListener("pointerleave", hide);
            room.addEventListener("blur", hide);
            room.addEventListener("focus", function () { if (room.matches(":focus-visible")) { show(row, place); } });
            room.addEventListener("keydown", function (event) {
              var points = series[row], next = null;
              if (event.altKey || event.ctrlKey || event.metaKey) { return; }
              switch (event.key) {
                case "ArrowRight": next = [row, Math.min(points.length - 1, place + (isShown ? 1 : 0))]; break;
                case "ArrowLeft": next = [row, Math.max(0, place - (isShown ? 1 : 0))]; break;
                case "Home": next = [row, 0]; break;
                case "End": next = [row, points.length - 1]; break;
                case "ArrowDown": case "ArrowUp":
                  var other = (row + (event.key === "ArrowDown" ? 1 : series.length - 1)) % series.length, here = points[place];
                  var best = series[other].reduce(function (found, point, p) {
                    return Math.abs(point[0] - here[0]) < Math.abs(series[other][found][0] - here[0]) ? p : found;
                  }, 0);
                  next = [other, best];
                  break;
                case "Escape": hide(); return;
                default: return;
              }
              event.preventDefault();
              show(next[0], next[1]);
            });
          }

          // A slider: each rule's way up to a step, and its values there.
          function stepped(figure) {
            var known = data(figure), svg = figure.querySelector(".paper-room svg"), slider = figure.querySelector(".slider");
            var at = figure.querySelector(".at"), now = figure.querySelector(".now"), play = figure.querySelector(".play");
            var rows = figure.querySelectorAll("table.values tbody tr"), last = Number(slider.max), timer = null;
            var layer = svg.querySelector("g[clip-path]") || svg;
            var tracks = known.tracks.map(function (track) {
              return {
                known: track, trail: make("path", { "class": "trail " + track.curve, d: "" }, layer),
                here: null
              };
            });
            tracks.forEach(function (track) { track.here = make("circle", { "class": "here " + track.known.mark, r: 6 }, layer); });

            function show(step) {
              var count = step * known.every, words = ["step " + count];
              tracks.forEach(function (track, index) {
                var points = track.known.points, values = track.known.rows, reach = Math.min(step, points.length - 1);
                var path = "", isDown = false, place = null;
                for (var i = 0; i <= reach; i += 1) {
                  if (points[i].length === 0) { isDown = false; continue; }
                  place = points[i];
                  path += (isDown ? "L" : "M") + place[0] + " " + place[1];
                  isDown = true;
                }
                track.trail.setAttribute("d", path);
                track.here.setAttribute("visibility", place === null ? "hidden" : "visible");
                if (place !== null) {
                  track.here.setAttribute("cx", place[0]);
                  track.here.setAttribute("cy", place[1]);
                }
                var shown = values[Math.min(step, values.length - 1)] || [];
                Array.prototype.forEach.call(rows[index].querySelectorAll("td"), function (cell, column) {
                  cell.textContent = shown[column] === undefined ? "-" : shown[column];
                });
                words.push(track.known.label + " " + shown.join(" "));
              });
              slider.setAttribute("aria-valuetext", words.join("; "));
              at.textContent = count + " of " + last * known.every;
              now.textContent = count;
            }
            function stop() {
              if (timer !== null) { clearInterval(timer); }
              timer = null;
              play.textContent = "Play";
            }
            slider.addEventListener("input", function () { stop(); show(Number(slider.value)); });
            play.addEventListener("click", function () {
              if (timer !== null) { stop(); return; }
              if (Number(slider.value) >= last) { slider.value = 0; }
              play.textContent = "Pause";
              show(Number(slider.value));
              var stride = Math.max(1, Math.round(last / 200));
              timer = setInterval(function () {
                slider.value = Math.min(last, Number(slider.value) + stride);
                show(Number(slider.value));
                if (Number(slider.value) >= last) { stop(); }
              }, 120);
            });
            show(Number(slider.value));
          }

          each(document, "figure.chart", function (figure) { chart(figure); figure.classList.add("live"); });
          each(document, "figure.stepped", function (figure) { stepped(figure); figure.classList.add("live"); });
          // Paper has no lids.
          window.addEventListener("beforeprint", function () {
            each(document, "details:not([open])", function (lid) { lid.open = true; lid.setAttribute("data-printed", ""); });
          });
          window.addEventListener("afterprint", function () {
            each(document, "details[data-printed]", function (lid) { lid.open = false; lid.removeAttribute("data-printed"); });
          });
        })();
        """#
}
