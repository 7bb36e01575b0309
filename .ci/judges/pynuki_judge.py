#!/usr/bin/env python3
"""An independent client (pynuki, PyPI) uses a simulated bridge: pynuki_judge.py HOST PORT TOKEN

Expects the built-in household, with no device in motion. Prints each check and "N passed, N failed"; ends with 1 if
any failed. A bridge at --speed 10 keeps it short.
"""

import sys
import time

import requests
from pynuki import NukiBridge, NukiOpener
from pynuki.bridge import InvalidCredentialsException

HOST, PORT, TOKEN = sys.argv[1], int(sys.argv[2]), sys.argv[3]
LOCKED, UNLOCKED, UNLATCHED, LOCK_N_GO = 1, 3, 5, 6
ONLINE, RING_TO_OPEN, OPEN = 1, 3, 5

passed = failed = 0


def check(what, actual, expected):
    global passed, failed
    if actual == expected:
        passed += 1
        print(f"ok    {what}")
    else:
        failed += 1
        print(f"wrong {what}: {actual!r}, expected {expected!r}")


def becomes(device, state, within=20):
    """The device's state once it is the expected one, or what it still is when the time is over."""
    end = time.monotonic() + within
    while True:
        device.update()
        if device.state == state or time.monotonic() > end:
            return device.state
        time.sleep(0.05)


def status_of(call):
    try:
        call()
    except requests.HTTPError as error:
        return error.response.status_code
    return 200


def judge(bridge, way):
    info = bridge.update()
    check(f"{way}: hardware bridge", bridge.is_hardware_bridge, True)
    check(f"{way}: hardware id", f"{info['ids']['hardwareId']:08X}", "0A2B3C4D")
    check(f"{way}: server id differs", info["ids"]["serverId"] != info["ids"]["hardwareId"], True)
    check(f"{way}: devices heard", len(info["scanResults"]), 3)

    front, side = bridge.locks
    (intercom,) = bridge.openers
    check(f"{way}: names of locks", [front.name, side.name], ["Front door", "Side door"])
    check(f"{way}: types of locks", [front.device_type, side.device_type], [0, 4])
    check(f"{way}: opener", (intercom.name, type(intercom)), ("Intercom", NukiOpener))
    check(f"{way}: states", [d.state_name for d in bridge.devices], ["locked", "unlocked", "online"])
    check(f"{way}: door sensor", (front.is_door_sensor_activated, front.door_sensor_state_name), (True, "door closed"))
    check(f"{way}: no door sensor", side.door_sensor_state, None)
    check(f"{way}: batteries", [front.battery_charge, side.battery_charge], [85, 96])

    check(f"{way}: unlock is taken", front.unlock()["success"], True)
    check(f"{way}: unlock", becomes(front, UNLOCKED), UNLOCKED)
    check(f"{way}: unlatch is taken", front.unlatch()["success"], True)
    check(f"{way}: unlatch", becomes(front, UNLATCHED), UNLATCHED)
    check(f"{way}: unlocked after unlatch", becomes(front, UNLOCKED), UNLOCKED)
    check(f"{way}: lock and wait", front.lock(block=True)["success"], True)
    front.update(aggressive=True)
    check(f"{way}: locked at once", (front.is_locked, front.state_name), (True, "locked"))
    check(f"{way}: lock of type 4", side.lock(block=True)["success"], True)
    check(f"{way}: locked, type 4", becomes(side, LOCKED), LOCKED)
    check(f"{way}: lock'n'go is taken", side.lock_n_go()["success"], True)
    check(f"{way}: lock'n'go", becomes(side, LOCK_N_GO), LOCK_N_GO)
    check(f"{way}: locked after lock'n'go", becomes(side, LOCKED), LOCKED)
    check(f"{way}: back to unlocked", side.unlock(block=True)["success"], True)
    check(f"{way}: simple lock", bridge.simple_lock(front.nuki_id)["success"], True)

    check(f"{way}: ring-to-open is taken", intercom.activate_rto()["success"], True)
    check(f"{way}: ring-to-open", becomes(intercom, RING_TO_OPEN), RING_TO_OPEN)
    check(f"{way}: ring-to-open off", intercom.deactivate_rto(block=True)["success"], True)
    check(f"{way}: strike is taken", intercom.electric_strike_actuation()["success"], True)
    check(f"{way}: strike", becomes(intercom, OPEN), OPEN)
    check(f"{way}: online after the strike", becomes(intercom, ONLINE), ONLINE)
    check(f"{way}: continuous mode", intercom.activate_continuous_mode(block=True)["success"], True)
    intercom.update()
    check(f"{way}: continuous mode is shown", intercom.mode_str, "continuous")
    check(f"{way}: continuous mode off", intercom.deactivate_continuous_mode(block=True)["success"], True)

    check(f"{way}: wrong type is 404", status_of(lambda: bridge.lock_state(side.nuki_id)), 404)
    check(f"{way}: unknown action is 400", status_of(lambda: bridge.lock_action(front.nuki_id, 9)), 400)


judge(NukiBridge(HOST, token=TOKEN, port=PORT, secure=True), "encrypted")
judge(NukiBridge(HOST, token=TOKEN, port=PORT, secure=False), "plain")
for secure in (True, False):
    try:
        NukiBridge(HOST, token="not-this-one", port=PORT, secure=secure)
        refused = False
    except InvalidCredentialsException:
        refused = True
    check(f"wrong token, secure={secure}: refused", refused, True)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
