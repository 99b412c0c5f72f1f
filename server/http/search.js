// Searches the memory: asks the server for JSON and shows it. What comes from
// the memory is only ever set as text.
"use strict";

const kTexts = {
  en: {
    title: "search the memory", interface: "Language of this page",
    mode: "Kind of search", lookup: "Look-up", concordance: "Concordance",
    text: "Text", from: "From", to: "To", memory: "Memory",
    all: "all", threshold: "Lowest score", go: "Search", any: "any",
    access: "Access token", token: "Token", keep: "Use",
    tokenNote: "It is kept in this tab only, until the tab is closed.",
    searching: "Searching…", nothing: "Nothing found.", more: "More",
    found: n => n === 1 ? "1 match" : `${n} matches`,
    hits: (n, more) => `${n}${more ? "+" : ""} ${n === 1 ? "place" : "places"}`,
    needsToken: "This server asks who you are: give your token below the form.",
    unreachable: "The server does not answer.",
    fuzzy: "similar", exact: "identical", context: "in context",
    double_context: "in context", pivot: "by way of",
    LETTER_CASE: "letter case", CHARACTER_WIDTH: "width",
    PUNCTUATION: "punctuation", SCRIPT_VARIANT: "script",
    INLINE_CODE: "inline codes", NUMBER: "numbers", AMBIGUOUS: "ambiguous",
    ALIGNED: "aligned", MACHINE: "machine", DRAFT: "draft", MEMORY: "memory",
    REQUEST: "request", PIVOT: "pivot",
  },
  ko: {
    title: "번역 메모리 검색", interface: "화면 언어",
    mode: "검색 방식", lookup: "유사 문장 찾기", concordance: "용례 검색",
    text: "텍스트", from: "원문 언어", to: "번역 언어", memory: "메모리",
    all: "전체", threshold: "최저 점수", go: "검색", any: "모두",
    access: "접근 토큰", token: "토큰", keep: "사용",
    tokenNote: "이 탭에만 보관되며 탭을 닫으면 사라집니다.",
    searching: "검색 중…", nothing: "결과가 없습니다.", more: "더 보기",
    found: n => `${n}건 일치`,
    hits: (n, more) => `${n}건${more ? " 이상" : ""}`,
    needsToken: "사용자 확인이 필요한 서버입니다. 아래에 토큰을 입력하십시오.",
    unreachable: "서버가 응답하지 않습니다.",
    fuzzy: "유사", exact: "동일", context: "문맥 일치",
    double_context: "문맥 일치", pivot: "경유",
    LETTER_CASE: "대소문자", CHARACTER_WIDTH: "전각·반각",
    PUNCTUATION: "문장 부호", SCRIPT_VARIANT: "간체·번체",
    INLINE_CODE: "인라인 코드", NUMBER: "숫자", AMBIGUOUS: "번역 여러 개",
    ALIGNED: "자동 정렬", MACHINE: "기계 번역", DRAFT: "초안", MEMORY: "메모리",
    REQUEST: "요청", PIVOT: "중간 언어",
  },
  zh: {
    title: "检索翻译记忆库", interface: "界面语言",
    mode: "检索方式", lookup: "相似句检索", concordance: "用语检索",
    text: "文本", from: "源语言", to: "目标语言", memory: "记忆库",
    all: "全部", threshold: "最低匹配度", go: "检索", any: "不限",
    access: "访问令牌", token: "令牌", keep: "使用",
    tokenNote: "仅保存在此标签页中，关闭后即清除。",
    searching: "正在检索…", nothing: "未找到结果。", more: "更多",
    found: n => `${n} 条匹配`,
    hits: (n, more) => `${n} 处${more ? "以上" : ""}`,
    needsToken: "此服务器需要验证身份：请在下方输入令牌。",
    unreachable: "服务器没有响应。",
    fuzzy: "相似", exact: "相同", context: "上下文匹配",
    double_context: "上下文匹配", pivot: "经由",
    LETTER_CASE: "大小写", CHARACTER_WIDTH: "全角半角",
    PUNCTUATION: "标点", SCRIPT_VARIANT: "简繁", INLINE_CODE: "行内代码",
    NUMBER: "数字", AMBIGUOUS: "译文不一", ALIGNED: "自动对齐",
    MACHINE: "机器翻译", DRAFT: "草稿", MEMORY: "记忆库", REQUEST: "请求",
    PIVOT: "中间语言",
  },
};
const kTokenKey = "presstm-token";
const kDefaultLanguages = ["zh", "ko", "en"];

const $ = id => document.getElementById(id);
const form = $("search");
let ui = "en";

const say = key => kTexts[ui][key] ?? key;

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

// The strings of this page.

function languageName(tag) {
  try {
    const name = new Intl.DisplayNames([ui], {type: "language"}).of(tag);
    return name === tag ? tag : `${name} (${tag})`;
  } catch {
    return tag;
  }
}

function setInterface(language) {
  ui = kTexts[language] ? language : "en";
  document.documentElement.lang = ui;
  for (const node of document.querySelectorAll("[data-text]")) {
    node.textContent = say(node.dataset.text);
  }
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
  }
  for (const button of $("languages").children) {
    button.setAttribute("aria-pressed", String(button.value === ui));
  }
  for (const option of form.querySelectorAll("option[data-tag]")) {
    option.textContent = languageName(option.dataset.tag);
  }
}

function browserInterface() {
  for (const language of navigator.languages ?? []) {
    const main = language.split("-")[0];
    if (kTexts[main]) return main;
  }
  return "en";
}

// Answers of the server.

class ServerError extends Error {
  constructor(status, answer) {
    super(answer.message || String(status));
    this.needsToken = status === 401;
    this.requestId = answer.request_id;
  }
}

async function ask(path, body) {
  const headers = {};
  const token = sessionStorage.getItem(kTokenKey);
  if (token) headers.Authorization = `Bearer ${token}`;
  let response;
  try {
    response = await fetch(`api/v1/${path}`, body === undefined
      ? {headers}
      : {method: "POST", headers, body: JSON.stringify(body)});
  } catch {
    throw new ServerError(0, {message: say("unreachable")});
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ServerError(response.status, answer);
  return answer;
}

function showStatus(text, isError = false) {
  $("status").textContent = text;
  $("status").classList.toggle("error", isError);
}

function showError(error) {
  if (error.needsToken) {
    $("access").open = true;
    showStatus(`${say("needsToken")} (${error.message})`, true);
    return;
  }
  const id = error.requestId ? ` [${error.requestId}]` : "";
  showStatus(error.message + id, true);
}

// The form.

function fillLanguages(select, tags, chosen) {
  const options = tags.map(tag => {
    const option = new Option(languageName(tag), tag);
    option.dataset.tag = tag;
    return option;
  });
  select.replaceChildren(...options);
  if (tags.includes(chosen)) select.value = chosen;
}

// Those that the memories have, and the same without script and region: a
// request for "zh" finds all of them, "zh-TW" is narrower.
async function offeredLanguages() {
  const {sourceLanguages = []} = await ask("languages/");
  const tags = sourceLanguages.map(
    code => Intl.getCanonicalLocales(code.replaceAll("_", "-"))[0]);
  return [...new Set([...kDefaultLanguages, ...tags])];
}

async function loadMemories() {
  const memories = (await ask("memories")).memories ?? [];
  const select = form.elements.memory;
  const chosen = select.value;
  select.replaceChildren(select.options[0], ...memories.map(
    memory => new Option(memory.displayName || memory.name.split("/")[1],
                         memory.name)));
  select.value = memories.some(m => m.name === chosen) ? chosen : "";
  const tags = await offeredLanguages();
  fillLanguages(form.elements.from, tags, form.elements.from.value);
  fillLanguages(form.elements.to, tags, form.elements.to.value);
}

function showMode() {
  const isLookup = form.elements.mode.value === "lookup";
  for (const node of form.querySelectorAll(".lookup-only")) {
    node.hidden = !isLookup;
  }
}

// Results. Offsets count code points, not JavaScript's UTF-16.

const slice = (points, begin, end) => points.slice(begin ?? 0, end ?? 0).join("");

// As the command line shows it: what only the query has is struck out, what
// only the memory has is underlined.
function differences(match, query) {
  const asked = Array.from(query);
  const stored = Array.from(match.source?.segment?.text ?? "");
  const nodes = [];
  for (const part of match.differences ?? []) {
    const mine = slice(asked, part.queryBeginCodePoints,
                       part.queryEndCodePoints);
    const theirs = slice(stored, part.sourceBeginCodePoints,
                         part.sourceEndCodePoints);
    if (part.kind === "DIFFERENCE_KIND_EQUAL") {
      nodes.push(theirs);
      continue;
    }
    if (mine) nodes.push(element("del", "", mine));
    if (theirs) nodes.push(element("ins", "", theirs));
  }
  return nodes.length ? nodes : [stored.join("")];
}

function marked(text, spans) {
  const points = Array.from(text);
  const nodes = [];
  let end = 0;
  for (const span of spans ?? []) {
    nodes.push(slice(points, end, span.beginCodePoints));
    nodes.push(element("mark", "", slice(points, span.beginCodePoints,
                                         span.endCodePoints)));
    end = span.endCodePoints;
  }
  nodes.push(points.slice(end).join(""));
  return nodes;
}

function segment(variant, className, nodes) {
  const text = element("bdi", "", ...nodes);
  text.lang = variant?.languageCode ?? "";
  return element("p", `segment ${className}`,
                 element("code", "", variant?.languageCode ?? ""), text);
}

function when(timestamp) {
  if (!timestamp) return "";
  return new Date(timestamp).toLocaleDateString(ui, {dateStyle: "medium"});
}

function unitFacts(unit) {
  return [
    (unit?.name ?? "").replace(/^memories\/([^/]+)\/translationUnits\//, "$1 #"),
    unit?.document, unit?.updatedBy || unit?.createdBy,
    when(unit?.updateTime || unit?.createTime),
  ];
}

const meta = facts => element("p", "meta", facts.filter(Boolean).join(" · "));

function matchItem(match, query) {
  const kind = (match.type ?? "").replace("MATCH_TYPE_", "").toLowerCase();
  const penalties = (match.penalties ?? []).map(
    p => `−${p.points} ${say(p.kind.replace("PENALTY_KIND_", ""))}`);
  const via = match.pivot
    ? `${say("pivot")} ${match.pivot.first?.languageCode}` : "";
  return element("li", "",
    element("div", "score", String(match.score),
            element("small", "", say(kind))),
    element("div", "",
      segment(match.source, "source", differences(match, query)),
      segment(match.target, "target", [match.target?.segment?.text ?? ""]),
      meta([...unitFacts(match.translationUnit), via, ...penalties])));
}

function hitItem(hit, language, number) {
  const unit = hit.translationUnit ?? {};
  const variants = unit.variants ?? [];
  const found = variants[hit.variantIndex ?? 0];
  const wanted = variants.filter(
    v => v !== found && v.languageCode.split("-")[0] === language.split("-")[0]);
  const others = wanted.length ? wanted : variants.filter(v => v !== found);
  return element("li", "",
    element("div", "score", element("small", "", String(number))),
    element("div", "",
      segment(found, "source", marked(found?.segment?.text ?? "", hit.spans)),
      ...others.map(v => segment(v, "target", [v.segment?.text ?? ""])),
      meta(unitFacts(unit))));
}

// Searches. A newer one makes the answers of older ones void.

let searches = 0;
let nextPage = null;

async function lookUp(query) {
  const answer = await ask("lookup", {
    query: {text: query.text}, sourceLanguageCode: query.from,
    targetLanguageCode: query.to, threshold: Number(query.threshold),
    limit: 20, memories: query.memory ? [{memory: query.memory}] : [],
  });
  const matches = answer.matches ?? [];
  return {items: matches.map(m => matchItem(m, query.text)),
          status: say("found")(matches.length)};
}

async function searchConcordance(query, pageToken, shown) {
  const answer = await ask("concordance", {
    text: query.text, languageCode: query.from, pageSize: 50, pageToken,
    otherLanguageCodes: query.to === query.from ? [] : [query.to],
    memories: query.memory ? [query.memory] : [],
  });
  const hits = answer.hits ?? [];
  const count = shown + hits.length;
  return {items: hits.map((h, i) => hitItem(h, query.to, shown + i + 1)),
          status: say("hits")(count, Boolean(answer.nextPageToken)),
          next: answer.nextPageToken};
}

async function search(query, pageToken = "") {
  const mine = ++searches;
  const results = $("results");
  if (!pageToken) results.replaceChildren();
  $("more").hidden = true;
  showStatus(say("searching"));
  try {
    const found = query.mode === "lookup"
      ? await lookUp(query)
      : await searchConcordance(query, pageToken, results.children.length);
    if (mine !== searches) return;
    results.append(...found.items);
    showStatus(results.children.length ? found.status : say("nothing"));
    nextPage = found.next ? () => search(query, found.next) : null;
    $("more").hidden = !nextPage;
  } catch (error) {
    if (mine === searches) showError(error);
  }
}

// The search stands behind the "#" of the address, which browsers keep to
// themselves: it can be kept and passed on, and no log on the way has it.
function keepInAddress(query) {
  history.replaceState(null, "", `#${new URLSearchParams({...query, ui})}`);
}

function readAddress() {
  const kept = new URLSearchParams(location.hash.slice(1));
  setInterface(kept.get("ui") ?? browserInterface());
  for (const name of ["from", "to", "text", "mode", "threshold", "memory"]) {
    if (kept.has(name)) form.elements[name].value = kept.get(name);
  }
  showMode();
  return Boolean(kept.get("text"));
}

function submit() {
  if (!form.reportValidity()) return;
  const query = Object.fromEntries(new FormData(form));
  keepInAddress(query);
  search(query);
}

async function start() {
  fillLanguages(form.elements.from, kDefaultLanguages, "en");
  fillLanguages(form.elements.to, kDefaultLanguages, "zh");
  readAddress();
  try {
    await loadMemories();
  } catch (error) {
    showError(error);
    return;
  }
  // Once more, for what only the server knows can be chosen now.
  if (readAddress()) submit();
}

// Another search was put into the address, or the browser went back to one.
window.addEventListener("hashchange", () => {
  if (readAddress()) submit();
});
form.addEventListener("submit", event => {
  event.preventDefault();
  submit();
});
form.addEventListener("change", showMode);
form.elements.text.addEventListener("keydown", event => {
  // Enter searches; with Shift it is a new line. Not while Hangul or Hanzi are
  // being composed.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
});
$("more").addEventListener("click", () => nextPage?.());
$("languages").addEventListener("click", event => {
  if (!event.target.value) return;
  setInterface(event.target.value);
  if ($("results").children.length) submit();
});
$("login").addEventListener("submit", async event => {
  event.preventDefault();
  const field = event.target.elements.token;
  if (field.value) {
    sessionStorage.setItem(kTokenKey, field.value.trim());
  } else {
    sessionStorage.removeItem(kTokenKey);
  }
  field.value = "";
  try {
    await loadMemories();
    $("access").open = false;
    showStatus("");
    if (form.elements.text.value) submit();
  } catch (error) {
    showError(error);
  }
});
start();
