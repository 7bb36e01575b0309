#!/usr/bin/env python3
"""Two programs that nobody here wrote judge a served API: api_judge.py URL TOKEN

schemathesis (PyPI) holds every path against /openapi.json, with data that fits and data that does not; prometheus_client
(PyPI) reads /metrics. The stream of events is looked at by hand: it has no end to wait for. Prints each check; ends with
1 if any failed.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

from prometheus_client.parser import text_string_to_metric_families

URL, TOKEN = sys.argv[1:]
HEADERS = {"Authorization": f"Bearer {TOKEN}"}
failed = 0


def check(what, is_right, detail=""):
    global failed
    failed += not is_right
    print(f"{'ok   ' if is_right else 'wrong'} {what} {detail}".rstrip())


def get(path, more={}):
    return urllib.request.urlopen(urllib.request.Request(URL + path, headers=HEADERS | more), timeout=20)


def post(path):
    head = HEADERS | {"Content-Type": "application/json"}
    return urllib.request.urlopen(urllib.request.Request(URL + path, b"{}", head), timeout=20).read()


def events(stream, count):
    """The next events, as their fields; comments and the retry line are passed over."""
    found, fields = [], {}
    while len(found) < count:
        line = stream.readline().decode().rstrip("\n")
        if line == "" and "data" in fields:
            found.append(fields)
        if line == "":
            fields = {}
        elif not line.startswith(":"):
            name, value = line.split(": ", 1)
            fields[name] = value
    return found


with tempfile.TemporaryDirectory() as folder:  # it keeps a database of examples where it runs
    judge = subprocess.run(
        [
            os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", f"{URL}/openapi.json",
            "--header", f"Authorization: Bearer {TOKEN}", "--exclude-path", "/v1/events", "--checks", "all",
            "--max-examples", "20", "--no-color", "--seed", "1",
        ],
        capture_output=True, text=True, cwd=folder)
check("schemathesis", judge.returncode == 0, "" if judge.returncode == 0 else judge.stdout + judge.stderr)

page = get("/metrics")
families = {family.name: family for family in text_string_to_metric_families(page.read().decode())}
check("metrics: content type", page.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
check("metrics: a bridge is online", [s.value for s in families["keyturn_bridge_online"].samples] == [1])
check("metrics: answers are counted", sum(s.value for s in families["keyturn_api_answers"].samples) > 50)
check("metrics: every family has a type and a help text", all(
    family.type in ("gauge", "counter") and family.documentation for family in families.values()))

with get("/v1/events") as stream:
    check("events: content type", stream.headers["Content-Type"] == "text/event-stream")
    check("events: the first line is a comment", stream.readline() == b": keyturn\n")
    for action in ("lock", "unlock", "lock"):
        post(f"/v1/devices/0-21DF943C/actions/{action}")
    told = events(stream, 3)
check("events: each has a number one higher than the one before", all(
    re.fullmatch(r"[0-9a-z]+-[0-9]+", a["id"]) and int(b["id"].split("-")[1]) == int(a["id"].split("-")[1]) + 1
    for a, b in zip(told, told[1:])))
check("events: the data is JSON and names its event", all(
    json.loads(event["data"])["event"] == event["event"] for event in told))
with get("/v1/events", {"Last-Event-ID": told[0]["id"]}) as stream:
    check("events: who comes back goes on behind the last one", events(stream, 2) == told[1:])
with get("/v1/events", {"Last-Event-ID": "another-1"}) as stream:
    check("events: who comes from another loop is told that something is lost", events(stream, 1)[0]["event"] == "lost")

print(f"{failed} failed")
sys.exit(1 if failed else 0)
