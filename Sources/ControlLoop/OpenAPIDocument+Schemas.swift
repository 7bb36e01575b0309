extension OpenAPIDocument {
    /// The members of `components.schemas`.
    static let schemas = #"""
        "Health":{"type":"object","required":["status"],"additionalProperties":false,
        "properties":{"status":{"const":"ok"}}},
        "Error":{"type":"object","required":["error"],"properties":{"error":{"$ref":"#/components/schemas/Fault"}}},
        "Fault":{"type":"object","required":["id","what"],"properties":{
        "id":{"type":"string","pattern":"^KT-[A-Z-]+$","description":"keyturn help ID explains it."},
        "what":{"type":"string"}}},
        "NoWait":{"type":"boolean","default":false,
        "description":"The result is taken as soon as the bridge has taken it; what becomes of it is seen in the state."},
        "Plain":{"type":"object","additionalProperties":false,"properties":{
        "nowait":{"$ref":"#/components/schemas/NoWait"}}},
        "LockNGo":{"type":"object","additionalProperties":false,"properties":{
        "nowait":{"$ref":"#/components/schemas/NoWait"},
        "unlatch":{"type":"boolean","default":false,"description":"Open the door as well."}}},
        "ContinuousMode":{"oneOf":[
        {"type":"object","required":["enable"],"additionalProperties":false,
        "properties":{"nowait":{"$ref":"#/components/schemas/NoWait"},"enable":{"type":"boolean"}}},
        {"type":"object","required":["enabled"],"additionalProperties":false,
        "properties":{"nowait":{"$ref":"#/components/schemas/NoWait"},"enabled":{"type":"boolean"}}}]},
        "Result":{"type":"object","required":["result","device","action","took_ms"],"properties":{
        "result":{"enum":["done","taken","failed","unknown"]},"device":{"$ref":"#/components/schemas/ID"},
        "action":{"enum":["lock","unlock","open","lock_n_go","set_continuous_mode"]},
        "took_ms":{"type":"integer","minimum":0},"state":{"type":"string"},
        "error":{"$ref":"#/components/schemas/Fault"}}},
        "ID":{"type":"string","pattern":"^[0-9A-F]{8}$"},
        "Time":{"type":"string","format":"date-time"},
        "Status":{"type":"object","required":["schema","bridges"],"properties":{"schema":{"const":1},
        "bridges":{"type":"array","items":{"$ref":"#/components/schemas/Bridge"}}}},
        "Devices":{"type":"object","required":["devices"],"properties":{
        "devices":{"type":"array","items":{"$ref":"#/components/schemas/Device"}}}},
        "Bridge":{"type":"object",
        "required":["id","name","state","host","port","callbacks_heard","devices"],"properties":{
        "id":{"$ref":"#/components/schemas/ID"},"name":{"type":"string"},
        "state":{"enum":["connecting","online","degraded","unreachable","refused","replaced","moving"]},
        "host":{"type":"string"},"port":{"type":"integer","minimum":1,"maximum":65535},
        "firmware":{"type":"string"},"uptime":{"type":"integer","description":"Seconds."},
        "clock_offset":{"type":"integer","description":"Seconds by which its clock is ahead of ours."},
        "callback":{"enum":["off","none","registered","proved","silent","full"]},
        "callbacks_heard":{"type":"integer","minimum":0},
        "devices":{"type":"array","items":{"$ref":"#/components/schemas/Device"}}}},
        "Device":{"type":"object","required":["id","nuki_id","type","kind","name","bridge","state","asked","source",
        "confirmed","stale","entities"],"properties":{
        "id":{"$ref":"#/components/schemas/ID"},"nuki_id":{"type":"integer","minimum":0,"maximum":4294967295},
        "type":{"type":"integer"},"kind":{"enum":["lock","opener"]},"name":{"type":"string"},
        "bridge":{"$ref":"#/components/schemas/ID"},"state":{"type":"string"},
        "door":{"enum":["open","closed","unknown"]},"battery":{"type":"integer"},
        "battery_critical":{"type":"boolean"},"battery_charging":{"type":"boolean"},
        "keypad_battery_critical":{"type":"boolean"},"firmware":{"type":"string"},
        "read":{"$ref":"#/components/schemas/Time"},"asked":{"$ref":"#/components/schemas/Time"},
        "source":{"enum":["poll","callback","command"]},"confirmed":{"type":"boolean"},
        "stale":{"type":"boolean","description":"The bridge does not answer: the values are old."},
        "entities":{"type":"array","items":{"type":"string"}}}},
        "Description":{"type":"object","required":["openapi","info","paths"]}
        """#
}
