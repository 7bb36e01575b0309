#!/usr/bin/env python3
"""tshark and keyturn read the same capture of DHCP messages: tshark_judge.py KEYTURN CAPTURE

Every message has to have the same value, or none, under every key of `keyturn listen --json`. Prints what differs and
"N values equal, N differ"; ends with 1 if any differ, or if there is no message at all.
"""

import json
import subprocess
import sys

FIELDS = {
    "frame": "frame.number", "op": "dhcp.type", "type": "dhcp.option.dhcp", "mac": "dhcp.hw.mac_addr",
    "xid": "dhcp.id", "flags": "dhcp.flags", "ciaddr": "dhcp.ip.client", "yiaddr": "dhcp.ip.your",
    "siaddr": "dhcp.ip.server", "giaddr": "dhcp.ip.relay", "hostname": "dhcp.option.hostname",
    "fqdn": "dhcp.fqdn.name", "requested": "dhcp.option.requested_ip_address",
    "server_id": "dhcp.option.dhcp_server_id", "vendor_class": "dhcp.option.vendor_class_id",
    "options": "dhcp.option.type",
}
PAD, END = "0", "255"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def ours_of(message, key):
    """A value of ours as a text, "" for none; options without the end, which tshark counts among the pads."""
    value = message.get(key, "")
    return [str(code) for code in value if str(code) != END] if key == "options" else str(value)


def theirs_of(row, key):
    """The same of tshark, which gives every occurrence: of a hardware address the first is chaddr's."""
    values = row.get(key, "").split(",")
    return [code for code in values if code not in (PAD, END)] if key == "options" else values[0]


keyturn, capture = sys.argv[1:]
ours = [json.loads(line) for line in output(keyturn, "listen", "--read", capture, "--json")]
fields = [word for field in FIELDS.values() for word in ("-e", field)]
theirs = [
    dict(zip(FIELDS, line.split("\t")))
    for line in output("tshark", "-r", capture, "-Y", "dhcp", "-T", "fields", "-E", "occurrence=a", *fields)
]

equal = differ = 0
for message, judged in zip(ours, theirs):
    unknown = message.keys() - FIELDS.keys() - {"kind"}
    for key in [*FIELDS, *sorted(unknown)]:
        mine, other = ours_of(message, key), theirs_of(judged, key)
        if mine == other:
            equal += 1
        else:
            differ += 1
            print(f"frame {message['frame']}, {key}: {mine!r}, tshark has {other!r}")
if len(ours) != len(theirs):
    differ += 1
    print(f"{len(ours)} messages, tshark has {len(theirs)}")
print(f"{equal} values equal, {differ} differ")
sys.exit(1 if differ or not equal else 0)
