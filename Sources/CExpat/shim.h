// The C interface of Expat, which parses XML, and nothing else.
#pragma once
#include <expat.h>
