import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

export default function (config) {
  config.addPlugin(highlight);
  const logs = (all) => all.getFilteredByGlob("content/*/week-*.md");
  config.addCollection("logs", logs);
  // The menu of each branch, put together once.
  config.addCollection("branches", (all) => {
    const branches = {};
    for (const log of logs(all)) (branches[log.data.folder] ??= [])[log.data.place - 1] = log;
    return branches;
  });
  return { markdownTemplateEngine: false, dir: { includes: "../_includes" } };
}
