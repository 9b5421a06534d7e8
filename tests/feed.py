#!/usr/bin/env python3
"""Computes the feed of a Kitsune forum from its raw CSV files, apart from the program: how many threads are there for
each reason at a moment, as "reason,count" lines.

usage: feed.py FOLDER LIVE-SINCE MOMENT WORDS      (FOLDER holds questions-*.csv and answers-*.csv, unpacked; both
moments are ISO in UTC; WORDS is a CSV of kind,word)

How the rules are read here, and in the program:
- a thread lives if its last post that is no spam is not before LIVE-SINCE; spam is nothing at all;
- the default promises hold: two elapsed hours for peers, eight hours of work for the first and each next answer, 27 for
  the resolution, Monday to Friday 09:00 to 18:00 in Paris but for French holidays;
- an answer by the asker is their word, anybody else's is an answer; imported people are never the team;
- the resolution runs while nobody answered, and from the asker's word to the next answer;
- near is from 75 % on, and not said beside "passed"; unanswered is past the window without an answer, or with the
  asker's word last; five who have the problem are many; solved and locked threads are out, but for words of alarm;
- words of alarm are what somebody says themselves: not in quotes, code or addresses; a hyphen makes one word of two.
"""
import csv, glob, html.parser, os, re, sys, unicodedata
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

csv.field_size_limit(1 << 30)
folder, since, moment, words = sys.argv[1:5]
UTC, PARIS = timezone.utc, ZoneInfo("Europe/Paris")
utc = lambda text: datetime.fromisoformat(text).replace(tzinfo=UTC)
since, now = utc(since), utc(moment)
HOLIDAYS = {date(2026, m, d) for m, d in [(1, 1), (4, 6), (5, 1), (5, 8), (5, 14), (5, 25), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]}
assert since.year == now.year == 2026, "holidays are written down for this year"
HOUR = timedelta(hours=1)


def shifts(start):
    """Open hours from a moment on, one day after the other."""
    day = start.astimezone(PARIS).date()
    while True:
        if day.weekday() < 5 and day not in HOLIDAYS:
            a, b = (datetime.combine(day, time(h), PARIS).astimezone(UTC) for h in (9, 18))
            if b > start:
                yield max(a, start), b
        day += timedelta(days=1)


def worked(a, b):
    total = timedelta()
    for begin, end in shifts(a):
        if begin >= b:
            return total
        total += min(end, b) - begin


def due(runs, hours):
    """When a clock that runs in these stretches, the last of them open, has run so long."""
    left = hours * HOUR
    for a, b in runs:
        for begin, end in shifts(a):
            end = min(end, b) if b else end
            if begin >= end:
                break
            if end - begin >= left:
                return begin + left
            left -= end - begin
            if b and end == b:
                break
    return None


class Text(html.parser.HTMLParser):
    SILENT = ("script", "style", "blockquote", "pre", "code")
    BLOCKS = set("p br li ul ol blockquote h1 h2 h3 h4 h5 h6 hr tr td th table div dl dt dd pre".split())

    def __init__(self):
        super().__init__()
        self.out, self.skip = [], 0

    def handle_starttag(self, tag, attrs):
        self.skip += tag in self.SILENT
        if tag in self.BLOCKS:
            self.out.append("\n")

    def handle_endtag(self, tag):
        self.skip -= tag in self.SILENT and self.skip > 0
        if tag in self.SILENT:
            self.out.append(" ")
        if tag in self.BLOCKS:
            self.out.append("\n")

    def handle_data(self, data):
        if not self.skip:
            self.out.append(data)


def plain(source):
    parser = Text()
    parser.feed(source)
    parser.close()
    return "".join(parser.out)


def spoken(text):
    out, fence = [], None
    for line in text.splitlines():
        begin = line.lstrip()
        mark = next((m for m in ("```", "~~~") if begin.startswith(m)), None)
        if fence:
            fence = None if mark == fence else fence
            continue
        if mark or begin.startswith(">"):
            fence = mark
            continue
        parts = line.split("`")
        line = " ".join(parts[::2]) if len(parts) % 2 else line
        line = re.sub(r"\]\([^)]*\)", "]", line)
        out += [w for w in line.split() if "://" not in w and not w.startswith("www.")]
    return " ".join(out)


def folded(text):
    text = spoken(text).lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return " " + " ".join(re.findall(r"[^\W_]+(?:-+[^\W_]+)*", text.replace("\u2010", "-"))) + " "


with open(words, newline="", encoding="utf-8") as f:
    alarms = [(row["kind"], folded(row["word"])) for row in csv.DictReader(f)]


def rows(kind):
    for path in sorted(glob.glob(os.path.join(folder, kind + "-*.csv"))):
        with open(path, newline="", encoding="utf-8") as f:
            yield from csv.DictReader(f)


def at(text):
    return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)


answers = defaultdict(list)
for a in rows("answers"):
    if a["is_spam"] != "true":
        answers[a["question_id"]].append((at(a["created"]), int(a["id"]), a["creator"].strip(), a["content"]))

reasons, threads = Counter(), 0
for q in rows("questions"):
    if q["is_spam"] == "true":
        continue
    asked, asker, talk = at(q["created"]), q["creator"].strip(), sorted(answers[q["id"]])
    if max([asked] + [a[0] for a in talk]) < since:
        continue
    threads += 1
    why = set()
    said = folded(q["title"]) + "".join(folded(plain(text)) for text in [q["content"]] + [a[3] for a in talk])
    why |= {kind for kind, word in alarms if word in said}
    solved = q["is_solved"] == "true" and any(str(a[1]) == q["solution"].strip() for a in talk)
    if not solved and q["is_locked"] != "true":
        answered, again, runs, begun = False, None, [], asked
        for when, _, who, _ in talk:
            if who != asker:
                answered, again = True, None
                if begun:
                    runs.append((begun, when))
                begun = None
            elif answered:
                again, begun = again or when, begun or when
        clocks = []  # the stretches of each clock that runs, and its hours
        if not answered:
            clocks.append(([(asked, None)], 8))
        if again:
            clocks.append(([(again, None)], 8))
        if begun:
            clocks.append((runs + [(begun, None)], 27))
        if any(due(r, hours) <= now for r, hours in clocks):
            why.add("deadline_passed")
        elif any(due(r, hours * 0.75) <= now for r, hours in clocks):
            why.add("deadline_near")
        if asked + 2 * HOUR <= now and (again or not answered):
            why.add("unanswered")
        if int(q["num_votes"] or 0) >= 5:
            why.add("many_affected")
    reasons.update(why)
    reasons["threads"] += bool(why)

out = csv.writer(sys.stdout)
out.writerow(["reason", "count"])
for reason, count in sorted(reasons.items()):
    out.writerow([reason, count])
print(f"{threads} threads live", file=sys.stderr)
