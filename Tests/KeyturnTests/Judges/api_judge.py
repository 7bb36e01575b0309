#!/usr/bin/env python3
"""Two programs that nobody here wrote judge a served API: api_judge.py URL TOKEN

schemathesis (PyPI) holds every path against /openapi.json, with data that fits and data that does not; prometheus_client
(PyPI) reads /metrics. The stream of events is looked at by hand: it has no end to wait for. Prints each check; ends with
1 if any failed.
"""

import os
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


def get(path):
    return urllib.request.urlopen(urllib.request.Request(URL + path, headers=HEADERS), timeout=20)


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

print(f"{failed} failed")
sys.exit(1 if failed else 0)
