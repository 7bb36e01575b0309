public import NukiDomain

extension Household {
    /// The household of a demonstration: two locks and an opener, and ids that trip up careless programs.
    ///
    /// The hardware id begins with a zero and differs from the server id.
    public static func builtIn() throws(JSONFault) -> Household {
        try Household(parsing: Array(builtInText.utf8))
    }

    /// The same as text: the file to begin with for a household of one's own.
    public static let builtInText = """
        {
          "id": "0A2B3C4D", "server_id": "1C5E90A7", "firmware": "2.18.0", "wifi_firmware": "2.2.0",
          "token": "SimulatedBridge1", "mac": "54:d2:72:2b:3c:4d",
          "devices": [
            {"type": 0, "id": "21DF943C", "name": "Front door", "firmware": "2.14.5", "state": 1, "door_sensor": 2,
             "battery": 85, "keypad_battery_critical": false, "outside": "knob"},
            {"type": 4, "id": "3C88A2ED", "name": "Side door", "firmware": "4.2.6", "state": 3, "battery": 96},
            {"type": 2, "id": "1E5FE23A", "name": "Intercom", "firmware": "1.10.1", "state": 1,
             "last_ring": "2026-08-21T17:40:12Z"}
          ]
        }

        """
}
