// Runs the npm tools behind the presets on cases from standard input (JSON) and
// prints for each case what every tool gives: [count, minutes].
"use strict";

const fs = require("fs");
const path = require("path");
const folder = process.argv[2];
const load = (name) => require(path.join(folder, "node_modules", name));
const file = (name) => fs.existsSync(path.join(folder, "node_modules", name));
// The first number of a label; 1:05 is 65.
const first = (label) => {
  const [, hours, minutes] = String(label).match(/(?:(\d+):)?0*(\d+)/);
  return 60 * Number(hours || 0) + Number(minutes);
};

// A hexo with a plugin in it: its helpers, and its filter after rendering.
function hexo(name) {
  const helpers = {};
  let filter = null;
  const source = fs.readFileSync(path.join(folder, "node_modules", name, "index.js"), "utf8");
  const site = {
    config: {},
    extend: {
      helper: { register: (helper, run) => { helpers[helper] = run; } },
      filter: { register: (_, run) => { filter = run; } },
    },
  };
  const local = require("module").createRequire(path.join(folder, "node_modules", name, "index.js"));
  new Function("hexo", "require", "module", source)(site, local, {});
  return { helpers, filter };
}

const tools = {};

const readingTime = load("reading-time");
tools["reading-time"] = ({ text }) => {
  const { words, text: label } = readingTime(text);
  return [words, first(label)];
};

const { count } = load("@wordpress/wordcount");
tools.wordpress = ({ text }) => [count(text, "words", {}), null];

const ghost = load("@tryghost/helpers");
tools.ghost = ({ text, images }) => {
  const html = "<img src='a.png'>".repeat(images) + text;
  return [ghost.utils ? ghost.utils.countWords(html) : null, html ? first(ghost.readingTime({ html })) : null];
};

const Paper = load("yoastseo/build/values/Paper.js").default;
const researchers = {
  ja: load("yoastseo/build/languageProcessing/languages/ja/Researcher.js").default,
  "*": load("yoastseo/build/languageProcessing/languages/en/Researcher.js").default,
};
tools.yoast = ({ text, language, images }) => {
  const paper = new Paper(text, { locale: language });
  const researcher = new (researchers[language] || researchers["*"])(paper);
  // All that is asked of the tree is how many images it has.
  paper.setTree({ findAll: () => Array(images).fill({}) });
  const words =
    language === "ja"
      ? researcher.getHelper("wordsCharacterCount")(researcher.getHelper("getWordsCustomHelper")(text))
      : researcher.getResearch("wordCountInText").count;
  return [words, researcher.getResearch("readingTime")];
};

let timeToRead = null;
load("eleventy-plugin-time-to-read")({ addFilter: (_, run) => { timeToRead = run; } }, {});
tools.eleventy = ({ text }) => {
  const data = timeToRead(text, { output: (all) => all });
  return [data.totalCharacters, (data.hours || 0) * 60 + data.minutes];
};

const wordcount = hexo("hexo-wordcount");
tools["hexo-wordcount"] = ({ text }) => {
  const words = String(wordcount.helpers.wordcount(text));
  return [words.endsWith("k") ? null : Number(words), Number(wordcount.helpers.min2read(text))];
};

const symbols = hexo("hexo-symbols-count-time");
tools["hexo-symbols-count-time"] = ({ text }) => {
  const post = { content: text };
  symbols.filter(post);
  return [post.length, first(symbols.helpers.symbolsTime(post))];
};

if (file("hexo-word-counter/index.node")) {
  const counter = hexo("hexo-word-counter");
  tools["hexo-word-counter"] = ({ text }) => {
    const post = { _content: text };
    counter.filter(post);
    return [post.length, first(counter.helpers.symbolsTime(post))];
  };
}

const cases = JSON.parse(fs.readFileSync(0, "utf8"));
const results = cases.map((item) =>
  Object.fromEntries(Object.entries(tools).map(([name, run]) => [name, run(item)])),
);
process.stdout.write(JSON.stringify(results));
