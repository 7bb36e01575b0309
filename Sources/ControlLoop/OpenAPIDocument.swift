/// The description of the API that it serves itself (OpenAPI 3.1).
///
/// Written by hand beside the code that it describes; a program that nobody here wrote holds the two against each other.
enum OpenAPIDocument {
    /// - Parameter isOverTCP: there a token is asked for; at the unix socket the file's permission is the login.
    static func text(isOverTCP: Bool) -> String {
        let security =
            isOverTCP
            ? #""security":[{"token":[]}],"#
            : #""security":[],"#
        return "{\"openapi\":\"3.1.0\",\(info),\(security)\"paths\":{\(paths)},\"components\":{\(components)}}"
    }

    private static let info = #"""
        "info":{"title":"Keyturn","version":"1",
        "description":"The control loop of Keyturn: bridges, devices, actions and events.",
        "license":{"name":"MIT"}}
        """#

    private static let components = #"""
        "securitySchemes":{"token":{"type":"http","scheme":"bearer",
        "description":"A token made by keyturn token add, with the scopes read, lock and open."}},
        "parameters":{
        "device":{"name":"device","in":"path","required":true,
        "description":"The device type, and the id in hex.",
        "schema":{"type":"string","pattern":"^[0-9]{1,3}-[0-9A-Fa-f]{8}$","examples":["0-21DF943C"]}},
        "bridge":{"name":"bridge","in":"query","required":false,
        "description":"The id of a bridge, for a device that several bridges list.",
        "schema":{"type":"string","pattern":"^[0-9A-Fa-f]{8}$"}}},
        "responses":{
        "Refused":{"description":"It is not carried out.",
        "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"}}}},
        "NotDone":{"description":"The bridge did not do it (502), or did not say (504).",
        "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Result"}}}},
        "Done":{"description":"It was done (200), or the bridge took it and said no more (202).",
        "content":{"application/json":{"schema":{"$ref":"#/components/schemas/Result"}}}}},
        "schemas":{\#(schemas)}
        """#
}
