// The C interface of libzip, which reads archives, and nothing else.
#pragma once
#include <zip.h>
