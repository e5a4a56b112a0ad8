// The C interface of libxlsxwriter, which writes spreadsheets, and nothing else.
#pragma once
#include <xlsxwriter.h>
