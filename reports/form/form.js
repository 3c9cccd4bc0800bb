// The form of a part, filled in within a browser: nothing is fetched, nothing is sent.
//
// What is asked stands in the page. The part as it was handed out stands in it as data, and what is
// filled in becomes a part again by the rule of `assessment/forms/model.py`; a test compares both.
"use strict";
(() => {

const DATA = JSON.parse(document.getElementById("data").textContent);
const HANDED_OUT = DATA.part;
const PLACE = `cied-part-${HANDED_OUT.part.id}`; // where the browser keeps what is typed
const EVERY = 1000; // milliseconds from a change until it is kept
const LARGEST_FILE = 20_000_000;
// The fields of an answer and what they can hold come out of the model (assessment/answers.py).
const {said: SAID, order: ORDER, prose: PROSE, limits: LIMITS} = DATA;

// Sentences, in the language of the page; `assessment/forms/web.py` finds them here.

const filledWith = (sentence, values) =>
    sentence.replace(/\{([a-z]+)\}/g, (name, key) => key in values ? values[key] : name);
const _ = (sentence, values = {}) => filledWith(DATA.words[sentence] ?? sentence, values);

// Of one or of many: a language has a form for each number under 200, and the same after that.
function ngettext(one, many, n, values = {}) {
    const forms = DATA.words[one];
    const sentence = forms ? forms[n < 200 ? n : 100 + n % 100] : n === 1 ? one : many;
    return filledWith(sentence, {n, ...values});
}

// Text, cleaned as every file is on the way in (assessment/text.py).

const ESCAPES =
    /(?:\x1b\[|\x9b)[0-?]*[ -\/]*[@-~]|\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])/g;
const UNSAFE = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;
const SPACES = /[\t\n \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

const clean = text =>
    text.replace(/\r\n?/g, "\n").replace(ESCAPES, "").replace(UNSAFE, "").normalize("NFC");
const oneLine = text => clean(text).replace(SPACES, " ").replace(/^ | $/g, "");
const lengthOf = text => [...text].length;
const isText = value => typeof value === "string";
const textOf = value => isText(value) ? value : "";

function asciiDigits(text) {
    return text.replace(/\p{Nd}/gu, digit => {
        // The ten digits of every script stand one after the other.
        let zero = digit.codePointAt(0);
        while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
        return (digit.codePointAt(0) - zero) % 10;
    });
}

// Dates, as people write them (assessment/dates.py).

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
const MONTH_WORDS = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December")];
const [Y, N, W] = ["(\\d{4})", "(\\d{1,2})", "([\\p{L}\\p{Nl}\\p{No}_]+)\\.?"];
const ORDINAL = "(?:st|nd|rd|th|\\.)?";
const whole = form => new RegExp(`^(?:${form})$`, "u");
const END = whole("(?:by )?(?:the )?end(?: of)?[ \\-](?:the )?(.+)");
const SHORT_YEAR = whole(`\\d\\d?[\\-\\/. ](?:\\d\\d?|${W})[\\-\\/. ]\\d\\d`);
const FORMS = [
    [`${Y}[\\-\\/.]${N}[\\-\\/.]${N}`, ([y, m, d]) => oneDay(+y, +m, +d)],
    ["(\\d{4})(\\d\\d)(\\d\\d)", ([y, m, d]) => oneDay(+y, +m, +d)],
    [`${N}\\. ?${N}\\. ?${Y}`, ([d, m, y]) => oneDay(+y, +m, +d)],
    [`${N}[\\-\\/]${N}[\\-\\/]${Y}`, ([a, b, y]) => eitherFirst(+a, +b, +y)],
    [`q([1-4])[ \\-\\/]?${Y}`, ([q, y], side) => within(+y, 3 * q - 2, 3 * q, side)],
    [`${Y}[ \\-\\/]?q([1-4])`, ([y, q], side) => within(+y, 3 * q - 2, 3 * q, side)],
    [`(?:the )?${N}${ORDINAL}(?: of)?[ \\-]?${W}[ \\-]?${Y}`,
        ([d, m, y]) => oneDay(+y, monthOf(m), +d)],
    [`${W}[ \\-]?${N}${ORDINAL} ${Y}`, ([m, d, y]) => oneDay(+y, monthOf(m), +d)],
    [`${N}[\\-\\/.]${Y}`, ([m, y], side) => within(+y, +m, +m, side)],
    [`${Y}[\\-\\/.]${N}`, ([y, m], side) => within(+y, +m, +m, side)],
    [`${W}[ \\-]?${Y}`, ([m, y], side) => within(+y, monthOf(m), monthOf(m), side)],
    [`${Y}[ \\-]${W}`, ([y, m], side) => within(+y, monthOf(m), monthOf(m), side)],
    [Y, ([y], side) => within(+y, 1, 12, side)],
].map(([form, meaning]) => [whole(form), meaning]);

class Trouble extends Error {}

// What is understood: {value: "2026-05-01"} or {value: null}, with a `trouble` where it is no date.
// Of a month, a quarter or a year it is the "first" or the "last" day.
function readDate(text, side) {
    const plain = plainDate(text);
    if (!plain) return {value: null};
    const end = END.exec(plain);
    try {
        const value = dateOf(end ? end[1] : plain, end ? "last" : side);
        return value ? {value} : {value: null, trouble: _("{text} is no date.", {text: cut(text)})};
    } catch (error) {
        if (error instanceof Trouble) return {value: null, trouble: error.message};
        throw error;
    }
}

// What months are called on this page, and in English; one may begin like another one.
const SHOWN_MONTHS = new Map(
    MONTH_WORDS.map((shown, number) => [inFewSigns(shown), MONTHS[number].toLowerCase()]));
const SHOWN_MONTH = new RegExp(`(?<!\\p{L})(?:${[...SHOWN_MONTHS.keys()]
    .sort((one, other) => other.length - one.length)
    .map(shown => shown.replace(/[\^$\\.*+?()[\]{}|\/]/g, "\\$&"))
    .join("|")})(?!\\p{L})`, "gu");

const plainDate = text =>
    inFewSigns(text).replace(SHOWN_MONTH, shown => SHOWN_MONTHS.get(shown));

function inFewSigns(text) {
    const unified = oneLine(text).normalize("NFKC").toLowerCase();
    const dashes = asciiDigits(unified).replace(/[\u2010-\u2015\u2212]/g, "-");
    const spaced = dashes.replaceAll(",", " ").replace(SPACES, " ").replace(/^[ .]+|[ .]+$/g, "");
    return spaced.replace(/ ?([\-\/]) ?/g, "$1");
}

const cut = text => [...oneLine(text)].slice(0, 40).join("");

function dateOf(text, side) {
    for (const [form, meaning] of FORMS) {
        const found = form.exec(text);
        if (found) return meaning(found.slice(1), side);
    }
    if (SHORT_YEAR.test(text)) throw new Trouble(_("The year needs four digits."));
    return null;
}

// `30/06/2027` and `06/30/2027` can be read one way only; `03/04/2027` can be read two ways.
function eitherFirst(one, other, year) {
    if (one <= 12 && other <= 12 && one !== other) {
        const [dayFirst, monthFirst] = [oneDay(year, other, one), oneDay(year, one, other)];
        throw new Trouble(_("This can be {one} or {other}.",
            {one: inWords(dayFirst), other: inWords(monthFirst)}));
    }
    return one <= 12 && other > 12 ? oneDay(year, one, other) : oneDay(year, other, one);
}

function monthOf(text) {
    if (/^\d+$/.test(text)) return Number(text);
    const found = MONTHS.findIndex(name =>
        [name, name.slice(0, 3), name === "September" ? "Sept" : name]
            .some(one => one.toLowerCase() === text));
    if (found < 0) {
        const name = [...text].slice(0, 40).join("");
        throw new Trouble(_("{text} is no month in English.", {text: name}));
    }
    return found + 1;
}

function oneDay(year, month, day) {
    checkMonth(year, month);
    const days = daysIn(year, month);
    if (day < 1 || day > days) {
        throw new Trouble(_("{month} {year} has {days} days, no day {day}.",
            {month: MONTH_WORDS[month - 1], year, days, day}));
    }
    return iso(year, month, day);
}

function within(year, first, last, side) {
    checkMonth(year, first);
    return side === "first" ? iso(year, first, 1) : iso(year, last, daysIn(year, last));
}

function checkMonth(year, month) {
    if (year < 1500 || year >= 3000) {
        throw new Trouble(_("The year {year} is not between {first} and {last}.",
            {year: padded(year, 4), first: 1500, last: 2999}));
    }
    if (month < 1 || month > 12) throw new Trouble(_("There is no month {month}.", {month}));
}

const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const padded = (number, width = 2) => String(number).padStart(width, "0");
const iso = (year, month, day) => `${padded(year, 4)}-${padded(month)}-${padded(day)}`;

// `3 April 2027`, which nobody takes for the fourth of March.
function inWords(date) {
    const [year, month, day] = date.split("-").map(Number);
    return `${day} ${MONTH_WORDS[month - 1]} ${year}`;
}

function today() {
    const now = new Date();
    return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

// Amounts: whole units, with or without marks between groups of three.

const AMOUNT = /^\d+$|^\d{1,3}(?:([ '\u2019,.])\d{3})(?:\1\d{3})*$/;

function readAmount(text) {
    const plain = asciiDigits(oneLine(text).normalize("NFKC")).trim();
    if (!plain) return {value: null};
    if (!AMOUNT.test(plain)) {
        const trouble = _("{text} is no whole number. Write it as 250000.", {text: cut(text)});
        return {value: null, trouble};
    }
    const value = Number(plain.replace(/\D/g, ""));
    if (value > LIMITS.cost) return {value: null, trouble: _("The number is too large.")};
    return {value};
}

const spaced = number => String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");

// The rule: what was filled in becomes an entry of the part (assessment/forms/model.py).

const STATES = ["unknown", "withheld", "not_applicable"];

// The highest of levels 2, 3 and 4 all of whose points hold, with all points of the lower ones.
function completeLevel(points, held) {
    let reached = null;
    for (const level of [2, 3, 4]) {
        if (pointsOf(points, level).some(letter => !held.includes(letter))) break;
        reached = level;
    }
    return reached;
}

const pointsOf = (points, level) =>
    Object.keys(points).filter(letter => points[letter] === level);

function levelOf(points, filled) {
    if (filled.points === null || standsAlone(filled)) return filled.level;
    const reached = completeLevel(points, filled.points);
    if (reached !== null) return reached;
    if (filled.level !== null && filled.level < 2) return filled.level;
    return filled.points.length ? 1 : null;
}

const standsAlone = filled =>
    !(filled.points || []).length && filled.level !== null && filled.level >= 2;

function entryOf(points, before, filled, by, at) {
    const entry = pruned({...before, ...stateOf(points, before, filled), ...beside(filled)});
    if (saidIn(entry) === saidIn(before) && !filled.confirmed) return before;
    return pruned({...entry, to_confirm: false, by: by || null, at});
}

function stateOf(points, before, filled) {
    const level = levelOf(points, filled);
    const chosen = STATES.includes(filled.status) ? filled.status
        : level === null ? "unanswered" : "answered";
    const answered = chosen === "answered";
    return {
        status: chosen,
        level: answered ? level : null,
        points: answered ? pointsToKeep(before, filled) : null,
        reason: chosen === "not_applicable" ? filled.reason : null,
    };
}

function pointsToKeep(before, filled) {
    // A form cannot tell "nothing is ticked" from "the level was given alone": it is as it was.
    const none = filled.points === null || !filled.points.length;
    const asBefore = before.points === undefined && (before.level ?? null) === filled.level;
    if (filled.points === null || standsAlone(filled) || (none && asBefore)) return null;
    return [...new Set(filled.points)].sort();
}

const STATED = ["status", "level", "reason", "points"];
const beside = filled => Object.fromEntries(
    SAID.filter(name => !STATED.includes(name)).map(name => [name, filled[name]]));

const saidIn = entry => JSON.stringify(SAID.map(name =>
    name === "action" ? inOrder(entry.action) : entry[name] ?? null));

const inOrder = action => action
    ? {...action, ...(action.assistance && {assistance: [...action.assistance].sort()})} : null;

// An entry as it is written: in the order of the file, without what is the default.
function pruned(entry) {
    const kept = {};
    for (const name of ORDER) {
        const value = entry[name];
        const list = Array.isArray(value) && !value.length && name !== "points";
        if (value !== null && value !== undefined && value !== "" && value !== false && !list) {
            kept[name] = value;
        }
    }
    return kept;
}

const handedOut = key => HANDED_OUT.answers[key] || {status: "unanswered"};

// The whole part as it comes back. What was not filled in stays as it was handed out; what did not
// change since it was signed before keeps its name and time.
function filledIn(given, signedBefore, by, at, approvedBy) {
    const answers = {};
    for (const [key, points] of Object.entries(DATA.questions)) {
        const entry = entryOf(points, handedOut(key), given[key], by, at);
        const same = signedBefore(key).find(one => unsigned(one) === unsigned(entry));
        const found = same || entry;
        if (unsigned(found) !== '{"status":"unanswered"}') answers[key] = found;
    }
    return withApproval({...HANDED_OUT, answers}, approvedBy);
}

const unsigned = ({by, at, ...entry}) => JSON.stringify(entry);

function withApproval(part, approvedBy) {
    const found = {};
    for (const [name, value] of Object.entries(part)) {
        if (name === "profile" && approvedBy) found.approved_by = approvedBy;
        if (name !== "approved_by") found[name] = value;
    }
    return found;
}

// What is typed and ticked: one `fields` a question, plain text as it stands in the page.

function emptyFields() {
    return {
        mode: "points", low: "", points: [], alone: "", reason: "", confidence: "",
        ...eachProse(() => ""), confirmed: false, evidence: [],
        action: {text: "", owner: "", due: "", status: "planned", cost: "", funded: "",
            assistance: [], request: ""},
    };
}

// Something for each text that stands beside the state, such as the note.
const eachProse = make => Object.fromEntries(Object.keys(PROSE).map(name => [name, make(name)]));

// What the page shows of an entry, as it was handed out or saved.
function fieldsOf(entry) {
    const fields = emptyFields();
    const {status, level, points} = entry;
    if (STATES.includes(status)) fields.mode = status;
    if (status === "answered" && !points) Object.assign(fields, {mode: "level", alone: `${level}`});
    if (points) Object.assign(fields, {points: [...points], low: level < 2 ? `${level}` : ""});
    for (const name of ["reason", "confidence", ...Object.keys(PROSE)]) {
        fields[name] = entry[name] || "";
    }
    fields.evidence = (entry.evidence || []).map(one => ({reference: "", date: "", ...one}));
    for (const [name, value] of Object.entries(entry.action || {})) {
        fields.action[name] = Array.isArray(value) ? [...value] : `${value}`;
    }
    fields.confirmed = Boolean(entry.positions) && !entry.to_confirm;
    return fields;
}

// Fields out of something that was kept or loaded: only what is known, each of its own kind.
function fieldsFrom(value, points) {
    const fields = emptyFields();
    copyTexts(fields, value);
    copyTexts(fields.action, value.action || {});
    for (const [name, known] of Object.entries(CHOICES)) {
        if (!known.includes(fields[name])) fields[name] = emptyFields()[name];
    }
    if (!["planned", "under_way", "done"].includes(fields.action.status)) {
        fields.action.status = "planned";
    }
    fields.confirmed = value.confirmed === true;
    fields.points = textsOf(value.points).filter(letter => letter in points);
    fields.action.assistance = textsOf((value.action || {}).assistance);
    fields.evidence = listOf(value.evidence).slice(0, LIMITS.evidence).map(row => ({
        title: textOf(row?.title), reference: textOf(row?.reference), date: textOf(row?.date),
    }));
    return fields;
}

const CHOICES = {
    mode: ["points", "level", ...STATES],
    low: ["", "0", "1"],
    alone: ["", "0", "1", "2", "3", "4"],
    confidence: ["", "low", "medium", "high"],
};

function copyTexts(fields, value) {
    for (const name of Object.keys(fields)) {
        if (isText(fields[name]) && isText(value[name])) fields[name] = value[name];
    }
}

const listOf = value => Array.isArray(value) ? value : [];
const textsOf = value => listOf(value).filter(isText);

// What fields say, and what of it cannot be and is left out: {filled, problems}.
function filledOf(fields) {
    const problems = [];
    const ask = (name, label, result) => {
        if (result.trouble) problems.push({name, label, words: result.trouble});
        return result.value;
    };
    const prose = (name, label, text) => ask(name, label, bounded(clean(text), LIMITS.prose));
    return {
        problems,
        filled: {
            ...stateFilled(fields, ask),
            confidence: fields.confidence || null,
            evidence: evidenceOf(fields.evidence, ask),
            ...eachProse(name => ask(name, PROSE[name].label,
                bounded((PROSE[name].line ? oneLine : clean)(fields[name]), PROSE[name].limit))),
            action: actionOf(fields.action, ask, prose),
            confirmed: fields.confirmed,
        },
    };
}

function stateFilled(fields, ask) {
    const filled = {status: "unanswered", level: null, points: null, reason: ""};
    if (fields.mode === "points") {
        filled.points = [...fields.points].sort();
        filled.level = numberOf(fields.low);
    } else if (fields.mode === "level") {
        filled.level = numberOf(fields.alone);
    } else if (fields.mode === "not_applicable") {
        filled.reason = ask("reason", _("reason"), reasonOf(fields.reason));
        filled.status = filled.reason ? "not_applicable" : "unanswered";
    } else {
        filled.status = fields.mode;
    }
    return filled;
}

const numberOf = text => text === "" ? null : Number(text);

function reasonOf(text) {
    if (!oneLine(text)) return {value: "", trouble: _("Say why it cannot arise in this State.")};
    return bounded(clean(text), LIMITS.prose);
}

function bounded(text, limit) {
    const length = lengthOf(text);
    if (length <= limit) return {value: text};
    const words = _("This has {length} characters; at most {limit} can be kept.",
        {length: spaced(length), limit: spaced(limit)});
    return {value: "", trouble: words};
}

const EVIDENCE_WORDS = {title: _("title"), reference: _("reference"), date: _("date")};

function evidenceOf(rows, ask) {
    const found = rows.map((row, number) => {
        const place = name => `evidence.${number}.${name}`;
        const label = name =>
            _("evidence {number}, {part}", {number: number + 1, part: EVIDENCE_WORDS[name]});
        const text = (name, limit) =>
            ask(place(name), label(name), bounded(oneLine(row[name]), limit));
        return {
            title: text("title", LIMITS.name),
            reference: text("reference", LIMITS.reference),
            date: ask(place("date"), label("date"), readDate(row.date, "first")),
        };
    });
    return found.filter(row => row.title || row.reference || row.date).map(prunedRow);
}

function prunedRow({title, reference, date}) {
    return {title, ...(reference && {reference}), ...(date && {date})};
}

function actionOf(action, ask, prose) {
    const name = (key, label) =>
        ask(`action.${key}`, label, bounded(oneLine(action[key]), LIMITS.name));
    const found = {
        text: prose("action.text", _("next action"), action.text),
        owner: name("owner", _("who does it")),
        due: ask("action.due", _("by when"), readDate(action.due, "last")),
        status: action.status === "planned" ? "" : action.status,
        cost: ask("action.cost", _("cost"), readAmount(action.cost)),
        funded: ask("action.funded", _("what is funded"), readAmount(action.funded)),
        assistance: ["technical", "financial", "material"]
            .filter(one => action.assistance.includes(one)),
        request: prose("action.request", _("request"), action.request),
    };
    const kept = Object.entries(found).filter(([, value]) =>
        value !== null && value !== "" && !(Array.isArray(value) && !value.length));
    return kept.length ? Object.fromEntries(kept) : null;
}

// The page: each question reads its controls into fields, and shows what follows from them.

const find = (name, within = document) => within.querySelector(name);
const all = (name, within = document) => [...within.querySelectorAll(name)];
const STATE_WORDS = {
    unknown: _("Unknown"), withheld: _("Withheld"), not_applicable: _("Not applicable"),
};

const questions = all("[data-question]").map(element => {
    const key = element.dataset.question;
    return {
        key, element, points: DATA.questions[key],
        link: find(`[data-link="${key}"]`),
        fields: emptyFields(), result: null, entry: null,
    };
});
const byKey = Object.fromEntries(questions.map(one => [one.key, one]));

// Entries that were signed before: those of the file that was loaded, by whoever filled it in, and
// those of the last file that was saved, under the same name and date.
let loaded = {};
let saved = {};
let savedUnder = "";

function signedBefore(key) {
    const found = loaded[key]?.by ? [loaded[key]] : [];
    if (saved[key] && savedUnder === headText()) found.push(saved[key]);
    return found;
}

const headText = () => JSON.stringify([headControl("by").value, headControl("on").value]);

function readControls(question) {
    const fields = emptyFields();
    for (const control of all("[data-field]", question.element)) readControl(fields, control);
    fields.evidence = all("[data-rows] > li", question.element).map(row => ({
        title: cell(row, "title").value,
        reference: cell(row, "reference").value,
        date: cell(row, "date").value,
    }));
    return fields;
}

const cell = (row, name) => find(`[data-cell="${name}"]`, row);

function readControl(fields, control) {
    const [target, name] = slot(fields, control);
    if (Array.isArray(target[name])) {
        if (control.checked) target[name].push(control.value);
    } else if (control.type === "checkbox") {
        target[name] = control.checked;
    } else if (control.type !== "radio" || control.checked) {
        target[name] = control.value;
    }
}

function slot(fields, control) {
    const [name, inner] = control.dataset.field.split(".");
    return inner ? [fields[name], inner] : [fields, name];
}

function writeControls(question, fields) {
    for (const control of all("[data-field]", question.element)) {
        const [target, name] = slot(fields, control);
        const value = target[name];
        if (Array.isArray(value)) control.checked = value.includes(control.value);
        else if (control.type === "checkbox") control.checked = value;
        else if (control.type === "radio") control.checked = value === control.value;
        else control.value = value;
    }
    const rows = find("[data-rows]", question.element);
    rows.replaceChildren();
    for (const row of fields.evidence.length ? fields.evidence : [{}]) addRow(rows, row);
}

function addRow(rows, values = {}) {
    const row = find("#evidence-row").content.cloneNode(true).firstElementChild;
    for (const name of ["title", "reference", "date"]) cell(row, name).value = values[name] || "";
    rows.append(row);
    return row;
}

// What is read anew, and what follows from it, after anything in a question has changed.
function refresh(question, typing = null) {
    question.fields = readControls(question);
    question.result = filledOf(question.fields);
    question.entry =
        entryOf(question.points, handedOut(question.key), question.result.filled, "", null);
    showPanels(question);
    showLevel(question);
    showTold(question, typing);
    showCounts(question);
    showState(question);
}

function showPanels(question) {
    for (const panel of all("[data-panel]", question.element)) {
        panel.hidden = panel.dataset.panel !== question.fields.mode;
    }
}

function showLevel(question) {
    const level = question.entry.status === "answered" ? question.entry.level : null;
    for (const rung of all("[data-rung]", question.element)) {
        rung.classList.toggle("on", level !== null && Number(rung.dataset.rung) <= level);
    }
    const low = find(".low", question.element);
    low.classList.toggle("idle", completeLevel(question.points, question.fields.points) !== null);
    put(find("[data-follows]", question.element), whatFollows(question, level));
    find('[data-do="clear"]', question.element).hidden = question.entry.status === "unanswered";
}

// Only a text that differs is written: a screen reader reads again what is written again.
function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
}

function whatFollows(question, level) {
    const {status} = question.entry;
    if (status in STATE_WORDS) return `${STATE_WORDS[status]}.`;
    if (level === null) return _("No answer yet.");
    const name = _("Level {level}, {name}.", {level, name: DATA.levels[level]});
    if (question.fields.mode === "level") return name;
    if (level === 4) return _("{level} All points hold.", {level: name});
    const missing = missingFor(question, Math.max(level + 1, 2));
    return `${name} ${missing}`;
}

function missingFor(question, level) {
    const {points, fields} = question;
    const missing = pointsOf(points, level).filter(letter => !fields.points.includes(letter));
    return ngettext("For level {level} point {points} is missing.",
        "For level {level} points {points} are missing.", missing.length,
        {level, points: missing.join(", ")});
}

// What was understood of a field, or why it is left out; what is being typed is not corrected yet.
function showTold(question, typing) {
    const {problems} = question.result;
    for (const told of all("[data-told]", question.element)) {
        const name = toldName(told);
        const control = find("input, textarea", told.parentElement);
        const problem = problems.find(one => one.name === name);
        const words = problem ? control === typing ? "" : problem.words : understood(control);
        tell(told, control, words, Boolean(problem) && control !== typing);
    }
}

function toldName(told) {
    const row = told.closest("[data-rows] > li");
    if (!row) return told.dataset.told;
    return `evidence.${[...row.parentElement.children].indexOf(row)}.${told.dataset.told}`;
}

const understoodAs = value => _("Understood as {value}.", {value});

function understood(control) {
    const name = control.dataset.field || control.dataset.cell || control.dataset.head;
    const text = control.value;
    if (name === "date" || name === "action.due" || name === "on") {
        const {value} = readDate(text, name === "action.due" ? "last" : "first");
        return value && value !== text.trim() ? understoodAs(inWords(value)) : "";
    }
    if (name === "action.cost" || name === "action.funded") {
        const {value} = readAmount(text);
        return value !== null && value >= 1000 ? understoodAs(spaced(value)) : "";
    }
    return "";
}

let toldNumber = 0;

function tell(told, control, words, wrong) {
    put(told, words);
    told.hidden = !words;
    told.classList.toggle("wrong", wrong);
    if (wrong) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    describe(control, [find(".hint", told.parentElement), words ? told : null].filter(Boolean));
}

function describe(control, elements) {
    for (const element of elements) element.id ||= `told-${toldNumber += 1}`;
    const ids = elements.map(one => one.id).join(" ");
    if (ids) control.setAttribute("aria-describedby", ids);
    else control.removeAttribute("aria-describedby");
}

function showCounts(question) {
    const {filled} = question.result;
    find('[data-do="add"]', question.element).hidden =
        question.fields.evidence.length >= LIMITS.evidence;
    const counts = {
        evidence: filled.evidence.length ? `${filled.evidence.length}` : "",
        action: filled.action ? _("written") : "",
        ...eachProse(name => filled[name] ? _("written") : ""),
    };
    for (const part of all("[data-part]", question.element)) {
        put(find("[data-count]", part), counts[part.dataset.part]);
    }
}

const isOpen = ({entry}) => entry.status === "unanswered" || Boolean(entry.to_confirm);
const isWrong = question => question.result.problems.length > 0;

function showState(question) {
    const words = stateWords(question);
    put(find("[data-state]", question.element), words);
    put(find("[data-state]", question.link), words);
    for (const element of [question.element, question.link]) {
        element.dataset.is = kindOf(question);
    }
}

function kindOf(question) {
    if (isWrong(question)) return "wrong";
    if (question.entry.to_confirm) return "confirm";
    return isOpen(question) ? "open" : "done";
}

function stateWords(question) {
    if (isWrong(question)) return _("To correct");
    if (question.entry.to_confirm) return _("To confirm");
    const {status, level} = question.entry;
    return STATE_WORDS[status]
        || (status === "answered" ? _("Level {level}", {level}) : _("Open"));
}

// Who fills it in, progress, and what is to be corrected.

const HEAD = ["by", "on", "approved_by"];
const headControl = name => find(`[data-head="${name}"]`);

function headResult() {
    const text = name => bounded(oneLine(headControl(name).value), LIMITS.name);
    const on = dayFilled(headControl("on").value);
    return {by: text("by"), on, approved_by: text("approved_by")};
}

// Old computers without a network forget the date.
const clockIsWrong = () => today() < HANDED_OUT.date;

function dayFilled(text) {
    const day = readDate(text, "first");
    const trouble = day.trouble || whyNotThatDay(text, day.value);
    return trouble ? {value: null, trouble} : day;
}

function whyNotThatDay(text, day) {
    if (!day) {
        return clockIsWrong()
            ? _("The clock of this computer says {day}. Type the date of today.",
                {day: inWords(today())})
            : "";
    }
    if (day !== readDate(text, "last").value) return _("Give the day, as 2026-11-30.");
    if (day < HANDED_OUT.date) {
        return _("{day} is before the assessment began.", {day: inWords(day)});
    }
    if (day > today() && !clockIsWrong()) {
        return _("{day} is in the future.", {day: inWords(day)});
    }
    return "";
}

function refreshHead(typing = null) {
    const result = headResult();
    for (const name of HEAD) {
        const told = find(`#finish [data-told="${name}"]`);
        const control = headControl(name);
        const {trouble} = result[name];
        const words = trouble ? control === typing ? "" : trouble : understood(control);
        tell(told, control, words, Boolean(trouble) && control !== typing);
    }
}

function showProgress() {
    const done = questions.filter(one => !isOpen(one));
    find(".bar progress").value = done.length;
    put(find("[data-done]"),
        _("{done} of {all} answered", {done: done.length, all: questions.length}));
    for (const tally of all("[data-tally]")) {
        const links = all("[data-link]", tally.closest("h2").nextElementSibling);
        const open = links.filter(link => isOpen(byKey[link.dataset.link])).length;
        put(tally, _("{done} of {all}", {done: links.length - open, all: links.length}));
    }
    showProblems();
}

function showProblems() {
    const found = problemsFound();
    const box = find("[data-problems]");
    box.hidden = !found.length;
    find("ul", box).replaceChildren(...found.map(problemLine));
}

function problemLine({place, words, told}) {
    const link = document.createElement("a");
    link.href = "#finish";
    link.textContent = place;
    link.addEventListener("click", event => {
        event.preventDefault();
        reveal(told);
    });
    const item = document.createElement("li");
    item.append(link, `: ${words}`);
    return item;
}

const HEAD_LABELS = {by: _("Name or office"), on: _("Date"), approved_by: _("Approved by")};

// Every field that is left out: where it is, why, and where that is told in the page.
function problemsFound() {
    const head = Object.entries(headResult()).filter(([, result]) => result.trouble);
    return [
        ...questions.flatMap(({key, element, result}) => result.problems.map(one => ({
            place: `${key}, ${one.label}`,
            words: one.words,
            told: all("[data-told]", element).find(told => toldName(told) === one.name),
        }))),
        ...head.map(([name, {trouble}]) => ({
            place: HEAD_LABELS[name], words: trouble, told: find(`#finish [data-told="${name}"]`),
        })),
    ];
}

// Go to the field beside which something is told, wherever it is folded or filtered away.
function reveal(told) {
    const question = questionOf(told);
    if (question) unfilter(question);
    const folded = told.closest("details");
    if (folded) folded.open = true;
    const control = find("input, textarea", told.parentElement);
    control.scrollIntoView({block: "center"});
    control.focus({preventScroll: true});
}

function unfilter(question) {
    question.element.hidden = question.link.parentElement.hidden = false;
    question.element.closest(".area").hidden = false;
}

function showFiltered() {
    const wanted = find("[data-filter]").value;
    const shown = questions.filter(question => {
        const meant = wanted === "all" || (wanted === "open" ? isOpen : isWrong)(question);
        question.element.hidden = question.link.parentElement.hidden = !meant;
        return meant;
    });
    for (const area of all(".area")) area.hidden = !find(".question:not([hidden])", area);
    find("[data-none]").hidden = shown.length > 0;
}

function goTo(question) {
    question.element.scrollIntoView();
    find("h3", question.element).focus({preventScroll: true});
}

function goToNext(question) {
    const at = questions.indexOf(question);
    const later = [...questions.slice(at + 1), ...questions.slice(0, at)]
        .filter(one => !one.element.hidden);
    const next = later.find(isOpen);
    if (next) goTo(next);
    else headControl("by").focus();
}

// What is typed is kept in the browser, under the part's id, until the part is saved.

let changed = false; // since the part was opened, saved or loaded
let refused = false; // whether the browser keeps nothing
let timer = null;

function touch() {
    changed = true;
    timer ??= setTimeout(keep, EVERY);
}

function keep() {
    clearTimeout(timer);
    timer = null;
    if (!changed) return;
    const now = new Date();
    const kept = {
        at: now.toISOString(),
        head: Object.fromEntries(HEAD.map(name => [name, headControl(name).value])),
        fields: Object.fromEntries(questions.map(({key, fields}) => [key, fields])),
        loaded, saved, savedUnder,
    };
    try {
        localStorage.setItem(PLACE, JSON.stringify(kept));
        refused = false;
    } catch { // switched off, full, or not there for a page from a disk
        refused = true;
    }
    showKept(refused ? _("Not saved.")
        : _("Kept in this browser at {time}. Not saved as a file yet.", {time: clock(now)}));
}

function showKept(words) {
    put(find("[data-kept]"), words);
    find('[data-banner="refused"]').hidden = !refused;
}

const clock = time => `${padded(time.getHours())}:${padded(time.getMinutes())}`;

function kept() {
    try {
        const found = localStorage.getItem(PLACE);
        // One that takes nothing may still answer, so something is put there and taken away.
        localStorage.setItem(`${PLACE}-test`, "1");
        localStorage.removeItem(`${PLACE}-test`);
        return found;
    } catch {
        refused = true;
        return null;
    }
}

function forgetKept() {
    clearTimeout(timer);
    timer = null;
    changed = false;
    try {
        localStorage.removeItem(PLACE);
    } catch {
        refused = true;
    }
}

function restore() {
    const text = kept();
    if (!text) return;
    try {
        const found = JSON.parse(text);
        loaded = entriesFrom(found.loaded);
        saved = entriesFrom(found.saved);
        savedUnder = textOf(found.savedUnder);
        fill(key => keptFields(key, found.fields[key]), found.head);
        const at = new Date(found.at);
        put(find("[data-restored]"), _(
            "What you typed here before is back. It was last kept on {day} at {time}.",
            {day: dayOf(at), time: clock(at)}));
        find('[data-banner="restored"]').hidden = false;
        changed = true;
        showKept(_("Kept in this browser. Not saved as a file yet."));
    } catch { // it is not what this page keeps: nothing of it is shown
        fill(handedOutFields);
    }
}

const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value);
const keptFields = (key, value) =>
    isObject(value) ? fieldsFrom(value, DATA.questions[key]) : handedOutFields(key);
const dayOf = time => inWords(iso(time.getFullYear(), time.getMonth() + 1, time.getDate()));
const handedOutFields = key => fieldsOf(handedOut(key));

// The page with these fields in it.
function fill(fieldsOfKey, head = {}) {
    for (const name of HEAD) headControl(name).value = textOf((head || {})[name]);
    for (const question of questions) {
        writeControls(question, fieldsOfKey(question.key));
        refresh(question);
    }
    refreshHead();
    showProgress();
    showFiltered();
}

// The part as a file, and such a file read again.

function save() {
    const head = headResult();
    const given = Object.fromEntries(questions.map(({key, result}) => [key, result.filled]));
    const {by, on, approved_by: approvedBy} = head;
    const part = filledIn(given, signedBefore, by.value, timeOf(on.value), approvedBy.value);
    download(`${JSON.stringify(part, null, 1)}\n`);
    saved = part.answers;
    savedUnder = headText();
    forgetKept();
    showKept(_("Saved as a file. Nothing is kept in this browser."));
    find('[data-banner="restored"]').hidden = true;
    showSaved(head);
}

// A day is its beginning, as in every form; today is now, so that what is corrected counts.
function timeOf(day) {
    if (day && day !== today()) return `${day}T00:00:00Z`;
    if (clockIsWrong()) return null;
    return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

function download(text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type: "application/json"}));
    link.download = DATA.file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function showSaved(head) {
    const box = find("[data-saved]");
    box.replaceChildren(...wordsOfSaving(head).map(words => {
        const line = document.createElement("p");
        line.textContent = words;
        return line;
    }));
    box.hidden = false;
    box.scrollIntoView({block: "center"});
    box.focus({preventScroll: true});
}

function wordsOfSaving(head) {
    const open = questions.filter(isOpen).length;
    const left = problemsFound().length;
    return [
        _("The part was given to your browser as the file {file}. "
            + "Look for it among your downloads before you close this page.", {file: DATA.file}),
        DATA.back,
        open ? ngettext("One question is still open. It can be sent later.",
            "{n} questions are still open. They can be sent later.", open) : "",
        left ? ngettext("One field was left out; it stands under 'To correct'.",
            "{n} fields were left out; they stand under 'To correct'.", left) : "",
        head.by.value ? "" : _("Nobody is named as having filled it in."),
        sameName(head) ? _("It is approved by the same name that filled it in.") : "",
    ].filter(Boolean);
}

const sameName = ({by, approved_by}) =>
    Boolean(by.value) && by.value.toLowerCase() === approved_by.value.toLowerCase();

async function load(file) {
    const question = _("What is typed here now is replaced by what is in the file. Go on?");
    if (changed && !confirm(question)) return;
    const told = find("[data-loaded]");
    const trouble = await fillFrom(file);
    put(told, trouble || _("{file} is filled in below.", {file: oneLine(file.name)}));
    told.classList.toggle("wrong", Boolean(trouble));
    told.hidden = false;
}

// Fill the page in from a file; why not, where it cannot be.
async function fillFrom(file) {
    if (file.size > LARGEST_FILE) return _("The file is too large to be a part.");
    let found;
    try {
        found = JSON.parse(await file.text());
    } catch {
        return _("The file is no part that this page saved; it cannot be read. "
            + "Nothing was changed.");
    }
    const other = whyOther(found);
    if (other) return _("{reason} Nothing was changed.", {reason: other});
    loaded = entriesFrom(found.answers);
    saved = {};
    fill(key => fieldsOf(loaded[key] || handedOut(key)), {approved_by: found.approved_by});
    headControl("by").value = lastName();
    refreshHead();
    touch();
    return "";
}

function whyOther(found) {
    if (found?.kind !== "part") return _("The file is not a part that this page saved.");
    if (found.id !== HANDED_OUT.id) return _("The file is a part of another assessment.");
    if (found.part?.id !== HANDED_OUT.part.id) return _("The file is another part than this page.");
    if (found.questionnaire?.sha256 !== HANDED_OUT.questionnaire.sha256) {
        return _("The file answers another edition of the questionnaire.");
    }
    return "";
}

const lastName = () => Object.values(loaded).map(one => one.by).findLast(Boolean) || "";

// Entries out of a file: made anew by the rule from what is known, so that nothing else comes in.
function entriesFrom(answers) {
    const found = {};
    for (const [key, points] of Object.entries(DATA.questions)) {
        const entry = Object(answers)[key];
        if (!isObject(entry)) continue;
        const fields = fieldsFrom(fieldsOf({...entry, points: known(entry.points)}), points);
        fields.confirmed = Boolean(handedOut(key).positions) && !entry.to_confirm;
        found[key] = entryOf(points, handedOut(key), filledOf(fields).filled,
            oneLine(textOf(entry.by)), timeFrom(entry.at));
    }
    return found;
}

const known = points => Array.isArray(points) ? points : undefined;
const timeFrom = text => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(textOf(text)) ? text : null;

// Paper: every question, and what is typed in full, whatever is folded or filtered.

let folded = [];

function beforePrint() {
    folded = all("details:not([open])");
    for (const details of folded) details.open = true;
    for (const control of all('main :is(textarea, input[type="text"], select)')) {
        const paper = document.createElement("p");
        paper.className = "paper";
        paper.dir = "auto";
        paper.textContent = control.options ? choiceOnPaper(control) : control.value;
        control.after(paper);
    }
}

// What is chosen; where that is only what stands there first, all that there is to choose from.
function choiceOnPaper({options, selectedIndex}) {
    const names = [...options].filter(one => one.value).map(one => one.textContent);
    return selectedIndex > 0 ? options[selectedIndex].textContent : names.join(" / ");
}

function afterPrint() {
    for (const details of folded) details.open = false;
    for (const paper of all(".paper")) paper.remove();
}

// What a person does.

const ACTIONS = {
    add(button, question) {
        cell(addRow(find("[data-rows]", question.element)), "title").focus();
        return question;
    },
    remove(button, question) {
        const rows = find("[data-rows]", question.element);
        button.closest("li").remove();
        if (!rows.children.length) addRow(rows);
        cell(rows.lastElementChild, "title").focus();
        return question;
    },
    clear(button, question) {
        const {points, mode, low, alone, reason} = emptyFields();
        const cleared = {points, mode, low, alone, reason, confirmed: false};
        writeControls(question, {...question.fields, ...cleared});
        find('[data-field="mode"]', question.element).focus();
        return question;
    },
    next: (button, question) => goToNext(question),
    all() {
        find("[data-filter]").value = "all";
        showFiltered();
    },
    forget() {
        if (!confirm(_("What was typed here is removed from this browser. Go on?"))) return;
        forgetKept();
        loaded = {};
        saved = {};
        fill(handedOutFields);
        find('[data-banner="restored"]').hidden = true;
        showKept("");
    },
    save,
};

function onClick(event) {
    const button = event.target.closest("[data-do]");
    if (button) {
        const question = ACTIONS[button.dataset.do](button, questionOf(button));
        if (question) onChange(question, null);
        return;
    }
    const link = event.target.closest("a[href^='#']");
    const question = link && byKey[link.hash.slice(1)];
    if (!question) return;
    event.preventDefault();
    unfilter(question);
    goTo(question);
}

const questionOf = element => byKey[element.closest("[data-question]")?.dataset.question];

function onChange(question, typing) {
    if (question) refresh(question, typing);
    showProgress();
    touch();
}

function onInput(event) {
    const {target} = event;
    const text = target.matches('input[type="text"], textarea');
    if (target.matches("[data-load]") || (event.type === "change" && !text)) return;
    if (target.matches("[data-filter]")) {
        showFiltered();
        return;
    }
    const typing = event.type === "input" && text ? target : null;
    if (target.dataset.head) refreshHead(typing);
    onChange(questionOf(target), typing);
}

// A browser would save the page, in which nothing stands of what was typed.
function onKey(event) {
    const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!command || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    save();
}

function onLeave(event) {
    keep();
    // What the browser keeps is back when the page is opened again; else it would be lost.
    if (refused && changed) event.preventDefault();
}

function onLoad(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) load(file);
}

function start() {
    if (matchMedia("(max-width: 62em)").matches) find(".list").open = false;
    fill(handedOutFields);
    restore();
    showKept(find("[data-kept]").textContent);
    document.addEventListener("click", onClick);
    document.addEventListener("input", onInput);
    document.addEventListener("change", onInput);
    find("[data-load]").addEventListener("change", onLoad);
    document.addEventListener("keydown", onKey);
    addEventListener("pagehide", keep);
    addEventListener("visibilitychange", keep);
    addEventListener("beforeunload", onLeave);
    addEventListener("beforeprint", beforePrint);
    addEventListener("afterprint", afterPrint);
    addEventListener("storage", event => {
        if (event.key === PLACE && event.newValue) find('[data-banner="elsewhere"]').hidden = false;
    });
    find('[data-banner="stopped"]').hidden = true;
}

start();

})();
