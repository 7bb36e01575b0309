#!/usr/bin/env python3
"""An independent client (pynuki, PyPI) uses a simulated bridge: pynuki_judge.py HOST PORT TOKEN CONTROL WAY

CONTROL is the bridge's control port, WAY is "encrypted" or "plain". Expects the built-in household, just started.
Prints each check and "N passed, N failed"; ends with 1 if any failed. A bridge at --speed 10 keeps it short.
"""

import http.server
import json
import queue
import sys
import threading
import time
import urllib.request

import requests
from pynuki import NukiBridge, NukiOpener
from pynuki.bridge import InvalidCredentialsException

HOST, PORT, TOKEN, CONTROL, WAY = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5]
SECURE = {"encrypted": True, "plain": False}[WAY]
LOCKED, UNLOCKED, UNLATCHED, LOCK_N_GO = 1, 3, 5, 6
ONLINE, RING_TO_OPEN, OPEN = 1, 3, 5
PATIENCE = 30

passed = failed = 0


def check(what, actual, expected):
    global passed, failed
    if actual == expected:
        passed += 1
        print(f"ok    {WAY}: {what}")
    else:
        failed += 1
        print(f"wrong {WAY}: {what}: {actual!r}, expected {expected!r}")


def becomes(device, state, within=PATIENCE):
    """The device's state once it is the expected one, or what it still is when the time is over."""
    end = time.monotonic() + within
    while True:
        device.update()
        if device.state == state or time.monotonic() > end:
            return device.state
        time.sleep(0.05)


def status_of(call):
    """The HTTP status of a call; "no JSON" for a 200 that pynuki cannot read, since it has no body."""
    try:
        call()
    except ValueError:
        return "no JSON"
    except requests.HTTPError as error:
        return error.response.status_code
    return 200


def succeeds(what, answer):
    check(what, answer["success"], True)


def passes(what, action, device, state):
    """Sees a state that passes; on a busy machine that may take several actions."""
    for _ in range(3):
        succeeds(f"{what} is taken", action())
        seen = becomes(device, state, within=3)
        if seen == state:
            break
    check(what, seen, state)


def control(name, body=None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{CONTROL}/_control/{name}", method="POST", data=json.dumps(body or {}).encode())
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


class Listener(http.server.BaseHTTPRequestHandler):
    """What a callback is sent to."""

    posts = queue.Queue()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        Listener.posts.put((self.path, json.loads(body)))

    def log_message(self, *_):
        pass


def judge_identity(bridge):
    info = bridge.update()
    check("hardware bridge", bridge.is_hardware_bridge, True)
    check("hardware id", f"{info['ids']['hardwareId']:08X}", "0A2B3C4D")
    check("server id differs", info["ids"]["serverId"] != info["ids"]["hardwareId"], True)
    check("devices heard", len(info["scanResults"]), 3)
    front, side = bridge.locks
    (intercom,) = bridge.openers
    check("list", [len(bridge.list()), len(bridge.list(device_type=2))], [3, 1])
    check("names of locks", [front.name, side.name], ["Front door", "Side door"])
    check("types of locks", [front.device_type, side.device_type], [0, 4])
    check("opener", (intercom.name, type(intercom)), ("Intercom", NukiOpener))
    check("states", [d.state_name for d in bridge.devices], ["locked", "unlocked", "online"])
    check("door sensor", (front.is_door_sensor_activated, front.door_sensor_state_name), (True, "door closed"))
    check("no door sensor", side.door_sensor_state, None)
    check("batteries", [front.battery_charge, side.battery_charge], [85, 96])
    return front, side, intercom


def judge_locks(bridge, front, side):
    succeeds("unlock is taken", front.unlock())
    check("unlock", becomes(front, UNLOCKED), UNLOCKED)
    passes("unlatch", front.unlatch, front, UNLATCHED)
    check("unlocked after unlatch", becomes(front, UNLOCKED), UNLOCKED)
    succeeds("lock and wait", front.lock(block=True))
    front.update(aggressive=True)
    check("locked at once", (front.is_locked, front.state_name), (True, "locked"))
    check("aggressive update of type 4 forgets the type", status_of(lambda: side.update(aggressive=True)), 404)
    succeeds("lock of type 4", side.lock(block=True))
    check("locked, type 4", becomes(side, LOCKED), LOCKED)
    passes("lock'n'go", side.lock_n_go, side, LOCK_N_GO)
    check("locked after lock'n'go", becomes(side, LOCKED), LOCKED)
    passes("lock'n'go with unlatch", lambda: side.lock_n_go(unlatch=True), side, UNLATCHED)
    check("locked after lock'n'go with unlatch", becomes(side, LOCKED), LOCKED)
    succeeds("simple unlock", bridge.simple_unlock(side.nuki_id, side.device_type))
    check("unlocked, with a handle outside", becomes(side, UNLOCKED), UNLOCKED)
    succeeds("simple lock", bridge.simple_lock(side.nuki_id, side.device_type))
    check("wrong type is 404", status_of(lambda: bridge.lock_state(side.nuki_id)), 404)
    check("unknown action is 400", status_of(lambda: bridge.lock_action(front.nuki_id, 9)), 400)


def judge_opener(intercom):
    succeeds("ring-to-open is taken", intercom.activate_rto())
    check("ring-to-open", becomes(intercom, RING_TO_OPEN), RING_TO_OPEN)
    check("ring-to-open is shown", intercom.is_rto_activated, True)
    succeeds("ring-to-open off", intercom.deactivate_rto(block=True))
    check("online without ring-to-open", becomes(intercom, ONLINE), ONLINE)
    passes("strike", intercom.electric_strike_actuation, intercom, OPEN)
    check("online after the strike", becomes(intercom, ONLINE), ONLINE)
    succeeds("continuous mode", intercom.activate_continuous_mode(block=True))
    intercom.update()
    check("continuous mode is shown", intercom.mode_str, "continuous")
    succeeds("continuous mode off", intercom.deactivate_continuous_mode(block=True))
    intercom.update()
    check("door mode is shown", intercom.mode_str, "door mode")


def judge_callbacks(bridge, front):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/nuki"
    check("no callbacks", bridge.callback_list(), {"callbacks": []})
    succeeds("callback is added", bridge.callback_add(url))
    check("callback is listed", bridge.callback_list(), {"callbacks": [{"id": 0, "url": url}]})
    succeeds("unlock for the callback", front.unlock(block=True))
    path, body = Listener.posts.get(timeout=PATIENCE)
    check("callback's path", path, "/nuki")
    check("callback's device", (body["nukiId"], body["deviceType"]), (front.nuki_id, 0))
    front.update_from_callback(body)
    check("state from the callback", (front.is_unlocked, front.state_name), (True, "unlocked"))
    check("https callback is 400", status_of(lambda: bridge.callback_add("https://127.0.0.1/nuki")), 400)
    for _ in range(2):
        succeeds("another slot", bridge.callback_add(url))
    full = bridge.callback_add(url)
    check("all slots taken", (full["success"], full["message"]), (False, "too many callbacks registered"))
    for slot in range(3):
        succeeds("callback is removed", bridge.callback_remove(slot))
    check("callbacks are gone", bridge.callback_list(), {"callbacks": []})
    server.shutdown()


def judge_maintenance(bridge, front):
    check("log", {"timestamp", "type"} <= set(bridge.log(count=5)[0]), True)
    check("clearlog has no body", status_of(bridge.clear_log), "no JSON")
    check("fwupdate has no body", status_of(bridge.firmware_update), "no JSON")
    succeeds("button sign-in off", bridge.config_auth(False))
    check("auth is 403", status_of(bridge.auth), 403)
    succeeds("button sign-in on", bridge.config_auth(True))
    check("auth gives the token", pressed_auth(bridge), {"success": True, "token": TOKEN})
    succeeds("unpair", bridge.unpair(front.nuki_id, front.device_type))
    check("unpaired is 404", status_of(lambda: bridge.lock_state(front.nuki_id)), 404)


def pressed_auth(bridge):
    answers = queue.Queue()
    threading.Thread(target=lambda: answers.put(bridge.auth()), daemon=True).start()
    end = time.monotonic() + PATIENCE
    while not control("press")["pressed"] and time.monotonic() < end:
        time.sleep(0.05)
    return answers.get(timeout=PATIENCE)


def judge_restarts(bridge):
    check("reboot has no body", status_of(bridge.reboot), "no JSON")
    check("uptime after the reboot", back(bridge)["uptime"] < 10, True)
    check("devices after the reboot", len(bridge.devices), 2)
    check("factory reset has no body", status_of(bridge.factory_reset), "no JSON")
    check("token after the factory reset is 401", status_of(lambda: back(bridge)), 401)


def back(bridge):
    """What /info says once the bridge has been away and is back."""
    end = time.monotonic() + PATIENCE
    away = False
    while time.monotonic() < end:
        try:
            info = bridge.update()
            if away:
                return info
        except requests.ConnectionError:
            away = True
        time.sleep(0.05)
    raise TimeoutError("the bridge did not go away and come back")


bridge = NukiBridge(HOST, token=TOKEN, port=PORT, secure=SECURE, timeout=PATIENCE)
front, side, intercom = judge_identity(bridge)
judge_locks(bridge, front, side)
judge_opener(intercom)
judge_callbacks(bridge, front)
judge_maintenance(bridge, front)
try:
    NukiBridge(HOST, token="not-this-one", port=PORT, secure=SECURE)
    refused = False
except InvalidCredentialsException:
    refused = True
check("wrong token is refused", refused, True)
judge_restarts(bridge)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
