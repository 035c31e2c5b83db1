#ifndef CTIMEX_H
#define CTIMEX_H
#include <sys/timex.h>
#endif
