#!/usr/bin/env python3
"""Computes standing from a Kitsune forum's raw CSV files, apart from the program: one line a person who answered others.

usage: standing.py FOLDER AS-OF ZONE > out.csv      (FOLDER holds questions-*.csv and answers-*.csv, unpacked)

How the rules are read here, and in the program:
- the window is the 180 days (of 24 hours) before 00:00 of AS-OF in ZONE; an answer is in it by its own time;
- an answer is one to somebody else's question, and was not removed as spam; what became of its question changes nothing;
- it solved the question if it is the asker's solution (dated by the answer, since the forum does not say when);
- an asker counts once, and from 7 days after they first wrote; days are those of ZONE;
- the share is by thread: of the threads answered in the window that a peer's answer solved, how many theirs solved;
- reputation is what an import at AS-OF would give: 15 for a solution; 10 for each of the first ten "helpful" of an answer, 2 after.
With these, 8 people before 2025-01-01 and 13 before 2026-06-20 reach the first three rows of the ambassador column, with
shares of 62 to 100 %; they are 499 and 200 people who answered others, 520 and 213 with those whose answers were spam.
"""
import csv, glob, os, sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

csv.field_size_limit(1 << 30)
folder, day, zone = sys.argv[1], sys.argv[2], ZoneInfo(sys.argv[3])
end = datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(timezone.utc)
begin = end - timedelta(days=180)


def rows(kind):
    for path in sorted(glob.glob(os.path.join(folder, kind + "-*.csv"))):
        with open(path, newline="", encoding="utf-8") as f:
            yield from csv.DictReader(f)


def moment(text):
    return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)


asker, solution, first, answers = {}, {}, {}, {}


def wrote(who, at):
    first[who] = min(at, first.get(who, at))


for q in rows("questions"):
    who = q["creator"].strip()
    asker[q["id"]] = who
    wrote(who, moment(q["created"]))
    if q["is_solved"] == "true":
        solution[q["id"]] = q["solution"].strip()
for a in rows("answers"):
    who, at = a["creator"].strip(), moment(a["created"])
    wrote(who, at)
    helpful = max(0, int(a["num_helpful"] or 0))
    answers[a["id"]] = (a["question_id"], who, at, a["is_spam"] == "true", helpful)

solver = {}  # question -> who solved it before the end
for question, answer in solution.items():
    if answer in answers:
        of, who, at, spam, _ = answers[answer]
        if of == question and not spam and at < end and who != asker[question]:
            solver[question] = who

solved, points = defaultdict(int), defaultdict(int)
helped, days, threads = defaultdict(set), defaultdict(set), defaultdict(set)
for number, (question, who, at, spam, helpful) in answers.items():
    if spam or at >= end:
        continue
    accepted = solver.get(question) == who and solution.get(question) == number
    points[who] += min(helpful, 10) * 10 + max(helpful - 10, 0) * 2 + (15 if accepted else 0)
    if at < begin or who == asker[question]:
        continue
    days[who].add(at.astimezone(zone).date())
    threads[who].add(question)
    if accepted:
        solved[who] += 1
        if first[asker[question]] + timedelta(days=7) <= end:
            helped[who].add(asker[question])

out = csv.writer(sys.stdout)
out.writerow(["person", "numbers_of", "solved", "askers", "days", "threads_solved", "threads", "age_days", "reputation"])
for who in sorted(w for w in days if w):
    n, a, d = solved[who], len(helped[who]), len(days[who])
    judged = [q for q in threads[who] if q in solver]
    mine = sum(solver[q] == who for q in judged)
    age, reputation = (end - first[who]).days, max(1, points[who])
    share = lambda percent: len(judged) < 10 or mine * 100 >= percent * len(judged)
    rank = "member"
    if n >= 15 and a >= 10 and d >= 12 and share(25) and age >= 90 and reputation >= 500:
        rank = "ambassador"
    elif n >= 4 and a >= 3 and d >= 4 and share(20) and age >= 30 and reputation >= 100:
        rank = "expert"
    elif n >= 1 and a >= 1 and d >= 1 and reputation >= 15:
        rank = "helper"
    out.writerow([who, rank, n, a, d, mine, len(judged), age, reputation])
