/* libpcap, whole: pcap_create(3PCAP) and what follows from it. */
#pragma once
#include <pcap/pcap.h>
