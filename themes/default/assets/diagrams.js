// Draws the Mermaid diagrams of a page. Until then, and whenever that fails, they are read as the text they are.

const SOURCES = "pre > code.language-mermaid, :is(pre, div).mermaid";

// Mermaid computes with colours, so it cannot be given custom properties. It gets one colour of its own for each, and
// in the picture that becomes the property again: what is drawn once follows the theme, and is ink on paper.
const properties = ["ink", "ink-soft", "paper", "surface", "raised", "line", "line-strong", "accent", "mark", "blue", "green", "yellow", "red", "purple", "neutral"];
const stand = Object.fromEntries(properties.map((name, i) => [name, `#0${(i + 1).toString(16)}fe0${(i + 1).toString(16)}`]));
const tints = ["accent", "blue", "yellow", "purple", "green", "red", "neutral"];
const tinted = (prefix, count, colour, from = 0) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i + from}`, colour(i)]));
const tint = (i) => stand[tints[i % tints.length]];

const variables = {
  darkMode: false, fontFamily: "inherit", fontSize: "15px",
  background: stand.paper, textColor: stand.ink, titleColor: stand.ink, lineColor: stand["ink-soft"], border1: stand["line-strong"], border2: stand["line-strong"], arrowheadColor: stand["ink-soft"],
  primaryColor: stand.surface, primaryTextColor: stand.ink, primaryBorderColor: stand.accent,
  secondaryColor: stand.raised, secondaryTextColor: stand.ink, secondaryBorderColor: stand["line-strong"],
  tertiaryColor: stand.paper, tertiaryTextColor: stand.ink, tertiaryBorderColor: stand["line-strong"],
  mainBkg: stand.surface, nodeBkg: stand.surface, nodeBorder: stand.accent, nodeTextColor: stand.ink, clusterBkg: stand.paper, clusterBorder: stand["line-strong"], defaultLinkColor: stand["ink-soft"], edgeLabelBackground: stand.paper,
  noteBkgColor: stand.mark, noteTextColor: stand.ink, noteBorderColor: stand["line-strong"],
  actorBkg: stand.surface, actorBorder: stand.accent, actorTextColor: stand.ink, actorLineColor: stand["line-strong"], signalColor: stand.ink, signalTextColor: stand.ink, labelBoxBkgColor: stand.surface, labelBoxBorderColor: stand["line-strong"], labelTextColor: stand.ink, loopTextColor: stand.ink, activationBkgColor: stand.raised, activationBorderColor: stand.accent, sequenceNumberColor: stand.paper,
  sectionBkgColor: stand.surface, altSectionBkgColor: stand.paper, sectionBkgColor2: stand.surface, excludeBkgColor: stand.line, taskBorderColor: stand.accent, taskBkgColor: stand.surface, taskTextColor: stand.ink, taskTextLightColor: stand.ink, taskTextDarkColor: stand.ink, taskTextOutsideColor: stand.ink, taskTextClickableColor: stand.accent, activeTaskBkgColor: stand.mark, activeTaskBorderColor: stand.accent, gridColor: stand.line, doneTaskBkgColor: stand.line, doneTaskBorderColor: stand["line-strong"], critBkgColor: stand.raised, critBorderColor: stand.red, todayLineColor: stand.red, vertLineColor: stand.blue,
  transitionColor: stand["ink-soft"], transitionLabelColor: stand.ink, stateLabelColor: stand.ink, stateBkg: stand.surface, labelBackgroundColor: stand.paper, compositeBackground: stand.paper, compositeTitleBackground: stand.surface, altBackground: stand.surface, innerEndBackground: stand.ink, specialStateColor: stand.ink, errorBkgColor: stand.surface, errorTextColor: stand.red,
  classText: stand.ink, relationColor: stand["ink-soft"], relationLabelColor: stand.ink, relationLabelBackground: stand.paper, attributeBackgroundColorOdd: stand.raised, attributeBackgroundColorEven: stand.surface, rowOdd: stand.raised, rowEven: stand.surface, personBkg: stand.surface, personBorder: stand.accent,
  ...tinted("pie", 12, tint, 1), pieTitleTextColor: stand.ink, pieSectionTextColor: stand.paper, pieLegendTextColor: stand.ink, pieStrokeColor: stand.paper, pieOuterStrokeColor: stand["line-strong"], pieOpacity: "1", pieTitleTextSize: "17px", pieSectionTextSize: "14px", pieLegendTextSize: "14px",
  ...tinted("git", 8, tint), ...tinted("gitBranchLabel", 8, () => stand.paper), ...tinted("gitInv", 8, () => stand.paper), commitLabelColor: stand.ink, commitLabelBackground: stand.surface, tagLabelColor: stand.ink, tagLabelBackground: stand.surface, tagLabelBorder: stand["line-strong"],
  ...tinted("cScale", 12, tint), ...tinted("cScaleLabel", 12, () => stand.paper), ...tinted("cScaleInv", 12, () => stand.ink), ...tinted("fillType", 8, tint),
  quadrant1Fill: stand.surface, quadrant2Fill: stand.raised, quadrant3Fill: stand.surface, quadrant4Fill: stand.raised, quadrantPointFill: stand.accent, quadrantPointTextFill: stand.ink, quadrantTitleFill: stand.ink, quadrantXAxisTextFill: stand.ink, quadrantYAxisTextFill: stand.ink, quadrantInternalBorderStrokeFill: stand.line, quadrantExternalBorderStrokeFill: stand["line-strong"],
  ...tinted("quadrant", 4, () => stand.ink, 1),
};
for (let i = 1; i < 5; i++) variables[`quadrant${i}TextFill`] = stand.ink;

let loading;
const load = () => loading ??= new Promise((done, failed) => {
  const script = Object.assign(document.createElement("script"), { src: new URL("./mermaid.js", import.meta.url), onload: done, onerror: failed });
  script.dataset.weeklogKeep = "";
  document.head.append(script);
}).then(() => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, theme: "base", themeVariables: variables, fontFamily: "inherit", gantt: { useWidth: 688 } });
  return mermaid;
}).catch((error) => { loading = undefined; throw error; });

/** The picture's colours as custom properties. Browsers write some of them as rgb(). */
function coloured(svg) {
  for (const [name, hex] of Object.entries(stand)) {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    svg = svg.replaceAll(new RegExp(`${hex}|rgb\\(${r}, ?${g}, ?${b}\\)`, "gi"), `var(--${name})`)
      .replaceAll(new RegExp(`rgba\\(${r}, ?${g}, ?${b}, ?([0-9.]+)\\)`, "gi"), (_, alpha) => `color-mix(in srgb, var(--${name}) ${alpha * 100}%, transparent)`);
  }
  return svg;
}

/** Words on a colour of the writer's own stay legible in the dark. */
function legible(svg) {
  for (const shape of svg.querySelectorAll('.node [style*="fill"]')) {
    const [r, g, b] = (getComputedStyle(shape).fill.match(/[\d.]+/g) ?? []).map(Number);
    if (!/fill: *(#|rgb|[a-z]+ *(!|;|$))/.test(shape.getAttribute("style")) || b === undefined) continue;
    shape.closest(".node").style.setProperty("--ink", 0.299 * r + 0.587 * g + 0.114 * b > 140 ? "#1b2321" : "#fff");
  }
}

const KINDS = { graph: "flowchart", pie: "pie chart", erDiagram: "entities and relationships", gitGraph: "commits" };
const kindOf = (text) => {
  const word = text.replace(/^---\n[^]*?\n---\n|%%.*\n/g, "").trim().split(/[\s;]/)[0];
  return KINDS[word] ?? word.replace(/(Diagram|Chart)?(-v2|-beta)?$/, "");
};

const drawn = new Map();
let count = 0;
async function draw(source) {
  const block = source.closest("pre, div"), text = source.textContent;
  if (!drawn.has(text)) {
    const mermaid = await load();
    const { svg } = await mermaid.render(`diagram-${++count}`, text);
    drawn.set(text, coloured(svg));
  }
  const figure = Object.assign(document.createElement("figure"), { className: "diagram", innerHTML: drawn.get(text) });
  const svg = figure.querySelector("svg");
  const words = svg.querySelector("title")?.textContent || `${say("diagram", "Diagram")}: ${kindOf(text)}`;
  svg.removeAttribute("aria-roledescription");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words);
  const details = document.createElement("details"), summary = document.createElement("summary");
  summary.textContent = say("diagram_text", "Diagram as text");
  block.before(figure);
  legible(svg);
  details.append(summary, block);
  figure.append(details);
}

// Drawn shortly before it is seen: nothing that is in sight is moved, and nothing is fetched for what nobody reads.
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    const source = target.querySelector("code") ?? target;
    draw(source).catch((error) => { target.title = error.str ? `Mermaid: ${error.message ?? error.str}` : ""; });
  }
}, { rootMargin: "100% 0px" });
function find() {
  for (const source of document.querySelectorAll(SOURCES)) {
    const block = source.closest("pre, div");
    if (!block.closest(".diagram")) near.observe(block);
  }
}
find();
document.addEventListener("weeklog:updated", find);
// Who prints has not scrolled, and a logbook is there to be printed.
const rest = () => document.querySelectorAll(SOURCES).forEach((source) => {
  const block = source.closest("pre, div");
  if (block.closest(".diagram")) return;
  near.unobserve(block);
  draw(source).catch(() => {});
});
addEventListener("beforeprint", rest);
if (document.querySelector(".logbook")) rest();
