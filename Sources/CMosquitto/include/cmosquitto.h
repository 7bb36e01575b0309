/* libmosquitto, opened when it is first needed, and the numbers of MQTT 5. */
#pragma once
#include <mosquitto.h>
#include <mqtt_protocol.h>

/* The functions that are used, by what their names have behind `mosquitto_`. */
#define KEYTURN_MOSQUITTO_FUNCTIONS(F) \
    F(lib_version) F(lib_init) F(strerror) F(reason_string) \
    F(new) F(destroy) F(int_option) F(will_set) F(username_pw_set) F(tls_set) \
    F(connect_v5_callback_set) F(disconnect_v5_callback_set) F(publish_v5_callback_set) F(message_v5_callback_set) \
    F(connect) F(disconnect) F(socket) F(want_write) F(loop_read) F(loop_write) F(loop_misc) \
    F(publish_v5) F(subscribe_v5) F(property_add_int32) F(property_read_int32) F(property_free_all)

#define KEYTURN_MOSQUITTO_POINTER(name) __typeof__(mosquitto_##name) *name;
struct keyturn_mosquitto_functions {
    KEYTURN_MOSQUITTO_FUNCTIONS(KEYTURN_MOSQUITTO_POINTER)
};

/* Opens the library, once. NULL, or why it cannot be opened, good until the calling thread's next call. */
const char *keyturn_mosquitto_open(void);

/* The functions of the open library; empty before. */
const struct keyturn_mosquitto_functions *keyturn_mosquitto(void);
