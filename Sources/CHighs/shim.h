// The C interface of the HiGHS solver, and nothing else.
#pragma once
#include <interfaces/highs_c_api.h>
