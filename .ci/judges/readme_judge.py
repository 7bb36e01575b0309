#!/usr/bin/env python3
"""Runs every command that README.md shows, but those that install packages: readme_judge.py README.md KEYTURN

The commands are typed by root at a terminal of a machine that shares a network with a simulated bridge: two network
namespaces and a cable. Where a person would press Enter, unplug the bridge, press its button or leave with Ctrl-C,
that is done when the screen asks for it. Once the service is installed a loop runs, as it would with systemd. Each
command has to end with 0. Prints each with its last lines; ends with 1 at the first that goes wrong.

It is to run in a mount namespace of its own (unshare --mount), so that what is installed goes with it.
"""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

BRIDGE = "192.168.1.52"
TOKEN = "SimulatedBridge1"
ENTER, INTERRUPT = "\r", "\x03"
LIMIT = 120

SETUP = [
    ("Unplug the bridge", "plug in"), ("DHCP, now", ENTER), ("How should keyturn get the token", ENTER),
    ("Press the button", "press"), ("Write it", ENTER), ("What now?", ENTER), ("Intercom", INTERRUPT),
]
INSTALL = "$(command -v sudo) keyturn service install"
CONVERSATIONS = {
    "keyturn setup": SETUP,
    "keyturn run": [("Intercom", INTERRUPT)],
    INSTALL: [("Start the service now", ENTER)],
    "keyturn watch": [("", "ring"), ("nuki_event", INTERRUPT)],
}


def fail(what):
    sys.exit(f"failed: {what}")


def commands_of(readme):
    """The lines of every block marked sh, without the blocks that install packages."""
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [line for block in blocks if "apt-get" not in block for line in block.splitlines() if line.strip()]


def keep_to_ourselves(*folders):
    """Lays a copy of each folder over it, which nobody else sees."""
    for folder in folders:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryDirectory() as copy:
            subprocess.run(["cp", "-a", f"{folder}/.", copy], check=True)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", folder], check=True)
            subprocess.run(["cp", "-a", f"{copy}/.", folder], check=True)


class Machines:
    """Two namespaces with a cable between them: `home`, where commands are typed, and `bridge`."""

    def __init__(self, keyturn):
        self.keyturn, self.process = keyturn, None
        self.home, self.bridge = (f"kt{os.getpid():x}-{end}" for end in ("home", "bridge"))

    def __enter__(self):
        for name in (self.home, self.bridge):
            self.ip("netns", "add", name)
        self.ip("link", "add", "eth0", "netns", self.home, "type", "veth", "peer", "name", "eth0", "netns", self.bridge)
        self.ip("-n", self.bridge, "link", "set", "eth0", "address", "54:d2:72:4b:3c:4d")
        for name, address in ((self.home, "192.168.1.2"), (self.bridge, BRIDGE)):
            self.ip("-n", name, "address", "add", f"{address}/24", "dev", "eth0")
            for link in ("lo", "eth0"):
                self.ip("-n", name, "link", "set", link, "up")
        return self

    def __exit__(self, *_):
        self.plug_out()
        for name in (self.home, self.bridge):
            subprocess.run(["ip", "netns", "delete", name], check=False)

    @staticmethod
    def ip(*words):
        subprocess.run(["ip", *words], check=True)

    def plug_in(self):
        """Starts the bridge, which asks for its address as one does that gets power."""
        self.plug_out()
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", self.bridge, self.keyturn, "simulate", "--host", BRIDGE, "--token", TOKEN,
             "--announce", "eth0", "--control", "9000"], stdout=subprocess.DEVNULL)

    def plug_out(self):
        if self.process:
            self.process.terminate()
            self.process.wait()

    def press(self):
        """Presses the bridge's button, again while nobody has asked the bridge for it."""
        while "true" not in self.control("press", "{}"):
            time.sleep(0.2)

    def ring(self):
        """Rings at the opener, once the loop has heard who watches."""
        time.sleep(5)
        self.control("ring", '{"device": "Intercom"}')

    def control(self, name, body):
        return subprocess.run(
            ["ip", "netns", "exec", self.bridge, "curl", "-sSf", "-X", "POST", "-H", "Content-Type: application/json",
             "-d", body, f"http://127.0.0.1:9000/_control/{name}"], check=True, capture_output=True, text=True).stdout


def visible(text):
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\x07]", "", text)


def run(command, machines, environment):
    """Types a command and answers what it asks; gives what it printed."""
    conversation = list(CONVERSATIONS.get(command, []))
    if command.startswith("swift build"):
        # At a terminal it has the compiler use colours, which is another build of everything.
        command += " 2>&1 | cat"
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(
            "ip", ["ip", "netns", "exec", machines.home, "bash", "-euo", "pipefail", "-c", command], environment)
    printed, unanswered, deadline = "", "", time.monotonic() + LIMIT
    while True:
        if conversation and conversation[0][0] in visible(unanswered):
            _, answer = conversation.pop(0)
            unanswered = ""
            if answer == "plug in":
                machines.plug_in()
            elif answer == "press":
                machines.press()
            elif answer == "ring":
                machines.ring()
            else:
                os.write(terminal, answer.encode())
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            fail(f"{command}: not over after {LIMIT} s; waiting for {conversation[:1]}\n{visible(printed)[-3000:]}")
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
            if not piece:
                break
            printed += piece
            unanswered += piece
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    text = visible(printed)
    if code != 0:
        fail(f"{command}: ended with {code}\n{text[-3000:]}")
    if TOKEN in text and "--include-token" not in command:
        fail(f"{command}: it shows the token")
    return text


readme, keyturn = pathlib.Path(sys.argv[1]).read_text(), sys.argv[2]
commands = commands_of(readme) or fail("no commands")
known = set(re.findall(r"^  ([a-z][a-z-]+) ", subprocess.run(
    [keyturn, "--help"], check=True, capture_output=True, text=True).stdout, re.MULTILINE))
for word in sorted(set(re.findall(r"`keyturn ([a-z][a-z-]*)", readme))):
    if word not in known:
        fail(f"README.md names keyturn {word}, which keyturn --help does not")
keep_to_ourselves("/etc", "/usr/local/bin", "/var/lib/keyturn", "/run/keyturn")
loop = None
with tempfile.TemporaryDirectory() as home, Machines(keyturn) as machines:
    pathlib.Path(home, "token.txt").write_text(TOKEN + "\n")
    environment = os.environ | {"HOME": home, "TERM": "xterm-256color", "MANPAGER": "cat"}
    # A person types: nothing says that a machine does.
    environment.pop("CI", None)
    try:
        for command in commands:
            print(f"$ {command}", flush=True)
            lines = run(command, machines, environment).splitlines()
            print("\n".join(f"    {line}" for line in lines[-4:]), flush=True)
            if command == INSTALL:
                loop = subprocess.Popen(
                    ["ip", "netns", "exec", machines.home, "keyturn", "run"], stdout=subprocess.PIPE, text=True)
                print(f"    {loop.stdout.readline()}", end="", flush=True)
    finally:
        if loop:
            loop.terminate()
            loop.wait()
print(f"{len(commands)} commands")
