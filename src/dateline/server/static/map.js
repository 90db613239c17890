// The map: points that gather in clusters, and areas where only a district or more is known.
// Everything said on it is set as text, never as HTML.
"use strict";
window.Dateline = window.Dateline || {};

Dateline.colour = (name) => {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
};

Dateline.map = (() => {
  const CLUSTER_RADIUS = 46;
  const MOST_LISTED = 40;
  const PRECISE = 12;
  let baseMap = null;

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const dayOf = (ordinal) =>
    ordinal > 0 ? new Date((ordinal - 719163) * 86400e3).toISOString().slice(0, 10) : "";

  class EventMap {
    constructor(box) {
      this.box = box;
      this.words = JSON.parse(box.dataset.words);
      this.countries = new Map();
      this.map = L.map(box, {
        preferCanvas: true,
        zoomSnap: 0.5,
        minZoom: 1,
        maxZoom: PRECISE,
        maxBounds: [[-85, -540], [85, 540]],
        zoomControl: false,
        attributionControl: false,
        fadeAnimation: false,
      });
      L.control.zoom({ zoomInTitle: this.words.zoom_in, zoomOutTitle: this.words.zoom_out }).addTo(this.map);
      L.control.attribution({ prefix: false }).addAttribution(this.words.attribution).addTo(this.map);
      this.base = L.layerGroup().addTo(this.map);
      this.map.createPane("areas").style.zIndex = 410;
      this.map.createPane("dots").style.zIndex = 420;
      this.areas = L.layerGroup().addTo(this.map);
      this.dots = L.layerGroup().addTo(this.map);
      this.areaCanvas = L.canvas({ pane: "areas", padding: 0.3 });
      this.dotCanvas = L.canvas({ pane: "dots", padding: 0.3 });
      this.map.setView([30, 45], 2, { animate: false });
      this.map.on("moveend", () => this.moved());
      this.addBoxButton();
      this.drawBase();
      this.load({ fit: true });
    }

    addBoxButton() {
      const control = L.control({ position: "topright" });
      control.onAdd = () => {
        const button = element("button", { type: "button", textContent: this.words.only_here });
        L.DomEvent.disableClickPropagation(button);
        button.addEventListener("click", () => {
          const b = this.map.getBounds();
          const degrees = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((d) => d.toFixed(3));
          Dateline.go(this.box.dataset.box.replace("WEST,SOUTH,EAST,NORTH", degrees.join(",")));
        });
        return button;
      };
      control.addTo(this.map);
    }

    async drawBase() {
      baseMap ??= fetch(this.box.dataset.base).then((answer) => answer.json());
      const topology = await baseMap;
      const draw = (name) => topojson.feature(topology, topology.objects[name]);
      this.shapes ??= { countries: draw("countries"), provinces: draw("provinces"), lakes: draw("lakes") };
      for (const shape of this.shapes.countries.features) {
        if (shape.properties.a2) this.countries.set(shape.properties.a2, shape);
      }
      this.restyle();
      if (this.data) this.drawAreas();
    }

    restyle() {
      if (!this.shapes) return;
      const colour = Dateline.colour;
      const common = { interactive: false, smoothFactor: 1.2 };
      this.base.clearLayers();
      this.base.addLayer(L.geoJSON(this.shapes.countries, {
        ...common, style: { fillColor: colour("--land"), fillOpacity: 1, color: colour("--border"), weight: 0.9 },
      }));
      if (this.shapes.provinces) {
        this.base.addLayer(L.geoJSON(this.shapes.provinces, {
          ...common, style: { color: colour("--province"), weight: 0.7 },
        }));
      }
      this.base.addLayer(L.geoJSON(this.shapes.lakes, {
        ...common, style: { fillColor: colour("--sea"), fillOpacity: 1, color: colour("--province"), weight: 0.5 },
      }));
      if (this.data) {
        this.drawAreas();
        this.drawDots();
      }
    }

    async load({ fit }) {
      this.address = this.box.dataset.map;
      const joint = this.address.endsWith("?") ? "" : "&";
      const answer = await fetch(`${this.address}${joint}zoom=${Math.round(this.map.getZoom())}`);
      if (!answer.ok) return;
      this.data = await answer.json();
      this.index = new Supercluster({ radius: CLUSTER_RADIUS, maxZoom: PRECISE - 1 });
      this.index.load(this.data.points.map((point) => ({
        type: "Feature",
        properties: { point },
        geometry: { type: "Point", coordinates: [point[2], point[1]] },
      })));
      const note = this.box.parentElement.querySelector("[data-map-unplaced]");
      if (note) {
        note.textContent = this.data.unplaced
          ? this.words.unplaced.replace("{n}", this.data.unplaced) : "";
      }
      if (fit) this.fit();
      this.drawAreas();
      this.drawDots();
      this.box.dataset.ready = "yes";
    }

    fit() {
      const places = [
        ...this.data.points.map((point) => [point[1], point[2]]),
        ...this.data.cells.map((cell) => [cell[0], cell[1]]),
        ...this.data.areas.map((area) => [area.lat, area.lon]),
      ];
      if (places.length) {
        this.map.fitBounds(L.latLngBounds(places).pad(0.08), { maxZoom: 7, animate: false });
      }
    }

    drawAreas() {
      const colour = Dateline.colour("--dot");
      this.areas.clearLayers();
      for (const area of this.data.areas) {
        const strength = 0.1 + 0.06 * Math.min(3, Math.log10(area.count + 1));
        const style = {
          renderer: this.areaCanvas, pane: "areas", color: colour, weight: 1.3, opacity: 0.9,
          dashArray: "4 4", fillColor: colour, fillOpacity: strength,
        };
        const shape = area.precision === "country" ? this.countries.get(area.place) : null;
        const layer = shape
          ? L.geoJSON(shape, { style, pane: "areas" })
          : L.circle([area.lat, area.lon], { ...style, radius: area.radius_km * 1000 });
        layer.on("click", (event) => this.tellArea(area, event.latlng));
        this.areas.addLayer(layer);
      }
    }

    drawDots() {
      const colour = Dateline.colour("--dot");
      const edge = Dateline.colour("--land");
      this.dots.clearLayers();
      const bounds = this.map.getBounds().pad(0.2);
      const zoom = Math.round(this.map.getZoom());
      const box = [
        Math.max(-180, bounds.getWest()), Math.max(-90, bounds.getSouth()),
        Math.min(180, bounds.getEast()), Math.min(90, bounds.getNorth()),
      ];
      for (const found of this.index.getClusters(box, zoom)) {
        const [lon, lat] = found.geometry.coordinates;
        if (found.properties.cluster) {
          this.addCluster([lat, lon], found.properties.point_count, () => this.openCluster(found));
        } else {
          const { point } = found.properties;
          L.circleMarker([lat, lon], {
            renderer: this.dotCanvas, pane: "dots", radius: point[3] === "site" ? 5 : 6,
            color: edge, weight: 1.5, fillColor: colour, fillOpacity: 0.95,
          }).on("click", () => this.tellPoints([point], [lat, lon])).addTo(this.dots);
        }
      }
      for (const [lat, lon, count] of this.data.cells) {
        if (bounds.contains([lat, lon])) {
          this.addCluster([lat, lon], count, () => this.map.setView([lat, lon], this.map.getZoom() + 2));
        }
      }
    }

    addCluster(at, count, onClick) {
      const size = Math.round(20 + 7 * Math.log10(count));
      const bubble = element("div", { className: "cluster", textContent: Dateline.number(count) });
      bubble.style.width = bubble.style.height = `${size}px`;
      const icon = L.divIcon({ html: bubble, className: "", iconSize: [size, size] });
      L.marker(at, { icon, keyboard: false, pane: "markerPane" }).on("click", onClick).addTo(this.dots);
    }

    openCluster(found) {
      const [lon, lat] = found.geometry.coordinates;
      const zoom = this.index.getClusterExpansionZoom(found.properties.cluster_id);
      if (zoom >= PRECISE) {
        const leaves = this.index.getLeaves(found.properties.cluster_id, MOST_LISTED);
        this.tellPoints(leaves.map((leaf) => leaf.properties.point), [lat, lon]);
      } else {
        this.map.setView([lat, lon], zoom);
      }
    }

    tellPoints(points, at) {
      const list = element("ul");
      for (const point of points) {
        const link = element("a", { href: `/event/${point[0]}`, textContent: this.data.types[point[4]] });
        list.append(element("li", {}, link, ` ${dayOf(point[5])}`));
      }
      L.popup().setLatLng(at).setContent(list).openOn(this.map);
    }

    tellArea(area, at) {
      const content = element("div", {},
        element("strong", { textContent: area.name }), ` (${area.words})`, element("br"),
        `${this.words.count.replace("{n}", Dateline.number(area.count))} `, element("br"));
      if (area.place) {
        const href = this.box.dataset.place.replace("PLACE", encodeURIComponent(area.place));
        content.append(element("a", { href, textContent: this.words.show }));
      }
      L.popup().setLatLng(at).setContent(content).openOn(this.map);
    }

    moved() {
      if (!this.data) return;
      if (this.data.cells.length) {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.load({ fit: false }), 150);
      } else {
        this.drawDots();
      }
      this.listHere();
    }

    listHere() {
      const list = document.getElementById("map-list");
      if (!list || !window.htmx) return;
      clearTimeout(this.listing);
      this.listing = setTimeout(() => {
        const b = this.map.getBounds();
        const degrees = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((d) => d.toFixed(3));
        const joint = this.box.dataset.list.endsWith("?") ? "" : "&";
        htmx.ajax("GET", `${this.box.dataset.list}${joint}bbox=${degrees.join(",")}`, {
          target: "#map-list", swap: "innerHTML",
        });
      }, 250);
    }

    refresh() {
      this.map.invalidateSize();
      if (this.address !== this.box.dataset.map) this.load({ fit: true });
    }
  }

  return { EventMap };
})();
