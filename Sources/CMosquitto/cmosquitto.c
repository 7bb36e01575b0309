#include "cmosquitto.h"
#include "clinux_library.h"

static struct keyturn_mosquitto_functions libmosquitto;

const char *keyturn_mosquitto_open(void) {
#define NAME(name) "mosquitto_" #name,
    static const char *const names[] = {KEYTURN_MOSQUITTO_FUNCTIONS(NAME)};
    return keyturn_library_open("libmosquitto.so.1", names, (void **)&libmosquitto, sizeof names / sizeof *names);
}

const struct keyturn_mosquitto_functions *keyturn_mosquitto(void) {
    return &libmosquitto;
}
